"""Asking on Slack: every way in, and the way the answer goes."""

import asyncio

import pytest

from bot.chat import Incoming, Origin, Reply
from tests.adapters.slack.bot import running
from tests.listening import Scripted, says
from tests.platforms.slack import CHANNEL, Server
from tests.platforms.slack.server import ANA, BOT, DIRECT, TEAM


def words(message: dict[str, object]) -> str:
    return str(message["text"])


async def test_a_mention_in_a_channel_is_answered_in_the_thread_under_it(
    server: Server,
) -> None:
    listener = Scripted()

    async with running(server, listener):
        ts = await server.say(f"<@{BOT}> who said what about the dam?")
        await server.answered(ts)

    [post] = server.posts(thread=ts)
    assert words(post) == "You asked: who said what about the dam?"
    assert server.posts() == []


async def test_a_mention_in_a_thread_is_answered_in_that_thread(
    server: Server,
) -> None:
    listener = Scripted()

    async with running(server, listener):
        parent = await server.say("Morning briefing", kinds=())
        await server.say(f"<@{BOT}> and her?", thread=parent)
        await server.until(lambda: server.posts(thread=parent))

    [heard] = listener.heard
    assert (heard.origin, heard.target.thread) == (Origin.MENTION, parent)
    assert heard.message_id == parent
    assert len(server.posts(thread=parent)) == 1


async def test_the_asker_has_name_zone_and_rights(server: Server) -> None:
    listener = Scripted()

    async with running(server, listener):
        ts = await server.say(f"<@{BOT}> help")
        await server.answered(ts)

    person = listener.heard[0].person
    assert (person.id, person.name) == (ANA, "Ana Ruiz")
    assert person.zone == "Europe/Madrid"
    assert person.may_configure
    assert listener.heard[0].target.workspace == TEAM


async def test_one_line_delivered_three_times_is_answered_once(
    server: Server,
) -> None:
    listener = Scripted()

    async with running(server, listener):
        ts = await server.say(f"<@{BOT}> help", kinds=("message", "app_mention"))
        again = {"ts": ts, "user": ANA, "channel": CHANNEL, "text": f"<@{BOT}> help"}
        await server.event({"type": "app_mention", **again})
        await server.until(lambda: len(server.acks) == 3 and server.posts(thread=ts))
        other = await server.say(f"<@{BOT}> status")
        await server.until(lambda: server.posts(thread=other))

    assert [heard.text for heard in listener.heard] == ["help", "status"]
    assert len(server.posts(thread=ts)) == 1


async def test_a_direct_message_is_answered_below_it(server: Server) -> None:
    async with running(server, Scripted()):
        await server.say("status", channel=DIRECT, kinds=("message",))
        await server.until(lambda: server.posts(DIRECT))

    assert words(server.posts(DIRECT)[0]) == "You asked: status"


async def test_nobody_answers_a_bot_or_talk_that_does_not_name_us(
    server: Server,
) -> None:
    listener = Scripted()

    async with running(server, listener):
        await server.say("just talking", kinds=("message",))
        await server.say(f"<@{BOT}> loop", kinds=("message",), bot_id="B1")
        await server.say(f"<@{BOT}> hm", kinds=("message",), subtype="message_changed")
        await server.say("of mine", user=BOT, channel=DIRECT, kinds=("message",))
        ts = await server.say(f"<@{BOT}> help")
        await server.answered(ts)

    assert [heard.text for heard in listener.heard] == ["help"]


async def test_a_private_reply_to_a_mention_is_seen_by_the_asker_only(
    server: Server,
) -> None:
    async def privately(_incoming: Incoming) -> Reply:
        return says("Only people who can configure may do that.", private=True)

    async with running(server, Scripted(privately)):
        await server.say(f"<@{BOT}> digest delete")
        await server.until(lambda: server.whispers)

    assert server.whispers[0]["user_only"] == ANA
    assert server.posts() == []


async def test_a_slow_answer_is_announced_and_then_edited_in(server: Server) -> None:
    announced = asyncio.Event()

    async def slowly(_incoming: Incoming) -> Reply:
        await announced.wait()
        return says("Found it.")

    async with running(server, Scripted(slowly), patience=0.01):
        ts = await server.say(f"<@{BOT}> summary")
        await server.answered(ts)
        assert words(server.posts(thread=ts)[0]) == "Reading …"
        announced.set()
        await server.until(lambda: server.asked("chat.update"))

    [post] = server.posts(thread=ts)
    assert words(post) == "Found it."


@pytest.mark.parametrize("private", [True, False])
async def test_a_command_is_acknowledged_at_once_and_answered(
    server: Server, *, private: bool
) -> None:
    async def reply(incoming: Incoming) -> Reply:
        return says(incoming.text, private=private)

    async with running(server, Scripted(reply)):
        envelope = await server.slash("status")
        await server.until(lambda: server.responses or server.posts())
        await server.until(lambda: envelope in server.acks)

    assert server.acks[envelope] < 1
    if private:
        [response] = server.responses
        assert response["response_type"] == "ephemeral"
    else:
        [post] = server.posts()
        assert words(post) == "status"
