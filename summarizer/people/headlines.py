"""Names in a headline whose every word is capitalised: *Ana Ruiz Slams Omar Haddad*.

There a run of capitals says nothing; who is named is known from the text below.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from summarizer.models import Span
from summarizer.people.givens import known
from summarizer.people.listed import listed
from summarizer.people.names import LONGEST, Name

_LONG = re.compile(r"[^\W\d_][\w’'-]{4,}")
_LONGEST = 500
"""Characters a headline may have."""
_FEWEST = 3
"""Words of five letters and more by which a headline is known."""
_SMALL = listed(
    """
    about above across after against along among amid around before behind below
    between beyond could despite during every inside might other outside should since
    their there these those through toward towards under until which while whose
    within without would
    """
)
"""Long words that stay small in a headline."""


def capitalised(text: str, block: Span) -> bool:
    """Tell whether a line is written with a capital to every word of weight."""
    if block.end - block.start > _LONGEST:
        return False
    words = _LONG.findall(text, block.start, block.end)
    return len(words) >= _FEWEST and all(w[0].isupper() or w in _SMALL for w in words)


def headline(text: str, block: Span) -> bool:
    """Tell whether a line ends without a stop."""
    return text[block.end - 1 : block.end] not in {".", "!", "?", ":", "”", '"', "…"}


Known = dict[tuple[str, ...], bool]
"""Names by their words in small letters, and whether each is that of a body."""


def register(names: Iterable[Name]) -> Known:
    """Gather the names of a text, and the surnames of its people."""
    found: Known = {}
    for name in names:
        found.setdefault(_key(name.words), name.body)
        if not name.body:
            found.setdefault((name.last,), False)
    return found


def parted(text: str, name: Name, below: Known) -> Iterator[Name]:
    """Give the names inside a run of capitals that the text below knows."""
    spans = [Span(*m.span()) for m in _PIECE.finditer(text, *name.span)]
    words = [span.of(text) for span in spans]
    at = done = 0
    while at < len(spans):
        size = _longest(words[at : at + LONGEST], below)
        if size:
            body = below[_key(words[at : at + size])]
            first = at - (at > done and not body and known(words[at - 1]))
            taken = tuple(words[first : at + size])
            span = Span(spans[first].start, spans[at + size - 1].end)
            yield Name(span, taken, None, body=body)
            done = at + size
        at += size or 1
    if not done:
        yield from _unknown(text, name, spans)


_PIECE = re.compile(r"\S+")


def shorn(text: str, name: Name, below: Known) -> Name:
    """Leave out what begins a headline and no name: *Late* Ruiz header sinks Sela."""
    if _key(name.words) in below or known(name.words[0]):
        return name
    spans = [Span(*m.span()) for m in _PIECE.finditer(text, *name.span)]
    for at in range(1, len(name.words)):
        if _key(name.words[at:]) in below and len(spans) == len(name.words):
            span = Span(spans[at].start, name.span.end)
            body = below[_key(name.words[at:])]
            return replace(
                name, span=span, words=name.words[at:], title=None, body=body
            )
    return name


def _longest(words: Sequence[str], below: Known) -> int:
    """How many of these words, from the first, are a known name."""
    sizes = range(len(words), 0, -1)
    return next((size for size in sizes if _key(words[:size]) in below), 0)


def _unknown(text: str, name: Name, spans: list[Span]) -> Iterator[Name]:
    """Keep a short run, or a given name with the word behind it."""
    if len(spans) == 1:
        return  # any word, capitalised
    if len(spans) == _PAIR:
        yield name
        return
    for first, second in pairwise(spans):
        if known(first.of(text)):
            span = Span(first.start, second.end)
            words = (first.of(text), second.of(text))
            yield replace(name, span=span, words=words, title=None, body=False)
            return


_PAIR = 2
"""Words of a name as most people have it."""


def _key(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.lower().replace("’", "'").strip(".,") for word in words)
