"""The receipt of a digest: when it was due, what was posted, what was left out."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bot.store import ledger, occurrences
from bot.store.ledger import State
from bot.store.occurrences import Occurrence
from bot.store.schema import Tx


@dataclass(frozen=True, slots=True)
class Receipt:
    """What `status` shows of one digest."""

    occurrence: Occurrence
    """With its moments, its window, and what was counted while composing."""
    parts: Mapping[State, int]
    attempts: int
    """Calls to the platform, look-ups included."""
    errors: tuple[str, ...]
    """Why parts were not posted, or not at once; each once."""


async def of(tx: Tx, occurrence: int) -> Receipt | None:
    """Return an occurrence's receipt, or None where there is no such occurrence."""
    found = await occurrences.get(tx, occurrence)
    if found is None:
        return None
    parts = await ledger.of_occurrence(tx, occurrence)
    return Receipt(
        occurrence=found,
        parts=Counter(part.state for part in parts),
        attempts=sum(part.attempt for part in parts),
        errors=tuple(dict.fromkeys(part.error for part in parts if part.error)),
    )


async def latest(tx: Tx, place: int, *, limit: int = 3) -> tuple[Receipt, ...]:
    """Return the receipts of a place's latest digests, newest first."""
    recent = await occurrences.of_place(tx, place, limit=limit)
    found = [await of(tx, item.id) for item in recent]
    return tuple(receipt for receipt in found if receipt is not None)
