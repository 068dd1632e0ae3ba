"""Sentences and words keep their place in the text."""

import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import text as texts
from summarizer.models import Span

ROWS = Path(__file__).with_name("cases").joinpath("sentences.txt")


def rows() -> list[tuple[str, list[str]]]:
    """Return pairs of paragraph and its sentences.

    Where ``@`` stands in a row, the paragraph is before it (two sentences touch).
    """
    found = []
    for line in ROWS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            given_text, _, split = line.rpartition(" @ ")
            cut = [part.strip() for part in split.split("¦")]
            whole = given_text or split.replace(" ¦", "").replace("¦", "")
            found.append((whole, cut))
    return found


@pytest.mark.parametrize(
    ("paragraph", "expected"), [pytest.param(*row, id=row[0][:40]) for row in rows()]
)
def test_news_is_cut_where_its_sentences_end(
    paragraph: str, expected: list[str]
) -> None:
    found = texts.sentences(paragraph, texts.whole(paragraph))

    assert [span.of(paragraph) for span in found] == expected


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(rows()) >= 120


def test_a_speech_is_cut_at_its_own_stops() -> None:
    speech = (
        "“" + "We came to build a road and not a wall. " * 12 + "Thank you,” he said."
    )

    found = texts.sentences(speech, texts.whole(speech))

    assert len(found) == 13


def test_offsets_count_from_the_start_of_the_text_not_of_the_paragraph() -> None:
    text = "Dam bursts\n\nNine died. The twin held."

    found = texts.sentences(text, Span(12, len(text)))

    assert found == (Span(12, 22), Span(23, 37))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("It’s a U.S.-led force", ["It’s", "a", "U", "S", "led", "force"]),
        ("250,000 people, 3.5%", ["250,000", "people", "3.5"]),
        ("a well-known rock ‘n’ roll", ["a", "well-known", "rock", "n", "roll"]),
        ("", []),
        ("— … —", []),
    ],
)
def test_words_keep_inner_marks(said: str, expected: list[str]) -> None:
    found = texts.words(said, texts.whole(said))

    assert [span.of(said) for span in found] == expected


def test_stems_leave_out_words_that_say_nothing() -> None:
    said = "The Minister’s talks about the dams were not helped by it"

    assert texts.stems(said, texts.whole(said)) == ("minist", "talk", "dam", "help")


ANY_TEXT = st.text(max_size=400) | st.text(
    alphabet=st.sampled_from(list("aZé.!?…”“\"'‘’()[] \n\t—1,;:\x00\u2028\ud800")),
    max_size=400,
)


@given(ANY_TEXT)
def test_sentences_cover_every_word_once_and_in_order(text: str) -> None:
    found = texts.sentences(text, texts.whole(text))

    assert all(span.of(text) == span.of(text).strip() != "" for span in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    inside = sum(span.end - span.start for span in found)
    assert sum(not c.isspace() for c in text) <= inside <= len(text)


def test_words_have_the_same_stems_in_several_threads() -> None:
    made = [f"{a}{b}ational{c}" for a in "abcdefgh" for b in "klmnop" for c in "sied"]
    texts._stem.cache_clear()
    alone = texts.stemmed(made)
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)

    try:
        for _ in range(20):
            texts._stem.cache_clear()
            with ThreadPoolExecutor(4) as threads:
                together = threads.map(texts.stemmed, (made, made[::-1]) * 2)
                assert [sorted(stems) for stems in together] == [sorted(alone)] * 4
    finally:
        sys.setswitchinterval(before)


def test_a_paragraph_as_long_as_a_book_keeps_its_sentences() -> None:
    said = "The bridge held. "
    text = said * 3_000

    found = texts.sentences(text, Span(0, len(text)))

    assert [span.of(text) for span in found] == ["The bridge held."] * 3_000


@pytest.mark.parametrize("text", ["a " * 30_000, "a" * 60_000, "“" * 60_000])
def test_a_long_text_without_stops_loses_no_word(text: str) -> None:
    found = texts.sentences(text, Span(0, len(text)))

    kept = "".join(span.of(text) for span in found)
    assert kept.replace(" ", "") == text.replace(" ", "")


def test_a_page_of_dots_is_cut_in_one_go() -> None:
    dots = "." * 40_000 + " Then it stopped."

    assert texts.sentences(dots, texts.whole(dots))
