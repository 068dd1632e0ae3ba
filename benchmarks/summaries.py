"""Summaries against the lead, sumy, summa and the oracle, on articles set aside.

ROUGE by rouge-score with stemming. Every system works on the same sentences (the
product's). At 75 words the lead is cut in mid-sentence, the others take whole
sentences that fit. Needs the dependency group ``bench``.
"""

import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from rouge_score.rouge_scorer import RougeScorer

from benchmarks import _clusters, _data, _rouge
from benchmarks._summaries import Example, examples, part
from benchmarks._systems import WEIGHTS, System, lead, ours, systems
from benchmarks.train.ranker import oracle
from summarizer import forest, safety
from summarizer.selection import Budget

METRICS: Final = ("rouge1", "rouge2", "rougeLsum")
SETS: Final = ("cnncorpus", "cnndm_val1000")
BUDGETS: Final = {"3 sentences": Budget(3), "75 words": Budget(99, 75)}
DRAWS: Final = 1000
"""Resamples of the paired bootstrap."""


class _Words:
    """rouge-score's own tokens, each stemmed once."""

    def tokenize(self, text: str) -> list[str]:
        return _rouge.tokens(text)


SCORER: Final = RougeScorer(list(METRICS), tokenizer=_Words())


@dataclass(frozen=True, slots=True)
class Result:
    """What one system did over a set of articles."""

    scores: list[tuple[float, ...]]
    """One row of METRICS per article, in percent."""
    dangling: float
    """Share of summaries with a sentence that hangs on what is not shown, percent."""
    unbalanced: float
    """Share of lines with a quotation or bracket cut, in percent."""
    cpu: float
    """Milliseconds of CPU per article, ranking and selection."""


def main() -> None:
    """Print one table per set and budget, then the clusters."""
    parser = _data.parser(__doc__ or "")
    parser.add_argument("--limit", type=int, help="articles per set")
    parser.add_argument("--only", help="systems whose name holds this, and the lead")
    parser.add_argument(
        "--other",
        type=Path,
        help="weights of benchmarks.train.ranker --fold 1: judge two folds of each set",
    )
    args = parser.parse_args()
    folder = _data.data_dir(args)
    if args.other:
        _two_folds(folder, args.other)
        return
    found = _wanted(args.only)
    for name in SETS:
        rows = _tests(folder, name)[: args.limit]
        for label, budget in BUDGETS.items():
            print(f"\n{name}, test part, {len(rows)} articles, {label}")
            _table(rows, found, budget)
    _clusters.main(folder)


def _two_folds(folder: Path, other: Path) -> None:
    """Print our gain over two folds, each ranked by weights that have not seen it."""
    taught = [forest.loads(path.read_bytes()) for path in (WEIGHTS, other)]
    for name in SETS:
        folds = [_tests(folder, name, fold) for fold in (0, 1)]
        for label, budget in BUDGETS.items():
            print(f"\n{name}, {sum(map(len, folds))} articles of two folds, {label}")
            found = [
                _result(rows, partial(ours, weights), budget)
                for rows, weights in zip(folds, taught, strict=True)
            ]
            leads = [_result(rows, lead, budget) for rows in folds]
            for part_, mine, theirs in zip(("0", "1"), found, leads, strict=True):
                print(_line(f"dateline, fold {part_}", mine) + _against(mine, theirs))
            mine, theirs = _both(found), _both(leads)
            print(_line("lead", theirs))
            print(_line("dateline", mine) + _against(mine, theirs), flush=True)


def _both(parts: Sequence[Result]) -> Result:
    """Return what parts of a set come to together."""
    sizes = [len(each.scores) for each in parts]

    def mean(values: Iterable[float]) -> float:
        weighed = (value * size for value, size in zip(values, sizes, strict=True))
        return sum(weighed) / sum(sizes)

    return Result(
        [row for each in parts for row in each.scores],
        mean(each.dangling for each in parts),
        mean(each.unbalanced for each in parts),
        mean(each.cpu for each in parts),
    )


def _wanted(only: str | None) -> dict[str, System]:
    return {n: s for n, s in systems().items() if not only or only in n or n == "lead"}


def _tests(folder: Path, name: str, fold: int = 0) -> list[Example]:
    return [e for e in examples(folder, name) if part(name, e.id, fold) == "test"]


def _table(rows: Sequence[Example], found: dict[str, System], budget: Budget) -> None:
    print(
        f"{'system':<22}{'R1':>7}{'R2':>7}{'RLsum':>7}"
        f"{'dangling %':>12}{'cut %':>7}{'ms':>7}  R1, R2 against the lead (95 %)",
    )
    first = _result(rows, found["lead"], budget)
    for name, system in found.items():
        result = first if name == "lead" else _result(rows, system, budget)
        against = "" if name == "lead" else _against(result, first)
        print(_line(name, result) + against, flush=True)
    if budget.words is None:
        print(_line("oracle", _result(rows, _oracle, budget)), flush=True)


def _oracle(example: Example, budget: Budget) -> Sequence[int]:
    return sorted(oracle(example, range(len(example.sentences)), budget.sentences))


def _result(rows: Sequence[Example], system: System, budget: Budget) -> Result:
    scores, hanging, cut, lines, cpu = [], 0, 0, 0, 0.0
    for example in rows:
        start = time.process_time()
        chosen = system(example, budget)
        cpu += time.process_time() - start
        hanging += bool(safety.faults(example.text, example.sentences, chosen))
        cut += sum(not safety.balanced(example.said(index)) for index in chosen)
        lines += len(chosen)
        scores.append(_rouges(example, chosen, budget))
    return Result(
        scores,
        100 * hanging / len(rows),
        100 * cut / max(1, lines),
        1000 * cpu / len(rows),
    )


def _rouges(
    example: Example, chosen: Sequence[int], budget: Budget
) -> tuple[float, ...]:
    lines = [example.said(index).split() for index in chosen]
    if budget.words is not None:
        lines = _cut(lines, budget.words)
    said = "\n".join(" ".join(line) for line in lines)
    found = SCORER.score(example.reference, said)
    return tuple(100 * found[metric].fmeasure for metric in METRICS)


def _cut(lines: list[list[str]], words: int) -> list[list[str]]:
    """Keep the first words of all."""
    kept = []
    for line in lines:
        kept.append(line[:words])
        words -= len(kept[-1])
    return kept


def _mean(scores: Sequence[tuple[float, ...]]) -> list[float]:
    return [sum(column) / len(scores) for column in zip(*scores, strict=True)]


def _line(name: str, result: Result) -> str:
    rouges = "".join(f"{score:7.2f}" for score in _mean(result.scores))
    shares = f"{result.dangling:12.1f}{result.unbalanced:7.1f}"
    return f"{name:<22}{rouges}{shares}{result.cpu:7.2f}"


def _against(result: Result, first: Result) -> str:
    """Say by how much a system beats the lead, with a paired bootstrap's interval."""
    pairs = list(zip(result.scores, first.scores, strict=True))
    dice = random.Random(0)  # noqa: S311 - a die, not a secret
    said = []
    for metric in (0, 1):
        gains = [ours[metric] - theirs[metric] for ours, theirs in pairs]
        draws = sorted(
            sum(dice.choices(gains, k=len(gains))) / len(gains) for _ in range(DRAWS)
        )
        low, high = draws[int(0.025 * DRAWS)], draws[int(0.975 * DRAWS)]
        said.append(f"{sum(gains) / len(gains):+.2f} [{low:+.2f}, {high:+.2f}]")
    return "  " + "  ".join(said)


if __name__ == "__main__":
    main()
