"""The sources of a place: adding, showing, trying, ending, taking them along."""

import re
from typing import Final, assert_never

from bot.commands import texts
from bot.commands.answered import Answered
from bot.commands.grammar import kinds
from bot.commands.grammar.kinds import Verb
from bot.commands.here import Here
from bot.commands.managing import permits, status
from bot.digests import moments
from bot.digests.pieces import count, soft
from bot.errors import CommandError, IngestError
from bot.ingest import listed
from bot.ingest.feeds import Feed, Offer
from bot.ingest.trying import AFeed, APage, ASite, Found
from bot.messages import Action, Block, Listing, Message, Style, Text
from bot.store import sources
from bot.store.sources import Kind, State, Subscription

LATEST: Final = 3
"""Entries shown of a feed that is tried."""
MOST_BACK: Final = 100
"""Entries that were there already and may count as news, at most."""


async def manage(here: Here, asked: kinds.Feed) -> Answered:
    """Do what a feed line says.

    Raises:
        NotAllowed: the person may not configure this place.
        CommandError: there is no such source, or it cannot be read.
    """
    match asked.verb:
        case Verb.LIST:
            return Answered(await _list(here))
        case Verb.TEST:
            return Answered(await _test(here, asked.words))
        case Verb.EXPORT:
            return Answered(await _export(here), private=True)
        case _:
            permits.check(here, "sources")
            return Answered(await _change(here, asked))


async def _change(here: Here, asked: kinds.Feed) -> Message:
    if not asked.words:
        raise CommandError(f"Which one? For example: `feed {asked.verb} https://…`.")
    if asked.verb is Verb.REMOVE:
        return await _remove(here, asked.words)
    if asked.verb is Verb.IMPORT:
        return await _import(here, asked.words)
    return await _add(here, asked.words)


# --- showing ------------------------------------------------------------------------


async def _list(here: Here) -> Message:
    held = await here.feeds()
    if not held:
        add = texts.code("feed add https://…")
        return texts.message(
            texts.say("This channel has no sources yet. Add one: ", add)
        )
    items = tuple(status.source(here, feed) for feed in held)
    return texts.message(Listing(items, numbered=True))


async def _export(here: Here) -> Message:
    if not (text := listed.give(await here.feeds())):
        raise CommandError("There is no feed here to export. `feed add` adds one.")
    return texts.message(texts.say(Text(text, Style.CODE)))


async def _test(here: Here, words: str) -> Message:
    """Read a source now, and say what came; nothing is kept."""
    if not words:
        raise CommandError("Which one? `feed test 2`, or `feed test https://…`.")
    if not words.lstrip("#").isdecimal():
        return _described(await _look(here, words), words)
    held = _numbered(await here.feeds(), words)
    state = texts.say(*status.source(here, held))
    if held.kind is Kind.FOLDER:
        return texts.message(state)
    try:
        now = _described(await _look(here, held.address), held.address)
    except CommandError as error:
        return texts.message(state, texts.say(str(error)), *_mend(here, held))
    return texts.message(state, *now.sections[0].blocks)


def _mend(here: Here, held: Subscription) -> tuple[Block, ...]:
    if held.state is State.GONE or held.failing_since is None:
        return ()
    since = moments.both(held.failing_since, here.zone, here.now)
    return (texts.say("It has failed since ", since, "; the site must mend it."),)


def _described(found: Found, address: str) -> Message:
    match found:
        case AFeed(feed=feed):
            return _tried(feed)
        case ASite(offers=offers):
            return _offered(offers)
        case APage(page=page):
            title = texts.strong(page.title or address)
            return texts.message(texts.say("That is one article: ", title, "."))
        case _:
            assert_never(found)


def _tried(feed: Feed) -> Message:
    lead = texts.say(
        texts.strong(feed.title), f": {count(len(feed.entries), 'entry')} there now."
    )
    items = tuple((Text(entry.title),) for entry in feed.entries[:LATEST])
    return texts.message(lead, *((Listing(items),) if items else ()))


# --- changing -----------------------------------------------------------------------


