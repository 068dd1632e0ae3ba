"""A channel that has read the seed pack, and a desk to type at."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot import plain, store
from bot.chat import Incoming, Origin, Person, Reply, Target
from bot.commands.desk import Desk
from bot.commands.here import Bell, Means
from bot.errors import Unreachable
from bot.ingest.feeds import Entry, Feed, Offer
from bot.ingest.trying import AFeed, ASite, Found
from bot.messages import Action, Message
from bot.store import Store
from bot.store.schedules import Schedule
from summarizer import Undated
from tests import seedpack
from tests.seedpack import EVENING

NOW = EVENING
CHANNEL = Target("memory", "team", "news")
OTHER = Target("memory", "team", "elsewhere")


@dataclass
class Room:
    """Somebody's view of the channel. ``rung`` notes what the bell was told."""

    desk: Desk
    store: Store
    clock: list[datetime]
    rung: list[str]
    ids: "count[int]" = field(default_factory=lambda: count(1))
    last: Reply | None = None

    async def say(
        self,
        line: str,
        *,
        thread: str | None = None,
        channel: Target = CHANNEL,
        may_configure: bool = True,
        origin: Origin = Origin.MENTION,
        event: str | None = None,
        zone: str | None = "Europe/Berlin",
    ) -> str:
        """Type a line and return what comes back, as plain text."""
        target = Target(channel.platform, channel.workspace, channel.channel, thread)
        person = Person("ana", "Ana", zone, "en", may_configure)
        event = event or f"e{next(self.ids)}"
        self.last = await self.desk.answer(
            Incoming(event, target, person, line, origin)
        )
        return text(self.last.message) if self.last else ""

    @property
    def buttons(self) -> list[Action]:
        assert self.last is not None
        return [a for section in self.last.message.sections for a in section.actions]


def text(message: Message) -> str:
    blocks = (block for section in message.sections for block in section.blocks)
    return "\n\n".join(plain.block(block) for block in blocks)


@pytest.fixture(scope="session")
def read_pack(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database whose channel has read the pack, to be copied."""
    path = tmp_path_factory.mktemp("pack") / "pack.db"
    shutil.copy(sqlite_template, path)
    asyncio.run(_fill(path))
    return path


async def _fill(path: Path) -> None:
    async with store.opened(f"sqlite:///{path}") as db:
        await seedpack.read(db, CHANNEL, "Europe/Berlin")


@pytest.fixture
async def room(read_pack: Path, tmp_path: Path) -> AsyncIterator[Room]:
    """A desk over a channel that reads the seed pack."""
    shutil.copy(read_pack, tmp_path / "test.db")
    clock = [NOW]
    rung: list[str] = []
    async with store.opened(f"sqlite:///{tmp_path / 'test.db'}") as db:
        desk = Desk(_means(db, clock, rung))
        yield Room(desk, db, clock, rung)


def _means(db: Store, clock: list[datetime], rung: list[str]) -> Means:
    def note(schedule: Schedule) -> None:
        rung.append(f"set {schedule.words}")

    bell = Bell(note, lambda n: rung.append(f"drop {n}"), lambda: rung.append("ring"))
    return replace(seedpack.means(db, bell), clock=lambda: clock[0], look=look)


async def look(address: str) -> Found:
    """Find a feed, a page with two feeds, or nothing, as the address says."""
    if "feed" in address:
        entry = Entry(None, "Boats stay tied up", (), Undated(), None, "1")
        return AFeed(address, Feed("Example News", "en", timedelta(), (entry,)))
    if "site" in address:
        offers = ("World", "Politics")
        return ASite(address, tuple(Offer(f"{address}/{o}/feed", o) for o in offers))
    raise Unreachable("the site answered 403 Forbidden", status=403)
