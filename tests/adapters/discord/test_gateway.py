"""The gateway: connections fail, resume and end; nothing said is lost."""

import asyncio

import pytest

from bot.adapters.discord import Discord, commands
from bot.chat import Target
from bot.errors import ConfigError
from tests.adapters.discord.running import listening, make, texts
from tests.factories import make_reply
from tests.listening import Scripted
from tests.platforms.discord import CHANNEL, GUILD, NOON, SECOND, Fault, Server
from tests.platforms.discord.world import ELSEWHERE

MALFORMED: list[tuple[str, object]] = [
    ("MESSAGE_CREATE", {"id": "not a number"}),
    ("MESSAGE_CREATE", None),
    ("INTERACTION_CREATE", {"type": 2}),
    ("GUILD_CREATE", {"id": []}),
    ("NOBODY_KNOWS_THIS", {}),
]


async def heard(server: Server, listener: Scripted, count: int) -> None:
    await server.until(lambda: len(listener.heard) >= count)


async def test_what_was_said_while_the_connection_was_lost_is_answered(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    async with listening(adapter, listener, server):
        await server.say("first")
        await heard(server, listener, 1)
        await server.gateway.drop()
        await server.say("second")
        await heard(server, listener, 2)

    assert [line.text for line in listener.heard] == ["first", "second"]
    assert len(server.gateway.identified) == 1
    assert len(server.gateway.resumed) == 1


async def test_a_request_to_reconnect_is_followed(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    async with listening(adapter, listener, server):
        await server.gateway.ask_to_reconnect()
        await server.until(lambda: server.gateway.resumed)
        await server.say("help")
        await heard(server, listener, 1)


async def test_a_lost_session_is_begun_anew(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    async with listening(adapter, listener, server):
        await server.gateway.invalidate(resumable=False)
        await server.until(lambda: len(server.gateway.identified) == 2)
        await server.ready()
        await server.say("help")
        await heard(server, listener, 1)


async def test_an_invalid_session_that_can_be_resumed_loses_nothing(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    async with listening(adapter, listener, server):
        await server.gateway.invalidate(resumable=True)
        await server.until(
            lambda: server.gateway.resumed or len(server.gateway.identified) > 1
        )
        await server.ready()
        await server.say("help")
        await heard(server, listener, 1)


@pytest.mark.parametrize("code", [1006, 4000, 4003, 4007, 4008, 4009])
async def test_a_closed_connection_is_made_again(
    server: Server, adapter: Discord, listener: Scripted, code: int
) -> None:
    async with listening(adapter, listener, server):
        await server.until(adapter.ready)
        connections = server.gateway.connections
        await server.gateway.drop(code)
        await server.until(lambda: server.gateway.connections > connections)
        await server.ready()
        await server.say("help")
        await heard(server, listener, 1)


@pytest.mark.parametrize(
    ("code", "named"),
    [
        (4004, r"discord\.token"),
        (4010, r"discord\.shard_ids"),
        (4011, r"discord\.shards"),
        (4014, "intent"),
    ],
)
async def test_a_closing_that_cannot_be_mended_names_the_setting(
    server: Server, adapter: Discord, listener: Scripted, code: int, named: str
) -> None:
    server.gateway.shut = code

    with pytest.raises(ConfigError, match=named):
        await adapter.run(listener)


async def test_malformed_events_harm_nobody(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    async with listening(adapter, listener, server):
        for name, data in MALFORMED:
            await server.gateway.dispatch(GUILD, name, data)
        await server.say("help")
        await heard(server, listener, 1)

    assert len(server.gateway.identified) == 1


async def test_a_bug_in_one_answer_does_not_end_the_others(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    server.routes.forbidden[ELSEWHERE] = 50013

    async with listening(adapter, listener, server):
        await server.say("one", channel=ELSEWHERE)
        asked = await server.say("two")
        await server.until(lambda: server.posts(str(asked["id"])))


async def test_a_login_that_fails_is_tried_again(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    server.faults += [
        Fault("GET", "/users/@me", status=429, after=0.01),
        Fault("GET", "/users/@me", lost=True),
    ]

    async with listening(adapter, listener, server):
        await server.say("help")
        await heard(server, listener, 1)


async def test_json_that_names_its_charset_is_json(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    server.charset = True

    async with listening(adapter, listener, server):
        asked = str((await server.say("help"))["id"])
        await server.until(lambda: server.posts(asked))

    assert len(server.posts(asked)) == 1


async def test_a_first_connection_that_fails_is_tried_again(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    server.gateway.refuse = 1

    async with listening(adapter, listener, server):
        await server.say("help")
        await heard(server, listener, 1)


@pytest.mark.parametrize(
    ("settings", "named"),
    [({"token": "wrong"}, r"discord\.token"), ({"shard_ids": (0,)}, "discord.shards")],
    ids=["token", "shards"],
)
async def test_settings_that_cannot_work_are_named(
    server: Server, listener: Scripted, settings: dict[str, object], named: str
) -> None:
    with pytest.raises(ConfigError, match=named):
        await make(server, **settings).run(listener)


async def test_two_processes_share_the_servers_by_shard(
    server: Server, listener: Scripted
) -> None:
    other = Scripted()
    first = make(server, shards=2, shard_ids=(0,), gateway_url=server.gateway.url)
    second = make(server, shards=2, shard_ids=(1,), gateway_url=server.gateway.url)

    async with (
        listening(first, listener, server),
        listening(second, other, server, sessions=2),
    ):
        await server.say("here")
        await server.say("there", channel=ELSEWHERE)
        await heard(server, listener, 1)
        await heard(server, other, 1)

    assert [line.target.workspace for line in listener.heard] == [GUILD]
    assert [line.target.workspace for line in other.heard] == [SECOND]


async def test_no_privileged_intent_is_asked_for(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    async with listening(adapter, listener, server):
        pass

    assert server.gateway.identified[0]["intents"] == 1 | 1 << 9 | 1 << 12


async def test_commands_are_registered_only_where_they_differ(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    server.world.commands = []

    async with listening(adapter, listener, server):
        pass
    async with listening(adapter, listener, server):
        pass

    puts = [path for method, path, _ in server.requests if method == "PUT"]
    assert len(puts) == 1
    assert len(server.world.commands) == len(commands.payload("news"))


async def test_without_the_right_to_register_commands_mentions_still_work(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    server.faults.append(Fault("GET", "/commands", status=403, code=50001))

    async with listening(adapter, listener, server):
        await server.say("help")
        await heard(server, listener, 1)


async def test_a_server_that_invites_the_bot_is_greeted_where_it_may_write(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    listener.greeting = make_reply("Hello.")
    invited = server.world.guild(GUILD) | {"unavailable": None}
    invited.pop("unavailable")

    async with listening(adapter, listener, server):
        await server.until(adapter.ready)
        await server.gateway.dispatch(GUILD, "GUILD_DELETE", {"id": GUILD})
        await server.until(lambda: listener.lefts)
        await server.gateway.dispatch(GUILD, "GUILD_CREATE", invited)
        await server.until(server.posts)

    assert listener.lefts == [Target("discord", GUILD, "")]
    assert [place for place, _ in listener.joins] == [
        Target("discord", GUILD, ""),
        Target("discord", GUILD, CHANNEL),
    ]
    assert texts(server, CHANNEL) == ["## Answer\n\nHello."]


async def test_a_server_that_invited_us_while_we_were_away_is_greeted(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    listener.greeting = make_reply("Hello.")
    server.world.joined = NOON

    async with listening(adapter, listener, server):
        await server.until(server.posts)

    assert Target("discord", GUILD, CHANNEL) in [place for place, _ in listener.joins]


async def test_a_server_that_is_out_of_order_has_not_put_us_out(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    outage = {"id": GUILD, "unavailable": True}

    async with listening(adapter, listener, server):
        await server.until(adapter.ready)
        await server.gateway.dispatch(GUILD, "GUILD_DELETE", outage)
        await server.say("help", channel=ELSEWHERE)
        await heard(server, listener, 1)

    assert listener.lefts == []


async def test_a_server_that_put_us_out_while_we_were_away_is_noted(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    elsewhere = str(900 << 22)
    listener.known = {GUILD, SECOND, elsewhere, "@me"}

    async with listening(adapter, listener, server):
        await server.until(lambda: listener.lefts)

    assert listener.lefts == [Target("discord", elsewhere, "")]


async def test_a_channel_that_is_deleted_is_left(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    async with listening(adapter, listener, server):
        await server.until(adapter.ready)
        gone = server.world.channels[CHANNEL]
        await server.gateway.dispatch(GUILD, "CHANNEL_DELETE", gone)
        await server.until(lambda: listener.lefts)

    assert listener.lefts == [Target("discord", GUILD, CHANNEL)]


async def test_a_server_in_which_we_may_write_nowhere_is_not_greeted(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    listener.greeting = make_reply("Hello.")
    muted = server.world.guild(SECOND, permissions=str(1 << 10))
    muted.pop("unavailable")

    async with listening(adapter, listener, server):
        await server.until(adapter.ready)
        await server.gateway.dispatch(SECOND, "GUILD_CREATE", muted)
        await server.say("help")
        await heard(server, listener, 1)

    assert server.posts(ELSEWHERE) == []


async def test_twenty_at_once_are_all_answered(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    async with listening(adapter, listener, server):
        talks = [await server.slash("brief") for _ in range(20)]
        await server.until(lambda: all(talk.said for talk in talks))

    assert len({line.event_id for line in listener.heard}) == 20


async def test_in_a_crowd_everybody_is_told_first_that_they_were_heard(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    listener.delay = asyncio.Event()

    async with listening(adapter, listener, server):
        talks = [await server.slash("brief") for _ in range(20)]
        await server.until(lambda: all(talk.kind == 5 for talk in talks))
        listener.delay.set()
        await server.until(lambda: all(talk.said for talk in talks))

    assert all(len(talk.said) == 1 for talk in talks)


async def test_stopping_leaves_nothing_behind(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    before = asyncio.all_tasks()

    async with listening(adapter, listener, server):
        pass

    await server.until(lambda: not server.gateway.live())
    await server.until(lambda: asyncio.all_tasks() <= before)
