"""From a schedule to posts on a platform, through the ledger."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.adapters.memory import Memory
from bot.chat import Target
from bot.delivery.loop import Loop
from bot.delivery.wave import Sender
from bot.digests.material import Composed, Material
from bot.digests.publish import Publisher, publish_due
from bot.messages import Message, Paragraph, Part, Section, Text
from bot.schedule.ring import ring
from bot.store import (
    Store,
    ledger,
    occurrences,
    outages,
    places,
    posts,
    readings,
    schedules,
    sightings,
    sources,
)
from bot.store.novelty import Told
from bot.store.occurrences import Reason, Stage
from bot.store.outages import Outage
from bot.store.sources import Kind
from summarizer import Layout, Reading
from tests.factories import make_version

CREATED = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)
EIGHT = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
UNDERSTOOD = Reading(Layout(None, None, None, None, (), ()), (), (), ())
CHANNEL = Target("memory", "workspace", "channel")


class Watched(Memory):
    """A platform one can wait for."""

    __slots__ = ("_news",)

    async def send(self, target: Target, part: Part, key: str) -> str:
        message = await Memory.send(self, target, part, key)
        self.news.set()
        return message

    @property
    def news(self) -> asyncio.Event:
        if not hasattr(self, "_news"):
            self._news = asyncio.Event()
        return self._news

    async def posted(self, count: int) -> None:
        while len(self.posts) < count:
            self.news.clear()
            await self.news.wait()


@dataclass
class House:
    """A bot with one channel and one digest, every day at eight."""

    store: Store
    now: datetime = CREATED
    memory: Watched = field(default_factory=Watched)
    materials: list[Material] = field(default_factory=list)

    def clock(self) -> datetime:
        return self.now

    @property
    def sender(self) -> Sender:
        return Sender(
            self.store, {"memory": self.memory}, self.clock, "me", timedelta(minutes=2)
        )

    @property
    def publisher(self) -> Publisher:
        rooms = {"memory": self.memory.limits}
        dispatcher = Loop(self.sender)
        return Publisher(
            self.store, self.compose, rooms, dispatcher, self.clock, "analyser"
        )

    async def compose(self, material: Material) -> Composed:
        self.materials.append(material)
        stories = [
            _section("the briefing"),
            _section("a dam", "s1"),
            _section("b", "s2"),
        ]
        told = (Told("The dam broke.", "v", 0, 14, "s1", 0),)
        return Composed(Message(tuple(stories), threaded=True), told)

    async def settle_in(self) -> None:
        async with self.store.writing() as tx:
            place = await places.join(tx, CHANNEL, now=CREATED)
            await schedules.create(
                tx,
                place.id,
                "morning",
                "daily 08:00",
                "UTC",
                next_fire=EIGHT,
                now=CREATED,
            )

    async def day(self, now: datetime) -> None:
        """Ring, publish and deliver everything that is due at a moment."""
        self.now = now
        await ring(self.store, now)
        await publish_due(self.publisher)
        while await Loop(self.sender).sweep():
            pass

    async def stages(self) -> Sequence[Stage]:
        async with self.store.reading() as tx:
            found = await occurrences.of_place(tx, 1)
        return [occurrence.state for occurrence in reversed(found)]


def _section(text: str, story: str | None = None) -> Section:
    return Section((Paragraph((Text(text),)),), story=story)


async def test_a_digest_becomes_a_post_with_its_thread(db: Store) -> None:
    house = House(db)
    await house.settle_in()

    await house.day(EIGHT)

    parent, *replies = house.memory.posts
    assert parent.target == CHANNEL
    assert [reply.target.thread for reply in replies] == [parent.id, parent.id]
    assert await house.stages() == [Stage.DONE]


async def test_the_same_moment_is_posted_once(db: Store) -> None:
    house = House(db)
    await house.settle_in()

    for _ in range(3):
        await house.day(EIGHT)

    assert len(house.memory.posts) == 3
    assert len(house.materials) == 1


async def test_after_downtime_one_late_digest_covers_the_gap(db: Store) -> None:
    house = House(db)
    await house.settle_in()

    await house.day(EIGHT + timedelta(days=3, hours=1))

    (material,) = house.materials
    assert material.occurrence.reason is Reason.LATE
    assert (material.since, material.until) == (CREATED, house.now)
    assert await house.stages() == [*[Stage.SUPERSEDED] * 3, Stage.DONE]


async def test_what_fell_into_quiet_hours_comes_in_one_message_when_they_end(
    db: Store,
) -> None:
    house = House(db)
    await house.settle_in()
    async with db.writing() as tx:
        (held,) = await schedules.of_place(tx, 1)
        hourly = replace(held, words="every hour", quiet="06:30-09:30")
        await schedules.save(tx, hourly)

    for hour in (8, 9):
        await house.day(EIGHT.replace(hour=hour, minute=1))
    before = len(house.memory.posts)
    await house.day(EIGHT.replace(hour=9, minute=30))

    assert before == 0
    (material,) = house.materials
    assert material.occurrence.fire_at == EIGHT.replace(hour=9)
    assert (material.since, material.until) == (CREATED, house.now)
    assert material.missed == 2
    assert await house.stages() == [Stage.SUPERSEDED, Stage.SUPERSEDED, Stage.DONE]


async def test_a_late_digest_waits_for_the_end_of_quiet_hours(db: Store) -> None:
    house = House(db)
    await house.settle_in()
    async with db.writing() as tx:
        (held,) = await schedules.of_place(tx, 1)
        await schedules.save(tx, replace(held, quiet="22:00-07:00"))
    night, morning = EIGHT.replace(hour=23), EIGHT.replace(day=5, hour=7)

    await house.day(night)
    before = len(house.memory.posts)
    await house.day(morning)

    assert before == 0
    assert len(house.materials) == 1


async def test_a_digest_due_while_we_were_off_knows_since_when(db: Store) -> None:
    house = House(db)
    await house.settle_in()
    off = Outage(EIGHT - timedelta(minutes=20), EIGHT + timedelta(minutes=75))
    async with db.writing() as tx:
        await outages.add(tx, off)

    await house.day(off.ended)

    (material,) = house.materials
    assert material.away == off


async def test_a_message_leads_back_to_its_digest(db: Store) -> None:
    house = House(db)
    await house.settle_in()
    await house.day(EIGHT)

    async with db.reading() as tx:
        post = await posts.find(tx, 1, house.memory.posts[1].id)

    assert post is not None
    assert (post.occurrence, post.part, post.stories) == (1, 1, ("s1",))


async def test_what_was_told_is_known_to_the_next_digest(db: Store) -> None:
    house = House(db)
    await house.settle_in()

    await house.day(EIGHT)
    await house.day(EIGHT + timedelta(days=1))

    first, second = house.materials
    assert (len(first.told), len(second.told)) == (0, 1)
    assert [known.story for known in second.known] == ["s1"]
    assert second.since == EIGHT


async def test_the_loop_delivers_by_itself(db: Store) -> None:
    house = House(db)
    await house.settle_in()
    house.now = EIGHT
    await ring(db, EIGHT)
    publisher = house.publisher
    await publish_due(publisher)

    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        running = group.create_task(publisher.dispatcher.run())
        await house.memory.posted(3)
        running.cancel()

    async with db.reading() as tx:
        assert (await ledger.count(tx))[ledger.State.DUE] == 0


async def test_digests_of_a_platform_that_is_not_here_wait_and_cost_nothing(
    db: Store,
) -> None:
    house = House(db)
    await house.settle_in()
    elsewhere = replace(house.publisher, rooms={"other": house.memory.limits})
    await ring(db, EIGHT)
    house.now = EIGHT

    published = await publish_due(elsewhere)

    assert (published, house.materials) == (0, [])
    await house.day(EIGHT + timedelta(hours=1))
    assert await house.stages() == [Stage.DONE]


async def test_a_digest_waits_for_its_articles_and_is_not_gathered_meanwhile(
    db: Store,
) -> None:
    house = House(db)
    await house.settle_in()
    async with db.writing() as tx:
        feed = await sources.add(tx, 1, Kind.FEED, "https://f/", now=CREATED)
        brought = make_version("The dam broke.")
        await sightings.add(tx, feed.id, brought, now=EIGHT - timedelta(hours=1))

    await house.day(EIGHT)
    waited = list(house.materials)
    async with db.writing() as tx:
        await readings.keep(tx, brought, UNDERSTOOD, analyser="analyser")
    await house.day(EIGHT + timedelta(seconds=2))

    assert waited == []
    [material] = house.materials
    assert [source.version.text for source in material.sources] == ["The dam broke."]


async def test_a_digest_waits_ten_minutes_for_its_articles_at_most(db: Store) -> None:
    house = House(db)
    await house.settle_in()
    async with db.writing() as tx:
        feed = await sources.add(tx, 1, Kind.FEED, "https://f/", now=CREATED)
        await sightings.add(
            tx, feed.id, make_version("The dam broke."), now=EIGHT - timedelta(hours=1)
        )

    await house.day(EIGHT)
    await house.day(EIGHT + timedelta(minutes=11))

    [material] = house.materials
    assert material.unread == 1
