"""Measure stories: grouping, near-duplicates, cost of one more article, order.

Prints B³ and pairwise F1 of the product beside single-pass TF-IDF, MinHash and
embeddings alone; each of those at its best threshold on the very set, which flatters
them.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import (  # type: ignore[import-untyped]
    TfidfVectorizer,
)

from benchmarks import _data, _edits, _stories
from benchmarks._stories import Labelled
from summarizer.stories import (
    SHARED,
    Features,
    Frequencies,
    Grouping,
    containment,
    features,
    sketch,
)

WINDOW: Final = 2000
"""Articles in the window when the cost of one more is measured."""

MORE: Final = 100
"""Articles that are added to it one by one."""

PERMUTATIONS: Final = 128
"""Hash functions of the MinHash baseline."""

PRIME: Final = (1 << 31) - 1

ORIGINALS: Final = 350
"""Articles that the near-duplicates are made of."""

SHORTEST: Final = 120
"""Words below which a text is a notice, not an article."""

Similarities = NDArray[np.float32]


def main() -> int:
    """Print all tables."""
    parser = _data.parser("Measure grouping into stories.")
    parser.add_argument(
        "--vectors", type=Path, metavar="DIR", help="folder that keeps embeddings"
    )
    args = parser.parse_args()
    folder = _data.data_dir(args)
    sets = [_stories.read(folder, name, args.vectors) for name in _stories.SETS]
    background = _stories.frequencies()
    print_grouping(sets, background)
    print_repeats(folder)
    print_cost(sets, background)
    return 0


def print_grouping(sets: Sequence[Labelled], background: Frequencies) -> None:
    """Print quality beside the baselines, and whether order matters."""
    print(f"{'set':20} {'method':12} {'B³ P':>6} {'R':>6} {'F1':>6} {'pair F1':>8}")
    for labelled in sets:
        ours = grouped(labelled, background)
        print_row(labelled, "ours", ours)
        for name, similar in BASELINES:
            print_row(labelled, name, best(labelled, similar(labelled)))
        same = all(shuffled(labelled, background, n) == ours for n in range(3))
        print(f"{labelled.name:20} shuffled     {'same' if same else 'DIFFERENT'}")


def print_row(labelled: Labelled, method: str, found: Sequence[object]) -> None:
    """Print one method's scores."""
    score = _stories.b_cubed(labelled.stories, [str(one) for one in found])
    pairs = _stories.pairwise(labelled.stories, [str(one) for one in found])
    print(
        f"{labelled.name:20} {method:12} {score.precision:6.3f} {score.recall:6.3f} "
        f"{score.f1:6.3f} {pairs.f1:8.3f}",
        flush=True,
    )


def grouped(labelled: Labelled, background: Frequencies) -> list[str]:
    """Group on the product's path, article by article."""
    grouping = Grouping(features(item, background) for item in labelled.items)
    return _stories.labels(grouping.partition(), labelled.items)


def shuffled(labelled: Labelled, background: Frequencies, seed: int) -> list[str]:
    """Group the same articles in another order, asking in between."""
    items = list(labelled.items)
    random.Random(seed).shuffle(items)  # noqa: S311 - an experiment
    grouping = Grouping()
    for at in range(0, len(items), 500):
        grouping.add(features(item, background) for item in items[at : at + 500])
        grouping.partition()
    return _stories.labels(grouping.partition(), labelled.items)


# --- baselines ---------------------------------------------------------------


def tf_idf(labelled: Labelled) -> Similarities:
    """Return cosines of TF-IDF over the set itself."""
    texts = [f"{item.title}\n{item.text or ''}" for item in labelled.items]
    rows = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts)
    found: Similarities = (rows @ rows.T).toarray().astype(np.float32)
    return found


def min_hash(labelled: Labelled) -> Similarities:
    """Return estimated Jaccard indexes of the sets of words."""
    rng = np.random.default_rng(0)
    factors, terms = rng.integers(1, PRIME, (2, PERMUTATIONS), dtype=np.int64)
    texts = [f"{item.title}\n{item.text or ''}".lower() for item in labelled.items]
    numbers: dict[str, int] = {}
    signatures = []
    for text in texts:
        ids = [numbers.setdefault(word, len(numbers) + 1) for word in text.split()]
        hashed = (np.outer(np.unique(ids), factors) + terms) % PRIME
        signatures.append(hashed.min(axis=0))
    rows = np.array(signatures)
    return np.array([(rows == row).mean(axis=1) for row in rows], np.float32)


def embedding(labelled: Labelled) -> Similarities:
    """Return cosines of the sentence encoder's vectors."""
    rows = np.array([np.frombuffer(one.embedding, "<f4") for one in labelled.items])
    found: Similarities = rows @ rows.T
    return found


BASELINES: Final[Sequence[tuple[str, Callable[[Labelled], Similarities]]]] = (
    ("TF-IDF", tf_idf),
    ("MinHash", min_hash),
    ("embedding", embedding),
)


