"""The briefings of a place: making, showing, stopping them, in words of local time."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

from bot import schedule as timing
from bot.commands import texts
from bot.commands.answered import Answered
from bot.commands.asking import briefing
from bot.commands.grammar import kinds
from bot.commands.grammar.kinds import Verb
from bot.commands.here import Here
from bot.commands.managing import permits, terms
from bot.digests import moments
from bot.digests.material import FIRST_WINDOW
from bot.digests.pieces import soft
from bot.errors import CommandError
from bot.messages import Action, Block, Inline, Listing, Message
from bot.schedule import quiet
from bot.schedule.timetable import Surprise
from bot.store import occurrences, schedules
from bot.store.occurrences import Firing, Reason
from bot.store.schedules import Schedule

AHEAD: Final = 3
"""Firings shown ahead."""
OFFERED: Final = 5
"""Briefings of a list that have buttons."""


async def manage(here: Here, asked: kinds.Digest) -> Answered:
    """Do what a digest line says, and show what is so afterwards.

    Raises:
        NotAllowed: the person may not configure this place.
        CommandError: a time is not understood, or there is no such digest.
    """
    match asked.verb:
        case Verb.LIST:
            return Answered(await _list(here))
        case Verb.PREVIEW:
            held = await _held(here)
            chosen = _chosen(held, asked) if held else None
            return await briefing.preview(here, chosen)
        case Verb.CREATE:
            permits.check(here, "briefings")
            return Answered(await _create(here, asked.words))
        case Verb.NOW:
            permits.check(here, "briefings")
            return Answered(await _now(here, asked))
        case _:
            permits.check(here, "briefings")
            return Answered(await _change(here, asked))


# --- showing -------------------------------------------------------------------------


async def _list(here: Here) -> Message:
    held = await _held(here)
    if not held:
        example = texts.code("digest create weekdays 08:00")
        return texts.message(texts.say("No briefings here yet. Make one: ", example))
    items = tuple(_line(here, each) for each in held)
    numbered = list(enumerate(held[:OFFERED], 1))
    buttons = [each for n, one in numbered for each in _buttons(one, n, len(held))]
    odd = (each for one in held if one.paused is None for each in _oddities(here, one))
    return texts.message(Listing(items, numbered=True), *odd, actions=buttons)


def _buttons(held: Schedule, number: int, of: int) -> tuple[Action, ...]:
    """Return what can be done to a briefing; with its number where there are more."""
    which = f" {number}" if of > 1 else ""
    rest = ("Resume", "resume") if held.paused else ("Pause", "pause")
    offered = (("Post now", "now"), ("Change", "edit"), rest, ("Delete", "delete"))
    return tuple(Action(f"{s}{which}", f"digest {v} {number}") for s, v in offered)


def _line(here: Here, held: Schedule) -> tuple[Inline, ...]:
    said = terms.say(held)
    more = f"{said} · " if said else ""
    words = soft(f" · {held.words} ({held.zone}) · {more}")
    if held.paused is not None:
        since = moments.words(held.paused, ZoneInfo(held.zone), here.now)
        return texts.strong(held.name), words, soft(f"paused since {since}")
    left_out = "the next one" if held.skips == 1 else f"the next {held.skips}"
    skips = f" · {left_out} left out" if held.skips else ""
    return texts.strong(held.name), words, *_coming(here, held), soft(skips)


def _coming(here: Here, held: Schedule) -> tuple[Inline, ...]:
    """Return “next: Wed 25 Nov, 08:00 · Thu …”, with what quiet hours do to them."""
    zone = ZoneInfo(held.zone)
    hours = quiet.parse(held.quiet)
    timetable = timing.parse(held.words)
    coming = timing.next_firings(timetable, held.zone, here.now, AHEAD + held.skips)
    spans: list[Inline] = [soft("next ")]
    for at in coming[held.skips :]:
        spans.append(moments.both(at, zone, here.now))
        if (until := quiet.ends(hours, held.zone, at)) is not None:
            spans.append(soft(f" (held until {until.astimezone(zone):%H:%M})"))
        spans.append(soft(" · "))
    return tuple(spans[:-1])


# --- making and changing -------------------------------------------------------


async def _create(here: Here, words: str) -> Message:
    if not words:
        raise CommandError(
            "When? For example: `digest create weekdays 08:00`, "
            "`digest create daily 07:30 and 17:00 Europe/Berlin`."
        )
    asked = terms.split(words)
    rest, zone = timing.split_zone(asked.rest)
    held = await _held(here)
    timetable = timing.parse(rest)
    name = _name(held)
    zone = zone or here.incoming.person.zone or here.place.zone
    coming = timing.next_firings(timetable, zone, here.now, 1)
    async with here.means.store.writing() as tx:
        before = await occurrences.of_place(tx, here.place.id)
        told = [each.until for each in before if each.composed and each.until]
        made = await schedules.create(
            tx,
            here.place.id,
            name,
            timing.say(timetable),
            zone,
            next_fire=next(iter(coming), None),
            now=here.now,
            owner=here.incoming.person.id,
            # It goes on from the last briefing here, and covers a day at most.
            covered=max([here.now - FIRST_WINDOW, *told]),
        )
        made = terms.put(asked, made)
        await schedules.save(tx, made)
    here.means.bell.set(made)
    said = terms.say(made)
    more = f", {said}" if said else ""
    lead = texts.say(
        "I’ll post a briefing here ", texts.strong(made.words), f" ({zone}){more}."
    )
    number = len(held) + 1
    buttons = (
        Action("Post one now", f"digest now {number}"),
        Action("List", "digest list"),
    )
    return texts.message(lead, *_notes(here, made), actions=buttons)


def _name(held: Sequence[Schedule]) -> str:
    taken = {each.name for each in held}
    names = ["Briefing", *(f"Briefing {n}" for n in range(2, len(held) + 2))]
    return next(name for name in names if name not in taken)


def _notes(here: Here, held: Schedule) -> tuple[Block, ...]:
    """Return the next firings, and what clock changes do to them."""
    return texts.say(*_coming(here, held)), *_oddities(here, held)


def _oddities(here: Here, held: Schedule) -> tuple[Block, ...]:
    """Return what clock changes do to the next firings."""
    odd = timing.surprises(timing.parse(held.words), held.zone, here.now)
    return tuple(texts.say(_surprise(each, held.zone)) for each in odd)


def _surprise(odd: Surprise, zone: str) -> str:
    day = f"{odd.on:%a} {odd.on.day} {odd.on:%b}"
    if odd.twice:
        return (
            f"{odd.wanted:%H:%M} happens twice on {day} in {zone} (clocks go back). "
            "I’ll use the first."
        )
    used = odd.used.date()
    when = "that day" if used == odd.on else f"on {used:%a} {used.day} {used:%b}"
    return (
        f"{odd.wanted:%H:%M} doesn’t exist on {day} in {zone} (clocks go forward). "
        f"I’ll use {odd.used:%H:%M} {when}."
    )


async def _now(here: Here, asked: kinds.Digest) -> Message:
    held = await _held(here)
    chosen = _chosen(held, asked) if held else None
    firing = Firing(
        here.place.id,
        chosen.id if chosen else None,
        here.now,
        Reason.NOW,
        key=f"now-{here.place.id}-{here.incoming.event_id}",
    )
    async with here.means.store.writing() as tx:
        await occurrences.record(tx, [firing], now=here.now)
    here.means.bell.ring()
    return texts.message(texts.say("The briefing is on its way."))


async def _change(here: Here, asked: kinds.Digest) -> Message:
    held = await _held(here)
    if not held:
        raise CommandError("There are no briefings here. `digest create` makes one.")
    old = _chosen(held, asked)
    if asked.verb is Verb.DELETE:
        return await _delete(here, old)
    changed = _changed(here, old, asked)
    async with here.means.store.writing() as tx:
        await schedules.save(tx, changed)
    if changed.paused is None:
        here.means.bell.set(changed)
    else:
        here.means.bell.drop(changed.id)
    odd = _oddities(here, changed) if changed.paused is None else ()
    shown = texts.say(*_line(here, changed))
    return texts.message(shown, *odd, *_reverse(asked))


def _reverse(asked: kinds.Digest) -> tuple[Block, ...]:
    number = f" {asked.number}" if asked.number else ""
    if asked.verb is not Verb.PAUSE:
        return ()
    return (texts.say(texts.code(f"digest resume{number}"), " goes on."),)


async def _delete(here: Here, old: Schedule) -> Message:
    async with here.means.store.writing() as tx:
        await schedules.remove(tx, old.id)
    here.means.bell.drop(old.id)
    again = texts.code(f"digest create {old.words} {old.zone}")
    return texts.message(
        texts.say(
            texts.strong(old.name), " is deleted. Make it again with ", again, "."
        )
    )


def _changed(here: Here, old: Schedule, asked: kinds.Digest) -> Schedule:
    match asked.verb:
        case Verb.PAUSE:
            return replace(old, paused=old.paused or here.now, next_fire=None)
        case Verb.RESUME:
            return _timed(here, replace(old, paused=None), old.words, old.zone)
        case Verb.SKIP:
            return replace(old, skips=old.skips + 1)
        case Verb.EDIT if asked.words:
            said = terms.split(asked.words)
            rest, zone = timing.split_zone(said.rest)
            kept = terms.put(said, old)
            if not rest.strip() and zone is None:
                return kept
            words = timing.say(timing.parse(rest)) if rest.strip() else old.words
            return _timed(here, kept, words, zone or old.zone)
        case _:
            raise CommandError(
                "What should it be? For example: `digest edit 1 daily 7am`, "
                "`digest edit 1 quiet 22:00-07:00`, `digest edit 1 when empty skip`."
            )


def _timed(here: Here, old: Schedule, words: str, zone: str) -> Schedule:
    """Return a schedule with other hours; firings from now on follow them."""
    coming = timing.next_firings(timing.parse(words), zone, here.now, 1)
    fire = next(iter(coming), None) if old.paused is None else None
    return replace(old, words=words, zone=zone, next_fire=fire, cursor=here.now)


async def _held(here: Here) -> tuple[Schedule, ...]:
    async with here.means.store.reading() as tx:
        return await schedules.of_place(tx, here.place.id)


def _chosen(held: Sequence[Schedule], asked: kinds.Digest) -> Schedule:
    """Return the digest a number or name means; the only one needs neither.

    Raises:
        CommandError: it is not said which, or there is none with that number.
    """
    named = [each for each in held if each.name.lower() == asked.words.lower()]
    if named and asked.words:
        return named[0]
    if asked.number is None:
        if len(held) == 1:
            return held[0]
        raise CommandError(
            f"Which one? There are {len(held)}: say its number, as in "
            f"`{f'digest {asked.verb} 1 {asked.words}'.strip()}`. `digest list` shows "
            "them."
        )
    if not 1 <= asked.number <= len(held):
        raise CommandError(
            f"There is no digest {asked.number}. `digest list` shows {len(held)}."
        )
    return held[asked.number - 1]
