"""When a source is read again, and what is said of it: decided from one outcome. Pure.

Times are clamped between the settings' limits; a feed that brings news is read more
often, one that brings none less; a failing one at longer and longer intervals.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, assert_never

from bot.errors import IngestError, Unreachable
from bot.store.sources import State, Subscription
from summarizer import digest

FASTER, SLOWER, FAILED = 0.5, 1.25, 2.0
"""What the interval is multiplied by after news, no news, and a failure."""
BEHIND: Final = 0.25
"""What it is multiplied by when the feed moved faster than it was read."""
JITTER: Final = 0.1
"""Share of the interval by which sources are spread: not all at once."""
GONE: Final = 410


@dataclass(frozen=True, slots=True)
class Bounds:
    """The settings' limits of the interval."""

    least: timedelta
    most: timedelta


@dataclass(frozen=True, slots=True)
class Read:
    """It was read. ``fresh_for`` is how long the site says its answer holds."""

    news: int
    fresh_for: timedelta
    etag: str
    last_modified: str
    moved_to: str | None = None
    title: str = ""
    gap: bool = False
    """Whether it had moved on past everything that was last seen."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The site says nothing changed."""

    fresh_for: timedelta


@dataclass(frozen=True, slots=True)
class Failed:
    """It could not be read."""

    error: IngestError


Outcome = Read | Unchanged | Failed


def after(
    source: Subscription, outcome: Outcome, bounds: Bounds, now: datetime
) -> Subscription:
    """Return the source as it stands after an outcome."""
    match outcome:
        case Read():
            factor = FASTER if outcome.news else SLOWER
            factor = BEHIND if outcome.gap else factor
            read = _well(source, outcome.fresh_for, factor, bounds, now)
            return replace(
                read,
                etag=outcome.etag,
                last_modified=outcome.last_modified,
                address=outcome.moved_to or source.address,
                title=source.title or outcome.title,
                baseline=source.baseline or now,
                gap_from=source.last_read if outcome.gap else source.gap_from,
                gap_until=now if outcome.gap else source.gap_until,
            )
        case Unchanged():
            return _well(source, outcome.fresh_for, SLOWER, bounds, now)
        case Failed(error):
            return _ill(source, error, bounds, now)
        case _:
            assert_never(outcome)


def _well(
    source: Subscription,
    fresh_for: timedelta,
    factor: float,
    bounds: Bounds,
    now: datetime,
) -> Subscription:
    interval = min(max(source.interval * factor, bounds.least), bounds.most)
    wait = min(max(interval, fresh_for), bounds.most)
    return replace(
        source,
        state=State.ACTIVE,
        cause="",
        failures=0,
        failing_since=None,
        interval=interval,
        last_read=now,
        next_try=now + _spread(source, wait),
    )


def _ill(
    source: Subscription, error: IngestError, bounds: Bounds, now: datetime
) -> Subscription:
    status = error.status if isinstance(error, Unreachable) else None
    asked = error.after if isinstance(error, Unreachable) else None
    doubled = bounds.least * FAILED ** min(source.failures, 12)
    wait = min(max(asked or timedelta(), doubled), bounds.most)
    gone = status == GONE
    return replace(
        source,
        state=State.GONE if gone else State.FAILING,
        cause=str(error),
        failures=source.failures + 1,
        failing_since=source.failing_since or now,
        next_try=None if gone else now + _spread(source, wait),
    )


def _spread(source: Subscription, wait: timedelta) -> timedelta:
    """Lengthen a wait by up to `JITTER`, the same for a source each time."""
    share = int(digest("jitter", source.address)[:4], 16) / 0xFFFF
    return wait * (1 + JITTER * share)
