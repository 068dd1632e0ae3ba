"""Bytes or text of a page to a tree: its encoding found, its breakage mended."""

import re
from contextlib import suppress
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from bot.errors import Unreadable

DEEPEST: Final = 250
"""Nesting of elements beyond which a page is not read: it is broken or an attack.
At 256 libxml2 drops what follows, and says nothing."""
DECLARED: Final = 2_048
"""Bytes in which a page declares its encoding (the HTML standard looks at 1,024)."""

_PARSER: Final = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_BEGINNING: Final = 50
"""Characters trafilatura looks at for a doctype."""


def tree(html: bytes | str, content_type: str = "") -> HtmlElement | None:
    """Return the page's root, or None where there is not one element.

    Raises:
        Unreadable: it is nested too deeply.
    """
    from trafilatura.utils import repair_faulty_html  # noqa: PLC0415  # only workers parse

    text = html if isinstance(html, str) else decoded(html, content_type)
    mended = repair_faulty_html(text, text[:_BEGINNING].lower())
    try:
        # As bytes: lxml refuses text that declares an encoding, and lone surrogates.
        root = document_fromstring(mended.encode("utf-8", "replace"), parser=_PARSER)
    except etree.LxmlError:
        return None
    if _depth(root) > DEEPEST:
        raise Unreadable("it is nested too deeply")
    return root


def decoded(body: bytes, content_type: str = "") -> str:
    """Return a page's text: UTF-8 where it is, else as declared, else as guessed.

    The header goes before what the page says of itself, as the HTML standard has it.
    """
    said = content_type.encode("ascii", "ignore") + b" " + body[:DECLARED]
    declared = [name.decode("ascii") for name in _CHARSET.findall(said)]
    for name in ("utf-8", *declared):
        with suppress(LookupError, ValueError):
            return body.decode(name)
    if any(name.lower() in {"utf-8", "utf8"} for name in declared):
        return body.decode("utf-8", "replace")
    from trafilatura.utils import decode_file  # noqa: PLC0415  # only workers parse

    return decode_file(body)


def _depth(root: HtmlElement) -> int:
    """Return the deepest nesting, as far as it matters."""
    level = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        level += 1 if event == "start" else -1
        deepest = max(deepest, level)
        if deepest > DEEPEST:
            break
    return deepest
