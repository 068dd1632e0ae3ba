"""A whole bot on the local Discord: pipeline, ledger, commands, adapter.

Its channel has read the seed pack. The clock stands still until somebody moves it.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from pathlib import Path

from bot import store
from bot.adapters.discord import Discord
from bot.app import keeping
from bot.chat import Target
from bot.commands.desk import Desk
from bot.commands.here import Bell
from bot.schedule.ring import ring
from bot.store import Store, occurrences, places, schedules
from bot.store.occurrences import Firing, Reason
from summarizer import Reading, Version
from tests import seedpack
from tests.platforms.discord import CHANNEL, GUILD, Server
from tests.platforms.discord.world import Json
from tests.seedpack import EVENING

HERE = Target("discord", GUILD, CHANNEL)
ZONE = "Europe/Madrid"
DEADLINE = 60.0
"""Seconds a test waits for something to happen before it has failed."""


async def fill(path: Path) -> None:
    """Make a database whose channel has read the pack."""
    async with store.opened(f"sqlite:///{path}") as db:
        await seedpack.read(db, HERE, ZONE)


@dataclass(slots=True)
class Newsroom:
    """A running bot, seen from Discord."""

    server: Server
    store: Store
    bot: Discord
    desk: Desk
    clock: list[datetime]
    _ids: "count[int]" = field(default_factory=lambda: count(1))
    _running: "asyncio.Task[None] | None" = None

    async def start(self) -> None:
        """Let the bot listen."""
        loop = asyncio.get_running_loop()
        self._running = loop.create_task(self.bot.run(self.desk))
        await self.server.until(self.bot.ready)

    async def stop(self) -> None:
        """End the bot's process, as far as one can see."""
        if self._running:
            self._running.cancel()
            await asyncio.wait([self._running])
        await self.bot.close()

    async def restart(self) -> None:
        """End the bot and start another that shares only the database."""
        await self.stop()
        self.bot = _bot(self.server, self.clock)
        await self.start()

    async def briefing(self, reason: Reason = Reason.NOW) -> list[Json]:
        """Publish and deliver a briefing as the engine does; return its posts."""
        before = len(self.server.posts())
        async with self.store.writing() as tx:
            place = await places.join(tx, HERE, now=self.clock[0])
            held = await schedules.of_place(tx, place.id)
            schedule = held[0].id if held else None
            key = f"test-{next(self._ids)}"
            firing = Firing(place.id, schedule, self.clock[0], reason, key=key)
            await occurrences.record(tx, [firing], now=self.clock[0])
        await self.work()
        head = self.server.posts()[before]
        return [head, *self.server.posts(str(head["id"]))]

    async def work(self, now: datetime | None = None) -> None:
        """Ring, compose and send all that is due, then tidy up."""
        if now is not None:
            self.clock[0] = now
        await ring(self.store, self._now())
        await seedpack.hand_out(self.desk.means, self.bot)
        await keeping.purge(self.store, self._now(), 180)

    async def ask(self, line: str, *, channel: str = CHANNEL) -> list[Json]:
        """Mention the bot; return what it posted to that."""
        before = len(self.server.posts(channel))
        asked = str((await self.server.say(line, channel=channel))["id"])
        inside = "parent_id" in self.server.world.channels[channel]
        at, seen = (channel, before) if inside else (asked, 0)
        await self.server.until(lambda: len(self.server.posts(at)) > seen)
        return self.server.posts(at)[seen:]

    async def until_present(self, *, is_: bool) -> None:
        """Wait until the bot knows that the server has it, or has it no more."""
        async with asyncio.timeout(DEADLINE):
            while (await self._left() is None) is not is_:  # noqa: ASYNC110  # a row
                await asyncio.sleep(0.01)

    async def _left(self) -> datetime | None:
        async with self.store.reading() as tx:
            place = await places.find(tx, HERE)
        assert place is not None
        return place.left

    def _now(self) -> datetime:
        return self.clock[0]


@asynccontextmanager
async def opened(server: Server, filled: Path, folder: Path) -> AsyncIterator[Newsroom]:
    """Open a newsroom over a copy of a database that `fill` made."""
    shutil.copy(filled, folder / "newsroom.db")
    server.world.start = EVENING
    clock = [EVENING]
    async with store.opened(f"sqlite:///{folder / 'newsroom.db'}") as db:
        bell = Bell(lambda _: None, lambda _: None, lambda: None)
        means = replace(seedpack.means(db, bell), clock=lambda: clock[0], read=_as_read)
        desk = Desk(means)
        room = Newsroom(server, db, _bot(server, clock), desk, clock)
        await room.start()
        try:
            yield room
        finally:
            await room.stop()


async def _as_read(versions: Sequence[Version]) -> Sequence[Reading]:
    known = {version.id: reading for version, reading in seedpack.pack()}
    return [known[version.id] for version in versions]


def _bot(server: Server, clock: list[datetime]) -> Discord:
    return Discord(server.settings(), clock=lambda: clock[0], pause=0.01)
