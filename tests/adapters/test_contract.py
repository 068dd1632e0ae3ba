"""What the ledger and the commands may rely on, whatever the platform."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import (
    DeliveryError,
    Forbidden,
    Gone,
    Invalid,
    RateLimited,
    Unknown,
)
from tests.adapters.stages import STAGES, Stage
from tests.factories import NOW, make_part
from tests.listening import Scripted

SINCE = NOW - timedelta(hours=1)


@pytest.fixture(params=STAGES)
async def stage(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Stage]:
    async with STAGES[request.param](tmp_path) as ready:
        yield ready


async def test_a_post_stands_where_it_was_sent(stage: Stage) -> None:
    posted = await stage.adapter.send(stage.place, make_part("Good morning"), "k1")

    [seen] = await stage.posts()
    assert seen.id == posted
    assert seen.thread is None
    assert "Good morning" in seen.text


async def test_a_reply_stands_in_the_thread_under_its_parent(stage: Stage) -> None:
    if not stage.adapter.capabilities.threads:
        pytest.skip("no threads here")
    parent = await stage.adapter.send(stage.place, make_part("Briefing"), "k1")

    thread = replace(stage.place, thread=parent)
    for n in (1, 2):
        part = make_part(f"Story {n}", index=n, parent=0)
        await stage.adapter.send(thread, part, f"k1{n}")

    under = [seen.text for seen in await stage.posts() if seen.thread == parent]
    assert len(under) == 2
    assert "Story 1" in under[0]
    assert "Story 2" in under[1]


async def test_an_edit_replaces_what_a_post_says(stage: Stage) -> None:
    if not stage.adapter.capabilities.edits:
        pytest.skip("nothing can be edited here")
    posted = await stage.adapter.send(stage.place, make_part("Nine dead"), "k1")

    await stage.adapter.edit(stage.place, posted, make_part("Eleven dead"))

    [seen] = await stage.posts()
    assert seen.id == posted
    assert "Eleven dead" in seen.text
    assert "Nine dead" not in seen.text


async def test_a_post_is_found_again_by_its_key_and_by_no_other(stage: Stage) -> None:
    await stage.adapter.send(stage.place, make_part("one"), "k1")
    second = await stage.adapter.send(stage.place, make_part("two"), "k2")

    assert await stage.adapter.lookup(stage.place, "k2", SINCE) == second
    assert await stage.adapter.lookup(stage.place, "k3", SINCE) is None


async def test_a_reply_in_a_thread_is_found_by_its_key(stage: Stage) -> None:
    if not stage.adapter.capabilities.threads:
        pytest.skip("no threads here")
    parent = await stage.adapter.send(stage.place, make_part("Briefing"), "k1")
    thread = replace(stage.place, thread=parent)

    reply = await stage.adapter.send(thread, make_part("Story"), "k2")

    assert await stage.adapter.lookup(thread, "k2", SINCE) == reply


@pytest.mark.parametrize("kind", [RateLimited, Gone, Forbidden, Invalid])
async def test_a_failure_says_that_nothing_was_posted(
    stage: Stage, kind: type[DeliveryError]
) -> None:
    if kind not in stage.fails:
        pytest.skip(f"{kind.__name__} does not happen here")
    stage.fail(kind)

    with pytest.raises(kind):
        await stage.adapter.send(stage.place, make_part("hello"), "k1")

    assert await stage.posts() == []


async def test_after_a_lost_reply_the_post_can_be_looked_up(stage: Stage) -> None:
    if Unknown not in stage.fails:
        pytest.skip("no reply is lost here")
    stage.fail(Unknown)

    with pytest.raises(Unknown):
        await stage.adapter.send(stage.place, make_part("hello"), "k1")
    found = await stage.adapter.lookup(stage.place, "k1", SINCE)

    [seen] = await stage.posts()
    assert found == seen.id


async def test_a_mention_is_answered_once_where_it_was_asked(stage: Stage) -> None:
    listener = Scripted()

    said = await stage.hear("who said what", listener)

    assert [heard.text for heard in listener.heard] == ["who said what"]
    assert listener.heard[0].target.place == stage.place
    assert len(said) == 1
    assert "You asked: who said what" in said[0]


async def test_hostile_text_is_shown_as_text(stage: Stage) -> None:
    hostile = "<script>alert(1)</script> <!channel> @everyone [x](http://evil.example)"

    await stage.adapter.send(stage.place, make_part(hostile), "k1")

    [seen] = await stage.posts()
    assert "alert(1)" in seen.text
    if stage.adapter.platform == "web":
        assert "<script" not in seen.text
