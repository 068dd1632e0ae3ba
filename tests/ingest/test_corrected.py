"""A page that changes corrects the post that showed it: in place, with a date."""

from datetime import timedelta

from bot import plain
from bot.adapters.memory import Memory
from bot.delivery.corrections import correct
from bot.delivery.wave import Sender, wave
from bot.ingest import again
from bot.messages import Paragraph, Part
from bot.store import Store, ledger, novelty, occurrences, readings, sightings
from bot.store.novelty import Told
from bot.store.occurrences import Firing, Reason, Stage
from bot.store.sightings import Disposition
from summarizer import Span, Verbatim, Version
from tests.factories import NOW
from tests.ingest.site import newsroom, story

SENTENCE = "At least four people were hurt in the harbour on Sunday."


async def post(db: Store, version: Version) -> None:
    """Queue one post that shows the sentence, as a briefing does."""
    start = version.text.index(SENTENCE)
    span = Span(start, start + len(SENTENCE))
    part = Part(0, (Paragraph((Verbatim(version.id, span, SENTENCE),)),))
    async with db.writing() as tx:
        firing = Firing(1, None, NOW, Reason.NOW, key="k")
        one = await occurrences.add(tx, firing, now=NOW)
        assert one is not None
        await occurrences.advance(tx, one.id, Stage.QUEUED, now=NOW)
        await ledger.add(tx, one, [part], now=NOW)
        told = [Told(SENTENCE, version.id, *span, "s", 0)]
        await novelty.tell(tx, 1, one.id, told, now=NOW)
        await sightings.dispose(tx, 1, version.article.id, Disposition.SENT)


async def test_a_page_that_changes_corrects_what_was_posted(sqlite_url: str) -> None:
    async with newsroom(sqlite_url, "a", full=False) as room:
        room.site.texts["a"] = story("a", SENTENCE)
        await room.subscribe(backfill=1)
        await room.read()
        async with room.store.reading() as tx:
            [version] = await readings.missing(tx, analyser="x")
        memory = Memory()
        sender = Sender(
            room.store,
            {"memory": memory},
            lambda: room.clock[0],
            "me",
            timedelta(minutes=2),
        )
        await post(room.store, version)
        await wave(sender, ["memory"])

        room.clock[0] += timedelta(hours=1)
        await again.look(room.desk)
        unchanged = await correct(sender)
        room.site.texts["a"] = story("a", SENTENCE.replace("four", "six"))
        room.clock[0] += timedelta(hours=1)
        await again.look(room.desk)
        changed = await correct(sender)
        repeated = await correct(sender)

    assert (unchanged, changed, repeated) == (0, 1, 0)
    shown, note = (plain.block(block) for block in memory.posts[0].part.blocks)
    assert shown == SENTENCE
    assert "The Lantern has since changed the sentence “At least four" in note
    assert "25 November 2026" in note
    assert len(memory.posts) == 1
