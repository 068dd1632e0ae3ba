"""What follows from each failure, as one table."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.decide import GIVE_UP, LONGEST, backoff, decide
from bot.errors import Forbidden, Gone, Invalid, RateLimited, Unknown
from bot.store.settlement import Again, Dead, Unclear

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)

TABLE = [
    pytest.param(RateLimited(3 * SECOND), 1, Again, 3 * SECOND, id="429-waits"),
    pytest.param(
        RateLimited(timedelta(days=3)),
        1,
        Again,
        timedelta(hours=1),
        id="429-not-for-days",
    ),
    pytest.param(Unknown("HTTP 500"), 1, Unclear, 2 * SECOND, id="500-is-unclear"),
    pytest.param(Unknown("reset"), 4, Unclear, 16 * SECOND, id="waits-longer"),
    pytest.param(KeyError("bug"), 1, Unclear, 2 * SECOND, id="a-bug-is-unclear"),
    pytest.param(Gone("is_archived"), 1, Dead, None, id="gone-for-good"),
    pytest.param(Forbidden("missing_scope"), 1, Dead, None, id="not-allowed"),
    pytest.param(Invalid("too long"), 1, Dead, None, id="refused"),
]


@pytest.mark.parametrize(("error", "attempt", "kind", "after"), TABLE)
def test_a_failure_leads_to(
    error: Exception, attempt: int, kind: type, after: timedelta | None
) -> None:
    outcome = decide(error, attempt, NOW, NOW)

    assert isinstance(outcome, kind)
    if isinstance(outcome, Again | Unclear):
        assert outcome.at - NOW == after


@pytest.mark.parametrize("error", [RateLimited(SECOND), Unknown("HTTP 500")])
def test_nothing_is_tried_for_longer_than_a_day(error: Exception) -> None:
    outcome = decide(error, 99, NOW - GIVE_UP, NOW)

    assert isinstance(outcome, Dead)
    assert "given up" in outcome.error


def test_waiting_has_a_cap() -> None:
    assert backoff(10_000) == LONGEST
