"""A reprint is known by its words, whatever was done to it on the way."""

import random
from collections.abc import Callable

import pytest

from summarizer.stories import SHARED, containment, fingerprint, sketch

Edit = Callable[[list[str]], list[str]]

SUBJECTS = [
    "The mayor",
    "A court",
    "Her union",
    "The harbour board",
    "One driver",
    "The school",
]
VERBS = [
    "rejected",
    "praised",
    "postponed",
    "published",
    "defended",
    "lost",
    "repaired",
    "counted",
]
OBJECTS = [
    "the plan",
    "its old bridge",
    "two letters",
    "a long list",
    "the vote",
    "every claim",
]
PLACES = ["in Velmora", "near the river", "after dark", "on the hill", "without a word"]


def article(seed: int, sentences: int) -> list[str]:
    rng = random.Random(seed)  # noqa: S311
    kinds = (SUBJECTS, VERBS, OBJECTS, PLACES)
    return [
        " ".join(rng.choice(kind) for kind in kinds)
        + f" number {rng.randint(1, 9999)}."
        for _ in range(sentences)
    ]


EDITS: dict[str, Edit] = {
    "reprinted": lambda text: text,
    "dateline and credit": lambda text: [
        "VELMORA (NPA) —",
        *text,
        "(c) NPA. No copies.",
    ],
    "cut to half": lambda text: text[: len(text) // 2],
    "one sentence in six left out": lambda text: [
        s for i, s in enumerate(text) if i % 6
    ],
    "other marks and case": lambda text: [s.upper().replace(".", "!") for s in text],
    "halves exchanged": lambda text: text[len(text) // 2 :] + text[: len(text) // 2],
    "own paragraph added": lambda text: [*text[:4], *article(999, 4), *text[4:]],
}


@pytest.mark.parametrize("length", [12, 30, 80])
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edited_reprint_is_the_same_text(edit: Edit, length: int) -> None:
    for seed in range(20):
        text = article(seed, length)

        shared = containment(sketch(" ".join(text)), sketch(" ".join(edit(text))))

        assert shared >= SHARED


@pytest.mark.parametrize("length", [12, 30, 80])
def test_articles_that_share_a_quotation_are_two_texts(length: int) -> None:
    for seed in range(20):
        text = article(seed, length)
        other = [*article(seed + 500, length), *text[: length // 4]]

        assert containment(sketch(" ".join(text)), sketch(" ".join(other))) < SHARED


def test_a_short_headline_is_no_reprint() -> None:
    headline = sketch("Dam breaks above Velmora, hundreds flee")

    assert containment(headline, headline) == 0


def test_a_fingerprint_sees_words_only() -> None:
    assert fingerprint("“We waited,”\n she said.") == fingerprint(
        '"We WAITED" she said'
    )
    assert fingerprint("We waited.") != fingerprint("We wait.")
