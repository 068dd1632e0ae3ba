"""The numbers ledger: figures for the same thing side by side, without a verdict."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from summarizer.answers.topics import stems_of
from summarizer.models import Figure, Source

DURATIONS: Final = frozenset({"minutes", "hours", "days", "weeks", "months", "years"})
ANYBODY: Final = frozenset({"people", "persons", "men", "women", "children"})
"""Nouns too wide to count one thing, unless it is said what became of them."""
_FATES: Final = {
    "killed": r"kill(?:s|ed|ing)?|dead|died|die|deaths?|death toll of|bodies of",
    "injured": r"injur(?:ed|es|ing)|hurt(?:ing)?|wound(?:ed|s|ing)|treat(?:ed|ing)",
    "missing": r"missing|unaccounted for",
    "displaced": r"displac(?:ed|ing)|evacuat(?:ed|ing)|homeless|fled|flee",
    "held": r"arrest(?:ed|s|ing)?|detain(?:ed|s|ing)?",
}
_FATE: Final = "|".join(f"(?P<{name}>{words})" for name, words in _FATES.items())
_BEFORE: Final = re.compile(
    rf"\b(?:{_FATE})(?:\s(?:to|at|of|by|rises?|rose|has|had))*\s$", re.IGNORECASE
)
_AFTER: Final = re.compile(
    r"\s?(?:[\w’'-]+\s){0,2}?(?:(?:who\s)?(?:was|were|are|is|had|have|has)\s)?"
    rf"(?:been\s|being\s|reported\s|confirmed\s|listed\sas\s)*(?:{_FATE})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Given:
    """One figure in one article."""

    source: Source
    figure: Figure


@dataclass(frozen=True, slots=True)
class Count:
    """What several articles, or one over and over, count."""

    what: str
    """In one word: what became of people (``injured``), else the noun."""
    amounts: tuple[tuple[Given, ...], ...]
    """Who gives which, in the order they came up; those who agree together."""

    @property
    def differs(self) -> bool:
        """Whether two articles each give an amount that the other does not."""
        givers = [{one.source.version.id for one in agreed} for agreed in self.amounts]
        return any(a - b and b - a for a, b in combinations(givers, 2))


def tally(
    given: Iterable[Given], stories: Mapping[str, str]
) -> tuple[tuple[Count, ...], tuple[tuple[Given, ...], ...]]:
    """Return figures that count one thing together, and those that stand alone.

    ``stories`` has the story of each version. Figures are told apart by their story,
    by the noun that is counted and, of people, by what became of them. Spans of time
    and bare amounts of money or percent are never held against each other: nothing
    says that they measure one thing. Counts that differ come first.
    """
    together: dict[tuple[str, str, str], list[Given]] = {}
    alone: list[Given] = []
    for each in given:
        if counted := _counted(each):
            story = stories.get(each.source.version.id, each.source.version.id)
            together.setdefault((story, *counted), []).append(each)
        else:
            alone.append(each)
    counts = []
    for (_, _, fate), members in together.items():
        if len({each.source.version.id for each in members}) > 1:
            what = fate or _noun(members[0].figure).lower()
            counts.append(Count(what, _agreed(members)))
        else:
            alone += members
    counts.sort(key=lambda count: not count.differs)
    return tuple(counts), _agreed(alone)


def _agreed(members: Iterable[Given]) -> tuple[tuple[Given, ...], ...]:
    amounts: dict[tuple[float, str, str], list[Given]] = {}
    for each in members:
        figure = each.figure
        same = (figure.amount, figure.qualifier.lower(), figure.unit or figure.thing)
        amounts.setdefault(same, []).append(each)
    return tuple(map(tuple, amounts.values()))


def _counted(given: Given) -> tuple[str, str] | None:
    """Return the noun and the fate that a figure counts, in one form for all."""
    figure = given.figure
    if figure.unit in DURATIONS:
        return None
    fate = _fate(given) if figure.unit == "people" else ""
    if fate:
        return figure.unit, fate
    noun = _noun(figure).lower()
    stem = "" if noun in ANYBODY else " ".join(sorted(stems_of(noun)))
    return (f"{figure.unit} {stem}", "") if stem else None


def _noun(figure: Figure) -> str:
    return figure.thing.rpartition(" ")[2]


def _fate(given: Given) -> str:
    """Return what became of the people counted, as their sentence has it."""
    text = given.source.version.text
    span = given.source.reading.sentences[given.figure.sentence].span
    words = given.figure.span
    inside = re.search(rf"\b(?:{_FATE})$", words.of(text), re.IGNORECASE)
    found = (
        inside
        or _AFTER.match(text, words.end, span.end)
        or _BEFORE.search(text, span.start, words.start)
    )
    return (found.lastgroup or "") if found else ""
