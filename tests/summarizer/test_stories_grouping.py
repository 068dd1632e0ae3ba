"""Stories depend on the articles, not on how they came in."""

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.models import Day, Moment, Published, Story, Undated, Year
from summarizer.stories import (
    Features,
    Frequencies,
    Grouping,
    Item,
    features,
    group,
    lineage,
)
from summarizer.stories.words import terms

UNDATED = Undated()
NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)

DAM = (
    "The dam above Velmora broke after three days of rain and the river Ister flooded "
    "the lower town. Mayor Ilka Brandt said four hundred people had been brought to "
    "schools on the hill, and that nobody was missing."
)
DAM_ELSEWHERE = (
    "Four hundred people from Velmora spent the night in schools when the river Ister "
    "came through a broken dam. Nobody is missing, mayor Ilka Brandt told reporters "
    "on the hill above the flooded lower town."
)
STRIKE = (
    "Tram drivers in Port Aldane walked out on Tuesday over night shifts. Their union "
    "wants two more rest days a month; the transport company calls that a fantasy and "
    "has asked a court to end the strike."
)

DAMM = (
    "Der Staudamm über Velmora ist nach drei Tagen Regen gebrochen. Die "
    "Bürgermeisterin Ilka Brandt sagte, vierhundert Menschen seien in die "
    "Schulen auf dem Hügel gebracht worden."
)
DAMM_ANDERSWO = (
    "Vierhundert Menschen haben die Nacht in Schulen verbracht, weil der "
    "Staudamm bei Velmora gebrochen ist. Das sagte die Bürgermeisterin "
    "Brandt nach drei Tagen Regen."
)
STREIK = (
    "Die Fahrer der Straßenbahnen in Port Aldane haben am Dienstag die "
    "Arbeit niedergelegt. Die Gewerkschaft will zwei freie Tage im Monat, "
    "das Unternehmen nennt das eine Träumerei."
)

WORDS = [
    "dam",
    "flood",
    "mayor",
    "strike",
    "tram",
    "union",
    "court",
    "goal",
    "match",
    "vote",
    "budget",
    "minister",
]

COMMON = {"the": 990, "a": 980, "of": 970, "in": 960, "said": 900}
BACKGROUND = Frequencies(
    1000, dict.fromkeys([*terms(DAM + DAM_ELSEWHERE + STRIKE), *WORDS], 5) | COMMON
)


def make(
    name: str,
    text: str | None = DAM,
    title: str = "Dam breaks above Velmora",
    published: Published = UNDATED,
    embedding: bytes = b"",
) -> Features:
    item = Item(name, title, text, published, embedding, outlet=f"Outlet {name}")
    return features(item, BACKGROUND)


def members(stories: Iterable[Story]) -> set[frozenset[str]]:
    return {frozenset(story.members) for story in stories}


def test_two_reports_of_one_event_are_one_story() -> None:
    grouping = Grouping(
        [
            make("a"),
            make("b", DAM_ELSEWHERE, "Hundreds flee as Velmora dam breaks"),
            make("c", STRIKE, "Trams stand still in Port Aldane"),
        ]
    )

    assert members(grouping.partition()) == {frozenset("ab"), frozenset("c")}


def test_headlines_alone_are_grouped() -> None:
    items = [
        Item("a", "Velmora dam breaks, hundreds flee", None),
        Item("b", "Hundreds flee after Velmora dam breaks", None),
        Item("c", "Port Aldane tram drivers strike again", None),
    ]

    assert members(group(items, BACKGROUND)) == {frozenset("ab"), frozenset("c")}


def test_other_languages_are_grouped_and_do_not_run_together() -> None:
    like_any_german = np.ones(4, "<f4").tobytes()
    items = [
        Item("a", "Staudamm über Velmora gebrochen", DAMM, embedding=like_any_german),
        Item("b", "Hunderte fliehen", DAMM_ANDERSWO, embedding=like_any_german),
        Item("c", "Straßenbahnen stehen", STREIK, embedding=like_any_german),
    ]

    assert members(group(items, BACKGROUND)) == {frozenset("ab"), frozenset("c")}


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (Moment(NOON), Moment(NOON + timedelta(hours=20)), True),
        (Moment(NOON), Moment(NOON + timedelta(hours=71)), True),
        (Moment(NOON), Moment(NOON + timedelta(hours=73)), False),
        (Moment(NOON), Day(date(2031, 5, 6)), True),
        (Day(date(2031, 5, 1)), Day(date(2031, 5, 6)), False),
        (Moment(NOON), Undated(), True),
        (Year(2019), Moment(NOON), True),
    ],
)
def test_time_counts_where_the_day_is_known_on_both_sides(
    one: Published, other: Published, *, together: bool
) -> None:
    grouping = Grouping([make("a", published=one), make("b", published=other)])

    assert (len(grouping.partition()) == 1) is together


