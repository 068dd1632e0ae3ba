"""Coming to a channel and leaving one; sockets that drop; Slack that is away."""

import asyncio
import logging
from dataclasses import replace

import pytest
from cryptography.fernet import Fernet

from bot import settings
from bot.adapters import slack
from bot.adapters.slack import Slack
from bot.chat import Target
from bot.errors import ConfigError
from bot.settings import Secret
from bot.store import Store
from tests.adapters.slack.bot import made, running
from tests.factories import NOW
from tests.listening import Scripted, says
from tests.platforms.slack import CHANNEL, Fault, Server
from tests.platforms.slack.server import (
    ANA,
    APP_TOKEN,
    BEN,
    BOT,
    SECRET,
    TEAM,
    TOKEN,
)

KEY = Secret(Fernet.generate_key().decode())
PLACE = Target("slack", TEAM, CHANNEL)


async def test_an_invitation_is_greeted_and_others_joining_are_not(
    server: Server,
) -> None:
    listener = Scripted(greeting=says("Hello. I read the news."))
    joined = {"type": "member_joined_channel", "channel": CHANNEL, "team": TEAM}

    async with running(server, listener):
        await server.event({**joined, "user": BEN})
        await server.event({**joined, "user": BOT, "inviter": ANA})
        await server.until(server.posts)

    [(place, inviter)] = listener.joins
    assert place == PLACE
    assert inviter is not None
    assert inviter.zone == "Europe/Madrid"
    assert [post["text"] for post in server.posts()] == ["Hello. I read the news."]


@pytest.mark.parametrize(
    ("event", "gone"),
    [
        ({"type": "member_left_channel", "user": BOT, "channel": CHANNEL}, PLACE),
        ({"type": "channel_left", "channel": CHANNEL}, PLACE),
        ({"type": "group_left", "channel": CHANNEL}, PLACE),
        ({"type": "channel_deleted", "channel": CHANNEL}, PLACE),
        ({"type": "app_uninstalled"}, Target("slack", TEAM, "")),
        (
            {"type": "tokens_revoked", "tokens": {"bot": [BOT]}},
            Target("slack", TEAM, ""),
        ),
    ],
    ids=lambda value: value["type"] if isinstance(value, dict) else "",
)
async def test_leaving_is_noted(
    server: Server, event: dict[str, object], gone: Target
) -> None:
    listener = Scripted()

    async with running(server, listener):
        await server.event(event)
        ts = await server.say(f"<@{BOT}> after it")
        await server.until(lambda: listener.lefts and server.posts(thread=ts))

    assert listener.lefts == [gone]


async def test_nobody_is_greeted_at_a_start(
    server: Server,
) -> None:
    listener = Scripted(greeting=says("Hello."))

    async with running(server, listener):
        ts = await server.say(f"<@{BOT}> hello")
        await server.answered(ts)

    assert listener.joins == []


async def test_others_leaving_and_user_tokens_are_nothing_to_us(
    server: Server,
) -> None:
    listener = Scripted()

    async with running(server, listener):
        await server.event(
            {"type": "member_left_channel", "user": BEN, "channel": CHANNEL}
        )
        await server.event({"type": "tokens_revoked", "tokens": {"oauth": [ANA]}})
        await server.event({"type": "reaction_added", "user": ANA})
        ts = await server.say(f"<@{BOT}> after it")
        await server.answered(ts)

    assert listener.lefts == []


@pytest.mark.parametrize("politely", [True, False], ids=["refreshed", "dropped"])
async def test_a_lost_socket_is_replaced(server: Server, *, politely: bool) -> None:
    async with running(server, Scripted()):
        await server.hang_up(politely=politely)
        await server.until(lambda: server.connections == 2)
        ts = await server.say(f"<@{BOT}> still there?")
        await server.answered(ts)


