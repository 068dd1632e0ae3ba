"""The sources of a place: added, tried, shown, ended."""

import re
from typing import Final, assert_never

from bot.commands import kinds, permits, status, texts
from bot.commands.answered import Answered
from bot.commands.here import Here
from bot.commands.kinds import Verb
from bot.digests import moments
from bot.digests.pieces import count
from bot.errors import CommandError, IngestError
from bot.ingest import trying
from bot.ingest.reading import Desk
from bot.ingest.trying import AFeed, APage, ASite, Found
from bot.messages import Block, Listing, Message, Text
from bot.store import sources
from bot.store.sources import Kind, State, Subscription

SHOWN: Final = 3
"""Headlines shown of a feed that was tried."""


async def manage(here: Here, asked: kinds.Feed) -> Answered:
    """Add, try, show or end a source.

    Raises:
        NotAllowed: the person may not configure this place.
        CommandError: there is no such source, or the address cannot be read.
    """
    if asked.verb is Verb.LIST:
        return Answered(await _list(here))
    permits.check(here, "sources")
    match asked.verb:
        case Verb.REMOVE:
            return Answered(await _remove(here, asked.words))
        case Verb.TEST:
            return Answered(await _test(here, asked.words))
        case Verb.ADD:
            return Answered(await _add(here, asked.words))
        case _:
            raise CommandError(
                f"`feed {asked.verb}` works on the command line: "
                f"`dateline feed {asked.verb} FILE.opml`."
            )


async def _list(here: Here) -> Message:
    held = await here.feeds()
    if not held:
        example = texts.code("feed add https://…")
        return texts.message(texts.say("No sources here yet. Add one: ", example))
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


# --- adding --------------------------------------------------------------------------


async def _add(here: Here, words: str) -> Message:
    if not words:
        raise CommandError("Which address? For example `feed add https://…`.")
    found = await _look(here, words.split(maxsplit=1)[0])
    match found:
        case AFeed(address, feed):
            added = await _keep(here, Kind.FEED, address, feed.title)
            held = f"It holds {count(len(feed.entries), 'article')} now; "
            return _added(added, held + "what comes from here on is news.")
        case APage(address, page):
            added = await _keep(here, Kind.PAGE, address, page.title or "")
            return _added(added, "It is one article; changes of it are noticed.")
        case ASite():
            return _offered(found)
        case _:
            assert_never(found)


async def _look(here: Here, address: str) -> Found:
    desk = _desk(here)
    try:
        return await trying.look(desk, address)
    except IngestError as error:
        shown = trying.complete(address)
        raise CommandError(
            f"I couldn't read {shown}: {error}. Nothing was added."
        ) from error


def _desk(here: Here) -> Desk:
    if here.means.reading is None:
        raise CommandError("Nothing can be fetched here: this is an offline session.")
    return here.means.reading


async def _keep(here: Here, kind: Kind, address: str, title: str) -> Subscription:
    async with here.means.store.writing() as tx:
        return await sources.add(
            tx,
            here.place.id,
            kind,
            address,
            now=here.now,
            title=title,
            owner=here.incoming.person.id,
        )


def _added(added: Subscription, note: str) -> Message:
    name = texts.strong(added.title or added.address)
    return texts.message(texts.say("Reading ", name, " from now on. ", note))


def _offered(site: ASite) -> Message:
    lines = [(o.title or o.address, f"feed add {o.address}") for o in site.offers]
    found = count(len(site.offers), "feed")
    return texts.message(
        texts.say(f"That address is a web page, not a feed. I found {found} on it:"),
        Listing(tuple((Text(label),) for label, _ in lines)),
        actions=texts.choice(lines),
    )


# --- trying --------------------------------------------------------------------------


async def _test(here: Here, words: str) -> Message:
    if re.fullmatch(r"#?\d{1,4}", words):
        held = _chosen(await here.feeds(), words)
        return texts.message(*await _health(here, held))
    if not words:
        raise CommandError("Which one? `feed test 2`, or `feed test https://…`.")
    return texts.message(*_described(await _look(here, words.split(maxsplit=1)[0])))


async def _health(here: Here, held: Subscription) -> tuple[Block, ...]:
    state = texts.say(*status.source(here, held))
    if held.kind is Kind.FOLDER:
        return (state,)
    try:
        now = _described(await trying.look(_desk(here), held.address))
    except IngestError as error:
        now = (texts.say(f"Tried just now: {error}."), *_mend(here, held))
    return (state, *now)


def _mend(here: Here, held: Subscription) -> tuple[Block, ...]:
    if held.state is State.GONE or held.failing_since is None:
        return ()
    since = moments.both(held.failing_since, here.zone, here.now)
    return (texts.say("It has failed since ", since, "; the site must mend it."),)


def _described(found: Found) -> tuple[Block, ...]:
    match found:
        case AFeed(_, feed):
            newest = tuple((Text(each.title),) for each in feed.entries[:SHOWN])
            read = f"A feed with {count(len(feed.entries), 'article')}. Newest:"
            return (texts.say(texts.strong(feed.title), " · ", read), Listing(newest))
        case ASite(_, offers):
            names = tuple((Text(each.title or each.address),) for each in offers)
            return (texts.say("A web page that names these feeds:"), Listing(names))
        case APage(_, page):
            return (texts.say("One article: ", texts.strong(page.title or "untitled")),)
        case _:
            assert_never(found)
