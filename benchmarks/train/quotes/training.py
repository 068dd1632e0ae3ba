"""Train the tagger's network: losses, schedule, a moving average of the weights."""

import copy
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import torch
from torch import Tensor, distributed, nn
from torch.nn import functional
from torch.nn.parallel import DistributedDataParallel

from benchmarks.train.quotes import augment, batches
from benchmarks.train.quotes.augment import Names
from benchmarks.train.quotes.batches import IGNORED, SIZE, Batch, Window
from benchmarks.train.quotes.corpus import Raw, label
from benchmarks.train.quotes.network import TAGS, Tagging
from summarizer.encoder import WordPieces

AVERAGE = 0.998
"""Decay of the moving average of the weights, per step."""
SMOOTHING = 0.05
"""Share of a tag's probability that is spread over all tags."""
SLOWER = 0.9
"""Each layer learns slower than the one above it by this."""
HEADS = 1e-3
"""Peak learning rate of what is new: heads and shapes."""


@dataclass(frozen=True, slots=True)
class Phase:
    """Some epochs with a learning rate that rises and falls once."""

    epochs: int
    rate: float
    """Peak learning rate of the encoder's top layer."""
    heads: float = HEADS
    rested: int = 0
    """Lowest layers that no longer learn; embeddings rest with them."""
    warmup: float = 0.05


@dataclass(frozen=True, slots=True)
class Lessons:
    """What is learnt from, made anew for every epoch."""

    articles: Sequence[Raw]
    pieces: WordPieces
    names: Names
    dice: random.Random

    def windows(self) -> list[Window]:
        """Vary and cut every article."""
        return [
            window
            for article in self.articles
            for window in batches.windows(self._varied(article), self.names, self.dice)
        ]

    def _varied(self, article: Raw) -> batches.Labelled:
        text = augment.restyle(article.text, self.pieces, self.dice)
        return label(article, self.pieces, text)

    def epochs(self, count: int) -> Iterator[list[Window]]:
        """Give the windows of each epoch."""
        return (self.windows() for _ in range(count))


def loss(network: nn.Module, batch: Batch, smoothing: float = 0.0) -> Tensor:
    """Compare with the labels: tags decide most, then pointers, then speech."""
    tags, scores = network(batch.ids, batch.shapes, batch.mask)
    scores = scores.masked_fill(~batch.heads[:, None, None, :], -1e4)
    wanted = batch.speech != IGNORED
    tagging = functional.cross_entropy(
        tags[..., :TAGS].flatten(0, 1),
        batch.tags.flatten(),
        ignore_index=IGNORED,
        label_smoothing=smoothing,
    )
    # A sum over nothing is 0 where a batch has no cue: a mean would be no number.
    pointing = functional.cross_entropy(
        scores.flatten(0, 2),
        batch.pointers.flatten(),
        ignore_index=IGNORED,
        reduction="sum",
    ) / max(1, int((batch.pointers != IGNORED).sum()))
    speech = functional.binary_cross_entropy_with_logits(
        tags[..., TAGS][wanted], batch.speech[wanted].float(), reduction="sum"
    ) / max(1, int(wanted.sum()))
    total: Tensor = tagging + 0.3 * pointing + 0.1 * speech
    return total


def learn(
    network: Tagging,
    lessons: Lessons,
    phase: Phase,
    watch: Callable[[Tagging], None],
) -> Tagging:
    """Train, and give the average of the weights; ``watch`` sees it after every epoch.

    Every process of the group must call this with the same lessons; each learns from
    its share of the batches.
    """
    rest(network, phase.rested)
    average = copy.deepcopy(network).eval()
    shared = DistributedDataParallel(network)
    steps = optimizer(network, phase)
    rank, processes = distributed.get_rank(), distributed.get_world_size()
    began, done = time.monotonic(), 0
    schedule: torch.optim.lr_scheduler.LambdaLR | None = None
    for ready in lessons.epochs(phase.epochs):
        total = phase.epochs * (len(ready) // (SIZE * processes) + 1)
        schedule = schedule or torch.optim.lr_scheduler.LambdaLR(
            steps, lambda step, end=total: rate(step, end, phase.warmup)
        )
        network.train()
        every = batches.batches(ready, lessons.dice, processes)
        for batch in islice(every, rank, None, processes):
            steps.zero_grad()
            found = loss(shared, batch, SMOOTHING)
            found.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            steps.step()
            schedule.step()
            done += 1
            update(average, network, min(AVERAGE, done / (done + 10)))
            if done % 50 == 0 and rank == 0:
                seconds = time.monotonic() - began
                print(f"{done}/{total} {seconds:.0f} s, loss {found:.3f}", flush=True)
        if rank == 0:
            watch(average)
    return average


def rest(network: Tagging, layers: int) -> None:
    """Let the embeddings and the lowest layers be as they are; 0 wakes all."""
    below = (network.shape, network.norm, *network.layers[:layers])
    for part in below:
        part.requires_grad_(requires_grad=layers == 0)
    for index, layer in enumerate(network.layers):
        layer.requires_grad_(requires_grad=index >= layers)
        layer.dropout = 0.0 if index < layers else network.drop
    network.dropout = 0.0 if layers else network.drop


def optimizer(network: Tagging, phase: Phase) -> torch.optim.AdamW:
    """Give lower layers smaller steps, new parts larger ones."""
    depth = len(network.layers)
    groups: list[dict[str, object]] = []
    for name, parameter in network.named_parameters():
        part = name.split(".")
        below = depth - int(part[1]) - 1 if part[0] == "layers" else depth
        old = part[0] in ("layers", "norm")
        groups.append(
            {
                "params": [parameter],
                "lr": phase.rate * SLOWER**below if old else phase.heads,
                "weight_decay": 0.01 if parameter.ndim > 1 else 0.0,
            }
        )
    return torch.optim.AdamW(groups, betas=(0.9, 0.98))


def rate(step: int, total: int, warmup: float) -> float:
    """Rise over the first steps, then fall to nothing."""
    falling = (total - step) / (total * (1 - warmup))
    return min(step / (total * warmup), max(0.0, falling))


def update(average: Tagging, network: Tagging, decay: float) -> None:
    """Move the average a little towards the network."""
    with torch.no_grad():
        for mean, value in zip(average.parameters(), network.parameters(), strict=True):
            if value.requires_grad:
                mean.lerp_(value, 1 - decay)


def watched(network: Tagging, windows: Sequence[Window]) -> str:
    """Say how well the network does on articles it does not learn from."""
    hits = torch.zeros(6)
    with torch.no_grad():
        for batch in batches.batches(windows, None):
            hits += torch.tensor(right(network, batch))
    shares = [float(hits[i] / hits[i + 1]) for i in (0, 2, 4)]
    names = ("tags", "cue of content", "source of cue")
    return ", ".join(
        f"{name} {share:.4f}" for name, share in zip(names, shares, strict=True)
    )


def right(network: Tagging, batch: Batch) -> list[int]:
    """Count right and all: tags, then each pointer."""
    tags, scores = network(batch.ids, batch.shapes, batch.mask)
    scores = scores.masked_fill(~batch.heads[:, None, None, :], -1e4)
    guesses = (tags[..., :TAGS].argmax(-1), *scores.argmax(-1).unbind(1))
    labels = (batch.tags, *batch.pointers.unbind(1))
    found: list[int] = []
    for guess, wanted in zip(guesses, labels, strict=True):
        counted = wanted != IGNORED
        found += [int((guess == wanted)[counted].sum()), int(counted.sum())]
    return found
