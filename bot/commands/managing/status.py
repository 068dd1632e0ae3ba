"""How a place is doing: its sources, its briefings, what became of the last ones."""

from collections import Counter
from typing import Final

from bot.commands import shown, texts
from bot.commands.answered import Answered
from bot.commands.grammar import kinds
from bot.commands.here import DAYS, Here
from bot.commands.managing import digests
from bot.digests import moments
from bot.digests.pieces import count, soft
from bot.messages import Block, Heading, Inline, Listing, Text
from bot.store import occurrences, sightings, sources, votes
from bot.store.occurrences import Occurrence, Stage
from bot.store.sources import State, Subscription

RECEIPTS: Final = 5
"""Past briefings shown."""

_STAGES: Final = {
    Stage.DUE: "is due",
    Stage.HELD: "waits for the end of the quiet hours",
    Stage.QUEUED: "is being sent",
    Stage.DONE: "sent",
    Stage.FAILED: "could not be sent",
    Stage.EMPTY: "nothing new, nothing posted",
    Stage.SUPERSEDED: "covered by a later one",
    Stage.SKIPPED: "left out, as asked",
}


async def answer(here: Here) -> Answered:
    """Show sources, briefings and receipts."""
    async with here.means.store.reading() as tx:
        feeds = await sources.of_place(tx, here.place.id)
        past = await occurrences.of_place(tx, here.place.id, limit=RECEIPTS)
        since = here.now - DAYS
        seen = await sightings.of_place(tx, here.place.id, since=since, until=here.now)
    listed = await digests.manage(here, kinds.Digest(kinds.Verb.LIST))
    became = Counter(str(sighting.disposition) for sighting in seen)
    blocks: tuple[Block, ...] = (
        *_trouble(here),
        *_sources(here, feeds),
        _articles(became),
        *_titled("Briefings", *listed.message.sections[0].blocks),
        *_receipts(here, past),
        *await _votes(here, past),
    )
    return Answered(texts.message(*blocks))


def _titled(title: str, *blocks: Block) -> tuple[Block, ...]:
    return Heading((Text(title),)), *blocks


def _trouble(here: Here) -> tuple[Block, ...]:
    if here.place.problem is None:
        return ()
    return (
        texts.say(texts.strong("Nothing can be posted here: "), here.place.problem),
    )


def _sources(here: Here, feeds: tuple[Subscription, ...]) -> tuple[Block, ...]:
    if not feeds:
        add = texts.say("None yet. ", texts.code("feed add https://…"), " adds one.")
        return _titled("Sources", add)
    items = tuple(source(here, feed) for feed in feeds)
    return _titled("Sources", Listing(items, numbered=True))


def source(here: Here, feed: Subscription) -> tuple[Inline, ...]:
    """Return a source and how it is doing: since when, why, and when it is tried."""
    name = texts.strong(feed.title or feed.address)
    state: list[Inline] = [soft(f" · {_state(feed)}")]
    if feed.last_read:
        state += [
            soft(" · last read "),
            moments.both(feed.last_read, here.zone, here.now),
        ]
    if feed.state is State.FAILING and feed.next_try:
        state += [
            soft(" · next try "),
            moments.both(feed.next_try, here.zone, here.now),
        ]
    return name, *state, *_gap(here, feed)


def _gap(here: Here, feed: Subscription) -> tuple[Inline, ...]:
    """Say between when a source may have brought what nobody saw."""
    if feed.gap_from is None or feed.gap_until is None:
        return ()
    if here.now - feed.gap_until > DAYS:
        return ()
    since = moments.both(feed.gap_from, here.zone, here.now)
    until = moments.both(feed.gap_until, here.zone, here.now)
    why = soft(" it moved on faster than it was read: articles may be missing")
    return soft(" · between "), since, soft(" and "), until, why


def _state(feed: Subscription) -> str:
    match feed.state:
        case State.ACTIVE:
            return "fine" if feed.last_read else "not read yet"
        case State.PAUSED:
            return "paused"
        case State.FAILING:
            return f"failing, {count(feed.failures, 'time')}: {feed.cause}"
        case State.GONE:
            return f"gone: {feed.cause}" if feed.cause else "gone"


def _articles(became: Counter[str]) -> Block:
    if not became:
        return texts.say(soft("No article was read in the last days."))
    total = count(sum(became.values()), "article")
    parts = ", ".join(f"{n} {what}" for what, n in became.most_common())
    return texts.say(soft(f"{total} read in the last 14 days: {parts}."))


def _receipts(here: Here, past: tuple[Occurrence, ...]) -> tuple[Block, ...]:
    if not past:
        return ()
    return _titled("Last briefings", Listing(tuple(_receipt(here, o) for o in past)))


def _receipt(here: Here, past: Occurrence) -> tuple[Inline, ...]:
    due = moments.both(past.fire_at, here.zone, here.now)
    facts = ", ".join(f"{number} {what}" for what, number in past.receipt.items())
    said = soft(f" · {past.reason}: {_STAGES[past.state]}")
    return due, said, *((soft(f" · {facts}"),) if facts else ())


async def _votes(here: Here, past: tuple[Occurrence, ...]) -> tuple[Block, ...]:
    """Return how people voted for the stories of the last briefings."""
    titles: dict[str, tuple[Inline, ...]] = {}
    for occurrence in past:
        for section in await shown.stories_of(here, occurrence.id):
            titles.setdefault(section.story or "", shown.title(section))
    async with here.means.store.reading() as tx:
        tallies = await votes.tallies(tx, here.place.id, tuple(titles))
    items = tuple(
        (*title, soft(f" · 👍 {tallies[story].up} · 👎 {tallies[story].down}"))
        for story, title in titles.items()
        if story in tallies
    )
    return _titled("Votes", Listing(items)) if items else ()
