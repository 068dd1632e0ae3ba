"""The ledger: claims, fencing, order, and what follows from an outcome."""

from datetime import UTC, datetime, timedelta

from bot.chat import Target
from bot.messages import Paragraph, Part, Text
from bot.store import Store, Tx, claims, ledger, novelty, occurrences, places, schedules
from bot.store.ledger import Delivery, State
from bot.store.novelty import Told
from bot.store.occurrences import Firing, Occurrence, Reason, Stage
from bot.store.settlement import Again, Dead, Outcome, Sent, Unclear, settle

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
LEASE = timedelta(minutes=2)
MINUTE = timedelta(minutes=1)


async def queue(
    tx: Tx, parts: int = 1, channel: str = "c", key: str = "k", *, flat: bool = False
) -> Occurrence:
    place = await places.join(tx, Target("memory", "w", channel), now=NOW)
    occurrence = await occurrences.add(
        tx, Firing(place.id, None, NOW, Reason.NOW, key=key), now=NOW
    )
    assert occurrence is not None
    await occurrences.advance(tx, occurrence.id, Stage.QUEUED, now=NOW)
    parents = [0 if n and not flat else None for n in range(parts)]
    blocks = (Paragraph((Text("news"),)),)
    made = [Part(n, blocks, story=f"s{n}", parent=up) for n, up in enumerate(parents)]
    await ledger.add(tx, occurrence, made, now=NOW)
    return occurrence


async def claim(tx: Tx, now: datetime = NOW, owner: str = "me") -> tuple[Delivery, ...]:
    return await claims.take(
        tx, owner, ["memory"], now=now, until=now + LEASE, limit=25
    )


async def states(tx: Tx, occurrence: Occurrence) -> list[State]:
    return [item.state for item in await ledger.of_occurrence(tx, occurrence.id)]


async def outcome(tx: Tx, result: Outcome, now: datetime = NOW) -> Delivery:
    (item,) = await claim(tx, now)
    assert not await settle(tx, [(item, result)], now=now)
    return item


async def test_a_claimed_delivery_is_claimed_by_nobody_else(db: Store) -> None:
    async with db.writing() as tx:
        await queue(tx)

        first, second = await claim(tx), await claim(tx, owner="other")

    assert (len(first), len(second)) == (1, 0)


async def test_entering_a_digest_twice_changes_nothing(db: Store) -> None:
    async with db.writing() as tx:
        occurrence = await queue(tx, parts=2)
        parts = [item.part for item in await ledger.of_occurrence(tx, occurrence.id)]

        await ledger.add(tx, occurrence, parts, now=NOW)

        assert len(await states(tx, occurrence)) == 2


async def test_keys_fit_a_nonce_and_are_the_same_after_a_restart() -> None:
    keys = {ledger.key("schedule:1:1777593600", part) for part in range(40)}

    assert len(keys) == 40
    assert all(len(key) <= 25 and key.isalnum() and key.islower() for key in keys)


async def test_replies_wait_for_their_post_and_go_one_by_one(db: Store) -> None:
    async with db.writing() as tx:
        await queue(tx, parts=3)

        threads = []
        for number in range(3):
            (item,) = await claim(tx)
            threads.append((item.part.index, item.target.thread))
            await settle(tx, [(item, Sent(f"m{number}"))], now=NOW)

    assert threads == [(0, None), (1, "m0"), (2, "m0")]


async def test_a_dead_worker_loses_its_claim_and_its_say(db: Store) -> None:
    async with db.writing() as tx:
        occurrence = await queue(tx)
        (dead,) = await claim(tx, owner="dead")
        later = NOW + LEASE

        await claims.expire(tx, now=later, look_at=later + MINUTE)
        early = await claim(tx, later)
        (taken,) = await claim(tx, later + MINUTE)
        lost = await settle(tx, [(dead, Sent("m"))], now=later + MINUTE)

        assert early == ()
        assert taken.unclear
        assert taken.attempt > dead.attempt
        assert lost == (dead,)
        assert await states(tx, occurrence) == [State.SENDING]


