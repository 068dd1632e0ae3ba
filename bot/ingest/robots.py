"""What a site's robots.txt asks of us (RFC 9309). The door to protego.

A copy holds for a day at most. Where the file cannot be read, nothing of the site is
read until it can (section 2.3.1.4), unless an older copy is still held.
"""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from protego import Protego

from bot.errors import Refused, Unreachable, Unreadable
from bot.ingest.turns import Turns
from bot.workers.parsing import Parsing

MOST: Final = 512_000
"""Bytes read of one file; RFC 9309 asks for 500 kibibytes at least."""
HELD: Final = 8_000_000
"""Bytes of all copies held; the one used longest ago goes first."""
OVERHEAD: Final = 1_000
"""Bytes a copy costs besides what is in it."""
VERDICTS: Final = 500
"""Addresses of one site whose verdict is remembered."""
LONGEST, SHORTEST = timedelta(days=1), timedelta(hours=1)
"""How long a copy holds, whatever the site says."""
AGAIN: Final = timedelta(minutes=10)
"""When a file that could not be read is asked for again."""
SECONDS: Final = 10.0
"""How long reading one file may take."""
NONE, BUSY = range(400, 500), 429
"""Statuses that mean there is no such file; 429 says nothing about it."""


@dataclass(frozen=True, slots=True)
class File:
    """A robots.txt as it came."""

    body: bytes
    fresh_for: timedelta = LONGEST
    """How long the site says it holds; zero where it does not say."""


Ask = Callable[[str, datetime], Awaitable[File]]
"""Fetches a robots.txt; raises `IngestError`."""


@dataclass(frozen=True, slots=True)
class Question:
    """Whether ``agent`` may ask for ``address``, by this file."""

    body: bytes
    agent: str
    address: str


@dataclass(slots=True)
class _Copy:
    body: bytes
    until: datetime
    cause: str = ""
    """Why nothing may be read, where the file itself could not be."""
    verdicts: dict[str, bool] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes it costs, roughly: most sites have no file, and there are many."""
        return OVERHEAD + len(self.body) + sum(map(len, self.verdicts))


class Robots:
    """The files of all sites asked, each read when it is first needed."""

    def __init__(self, ask: Ask, parsing: Parsing, user_agent: str) -> None:
        """Go by what is said to the product token at the start of ``user_agent``."""
        self._ask = ask
        self._parsing = parsing
        self._agent = user_agent.partition("/")[0].partition(" ")[0]
        self._copies: OrderedDict[str, _Copy] = OrderedDict()
        self._turns = Turns(1)

    async def check(self, address: str, now: datetime) -> None:
        """Return if we may ask for an address.

        Raises:
            Refused: the site asks us not to.
            Unreachable: its robots.txt cannot be read.
        """
        site = site_of(address)
        copy = await self._copy(site, now)
        if copy.cause:
            raise Unreachable(copy.cause)
        if not await self._verdict(copy, address):
            raise Refused(f"robots.txt of {urlsplit(site).netloc} asks not to read it")

    async def _verdict(self, copy: _Copy, address: str) -> bool:
        if b"disallow" not in copy.body.lower():
            return True
        if address not in copy.verdicts:
            if len(copy.verdicts) >= VERDICTS:
                copy.verdicts.clear()
            question = Question(copy.body, self._agent, address)
            copy.verdicts[address] = await self._answer(question)
        return copy.verdicts[address]

    async def _answer(self, question: Question) -> bool:
        try:
            return await self._parsing.run(allowed, question, timeout=SECONDS)
        except Unreadable as error:
            raise Unreachable(f"robots.txt cannot be read: {error}") from error

    async def _copy(self, site: str, now: datetime) -> _Copy:
        async with self._turns.take(site):
            held = self._copies.get(site)
            if held is None or held.until <= now:
                held = await self._fetched(site, held, now)
                self._copies.pop(site, None)
                self._copies[site] = held
                self._make_room()
            self._copies.move_to_end(site)
            return held

    async def _fetched(self, site: str, held: _Copy | None, now: datetime) -> _Copy:
        try:
            file = await self._ask(f"{site}/robots.txt", now)
        except Refused:  # more redirects than anybody follows: there is none
            return _Copy(b"", now + LONGEST)
        except Unreachable as error:
            if error.status and error.status in NONE and error.status != BUSY:
                return _Copy(b"", now + LONGEST)
            if held and not held.cause:
                held.until = now + AGAIN
                return held
            if error.status is None:  # the whole site is away: that is the cause
                raise
            return _Copy(b"", now + AGAIN, f"robots.txt cannot be read: {error}")
        holds = min(max(file.fresh_for or LONGEST, SHORTEST), LONGEST)
        return _Copy(file.body, now + holds)

    def _make_room(self) -> None:
        held = sum(copy.size for copy in self._copies.values())
        while held > HELD and len(self._copies) > 1:
            _, gone = self._copies.popitem(last=False)
            held -= gone.size


def site_of(address: str) -> str:
    """Return scheme and authority: each has a robots.txt of its own."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def allowed(question: Question) -> bool:
    """Read a file and answer; a top-level function, so that a worker can run it."""
    rules = Protego.parse(question.body.decode("utf-8-sig", "replace"))
    return bool(rules.can_fetch(question.address, question.agent))
