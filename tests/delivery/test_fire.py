"""The check of benchmarks/delivery.py in a short form: what breaks, breaks here too."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from benchmarks._databases import Database, postgresql, sqlite
from benchmarks.delivery import Plan, fire

BLOWS = Plan(deliveries=480, kills=5, freezes=1, every=1.0, lease=3.0)
CRASHES = Plan(deliveries=480, kills=3, freezes=1, crashes=2, every=1.0, lease=3.0)
NAIVE = Plan(deliveries=480, kills=2, every=1.0, lease=3.0, naive=True)
KINDS = [
    pytest.param(sqlite, BLOWS, id="sqlite"),
    pytest.param(postgresql, CRASHES, id="postgresql"),
]


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("kind", "plan"), KINDS)
async def test_nothing_is_lost_or_doubled_under_fire(
    kind: Callable[[Path], AbstractAsyncContextManager[Database]],
    plan: Plan,
    tmp_path: Path,
) -> None:
    async with kind(tmp_path) as database:
        result = await fire(plan, database)

    assert (result.lost, result.doubled, result.dead) == (0, 0, 0)
    assert result.posted == plan.deliveries


@pytest.mark.timeout(300)
async def test_retrying_without_looking_doubles_under_the_same_fire(
    tmp_path: Path,
) -> None:
    async with sqlite(tmp_path) as database:
        result = await fire(NAIVE, database)

    assert result.doubled > 0