async def test_a_claim_being_worked_on_here_is_not_taken_away(db: Store) -> None:
    async with db.writing() as tx:
        await queue(tx)
        (mine,) = await claim(tx)
        jumped = NOW + timedelta(hours=1)

        count = await claims.expire(tx, now=jumped, look_at=jumped, busy={mine.id})

    assert count == 0


async def test_a_rate_limit_lets_the_whole_place_rest_and_no_other(db: Store) -> None:
    async with db.writing() as tx:
        await queue(tx, channel="busy", key="1")
        (item,) = await claim(tx)
        await queue(tx, channel="busy", key="2")
        await queue(tx, channel="free", key="3")

        await settle(tx, [(item, Again(NOW + MINUTE, "429"))], now=NOW)

        assert [each.target.channel for each in await claim(tx)] == ["free"]
        assert len(await claim(tx, NOW + MINUTE)) == 2


async def test_an_unclear_post_is_asked_about_first_and_always_after(db: Store) -> None:
    async with db.writing() as tx:
        await queue(tx)
        fresh = await outcome(tx, Unclear(NOW + MINUTE, "HTTP 500"))
        asked = await outcome(tx, Again(NOW + 2 * MINUTE, "429"), NOW + MINUTE)
        (again,) = await claim(tx, NOW + 2 * MINUTE)

    assert [fresh.unclear, asked.unclear, again.unclear] == [False, True, True]


async def test_what_cannot_be_posted_ends_its_thread_and_marks_the_place(
    db: Store,
) -> None:
    async with db.writing() as tx:
        occurrence = await queue(tx, parts=3)
        told = [Told("It rained.", "v", 0, 10, "s1", 1)]
        await novelty.tell(tx, occurrence.place, occurrence.id, told, now=NOW)

        await outcome(tx, Dead("is_archived", "The channel is gone"))

        done = await occurrences.get(tx, occurrence.id)
        (troubled,) = await places.untold(tx)
        assert await states(tx, occurrence) == [State.DEAD] * 3
        assert done is not None
        assert done.state is Stage.FAILED
        assert troubled.problem == "The channel is gone"
        assert not await novelty.known(tx, occurrence.place, ["It rained."])


async def test_one_dead_reply_does_not_stop_the_others(db: Store) -> None:
    async with db.writing() as tx:
        occurrence = await queue(tx, parts=3)

        await outcome(tx, Sent("m0"))
        await outcome(tx, Dead("msg_too_long", "The platform refused a post"))
        await outcome(tx, Sent("m2"))

        expected = [State.SENT, State.DEAD, State.SENT]
        assert await states(tx, occurrence) == expected


async def test_maintainers_are_told_once_of_a_problem(db: Store) -> None:
    async with db.writing() as tx:
        place = await places.join(tx, Target("memory", "w", "c"), now=NOW)
        await places.trouble(tx, place.id, "no permission", now=NOW)

        told = [await places.tell(tx, place.id, now=NOW) for _ in range(2)]

    assert told == [True, False]


async def test_a_digest_nobody_began_to_post_is_taken_over_by_the_next(
    db: Store,
) -> None:
    async with db.writing() as tx:
        place = await places.join(tx, Target("memory", "w", "c"), now=NOW)
        made = await schedules.create(
            tx, place.id, "m", "daily 08:00", "UTC", next_fire=NOW, now=NOW
        )
        since = NOW - timedelta(days=1)
        queued = []
        for hours in (0, 1):
            at = NOW + timedelta(hours=hours)
            one = await occurrences.add(tx, Firing(place.id, made.id, at), now=at)
            assert one is not None
            await occurrences.advance(tx, one.id, Stage.QUEUED, now=at, since=since)
            await ledger.add(tx, one, [Part(0, ())], now=at)
            queued.append(one)

        covered = await ledger.supersede(tx, made.id, queued[1].id, now=NOW)

        assert covered == since
        assert await states(tx, queued[0]) == [State.SUPERSEDED]
        assert await states(tx, queued[1]) == [State.DUE]
