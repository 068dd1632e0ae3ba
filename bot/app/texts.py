"""Texts to readings, by the workers that have the models loaded."""

from collections.abc import Sequence

from bot import log
from bot.ingest.analysis import Read
from bot.workers.analysis import Analysis, Failed
from summarizer import Layout, Reading, Version

LOG = log.get("app")


def read_by(pool: Analysis) -> Read:
    """Return what reads texts in a pool; one that cannot be read says nothing."""

    async def read(versions: Sequence[Version]) -> Sequence[Reading]:
        found = await pool.read([(each.text, each.title) for each in versions])
        return [_or_nothing(*pair) for pair in zip(versions, found, strict=True)]

    return read


def _or_nothing(version: Version, found: Reading | Failed) -> Reading:
    if isinstance(found, Reading):
        return found
    LOG.error("analysis.unreadable", version=version.id, why=found.why)
    return Reading(Layout(None, None, None, None, (), ()), (), (), ())
