"""What a place wishes: mutes, watches and filters; and votes for stories."""

import re
from typing import Final

from bot.commands import shown, texts
from bot.commands.answered import Answered
from bot.commands.grammar import kinds
from bot.commands.grammar.kinds import Verb
from bot.commands.here import Here
from bot.commands.managing import permits
from bot.digests import moments, pieces
from bot.digests.filters import refused
from bot.digests.pieces import soft
from bot.errors import CommandError
from bot.messages import Action, Block, Inline, Listing, Message, Section, Text
from bot.store import schedules, votes, wishes
from bot.store.wishes import Kind, Wish

FILTERS: Final = (Kind.KEEP, Kind.DROP)
WATCHES: Final = (Kind.SPEAKER, Kind.TOPIC)
DROPPING: Final = re.compile(
    r"^(?:-|(?:not|no|without|exclude|excluding|except|hide|leave out) )", re.IGNORECASE
)
"""How a filter begins that leaves articles out."""
KEEPING: Final = re.compile(
    r"^(?:\+|(?:only|include|including|keep|show only|show) )", re.IGNORECASE
)
"""How one may begin that shows only some."""


# --- muting ------------------------------------------------------------------------


async def mute(here: Here, asked: kinds.Mute) -> Answered:
    """Leave a story or topic out of later briefings."""
    until = here.now + asked.length if asked.length else None
    subject, name = asked.topic, asked.topic
    if not subject:
        section = await shown.section(here, asked.ref)
        subject, name = section.story or "", _title(section)
    async with here.means.store.writing() as tx:
        await wishes.add(
            tx, here.place.id, Kind.MUTE, subject, now=here.now, about=name, until=until
        )
    end = f" until {moments.words(until, here.zone, here.now)}" if until else ""
    lead = texts.say("Muted here", f"{end}: ", texts.strong(name), ".")
    undo = Action("Undo", f"unmute {name}")
    return Answered(texts.message(lead, actions=(undo,)))


def _title(section: Section) -> str:
    return "".join(each.text for each in shown.title(section)) or "this story"


async def unmute(here: Here, asked: kinds.Unmute) -> Answered:
    """Let a muted story or topic in again."""
    wanted = asked.topic
    if not wanted:
        wanted = (await shown.section(here, asked.ref)).story or ""
    held = await _held(here, Kind.MUTE)
    found = [w for w in held if wanted.lower() in (w.subject.lower(), w.about.lower())]
    if not found:
        names = ", ".join(w.about or w.subject for w in held) or "nothing"
        raise CommandError(f"“{wanted}” is not muted here. Muted: {names}.")
    await _remove(here, found)
    return _said("Unmuted: ", found[0].about or found[0].subject)


# --- watching ----------------------------------------------------------------------


async def watch(here: Here, asked: kinds.Watch) -> Answered:
    """Note that this place wants to be told about a person or topic."""
    if not asked.subject:
        return await _watched(here)
    kind = Kind.SPEAKER if asked.speaks else Kind.TOPIC
    async with here.means.store.writing() as tx:
        await wishes.add(
            tx, here.place.id, kind, asked.subject, now=here.now, about=asked.about
        )
    wish = texts.strong(asked.subject), Text(_when(kind, asked.about))
    lead = texts.say("The briefings here will say when ", *wish, ".")
    undo = Action("Undo", f"unwatch {asked.subject}")
    return Answered(texts.message(lead, *await _unbriefed(here), actions=(undo,)))


def _when(kind: Kind, about: str) -> str:
    """Return “ speaks about the navy”, “ is in the news”."""
    when = " speaks" if kind is Kind.SPEAKER else " is in the news"
    return f"{when} about {about}" if about else when


async def _watched(here: Here) -> Answered:
    """Say what is watched here, and how to end it."""
    held = await _held(here, *WATCHES)
    if not held:
        example = texts.code("watch PERSON")
        lead = texts.say(
            "Nothing is watched here. ",
            example,
            " makes briefings say when they are in the news.",
        )
        return Answered(texts.message(lead), private=True)
    items = tuple(
        (texts.strong(wish.subject), Text(_when(wish.kind, wish.about)))
        for wish in held
    )
    names = dict.fromkeys(wish.subject for wish in held)
    ends = texts.choice([(f"Unwatch {name}", f"unwatch {name}") for name in names])
    lead = texts.say("The briefings here say when")
    return Answered(texts.message(lead, Listing(items), actions=ends))


async def _unbriefed(here: Here) -> tuple[Block, ...]:
    """Say that a place without a briefing will hear nothing."""
    async with here.means.store.reading() as tx:
        if await schedules.of_place(tx, here.place.id):
            return ()
    make = texts.code("digest create weekdays 08:00")
    return (texts.say("There is no briefing here yet. Make one: ", make),)


