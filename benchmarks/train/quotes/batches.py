"""Labelled articles → windows → batches of tensors."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import torch
from torch import Tensor

from benchmarks.train.quotes import augment
from benchmarks.train.quotes.augment import Names
from benchmarks.train.quotes.corpus import Labelled
from summarizer.encoder import CLS, SEP
from summarizer.quotes.windows import WINDOW, Words, cut

IGNORED = -100
"""A label that counts for nothing: a further piece of a word, or padding."""

CUE, CONTENT = (3, 4), (5, 6)
"""Tags of words of a cue, of a content."""

SIZE = 4
"""Windows per batch of one process."""
POOL = 64
"""Batches whose windows are sorted together by length, so that little is padded."""


@dataclass(frozen=True, slots=True)
class Window:
    """One window, piece by piece."""

    ids: list[int]
    shapes: list[int]
    tags: list[int]
    cue_of: list[int]
    source_of: list[int]
    speech: list[int]
    heads: list[bool]
    """True where a pointer may point: the first mark, and first pieces of words."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side: (batch, length) each, pointers (batch, 2, length)."""

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    heads: Tensor
    tags: Tensor
    pointers: Tensor
    speech: Tensor


def windows(
    article: Labelled, known: Names | None, dice: random.Random
) -> Iterator[Window]:
    """Cut an article, elsewhere every time if names to vary it with are given."""
    first = dice.randint(WINDOW // 4, WINDOW) if known else WINDOW
    for begin, end in cut(article.words, first):
        part = Words(
            article.words.bounds[begin:end],
            article.words.pieces[begin:end],
            article.words.shapes[begin:end],
            (),
        )
        if known:
            part = augment.flatten(augment.rename(part, known, dice), dice)
        yield spell(article, part, begin)


def spell(article: Labelled, part: Words, begin: int) -> Window:
    """Write words, from ``begin`` on, as pieces; labels go to the first of each word.

    A pointer to a word outside points to 0, the first mark: to none.
    """
    lengths = [len(piece) for piece in part.pieces]
    places = [1, *(1 + length for length in accumulate(lengths))][:-1]
    end = begin + len(places)

    def place(target: int) -> int:
        return places[target - begin] if begin <= target < end else 0

    def spelt(values: Iterable[int]) -> list[int]:
        pairs = zip(values, lengths, strict=True)
        inner = (v for value, n in pairs for v in (value, *[IGNORED] * (n - 1)))
        return [IGNORED, *inner, IGNORED]

    tags = article.tags[begin:end]
    cues = [place(target) for target in article.cue_of[begin:end]]
    sources = [place(target) for target in article.source_of[begin:end]]
    repeated = zip(part.shapes, lengths, strict=True)
    return Window(
        ids=[CLS, *(piece for word in part.pieces for piece in word), SEP],
        shapes=[0, *(shape for shape, n in repeated for _ in range(n)), 0],
        tags=spelt(tags),
        cue_of=spelt(only(cues, tags, CONTENT)),
        source_of=spelt(only(sources, tags, CUE)),
        speech=spelt(only(article.speech[begin:end], tags, CUE)),
        heads=[True, *(tag != IGNORED for tag in spelt(tags)[1:])],
    )


def only(
    values: Sequence[int], tags: Sequence[int], wanted: tuple[int, int]
) -> list[int]:
    """Ignore values where the tag is another."""
    pairs = zip(values, tags, strict=True)
    return [value if tag in wanted else IGNORED for value, tag in pairs]


def batches(
    ready: Sequence[Window], dice: random.Random | None, processes: int = 1
) -> Iterator[Batch]:
    """Put windows of like length together, in random order if there are dice.

    Of every ``processes`` batches in a row, each process takes one: they are alike in
    size, so nobody waits.
    """
    order = list(ready)
    if dice:
        dice.shuffle(order)
    rounds: list[list[Window]] = []
    for at in range(0, len(order), SIZE * POOL):
        pool = sorted(order[at : at + SIZE * POOL], key=lambda window: len(window.ids))
        rounds.extend(
            pool[i : i + SIZE * processes]
            for i in range(0, len(pool), SIZE * processes)
        )
    if dice:
        dice.shuffle(rounds)
    for together in rounds:
        if len(together) >= processes:
            yield from (collate(together[i::processes]) for i in range(processes))


def collate(group: Sequence[Window]) -> Batch:
    """Pad windows to the longest."""
    length = max(len(window.ids) for window in group)

    def tensor(rows: Iterator[list[int]], padding: int) -> Tensor:
        return torch.tensor([[*row, *[padding] * (length - len(row))] for row in rows])

    mask = tensor(([1] * len(window.ids) for window in group), 0).bool()
    heads = tensor(([int(head) for head in window.heads] for window in group), 0).bool()
    cues = tensor((window.cue_of for window in group), IGNORED)
    sources = tensor((window.source_of for window in group), IGNORED)
    return Batch(
        tensor((window.ids for window in group), 0),
        tensor((window.shapes for window in group), 0),
        mask,
        heads,
        tensor((window.tags for window in group), IGNORED),
        torch.stack([cues, sources], 1),
        tensor((window.speech for window in group), IGNORED),
    )
