"""An article that changes after we posted is corrected in place, with a date."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot import plain
from bot.adapters.memory import Memory
from bot.chat import Target
from bot.delivery.corrections import correct, note
from bot.delivery.wave import Sender, wave
from bot.messages import Footer, Paragraph, Part
from bot.store import Store, ledger, novelty, occurrences, places, sightings, sources
from bot.store.corrections import Shown
from bot.store.novelty import Told
from bot.store.occurrences import Firing, Reason, Stage
from bot.store.sources import Kind
from summarizer import Article, Span, Verbatim, Version

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
SENTENCE = "At least four people were hurt in the flood on Sunday."


def version(text: str) -> Version:
    return Version(Article("a", "The Lantern", "https://lantern.example/a"), text)


class Desk:
    """A channel that was posted one sentence of one article."""

    def __init__(self, db: Store) -> None:
        self.db = db
        self.memory = Memory()
        self.sender = Sender(
            db, {"memory": self.memory}, lambda: NOW, "me", timedelta(minutes=2)
        )

    async def post(self) -> None:
        old = version(f"It rained. {SENTENCE}")
        span = Span(11, 11 + len(SENTENCE))
        part = Part(0, (Paragraph((Verbatim(old.id, span, SENTENCE),)),))
        async with self.db.writing() as tx:
            place = await places.join(tx, Target("memory", "w", "c"), now=NOW)
            feed = await sources.add(tx, place.id, Kind.FEED, "https://f/", now=NOW)
            await sightings.add(tx, feed.id, old, now=NOW)
            firing = Firing(place.id, None, NOW, Reason.NOW, key="k")
            one = await occurrences.add(tx, firing, now=NOW)
            assert one is not None
            await occurrences.advance(tx, one.id, Stage.QUEUED, now=NOW)
            await ledger.add(tx, one, [part], now=NOW)
            told = [Told(SENTENCE, old.id, *span, "s", 0)]
            await novelty.tell(tx, place.id, one.id, told, now=NOW)
        await wave(self.sender, ["memory"])

    async def change(self, text: str) -> None:
        async with self.db.writing() as tx:
            await sightings.add(tx, 1, version(text), now=NOW)


KEPT = [
    pytest.param(f"{SENTENCE} More follows.", id="the-sentence-stands"),
    pytest.param(SENTENCE.replace("four people", "four  people"), id="only-spaces"),
]


@pytest.mark.parametrize("text", KEPT)
async def test_a_sentence_that_stands_is_left_alone(db: Store, text: str) -> None:
    desk = Desk(db)
    await desk.post()
    await desk.change(text)

    assert await correct(desk.sender) == 0
    assert len(desk.memory.posts[0].part.blocks) == 1


async def test_a_changed_sentence_gets_a_dated_note_once(db: Store) -> None:
    desk = Desk(db)
    await desk.post()
    await desk.change(SENTENCE.replace("four", "six"))

    edited = [await correct(desk.sender) for _ in range(2)]

    note = desk.memory.posts[0].part.blocks[-1]
    assert edited == [1, 0]
    assert isinstance(note, Footer)
    assert "The Lantern has since changed the sentence “At least" in plain.block(note)
    assert "4 May 2026" in plain.block(note)


async def test_what_was_noted_is_not_noted_with_the_next_edit(db: Store) -> None:
    desk = Desk(db)
    await desk.post()
    edited = []
    for text in ("It snowed.", "It snowed a lot.", "It snowed a lot on Monday."):
        await desk.change(text)
        edited.append(await correct(desk.sender))

    assert edited == [1, 0, 0]
    assert len(desk.memory.posts[0].part.blocks) == 2


async def test_a_post_without_room_for_a_note_is_left_as_it_is(db: Store) -> None:
    desk = Desk(db)
    desk.memory.limits = replace(desk.memory.limits, size=len(SENTENCE))
    await desk.post()
    await desk.change("It snowed.")

    assert [await correct(desk.sender) for _ in range(2)] == [0, 0]
    assert len(desk.memory.posts[0].part.blocks) == 1


async def test_posts_of_a_platform_that_is_not_here_wait(db: Store) -> None:
    desk = Desk(db)
    await desk.post()
    await desk.change("It snowed.")
    elsewhere = replace(desk.sender, adapters={"other": desk.memory})

    assert await correct(elsewhere) == 0
    assert await correct(desk.sender) == 1


async def test_an_edit_that_breaks_stops_no_other(db: Store) -> None:
    class Broken(Memory):
        async def edit(self, target: Target, message_id: str, part: Part) -> None:
            del target, message_id, part
            raise RuntimeError("a bug")

    desk = Desk(db)
    await desk.post()
    await desk.change("It snowed.")
    broken = replace(desk.sender, adapters={"memory": Broken()})

    assert await correct(broken) == 0
    assert await correct(desk.sender) == 1


@pytest.mark.parametrize(
    ("sentence", "begins"),
    [
        ("It rained for a whole day on Monday.", "the sentence “It rained for a whole"),
        ("“It rained all day,” she said.", "the sentence “It rained all"),
    ],
)
def test_a_note_puts_no_mark_before_a_mark(sentence: str, begins: str) -> None:
    shown = Shown("v1", Span(0, len(sentence)), sentence)

    words = plain.inlines(note(shown, "The Lantern", NOW))

    assert begins in words
    assert "““" not in words
