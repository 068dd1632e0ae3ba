"""Articles with reference summaries, read as the product reads them; their parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import cast

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


def part(name: str, id_: str) -> str:
    """Return which part of its set an article belongs to: train or test.

    By the SHA-256 of its id: one in five of cnncorpus is test, of cnndm_val1000 every
    second. What is to be chosen is chosen by cross-validation over the train parts.
    """
    number = int(sha256(id_.encode()).hexdigest(), 16)
    return "test" if number % (5 if name == "cnncorpus" else 2) == 0 else "train"
