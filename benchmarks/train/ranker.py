"""Fit the ranker that travels in the package: trees over what ranking counts.

A sentence is to be ranked high if it is one of the three that a greedy search finds
to come closest to the reference by ROUGE-1 + ROUGE-2. Fitting to sentences that may
be shown alone, only, was tried and came out lower on the dev part.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from benchmarks import _data, _rouge
from benchmarks._summaries import Example, examples, part, read
from summarizer import features, forest, ranking
from summarizer.vectors import Array

OUT: Final = Path("summarizer/weights/ranker.json")
TREES, DEPTH, RATE, LEAST = 150, 4, 0.07, 40
"""Size of the model and sentences in a leaf: chosen on the dev part."""

CANDIDATES: Final = 12
"""Sentences, best by themselves, among which the greedy search looks."""

NEVER: Final = 1e9
"""A threshold nothing passes: fills trees up to their depth."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """The sentences of an article: what is counted of them, which to take."""

    rows: Array
    wanted: Array


def main() -> None:
    """Read, label, fit, write."""
    parser = _data.parser(__doc__ or "")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--scores", default="benchmarks/summaries.py prints them")
    args = parser.parse_args()
    folder = _data.data_dir(args)
    lessons = list(_lessons(folder))
    trees = _fit(lessons)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(_written(trees, len(lessons), args.scores), encoding="utf-8")
    print(f"{args.out}: {len(trees)} trees from {len(lessons)} articles")


def _lessons(folder: Path) -> Iterator[Lesson]:
    for name in ("cnncorpus", "cnndm_val1000"):
        for example in examples(folder, name):
            if part(name, example.id) == "train":
                yield from map(_lesson, _variants(name, example))


def _variants(name: str, example: Example) -> Iterator[Example]:
    """Yield an article as it is, and as it reads without headline and paragraphs."""
    yield example
    if name == "cnncorpus":
        flat = " ".join(example.text.split())
        yield read(example.id, flat, None, example.reference)


def _lesson(example: Example) -> Lesson:
    example = replace(example, sentences=example.sentences[: ranking.MOST])
    found = ranking.table(
        example.text, example.layout, example.sentences, example.title
    )
    best = set(oracle(example, range(len(example.sentences))))
    wanted = np.array([float(i in best) for i in range(len(example.sentences))])
    return Lesson(found.values, wanted)


def oracle(example: Example, allowed: Sequence[int], count: int = 3) -> list[int]:
    """Return the sentences a greedy search takes to come close to the reference."""
    goal = [_rouge.grams(_rouge.tokens(example.reference), n) for n in (1, 2)]
    said = {i: _grams(example, i) for i in allowed}
    alone = sorted(allowed, key=lambda i: (-_close(said[i], goal), i))[:CANDIDATES]
    taken: list[int] = []
    held = [_rouge.Grams(), _rouge.Grams()]
    best = 0.0
    while len(taken) < count:
        rest = [i for i in alone if i not in taken]
        tried = [(_close(_added(held, said[i]), goal), -i) for i in rest]
        score, index = max(tried, default=(0.0, 0))
        if score <= best:
            break
        best, held = score, _added(held, said[-index])
        taken.append(-index)
    return taken


def _grams(example: Example, index: int) -> list[_rouge.Grams]:
    words = _rouge.tokens(example.said(index))
    return [_rouge.grams(words, n) for n in (1, 2)]


def _added(held: list[_rouge.Grams], more: list[_rouge.Grams]) -> list[_rouge.Grams]:
    return [a + b for a, b in zip(held, more, strict=True)]


def _close(said: list[_rouge.Grams], goal: list[_rouge.Grams]) -> float:
    return sum(_rouge.f1(a, b) for a, b in zip(said, goal, strict=True))


def _fit(lessons: Sequence[Lesson]) -> list[dict[str, list[float]]]:
    model = HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=RATE,
        max_depth=DEPTH,
        min_samples_leaf=LEAST,
        l2_regularization=5.0,
        early_stopping=False,
        random_state=0,
    )
    model.fit(
        np.concatenate([lesson.rows for lesson in lessons]),
        np.concatenate([lesson.wanted for lesson in lessons]),
    )
    return [_tree(stage[0].nodes) for stage in model._predictors]  # noqa: SLF001 - no public way to the trees


def _tree(nodes: Array) -> dict[str, list[float]]:
    """Write one of scikit-learn's trees as a complete one of DEPTH."""
    inner = 2**DEPTH - 1
    column, above = [0] * inner, [NEVER] * inner
    value = [0.0] * (2 * inner + 1)
    todo = [(0, 0)]
    while todo:
        place, index = todo.pop()
        node = nodes[index]
        value[place] = round(_mean(nodes, index), 5)
        if place >= inner:
            continue
        leaf = bool(node["is_leaf"])
        if not leaf:
            column[place] = int(node["feature_idx"])
            above[place] = float(f"{node['num_threshold']:.6g}")
        left, right = (index, index) if leaf else (node["left"], node["right"])
        todo += [(2 * place + 1, int(left)), (2 * place + 2, int(right))]
    return {"column": column, "above": above, "value": value}


def _mean(nodes: Array, index: int) -> float:
    """Return the mean of the leaves below a node, by the sentences in them."""
    node = nodes[index]
    if node["is_leaf"]:
        return float(node["value"])
    sides = [int(node["left"]), int(node["right"])]
    total = sum(float(nodes[side]["count"]) for side in sides)
    parts = (_mean(nodes, side) * float(nodes[side]["count"]) for side in sides)
    return sum(parts) / total


def _written(trees: list[dict[str, list[float]]], articles: int, scores: str) -> str:
    """Return the model as JSON: its card first, then one tree to a line."""
    card = {
        "about": "ranks the sentences of a news article for a summary of three",
        "data": "CNN-Corpus (Lins et al. 2019) and CNN/DailyMail validation articles; "
        "weights only, no text",
        "split": "train parts of benchmarks/_summaries.py; CNN-Corpus also "
        "without headlines and paragraphs",
        "articles": articles,
        "model": f"gradient boosting, {len(trees)} trees of depth {DEPTH}, rate {RATE}",
        "fitted": date.today().isoformat(),  # noqa: DTZ011 - the day it was fitted
        "scores": scores,
        "limits": "English news; extracts that imitate short highlights",
    }
    head = json.dumps(
        {"format": forest.FORMAT, "card": card, "columns": features.NAMES}
    )
    body = ",\n".join(json.dumps(tree) for tree in trees)
    return f'{head[:-1]},\n"trees": [\n{body}\n]}}\n'


if __name__ == "__main__":
    main()
