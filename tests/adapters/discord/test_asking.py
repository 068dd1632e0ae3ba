"""Asking on Discord: who is heard, and where the answer stands."""

import pytest

from bot.adapters.discord import Discord
from bot.chat import Origin, Target
from tests.adapters.discord.running import listening, make, texts
from tests.factories import make_reply
from tests.listening import Scripted
from tests.platforms.discord import (
    CHANNEL,
    DIRECT,
    GUILD,
    VOICE,
    Fault,
    Server,
)
from tests.platforms.discord.world import DESK

ANSWER = "## Answer\n\nTwelve, says the port authority."


async def test_a_mention_in_a_channel_is_answered_in_a_thread_on_it(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    async with listening(adapter, listener, server):
        asked = str((await server.say("who said what about the strike"))["id"])
        await server.until(lambda: server.posts(asked))

    [heard] = listener.heard
    assert heard.text == "who said what about the strike"
    assert heard.origin is Origin.MENTION
    assert heard.target == Target("discord", GUILD, CHANNEL, asked)
    assert not heard.person.may_configure
    assert heard.title.startswith("#channel-1 in Server ")
    assert server.posts(CHANNEL) == []
    assert texts(server, asked) == [ANSWER]
    assert server.world.channels[asked]["name"] == "who said what about the strike"


async def test_a_line_in_a_thread_is_answered_there(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    thread = str(server.world.thread("700000000000000777", CHANNEL, "Talk")["id"])

    async with listening(adapter, listener, server):
        await server.say("and her?", channel=thread)
        await server.until(lambda: server.posts(thread))

    assert listener.heard[0].target == Target("discord", GUILD, CHANNEL, thread)
    assert listener.heard[0].origin is Origin.THREAD


async def test_a_thread_no_event_told_of_is_asked_about(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    async with listening(adapter, listener, server):
        thread = str(server.world.thread("700000000000000777", CHANNEL, "Talk")["id"])
        await server.say("and her?", channel=thread)
        await server.until(lambda: server.posts(thread))

    assert listener.heard[0].target == Target("discord", GUILD, CHANNEL, thread)


async def test_a_direct_message_is_answered_beside_it(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    async with listening(adapter, listener, server):
        await server.say("brief", channel=DIRECT, mention=False)
        await server.until(lambda: server.posts(DIRECT))

    assert listener.heard[0].target == Target("discord", "@me", DIRECT)
    assert listener.heard[0].origin is Origin.DIRECT
    assert listener.heard[0].person.may_configure


async def test_a_reply_to_a_post_is_answered_in_the_posts_thread(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    post = server.world.add(CHANNEL, "900000000000000001", {"content": "a briefing"})

    async with listening(adapter, listener, server):
        await server.say("sources 2", reply_to=post)
        await server.until(lambda: server.posts(str(post["id"])))

    assert listener.heard[0].message_id == post["id"]
    assert listener.heard[0].target.thread == post["id"]


async def test_what_is_said_to_others_is_not_heard(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    async with listening(adapter, listener, server):
        await server.say("lunch?", mention=False)
        await server.say("brief", author="900000000000000001")
        last = await server.say("help")
        await server.until(lambda: server.posts(str(last["id"])))

    assert [line.text for line in listener.heard] == ["help"]


async def test_a_mention_without_words_asks_for_help(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    async with listening(adapter, listener, server):
        await server.say("")
        await server.until(lambda: listener.heard)

    assert listener.heard[0].text == "help"


@pytest.mark.parametrize(("roles", "may"), [((DESK,), True), ((), False)])
async def test_a_role_the_operator_named_may_configure(
    server: Server,
    listener: Scripted,
    roles: tuple[str, ...],
    may: bool,  # noqa: FBT001
) -> None:
    adapter = make(server, maintainers=(DESK,))

    async with listening(adapter, listener, server):
        await server.say("feed list", roles=roles)
        await server.until(lambda: listener.heard)

    assert listener.heard[0].person.may_configure is may


@pytest.mark.parametrize(
    ("channel", "forbidden"), [(VOICE, False), (CHANNEL, True)], ids=["voice", "locked"]
)
async def test_where_no_thread_can_be_the_answer_is_a_reply(
    server: Server,
    adapter: Discord,
    listener: Scripted,
    channel: str,
    forbidden: bool,  # noqa: FBT001
) -> None:
    if forbidden:
        server.routes.forbidden[f"{channel}/threads"] = 50013

    async with listening(adapter, listener, server):
        asked = await server.say("brief", channel=channel)
        await server.until(lambda: server.posts(channel))

    [post] = server.posts(channel)
    reference = post["message_reference"]
    assert isinstance(reference, dict)
    assert reference["message_id"] == asked["id"]


async def test_who_asks_where_the_bot_may_not_write_is_told_how_to_allow_it(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    server.routes.forbidden[f"{CHANNEL}/threads"] = 50013
    server.routes.forbidden[CHANNEL] = 50013

    async with listening(adapter, listener, server):
        await server.say("brief")
        await server.until(lambda: server.posts(DIRECT))

    [told] = texts(server, DIRECT)
    assert told.startswith("I was not allowed to answer you in #channel-1 in Server")
    assert "“Send Messages”" in told
    assert "Edit Channel → Permissions" in told


async def test_an_answer_survives_limits_and_lost_replies_and_is_said_once(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    listener.reply = make_reply(sections=2, threaded=True)
    server.faults += [
        Fault(path="/messages$", written=True, lost=True),
        Fault(path="/messages$", status=502, written=True),
        Fault(path="/messages$", status=429),
    ]

    async with listening(adapter, listener, server):
        await server.say("brief", channel=DIRECT, mention=False)
        await server.until(lambda: len(server.posts(DIRECT)) == 2)

    assert texts(server, DIRECT) == [ANSWER, ANSWER]
