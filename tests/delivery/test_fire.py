"""The check of benchmarks/delivery.py in a short form: kills, lost answers, limits."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from benchmarks.delivery import Database, Plan, fire, postgresql, sqlite

PLAN = Plan(deliveries=240, workers=2, kills=4, every=1.5, lease=3.0)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", [sqlite, postgresql], ids=["sqlite", "postgresql"])
async def test_nothing_is_lost_or_doubled_under_fire(
    kind: Callable[[Path], AbstractAsyncContextManager[Database]], tmp_path: Path
) -> None:
    async with kind(tmp_path) as database:
        result = await fire(PLAN, database)

    assert (result.lost, result.doubled, result.dead) == (0, 0, 0)
    assert result.posted == PLAN.deliveries
