"""What a worker does when it stalls, when it gets no answer, and beside another."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot import plain, store
from bot.adapters.memory import Memory
from bot.chat import Target
from bot.delivery.deliver import deliver
from bot.delivery.wave import Sender, expire, wave
from bot.errors import Gone, Invalid
from bot.messages import (
    Action,
    Heading,
    Link,
    Listing,
    Paragraph,
    Part,
    Quotation,
    Text,
    spans,
)
from bot.store import Store, claims, ledger, occurrences, places
from bot.store.ledger import Delivery, State
from bot.store.occurrences import Firing, Reason, Stage
from bot.store.settlement import Dead, Outcome, Sent, Unclear, settle

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
CALL = timedelta(seconds=20)
LEASE = timedelta(minutes=2)


ITEM = Delivery(
    id=1,
    key="k",
    occurrence=1,
    place=1,
    target=Target("memory", "w", "c"),
    part=Part(0, ()),
    state=State.SENDING,
    attempt=1,
    unclear=False,
    lease=NOW + LEASE,
    first_try=NOW,
    message_id=None,
    error=None,
)


async def queue(db: Store, digests: int = 1) -> None:
    async with db.writing() as tx:
        for number in range(digests):
            at = Target("memory", "w", f"c{number}")
            place = await places.join(tx, at, now=NOW)
            firing = Firing(place.id, None, NOW, Reason.NOW, key=f"d{number}")
            one = await occurrences.add(tx, firing, now=NOW)
            assert one is not None
            await occurrences.advance(tx, one.id, Stage.QUEUED, now=NOW)
            parts = [Part(0, (Paragraph((Text("news"),)),))]
            await ledger.add(tx, one, parts, now=NOW)


class Machine:
    """A worker's clocks: the one on the wall, and one that never jumps."""

    def __init__(self, db: Store, memory: Memory) -> None:
        self.now = NOW
        self.stalls = 0.0
        """Seconds that pass between a claim and its call."""
        self._asked = 0
        self.sender = Sender(
            db, {"memory": memory}, lambda: self.now, "me", LEASE, ticks=self.ticks
        )

    def ticks(self) -> float:
        self._asked += 1
        return 0.0 if self._asked == 1 else self.stalls


async def test_a_worker_that_stalled_after_its_claim_does_not_call(db: Store) -> None:
    memory = Memory()
    machine = Machine(db, memory)
    machine.stalls = 30.0  # well within its lease
    await queue(db)

    await wave(machine.sender, ["memory"])

    assert memory.posts == []
    async with db.reading() as tx:
        counts = await ledger.count(tx)
    assert counts[State.DUE] == 1


async def test_a_claim_taken_away_rests_until_no_call_of_it_can_be_under_way(
    db: Store,
) -> None:
    machine = Machine(db, Memory())
    await queue(db)
    async with db.writing() as tx:
        await claims.take(tx, "gone", ["memory"], now=NOW, until=NOW, limit=1)

    await expire(machine.sender)
    sent = []
    for seconds in (39, 41):
        machine.now = NOW + timedelta(seconds=seconds)
        sent.append(await wave(machine.sender, ["memory"]))

    assert sent == [0, 1]


async def test_after_no_answer_the_platform_is_not_asked_at_once() -> None:
    class Silent(Memory):
        async def send(self, target: Target, part: Part, key: str) -> str:
            del target, part, key
            raise TimeoutError

    outcome = await deliver(
        ITEM, Silent(), {}, lambda: NOW, left=lambda: 20.0, call=CALL
    )

    assert outcome == Unclear(NOW + CALL, "no answer within 20 s")


async def test_a_search_that_is_refused_says_nothing_of_the_post() -> None:
    class Refusing(Memory):
        async def lookup(self, target: Target, key: str, since: datetime) -> str | None:
            del target, key, since
            raise Invalid("memory: invalid_cursor")

    unclear = replace(ITEM, unclear=True)
    adapter = Refusing()

    outcome = await deliver(
        unclear, adapter, {}, lambda: NOW, left=lambda: 20.0, call=CALL
    )

    assert isinstance(outcome, Unclear)
    assert adapter.posts == []


LINKED = Part(
    0,
    (
        Heading((Text("News"),)),
        Listing(((Link(Text("Dam"), "https://a.example/"), Text(" · 8:00")),)),
        Quotation((), (Text("“We waited.”"),), (Link(Text("Post"), "https://b/"),)),
    ),
    (Action("Quotes", "quotes 1"),),
)


@pytest.mark.parametrize(
    ("refusals", "kind", "posts"), [(1, Sent, 1), (2, Dead, 0)], ids=["links", "all"]
)
async def test_a_post_refused_for_its_links_goes_without(
    refusals: int, kind: type[Outcome], posts: int
) -> None:
    memory = Memory()
    memory.failures.extend([Invalid("memory: a link")] * refusals)
    item = replace(ITEM, part=LINKED)

    outcome = await deliver(item, memory, {}, lambda: NOW, left=lambda: 9.0, call=CALL)

    assert isinstance(outcome, kind)
    assert len(memory.posts) == posts
    for post in memory.posts:
        shown = [span for block in post.part.blocks for span in spans(block)]
        assert not any(isinstance(span, Link) for span in shown)
        assert "Dam · 8:00" in "\n".join(map(plain.block, post.part.blocks))
        assert post.part.actions == LINKED.actions


@pytest.mark.parametrize(
    ("thread", "told"), [(None, True), ("p1", False)], ids=["channel", "thread"]
)
async def test_of_a_briefing_somebody_deleted_nobody_is_told(
    thread: str | None, *, told: bool
) -> None:
    memory = Memory()
    memory.failures.append(Gone("memory: it is gone"))
    item = replace(ITEM, target=replace(ITEM.target, thread=thread))

    outcome = await deliver(item, memory, {}, lambda: NOW, left=lambda: 9.0, call=CALL)

    assert isinstance(outcome, Dead)
    assert bool(outcome.problem) is told


async def test_two_processes_on_one_file_claim_nothing_twice(sqlite_url: str) -> None:
    async def claim(db: Store, owner: str) -> list[int]:
        mine: list[int] = []
        while True:
            async with db.writing() as tx:
                some = await claims.take(
                    tx, owner, ["memory"], now=NOW, until=NOW + LEASE, limit=3
                )
            if not some:
                return mine
            mine += [item.id for item in some]

    async with store.opened(sqlite_url) as one, store.opened(sqlite_url) as two:
        await queue(one, digests=40)
        async with asyncio.TaskGroup() as group:
            first = group.create_task(claim(one, "one"))
            second = group.create_task(claim(two, "two"))

    assert len(first.result()) + len(second.result()) == 40
    assert not set(first.result()) & set(second.result())


@pytest.mark.parametrize("again", [Sent("m"), Sent("other")], ids=["same", "other"])
async def test_a_settlement_whose_commit_nobody_heard_of_is_repeated_in_vain(
    db: Store, again: Sent
) -> None:
    await queue(db)
    async with db.writing() as tx:
        (item,) = await claims.take(
            tx, "me", ["memory"], now=NOW, until=NOW + LEASE, limit=1
        )
        await settle(tx, [(item, Sent("m"))], now=NOW)

        lost = await settle(tx, [(item, again)], now=NOW)

        (row,) = await ledger.of_ids(tx, [item.id])
    assert lost == (item,)
    assert (row.state, row.message_id) == (State.SENT, "m")
