"""Sentences as weighted bags of stems, and how alike they are."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

THRESHOLD: Final = 0.1
"""Cosine above which LexRank joins two sentences (Erkan and Radev 2004; as in sumy)."""


@dataclass(frozen=True, slots=True)
class Bags:
    """Counts of stems in sentences, and their weights."""

    vocabulary: dict[str, int]
    counts: Array
    """Occurrences, ``[sentences, stems]``."""
    unit: Array
    """tf·idf rows of length 1 (all 0 where a sentence has no weighted stem)."""
    idf: Array


def bags(stems: Sequence[Sequence[str]]) -> Bags:
    """Return the bags of sentences given by their stems.

    Weights are those of sumy's LexRank: the term's count over the largest count in
    its sentence, times ``log(sentences / (1 + sentences with the term))``.
    """
    vocabulary: dict[str, int] = {}
    ids = [vocabulary.setdefault(s, len(vocabulary)) for row in stems for s in row]
    rows = np.repeat(np.arange(len(stems)), [len(row) for row in stems])
    size = max(1, len(vocabulary))
    flat = rows * size + np.asarray(ids, dtype=np.int64)
    counts = np.bincount(flat, minlength=len(stems) * size).astype(np.float64)
    counts = counts.reshape(len(stems), size)
    idf = _idf(counts)
    weighted = counts / np.maximum(counts.max(axis=1, keepdims=True), 1.0) * idf
    return Bags(vocabulary, counts, _unit(weighted), idf)


def _idf(counts: Array) -> Array:
    total = max(1, len(counts))
    frequency = (counts > 0).sum(axis=0)
    table = np.array([math.log(total / (1 + n)) for n in range(total + 1)])
    return np.asarray(table[frequency], dtype=np.float64)


def _unit(rows: Array) -> Array:
    norms = np.sqrt((rows * rows).sum(axis=-1, keepdims=True))
    return np.asarray(rows / np.where(norms > 0, norms, 1.0), dtype=np.float64)


def alike(found: Bags) -> Array:
    """Return the cosines of every two sentences, ``[sentences, sentences]``."""
    return np.asarray(found.unit @ found.unit.T, dtype=np.float64)


def likeness(found: Bags, stems: Sequence[str]) -> Array:
    """Return every sentence's cosine with other words; unknown stems count for none."""
    query = np.zeros(len(found.idf))
    for stem in stems:
        if (place := found.vocabulary.get(stem)) is not None:
            query[place] += found.idf[place]
    return np.asarray(found.unit @ _unit(query), dtype=np.float64)


def centroid(found: Bags) -> Array:
    """Return every sentence's cosine with the sum of all."""
    return np.asarray(found.unit @ _unit(found.unit.sum(axis=0)), dtype=np.float64)


def links(cosines: Array) -> Array:
    """Return LexRank's stochastic matrix: who is joined to whom, rows summing to 1."""
    joined = (cosines > THRESHOLD).astype(np.float64)
    degrees = joined.sum(axis=1, keepdims=True)
    return np.asarray(joined / np.maximum(degrees, 1.0), dtype=np.float64)


def standard(column: Array) -> Array:
    """Return the column with mean 0 and deviation 1 (all 0 where nothing differs)."""
    size = max(1, len(column))
    apart = column - column.sum() / size
    spread = math.sqrt(float(apart @ apart) / size)
    return apart / spread if spread > 1e-12 else column * 0.0  # noqa: PLR2004
