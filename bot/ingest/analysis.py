"""Have every text read once: from the store to the readers and back.

The readers are processes of their own; nothing here understands a word.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot import log
from bot.store import Store, readings
from summarizer import Reading, Version

LOG = log.get("analysis")

CHUNK = 16
"""Texts handed over at once."""
TICK = 2.0
"""Seconds between two looks for texts nobody announced."""
LOOKED_AT_AGAIN = 1_000
"""Newest texts each look goes over: one that another process has kept may be seen late.
What is older is looked at once, at the start: to go over all of a year's takes seconds.
"""
REST = 5.0
"""Seconds before the next try when something failed."""

Read = Callable[[Sequence[Version]], Awaitable[Sequence[Reading]]]
"""Hands texts to the readers; one reading for each, in order."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where texts wait to be read. ``analyser`` names who reads: weights and all."""

    store: Store
    read: Read
    analyser: str


async def run(desk: Desk, more: asyncio.Event, rung: asyncio.Event) -> None:
    """Have texts read until cancelled; set ``rung`` after each chunk."""
    done = 0
    while True:
        more.clear()
        try:
            while (looked := await read_some(desk, after=done)).texts:
                rung.set()
            done = looked.newest - LOOKED_AT_AGAIN
        except Exception:  # the outermost edge: texts wait, the bot goes on
            LOG.exception("analysis.failed")
            await asyncio.sleep(REST)
            continue
        try:
            async with asyncio.timeout(TICK):
                await more.wait()
        except TimeoutError:
            continue


@dataclass(frozen=True, slots=True)
class Looked:
    """How many texts were read, and the number of the newest there was."""

    texts: int
    newest: int


async def read_some(desk: Desk, *, after: int = 0) -> Looked:
    """Have the next chunk of the texts after a number read."""
    async with desk.store.reading() as tx:
        newest = await readings.newest(tx)
        waiting = await readings.missing(
            tx, analyser=desk.analyser, limit=CHUNK, after=after
        )
    if not waiting:
        return Looked(0, newest)
    understood = await desk.read(waiting)
    async with desk.store.writing() as tx:
        for version, reading in zip(waiting, understood, strict=True):
            await readings.keep(tx, version, reading, analyser=desk.analyser)
    LOG.info("analysis.read", texts=len(waiting))
    return Looked(len(waiting), newest)
