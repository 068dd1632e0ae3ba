"""A paragraph as the rules see it: its tokens, and which of them stand in marks."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from summarizer.models import Span
from summarizer.quotes.marks import Marked

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., J.K.
    r"|(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Govs?|Gen|Lt|Col|Sgt|Capt|Adm|St|Jr|Sr|Prof|Rev|Hon"
    r"|Messrs|Atty|Supt|Cmdr|Maj|Pres|Det|Cpl|Brig|Insp|Ald|Amb)\."
    r"|[A-Z]\.(?=\s?[A-Z])"
    r"|\w+(?:['’.&-]\w+)*"
    r"|[^\w\s]"
)


class Token(NamedTuple):
    """A word or a mark, with where it stands."""

    start: int
    end: int
    word: str
    """Lower case, straight apostrophes."""
    cap: bool
    """Begins with a capital letter."""
    quoted: bool
    """Stands inside quotation marks, or is such a mark."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One paragraph: where it stands, its tokens, its marked passages."""

    block: Span
    tokens: tuple[Token, ...]
    marked: tuple[Marked, ...]


def ground(text: str, block: Span, marked: tuple[Marked, ...]) -> Ground:
    """Tokenise one paragraph in which these passages are marked."""
    return Ground(block, tuple(_tokens(text, block, marked)), marked)


def _tokens(text: str, block: Span, marked: tuple[Marked, ...]) -> list[Token]:
    found: list[Token] = []
    spans = [each.span for each in marked]
    at = 0
    for match in _TOKEN.finditer(text, block.start, block.end):
        start, end = match.span()
        while at < len(spans) and spans[at].end <= start:
            at += 1
        quoted = at < len(spans) and spans[at].start <= start
        word = match.group()
        lower = word.lower().replace("’", "'")
        found.append(Token(start, end, lower, word[0].isupper(), quoted))
    return found
