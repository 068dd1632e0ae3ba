"""Cut a text into the terms that stories are compared by. Cheap on purpose: no stemmer.

Works on any script; where words are written without spaces, pairs of characters
stand in for them.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

_RUN: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff]")
_POSSESSIVE: Final = ("'s", "s'")
_SIBILANT: Final = ("ses", "xes", "zes")
_NO_PLURAL: Final = ("ss", "us", "is")


SHORTEST: Final = 4
"""Letters below which a word has no plural ending."""


def words(text: str) -> list[str]:
    """Return the words of a text, lower-cased, in order."""
    return [found.group().lower() for found in _RUN.finditer(text)]


def terms(text: str) -> list[str]:
    """Return the words without possessive and plural endings, in order."""
    return [term for word in words(text) for term in _parts(word)]


def _parts(word: str) -> Iterator[str]:
    if word.isascii() or not _UNSPACED.search(word):
        yield _singular(word)
        return
    if len(word) == 1:
        yield word
    for first, second in pairwise(word):
        yield first + second


@lru_cache(maxsize=1 << 16)
def _singular(word: str) -> str:
    word = word.replace("’", "'")
    if word.endswith(_POSSESSIVE):
        word = word[:-2] if word.endswith("'s") else word[:-1]
    if len(word) < SHORTEST or not word.endswith("s") or word.endswith(_NO_PLURAL):
        return word
    if word.endswith("ies") and len(word) > SHORTEST:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(_SIBILANT) else word[:-1]
