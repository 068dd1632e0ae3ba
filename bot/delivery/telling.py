"""Tell the people who look after a place that nothing can be posted there any more.

Once per problem, by direct message, through the ledger like everything else. Nothing is
unsubscribed. Where nobody can be reached, `status` in the place shows it all the same.
"""

from collections.abc import Sequence
from datetime import datetime

from bot import log, rounds
from bot.chat import Target
from bot.delivery.wave import Sender
from bot.errors import DeliveryError, Forbidden, Gone, Invalid
from bot.messages import Clock, Inline, Paragraph, Part, Style, Text, Time
from bot.store import Tx, ledger, occurrences, places, schedules, sources
from bot.store.occurrences import Firing, Reason, Stage
from bot.store.places import Place

LOG = log.get("delivery")

LOOK = 10.0
"""Seconds between two looks for places with a new problem."""
MOST = 5
"""People told of one problem, at most."""


async def run(sender: Sender) -> None:
    """Tell of problems until cancelled."""
    await rounds.walk(
        lambda: tell(sender), every=LOOK, failed="delivery.telling_failed"
    )


async def tell(sender: Sender) -> int:
    """Queue a notice for the people of each newly troubled place; return how many."""
    async with sender.store.reading() as tx:
        troubled = await places.untold(tx)
    return sum([await _tell_of(sender, place) for place in troubled])


async def _tell_of(sender: Sender, place: Place) -> int:
    async with sender.store.reading() as tx:
        people = await _maintainers(tx, place)
    try:
        doors = await _doors(sender, place, people)
    except DeliveryError:  # the platform is limiting or away: at the next look
        return 0
    now = sender.clock()
    async with sender.store.writing() as tx:
        if not await places.tell(tx, place.id, now=now):
            return 0
        for person, door in doors:
            await _enter(tx, place, person, door, now)
    LOG.info("delivery.told", place=place.id, people=len(doors))
    return len(doors)


async def _maintainers(tx: Tx, place: Place) -> tuple[str, ...]:
    """Return who made the digests, else who added the sources, else who invited us."""
    made = await schedules.owners(tx, place.id)
    added = made or await sources.owners(tx, place.id)
    inviter = place.settings.get(places.INVITER, "")
    return (added or ((inviter,) if inviter else ()))[:MOST]


async def _doors(
    sender: Sender, place: Place, people: Sequence[str]
) -> list[tuple[str, Target]]:
    """Return where each of them is written to; those who cannot be are left out."""
    adapter = sender.adapters.get(place.target.platform)
    if adapter is None:
        return []
    found = []
    for person in people:
        try:
            door = await adapter.direct(place.target.workspace, person)
        except (Gone, Forbidden, Invalid) as error:
            LOG.warning("delivery.not_told", place=place.id, error=str(error))
            continue
        if door is not None and door != place.target:
            found.append((person, door))
    return found


async def _enter(
    tx: Tx, place: Place, person: str, door: Target, now: datetime
) -> None:
    since = place.problem_since or now
    key = f"notice:{place.id}:{since.timestamp():.0f}:{person}"
    at = await places.join(tx, door, now=now, zone=place.zone)
    firing = Firing(at.id, None, now, Reason.NOTICE, key=key)
    occurrence = await occurrences.add(tx, firing, now=now)
    if occurrence is None:
        return
    await occurrences.advance(tx, occurrence.id, Stage.QUEUED, now=now)
    await ledger.add(tx, occurrence, [notice(place, since)], now=now)


def notice(place: Place, since: datetime) -> Part:
    """Return what is said: what happened, why, what to do, and who can."""
    name = place.title or place.target.channel
    what: tuple[Inline, ...] = (
        Text("I can’t post in "),
        Text(name, Style.STRONG),
        Text(". "),
        Text(f"{place.problem}. ".replace(".. ", ". ")),
        Text("Since "),
        Time(since, Clock.BOTH, f"{since:%-d %B %Y, %H:%M} UTC"),
        Text(", and I try again with each briefing."),
    )
    remedy = Text(
        "Nothing was unsubscribed. Somebody who may manage that channel can invite me "
        "again or give the permission back; if the channel is gone for good, nothing "
        "needs to be done."
    )
    return Part(0, (Paragraph(what), Paragraph((remedy,))))
