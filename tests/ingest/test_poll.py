"""When a source is read again, for each way it can go."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import IngestError, Refused, Unreachable
from bot.ingest.poll import Bounds, Failed, Read, Unchanged, after
from bot.store.sources import Kind, State, Subscription
from tests.factories import NOW

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BOUNDS = Bounds(5 * MINUTE, 24 * HOUR)
SOURCE = Subscription(
    id=1,
    place=1,
    kind=Kind.FEED,
    address="https://lantern.example/feed",
    title="",
    state=State.ACTIVE,
    cause="",
    etag="",
    last_modified="",
    interval=HOUR,
    failures=0,
    failing_since=None,
    next_try=NOW,
    last_read=None,
    baseline=None,
    canonical="",
    owner="",
    added=NOW,
)


def read(news: int = 0, fresh_for: timedelta = timedelta()) -> Read:
    return Read(news, fresh_for, etag='"1"', last_modified="", title="The Lantern")


def wait(source: Subscription) -> timedelta:
    assert source.next_try is not None
    return source.next_try - NOW


def test_news_brings_a_feed_back_sooner_and_none_later() -> None:
    with_news = after(SOURCE, read(news=3), BOUNDS, NOW)
    without = after(SOURCE, read(), BOUNDS, NOW)

    assert with_news.interval < SOURCE.interval < without.interval


def test_the_first_reading_sets_the_baseline_and_later_ones_leave_it() -> None:
    first = after(SOURCE, read(), BOUNDS, NOW)
    second = after(first, read(), BOUNDS, NOW + HOUR)

    assert first.baseline == second.baseline == NOW
    assert (first.title, first.etag) == ("The Lantern", '"1"')


def test_a_site_that_says_how_long_its_answer_holds_is_not_asked_before() -> None:
    asked = after(SOURCE, read(fresh_for=6 * HOUR), BOUNDS, NOW)
    unchanged = after(SOURCE, Unchanged(6 * HOUR), BOUNDS, NOW)

    assert wait(asked) >= 6 * HOUR
    assert wait(unchanged) >= 6 * HOUR


@pytest.mark.parametrize("news", [0, 1])
def test_the_interval_stays_within_its_limits(news: int) -> None:
    source = SOURCE
    for _ in range(60):
        source = after(source, read(news=news), BOUNDS, NOW)

    assert BOUNDS.least <= source.interval <= BOUNDS.most
    assert wait(source) <= BOUNDS.most * 1.1


def test_a_failing_source_is_tried_at_longer_and_longer_intervals() -> None:
    error = Unreachable("the site answered 500", status=500)
    waits, source = [], SOURCE
    for _ in range(20):
        source = after(source, Failed(error), BOUNDS, NOW)
        waits.append(wait(source))

    assert waits == sorted(waits)
    assert waits[0] < 6 * MINUTE
    assert waits[-1] <= BOUNDS.most * 1.1
    assert (source.state, source.failures) == (State.FAILING, 20)
    assert source.cause == "the site answered 500"


@pytest.mark.parametrize(
    ("error", "state", "tried_again"),
    [
        (Unreachable("gone", status=410), State.GONE, False),
        (Unreachable("busy", status=429), State.FAILING, True),
        (Refused("larger than 15 MB"), State.FAILING, True),
    ],
)
def test_only_a_410_ends_a_source(
    error: IngestError, state: State, *, tried_again: bool
) -> None:
    source = after(SOURCE, Failed(error), BOUNDS, NOW)

    assert source.state is state
    assert (source.next_try is not None) == tried_again


def test_how_long_a_site_asks_us_to_wait_is_obeyed() -> None:
    error = Unreachable("busy", status=429, after=2 * HOUR)

    assert wait(after(SOURCE, Failed(error), BOUNDS, NOW)) >= 2 * HOUR


def test_a_reading_that_goes_well_ends_the_failing() -> None:
    failing = after(SOURCE, Failed(Refused("x")), BOUNDS, NOW)
    mended = after(failing, read(), BOUNDS, NOW + HOUR)

    assert (mended.state, mended.cause, mended.failures) == (State.ACTIVE, "", 0)
    assert mended.failing_since is None


def test_sources_are_spread_each_in_its_own_way() -> None:
    other = replace(SOURCE, address="https://bote.example/feed")

    one, two = (after(each, read(), BOUNDS, NOW) for each in (SOURCE, other))

    assert one.next_try != two.next_try
    assert one == after(SOURCE, read(), BOUNDS, NOW)
