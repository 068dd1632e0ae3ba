"""Articles with reference summaries, read as the product reads them; their parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, cast

from benchmarks import _data
from summarizer import cleaning
from summarizer import text as texts
from summarizer.models import Layout, Sentence, Span


@dataclass(frozen=True, slots=True)
class Example:
    """One article, its parts, and what people wrote about it."""

    id: str
    text: str
    title: str | None
    layout: Layout
    sentences: tuple[Sentence, ...]
    reference: str

    def said(self, index: int) -> str:
        """Return the words of a sentence."""
        return self.sentences[index].span.of(self.text)


def read(id_: str, text: str, title: str | None, reference: str) -> Example:
    """Read an article as ``dateline read`` does."""
    layout = cleaning.layout(text, title)
    found = tuple(
        Sentence(span, index)
        for index, paragraph in enumerate(layout.paragraphs)
        for span in texts.sentences(text, Span(*paragraph))
    )
    return Example(id_, text, title, layout, found, reference)


def examples(folder: Path, name: str) -> Iterator[Example]:
    """Yield the articles of a set, first reference each."""
    for row in _data.records(folder / "summaries" / f"{name}.jsonl.gz"):
        references = cast("list[str]", row["references"])
        title = str(row["title"]) or None
        found = read(str(row["id"]), str(row["text"]), title, references[0])
        if found.sentences:
            yield found


FOLDS: Final = {"cnncorpus": 5, "cnndm_val1000": 2}
"""Parts a set falls into, by the SHA-256 of the article's id."""


def part(name: str, id_: str, fold: int = 0) -> str:
    """Return which part of its set an article belongs to: train or test.

    One fold of FOLDS is test, the others train; the weights that ship have fold 0 as
    test. What is to be chosen is chosen by cross-validation over the train parts.
    """
    number = int(sha256(id_.encode()).hexdigest(), 16)
    return "test" if number % FOLDS[name] == fold else "train"
