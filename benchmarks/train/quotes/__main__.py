"""Train the quotation tagger on annotated articles. Torch is needed here and nowhere else."""

import argparse
from pathlib import Path

from torch import multiprocessing

from benchmarks.train.quotes.network import Size
from benchmarks.train.quotes.process import work
from benchmarks.train.quotes.training import Plan

PROCESSES = 2


def main() -> None:
    """Train as the command line says."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--data", type=Path, default=Path("../shared/data"))
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--epochs", type=int, default=Plan().epochs)
    ask.add_argument("--seed", type=int, default=Plan().seed)
    ask.add_argument("--rate", type=float, default=Plan().rate)
    ask.add_argument("--layers", type=int, default=Size().layers)
    ask.add_argument("--limit", type=int, default=None)
    ask.add_argument("--encoder", type=Path, default=None)
    ask.add_argument("--first", type=int, default=0)
    ask.add_argument("--resume", type=Path, default=None)
    given = ask.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    multiprocessing.spawn(work, (PROCESSES, given), PROCESSES)


if __name__ == "__main__":
    main()