async def test_a_socket_that_does_not_open_is_asked_for_anew(server: Server) -> None:
    server.closed_doors = 1

    async with running(server, Scripted()):
        ts = await server.say(f"<@{BOT}> hello")
        await server.answered(ts)

    assert len(server.asked("apps.connections.open")) >= 3  # one to try the token


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Fault("ratelimited", 429, after=1), id="429"),
        pytest.param(Fault("internal_error"), id="internal error"),
        pytest.param(Fault(status=503), id="503"),
        pytest.param(Fault(body=b'{"ok": true}'), id="no address"),
        pytest.param(Fault(body=b"nope", kind="text/plain"), id="words"),
    ],
)
async def test_no_new_socket_just_now_is_waited_for(
    server: Server, fault: Fault
) -> None:
    async with running(server, Scripted()):
        server.fail("apps.connections.open", fault)
        await server.hang_up(politely=True)
        await server.until(lambda: server.connections == 2)
        ts = await server.say(f"<@{BOT}> still there?")
        await server.answered(ts)


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param("", id="nothing"),
        pytest.param("{", id="broken"),
        pytest.param("[1]", id="a list"),
        pytest.param('{"type": "hello"}', id="another hello"),
        pytest.param('{"type": "news", "envelope_id": "e", "payload": {}}', id="new"),
        pytest.param('{"type": "events_api", "envelope_id": "e"}', id="empty"),
        pytest.param(
            '{"type": "events_api", "envelope_id": "e", "payload": {}}', id="no event"
        ),
        pytest.param(
            '{"type": "interactive", "envelope_id": "e", "payload": {"type": "new"}}',
            id="new interaction",
        ),
        pytest.param(
            '{"type": "events_api", "envelope_id": "e", "payload": [1]}', id="no object"
        ),
    ],
)
async def test_nonsense_on_the_socket_stops_nothing(server: Server, frame: str) -> None:
    async with running(server, Scripted()):
        await server.sockets[0].send_str(frame)
        ts = await server.say(f"<@{BOT}> hello")
        await server.answered(ts)

    assert server.connections == 1


async def test_what_we_do_not_know_is_acknowledged_so_that_it_ends(
    server: Server,
) -> None:
    async with running(server, Scripted()):
        envelope = await server.deliver("interactive", {"type": "shortcut"})
        await server.until(lambda: envelope in server.acks)


async def test_a_redelivered_envelope_is_acknowledged_and_not_answered_again(
    server: Server,
) -> None:
    listener = Scripted()

    async with running(server, listener):
        ts = await server.say(f"<@{BOT}> once")
        await server.answered(ts)
        event = {"user": ANA, "text": f"<@{BOT}> once", "ts": ts, "channel": CHANNEL}
        envelope = await server.event({"type": "app_mention", **event})
        await server.until(lambda: envelope in server.acks)
        other = await server.say(f"<@{BOT}> twice")
        await server.until(lambda: server.posts(thread=other))

    assert [heard.text for heard in listener.heard] == ["once", "twice"]


@pytest.mark.parametrize(
    ("name", "method"),
    [("bot_token", "auth.test"), ("app_token", "apps.connections.open")],
)
async def test_a_refused_token_is_the_operators_to_mend(
    server: Server, name: str, method: str
) -> None:
    server.fail(method, Fault("invalid_auth"))

    with pytest.raises(ConfigError, match=f"slack.{name}: .*invalid_auth") as raised:
        await made(server).run(Scripted())

    assert "xoxb-" not in str(raised.value)


async def test_an_organisations_token_is_refused_with_what_to_do(
    server: Server,
) -> None:
    server.tokens[TOKEN]["organisation"] = True

    with pytest.raises(ConfigError, match=r"bot_token: .*whole organisation"):
        await made(server).run(Scripted())


def test_an_app_is_built_where_the_settings_name_one(lite: Store) -> None:
    bare = settings.load({})
    one = replace(bare, slack=Server().settings())
    many = Server().settings(client_id="1.2", encryption_key=KEY, bot_token=Secret(""))

    assert slack.configured(bare, lite, lambda: NOW) is None
    assert slack.configured(one, lite, lambda: NOW) is not None
    assert slack.configured(replace(bare, slack=many), lite, lambda: NOW) is not None


async def test_slack_being_away_at_the_start_is_waited_for(server: Server) -> None:
    server.fail("auth.test", Fault(status=503))

    async with running(server, Scripted()):
        ts = await server.say(f"<@{BOT}> hello")
        await server.answered(ts)

    assert len(server.asked("auth.test")) == 2


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"app_token": Secret("")}, "slack.app_token"),
        ({"mode": "http", "signing_secret": Secret("")}, "slack.signing_secret"),
        ({"mode": "carrier pigeon"}, "slack.mode"),
    ],
)
def test_a_missing_setting_is_named(change: dict[str, object], named: str) -> None:
    with pytest.raises(ConfigError, match=named):
        Slack(Server().settings(**change), clock=lambda: NOW)


async def test_no_secret_is_logged(
    server: Server, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    server.fail("chat.postMessage", Fault("invalid_auth"), Fault("token_revoked"))
    server.fail("apps.connections.open", Fault("internal_error"))

    async with running(server, Scripted()):
        await server.say(f"<@{BOT}> one")
        await server.slash("two")
        await server.until(lambda: server.responses)
        await server.hang_up(politely=True)
        await server.until(lambda: server.connections == 2)
    await asyncio.get_running_loop().shutdown_default_executor()

    said = caplog.text + "".join(capsys.readouterr())
    for secret in (TOKEN, APP_TOKEN, SECRET, "ticket=", "/respond/"):
        assert secret not in said
