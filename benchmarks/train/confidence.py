"""Fit the curve that makes a probability of a quotation's margin and certainty.

Learnt on the training articles that the network only watched; the development sets
just show how it holds. Prints the two numbers of `summarizer/quotes/confidence.py`.
"""

import random
import sys
from collections.abc import Sequence
from math import exp, log
from typing import Final

import summarizer
from benchmarks import _data
from benchmarks._quotes import Gold, Scorer, articles, judged, predicted
from summarizer.quotes.confidence import SHIFT, SLOPE

WATCHED: Final = 40
"""Articles of the training set that the network did not learn from, in the order that
`benchmarks/train/quotes` shuffles them to."""
LEARNT: Final = "polnear_train"
SHOWN: Final = ("polnear_dev", "gum_news_dev")
STEPS: Final = 50
"""Newton's steps; a dozen are enough."""

Pair = tuple[float, bool]
"""The logit of margin times certainty, and whether quotation and source are right."""


def main() -> int:
    """Print slope and shift, and the surprise per quotation before and after."""
    parser = _data.parser(__doc__ or "")
    folder = _data.data_dir(parser.parse_args()) / "quotes"
    scorer, reader = Scorer(folder / "score.py"), summarizer.load()
    gold = {name: articles(folder / f"{name}.jsonl.gz") for name in (LEARNT, *SHOWN)}
    random.Random(0).shuffle(gold[LEARNT])  # noqa: S311 - as the network's training
    del gold[LEARNT][WATCHED:]
    sets = {name: _pairs(reader, scorer, each) for name, each in gold.items()}
    slope, shift = fitted(sets[LEARNT])
    print(f"slope {slope:.2f}, shift {shift:.2f}")
    for name, pairs in sets.items():
        was, now = surprise(pairs, SLOPE, SHIFT), surprise(pairs, slope, shift)
        print(f"{name:14} {len(pairs):5} quotations, surprise {was:.4f} → {now:.4f}")
    return 0


def _pairs(
    reader: summarizer.Reader, scorer: Scorer, gold: Sequence[Gold]
) -> list[Pair]:
    found = {each.id: predicted(reader, each.text) for each in gold}
    return [
        ((_logit(sure) - SHIFT) / SLOPE, ok) for sure, ok in judged(scorer, gold, found)
    ]


def fitted(pairs: Sequence[Pair]) -> tuple[float, float]:
    """Return slope and shift of the logistic curve that surprises least."""
    slope, shift = 1.0, 0.0
    for _ in range(STEPS):
        rows = [(x, ok - _curve(slope * x + shift)) for x, ok in pairs]
        weights = [(p := _curve(slope * x + shift)) * (1 - p) for x, _ in pairs]
        gradient = sum(x * r for x, r in rows), sum(r for _, r in rows)
        xx = sum(w * x * x for w, (x, _) in zip(weights, pairs, strict=True))
        x1 = sum(w * x for w, (x, _) in zip(weights, pairs, strict=True))
        one = sum(weights)
        whole = xx * one - x1 * x1
        slope += (one * gradient[0] - x1 * gradient[1]) / whole
        shift += (xx * gradient[1] - x1 * gradient[0]) / whole
    return slope, shift


def surprise(pairs: Sequence[Pair], slope: float, shift: float) -> float:
    """Return the mean negative log likelihood."""
    sure = [(_curve(slope * x + shift), ok) for x, ok in pairs]
    return -sum(log(p if ok else 1 - p) for p, ok in sure) / len(sure)


def _curve(value: float) -> float:
    return 1 / (1 + exp(-value))


def _logit(share: float) -> float:
    return log(share / (1 - share))


if __name__ == "__main__":
    sys.exit(main())
