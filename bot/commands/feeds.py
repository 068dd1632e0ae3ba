"""The sources of a place: shown, ended; adding waits for the reader of feeds."""

from bot.commands import kinds, permits, status, texts
from bot.commands.answered import Answered
from bot.commands.here import Here
from bot.commands.kinds import Verb
from bot.errors import CommandError
from bot.messages import Listing, Message
from bot.store import sources
from bot.store.sources import Subscription


async def manage(here: Here, asked: kinds.Feed) -> Answered:
    """Show the sources of this place, or end one.

    Raises:
        NotAllowed: the person may not configure this place.
        CommandError: there is no such source, or this cannot be done yet.
    """
    if asked.verb is Verb.LIST:
        return Answered(await _list(here))
    permits.check(here, "sources")
    if asked.verb is Verb.REMOVE:
        return Answered(await _remove(here, asked.words))
    raise CommandError(
        f"`feed {asked.verb}` is not available in this version. `feed list` and "
        "`feed remove N` are."
    )


async def _list(here: Here) -> Message:
    held = await here.feeds()
    if not held:
        return texts.message(texts.say("This channel has no sources yet."))
    items = tuple(status.source(here, feed) for feed in held)
    return texts.message(Listing(items, numbered=True))


async def _remove(here: Here, words: str) -> Message:
    found = _chosen(await here.feeds(), words)
    async with here.means.store.writing() as tx:
        await sources.remove(tx, found.id)
    name = texts.strong(found.title or found.address)
    return texts.message(texts.say("No longer read here: ", name, "."))


def _chosen(held: tuple[Subscription, ...], words: str) -> Subscription:
    """Return the source a number or address means."""
    wanted = words.strip("<> ").lstrip("#")
    for number, feed in enumerate(held, 1):
        if wanted in (str(number), feed.address, feed.title):
            return feed
    raise CommandError(f"There is no source “{words}” here. `feed list` numbers them.")
