"""The trained model: who is said to say what, in spans of the text."""

import json
from functools import cache
from hashlib import sha256
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.models import Span
from summarizer.quotes.tagger import BLOCK, Tagger, blocks

SAID = "“The dam will hold,” said Ana Ruiz, the mayor of Port Lerra."
THAT = "The mayor, Ana Ruiz, said on Monday that the dam would hold until spring."
TWICE = "“The dam will hold,” Ruiz said. “It is as strong as it ever was.”"


@cache
def tagger() -> Tagger:
    weights = files("summarizer") / "weights"
    model = (weights / "quotes.onnx").read_bytes()
    return Tagger(model, (weights / "tokenizer.json").read_bytes())


def lines(text: str) -> list[Span]:
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return spans


def read(text: str) -> list[tuple[str, str, str]]:
    def written(spans: tuple[Span, ...]) -> str:
        return " … ".join(span.of(text) for span in spans)

    return [
        (written(each.source), written(each.cue), written(each.content))
        for each in tagger().attributions(text, lines(text))
    ]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        pytest.param(SAID, "Ana Ruiz", "“The dam will hold,”", id="direct"),
        pytest.param(THAT, "Ana Ruiz", "dam would hold until spring", id="indirect"),
        pytest.param(TWICE, "Ruiz", "as strong as it ever was", id="split"),
        pytest.param(
            SAID.replace("“", '"').replace("”", '"'), "Ana Ruiz", "hold", id="straight"
        ),
        pytest.param(
            SAID.replace("“", "«").replace("”", "»"),
            "Ana Ruiz",
            "hold",
            id="guillemets",
        ),
        pytest.param(
            "According to the Harbour Board, the dam will hold.",
            "Harbour Board",
            "the dam will hold",
            id="according",
        ),
    ],
)
def test_it_finds_who_said_what(text: str, source: str, content: str) -> None:
    found = read(text)

    assert any(source in who and content in what for who, _, what in found)


def test_both_parts_of_a_split_quotation_belong_to_its_cue() -> None:
    found = read(TWICE)

    assert len(found) == 1
    assert found[0][2].count("“") == 2


@pytest.mark.parametrize(
    "text",
    [
        "The dam was built in 1931 and holds four million litres.",
        "Ruiz hopes for a wet spring.",
        "",
        " \n\n ",
    ],
)
def test_it_finds_nothing_where_nobody_speaks(text: str) -> None:
    assert read(text) == []


def test_the_model_card_describes_the_model_that_ships() -> None:
    weights = files("summarizer") / "weights"
    card = json.loads((weights / "quotes.json").read_text(encoding="utf-8"))
    model = (weights / "quotes.onnx").read_bytes()

    assert card["sha256"] == sha256(model).hexdigest()
    assert len(model) < 50_000_000


def test_only_the_paragraphs_given_are_read() -> None:
    text = f"{SAID}\n\n{THAT}"
    first, second = lines(text)

    found = tagger().attributions(text, [second])

    assert found
    assert all(first.end <= span.start for each in found for span in each.content)


def test_margins_are_shares() -> None:
    found = tagger().attributions(SAID, lines(SAID))

    assert all(0 < each.margin <= 1 for each in found)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([SAID, THAT, "“", "”", "'", "said", "\n", " ", "é🙂"])))
def test_any_text_gives_spans_inside_it(parts: list[str]) -> None:
    text = "".join(parts)

    for each in tagger().attributions(text, lines(text)):
        for span in (*each.source, *each.cue, *each.content):
            assert 0 <= span.start < span.end <= len(text)


@settings(deadline=None)
@given(st.lists(st.integers(1, 3 * BLOCK), max_size=8))
def test_blocks_cover_every_paragraph_and_none_is_too_large(sizes: list[int]) -> None:
    spans, at = [], 0
    for size in sizes:
        spans.append(Span(at, at + size))
        at += size + 2

    found = list(blocks(spans))

    assert all(sum(end - start for start, end in block) <= BLOCK for block in found)
    covered = sum(end - start for block in found for start, end in block)
    assert covered == sum(sizes)
