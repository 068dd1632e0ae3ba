"""A law: whatever fails in whatever order, every part is posted once.

The machine plays a schedule that fires; workers that claim, stall, call and settle, or
die in between; a platform that loses answers and posts late; leases that run out; and a
wall clock that jumps.
"""

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot import store
from bot.chat import Capabilities, Limits, Listener, Target
from bot.delivery.deliver import deliver
from bot.errors import RateLimited, Unknown
from bot.messages import Paragraph, Part, Text
from bot.schedule.ring import ring
from bot.store import Store, Tx, claims, ledger, occurrences, places, schedules
from bot.store.ledger import Delivery, State
from bot.store.occurrences import Firing, Occurrence, Reason, Stage
from bot.store.settlement import settle

START = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)
CALL = timedelta(seconds=20)
T = TypeVar("T")


class Moody:
    """A platform whose next answer is known beforehand."""

    platform = "moody"
    limits = Limits(4_000, 50, 10, lambda _: 1)
    capabilities = Capabilities()

    def __init__(self) -> None:
        self.posts: dict[str, str] = {}
        self.counts: Counter[str] = Counter()
        self.coming: list[str] = []
        self.mood = "fine"

    async def run(self, listener: Listener) -> None:
        raise NotImplementedError

    async def send(self, target: Target, part: Part, key: str) -> str:  # noqa: ARG002
        if self.mood == "limited":
            raise RateLimited(timedelta(seconds=5))
        if self.mood == "late":
            self.coming.append(key)
            raise TimeoutError
        if self.mood != "failed":
            self.post(key)
        if self.mood in ("lost", "failed"):
            raise Unknown("no answer")
        return self.posts[key]

    def post(self, key: str) -> None:
        self.counts[key] += 1
        self.posts.setdefault(key, f"m{len(self.posts)}")

    def land(self) -> None:
        """Post what was on its way."""
        for key in self.coming:
            self.post(key)
        self.coming.clear()

    async def edit(self, target: Target, message_id: str, part: Part) -> None:
        raise NotImplementedError

    async def direct(self, workspace: str, person: str) -> Target | None:
        raise NotImplementedError

    async def lookup(
        self,
        target: Target,  # noqa: ARG002
        key: str,
        since: datetime,  # noqa: ARG002
    ) -> str | None:
        if self.mood == "limited":
            raise Unknown("cannot be asked now")
        return self.posts.get(key)


MOODS = st.sampled_from(["fine", "fine", "fine", "lost", "failed", "limited", "late"])


