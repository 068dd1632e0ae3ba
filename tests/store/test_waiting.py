"""Databases from before parts waited for each other: the migration names what waits."""

from datetime import UTC, datetime
from importlib import import_module

from sqlalchemy import text

from bot.chat import Target
from bot.messages import Paragraph, Part, Text
from bot.store import Store, ledger, occurrences, places
from bot.store.ledger import State
from bot.store.occurrences import Firing, Reason, Stage

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
WAIT = import_module("bot.store.migrations.versions.0004_waiting").WAIT


async def test_parts_behind_an_open_one_wait_after_migrating(db: Store) -> None:
    async with db.writing() as tx:
        place = await places.join(tx, Target("memory", "w", "c"), now=NOW)
        firing = Firing(place.id, None, NOW, Reason.NOW, key="k")
        one = await occurrences.add(tx, firing, now=NOW)
        assert one is not None
        await occurrences.advance(tx, one.id, Stage.QUEUED, now=NOW)
        parts = [Part(n, (Paragraph((Text("news"),)),)) for n in range(3)]
        await ledger.add(tx, one, parts, now=NOW)
        await tx.execute(text("UPDATE deliveries SET state = 'due'"))
        await tx.execute(text("UPDATE deliveries SET state = 'sent' WHERE part = 0"))

        await tx.execute(text(WAIT))

        states = [each.state for each in await ledger.of_occurrence(tx, one.id)]
    assert states == [State.SENT, State.DUE, State.WAITING]
