"""Discord's markup: spans of ours to text in which nothing else is markup.

What a feed wrote is escaped so that it can form no link, mention, heading, list,
quotation, spoiler or code; only `Style`, `Link` and `Time` make markup.
"""

import re
from collections.abc import Iterable
from typing import assert_never

from bot.messages import Clock, Inline, Link, Style, Text, Time
from summarizer import Verbatim

_ANYWHERE = re.compile(r"[\\*_~|`\[\]<@]|:(?=//)")
"""What can open markup at any place; ``://`` would be made a link."""
_AT_START = re.compile(r"^(\s*)(#|-|\+|>|\d+(?=[.)])|[.)])", re.MULTILINE)
"""What can open a heading, list, quotation or small print at a line's start."""
_TURN, _TURN_BACK = re.compile("[\u202a\u202b\u202d\u202e]"), "\u202c"
_APART, _APART_BACK = re.compile("[\u2066-\u2068]"), "\u2069"
"""Signs that turn the direction of a line’s rest, and those that end it (UAX 9)."""
_NUMBER = re.compile(r"^\d+$")
_IN_ADDRESS = re.compile(r"[^!#$%&'*+,\-./0-9:;=?@A-Z_a-z~]")
_WEB = re.compile(r"https?://[^\s/?#]+", re.IGNORECASE)
_EDGES = re.compile(r"\A[\s,;:·–—]+|[\s,;:·–—]+\Z")
"""What stars should not touch from inside: some clients then show them as they are."""
_CLOCKS = {Clock.TIME: "t", Clock.DATE: "D", Clock.BOTH: "f"}
_STARS = {Style.STRONG: "**", Style.SOFT: "*"}


def spans(inlines: Iterable[Inline], *, lines: bool = False) -> str:
    """Return spans as markup; line breaks become blanks unless ``lines``."""
    text = ""
    for inline in inlines:
        text += _span(inline, text)
    return text if lines else " ".join(re.split(r"\s*\n\s*", text))


def escape(text: str) -> str:
    """Return text that Discord shows letter by letter."""
    text = clean(text)
    text = _ANYWHERE.sub(lambda found: "\\" + found[0], text)
    return _AT_START.sub(_at_start, text)


def _at_start(found: re.Match[str]) -> str:
    blank, opener = found.groups()
    if _NUMBER.match(opener):  # 1. → 1\.  The stop follows and is not matched.
        return f"{blank}{opener}\\"
    return f"{blank}\\{opener}"


def _closed(text: str) -> str:
    """Return text whose last line does not turn what follows it right to left."""
    line = text.rpartition("\n")[2]
    turned = max(0, len(_TURN.findall(line)) - line.count(_TURN_BACK))
    set_apart = max(0, len(_APART.findall(line)) - line.count(_APART_BACK))
    return text + _TURN_BACK * turned + _APART_BACK * set_apart


def clean(text: str) -> str:
    """Replace what JSON cannot carry and the odd line breaks; end turned lines."""
    text = text.encode("utf-8", "replace").decode()
    return _closed(_one_break(text))


def _one_break(text: str) -> str:
    return re.sub(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", "\n", text)


def _span(inline: Inline, before: str) -> str:
    match inline:
        case Text():
            return _styled(inline, before)
        case Verbatim():
            return escape(inline.text)
        case Link():
            return _link(inline, before)
        case Time():
            return f"<t:{int(inline.at.timestamp())}:{_CLOCKS[inline.show]}>"
        case _:
            assert_never(inline)


def _styled(words: Text, before: str) -> str:
    if words.style is Style.CODE and "`" not in words.text and words.text.strip():
        return _code(clean(words.text))
    stars = _STARS.get(words.style, "")
    return _starred(escape(words.text), stars, before)


def _code(text: str) -> str:
    """Return text letter by letter; what has several lines stands in a block."""
    return f"```\n{text}\n```" if "\n" in text.strip() else f"`{text}`"


def _starred(text: str, stars: str, before: str) -> str:
    """Return text between stars that touch it, outer blanks and stops outside.

    Stars that would touch others (``**a***b*``) are read wrongly, and stars do not
    work over a line's end: such text stays plain. So do signs alone, as nobody sees
    their style.
    """
    inner = _EDGES.sub("", text)
    start = text.index(inner)
    touching = start == 0 and before.endswith("*")
    shows = any(map(str.isalnum, inner))
    if not stars or not shows or "\n" in inner or touching:
        return text
    return f"{text[:start]}{stars}{inner}{stars}{text[start + len(inner) :]}"


def _link(link: Link, before: str) -> str:
    label = link.label.text
    shown = _span(link.label, before)
    address = address_of(link.address)
    if address is None:
        return shown
    # Brackets break a label, and Discord refuses one that looks like an address.
    if not label.strip() or re.search(r"[\[\]\n]|:/|`", label):
        return f"{shown} [↗]({address})"
    return f"[{shown}]({address})"


def address_of(address: str) -> str | None:
    """Return an address that cannot leave its parentheses; None if it is not http."""
    if not _WEB.match(address):
        return None
    return _IN_ADDRESS.sub(
        lambda found: "".join(
            f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace")
        ),
        address,
    )
