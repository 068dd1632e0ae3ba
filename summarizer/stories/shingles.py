"""Recognise texts that share their words: wire copy, reprints, excerpts.

FracMinHash over 5-word shingles (Irber et al. 2022, doi:10.1101/2022.01.11.475838):
of all hashes a fixed fraction is kept, so two sketches made apart can be compared.
The only module that knows xxhash.
"""

from collections.abc import Collection
from typing import Final

import xxhash

from summarizer.stories.words import words

SHINGLE: Final = 5
"""Words in a shingle."""

SCALE: Final = 8
"""One hash in this many is kept."""

DENSE: Final = 160
"""Up to this many shingles a text keeps all: an eighth of them would say too little."""

SHARED: Final = 0.6
"""Containment from which two texts are one; benchmarks/stories.py."""

FEWEST: Final = 5
"""Hashes below which containment says nothing: a short headline is no reprint."""

Sketch = frozenset[int]


def sketch(text: str) -> Sketch:
    """Return the kept hashes of a text's shingles; all of them for a short text."""
    found = words(text)
    hashes = {
        xxhash.xxh3_64_intdigest(" ".join(found[at : at + SHINGLE]).encode())
        for at in range(len(found) - SHINGLE + 1)
    }
    if len(hashes) <= DENSE:
        return frozenset(hashes)
    return _thinned(hashes)


def containment(one: Sketch, other: Sketch) -> float:
    """Return the share of the smaller text that stands in the larger one, 0..1."""
    if _dense(one) != _dense(other):
        one, other = _thinned(one), _thinned(other)
    smallest = min(len(one), len(other))
    return len(one & other) / smallest if smallest >= FEWEST else 0.0


def fingerprint(text: str) -> str:
    """Return an id of the words of a text, blind to layout, case and punctuation."""
    return xxhash.xxh3_128_hexdigest(" ".join(words(text)).encode())


def _dense(kept: Sketch) -> bool:
    return any(h % SCALE for h in kept)


def _thinned(hashes: Collection[int]) -> Sketch:
    return frozenset(h for h in hashes if h % SCALE == 0)
