"""Everything a running bot consists of, opened in order and closed in reverse."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

from bot import log, store
from bot.app.texts import read_by
from bot.commands.here import Bell, Means
from bot.digests.edition import Craft
from bot.errors import ConfigError
from bot.ingest import fetch, listed, trying
from bot.ingest.desk import Desk
from bot.settings import Settings
from bot.store import Store
from bot.workers import analysis as readers
from bot.workers import parsing
from bot.workers.analysis import Analysis
from summarizer import ALGORITHMS, ANALYSER, Editor, load_editor

Clock = Callable[[], datetime]


def clock(start: datetime | None = None) -> Clock:
    """Return a clock that runs on from ``start``, or shows the real time."""
    shift = shift_of(start)
    return lambda: datetime.now(UTC) + shift


def shift_of(start: datetime | None) -> timedelta:
    return start - datetime.now(UTC) if start else timedelta()


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything a running bot consists of."""

    settings: Settings
    store: Store
    clock: Clock
    shift: timedelta
    craft: Craft
    readers: Analysis
    reading: Desk
    rang: asyncio.Event = field(default_factory=asyncio.Event)
    """A digest may be due, or texts were read: the publisher looks at once."""
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    """Texts wait to be read."""

    @property
    def analyser(self) -> str:
        """Who reads here: readings of another are made anew."""
        return f"{ANALYSER}/{self.settings.summary.algorithm}"


@asynccontextmanager
async def assembled(
    chosen: Settings, now: datetime | None = None
) -> AsyncIterator[Parts]:
    """Open the store and load what composing and reading need."""
    log.configure(chosen.log.level, chosen.log.format)
    options = {"algorithm": algorithm(chosen), "embedding": True}
    ticking = clock(now)
    async with (
        store.opened(chosen.database_url) as db,
        readers.opened(chosen.workers.analysis, options=options) as pool,
        parsing.opened(chosen.workers.parsing) as parsers,
        fetch.opened(chosen.ingest, parsers) as fetcher,
    ):
        desk = Desk(db, fetcher, parsers, chosen.ingest, ticking)
        craft = craft_of(load_editor())
        yield Parts(chosen, db, ticking, shift_of(now), craft, pool, desk)


def algorithm(chosen: Settings) -> str:
    """Return the ranking's name.

    Raises:
        ConfigError: there is none of that name.
    """
    name = chosen.summary.algorithm
    if name not in ALGORITHMS:
        raise ConfigError(
            f"summary.algorithm: no “{name}”; there are {', '.join(ALGORITHMS)}"
        )
    return name


def craft_of(editor: Editor) -> Craft:
    return Craft(editor.group, editor.brief, editor.trace)


def means(parts: Parts) -> Means:
    bell = Bell(
        set=lambda _schedule: parts.rang.set(),
        drop=lambda _schedule: None,
        ring=parts.rang.set,
    )
    return Means(
        store=parts.store,
        clock=parts.clock,
        settings=parts.settings,
        craft=parts.craft,
        analyser=parts.analyser,
        bell=bell,
        look=partial(trying.look, parts.reading),
        lists=partial(listed.read, parsing=parts.reading.parsing),
        read=read_by(parts.readers),
    )
