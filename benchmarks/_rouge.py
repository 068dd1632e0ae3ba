"""ROUGE-1 and ROUGE-2 as rouge-score counts them, fast enough to train by."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from nltk.stem.porter import PorterStemmer

Grams = Counter[tuple[str, ...]]

_PORTER: Final = PorterStemmer()
_SHORT: Final = 3
"""Letters of the longest word rouge-score leaves unstemmed."""


def tokens(text: str) -> list[str]:
    """Return lower-cased, stemmed tokens of letters a–z and digits."""
    return [_stem(word) for word in re.findall(r"[a-z0-9]+", text.lower())]


@lru_cache(maxsize=1 << 18)
def _stem(word: str) -> str:
    return str(_PORTER.stem(word)) if len(word) > _SHORT else word


def grams(words: Sequence[str], size: int) -> Grams:
    """Return the runs of so many tokens, counted."""
    return Counter(zip(*(words[i:] for i in range(size)), strict=False))


def f1(said: Grams, reference: Grams) -> float:
    """Return the F1 of two counts, 0..1."""
    total = said.total() + reference.total()
    return 2 * (said & reference).total() / total if total else 0.0


def recall(said: Grams, reference: Grams) -> float:
    """Return how much of the reference was said, 0..1."""
    return (said & reference).total() / max(1, reference.total())
