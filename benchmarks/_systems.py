"""Summarizers to compare: each gives scores to the sentences of an article."""

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final

from benchmarks._summaries import Example
from summarizer import forest, ranking, selection
from summarizer.selection import Budget

WEIGHTS: Final = Path(__file__).parent.parent / "summarizer" / "weights" / "ranker.json"

System = Callable[[Example, Budget], Sequence[int]]
"""Chooses the sentences of an article within a budget."""


def systems(weights: Path = WEIGHTS) -> dict[str, System]:
    """Return every system by its name, the lead first and ours last."""
    found: dict[str, System] = {"lead": lead}
    for name in ranking.ALGORITHMS:
        found[f"sumy {name}"] = partial(_by_score, partial(_sumy, name))
    found["summa text-rank"] = partial(_by_score, _summa)
    found["dateline, no weights"] = partial(ours, None)
    if weights.is_file():
        found["dateline"] = partial(ours, forest.loads(weights.read_bytes()))
    return found


def lead(example: Example, budget: Budget) -> Sequence[int]:
    """Take the first sentences; the caller cuts them at the budget's last word."""
    if budget.words is None:
        return range(min(budget.sentences, len(example.sentences)))
    words, taken = 0, 0
    while words < budget.words and taken < len(example.sentences):
        words += len(example.said(taken).split())
        taken += 1
    return range(taken)


def ours(
    weights: forest.Forest | None, example: Example, budget: Budget
) -> Sequence[int]:
    """Take what the product shows."""
    parts = (example.text, example.layout, example.sentences)
    ranks = ranking.rank(*parts, title=example.title, weights=weights)
    return selection.choose(example.text, example.sentences, ranks, budget)


def _sumy(name: str, example: Example) -> list[float]:
    parts = (example.text, example.layout, example.sentences)
    return [rank.score for rank in ranking.rank(*parts, algorithm=name)]


def _summa(example: Example) -> list[float]:
    """Score by summa's TextRank, its own cleaning applied to our sentences."""
    cleaner = import_module("summa.preprocessing.textcleaner")
    summa = import_module("summa.summarizer")
    said = [example.said(i) for i in range(len(example.sentences))]
    cleaner.init_textcleanner("english", None)
    units = cleaner.merge_syntactic_units(said, cleaner.filter_words(said))
    graph = import_module("summa.commons").build_graph([unit.token for unit in units])
    summa._set_graph_edge_weights(graph)  # noqa: SLF001 - the public call splits by itself
    summa._remove_unreachable_nodes(graph)  # noqa: SLF001
    score = summa._pagerank(graph) if graph.nodes() else {}  # noqa: SLF001
    rated = {unit.text: score.get(unit.token, 0.0) for unit in units}
    return [float(rated.get(words, 0.0)) for words in said]


def _by_score(
    rate: Callable[[Example], list[float]], example: Example, budget: Budget
) -> Sequence[int]:
    """Take the best sentences, one text only once, that fit the budget."""
    scores = rate(example)
    taken: list[int] = []
    seen: set[str] = set()
    words = 0
    for index in sorted(range(len(scores)), key=lambda i: (-scores[i], i)):
        said = example.said(index)
        length = len(said.split())
        fits = budget.words is None or words + length <= budget.words
        if len(taken) < budget.sentences and fits and said not in seen:
            taken.append(index)
            seen.add(said)
            words += length
    return sorted(taken)
