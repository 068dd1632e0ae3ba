"""The briefing now, summaries of its stories, and what is new."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.commands import shown, texts
from bot.commands.answered import Answered, Question
from bot.commands.asking import members, sampling
from bot.commands.grammar import kinds, wording
from bot.commands.grammar.kinds import Scope
from bot.commands.here import Here
from bot.digests import pieces
from bot.digests.compose import Told, body, compose, lineage
from bot.digests.edition import Cover, edit, tell
from bot.digests.issue import House, issue
from bot.digests.material import Material, gather
from bot.digests.ordering import UNKNOWN
from bot.digests.pieces import soft
from bot.errors import CommandError
from bot.messages import Action, Block, Heading, Message, Paragraph, Section, Text
from bot.store import occurrences, schedules, sightings
from bot.store.occurrences import Occurrence, Reason, Stage
from bot.store.schedules import Schedule
from bot.store.sightings import Disposition
from summarizer import Source, Story, answers

SUMMARY: Final = Question("summary")
"""A briefing can be gone on with like a summary: “since Monday”, “only Reuters”."""
DAY: Final = timedelta(hours=24)
"""What a briefing covers that was asked for."""
TOLD: Final = (Disposition.SENT, Disposition.FOLDED, Disposition.KNOWN)
"""What became of articles whose news a briefing has brought."""


async def brief(here: Here, asked: kinds.Brief) -> Answered:
    """Compose the briefing of this place now, or tell one article."""
    if asked.address:
        return await _article(here, asked.address)
    held = await _recent(here)
    if not held:
        sample = None if await here.feeds() else await sampling.sample(here)
        return Answered(sample or await _nothing_read(here))
    edition = edit(held, here.means.craft, await _cover(here, held))
    return Answered(compose(edition), SUMMARY)


async def summary(here: Here, asked: kinds.Summary) -> Answered:
    """Tell the stories in a few sentences each, one of them, or those on a topic."""
    question = Question(wording.line(asked))
    wanted = asked.sentences or here.means.settings.briefing.sentences
    if asked.ref.story:
        section = await shown.section(here, asked.ref)
        held = await members.of(here, section)
        story = members.as_story(here, held)
        told = Told(here.means.craft.brief(story, held, wanted), held)
        alone = replace(_story(here, told, asked.ref.story), story=None)
        return Answered(Message((alone,)), question)
    if asked.scope != Scope():
        held = await _about(here, asked.scope)
    else:
        held = await _recent(here)
    if not held:
        return Answered(await _nothing_about(here, asked.scope), question)
    cover = replace(await _cover(here, held), sentences=wanted)
    stories = tell(held, here.means.craft, cover)
    most = here.means.settings.briefing.stories
    sections = tuple(_story(here, each, n) for n, each in enumerate(stories[:most], 1))
    return Answered(Message(sections), question)


async def new(here: Here, asked: kinds.New) -> Answered:
    """Tell what was read since the last briefing, or a date, and not told yet."""
    material = await coming(here, None, asked.scope.period.since, Reason.NOW)
    if asked.scope != Scope():
        wanted = {s.version.id for s in await _about(here, asked.scope)}
        wanted -= await _told(here, material)
        kept = (s for s in material.sources if s.version.id in wanted)
        material = replace(material, sources=tuple(kept))
    return _issued(here, replace(material, next_run=await next_run(here)))


async def _told(here: Here, material: Material) -> frozenset[str]:
    """Return the versions a briefing of this place has told before."""
    async with here.means.store.reading() as tx:
        window = await sightings.of_place(
            tx, here.place.id, since=material.since, until=material.until
        )
    sent = {s.article for s in window if s.disposition in TOLD}
    held = material.sources
    return frozenset(s.version.id for s in held if s.version.article.id in sent)


async def preview(here: Here, schedule: Schedule | None) -> Answered:
    """Show what a digest would say now; nothing of it counts as told."""
    return _issued(here, await coming(here, schedule))


def _issued(here: Here, material: Material) -> Answered:
    settings = here.means.settings.briefing
    house = House(
        here.means.craft,
        settings.stories,
        settings.sentences,
        here.root,
        settings.quotes,
    )
    message = issue(material, house).message
    if message is None or not shown.stories(message):
        none = message or texts.message(texts.say("Nothing new."))
        return Answered(_offering(none, Action("Last 24 hours", "brief")))
    return Answered(message, SUMMARY)


def _offering(message: Message, action: Action) -> Message:
    *most, last = message.sections
    return Message((*most, replace(last, actions=(*last.actions, action))))


async def coming(
    here: Here,
    schedule: Schedule | None,
    since: datetime | None = None,
    reason: Reason = Reason.PREVIEW,
) -> Material:
    """Return what the next digest would be made of, or what came since a moment."""
    covered = since or (None if schedule else await _last_covered(here))
    firing = Occurrence(
        id=0,
        key="",
        place=here.place.id,
        schedule=schedule.id if schedule else None,
        fire_at=here.now,
        reason=reason,
        state=Stage.DUE,
        not_before=here.now,
        since=None,
        until=None,
        created=here.now,
        composed=None,
        done=None,
        receipt={},
    )
    async with here.means.store.reading() as tx:
        found = await gather(
            tx, firing, schedule, analyser=here.means.analyser, now=here.now
        )
    if covered is None:
        return found
    held = sorted((*found.background, *found.sources), key=_read_at)
    fresh = tuple(s for s in held if _read_at(s) > covered)
    old = tuple(s for s in held if _read_at(s) <= covered)
    return replace(found, since=covered, sources=fresh, background=old)


def _read_at(source: Source) -> datetime:
    return source.first_read or UNKNOWN


# --- articles -----------------------------------------------------------------------


async def _recent(here: Here) -> tuple[Source, ...]:
    """Return the articles of the last day; where there are none, of the last days."""
    held = await here.sources()
    fresh = tuple(s for s in held if s.first_read and s.first_read >= here.now - DAY)
    return fresh or held


async def _about(here: Here, scope: Scope) -> tuple[Source, ...]:
    """Return the articles of a scope that are about its topic."""
    held = await here.sources(scope)
    if not scope.topic:
        return held
    topic = answers.Topic(scope.topic, held)
    return tuple(s for s in held if topic.about(s) >= answers.NEAR)


async def _last_covered(here: Here) -> datetime:
    async with here.means.store.reading() as tx:
        past = await occurrences.of_place(tx, here.place.id)
    covered = [each.until for each in past if each.until and each.composed]
    return max(covered, default=here.now - DAY)


async def _cover(here: Here, held: Sequence[Source]) -> Cover:
    reads = [source.first_read for source in held if source.first_read]
    settings = here.means.settings.briefing
    return Cover(
        title="Briefing",
        zone=here.zone,
        until=here.now,
        since=min([here.now - DAY, *reads]),
        most=settings.stories,
        sentences=settings.sentences,
        quotes=settings.quotes,
        next_run=await next_run(here),
        command=here.root,
        topics=await here.topics(held),
    )


async def next_run(here: Here) -> datetime | None:
    """Return when this place gets its next digest, or None."""
    async with here.means.store.reading() as tx:
        held = await schedules.of_place(tx, here.place.id)
    coming = [s.next_fire for s in held if s.next_fire and s.paused is None]
    return min(coming, default=None)


# --- one story or article -------------------------------------------------------------


def _story(here: Here, told: Told, number: int) -> Section:
    frame = here.frame(told.sources)
    brief = replace(told.brief, quotes=(), figures=())
    heading = Heading((Text(f"{number}. "), *pieces.line(brief.headline)))
    count = Paragraph((soft(lineage(brief.story, told.sources)),))
    buttons = (
        Action("Quotes", f"quotes {number}"),
        Action("Sources", f"sources {number}"),
        Action("Context", f"context {number}"),
    )
    return Section((heading, count, *body(frame, brief)), buttons, brief.story.id)


async def _article(here: Here, address: str) -> Answered:
    held = await here.sources()
    found = next((s for s in held if _is_at(s, address)), None)
    if found is None:
        raise CommandError(
            f"No source of this channel has brought {address} in the last days. "
            "Give its feed with `feed add`, or the page itself."
        )
    story = Story(found.version.id, (found.version.id,))
    wanted = here.means.settings.briefing.sentences
    told = Told(here.means.craft.brief(story, (found,), wanted), (found,))
    frame = here.frame((found,))
    blocks: tuple[Block, ...] = (
        Heading(pieces.linked(found)),
        *body(frame, told.brief),
    )
    section = Section(blocks, (Action("Context", "context"),))
    return Answered(Message((section,)), shows=True)


def _is_at(source: Source, address: str) -> bool:
    held = source.version.article.address or ""
    return held.rstrip("/").split("?")[0] == address.rstrip("/").split("?")[0]


async def _nothing_read(here: Here) -> Message:
    if await here.feeds():
        waiting = "I have not read anything here yet. Try again in a minute; "
        return texts.message(
            texts.say(waiting, texts.code("status"), " shows how far I am.")
        )
    return texts.message(
        texts.say("This channel has no sources yet. Add one: "),
        texts.say(texts.code("feed add https://…")),
        actions=(sampling.ADD,),
    )


async def _nothing_about(here: Here, scope: Scope) -> Message:
    if not scope.topic and not scope.period.words and not scope.outlet:
        return await _nothing_read(here)
    held = await here.sources(scope)
    where = await texts.searched(here, scope, held)
    return texts.message(
        texts.say("I found no article", *texts.about(scope), f" {where}.")
    )
