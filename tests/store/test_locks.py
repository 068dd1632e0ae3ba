"""Who is alive is seen by a lock; one whose session is lost takes it again."""

import asyncio

import pytest
from sqlalchemy import text

from bot.store import Store, locks, owners

HOLDER = text(
    "SELECT pid FROM pg_locks JOIN pg_database ON oid = database "
    "WHERE locktype = 'advisory' AND datname = current_database()"
)


async def test_an_owner_is_seen_as_long_as_it_lives(db: Store) -> None:
    async with owners.alive(db, "me"):
        alive = not await locks.abandoned(db, "me")

    assert alive
    assert await locks.abandoned(db, "me")


async def holder(db: Store, *, besides: int) -> int:
    """Return the session that holds the lock, once it is another one."""
    while True:
        async with db.reading() as tx:
            found = (await tx.execute(HOLDER)).scalars().all()
        if found and besides not in found:
            return int(found[0])
        await asyncio.sleep(0.05)


async def test_an_owner_whose_session_was_lost_is_seen_again(
    db: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    if db.embedded:
        pytest.skip("a file's lock ends with its process only")
    monkeypatch.setattr(locks, "RETRY", 0.05)
    async with asyncio.timeout(60), owners.alive(db, "me"):
        first = await holder(db, besides=0)
        async with db.writing() as tx:
            await tx.execute(text(f"SELECT pg_terminate_backend({first})"))

        assert await holder(db, besides=first) != first
        assert not await locks.abandoned(db, "me")
