"""How common words are in the news at large.

A window's own document frequencies would change with every article that arrives;
with these, a similarity depends on two texts only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from typing import Self


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many of ``articles`` background articles each term occurs."""

    articles: int
    counts: Mapping[str, int]

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Read the packaged table: the number of articles, then ``term count`` lines.

        Raises:
            ValueError: a line is not of that form.
        """
        first, *lines = data.decode("utf-8").splitlines()
        pairs = (line.rsplit(" ", 1) for line in lines)
        return cls(int(first), {term: int(count) for term, count in pairs})

    def weight(self, term: str) -> float:
        """Return the inverse document frequency: 0 for a word of every article."""
        return log((self.articles + 1) / (self.counts.get(term, 0) + 1))

    def known(self, term: str) -> bool:
        """Tell whether the term occurs in the background at all."""
        return term in self.counts
