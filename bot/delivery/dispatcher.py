"""What an engine of delivery promises; `loop` and `durable` are the two."""

from collections.abc import Sequence
from typing import Protocol

from bot.store import Tx


class Dispatcher(Protocol):
    """Keeps waves going. Restarting it at any moment loses and doubles nothing."""

    async def enqueue(self, tx: Tx, occurrences: Sequence[int]) -> None:
        """Hand over freshly queued occurrences; they are sent once ``tx`` commits."""

    async def run(self) -> None:
        """Start, deliver until cancelled, stop.

        What is under way then is left for the next start to look up.
        """

    async def sweep(self) -> int:
        """Take up what is overdue, whoever left it; return how many there were."""
