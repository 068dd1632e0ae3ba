"""Text in Slack's own markup: fallbacks and small print. Escaping happens here."""

import re
from collections.abc import Iterator
from datetime import datetime

from bot import plain
from bot.adapters.slack.direction import isolated
from bot.messages import Block, Clock, Inline, Link, Style, Text, Time

FALLBACK = 3_900
"""Characters of a fallback at most: `chat.update` refuses a text over 4,000."""

FORMATS = {
    Clock.TIME: "{time}",
    Clock.DATE: "{date_short}",
    Clock.BOTH: "{date_short}, {time}",
}
"""How much of a moment is shown, in Slack's date tokens.

https://docs.slack.dev/messaging/formatting-message-text#date-formatting
"""

_MARKS = re.compile(r"[*_~`]|:[\w+-]+:")
_SAFE = str.maketrans({"|": "%7C", "<": "%3C", ">": "%3E", " ": "%20"})


def escape(text: str) -> str:
    """Return ``text`` with the three characters that open Slack's own markup hidden."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def marked(spans: tuple[Inline, ...]) -> str:
    """Return ``spans`` as markup with links and moments. See `is_safe`."""
    return "".join(_markup(span) for span in spans)


def is_safe(spans: tuple[Inline, ...]) -> bool:
    """Say whether no word of ``spans`` would turn into formatting or an emoji.

    Slack has no way to escape ``*`` or ``_``; text with them needs rich text.
    """
    return not _MARKS.search(plain.inlines(spans))


def fallback(blocks: tuple[Block, ...]) -> str:
    """Return what screen readers and notifications say, cut between words."""
    whole = "\n".join(escape(isolated(line)) for line in _lines(blocks))
    if len(whole) <= FALLBACK:
        return whole
    room = FALLBACK - 2
    kept = re.sub(r"&[a-z]*$", "", whole[:room])
    return (re.sub(r"\s\S*$", "", kept) or kept) + " …"


def date(at: datetime, show: Clock, instead: str) -> str:
    """Return a moment that every reader sees in their own zone."""
    return f"<!date^{int(at.timestamp())}^{FORMATS[show]}|{escape(instead)}>"


def _lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    return (line for block in blocks for line in plain.block(block).splitlines())


def _markup(span: Inline) -> str:
    if isinstance(span, Time):
        return date(span.at, span.show, span.fallback)
    if isinstance(span, Link):
        label = escape(isolated(span.label.text or span.address))
        return f"<{span.address.translate(_SAFE)}|{label}>"
    words = escape(isolated(span.text))
    coded = isinstance(span, Text) and span.style is Style.CODE and words.strip()
    return f"`{words}`" if coded else words
