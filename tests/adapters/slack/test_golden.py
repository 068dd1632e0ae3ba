"""The payloads themselves, as they were looked at and found good."""

import asyncio
import json
from functools import cache
from pathlib import Path

import pytest
from slack_sdk.models.blocks import Block

from bot import codec
from bot.adapters.slack import render
from bot.messages import Part
from tests.adapters.slack.examples import GOLDEN, PARTS, Played, played, written
from tests.platforms.slack import rules
from tests.platforms.slack.rules import Json

FILES = sorted(GOLDEN.glob("*.json"))
MADE_OF = sorted(PARTS.glob("*.json"))
FIXED = [file for file in FILES if not (PARTS / file.name).exists()]
"""Payloads that do not hang on which sentences the summarizer picks."""


@cache
def today() -> Played:
    return asyncio.run(played())


@pytest.mark.parametrize("file", FIXED, ids=lambda file: file.stem)
def test_a_payload_is_the_golden_one(file: Path) -> None:
    """Where it should differ: python -m tests.adapters.slack.examples."""
    assert written(today().payloads[file.stem]) == file.read_text("utf-8")


@pytest.mark.parametrize("file", MADE_OF, ids=lambda file: file.stem)
def test_a_message_is_rendered_as_it_was(file: Path) -> None:
    parts = codec.loads(tuple[Part, ...], file.read_text("utf-8"))
    golden: list[Json] = json.loads((GOLDEN / file.name).read_text("utf-8"))

    posts = [render.post(part) for part in parts]

    assert [(post.text, list(post.blocks)) for post in posts] == [
        (payload["text"], payload["blocks"]) for payload in golden
    ]


def test_no_golden_payload_is_missing_or_left_over() -> None:
    assert {file.stem for file in FILES} == set(today().payloads)
    assert {file.stem for file in MADE_OF} == set(today().parts)


def test_slack_takes_what_is_said_today() -> None:
    for name in today().parts:
        for post in payloads(today().payloads[name]):
            assert rules.broken(post["blocks"]) == []
            assert rules.characters(post["blocks"]) <= rules.CHARACTERS


def payloads(held: object) -> list[Json]:
    assert isinstance(held, list)
    return held


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_slack_would_take_it(file: Path) -> None:
    held = json.loads(file.read_text("utf-8"))
    views: list[Json] = held if isinstance(held, list) else [held]

    for view in views:
        most = rules.VIEW_BLOCKS if "type" in view else rules.MESSAGE_BLOCKS
        assert rules.broken(view["blocks"], most=most) == []
        assert rules.characters(view["blocks"]) <= rules.CHARACTERS
        for block in view["blocks"]:
            assert Block.parse(block) is not None
        if "type" in view:
            assert rules.view(view) == []
        else:
            assert 0 < len(view["text"]) <= 4_000
