"""Hello, once: what this bot does, two lines to try, and a sample to press."""

from dataclasses import replace

from bot.chat import Person, Reply, Target
from bot.commands import texts
from bot.commands.here import Means
from bot.messages import Action, Listing, Message, Text
from bot.store import places


async def joined(means: Means, target: Target, by: Person | None) -> Reply | None:
    """Return the greeting for a place we were invited to; None but once."""
    now = means.clock()
    if not target.channel:
        async with means.store.writing() as tx:
            await places.back(tx, target)
        return None
    zone = (by and by.zone) or "UTC"
    async with means.store.writing() as tx:
        place = await places.join(tx, target.place, now=now, zone=zone)
        if not await places.greet(tx, place.id, now=now):
            return None
        if by is not None:
            invited = {**place.settings, places.INVITER: by.id}
            await places.save(tx, replace(place, settings=invited))
    root = means.settings.command
    return Reply(hello(place.zone, root, known=bool(by and by.zone)))


def hello(zone: str, root: str, *, known: bool) -> Message:
    """Return the greeting; the zone is confirmed, never asked for as an offset."""
    lines = (
        (texts.code("who said what about TOPIC"), Text(" — quotations, by speaker")),
        (texts.code("digest create weekdays 08:00"), Text(" — a briefing, here")),
    )
    whose = "yours" if known else "not known yet"
    zones = texts.footer(
        f"Times are in {zone} ({whose}); ",
        texts.code("settings zone Europe/Berlin"),
        " changes that.",
    )
    return texts.message(
        texts.say(
            "Hello. I read the news sources this channel picks and post what was "
            "published and said, word for word, with its source. Mention me with a "
            "line, or look at ",
            texts.code(f"/{root}"),
            ". Try:",
        ),
        Listing(lines),
        zones,
        actions=(
            Action("Try a sample briefing", "brief"),
            Action("Add a source", "feed add"),
            Action("Help", "help"),
        ),
    )