@st.composite
def newsrooms(draw: st.DrawFn) -> list[Features]:
    """Articles over few words, so that there are ties, chains and repeats."""
    count = draw(st.integers(1, 14))
    rng = random.Random(draw(st.integers(0, 10_000)))  # noqa: S311
    made = []
    for at in range(count):
        words = [rng.choice(WORDS) for _ in range(rng.randint(3, 40))]
        vector = np.array([rng.gauss(0, 1) for _ in range(4)], "<f4")
        when = Moment(NOON + timedelta(hours=rng.randint(0, 200)))
        made.append(
            make(
                f"n{at}",
                " ".join(words) if rng.random() < 0.7 else None,
                " ".join(words[:6]),
                when if rng.random() < 0.6 else Undated(),
                vector.tobytes() if rng.random() < 0.8 else b"",
            )
        )
    return made


@settings(deadline=None)
@given(newsrooms(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(
    articles: list[Features], rng: random.Random
) -> None:
    mixed = list(articles)
    rng.shuffle(mixed)
    asked = Grouping()

    for article in mixed:
        asked.add([article])
        asked.partition()

    assert asked.partition() == Grouping(articles).partition()


@settings(deadline=None)
@given(newsrooms(), st.randoms(use_true_random=False))
def test_what_left_the_window_leaves_no_trace(
    articles: list[Features], rng: random.Random
) -> None:
    gone = {article.id for article in articles if rng.random() < 0.4}
    grouping = Grouping(articles)
    grouping.partition()

    grouping.drop(gone)

    kept = [article for article in articles if article.id not in gone]
    assert grouping.partition() == Grouping(kept).partition()
    assert len(grouping) == len(kept)


@settings(deadline=None)
@given(newsrooms())
def test_every_article_is_in_exactly_one_story(articles: list[Features]) -> None:
    stories = Grouping([*articles, *articles]).partition()

    told = sorted(member for story in stories for member in story.members)
    assert told == sorted(article.id for article in articles)
    assert len({story.id for story in stories}) == len(stories)


def test_an_article_without_a_word_stands_alone() -> None:
    stories = group(
        [Item("a", "", None), Item("b", "", ""), Item("c", "—", "…")], BACKGROUND
    )

    assert len(stories) == 3


# --- lineage -------------------------------------------------------------------


def reprints() -> Sequence[Features]:
    later = [NOON + timedelta(hours=hours) for hours in (0, 1, 2, 3)]
    body = f"{DAM} {STRIKE}"
    return [
        make("wire", body, published=Moment(later[1])),
        make("own", DAM_ELSEWHERE, "Velmora flood", Moment(later[0])),
        make("reprint", f"VELMORA (NPA) — {body}", published=Moment(later[2])),
        make("again", body.replace("Mayor ", ""), published=Moment(later[3])),
    ]


def test_reprints_fold_into_the_first_that_had_the_text() -> None:
    (story,) = Grouping(reprints()).partition()

    assert story.members == ("own", "wire", "reprint", "again")
    assert story.folded == (("reprint", "wire"), ("again", "wire"))
    assert story.independent == 2


def test_lineage_tells_who_had_it_first_and_who_shares_text() -> None:
    articles = reprints()
    (story,) = Grouping(articles).partition()

    told = lineage(story, {article.id: article for article in articles})

    assert (told.first, told.outlet, told.appeared) == ("own", "Outlet own", NOON)
    assert (told.outlets, told.independent) == (4, 2)
    assert told.shared == (("wire", "reprint", "again"),)


def test_a_day_without_an_hour_does_not_claim_to_be_first() -> None:
    day = make("day", published=Day(NOON.date()))
    hour = make("hour", published=Moment(NOON))

    (story,) = Grouping([day, hour]).partition()

    assert story.members == ("hour", "day")


def test_scores_do_not_depend_on_who_is_first() -> None:
    articles = [make("a"), make("b", DAM_ELSEWHERE), make("c", STRIKE)]

    for one, other in combinations(articles, 2):
        assert members(Grouping([one, other]).partition()) == members(
            Grouping([other, one]).partition()
        )
