"""Correct what was posted: an article changed, and a sentence we showed is no more.

The post keeps the sentence as it was published then, and gets a dated note. An edit
may be repeated, so a crash between edit and record costs nothing.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot import log, rounds
from bot.chat import Limits
from bot.delivery.wave import Sender
from bot.errors import DeliveryError, Forbidden, Gone, Invalid
from bot.messages import Clock, Footer, Inline, Part, Style, Text, Time
from bot.store import corrections
from bot.store.corrections import Changed, Shown
from summarizer import Span, Verbatim

LOG = log.get("delivery")

LOOK = 60.0
"""Seconds between two looks for changed articles."""
WEEK = timedelta(days=7)
"""A post older than this is left as it is."""
MARKS = frozenset("“\"‘'«„")
"""With which quotations begin."""
BEGINNING = 6
"""Words of the sentence the note begins with."""


async def run(sender: Sender) -> None:
    """Correct posts until cancelled."""
    await rounds.walk(
        lambda: correct(sender), every=LOOK, failed="delivery.correcting_failed"
    )


async def correct(sender: Sender) -> int:
    """Edit every post that shows what its article no longer says; return how many."""
    now = sender.clock()
    platforms = tuple(sender.adapters)
    async with sender.store.reading() as tx:
        changes = await corrections.pending(tx, platforms, since=now - WEEK)
    edited = 0
    for changed in changes:
        adapter = sender.adapters[changed.delivery.target.platform]
        part = corrected(changed, now) if adapter.capabilities.edits else None
        if part is not None and not _fits(part, adapter.limits):
            LOG.warning("delivery.no_room_to_correct", key=changed.delivery.key)
            part = None
        if part is not None and not await _edit(sender, changed, part):
            continue
        async with sender.store.writing() as tx:
            await corrections.keep(tx, changed, part, now=now)
        edited += part is not None
    return edited


def corrected(changed: Changed, now: datetime) -> Part | None:
    """Return the post with its note; None where all it shows still stands.

    What an earlier edit took away is noted already.
    """
    part = changed.delivery.part
    gone = [
        shown
        for shown in changed.shown
        if not _stands(shown, changed.text) and not _is_noted(shown, part)
    ]
    if not gone:
        return None
    notes = tuple(Footer(note(shown, changed.outlet, now)) for shown in gone)
    return replace(part, blocks=(*part.blocks, *notes))


async def _edit(sender: Sender, changed: Changed, part: Part) -> bool:
    """Edit on the platform; False where it should be tried again."""
    delivery = changed.delivery
    adapter = sender.adapters[delivery.target.platform]
    try:
        await adapter.edit(delivery.target, str(delivery.message_id), part)
    except (Gone, Forbidden, Invalid) as error:
        LOG.warning("delivery.not_corrected", key=delivery.key, error=str(error))
        return True
    except DeliveryError:
        return False
    except Exception:  # the outermost edge of one edit: the others are made
        LOG.exception("delivery.correcting_failed", key=delivery.key)
        return False
    LOG.info("delivery.corrected", key=delivery.key, version=changed.version)
    return True


def _stands(shown: Shown, text: str) -> bool:
    """Tell whether the words of a sentence still stand in a text, marks aside."""
    return f" {_words(shown.span.of(shown.text))} " in f" {_words(text)} "


def _is_noted(shown: Shown, part: Part) -> bool:
    """Tell whether a post has the note on a sentence."""
    return any(
        isinstance(span, Verbatim)
        and (span.version, span.span.start) == (shown.version, shown.span.start)
        for block in part.blocks
        if isinstance(block, Footer)
        for span in block.spans
    )


def _fits(part: Part, limits: Limits) -> bool:
    size = sum(map(limits.measure, part.blocks))
    return size <= limits.size and len(part.blocks) <= limits.blocks


def _words(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def note(shown: Shown, outlet: str, now: datetime) -> tuple[Inline, ...]:
    """Say which sentence an outlet changed, by its first words, and when we saw it."""
    at = now.astimezone(UTC)
    words = shown.span.of(shown.text).split(" ", BEGINNING)[:BEGINNING]
    length = len(" ".join(words))
    # What begins with a mark of its own needs none of ours.
    before, after = ("", " …") if words[0][:1] in MARKS else ("“", " …”")
    span = Span(shown.span.start, min(shown.span.start + length, shown.span.end))
    return (
        Text("Corrected ", Style.SOFT),
        Time(at, Clock.BOTH, f"{at:%-d %B %Y, %H:%M} UTC"),
        Text(
            f": {outlet or 'the source'} has since changed the sentence {before}",
            Style.SOFT,
        ),
        Verbatim(shown.version, span, span.of(shown.text)),
        Text(after, Style.SOFT),
    )
