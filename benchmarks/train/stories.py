"""Count the background frequencies and choose the setting that stories are grouped by.

``--count FILE`` writes the packaged table: facts about words, no texts. Without it the
setting is cross-validated over stories: chosen on four fifths of each set's stories,
measured on the rest, the same setting for all sets.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from statistics import mean
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks import _data, _stories
from benchmarks._stories import Labelled
from summarizer.stories import Features, features
from summarizer.stories.linkage import average
from summarizer.stories.similarity import SAME, Setting
from summarizer.stories.window import Window
from summarizer.stories.words import terms

RARE: Final = 4
"""A word of fewer background articles is not worth a line of the table."""

FOLDS: Final = 5

MIXES: Final = (0.3, 0.4, 0.5)
POWERS: Final = (2.0, 3.0, 4.0)

SCALES: Final = (0.85, 0.9, 0.94, 0.97, 1.0, 1.03, 1.06, 1.1)
"""Factors tried on the bar for texts and, apart from it, on the one for headlines."""

Matrix = NDArray[np.int16]
Chosen = tuple[float, float, float, float]
"""Words' part, power, factor of the bar for texts, factor of the one for headlines."""


def main() -> int:
    """Write the table, or print the cross-validation."""
    parser = _data.parser("Count word frequencies; cross-validate the grouping.")
    parser.add_argument("--count", type=Path, metavar="FILE", help="write the table")
    parser.add_argument(
        "--vectors", type=Path, metavar="DIR", help="folder that keeps embeddings"
    )
    args = parser.parse_args()
    folder = _data.data_dir(args)
    if args.count:
        args.count.write_text(table(background(folder)), encoding="utf-8")
        return 0
    sets = [_stories.read(folder, name, args.vectors) for name in _stories.SETS]
    validate(sets)
    return 0


# --- frequencies -----------------------------------------------------------------


def background(folder: Path) -> Iterator[str]:
    """Yield the texts that words are counted in; none has a story label."""
    for row in _data.records(folder / "summaries" / "cnncorpus.jsonl.gz"):
        sentences = row["sents"]
        assert isinstance(sentences, list)  # noqa: S101 - the set's form
        yield "\n".join([str(row["title"]), *(str(one[0]) for one in sentences)])
    for row in _data.records(folder / "summaries" / "cnndm_val1000.jsonl.gz"):
        yield str(row["text"])
    for row in _data.records(folder / "quotes" / "polnear_train.jsonl.gz"):
        yield str(row["text"])
    for row in _data.records(folder / "summaries" / "multinews50.jsonl.gz"):
        documents = row["docs"]
        assert isinstance(documents, list)  # noqa: S101 - the set's form
        yield from map(str, documents)


def table(texts: Iterator[str]) -> str:
    """Return the number of articles, then each common term and its count."""
    counts: Counter[str] = Counter()
    articles = 0
    for text in texts:
        counts.update(set(terms(text)))
        articles += 1
    kept = sorted(pair for pair in counts.items() if pair[1] >= RARE)
    return f"{articles}\n" + "".join(f"{term} {count}\n" for term, count in kept)


# --- cross-validation ----------------------------------------------------------------


def validate(sets: Sequence[Labelled]) -> None:
    """Print what each fold chooses and what that gives on the stories it held back."""
    table = trials(sets)
    held = {labelled.name: list[float]() for labelled in sets}
    for fold in range(FOLDS):
        chosen = max(table, key=lambda one: mean(t for t, _ in table[one][fold]))
        measured = [h for _, h in table[chosen][fold]]
        for labelled, score in zip(sets, measured, strict=True):
            held[labelled.name].append(score)
        print(f"fold {fold}: chose {chosen}; held back {np.round(measured, 3)}")
    for name, found in held.items():
        print(f"{name:20} held-back B³ F1 {mean(found):.3f}")
    overall = max(table, key=lambda one: mean(t for f in table[one] for t, _ in f))
    print(f"over all folds: {overall}")


def trials(sets: Sequence[Labelled]) -> dict[Chosen, list[list[tuple[float, float]]]]:
    """Return, by setting and fold, B³ F1 on the stories kept and held back per set."""
    found = {}
    prepared = [extracted(labelled) for labelled in sets]
    for words, power in product(MIXES, POWERS):
        setting = Setting(words=words, power=power)
        scored = [matrix(articles, setting) for articles in prepared]
        rows = [
            [
                curve(labelled, scores, fold, power)
                for labelled, scores in zip(sets, scored, strict=True)
            ]
            for fold in range(FOLDS)
        ]
        for texts, listed in product(range(len(SCALES)), repeat=2):
            found[words, power, SCALES[texts], SCALES[listed]] = [
                [
                    curves[listed if labelled.items[0].text is None else texts]
                    for labelled, curves in zip(sets, row, strict=True)
                ]
                for row in rows
            ]
        print(f"tried words {words}, power {power}", file=sys.stderr)
    return found


def extracted(labelled: Labelled) -> list[Features]:
    """Return the features of a set's articles."""
    table = _stories.frequencies()
    return [features(item, table) for item in labelled.items]


def matrix(articles: Sequence[Features], setting: Setting) -> Matrix:
    """Return the scores of all pairs."""
    window = Window(setting)
    found = np.zeros((len(articles), len(articles)), np.int16)
    for article in articles:
        place, scores = window.add(article)
        found[place, : place + 1] = scores
    return np.maximum(found, found.T)


def curve(
    labelled: Labelled, scores: Matrix, fold: int, power: float
) -> list[tuple[float, float]]:
    """Return B³ F1 on the stories kept and held back, at each scale of the bar."""
    names = sorted(set(labelled.stories))
    held = {name for at, name in enumerate(names) if at % FOLDS == fold}
    back = np.array([story in held for story in labelled.stories])
    return [
        (
            cut(labelled, scores, ~back, scale**power),
            cut(labelled, scores, back, scale**power),
        )
        for scale in SCALES
    ]


def cut(
    labelled: Labelled, scores: Matrix, kept: NDArray[np.bool_], factor: float
) -> float:
    """Return B³ F1 of some of the articles, clustered by themselves."""
    gold = [labelled.stories[at] for at in np.flatnonzero(kept)]
    found = average(scores[np.ix_(kept, kept)], round(SAME * factor))
    return _stories.b_cubed(gold, found.tolist()).f1


if __name__ == "__main__":
    sys.exit(main())
