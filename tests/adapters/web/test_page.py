"""The chat page as a browser meets it: its routes, its socket, what it refuses."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientWebSocketResponse
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.typedefs import Handler
from aiohttp.web import Application, Request, StreamResponse, middleware

from bot import store, web
from bot.adapters.web import Web
from bot.adapters.web.adapter import CHANNEL, FAILED, MAX_TEXT
from bot.chat import Incoming, Origin, Reply
from bot.messages import Action, Paragraph, Part, Text
from tests.factories import NOW, make_part
from tests.listening import Scripted, echo, says

Client = TestClient[Request, Application]


@pytest.fixture
async def adapter(tmp_path: Path) -> AsyncIterator[Web]:
    async with store.opened(f"sqlite:///{tmp_path / 'page.db'}") as db:
        yield Web(db, lambda: NOW, hosts=frozenset({"news.example"}))


@pytest.fixture
async def client(adapter: Web) -> AsyncIterator[Client]:
    async def ready() -> str | None:
        return "the database is away"

    app = web.application(adapter.routes(), ready)
    async with TestClient(TestServer(app)) as opened:
        yield opened


async def say(
    client: Client, adapter: Web, listener: Scripted, **typed: object
) -> tuple[ClientWebSocketResponse, list[dict[str, object]]]:
    """Type on a fresh page and return what arrives there."""
    socket = await client.ws_connect("/api/socket")
    await socket.send_json({"event": "e1", "text": "help", **typed})
    incoming, page = await adapter.next_typed()
    await adapter.respond(listener, incoming, page)
    got: list[dict[str, object]] = []
    while len(got) < (1 if typed.get("message") else 2):
        got.append(await socket.receive_json())
    return socket, got


async def test_what_is_typed_in_the_channel_is_answered_in_a_thread_under_it(
    client: Client, adapter: Web
) -> None:
    _, (echo, answer) = await say(client, adapter, Scripted())

    assert (echo["author"], echo["thread"]) == ("You", None)
    assert (answer["author"], answer["thread"]) == (None, echo["id"])
    assert answer["html"] == "<p>You asked: help</p>"


async def test_a_button_is_a_line_typed_in_its_posts_thread(
    client: Client, adapter: Web
) -> None:
    listener = Scripted()
    actions = (Action("Quotes", "quotes 1"),)
    part = Part(0, (Paragraph((Text("Briefing"),)),), actions)
    parent = await adapter.send(CHANNEL, part, "k1")

    _, [answer] = await say(client, adapter, listener, text="quotes 1", message=parent)

    assert answer["thread"] == parent
    assert listener.heard[0].origin is Origin.BUTTON
    assert listener.heard[0].message_id == parent


async def test_a_private_answer_reaches_its_page_and_is_not_kept(
    client: Client, adapter: Web
) -> None:
    _, (_, answer) = await say(
        client, adapter, Scripted(says("Between us", private=True))
    )

    kept = await (await client.get("/api/posts")).json()
    assert answer["type"] == "private"
    assert [post["author"] for post in kept] == ["You"]


async def test_every_open_page_sees_a_post(client: Client, adapter: Web) -> None:
    pages = [await client.ws_connect("/api/socket") for _ in range(3)]

    await adapter.send(CHANNEL, make_part("Good morning"), "k1")

    seen = [await page.receive_json() for page in pages]
    assert {post["html"] for post in seen} == {"<p>Good morning</p>"}


async def test_posts_outlive_a_restart_and_are_not_posted_again(
    adapter: Web, client: Client
) -> None:
    first = await adapter.send(CHANNEL, make_part("Good morning"), "k1")

    again = Web(adapter.store, lambda: NOW)
    second = await again.send(CHANNEL, make_part("Good morning"), "k1")

    assert first == second
    assert len(await (await client.get("/api/posts")).json()) == 1


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "[]",
        "{}",
        "null",
        '{"event": 1, "text": "a"}',
        '{"event": "e", "text": " "}',
        '{"event": "", "text": "a"}',
        '{"event": "e", "text": "a", "thread": {}}',
        '{"event": "e", "text": "a", "thread": "999"}',
        '{"event": "e", "text": "a", "thread": "x\\u0000"}',
        '{"event": "e", "text": "a", "thread": "\\ud800"}',
        '{"event": "e", "text": "\\u0000"}',
        "[" * 30_000,
        '{"event": "e", "text": "' + "a" * (MAX_TEXT + 1) + '"}',
    ],
)
async def test_what_the_page_does_not_send_is_refused(client: Client, raw: str) -> None:
    socket = await client.ws_connect("/api/socket")

    await socket.send_str(raw)

    assert (await socket.receive_json())["type"] == "error"


@pytest.mark.parametrize("path", ["/", "/api/posts", "/api/socket"])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "rebound.example"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "localhost", "X-Forwarded-For": "192.0.2.7"}, 403),
    ],
)
async def test_other_names_and_other_sites_are_refused(
    client: Client, path: str, headers: dict[str, str], status: int
) -> None:
    answer = await client.get(path, headers=headers)

    assert answer.status == status


@middleware
async def from_afar(request: Request, handler: Handler) -> StreamResponse:
    return await handler(request.clone(remote="192.0.2.7"))


async def test_a_loopback_name_from_another_machine_is_refused(adapter: Web) -> None:
    async def ready() -> str | None:
        return None

    app = web.application(adapter.routes(), ready)
    app.middlewares.append(from_afar)
    async with TestClient(TestServer(app)) as far:
        own = await far.get("/", headers={"Host": "localhost"})
        listed = await far.get("/", headers={"Host": "news.example"})

    assert (own.status, listed.status) == (403, 200)


async def test_a_listed_name_is_served(client: Client) -> None:
    answer = await client.get("/", headers={"Host": "news.example"})

    assert answer.status == 200
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


async def test_health_asks_nobody_and_readiness_says_why_not(client: Client) -> None:
    health, ready = await client.get("/healthz"), await client.get("/readyz")

    assert health.status == 200
    assert (ready.status, await ready.text()) == (503, "the database is away\n")


async def test_metrics_are_served_as_prometheus_reads_them(client: Client) -> None:
    answer = await client.get("/metrics")

    assert answer.content_type == "text/plain"
    assert "python_info" in await answer.text()


async def test_a_question_while_another_is_answered_does_not_wait(
    adapter: Web, client: Client
) -> None:
    gate = asyncio.Event()

    class Slow(Scripted):
        async def answer(self, incoming: Incoming) -> Reply | None:
            if incoming.text == "slow":
                await gate.wait()
            return await super().answer(incoming)

    running = asyncio.get_running_loop().create_task(adapter.run(Slow()))
    socket = await client.ws_connect("/api/socket")
    for event, text in (("e1", "slow"), ("e2", "quick")):
        await socket.send_json({"event": event, "text": text})

    seen = [(await socket.receive_json())["html"] for _ in range(3)]
    gate.set()
    last = await socket.receive_json()
    running.cancel()
    await asyncio.wait([running])

    assert "<p>You asked: quick</p>" in seen
    assert last["html"] == "<p>You asked: slow</p>"


async def test_half_a_character_is_answered_as_any_other(
    client: Client, adapter: Web
) -> None:
    _, (_, answer) = await say(
        client, adapter, Scripted(), event="\ud800", text="a\udc00"
    )

    assert answer["html"] == "<p>You asked: a?</p>"


async def test_a_question_that_cannot_be_answered_ends_no_other(
    adapter: Web, client: Client
) -> None:
    async def reply(incoming: Incoming) -> Reply | None:
        if incoming.text == "fail":
            raise OSError("the database is away")
        return await echo(incoming)

    running = asyncio.get_running_loop().create_task(adapter.run(Scripted(reply)))
    socket = await client.ws_connect("/api/socket")
    for event, text in (("e1", "fail"), ("e2", "help")):
        await socket.send_json({"event": event, "text": text})

    seen = [await socket.receive_json() for _ in range(4)]
    running.cancel()
    await asyncio.wait([running])

    assert {"type": "error", "text": FAILED} in seen
    assert "<p>You asked: help</p>" in [each.get("html") for each in seen]
