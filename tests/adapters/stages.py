"""A stage: one platform set up so that the contract suite can look at it from outside.

Adding a platform adds its stage here, one line in `STAGES`.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Protocol, cast

from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from bot import plain, store, web
from bot.adapters.console import HERE, Console
from bot.adapters.memory import Memory
from bot.adapters.web import Web
from bot.adapters.web.adapter import CHANNEL
from bot.chat import Adapter, Listener, Target
from bot.errors import (
    DeliveryError,
    Forbidden,
    Gone,
    Invalid,
    RateLimited,
    Unknown,
)
from tests.factories import HERE as MEMORY
from tests.factories import NOW, make_incoming


@dataclass(frozen=True, slots=True)
class Seen:
    """A post as the people of the platform see it."""

    id: str
    thread: str | None
    text: str


class Stage(Protocol):
    """What a test may do to, and see of, one platform."""

    @property
    def adapter(self) -> Adapter:
        """The adapter, open."""

    @property
    def place(self) -> Target:
        """A channel the bot may post to."""

    @property
    def fails(self) -> frozenset[type[DeliveryError]]:
        """Failures `fail` can bring about here."""

    async def posts(self) -> Sequence[Seen]:
        """Return the bot's posts, in order."""

    def fail(self, kind: type[DeliveryError]) -> None:
        """Let the next post meet this failure; `Unknown` posts and loses the reply."""

    async def hear(self, text: str, listener: Listener) -> Sequence[str]:
        """Let somebody mention the bot; return what it said to that, in order."""


Setting = Callable[[Path], AbstractAsyncContextManager[Stage]]


# --- console -----------------------------------------------------------------


@dataclass(slots=True)
class ConsoleStage:
    adapter: Console
    place: Target = HERE
    fails: frozenset[type[DeliveryError]] = frozenset()

    async def posts(self) -> Sequence[Seen]:
        printed = cast("StringIO", self.adapter.output).getvalue()
        texts = [text for text in printed.split("\n\n") if text.strip()]
        return [Seen(f"c{n}", None, text) for n, text in enumerate(texts, 1)]

    def fail(self, kind: type[DeliveryError]) -> None:
        raise AssertionError(f"a terminal does not meet {kind.__name__}")

    async def hear(self, text: str, listener: Listener) -> Sequence[str]:
        self.adapter.source = StringIO(f"{text}\n")
        before = len(await self.posts())
        await self.adapter.run(listener)
        return [seen.text for seen in (await self.posts())[before:]]


@asynccontextmanager
async def console(_folder: Path) -> AsyncIterator[Stage]:
    yield ConsoleStage(Console(output=StringIO(), source=StringIO()))


# --- memory ------------------------------------------------------------------

FAILURES: dict[type[DeliveryError], DeliveryError] = {
    RateLimited: RateLimited(timedelta(seconds=1)),
    Gone: Gone("memory: gone"),
    Forbidden: Forbidden("memory: no permission"),
    Invalid: Invalid("memory: refused"),
    Unknown: Unknown("memory: the reply was lost"),
}


@dataclass(slots=True)
class MemoryStage:
    adapter: Memory
    place: Target = MEMORY
    fails: frozenset[type[DeliveryError]] = frozenset(FAILURES)

    async def posts(self) -> Sequence[Seen]:
        return [
            Seen(post.id, post.target.thread, plain.part(post.part))
            for post in self.adapter.posts
        ]

    def fail(self, kind: type[DeliveryError]) -> None:
        self.adapter.failures.append(FAILURES[kind])

    async def hear(self, text: str, listener: Listener) -> Sequence[str]:
        reply = await listener.answer(make_incoming(text, target=self.place))
        sections = reply.message.sections if reply else ()
        return [plain.block(block) for each in sections for block in each.blocks]


@asynccontextmanager
async def memory(_folder: Path) -> AsyncIterator[Stage]:
    yield MemoryStage(Memory())


# --- the chat page -------------------------------------------------------------


@dataclass(slots=True)
class WebStage:
    adapter: Web
    client: "TestClient[Request, Application]"
    place: Target = CHANNEL
    fails: frozenset[type[DeliveryError]] = frozenset()

    async def posts(self) -> Sequence[Seen]:
        answer = await self.client.get("/api/posts")
        return [
            Seen(post["id"], post["thread"], post["html"])
            for post in await answer.json()
            if post["author"] is None
        ]

    def fail(self, kind: type[DeliveryError]) -> None:
        raise AssertionError(f"the page does not meet {kind.__name__}")

    async def hear(self, text: str, listener: Listener) -> Sequence[str]:
        socket = await self.client.ws_connect("/api/socket")
        await socket.send_json({"event": "e1", "text": text})
        echo = await socket.receive_json()
        incoming, asked = await self.adapter.next_typed()
        await self.adapter.respond(listener, incoming, asked)
        answer = await socket.receive_json()
        assert answer["thread"] == echo["id"]
        await socket.close()
        return [answer["html"]]


@asynccontextmanager
async def page(folder: Path) -> AsyncIterator[Stage]:
    async def ready() -> str | None:
        return None

    async with store.opened(f"sqlite:///{folder / 'page.db'}") as db:
        adapter = Web(db, lambda: NOW)
        app = web.application(adapter.routes(), ready)
        async with TestClient(TestServer(app)) as client:
            yield WebStage(adapter, client)


# --- all of them ---------------------------------------------------------------


def _elsewhere(module: str) -> Setting:
    def setting(folder: Path) -> AbstractAsyncContextManager[Stage]:
        staged = cast("Setting", import_module(module).staged)
        return staged(folder)

    return setting


STAGES: dict[str, Setting] = {
    "console": console,
    "memory": memory,
    "web": page,
    "slack": _elsewhere("tests.adapters.slack.stage"),
    "discord": _elsewhere("tests.adapters.discord.stage"),
}
