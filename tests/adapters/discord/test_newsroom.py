"""The whole bot on Discord, from an invitation to the day it is sent away."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from bot.store import places, sources
from tests import seedpack
from tests.adapters.discord import newsroom
from tests.adapters.discord.newsroom import HERE, Newsroom
from tests.adapters.discord.running import embed, text
from tests.adapters.discord.test_forms import sent, shown
from tests.platforms.discord import GUILD, SECOND, Server, command
from tests.platforms.discord.world import ELSEWHERE, MEMBER, Json

BUTTONS = ["Quotes", "Sources", "Context", "👍", "👎", "Mute"]
DAY = timedelta(days=1)
QUOTED = re.compile(r"^> ([“‘\"].+[”’\"])$", re.MULTILINE)


@pytest.fixture
async def room(server: Server, filled: Path, tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with newsroom.opened(server, filled, tmp_path) as opened:
        yield opened


def labels(post: Json) -> list[str]:
    rows = cast("list[Json]", post["components"])
    return [str(b["label"]) for r in rows for b in cast("list[Json]", r["components"])]


def place_of(post: Json, label: str) -> int:
    return labels(post).index(label)


async def test_a_briefing_of_several_stories_is_a_post_and_its_thread(
    room: Newsroom,
) -> None:
    head, *stories = await room.briefing()

    headlines = re.findall(r"^\d+\. (.+)$", text(head), re.MULTILINE)
    told = [post for post in stories if labels(post) == BUTTONS]
    assert len(headlines) >= 5
    assert len(told) == len(headlines)
    assert all(h in text(post) for h, post in zip(headlines, told, strict=True))
    thread = room.server.world.channels[str(head["id"])]
    assert thread["name"] == "Briefing · Wednesday, 25 November 2026"
    assert all(post["flags"] == 1 << 12 for post in stories)
    assert "content" not in head or not head["content"]
    assert "/news why" in str(embed(head)["footer"])


async def test_a_new_server_gets_a_sample_briefing_at_a_press(room: Newsroom) -> None:
    server = room.server
    guild = server.world.guild(SECOND, permissions=MEMBER)
    guild.pop("unavailable")
    await server.gateway.dispatch(SECOND, "GUILD_CREATE", guild)
    await server.until(lambda: server.posts(ELSEWHERE))
    [hello] = server.posts(ELSEWHERE)
    thread = str(hello["id"])

    await server.press(hello, place_of(hello, "Try a sample briefing"))
    await server.until(lambda: len(server.posts(thread)) > 3)

    head, story, *_ = server.posts(thread)
    assert "A sample, to show what a briefing looks like" in text(head)
    assert labels(head) == ["Add a source"]
    assert QUOTED.search(text(story))
    assert labels(story) == []


async def test_what_stands_in_quotation_marks_stands_in_the_seeds(
    room: Newsroom,
) -> None:
    _, *stories = await room.briefing()

    articles = [version.text for version, _ in seedpack.pack()]
    quoted = [q for post in stories for q in QUOTED.findall(text(post))]
    assert len(quoted) > 5
    for quotation in quoted:
        for words in quotation.replace("\\", "").split(" … "):
            assert any(words in article for article in articles), words


async def test_a_thread_answers_with_the_briefings_sources_and_leans_on_what_was_asked(
    room: Newsroom,
) -> None:
    head, *_ = await room.briefing()
    thread = str(head["id"])

    first = await room.ask("what did Marchetane say", channel=thread)
    second = await room.ask("and Benedikt Oro?", channel=thread)

    assert "**Odile Marchetane**" in text(first[0])
    assert "**Benedikt Oro**" in text(second[0])
    assert "Marchetane" not in text(second[0])


async def test_more_goes_on_where_the_answer_ended_after_a_restart(
    room: Newsroom,
) -> None:
    head, *_ = await room.briefing()
    thread = str(head["id"])
    first = "".join(map(text, await room.ask("who said what", channel=thread)))

    await room.restart()
    more = "".join(map(text, await room.ask("more", channel=thread)))

    said = set(QUOTED.findall(first))
    assert said
    assert QUOTED.search(more)
    assert said.isdisjoint(QUOTED.findall(more))


async def test_a_button_answers_in_the_thread_after_a_restart(room: Newsroom) -> None:
    head, story, *_ = await room.briefing()
    thread = str(head["id"])
    before = len(room.server.posts(thread))

    await room.restart()
    await room.server.press(story, place_of(story, "Sources"))
    await room.server.until(lambda: len(room.server.posts(thread)) > before)

    assert "Radio Vessin" in text(room.server.posts(thread)[-1])


async def test_from_an_invitation_to_a_briefing_that_notifies_a_role_of_news(
    room: Newsroom,
) -> None:
    server = room.server
    await sent_away(room)
    await invited(room)
    await server.until(server.posts)
    [hello] = server.posts()
    assert labels(hello) == ["Try a sample briefing", "Add a source", "Help"]

    talk = await server.use(2, command("digest create", {}))
    await server.until(lambda: talk.callback)
    days: Json = {"days": ("wednesday", "thursday"), "hour": "08:00"}
    talk = await server.use(5, sent(shown(talk), cast("dict[str, str]", days)))
    await server.until(lambda: talk.said)
    assert "I’ll post a briefing here **wednesdays and thursdays 08:00**" in text(
        talk.said[0]
    )

    talk = await server.slash("settings", change="ping <@&55>")
    await server.until(lambda: talk.said)
    head, *_ = await room.briefing()
    before = len(server.posts())
    await room.work(seedpack.EVENING + DAY)
    [quiet] = server.posts()[before:]

    assert head["content"] == "<@&55>"
    assert head["allowed_mentions"] == {"parse": [], "roles": ["55"]}
    assert "Nothing new since" in text(quiet)
    assert not quiet["content"]


async def test_a_server_that_sends_the_bot_away_has_it_back_within_30_days(
    room: Newsroom,
) -> None:
    server = room.server
    talk = await server.slash("digest create", days="daily", hour="08:00")
    await server.until(lambda: talk.said)
    before = len(server.posts())

    await sent_away(room)
    await room.work(seedpack.EVENING + 20 * DAY)
    while_away = server.posts()[before:]
    await invited(room)
    await room.work(seedpack.EVENING + 21 * DAY)
    back = [text(post) for post in server.posts()[before:]]

    assert while_away == []
    assert any("sent late" in words or "Nothing new" in words for words in back)


async def test_after_30_days_nothing_of_a_server_is_kept(room: Newsroom) -> None:
    await sent_away(room)
    await room.work(seedpack.EVENING + 31 * DAY)

    async with room.store.reading() as tx:
        assert await places.find(tx, HERE) is None
        assert await sources.due(tx, now=seedpack.EVENING + 40 * DAY) == ()


async def sent_away(room: Newsroom) -> None:
    await room.server.gateway.dispatch(GUILD, "GUILD_DELETE", {"id": GUILD})
    await room.until_present(is_=False)


async def invited(room: Newsroom) -> None:
    guild = room.server.world.guild(GUILD)
    guild.pop("unavailable")
    await room.server.gateway.dispatch(GUILD, "GUILD_CREATE", guild)
    await room.until_present(is_=True)