def best(labelled: Labelled, similarities: Similarities) -> list[int]:
    """Return the single-pass partition at the threshold with the highest B³ F1."""
    tried = (single_pass(similarities, cut) for cut in np.arange(0.05, 0.75, 0.05))
    return max(tried, key=lambda found: _stories.b_cubed(labelled.stories, found).f1)


def single_pass(similarities: Similarities, cut: float) -> list[int]:
    """Put each article to the story with the nearest mean, or start one."""
    count = len(similarities)
    sums, sizes = np.zeros((count, count), np.float32), np.zeros(count)
    found: list[int] = []
    made = 0
    for at in range(count):
        means = sums[at, :made] / sizes[:made]
        near = int(means.argmax()) if made else 0
        if not made or means[near] < cut:
            near, made = made, made + 1
        sums[:, near] += similarities[:, at]
        sizes[near] += 1
        found.append(near)
    return found


# --- near-duplicates -----------------------------------------------------------


def print_repeats(folder: Path) -> None:
    """Print how well reprints are told from articles that only quote each other."""
    pairs = list(repeats(folder))
    for name, judge in (("ours", shares), ("word MinHash", alike)):
        found = [(judge(one, other), same) for one, other, same in pairs]
        right = sum(said and same for said, same in found)
        precision = right / max(1, sum(said for said, _ in found))
        recall = right / sum(same for _, same in found)
        print(
            f"near-duplicates      {name:12} precision {precision:.3f} recall "
            f"{recall:.3f} ({len(found)} pairs)"
        )


def repeats(folder: Path) -> Iterator[tuple[str, str, bool]]:
    """Yield pairs of texts, and whether the second is a reprint of the first."""
    rng = random.Random(0)  # noqa: S311 - an experiment
    rows = _data.records(folder / "quotes" / "polnear_train.jsonl.gz")
    texts = [
        text for row in rows if len((text := str(row["text"])).split()) >= SHORTEST
    ]
    # Neighbours in the set may be editions of one article; those far apart are not.
    for text, other in zip(texts[:ORIGINALS], texts[-ORIGINALS:], strict=True):
        yield text, _edits.reprinted(text, rng), True
        yield _edits.reprinted(text, rng), _edits.reprinted(text, rng), True
        yield text, _edits.quoting(other, text, rng), False
        yield _edits.relayed(text, rng), _edits.relayed(other, rng), False


def shares(one: str, other: str) -> bool:
    """Judge as the product does."""
    return containment(sketch(one), sketch(other)) >= SHARED


def alike(one: str, other: str) -> bool:
    """Judge by the Jaccard index of 5-word shingles, as MinHash estimates it."""
    left, right = (
        {tuple(words[at : at + 5]) for at in range(len(words) - 4)}
        for words in (one.lower().split(), other.lower().split())
    )
    return len(left & right) / max(1, len(left | right)) >= SHARED


# --- cost ------------------------------------------------------------------------


def print_cost(sets: Sequence[Labelled], background: Frequencies) -> None:
    """Print CPU per article added to a full window, and of what comes before it."""
    mixed = [item for labelled in sets for item in labelled.items]
    random.Random(0).shuffle(mixed)  # noqa: S311 - an experiment
    texts = [item for item in mixed if item.text]
    for name, items in (
        ("texts", texts),
        ("mixed", mixed),
        ("headlines", [item for item in mixed if not item.text]),
    ):
        taken = [replace(item, id=f"{at}-{item.id}") for at, item in enumerate(items)][
            : WINDOW + MORE
        ]
        print_added(name, [features(item, background) for item in taken])
    sample = mixed[:MORE]
    print_timed("features", MORE, lambda: [features(one, background) for one in sample])
    encoder = _stories.embedder()
    leads = [_stories.lead(item) for item in sample]
    print_timed("embedding", MORE, lambda: encoder.embed(leads))


def print_added(name: str, articles: Sequence[Features]) -> None:
    """Print the cost of adding and asking, one by one and twenty at a time."""
    for step in (1, 20):
        grouping = Grouping(articles[:-MORE])
        grouping.partition()
        print_timed(
            f"group {name}, {step} at a time",
            MORE,
            lambda: feed(grouping, articles[-MORE:], step),  # noqa: B023
        )


def feed(grouping: Grouping, articles: Sequence[Features], step: int) -> None:
    """Add articles and ask for the stories after every few."""
    for at in range(0, len(articles), step):
        grouping.add(articles[at : at + step])
        grouping.partition()


def print_timed(name: str, count: int, work: Callable[[], object]) -> None:
    """Print the CPU time of some work per article."""
    started = time.process_time()
    work()
    spent = (time.process_time() - started) / count * 1000
    print(f"CPU per article      {name:32} {spent:7.2f} ms", flush=True)


if __name__ == "__main__":
    sys.exit(main())
