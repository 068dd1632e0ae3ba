"""Train the quotation tagger on annotated articles. Torch is needed here, nowhere else.

    python -m benchmarks.train.quotes --data ../shared/data --out DIRECTORY

writes ``wide.pt`` and ``narrow.pt`` there; `benchmarks.train.quotes.export` makes the
packaged files of either. With one seed, on one kind of processor, the weights are the
same to the bit in every run. By the CPU time of eight steps of every phase it takes 46
minutes on two idle cores, what the two tell each other left out.
"""

import argparse
from pathlib import Path

from torch import multiprocessing

from benchmarks.train.quotes.process import work

PROCESSES = 2


def main() -> None:
    """Train as the command line says."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--data", type=Path, default=Path("../shared/data"))
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--seed", type=int, default=7)
    ask.add_argument("--narrow", type=Path, help="begin with these wide weights")
    ask.add_argument("--articles", type=int, help="learn from so many only, as a trial")
    given = ask.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    multiprocessing.spawn(work, (PROCESSES, given), PROCESSES)


if __name__ == "__main__":
    main()