async def unwatch(here: Here, asked: kinds.Unwatch) -> Answered:
    """End a watch."""
    held = await _held(here, *WATCHES)
    found = [wish for wish in held if wish.subject.lower() == asked.subject.lower()]
    if not found:
        names = ", ".join({wish.subject: 0 for wish in held}) or "nothing"
        raise CommandError(f"“{asked.subject}” is not watched here. Watched: {names}.")
    await _remove(here, found)
    return _said("No longer watched: ", asked.subject)


# --- filters -----------------------------------------------------------------------


async def filters(here: Here, asked: kinds.Filter) -> Answered:
    """Show, add, end or try the filters of this place."""
    match asked.verb:
        case Verb.ADD:
            permits.check(here, "filters")
            return await _add(here, asked.words)
        case Verb.REMOVE:
            permits.check(here, "filters")
            return await _end(here, asked.words)
        case Verb.TEST:
            return Answered(await _test(here))
        case _:
            return Answered(await _list(here))


async def _add(here: Here, words: str) -> Answered:
    dropping = DROPPING.match(words)
    subject = (DROPPING if dropping else KEEPING).sub("", words).strip()
    if not subject:
        raise CommandError(
            "Filter what? `filter add -crime` leaves out articles about crime; "
            "`filter add budget` shows only those about the budget."
        )
    kind = Kind.DROP if dropping else Kind.KEEP
    async with here.means.store.writing() as tx:
        await wishes.add(tx, here.place.id, kind, subject, now=here.now)
    return Answered(await _list(here))


async def _end(here: Here, words: str) -> Answered:
    held = await _held(here, *FILTERS)
    wanted = words.lower().strip()
    named = ((str(n), worded(wish).lower()) for n, wish in enumerate(held, 1))
    found = [wish for wish, names in zip(held, named, strict=True) if wanted in names]
    if not found:
        raise CommandError("Which one? `filter list` numbers them.")
    await _remove(here, found[:1])
    return Answered(await _list(here))


def worded(wish: Wish) -> str:
    """Return a filter as it is typed: “-crime”, “budget”."""
    return f"-{wish.subject}" if wish.kind is Kind.DROP else wish.subject


async def _list(here: Here) -> Message:
    held = await _held(here, *FILTERS)
    if not held:
        add = texts.code("filter add -WORDS")
        return texts.message(
            texts.say("No filters here. ", add, " leaves articles out.")
        )
    items = tuple(_line(wish) for wish in held)
    return texts.message(Listing(items, numbered=True))


def _line(wish: Wish) -> tuple[Inline, ...]:
    how = "leave out" if wish.kind is Kind.DROP else "show only"
    return Text(f"{how} "), texts.strong(wish.subject)


async def _test(here: Here) -> Message:
    """Say which of the articles held the filters leave out, and which filter does."""
    held = await here.sources()
    wished = await _held(here, *FILTERS)
    frame = here.frame(held)
    out = [(s, r) for s in held if (r := refused(s, wished))]
    items = tuple(
        (
            *pieces.linked(source),
            soft(f" · {refusal.why} · "),
            *pieces.mark(frame, source),
        )
        for source, refusal in out
    )
    passed = len(held) - len(out)
    lead = texts.say(f"Of {len(held)} articles, {passed} pass and {len(out)} do not.")
    return texts.message(lead, *((Listing(items),) if items else ()))


# --- votes -------------------------------------------------------------------------


async def vote(here: Here, asked: kinds.Vote) -> Answered:
    """Note a person's vote for a story; the last one counts."""
    section = await shown.section(here, asked.ref)
    story = section.story or ""
    value = 1 if asked.up else -1
    async with here.means.store.writing() as tx:
        await votes.cast(
            tx, here.place.id, story, here.incoming.person.id, value, now=here.now
        )
        tally = await votes.tally(tx, here.place.id, story)
    lead = texts.say("Noted. ", soft(f"👍 {tally.up} · 👎 {tally.down}"))
    return Answered(texts.message(lead), private=True)


# --- the table -----------------------------------------------------------------------


async def _held(here: Here, *wanted: Kind) -> tuple[Wish, ...]:
    async with here.means.store.reading() as tx:
        return await wishes.of_place(tx, here.place.id, *wanted, now=here.now)


async def _remove(here: Here, found: list[Wish]) -> None:
    async with here.means.store.writing() as tx:
        for wish in found:
            await wishes.remove(tx, wish.id)


def _said(words: str, name: str) -> Answered:
    return Answered(texts.message(texts.say(words, texts.strong(name), ".")))
