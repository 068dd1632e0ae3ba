"""What reading sources needs, put together once by the app."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.ingest.fetch import Fetcher
from bot.ingest.poll import Bounds
from bot.settings import Ingest
from bot.store import Store
from bot.workers.parsing import Parsing


@dataclass(frozen=True, slots=True)
class Desk:
    """Where sources are read."""

    store: Store
    fetcher: Fetcher
    parsing: Parsing
    limits: Ingest
    clock: Callable[[], datetime]

    @property
    def bounds(self) -> Bounds:
        """The limits of a source's interval."""
        least, most = self.limits.min_interval, self.limits.max_interval
        return Bounds(timedelta(seconds=least), timedelta(seconds=most))

    @property
    def kept_since(self) -> datetime:
        """What is older than this is forgotten, so it cannot be told from news."""
        return self.clock() - timedelta(days=self.limits.retention)
