"""What happens to wire copy on its way into print: realistic edits of a text.

Every edit leaves most of the words of the shorter text in place, so original and
result are one text to a reader. Rewrites share the facts and a few quotations only.
"""

import random
import re
from collections.abc import Callable, Sequence
from typing import Final

Edit = Callable[[str, random.Random], str]

_SENTENCE: Final = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")
_SPELT: Final = (
    ("percent", "per cent"),
    ("center", "centre"),
    ("organize", "organise"),
    ("program", "programme"),
    ("defense", "defence"),
    ("labor", "labour"),
    ("Mr. ", ""),
    ("Sen. ", "Senator "),
    ("U.S.", "US"),
)
_FILLERS: Final = ("also", "later", "now", "reportedly", "earlier", "on Monday")
_CREDIT: Final = (
    "(c) {year} Northern Press Agency. All rights reserved. This material may not be "
    "published, broadcast, rewritten or redistributed without permission."
)
_ADDED: Final = (
    "The report could not be confirmed at once. A spokeswoman for the office was not "
    "available for comment late in the evening, and further details are expected at "
    "a news conference in the morning, when officials will take questions."
)


def relayed(text: str, rng: random.Random) -> str:
    """Put a dateline in front and a credit behind."""
    credit = _CREDIT.format(year=rng.randint(2005, 2024))
    return f"HARBOUR CITY (NPA) — {text}\n\n{credit}"


def shortened(text: str, rng: random.Random) -> str:
    """Keep the beginning: 40 to 80 of 100 sentences, five at least."""
    sentences = _SENTENCE.split(text)
    return " ".join(sentences[: max(5, round(len(sentences) * rng.uniform(0.4, 0.8)))])


def thinned(text: str, rng: random.Random) -> str:
    """Leave out one sentence in seven."""
    return " ".join(s for s in _SENTENCE.split(text) if rng.random() > 1 / 7)


def respelt(text: str, rng: random.Random) -> str:
    """Follow another style book: spelling, titles, quotation marks."""
    for ours, theirs in _SPELT:
        text = text.replace(ours, theirs)
    marks = rng.choice(("\"\"''", "«»‘’", "‘’“”"))
    return text.translate(str.maketrans("“”‘’", marks))


def touched(text: str, rng: random.Random) -> str:
    """Change one word in thirty: put in, leave out, exchange."""
    return " ".join(_touched(word, rng) for word in text.split(" "))


def extended(text: str, rng: random.Random) -> str:
    """Add a paragraph of the outlet's own somewhere."""
    sentences = _SENTENCE.split(text)
    sentences.insert(rng.randint(1, len(sentences)), _ADDED)
    return " ".join(sentences)


def reordered(text: str, rng: random.Random) -> str:
    """Exchange two thirds of the story."""
    sentences = _SENTENCE.split(text)
    third = len(sentences) // 3
    head, middle, tail = (
        sentences[:third],
        sentences[third : 2 * third],
        sentences[2 * third :],
    )
    return " ".join([*head, *tail, *middle] if rng.random() < 1 / 2 else sentences)


EDITS: Final[Sequence[Edit]] = (
    relayed,
    shortened,
    thinned,
    respelt,
    touched,
    extended,
    reordered,
)


def reprinted(text: str, rng: random.Random) -> str:
    """Apply one to three different edits."""
    for edit in rng.sample(EDITS, rng.randint(1, 3)):
        text = edit(text, rng)
    return text


def quoting(text: str, other: str, rng: random.Random) -> str:
    """Put sentences of ``other`` into a different article: a third of it at most."""
    sentences = _SENTENCE.split(text)
    borrowed = _SENTENCE.split(other)
    room = len(text.split()) // 2
    for sentence in rng.sample(borrowed, min(len(borrowed), rng.randint(1, 4))):
        room -= len(sentence.split())
        if room >= 0:
            sentences.insert(rng.randint(0, len(sentences)), sentence)
    return " ".join(sentences)


def _touched(word: str, rng: random.Random) -> str:
    match rng.randrange(90):
        case 0:
            return f"{word} {rng.choice(_FILLERS)}"
        case 1:
            return ""
        case 2:
            return rng.choice(_FILLERS)
        case _:
            return word
