"""The check of benchmarks/clocks.py: a real process under a clock that is moved."""

from pathlib import Path

import pytest

from benchmarks.clocks import act, housed, superseded


@pytest.mark.timeout(400)
async def test_whatever_the_clock_does_each_morning_has_one_briefing(
    tmp_path: Path,
) -> None:
    async with housed(tmp_path, faked=False) as house:
        await act(house)

    assert house.wrong == 0
    assert await superseded(tmp_path) == 1
