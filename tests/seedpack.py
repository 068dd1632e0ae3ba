"""The seed pack, read: what a channel knows that picked the seeds as its source."""

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from bot import settings
from bot.chat import Adapter, Target
from bot.commands.here import Bell, Means
from bot.delivery.loop import Loop
from bot.delivery.wave import Sender
from bot.digests.edition import Craft
from bot.digests.issue import House, issue
from bot.digests.material import Composed, Material
from bot.digests.publish import Publisher, publish_due
from bot.errors import Unreachable
from bot.ingest import files
from bot.ingest.trying import Found
from bot.store import Store, places, readings, sightings, sources
from bot.store.places import Place
from bot.store.sources import Kind
from summarizer import Editor, Reading, Version, load, load_editor
from tests.factories import NOW

SEEDS = Path(__file__).parents[1] / "seeds"
ANALYSER = "test"
EVENING = NOW + timedelta(hours=9)
"""When the whole pack is published."""


@cache
def editor() -> Editor:
    return load_editor()


@cache
def pack() -> tuple[tuple[Version, Reading], ...]:
    reader = load()
    versions = files.folder(SEEDS)
    return tuple((each, reader.read(each.text, each.title)) for each in versions)


async def keep(db: Store, channel: Target) -> None:
    """Let a channel have the texts of the pack, without anybody having read them."""
    async with db.writing() as tx:
        place = await places.join(tx, channel, now=NOW)
        source = await sources.add(tx, place.id, Kind.FOLDER, str(SEEDS), now=NOW)
        for version in files.folder(SEEDS):
            await sightings.add(tx, source.id, version, now=NOW)


async def read(
    db: Store,
    channel: Target,
    zone: str = "UTC",
    *,
    now: datetime = EVENING,
    analyser: str = ANALYSER,
) -> Place:
    """Let a channel have read the pack two hours ago."""
    earlier = now - timedelta(hours=2)
    async with db.writing() as tx:
        place = await places.join(tx, channel, now=earlier, zone=zone)
        source = await sources.add(
            tx, place.id, Kind.FOLDER, str(SEEDS), now=earlier, title="Seeds"
        )
        for version, reading in pack():
            await sightings.add(tx, source.id, version, now=earlier)
            await readings.keep(tx, version, reading, analyser=analyser)
    return place


def means(db: Store, bell: Bell) -> Means:
    """Return what answering over the pack needs, on a clock that stands still."""
    craft = Craft(editor().group, editor().brief, editor().trace)
    chosen = settings.load({})
    return Means(db, lambda: EVENING, chosen, craft, ANALYSER, bell, look=_look)


async def _look(_address: str) -> Found:
    """Find nothing: no site answers here."""
    raise Unreachable("the site answered *403 Forbidden*", status=403)


async def hand_out(means: Means, adapter: Adapter) -> None:
    """Compose and send all that is due, as the engine does."""
    brief = means.settings.briefing
    house = House(means.craft, brief.stories, brief.sentences, "news")

    async def compose(material: Material) -> Composed:
        return issue(material, house)

    here = {adapter.platform: adapter}
    loop = Loop(Sender(means.store, here, means.clock, "me", timedelta(minutes=2)))
    rooms = {adapter.platform: adapter.limits}
    await publish_due(
        Publisher(means.store, compose, rooms, loop, means.clock, means.analyser)
    )
    while await loop.sweep():
        pass
