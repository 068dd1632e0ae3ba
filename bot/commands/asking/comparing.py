"""Side by side: one speaker over time, figures for one thing, who had it first."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from bot.commands import texts
from bot.commands.answered import Answered, Question
from bot.commands.grammar import kinds, scopes, wording
from bot.commands.grammar.kinds import Scope
from bot.commands.here import Here
from bot.digests import pieces
from bot.digests.ordering import freshness
from bot.digests.pieces import count, soft
from bot.errors import CommandError
from bot.messages import Action, Block, Heading, Inline, Listing, Paragraph, Text
from summarizer import Cited, Figure, Outcome, Source, Story, answers
from summarizer.answers import Count, Given

FIGURES: Final = 20
"""Figures listed at most."""
LINES: Final = 3
"""Sentences an outlet has in a comparison."""
PAGE: Final = 8
"""Quotations of a timeline in one answer."""


# --- one speaker over time ----------------------------------------------------------


async def timeline(here: Here, asked: kinds.Timeline, seen: int = 0) -> Answered:
    """Show what a speaker said, oldest first, without a verdict.

    Raises:
        CommandError: no such speaker, or nothing on the topic, is held.
    """
    held = await here.sources(asked.scope)
    answer = answers.said(held, topic=asked.scope.topic, person=asked.person)
    if answer.outcome is not Outcome.ANSWER or not answer.voices:
        raise CommandError(
            f"I hold nothing by {asked.person}"
            + (f" about {asked.scope.topic}" if asked.scope.topic else "")
            + f". `quotes {asked.person}` shows what there is."
        )
    frame = here.frame(held)
    cited = [c for voice in answer.voices for c in _every(voice.quotes)]
    cited.sort(key=lambda c: (freshness(frame.of(c.version)), c.quote.start))
    shown = cited[seen : seen + PAGE]
    if not shown:
        raise CommandError("That was all of it.")
    blocks = tuple(pieces.quotation(frame, each) for each in shown)
    seen += len(shown)
    footer = texts.footer(f"{count(len(cited), 'quotation')}, oldest first")
    more = (Action("More", "more"),) if seen < len(cited) else ()
    names = tuple(voice.name for voice in answer.voices)
    return Answered(
        texts.message(*blocks, footer, actions=more),
        Question(wording.line(asked), seen, names),
    )


def _every(cited: Iterable[Cited]) -> list[Cited]:
    """Return quotations with their variants, each by itself."""
    found: list[Cited] = []
    for each in cited:
        found.append(Cited(each.version, each.quote))
        found += [Cited(version, quote) for version, quote in each.variants]
    return found


# --- figures -------------------------------------------------------------------------


async def numbers(here: Here, asked: kinds.Numbers) -> Answered:
    """List the figures for a topic, those for the same thing together."""
    held = await here.sources(asked.scope)
    found = _figures(asked.scope.topic, held)
    question = Question(wording.line(asked))
    if not found:
        where = await texts.searched(here, asked.scope, held)
        about = texts.about(asked.scope)
        none = texts.say("I found no figures", *about, f" {where}.")
        return Answered(texts.message(none), question)
    frame = here.frame(held)
    articles = {given.source.version.id: given.source for given in found}
    stories = {
        member: story.id
        for story in here.means.craft.group(tuple(articles.values()))
        for member in story.members
    }
    counts, alone = answers.tally(found, stories)
    blocks: list[Block] = []
    for each in counts[:FIGURES]:
        blocks += [_named(each), Listing(tuple(_given(frame, g) for g in each.amounts))]
    if alone:
        # “three minutes and 40 seconds” is two figures of one clause.
        once = dict.fromkeys(_given(frame, each) for each in alone)
        singles = tuple(islice(once, FIGURES))
        heading = [texts.say(texts.strong("given once"))] if counts else []
        blocks += [*heading, Listing(singles)]
    differ = sum(count.differs for count in counts)
    words = f"{count(len(found), 'figure')}, oldest report first"
    footer = f"{words} · {differ} given differently" if differ else words
    return Answered(texts.message(*blocks, texts.footer(footer)), question)


def _named(counted: Count) -> Paragraph:
    differs = (soft(" — reports differ"),) if counted.differs else ()
    return texts.say(texts.strong(counted.what), *differs)


def _given(frame: pieces.Frame, agreed: Sequence[Given]) -> tuple[Inline, ...]:
    """Return a figure as its first report has it, and who else gives it."""
    first, *rest = agreed
    said = pieces.figure(frame, first.source.version.id, first.figure)
    others = {each.source.outlet: each.source for each in rest}
    others.pop(first.source.outlet, None)
    also = [
        part for s in others.values() for part in (soft(", also "), pieces.outlet(s))
    ]
    return (*said, *also)


def _figures(topic: str, held: Sequence[Source]) -> list[Given]:
    """Return the figures of articles or sentences about a topic, oldest first."""
    weighed = answers.Topic(topic, held) if topic else None
    found = [
        Given(source, figure)
        for source in held
        for figure in source.reading.figures
        if figure.thing or figure.unit
        if weighed is None or _is_about(weighed, source, figure)
    ]
    found.sort(key=lambda each: (freshness(each.source), each.figure.span))
    return found


def _is_about(topic: answers.Topic, source: Source, figure: Figure) -> bool:
    """Tell whether a figure is about a topic: its article is, or its sentence."""
    return (
        topic.about(source) >= answers.NEAR
        or topic.score(source, (figure.sentence,)) > 0
    )


# --- who had it first ----------------------------------------------------------


async def first(here: Here, asked: kinds.First) -> Answered:
    """Say which outlet had a topic first, and who followed.

    Raises:
        CommandError: no article about the topic is held.
    """
    held = await here.sources()
    about = _about(asked.topic, held)
    if not about:
        where = await texts.searched(here, Scope(), held)
        raise CommandError(f"I found no article about {asked.topic} {where}.")
    frame = here.frame(held)
    about.sort(key=lambda s: (freshness(s), s.version.id))
    folded = _folded(here, about)
    items = tuple(
        (
            *pieces.linked(s),
            soft(" · "),
            *pieces.mark(frame, s),
            *folded.get(s.version.id, ()),
        )
        for s in about
    )
    outlets = len({s.outlet for s in about if s.outlet})
    independent = len(about) - len(folded)
    lead = texts.say(
        "First, as far as this channel’s sources go: ",
        texts.strong(about[0].outlet or "an unnamed outlet"),
        ".",
    )
    footer = texts.footer(
        f"{count(len(about), 'article')} · {count(outlets, 'outlet')}, "
        f"{independent} independent"
    )
    return Answered(texts.message(lead, Listing(items, numbered=True), footer))


def _about(topic: str, held: Sequence[Source]) -> list[Source]:
    weighed = answers.Topic(topic, held)
    return [source for source in held if weighed.about(source) >= answers.NEAR]


def _folded(here: Here, about: Sequence[Source]) -> dict[str, tuple[Inline, ...]]:
    outlets = {source.version.id: source.outlet for source in about}
    return {
        copy: (soft(f" · repeats {outlets.get(original, 'another')}"),)
        for story in here.means.craft.group(about)
        for copy, original in story.folded
    }


# --- two outlets ---------------------------------------------------------------


async def compare(here: Here, asked: kinds.Compare) -> Answered:
    """Show what two outlets have of a topic, side by side.

    Raises:
        CommandError: an outlet is not held, or has nothing on the topic.
    """
    held = await here.sources()
    names = sorted({source.outlet for source in held if source.outlet})
    blocks: list[Block] = []
    for wanted in (asked.one, asked.two):
        outlet = scopes.outlet_named(wanted, names)
        if not outlet:
            have = ", ".join(names) or "none"
            raise CommandError(f"I hold no outlet “{wanted}”. There are: {have}.")
        theirs = [source for source in held if source.outlet == outlet]
        about = _about(asked.topic, theirs) if asked.topic else theirs
        blocks += _column(here, outlet, about)
    message = texts.message(*blocks, actions=(Action("Context", "context"),))
    return Answered(message, shows=True)


def _column(here: Here, outlet: str, about: Sequence[Source]) -> list[Block]:
    heading = Heading((Text(outlet),))
    if not about:
        return [heading, texts.say(soft("nothing on this topic"))]
    ids = tuple(source.version.id for source in about)
    told = here.means.craft.brief(Story(ids[0], ids), about, LINES)
    frame = here.frame(about)
    lines = [pieces.sentence(frame, line) for line in told.lines]
    quotes = [pieces.quotation(frame, cited) for cited in told.quotes[:LINES]]
    return [heading, *lines, *quotes]
