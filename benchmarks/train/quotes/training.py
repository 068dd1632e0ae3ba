"""Train the tagger's network: losses, schedule, moving average, held-out articles."""

import copy
import random
from itertools import islice
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, distributed, nn
from torch.nn import functional
from torch.nn.parallel import DistributedDataParallel

from benchmarks.train.quotes import augment, batches
from benchmarks.train.quotes.batches import IGNORED, Batch, Window
from benchmarks.train.quotes.corpus import Raw, label
from benchmarks.train.quotes.network import TAGS, Tagging
from summarizer.encoder import WordPieces


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train."""

    epochs: int = 5
    rate: float = 1.5e-4
    """Peak learning rate of the encoder's top layer."""
    head_rate: float = 1e-3
    decay: float = 0.9
    """Each layer below learns slower by this."""
    warmup: float = 0.05
    average: float = 0.998
    """Decay of the moving average of the weights, per step."""
    smoothing: float = 0.05
    first: int = 0
    """The epoch to begin with, where weights of earlier ones are at hand."""
    rested: int = 2
    """Lowest layers that learn in the first epoch only; a fifth of the work is saved."""
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Losses:
    tags: Tensor
    pointers: Tensor
    speech: Tensor

    def total(self) -> Tensor:
        """Weigh the parts: tags decide most."""
        return self.tags + 0.3 * self.pointers + 0.1 * self.speech


def losses(network: nn.Module, batch: Batch, smoothing: float = 0.0) -> Losses:
    """Compare the network's answer with the labels."""
    tags, scores = network(batch.ids, batch.shapes, batch.mask)
    scores = scores.masked_fill(~batch.heads[:, None, None, :], -1e4)
    wanted = batch.speech != IGNORED
    return Losses(
        functional.cross_entropy(
            tags[..., :TAGS].flatten(0, 1), batch.tags.flatten(),
            ignore_index=IGNORED, label_smoothing=smoothing,
        ),
        functional.cross_entropy(scores.flatten(0, 2), batch.pointers.flatten(), ignore_index=IGNORED),
        functional.binary_cross_entropy_with_logits(
            tags[..., TAGS][wanted], batch.speech[wanted].float()
        ) if wanted.any() else tags.sum() * 0,
    )


def rest(network: Tagging, layers: int) -> None:
    """Let the embeddings and the lowest layers be as they are from now on."""
    for part in (network.shape, network.norm, *network.layers[:layers]):
        part.requires_grad_(requires_grad=False)
        for layer in part.modules():
            layer.dropout = 0.0
    network.dropout = 0.0


def optimizer(network: Tagging, plan: Plan) -> torch.optim.AdamW:
    """Give deeper layers smaller steps, new parts larger ones."""
    depth = len(network.layers)
    groups: list[dict[str, object]] = []
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        part = name.split(".")
        if part[0] == "layers":
            rate = plan.rate * plan.decay ** (depth - 1 - int(part[1]))
        elif part[0] == "norm":
            rate = plan.rate * plan.decay**depth
        else:
            rate = plan.head_rate
        weight_decay = 0.01 if parameter.ndim > 1 else 0.0
        groups.append({"params": [parameter], "lr": rate, "weight_decay": weight_decay})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98))


def train(
    articles: Sequence[Raw],
    held_out: Sequence[Window],
    pieces: WordPieces,
    network: Tagging,
    plan: Plan,
    keep: Callable[[Tagging, int], None],
) -> Tagging:
    """Train, and give the average of the weights along the way; ``keep`` sees every epoch's."""
    dice = random.Random(plan.seed + plan.first)
    known = augment.names(articles, pieces)
    average = copy.deepcopy(network).eval()
    steps = optimizer(network, plan)
    rank, processes = distributed.get_rank(), distributed.get_world_size()
    shared = DistributedDataParallel(network)
    total, done, began = 0, 0, time.monotonic()
    schedule = None
    for epoch in range(plan.first, plan.epochs):
        if epoch:
            rest(network, plan.rested)
            shared = DistributedDataParallel(network)
        ready = [
            window
            for article in articles
            for window in batches.windows(
                label(article, pieces, augment.restyle(article.text, pieces, dice)), known, dice
            )
        ]
        if schedule is None:
            total = (plan.epochs - plan.first) * (len(ready) // (batches.SIZE * processes) + 1)
            schedule = torch.optim.lr_scheduler.LambdaLR(
                steps, lambda step: rate(step, total, plan.warmup)
            )
        network.train()
        every = batches.batches(ready, dice, processes)
        for batch in islice(every, rank, None, processes):
            result = losses(shared, batch, plan.smoothing)
            steps.zero_grad()
            result.total().backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            steps.step()
            schedule.step()
            done += 1
            update(average, network, min(plan.average, done / (done + 10)))
            if done % 25 == 0 and rank == 0:
                print(f"{epoch} {done}/{total} {time.monotonic() - began:.0f}s tags {result.tags:.3f} "
                      f"pointers {result.pointers:.3f} speech {result.speech:.3f}", flush=True)
        if rank == 0:
            print(f"epoch {epoch}: {held(average, held_out)}", flush=True)
            keep(average, epoch)
    return average


def rate(step: int, total: int, warmup: float) -> float:
    """Rise over the first steps, then fall to nothing."""
    return min(step / (total * warmup), max(0.0, (total - step) / (total * (1 - warmup))))


def update(average: Tagging, network: Tagging, decay: float) -> None:
    """Move the average a little towards the network."""
    with torch.no_grad():
        for mean, value in zip(average.parameters(), network.parameters(), strict=True):
            if value.requires_grad:
                mean.lerp_(value, 1 - decay)


def held(network: Tagging, windows: Sequence[Window]) -> str:
    """Say how well the network does on articles it does not learn from."""
    network.eval()
    with torch.no_grad():
        every = [
            (losses(network, batch), accuracy(network, batch))
            for batch in batches.batches(windows, None)
        ]
    count = len(every)
    parts = {
        "tags": sum(float(loss.tags) for loss, _ in every) / count,
        "pointers": sum(float(loss.pointers) for loss, _ in every) / count,
        "speech": sum(float(loss.speech) for loss, _ in every) / count,
    }
    hits = torch.tensor([hit for _, hit in every]).sum(0)
    return ", ".join(f"{name} {value:.4f}" for name, value in parts.items()) + (
        f", tag accuracy {hits[0] / hits[1]:.4f}, cue of content {hits[2] / hits[3]:.4f},"
        f" source of cue {hits[4] / hits[5]:.4f}"
    )


def accuracy(network: Tagging, batch: Batch) -> list[int]:
    """Count right and all: tags, then each pointer."""
    tags, scores = network(batch.ids, batch.shapes, batch.mask)
    scores = scores.masked_fill(~batch.heads[:, None, None, :], -1e4)
    pairs: Iterable[tuple[Tensor, Tensor]] = (
        (tags[..., :TAGS].argmax(-1), batch.tags),
        *((scores[:, n].argmax(-1), batch.pointers[:, n]) for n in (0, 1)),
    )
    found: list[int] = []
    for guess, wanted in pairs:
        counted = wanted != IGNORED
        found += [int((guess == wanted)[counted].sum()), int(counted.sum())]
    return found