async def _add(here: Here, words: str) -> Message:
    """Subscribe to what stands at an address, or offer the feeds of that page."""
    typed, backfill = _backfill(words)
    found = await _look(here, typed)
    match found:
        case AFeed(address=address, feed=feed):
            known = address in {each.address for each in await here.feeds()}
            await _keep(here, Kind.FEED, address, feed.title, backfill)
            title = feed.title or address
            return _known(title) if known else _added(title, _baseline(feed, backfill))
        case ASite(offers=offers):
            return _offered(offers)
        case APage(address=address, page=page):
            await _keep(here, Kind.PAGE, address, page.title or "")
            return _added(page.title or address, "It is a single page.")
        case _:
            assert_never(found)


def _backfill(words: str) -> tuple[str, int]:
    """Take “backfill 5” off what was typed."""
    match = re.fullmatch(r"(.+?),?\s+backfill(?:\s+of)?\s+(\d{1,4})", words.strip())
    return (match[1], min(int(match[2]), MOST_BACK)) if match else (words, 0)


def _baseline(feed: Feed, backfill: int) -> str:
    there = len(feed.entries)
    news = min(backfill, there)
    if not there:
        return "There is nothing in it yet; what comes will be news."
    if news:
        counts = "counts" if news == 1 else "count"
        return f"Of what is there already, the newest {news} {counts} as news."
    return (
        f"{count(there, 'entry')} there already can be asked about, and will not be"
        " posted; with `backfill 5` after the address the newest five are."
    )


def _added(title: str, note: str) -> Message:
    lead = texts.say("Reading ", texts.strong(title), " from now on.")
    actions = (Action("Sources", "feed list"),)
    return texts.message(lead, texts.say(soft(note)), actions=actions)


def _known(title: str) -> Message:
    lead = texts.say(texts.strong(title), " is read here already.")
    return texts.message(lead, actions=(Action("Sources", "feed list"),))


def _offered(offers: tuple[Offer, ...]) -> Message:
    lead = texts.say(
        "That address is a web page, not a feed. "
        f"I found {count(len(offers), 'feed')} on it:"
    )
    items = tuple((Text(o.title or o.address), soft(f" · {o.address}")) for o in offers)
    lines = [(o.title or o.address, f"feed add {o.address}") for o in offers]
    return texts.message(lead, Listing(items), actions=texts.choice(lines))


async def _import(here: Here, words: str) -> Message:
    """Subscribe to every feed of an OPML list that was pasted."""
    try:
        feeds = await here.means.lists(words)
    except IngestError as error:
        raise CommandError(f"I cannot import that: {error}.") from error
    taken = await listed.take(
        here.means.store,
        here.place.id,
        feeds,
        now=here.now,
        owner=here.incoming.person.id,
    )
    return texts.message(
        texts.say(listed.told(taken)), actions=(Action("Sources", "feed list"),)
    )


async def _keep(
    here: Here, kind: Kind, address: str, title: str, backfill: int = 0
) -> None:
    async with here.means.store.writing() as tx:
        await sources.add(
            tx,
            here.place.id,
            kind,
            address,
            now=here.now,
            title=title,
            owner=here.incoming.person.id,
            backfill=backfill,
        )


async def _look(here: Here, address: str) -> Found:
    if here.means.look is None:
        raise CommandError("Nothing can be fetched here: this is an offline session.")
    try:
        return await here.means.look(address)
    except IngestError as error:
        raise CommandError(f"I couldn’t read {address}: {error}.") from error


async def _remove(here: Here, words: str) -> Message:
    found = _numbered(await here.feeds(), words)
    async with here.means.store.writing() as tx:
        await sources.remove(tx, found.id)
    name, again = (
        texts.strong(found.title or found.address),
        f"feed add {found.address}",
    )
    return texts.message(
        texts.say("No longer read here: ", name, ". To have it again: "),
        texts.say(texts.code(again)),
    )


def _numbered(held: tuple[Subscription, ...], words: str) -> Subscription:
    """Return the source a number, title or address means."""
    wanted = words.strip("<> ").lstrip("#").lower()
    for number, feed in enumerate(held, 1):
        if wanted in (str(number), feed.address.lower(), feed.title.lower()):
            return feed
    raise CommandError(f"There is no source “{words}” here. `feed list` numbers them.")
