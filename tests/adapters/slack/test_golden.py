"""The payloads themselves, as they were looked at and found good."""

import json
from pathlib import Path

import pytest

from tests.adapters.slack.examples import GOLDEN, payloads, written
from tests.platforms.slack import rules
from tests.platforms.slack.rules import Json

PAYLOADS = payloads()


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_payload_is_the_golden_one(name: str) -> None:
    golden = (GOLDEN / f"{name}.json").read_text("utf-8")

    assert written(PAYLOADS[name]) == golden


def test_no_golden_payload_is_left_over() -> None:
    assert {file.stem for file in GOLDEN.glob("*.json")} == set(PAYLOADS)


@pytest.mark.parametrize("file", sorted(GOLDEN.glob("*.json")), ids=lambda f: f.stem)
def test_slack_would_take_it(file: Path) -> None:
    held = json.loads(file.read_text("utf-8"))
    views: list[Json] = held if isinstance(held, list) else [held]

    for view in views:
        most = rules.VIEW_BLOCKS if "type" in view else rules.MESSAGE_BLOCKS
        assert rules.broken(view["blocks"], most=most) == []
