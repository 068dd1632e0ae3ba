"""A whole bot on the local Slack: pipeline, ledger, commands, adapter; nothing played.

Its channel has read the seed pack. Only the clock stands still.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from bot import store
from bot.adapters.slack import Slack
from bot.adapters.slack.session import Patience
from bot.chat import Incoming, Reply, Target
from bot.commands.desk import Desk
from bot.commands.here import Bell
from bot.store import Store, occurrences
from bot.store.occurrences import Firing, Reason
from bot.store.places import Place
from tests import seedpack
from tests.factories import NOW
from tests.platforms.slack import CHANNEL, Server
from tests.platforms.slack.rules import Json
from tests.platforms.slack.server import ANA, BOT, TEAM
from tests.seedpack import EVENING

HERE = Target("slack", TEAM, CHANNEL)
ZONE = "Europe/Madrid"


async def fill(path: Path) -> None:
    """Make a database whose channel has read the pack."""
    async with store.opened(f"sqlite:///{path}") as db:
        await seedpack.read(db, HERE, ZONE)


@dataclass(frozen=True, slots=True)
class Recorder(Desk):
    """The desk, with what it said last."""

    said: list[Reply] = field(default_factory=list)

    async def answer(self, incoming: Incoming) -> Reply | None:
        reply = await Desk.answer(self, incoming)
        self.said.extend([reply] if reply else [])
        return reply


@dataclass(slots=True)
class Newsroom:
    """A running bot, seen from Slack."""

    server: Server
    store: Store
    bot: Slack
    desk: Recorder
    place: Place
    _ids: "count[int]" = field(default_factory=lambda: count(1))

    async def briefing(self, reason: Reason = Reason.NOW) -> list[Json]:
        """Publish and deliver a briefing as the engine does; return its posts."""
        before = len(self.server.posts())
        key = f"test-{next(self._ids)}"
        firing = Firing(self.place.id, None, EVENING, reason, key=key)
        async with self.store.writing() as tx:
            await occurrences.record(tx, [firing], now=EVENING)
        await self.deliver()
        head = self.server.posts()[before]
        return [head, *self.server.posts(thread=head["ts"])]

    async def deliver(self) -> None:
        """Compose and send all that is due."""
        await seedpack.hand_out(self.desk.means, self.bot)

    async def ask(
        self, line: str, *, thread: str | None = None, user: str = ANA, least: int = 1
    ) -> list[Json]:
        """Mention the bot; return what it posted to that, the private things too.

        ``least`` posts are waited for.
        """
        seen = len(self.server.whispers)
        under = thread or ""
        before = len(self.server.posts(thread=under))
        ts = await self.server.say(f"<@{BOT}> {line}", thread=thread, user=user)
        under = thread or ts
        await self.server.until(
            lambda: (
                len(self.server.posts(thread=under)) >= before + least
                or len(self.server.whispers) > seen
            )
        )
        return [*self.server.posts(thread=under)[before:], *self.server.whispers[seen:]]

    async def press(self, label: str, post: Json, *, user: str = ANA) -> list[Json]:
        """Press a button on a post in a thread; return what came of it."""
        thread = post.get("thread_ts") or post["ts"]
        before = self._heard(thread)
        await self.server.press(label, where=post, user=user)
        await self.server.until(lambda: len(self._heard(thread)) > len(before))
        return self._heard(thread)[len(before) :]

    def _heard(self, thread: str) -> list[Json]:
        server = self.server
        return [*server.posts(thread=thread), *server.responses, *server.whispers]


@asynccontextmanager
async def opened(
    server: Server, filled: Path, folder: Path, *, patience: float = 30.0
) -> AsyncIterator[Newsroom]:
    """Open a newsroom over a copy of a database that `fill` made."""
    shutil.copy(filled, folder / "newsroom.db")
    server.ahead = int((EVENING - NOW).total_seconds())
    async with store.opened(f"sqlite:///{folder / 'newsroom.db'}") as db:
        bell = Bell(lambda _: None, lambda _: None, lambda: None)
        desk = Recorder(seedpack.means(db, bell))
        bot = Slack(
            server.settings(),
            clock=lambda: EVENING,
            pace=0.0,
            patience=Patience(answer=patience),
        )
        async with db.writing() as tx:
            place = await store.places.join(tx, HERE, now=EVENING)
        before = server.connections
        async with asyncio.TaskGroup() as tasks:
            running = tasks.create_task(bot.run(desk))
            await server.until(lambda: server.connections > before)
            yield Newsroom(server, db, bot, desk, place)
            running.cancel()
