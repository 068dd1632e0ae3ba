"""Vary articles: to learn how speech is reported, not who spoke in 2016.

Quotation marks change their style, names change their bearers, capitals get lost.
"""

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from benchmarks.train.quotes.corpus import Raw, paragraphs
from summarizer.encoder import WordPieces
from summarizer.quotes.shapes import CLOSES, OPENS, quotation
from summarizer.quotes.windows import Words

STYLES = ('""', "“”", "“”", "‘’", "''", "«»", "„“")
"""Marks that may replace an article's own; a pair listed twice is twice as likely."""

SAME_STYLE = 0.5
"""Share of articles that keep their marks."""
LOST_MARK = 0.01
"""Share of closing marks that get lost."""
RENAMED = 0.5
"""Share of windows in which names change, and of the names that change there."""
FLATTENED = 0.05
"""Share of windows whose capitals get lost."""

_KEPT = frozenset(
    (
        *("Mr", "Mrs", "Ms", "Dr", "President", "Sen", "Senator", "Rep", "Gov", "I"),
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    )
)
"""Words with a capital that stay as they are: titles, days, months."""
_MARKS = frozenset('“”"„«»‟')


@dataclass(frozen=True, slots=True)
class Names:
    """Words that are written with a capital wherever they stand, and their pieces."""

    pool: tuple[tuple[int, ...], ...]
    known: frozenset[tuple[int, ...]]


def names(articles: Sequence[Raw], pieces: WordPieces) -> Names:
    """Collect the names of a corpus: each counts once, however often it is written."""
    count: Counter[str] = Counter()
    for article in articles:
        count.update(
            re.findall(r"(?<=[a-z,] )[A-Z][a-z]{2,}|\b[a-z]{3,}\b", article.text)
        )
    found = sorted(
        word
        for word, times in count.items()
        if word[0].isupper() and word not in _KEPT and count[word.lower()] * 5 < times
    )
    pool = tuple(pieces.words(word)[1][0] for word in found)
    return Names(pool, frozenset(pool))


def restyle(text: str, pieces: WordPieces, dice: random.Random) -> str:
    """Give an article other quotation marks; every character stays where it was."""
    if dice.random() < SAME_STYLE:
        return text
    style = dice.choice(STYLES)
    characters = list(text)
    bounds, _ = pieces.words(text)
    lines = paragraphs(text)
    at = 0
    for _, end in lines:
        stop = at
        while stop < len(bounds) and bounds[stop][0] < end:
            stop += 1
        for state, (low, _) in zip(
            quotation(text, bounds[at:stop]), bounds[at:stop], strict=True
        ):
            if text[low] in _MARKS and state in (OPENS, CLOSES):
                lost = state == CLOSES and dice.random() < LOST_MARK
                characters[low] = " " if lost else style[state == CLOSES]
        at = stop
    return "".join(characters)


def rename(words: Words, known: Names, dice: random.Random) -> Words:
    """Give the people and places of a window other names, each one name throughout."""
    if dice.random() > RENAMED:
        return words
    other: dict[tuple[int, ...], tuple[int, ...]] = {}
    for piece, shape in zip(words.pieces, words.shapes, strict=True):
        if piece in known.known and shape // 8 == 1 and piece not in other:
            other[piece] = dice.choice(known.pool) if dice.random() < RENAMED else piece
    pieces = tuple(
        other.get(piece, piece) if shape // 8 == 1 else piece
        for piece, shape in zip(words.pieces, words.shapes, strict=True)
    )
    return replace(words, pieces=pieces)


def flatten(words: Words, dice: random.Random) -> Words:
    """Lose the capitals of a window."""
    if dice.random() > FLATTENED:
        return words
    return replace(
        words, shapes=tuple(s % 8 if s // 8 in (1, 2) else s for s in words.shapes)
    )
