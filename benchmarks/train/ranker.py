"""Fit the ranker that travels in the package: trees over what ranking counts.

Two models of the same columns are added up. One tells the three sentences that a
greedy search finds to come closest to the reference by ROUGE-1 + ROUGE-2. The other
estimates, beside that, by how much a sentence brings a summary closer in which it
takes the place of another: the summary is the one selection makes from the scores of
a first model that has not seen the article.

Chosen by five-fold cross-validation over the train parts, with the rules of safety on,
by the gain over the lead in ROUGE-1/2 on CNN-Corpus as it is, without headlines and
paragraphs, and on CNN/DailyMail: this sum against either model alone, a regression to
ROUGE of a sentence by itself, lambdarank, an emphasis on ROUGE-2, 29 more columns,
other sizes, bagging, and weights per article. (The trials were made with LightGBM.)
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np
from sklearn.ensemble import (
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
)

from benchmarks import _data, _rouge
from benchmarks._summaries import Example, examples, part, read
from summarizer import features, forest, ranking, selection
from summarizer.models import Rank
from summarizer.selection import Budget
from summarizer.vectors import Array

OUT: Final = Path("summarizer/weights/ranker.json")
TREES, DEPTH, RATE, LEAST = 150, 4, 0.07, 40
"""Size of each model and sentences in a leaf."""

_SIZE: Final = {
    "max_iter": TREES,
    "learning_rate": RATE,
    "max_depth": DEPTH,
    "min_samples_leaf": LEAST,
    "l2_regularization": 5.0,
    "early_stopping": False,
    "random_state": 0,
}

WEIGHT: Final = 3.0
"""Of a CNN/DailyMail article, of which there are fewer; a CNN-Corpus one weighs 1."""

BEST: Final = 4.0
"""What a sentence of the greedy search is worth to the second model, beside its gain
in twentieths of ROUGE-1 + ROUGE-2."""

CANDIDATES: Final = 12
"""Sentences, best by themselves, among which the greedy search looks."""

NEVER: Final = 1e9
"""A threshold nothing passes: fills trees up to their depth."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """The sentences of an article: what is counted of them, which to take."""

    example: Example
    rows: Array
    wanted: Array
    weight: float


Tree = dict[str, list[float]]
"""A tree as ``summarizer.forest`` reads it."""


def main() -> None:
    """Read, label, fit, write."""
    parser = _data.parser(__doc__ or "")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument(
        "--fold", type=int, choices=(0, 1), default=0, help="which to leave out"
    )
    parser.add_argument("--scores", default="benchmarks/summaries.py prints them")
    args = parser.parse_args()
    folder = _data.data_dir(args)
    lessons = list(_lessons(folder, args.fold))
    trees = _fit(lessons)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(_written(trees, len(lessons), args.scores), encoding="utf-8")
    print(f"{args.out}: {len(trees)} trees from {len(lessons)} articles")


def _lessons(folder: Path, fold: int) -> Iterator[Lesson]:
    for name in ("cnncorpus", "cnndm_val1000"):
        for example in examples(folder, name):
            if part(name, example.id, fold) == "train":
                weight = 1.0 if name == "cnncorpus" else WEIGHT
                for variant in _variants(name, example):
                    yield _lesson(variant, weight)


def _variants(name: str, example: Example) -> Iterator[Example]:
    """Yield an article as it is, and as it reads without headline and paragraphs."""
    yield example
    if name == "cnncorpus":
        flat = " ".join(example.text.split())
        yield read(example.id, flat, None, example.reference)


def _lesson(example: Example, weight: float) -> Lesson:
    example = replace(example, sentences=example.sentences[: ranking.MOST])
    found = ranking.table(
        example.text, example.layout, example.sentences, example.title
    )
    best = set(oracle(example, range(len(example.sentences))))
    wanted = np.array([float(i in best) for i in range(len(example.sentences))])
    return Lesson(example, found.values, wanted, weight)


def oracle(example: Example, allowed: Sequence[int], count: int = 3) -> list[int]:
    """Return the sentences a greedy search takes to come close to the reference."""
    goal = _goal(example)
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


def _goal(example: Example) -> list[_rouge.Grams]:
    words = _rouge.tokens(example.reference)
    return [_rouge.grams(words, n) for n in (1, 2)]


def _grams(example: Example, index: int) -> list[_rouge.Grams]:
    return _all(example, (index,))


def _all(example: Example, indexes: Sequence[int]) -> list[_rouge.Grams]:
    words = [word for i in indexes for word in _rouge.tokens(example.said(i))]
    return [_rouge.grams(words, n) for n in (1, 2)]


def _added(held: list[_rouge.Grams], more: list[_rouge.Grams]) -> list[_rouge.Grams]:
    return [a + b for a, b in zip(held, more, strict=True)]


def _close(said: list[_rouge.Grams], goal: list[_rouge.Grams]) -> float:
    return sum(_rouge.f1(a, b) for a, b in zip(said, goal, strict=True))


def _fit(lessons: Sequence[Lesson]) -> list[Tree]:
    """Return the trees of both models, each scaled to a deviation of 1/2."""
    wanted = [lesson.wanted for lesson in lessons]
    chosen = _trained(_telling(), lessons, wanted)
    worth = [
        BEST * lesson.wanted + gain
        for lesson, gain in zip(lessons, _gains(lessons), strict=True)
    ]
    gaining = _trained(HistGradientBoostingRegressor(**_SIZE), lessons, worth)
    return [*_halved(chosen, lessons), *_halved(gaining, lessons)]


def _telling() -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(**_SIZE)


def _trained(
    model: HistGradientBoostingClassifier | HistGradientBoostingRegressor,
    lessons: Sequence[Lesson],
    wanted: Sequence[Array],
) -> list[Tree]:
    weights = [np.full(len(lesson.rows), lesson.weight) for lesson in lessons]
    model.fit(
        np.concatenate([lesson.rows for lesson in lessons]),
        np.concatenate(wanted),
        np.concatenate(weights),
    )
    return [_tree(stage[0].nodes) for stage in model._predictors]  # noqa: SLF001 - no public way to the trees


def _gains(lessons: Sequence[Lesson]) -> list[Array]:
    """Return what every sentence adds to a summary, in twentieths of ROUGE-1 + 2.

    Half of the articles, by their ids, are summarised by what the others taught.
    """
    halves = [
        int(sha256(lesson.example.id.encode()).hexdigest(), 16) // 2 % 2
        for lesson in lessons
    ]
    found: list[Array] = [np.zeros(0)] * len(lessons)
    for half in (0, 1):
        taught = [x for x, h in zip(lessons, halves, strict=True) if h != half]
        first = _trained(_telling(), taught, [lesson.wanted for lesson in taught])
        model = forest.loads(_written(first, 0, "").encode())
        for index, lesson in enumerate(lessons):
            if halves[index] == half:
                score, _ = forest.scores(model, lesson.rows)
                found[index] = 20 * _gain(lesson.example, score)
    return found


def _gain(example: Example, score: Array) -> Array:
    """Return the mean gain over the summary's other sentences, two at a time."""
    goal = _goal(example)
    ranks = [Rank(float(s)) for s in score]
    taken = selection.choose(example.text, example.sentences, ranks, Budget(3))
    others = [tuple(i for i in taken if i != gone) for gone in taken] or [()]
    held = [_all(example, other) for other in others]
    return np.array(
        [
            np.mean(
                [
                    _close(_all(example, tuple(sorted((*other, i)))), goal)
                    - _close(base, goal)
                    for other, base in zip(others, held, strict=True)
                    if i not in other
                ]
            )
            for i in range(len(score))
        ]
    )


def _halved(trees: list[Tree], lessons: Sequence[Lesson]) -> list[Tree]:
    """Scale trees so that their scores of all sentences have a deviation of 1/2."""
    model = forest.loads(_written(trees, 0, "").encode())
    score = np.concatenate([forest.scores(model, x.rows)[0] for x in lessons])
    scale = 0.5 / float(score.std())
    return [
        tree | {"value": [round(value * scale, 5) for value in tree["value"]]}
        for tree in trees
    ]


def _tree(nodes: Array) -> Tree:
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


def _written(trees: list[Tree], articles: int, scores: str) -> str:
    """Return the model as JSON: its card first, then one tree to a line."""
    card = {
        "about": "ranks the sentences of a news article for a summary of three",
        "data": "CNN-Corpus (Lins et al. 2019) and CNN/DailyMail validation articles; "
        "weights only, no text",
        "split": "train parts of benchmarks/_summaries.py; CNN-Corpus also "
        "without headlines and paragraphs",
        "articles": articles,
        "model": f"gradient boosting, {len(trees)} trees of depth {DEPTH}, "
        f"rate {RATE}: the sentences of the oracle, and what each adds to a summary",
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
