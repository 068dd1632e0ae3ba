"""Sentences are ranked by sumy's scores and by what was learned."""

import random
import subprocess
import sys
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import cleaning, forest, lexicon, ranking, vectors
from summarizer import text as texts
from summarizer.models import Layout, Sentence

SEED = Path(__file__).parents[2] / "seeds" / "000_eec935a6ea3cb21e.txt"
WORDS = sorted(
    lexicon.words("""
        dam river Orlen council flood road school vote minister bridge water wall boat
        night engineer village report money repair rain valley court witness farmer plan
    """)
)


def read(text: str) -> tuple[Layout, list[Sentence]]:
    layout = cleaning.layout(text)
    return layout, [
        Sentence(span, index)
        for index, paragraph in enumerate(layout.paragraphs)
        for span in texts.sentences(text, paragraph)
    ]


def make_article(seed: int) -> str:
    """Return an article of invented sentences about a few recurring things."""
    dice = random.Random(seed)  # noqa: S311 - a die, not a secret
    subject = dice.sample(WORDS, 8)
    numbers = count(10)

    def sentence() -> str:
        words = dice.choices(subject, k=5) + dice.choices(WORDS, k=dice.randint(2, 9))
        return f"The {' and the '.join(words)} took {next(numbers)} days."

    return "\n\n".join(
        " ".join(sentence() for _ in range(dice.randint(1, 3)))
        for _ in range(dice.randint(4, 14))
    )


def best(ranks: list[float], size: int = 3) -> list[int]:
    return sorted(sorted(range(len(ranks)), key=lambda i: (-ranks[i], i))[:size])


@pytest.mark.parametrize("seed", range(110))
def test_our_lexrank_picks_what_sumys_lexrank_picks(seed: int) -> None:
    text = make_article(seed)
    layout, sentences = read(text)
    stems = [texts.stems(text, s.span) for s in sentences]

    ours = ranking.lexrank(vectors.alike(vectors.bags(stems)))

    theirs = ranking.rank(text, layout, sentences, algorithm="lex-rank")
    assert best(ours.tolist()) == best([rank.score for rank in theirs])
    assert ours == pytest.approx([rank.score for rank in theirs])


@pytest.mark.parametrize("algorithm", [ranking.LEARNED, *ranking.ALGORITHMS])
@pytest.mark.parametrize(
    "text",
    ["", "Dam.", "The the. Of of.", "1 2 3", "A. " * 40, "Same thing.\n" * 5, "אב."],
    ids=["empty", "one word", "stop words", "numbers", "letters", "repeats", "hebrew"],
)  # fmt: skip
def test_every_algorithm_ranks_any_text(algorithm: str, text: str) -> None:
    layout, sentences = read(text)

    ranks = ranking.rank(text, layout, sentences, algorithm=algorithm)

    assert len(ranks) == len(sentences)
    assert all(np.isfinite(rank.score) for rank in ranks)


@pytest.mark.parametrize("algorithm", ranking.ALGORITHMS)
def test_sumy_ranks_by_our_words(algorithm: str) -> None:
    text = SEED.read_text(encoding="utf-8")
    layout, sentences = read(text)

    ranks = ranking.rank(text, layout, sentences, algorithm=algorithm)

    assert len({rank.score for rank in ranks}) > 5


def test_an_unknown_algorithm_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="there are learned, lex-rank"):
        ranking.rank("", Layout(None, None, None, None, (), ()), (), algorithm="magic")


def test_ranking_is_the_same_every_time() -> None:
    text = SEED.read_text(encoding="utf-8")
    layout, sentences = read(text)

    assert ranking.rank(text, layout, sentences) == ranking.rank(
        text, layout, sentences
    )


def test_what_is_far_down_comes_after_all_that_was_compared() -> None:
    text = " ".join(f"The dam held {n} days." for n in range(ranking.MOST + 50))
    layout, sentences = read(text)

    ranks = ranking.rank(text, layout, sentences)

    compared = [rank.score for rank in ranks[: ranking.MOST]]
    assert max(rank.score for rank in ranks[ranking.MOST :]) < min(compared)


def test_repeats_do_not_vote_for_themselves_alone() -> None:
    assert ranking.lexrank(np.zeros((3, 3))).tolist() == [0.0, 0.0, 0.0]


def make_forest() -> forest.Forest:
    """Return two trees of depth 1: the second column above 0.5 is worth 2, then 1."""
    tree = '{"column": [1], "above": [0.5], "value": [%s, 0.0, %s]}'
    trees = ",".join([tree % (0.5, 2.0), tree % (0.25, 1.0)])
    head = f'{{"format": "{forest.FORMAT}", "columns": ["a", "b"], "trees": ['
    return forest.loads(f"{head}{trees}]}}".encode())


def test_a_forest_adds_its_trees_and_says_which_column_gave_what() -> None:
    rows = np.array([[9.0, 0.0], [9.0, 1.0]])

    score, parts = forest.scores(make_forest(), rows)

    assert score.tolist() == [0.0, 3.0]
    assert parts.tolist() == [[0.0, -0.75], [0.0, 2.25]]


def test_data_that_is_no_ranker_is_refused() -> None:
    with pytest.raises(ValueError, match="not a ranker"):
        forest.loads(b'{"format": "something else"}')


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 200), st.sampled_from(["learned", "luhn", "kl"]))
def test_a_rank_for_every_sentence(seed: int, algorithm: str) -> None:
    text = make_article(seed)
    layout, sentences = read(text)

    ranks = ranking.rank(text, layout, sentences, algorithm=algorithm)

    assert len(ranks) == len(sentences)
    assert all(why and part == part for r in ranks for why, part in r.reasons)  # noqa: PLR0124 - not NaN


def test_ranking_loads_neither_nltk_nor_requests_until_somebody_asks() -> None:
    said = """
import sys
import summarizer
summarizer.Reader().read("The dam burst. It will hold, Ana Ruiz said.")
print([name for name in ("nltk", "requests") if name in sys.modules])
from sumy.nlp.stemmers import Stemmer
print(Stemmer("english")("running"), "nltk" in sys.modules)
"""

    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", said], capture_output=True, text=True, check=True
    )

    assert done.stdout.split("\n")[:2] == ["[]", "run True"]
