"""Labelled articles → windows → batches of tensors."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from benchmarks.train.quotes import augment
from benchmarks.train.quotes.augment import Names
from benchmarks.train.quotes.corpus import Labelled
from summarizer.encoder import CLS, SEP
from summarizer.quotes.windows import WINDOW, Words, cut

IGNORED = -100
"""A label that counts for nothing: a further piece of a word, or padding."""

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
    """Write the words from ``begin`` on as pieces; pointers out of the window go to 0."""
    places: list[int] = []
    at = 1
    pieces = [piece[: max(1, WINDOW // len(part.pieces) + 1) if len(part.pieces) == 1 else None] for piece in part.pieces]
    for piece in pieces:
        places.append(at)
        at += len(piece)
    window = Window([CLS], [0], [IGNORED], [IGNORED], [IGNORED], [IGNORED], [True])

    def place(target: int) -> int:
        inside = begin <= target < begin + len(places)
        return places[target - begin] if inside else 0

    for offset, piece in enumerate(pieces):
        index, rest = begin + offset, [IGNORED] * (len(piece) - 1)
        tag = article.tags[index]
        window.ids.extend(piece)
        window.shapes.extend([part.shapes[offset]] * len(piece))
        window.tags.extend([tag, *rest])
        window.cue_of.extend([place(article.cue_of[index]) if tag in (5, 6) else IGNORED, *rest])
        window.source_of.extend([place(article.source_of[index]) if tag in (3, 4) else IGNORED, *rest])
        window.speech.extend([article.speech[index] if tag in (3, 4) else IGNORED, *rest])
        window.heads.extend([True, *([False] * len(rest))])
    for field, last in ((window.ids, SEP), (window.shapes, 0)):
        field.append(last)
    for labels in (window.tags, window.cue_of, window.source_of, window.speech):
        labels.append(IGNORED)
    window.heads.append(False)
    return window


def batches(
    ready: Sequence[Window], dice: random.Random | None, processes: int = 1
) -> Iterator[Batch]:
    """Put windows of like length together, in random order if there are dice.

    Of every ``processes`` batches in a row, each process takes one: they are alike in size, so nobody waits.
    """
    order = list(ready)
    if dice:
        dice.shuffle(order)
    rounds: list[list[Window]] = []
    for at in range(0, len(order), SIZE * POOL):
        pool = sorted(order[at : at + SIZE * POOL], key=lambda window: len(window.ids))
        rounds.extend(pool[i : i + SIZE * processes] for i in range(0, len(pool), SIZE * processes))
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
