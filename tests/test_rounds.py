"""Work done again and again: one round that breaks does not end it."""

import pytest

from bot import rounds


class Enough(BaseException):
    """Ends the rounds, as a cancellation does."""


async def test_a_round_that_breaks_is_followed_by_another() -> None:
    outcomes = iter([OSError(), Enough()])

    async def work() -> None:
        raise next(outcomes)

    with pytest.raises(Enough):
        await rounds.walk(work, every=0, failed="test.failed")
