"""Short passages that mislead an attributor, each with everything that may be found.

The table is `hazards.txt`; its head says how to read it. Rules alone must pass it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from summarizer.models import Layout, Quote, Sentence, Span
from summarizer.quotes import find
from summarizer.text import sentences

TABLE = Path(__file__).with_name("hazards.txt")


@dataclass(frozen=True, slots=True)
class Expected:
    """One quotation as the table writes it."""

    kind: str
    speaker: str | None
    role: str | None
    content: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Hazard:
    """A passage and all quotations in it."""

    name: str
    text: str
    expected: tuple[Expected, ...]


def hazards() -> Iterator[Hazard]:
    for chunk in TABLE.read_text(encoding="utf-8").split("\n== ")[1:]:
        name, passage, *rows = chunk.strip().split("\n")
        passage = "\n\n".join(
            [passage, *(r for r in rows if r[:2] not in {"- ", "~ "})]
        )
        wanted = tuple(expected(row) for row in rows if row[:2] in {"- ", "~ "})
        yield Hazard(name, passage.replace("¶", "\n\n"), wanted)


def expected(row: str) -> Expected:
    kind, speaker, role, content = (cell.strip() for cell in row[2:].split(" | "))
    return Expected(
        kind,
        None if speaker == "?" else speaker,
        None if role == "-" else role,
        content,
        optional=row.startswith("~"),
    )


def read(text: str) -> tuple[Quote, ...]:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Span(at, at + len(line)))
        at += len(line) + 1
    within = tuple(
        Sentence(span, index)
        for index, block in enumerate(blocks)
        for span in sentences(text, block)
    )
    return find(text, Layout(None, None, None, None, tuple(blocks), ()), within, None)


def shown(text: str, quote: Quote) -> Expected:
    words = [str(quote.kind)]
    words += ["negated"] * quote.negated + ["second-hand"] * quote.second_hand
    return Expected(
        " ".join(words),
        quote.speaker.name if quote.speaker else None,
        quote.speaker.role if quote.speaker else None,
        " … ".join(span.of(text) for span in quote.content),
        optional=False,
    )


def required(each: Expected) -> Expected:
    return Expected(each.kind, each.speaker, each.role, each.content, optional=False)


@pytest.mark.parametrize("hazard", list(hazards()), ids=lambda hazard: hazard.name)
def test_everything_said_is_found_and_nothing_else(hazard: Hazard) -> None:
    found = [shown(hazard.text, quote) for quote in read(hazard.text)]

    allowed = [required(each) for each in hazard.expected]
    assert [each for each in hazard.expected if not each.optional] == [
        each for each in found if each in allowed and not _optional(each, hazard)
    ]
    assert [each for each in found if each not in allowed] == []


def _optional(each: Expected, hazard: Hazard) -> bool:
    return any(required(other) == each for other in hazard.expected if other.optional)


def test_the_suite_holds_a_hundred_and_fifty_hazards() -> None:
    assert len({hazard.name for hazard in hazards()}) >= 150
