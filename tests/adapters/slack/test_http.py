"""Slack by signed HTTP requests: taken when genuine, refused when not."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web as aioweb

from bot import web
from bot.adapters.slack import Slack
from tests.adapters.slack.bot import made
from tests.listening import Scripted
from tests.platforms.slack import CHANNEL, Server
from tests.platforms.slack.methods import encoded
from tests.platforms.slack.rules import Json
from tests.platforms.slack.server import ANA, BOT, signature

PAYLOAD: Json = {"type": "event_callback", "event": {"type": "app_mention"}}
BODY = encoded("events_api", PAYLOAD)[0]
NOW = int(time.time())  # noqa: TID251  # the SDK compares with the real clock


async def ready() -> str | None:
    return None


@asynccontextmanager
async def listening(server: Server, bot: Slack) -> AsyncIterator[None]:
    runner = aioweb.AppRunner(web.application(bot.routes(), ready), access_log=None)
    await runner.setup()
    await aioweb.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    server.hook = f"http://{host}:{port}/slack/events"
    try:
        yield
    finally:
        await runner.cleanup()


@asynccontextmanager
async def running(server: Server, listener: Scripted) -> AsyncIterator[Slack]:
    bot = made(server, mode="http", app_token="")
    async with listening(server, bot):
        task = asyncio.ensure_future(bot.run(listener))  # noqa: TID251
        await server.until(lambda: server.asked("auth.test"))
        while await server.request("events_api", {"type": "none"}, "") == 503:
            pass  # it tells nobody that it listens
        yield bot
        task.cancel()
        await asyncio.wait((task,))


async def mention(server: Server) -> None:
    await server.say(f"<@{BOT}> hello")


async def slash(server: Server) -> None:
    await server.slash("hello")


@pytest.mark.parametrize("way", [mention, slash])
async def test_a_signed_request_is_acknowledged_and_answered(
    server: Server, way: Callable[[Server], Awaitable[None]]
) -> None:
    listener = Scripted()

    async with running(server, listener):
        await way(server)
        await server.until(lambda: server.asked("chat.postMessage"))

    [heard] = listener.heard
    assert heard.text == "hello"
    assert (heard.person.id, heard.target.channel) == (ANA, CHANNEL)
    assert max(server.acks.values()) < 1


async def test_slacks_challenge_is_answered(server: Server) -> None:
    async with running(server, Scripted()):
        challenge = {"type": "url_verification", "challenge": "3eZbrw1a"}
        await server.request("events_api", challenge, "c")

    assert server.answers["c"] == {"challenge": "3eZbrw1a"}


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"X-Other": "1"}, id="unsigned"),
        pytest.param(signature(BODY, NOW, "another secret"), id="forged"),
        pytest.param(signature(BODY + " ", NOW), id="another body's"),
        pytest.param(signature(BODY, NOW - 301), id="replayed"),
        pytest.param(signature(BODY, NOW + 100_000), id="from the future"),
        pytest.param(
            {**signature(BODY, NOW), "X-Slack-Request-Timestamp": "soon"}, id="no time"
        ),
        pytest.param(
            {**signature(BODY, NOW), "X-Slack-Request-Timestamp": "1" * 5_000},
            id="after all time",
        ),
        pytest.param(
            {**signature(BODY, NOW), "X-Slack-Signature": "v0=é"}, id="no signature"
        ),
    ],
)
async def test_a_request_slack_did_not_sign_just_now_is_refused(
    server: Server, headers: Json
) -> None:
    listener = Scripted()

    async with running(server, listener):
        status = await server.request("events_api", PAYLOAD, "", headers=headers)

    assert status == 401
    assert listener.heard == []


FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param(b"", "application/json", id="nothing"),
        pytest.param(b"{", "application/json", id="broken"),
        pytest.param(b"[]", "application/json", id="a list"),
        pytest.param(b"null", "application/json", id="null"),
        pytest.param(b'"x"', "application/json", id="a word"),
        pytest.param(b"\xff\xfe", "application/json", id="not UTF-8"),
        pytest.param(b'{"type": 3, "event": 4}', "application/json", id="numbers"),
        pytest.param(b'{"event": {}}', "application/json", id="an empty event"),
        pytest.param(b"payload=", FORM, id="an empty payload"),
        pytest.param(b"payload=%7B", FORM, id="a broken payload"),
        pytest.param(b"payload=%5B%5D", FORM, id="a list for payload"),
        pytest.param(b"a=b", FORM, id="a form of nothing"),
        pytest.param(b"x" * 2_000_000, FORM, id="too much"),
    ],
)
async def test_signed_nonsense_breaks_nothing(
    server: Server, body: bytes, kind: str
) -> None:
    listener = Scripted()

    async with running(server, listener):
        status = await server.raw(body, kind)
        await mention(server)
        await server.until(lambda: server.asked("chat.postMessage"))

    assert status < 500
    assert [heard.text for heard in listener.heard] == ["hello"]


async def test_before_it_runs_slack_is_asked_to_come_again(server: Server) -> None:
    async with listening(server, made(server, mode="http", app_token="")):
        assert await server.request("events_api", PAYLOAD, "") == 503


def test_in_socket_mode_nothing_is_open_to_the_outside(server: Server) -> None:
    assert made(server).routes() == ()
