"""What a briefing says of itself before the news: late, held, and for which others."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NoReturn

import pytest

from bot import plain
from bot.chat import Target
from bot.digests.edition import Craft
from bot.digests.issue import House, issue
from bot.digests.material import Material
from bot.store import novelty
from bot.store.occurrences import Occurrence, Reason, Stage
from bot.store.outages import Outage
from bot.store.places import Place
from bot.store.sources import Kind, State, Subscription
from summarizer import Brief, Source, Story
from tests.digests.test_compose import SAID as QUOTED
from tests.digests.test_compose import brief, source

EIGHT = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)


def _never(story: Story, sources: object, most: int) -> Brief:
    raise AssertionError(story, sources, most)


def _nobody(_: object) -> tuple[Story, ...]:
    return ()


def _untraced(sources: object) -> NoReturn:
    raise AssertionError(sources)


HOUSE = House(Craft(_nobody, _never, _untraced))
PLACE = Place(1, Target("memory", "w", "c"), "", "UTC", "en", {}, EIGHT)
DUE = Occurrence(
    id=1,
    key="k",
    place=1,
    schedule=None,
    fire_at=EIGHT,
    reason=Reason.LATE,
    state=Stage.DUE,
    not_before=EIGHT,
    since=None,
    until=None,
    created=EIGHT,
    composed=None,
    done=None,
    receipt={},
)
NO_NEWS: tuple[Source, ...] = ()
MATERIAL = Material(
    place=PLACE,
    schedule=None,
    occurrence=DUE,
    since=EIGHT - timedelta(days=1),
    until=EIGHT,
    now=EIGHT + timedelta(minutes=75),
    sources=NO_NEWS,
    background=NO_NEWS,
    told=frozenset(),
    known=(),
    lasting={},
    wishes=(),
    unread=0,
    next_run=None,
    gaps=(),
    away=None,
    missed=0,
)
OFF = Outage(EIGHT - timedelta(minutes=20), EIGHT + timedelta(minutes=75))
NIGHT = replace(OFF, began=EIGHT - timedelta(hours=10))
SAID = [
    pytest.param(
        replace(MATERIAL, away=OFF),
        "I was offline 07:40–09:15. This is the 08:00 briefing, sent late; nothing was "
        "skipped.",
        id="offline",
    ),
    pytest.param(
        replace(MATERIAL, away=NIGHT, missed=2),
        "I was offline Sun 3 May, 22:00 – 09:15. This is the 08:00 briefing, sent "
        "late; nothing was skipped. It also stands for 2 earlier ones.",
        id="over-night",
    ),
    pytest.param(
        MATERIAL,
        "This is the 08:00 briefing, sent late; nothing was skipped.",
        id="late-for-another-reason",
    ),
    pytest.param(
        replace(MATERIAL, occurrence=replace(DUE, state=Stage.HELD), missed=1),
        "Due 08:00, held until the quiet hours were over. It also stands for 1 earlier "
        "one.",
        id="held",
    ),
]


@pytest.mark.parametrize(("material", "said"), SAID)
def test_a_briefing_says_why_it_comes_when_it_comes(
    material: Material, said: str
) -> None:
    message = issue(material, HOUSE).message

    assert message is not None
    assert said in plain.message(message)


def test_a_source_that_moved_on_too_fast_is_named_in_the_small_print() -> None:
    source = Subscription(
        id=1,
        place=1,
        kind=Kind.FEED,
        address="https://lantern.example/feed",
        title="The Lantern",
        state=State.ACTIVE,
        cause="",
        etag="",
        last_modified="",
        interval=timedelta(hours=1),
        failures=0,
        failing_since=None,
        next_try=None,
        last_read=EIGHT,
        baseline=EIGHT,
        canonical="",
        owner="",
        added=EIGHT,
        gap_from=EIGHT - timedelta(hours=5),
        gap_until=EIGHT - timedelta(hours=1),
    )
    found = issue(replace(MATERIAL, gaps=(source,)), HOUSE)

    said = plain.message(found.message) if found.message else ""
    assert "The Lantern may have had more between 03:00 and 07:00 than was read" in said


def _titled(story: Story, held: Sequence[Source], _: int) -> Brief:
    """Tell a story by its headline and its quotations."""
    each = brief(story, list(held))
    return replace(each, lines=(each.headline,))


def _one(held: Sequence[Source]) -> tuple[Story, ...]:
    return (Story("s1", tuple(source.version.id for source in held)),)


def test_a_quotation_is_remembered_and_not_shown_again() -> None:
    house = House(Craft(_one, _titled, _untraced))
    waited = source()
    first = issue(replace(MATERIAL, sources=(waited,)), house)
    told = frozenset(novelty.fingerprint(each.text) for each in first.told)
    later = source(f"Later\n\n{QUOTED}", name="b")

    again = issue(replace(MATERIAL, sources=(later,), told=told), house)

    assert {each.text for each in first.told} >= {"“We waited,”", "“Nobody came.”"}
    assert first.message is not None
    assert again.message is not None
    assert "“We waited,”" in plain.message(first.message)
    assert "“We waited,”" not in plain.message(again.message)
