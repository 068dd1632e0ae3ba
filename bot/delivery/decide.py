"""What follows from a failed post. Pure: an error, how often, and the time."""

from datetime import datetime, timedelta

from bot.errors import Forbidden, Gone, Invalid, RateLimited, Unknown
from bot.store.settlement import Again, Dead, Outcome, Unclear

FIRST = timedelta(seconds=2)
"""After the first unclear outcome; platforms show a fresh post to us by then."""
LONGEST = timedelta(minutes=2)
GIVE_UP = timedelta(hours=24)
"""Counted from the first try. By then the next digest has long taken over."""
SLACKEST = timedelta(hours=1)
"""A platform that asks us to wait longer is asked again after this."""


def decide(
    error: Exception, attempt: int, first_try: datetime, now: datetime
) -> Outcome:
    """Return what becomes of a delivery whose ``attempt``-th call raised ``error``."""
    if isinstance(error, Gone):
        return Dead(str(error), f"The channel is gone: {error}")
    if isinstance(error, Forbidden):
        return Dead(str(error), f"A permission is missing: {error}")
    if isinstance(error, Invalid):
        return Dead(str(error), f"The platform refused a post: {error}")
    if now - first_try >= GIVE_UP:
        return _given_up(error)
    if isinstance(error, RateLimited):
        return Again(now + min(error.after, SLACKEST), str(error))
    # Anything unforeseen may have happened after the post was made: a bug is unclear.
    return Unclear(now + backoff(attempt), _named(error))


def unfindable(error: Exception) -> Dead:
    """Return the end of an unclear post on a platform that cannot be asked."""
    return Dead(
        f"outcome unclear: {_named(error)}",
        "A post may be missing: the platform did not say whether it took it.",
    )


def backoff(attempt: int) -> timedelta:
    """Return how long to wait after the ``attempt``-th call: doubling, with a cap."""
    doubled: int = 1 << min(attempt - 1, 20)
    return min(FIRST * doubled, LONGEST)


def _given_up(error: Exception) -> Dead:
    return Dead(
        f"given up after {GIVE_UP}: {_named(error)}",
        f"Nothing could be posted for {GIVE_UP.days} day: {error}",
    )


def _named(error: Exception) -> str:
    return str(error) if isinstance(error, Unknown) else f"{error!r}"