class Ledger(RuleBasedStateMachine):
    """The real ledger on SQLite, and everything that can happen to it."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp())
        self.platform = Moody()
        self.now = START
        self.ticks = 0.0
        self.held: list[tuple[Delivery, float]] = []
        self.queued = 0
        self.fired: list[datetime] = []

    def run(self, work: Coroutine[object, object, T]) -> T:
        return self.runner.run(work)

    @initialize()
    def open(self) -> None:
        shutil.copy(self.template, self.folder / "l.db")
        self.context = store.opened(f"sqlite:///{self.folder / 'l.db'}")
        self.db: Store = self.run(self.context.__aenter__())
        self.run(self._plan())

    @rule(parts=st.integers(1, 3), threaded=st.booleans())
    def queue(self, parts: int, threaded: bool) -> None:  # noqa: FBT001
        self.run(self._queue(parts, threaded=threaded))

    @rule()
    def fire(self) -> None:
        before = set(self.fired)
        new = self.run(self._fire())
        assert not before.intersection(new)
        self.fired += new

    @rule(limit=st.integers(1, 3))
    def claim(self, limit: int) -> None:
        for item in self.run(self._claim(limit)):
            self.held.append((item, self.ticks + CALL.total_seconds()))

    @rule(which=st.integers(0, 5), mood=MOODS)
    def call_and_settle(self, which: int, mood: str) -> None:
        if self.held:
            item, until = self.held.pop(which % len(self.held))
            self.run(self._call(item, until, mood, settled=True))

    @rule(which=st.integers(0, 5), mood=MOODS)
    def call_and_die(self, which: int, mood: str) -> None:
        if self.held:
            item, until = self.held.pop(which % len(self.held))
            self.run(self._call(item, until, mood, settled=False))

    @rule()
    def die_before_calling(self) -> None:
        self.held.clear()

    @rule()
    def expire(self) -> None:
        self.run(self._expire())

    @rule(seconds=st.sampled_from([1, 5, 15, 30, 61, 300]))
    def wait(self, seconds: int) -> None:
        if seconds >= CALL.total_seconds():
            self.platform.land()
        self.now += timedelta(seconds=seconds)
        self.ticks += seconds

    @rule()
    def what_was_on_its_way_arrives(self) -> None:
        self.platform.land()

    @rule(hours=st.sampled_from([-1, 1]))
    def clock_jumps_back_or_forth(self, hours: int) -> None:
        # It would cut a rest short: docs/delivery.md does not promise that.
        self.platform.land()
        self.now += timedelta(hours=hours)

    @invariant()
    def nothing_is_doubled(self) -> None:
        assert all(count == 1 for count in self.platform.counts.values())

    def teardown(self) -> None:
        try:
            self.run(self._drain())
            assert sum(self.platform.counts.values()) == self.queued
        finally:
            self.run(self.context.__aexit__(None, None, None))
            self.runner.close()
            shutil.rmtree(self.folder)

    async def _plan(self) -> None:
        async with self.db.writing() as tx:
            place = await places.join(tx, Target("moody", "w", "c"), now=START)
            self.schedule = await schedules.create(
                tx,
                place.id,
                "hourly",
                "every hour",
                "UTC",
                next_fire=START + timedelta(hours=1),
                now=START,
            )

    async def _fire(self) -> list[datetime]:
        await ring(self.db, self.now)
        async with self.db.writing() as tx:
            due = await occurrences.due(tx, ["moody"], now=self.now)
            for occurrence in due:
                await self._enter(tx, occurrence, [_part(0, None), _part(1, 0)])
        return [occurrence.fire_at for occurrence in due]

    async def _queue(self, count: int, *, threaded: bool) -> None:
        async with self.db.writing() as tx:
            place = self.schedule.place
            key = f"digest:{self.queued}"
            firing = Firing(place, None, self.now, Reason.NOW, key=key)
            occurrence = await occurrences.add(tx, firing, now=self.now)
            assert occurrence is not None
            parts = [
                _part(n, parent=0 if threaded and n else None) for n in range(count)
            ]
            await self._enter(tx, occurrence, parts)

    async def _enter(self, tx: Tx, occurrence: Occurrence, parts: list[Part]) -> None:
        await occurrences.advance(tx, occurrence.id, Stage.QUEUED, now=self.now)
        await ledger.add(tx, occurrence, parts, now=self.now)
        self.queued += len(parts)

    async def _claim(self, limit: int) -> tuple[Delivery, ...]:
        async with self.db.writing() as tx:
            return await claims.take(
                tx, "me", ["moody"], now=self.now, until=self.now + LEASE, limit=limit
            )

    async def _call(
        self, item: Delivery, until: float, mood: str, *, settled: bool
    ) -> None:
        self.platform.mood = mood
        outcome = await deliver(
            item,
            self.platform,
            {},
            lambda: self.now,
            left=lambda: until - self.ticks,
            call=CALL,
        )
        if settled:
            async with self.db.writing() as tx:
                await settle(tx, [(item, outcome)], now=self.now)

    async def _expire(self) -> None:
        async with self.db.writing() as tx:
            await claims.expire(tx, now=self.now, look_at=self.now + 2 * CALL)

    async def _drain(self) -> None:
        self.held.clear()
        self.platform.land()
        for _ in range(self.queued * 4 + 4):
            self.now += timedelta(hours=2)
            self.ticks += 7200
            await self._expire()
            for item in await self._claim(100):
                until = self.ticks + CALL.total_seconds()
                await self._call(item, until, "fine", settled=True)
        async with self.db.reading() as tx:
            counts = await ledger.count(tx)
        assert counts[State.SENT] == self.queued


def _part(index: int, parent: int | None) -> Part:
    return Part(index, (Paragraph((Text("news"),)),), parent=parent)


def test_every_part_is_posted_once_whatever_happens(
    sqlite_template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ledger, "template", sqlite_template, raising=False)
    machine = Ledger.TestCase
    machine.settings = settings(
        max_examples=25,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )

    machine().runTest()
