"""Probabilities → attributions: the best legal tags, then who belongs to whom."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from summarizer.encoder import Array
from summarizer.quotes.scores import TAGS, Scores

SOURCE, CUE, CONTENT = 0, 1, 2
TO_CUE, TO_SOURCE = 0, 1

LINKED = 0.2
"""Least mean probability of a pointer that links two spans; development set."""
FOUND = 0.5
"""Least probability of a pointer to words that were not tagged; development set."""

Run = tuple[int, int]
"""A range of words."""


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in ranges of words, with probabilities of its parts."""

    source: tuple[Run, ...]
    cue: tuple[Run, ...]
    content: tuple[Run, ...]
    tagged: float
    linked: float
    sourced: float
    speech: float


def decode(scores: Scores, starts: Sequence[int]) -> list[Found]:
    """Put the most probable attributions together."""
    tags = legal(scores.tags, starts)
    runs = {role: list(spans(tags, role)) for role in (SOURCE, CUE, CONTENT)}
    runs[SOURCE] = list(joined(runs[SOURCE], starts))
    cues = runs[CUE]
    links: dict[Run, list[tuple[Run, float]]] = {}
    for content in runs[CONTENT]:
        cue, chance = target(scores, TO_CUE, content, cues)
        if cue is not None:
            links.setdefault(cue, []).append((content, chance))
    return [_found(scores, cue, links[cue], runs[SOURCE]) for cue in sorted(links)]


def _found(
    scores: Scores, cue: Run, contents: list[tuple[Run, float]], sources: Sequence[Run]
) -> Found:
    source, chance = target(scores, TO_SOURCE, cue, sources)
    words = [word for run, _ in contents for word in range(*run)]
    return Found(
        source=(source,) if source else (),
        cue=(cue,),
        content=tuple(run for run, _ in contents),
        tagged=float(scores.tags[words, 5:].sum()) / len(words),
        linked=min(chance for _, chance in contents),
        sourced=chance,
        speech=float(scores.speech[slice(*cue)].sum()) / (cue[1] - cue[0]),
    )


def target(
    scores: Scores, kind: int, run: Run, candidates: Sequence[Run]
) -> tuple[Run | None, float]:
    """Follow the pointers of a run's words: to a candidate, else to a word untagged."""
    mass, base = scores.pointed(kind, *run)
    low, high = (bisect_left(candidates, (at, 0)) for at in (base, base + len(mass)))
    near = candidates[low:high]
    sums = [sum(mass[begin - base : end - base]) for begin, end in near]
    chance = max(sums, default=0.0)
    if chance >= LINKED:
        return near[sums.index(chance)], chance
    chance = max(mass)
    if chance >= FOUND:
        return _grown(scores.tags, kind, base + mass.index(chance)), chance
    return None, 0.0


def _grown(tags: Array, kind: int, word: int) -> Run:
    """Take a word that only a pointer found, and those behind it that may go on."""
    going_on = 4 if kind == TO_CUE else 2
    end = word + 1
    while end < len(tags) and tags[end, going_on] > tags[end, 0]:
        end += 1
    return word, end


def spans(tags: Sequence[int], role: int) -> Iterator[Run]:
    """List the runs of one role."""
    begins, goes_on = 1 + 2 * role, 2 + 2 * role
    begin = None
    for index, tag in enumerate([*tags, 0]):
        if begin is not None and tag != goes_on:
            yield begin, index
            begin = None
        if tag == begins:
            begin = index


def joined(runs: Sequence[Run], starts: Sequence[int]) -> Iterator[Run]:
    """Join runs that touch: “the president of” + “Chile” is one source."""
    last: Run | None = None
    for run in runs:
        if last and last[1] == run[0] and run[0] not in starts:
            last = last[0], run[1]
            continue
        if last:
            yield last
        last = run
    if last:
        yield last


def legal(chances: Array, starts: Sequence[int]) -> list[int]:
    """Give the most probable tags in which nothing goes on that has not begun.

    Where the best tag of every word is legal already, that is the answer;
    only other paragraphs need the Viterbi algorithm (Forney, 1973).
    """
    tags: list[int] = chances.argmax(axis=1).tolist()
    for begin, end in pairwise([*sorted({0, *starts}), len(tags)]):
        before = tags[begin - 1] if begin else 0
        if not _is_legal([before, *tags[begin:end]]):
            logs = np.log(chances[begin:end] + 1e-9).tolist()
            tags[begin:end] = _viterbi(logs, before)
    return tags


def _is_legal(tags: Sequence[int]) -> bool:
    return all(
        tag not in (2, 4, 6) or last in (tag, tag - 1) for last, tag in pairwise(tags)
    )


def _viterbi(logs: Sequence[Sequence[float]], before: int) -> list[int]:
    """Find the best path: any tag may follow any, but what goes on follows its like."""
    best = [0.0 if tag == before else _NEVER for tag in range(TAGS)]
    came: list[list[int]] = []
    for row in logs:
        top = best.index(max(best))
        back = [top] * TAGS
        for tag in (2, 4, 6):
            back[tag] = tag - 1 if best[tag - 1] >= best[tag] else tag
        best = [best[last] + chance for last, chance in zip(back, row, strict=True)]
        came.append(back)
    path = [best.index(max(best))]
    for back in reversed(came[1:]):
        path.append(back[path[-1]])
    return path[::-1]


_NEVER = -1e4
