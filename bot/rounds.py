"""Rounds: work that is done again and again, whatever becomes of one time."""

import asyncio
from collections.abc import Awaitable, Callable

from bot import log


async def walk(
    work: Callable[[], Awaitable[object]], *, every: float, failed: str
) -> None:
    """Do the work until cancelled, with ``every`` seconds between two rounds.

    ``failed`` is the event a round that broke is logged as: ``part.what_failed``.
    """
    logger = log.get(failed.partition(".")[0])
    while True:
        try:
            await work()
        except Exception:  # the outermost edge: the next round may do
            logger.exception(failed)
        await asyncio.sleep(every)
