"""The check of benchmarks/slack.py in a short form: a kill loses nothing."""

from pathlib import Path

import pytest

from benchmarks.slack import briefings


@pytest.mark.timeout(300)
async def test_a_kill_loses_and_doubles_no_briefing(tmp_path: Path) -> None:
    handed = await briefings(6, "loop", tmp_path, stories=2, call=5.0)

    assert (handed.lost, handed.doubled, handed.dead) == (0, 0, 0)
    assert handed.posted == 18
