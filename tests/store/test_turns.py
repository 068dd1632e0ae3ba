"""What became of a story is a place's own, and goes with it and with time."""

from datetime import UTC, datetime, timedelta

from bot.chat import Target
from bot.store import Store, places, retention, turns
from bot.store.turns import Kind, Turn

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
HERE, THERE = (Target("memory", "w", name) for name in ("here", "there"))
JOINED = Turn("s1", Kind.JOINED, "s2", "v2")
LEFT = Turn("s1", Kind.LEFT, "s3", "v3")
PARTED = Turn("s9", Kind.PARTED, "s1", "v1")


async def test_turns_are_told_in_order_to_their_place_alone(db: Store) -> None:
    async with db.writing() as tx:
        here, there = [await places.join(tx, each, now=NOW) for each in (HERE, THERE)]
        await turns.note(tx, here.id, [LEFT], now=LATER)
        await turns.note(tx, here.id, [JOINED, PARTED], now=NOW)

        mine = await turns.of_story(tx, here.id, "s1")
        theirs = await turns.of_story(tx, there.id, "s1")

    assert mine == ((NOW, JOINED), (LATER, LEFT))
    assert theirs == ()


async def test_old_turns_are_forgotten_and_a_place_takes_its_own_along(
    db: Store,
) -> None:
    async with db.writing() as tx:
        here, there = [await places.join(tx, each, now=NOW) for each in (HERE, THERE)]
        for place in (here, there):
            await turns.note(tx, place.id, [JOINED], now=NOW)
            await turns.note(tx, place.id, [LEFT], now=LATER)

        await retention.purge(tx, before=NOW + timedelta(days=1))
        await places.forget(tx, THERE)

        assert await turns.of_story(tx, here.id, "s1") == ((LATER, LEFT),)
        assert await turns.of_story(tx, there.id, "s1") == ()
