"""The only outgoing HTTP besides the platforms' clients: polite, bounded, guarded.

It follows redirects by hand, reads no more than it was told to, and decides nothing
about what came back.
"""

import asyncio
import re
import zlib
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urljoin

from aiohttp import (
    ClientConnectorCertificateError,
    ClientConnectorDNSError,
    ClientConnectorError,
    ClientConnectorSSLError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
)

from bot.errors import Refused, Unreachable
from bot.ingest import robots
from bot.ingest.guard import Guard, check
from bot.ingest.names import Names
from bot.ingest.robots import File, Robots
from bot.ingest.turns import Turns
from bot.settings import Ingest
from bot.workers.parsing import Parsing

REDIRECTS: Final = 8
"""Redirects followed for one request."""
CHUNK: Final = 65_536
"""Bytes read, and decompressed, at a time."""
CONNECTIONS: Final = 100
"""Requests at once, to all hosts together."""
LARGE: Final = 1_000_000
"""Bytes from which on a body needs room."""
ROOM: Final = 2
"""Large bodies held at once: a hundred endless ones cost no more."""
PERMANENT: Final = frozenset({301, 308})
MOVED: Final = frozenset({301, 302, 303, 307, 308})
NOT_MODIFIED, OK_END = 304, 300
GZIP_OR_ZLIB, NO_HEADER = 47, -15
"""zlib's window bits for either header, found out by itself, and for none at all."""
GZIP: Final = b"\x1f\x8b"
PACKED: Final = frozenset({"gzip", "x-gzip", "deflate"})
FOREIGN: Final = frozenset({"br", "zstd", "compress", "x-compress"})
"""Encodings we cannot undo. Anything else a header names (“utf-8”) is none."""

_SECONDS: Final = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask for. Validators are what the server said the last time."""

    address: str
    etag: str = ""
    last_modified: str = ""
    accept: str = "*/*"
    first: int | None = None
    """Bytes wanted of the body: the rest is not read. None: all of it, or nothing."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """Nothing changed since the validators were given."""

    fresh_for: timedelta
    """How long the server says its answer holds; zero where it does not say."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer with a body."""

    address: str
    """Where it came from, redirects followed."""
    moved_to: str | None
    """The new address, where every redirect on the way was a permanent one."""
    body: bytes
    content_type: str
    etag: str
    last_modified: str
    fresh_for: timedelta


class Fetcher:
    """An open client. Use `opened`."""

    def __init__(
        self, session: ClientSession, guard: Guard, limits: Ingest, parsing: Parsing
    ) -> None:
        """Ask within the settings' limits; robots.txt is parsed in a worker."""
        self._session = session
        self._guard = guard
        self._limits = limits
        self._hosts = Turns(limits.per_host)
        self._slots = asyncio.Semaphore(CONNECTIONS)
        self._room = asyncio.Semaphore(ROOM)
        self._robots = Robots(self._robots_file, parsing, limits.user_agent)

    async def get(self, request: Request, now: datetime) -> Fetched | NotModified:
        """Do as `asked` does, for a body that may be dropped at any time."""
        async with self.asked(request, now) as answer:
            return answer

    @asynccontextmanager
    async def asked(
        self, request: Request, now: datetime
    ) -> AsyncIterator[Fetched | NotModified]:
        """Ask once, redirects followed, and give the answer for a block's length.

        A large body keeps others from theirs until the block ends. The time limit
        runs while the site is asked, not while we wait for a turn.

        Raises:
            Refused: a rule forbids it: address, robots.txt, size, many redirects.
            Unreachable: no answer in time, or an error; says how long to wait.
        """
        async with AsyncExitStack() as room:
            yield await self._get(request, now, _Call(room, self._robots))

    async def _robots_file(self, address: str, now: datetime) -> File:
        request = Request(address, accept="text/plain, */*;q=0.5", first=robots.MOST)
        async with AsyncExitStack() as room:
            answer = await self._get(request, now, _Call(room, None))
        if isinstance(answer, NotModified):
            raise Unreachable("“not modified” though nothing was known", status=304)
        return File(answer.body, answer.fresh_for)

    async def _get(
        self, request: Request, now: datetime, call: "_Call"
    ) -> Fetched | NotModified:
        try:
            async with asyncio.timeout(self._limits.timeout) as clock:
                return await self._follow(request, now, replace(call, clock=clock))
        except TimeoutError as error:
            seconds = f"{self._limits.timeout:g} s"
            raise Unreachable(f"no answer within {seconds}") from error
        except (ClientError, OSError, UnicodeError, ValueError) as error:
            raise _reason(error) from error

    async def _follow(
        self, request: Request, now: datetime, call: "_Call"
    ) -> Fetched | NotModified:
        address, permanent = request.address, True
        cookies: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for _ in range(REDIRECTS + 1):
            host = check(address)
            async with AsyncExitStack() as turn:
                async with call.stopped():
                    if call.robots is not None:
                        await call.robots.check(address, now)
                    await turn.enter_async_context(self._hosts.take(host))
                    await turn.enter_async_context(self._slots)
                self._guard.asking(host)
                response = await turn.enter_async_context(
                    self._session.get(
                        address,
                        headers=_headers(request),
                        cookies=cookies[host],
                        allow_redirects=False,
                    )
                )
                given = response.cookies.items()
                cookies[host] |= {name: morsel.value for name, morsel in given}
                if response.status not in MOVED or "Location" not in response.headers:
                    moved = permanent and address != request.address
                    answered = _Answered(address, address if moved else None)
                    return await self._answer(response, request, answered, now, call)
                permanent = permanent and response.status in PERMANENT
                address = urljoin(address, response.headers["Location"])
        raise Refused(f"more than {REDIRECTS} redirects")

    async def _answer(
        self,
        response: ClientResponse,
        request: Request,
        answered: "_Answered",
        now: datetime,
        call: "_Call",
    ) -> Fetched | NotModified:
        headers = response.headers
        if response.status == NOT_MODIFIED:
            return NotModified(fresh_for(headers, now))
        if response.status >= OK_END:
            raise Unreachable(
                f"the site answered {response.status} {response.reason or ''}".rstrip(),
                status=response.status,
                after=retry_after(headers, now),
            )
        return Fetched(
            address=answered.address,
            moved_to=answered.moved_to,
            body=await self._body(response, request.first, call),
            content_type=headers.get("Content-Type", ""),
            etag=headers.get("ETag", ""),
            last_modified=headers.get("Last-Modified", ""),
            fresh_for=fresh_for(headers, now),
        )

    async def _body(
        self, response: ClientResponse, first: int | None, call: "_Call"
    ) -> bytes:
        encoding = response.headers.get("Content-Encoding", "").lower()
        unpack = Unpacker(encoding, self._limits.max_bytes)
        has_room = False
        async for chunk in response.content.iter_chunked(CHUNK):
            unpack.feed(chunk)
            if first is not None and unpack.size >= first:
                return unpack.begun(first)
            if unpack.size > LARGE and not has_room:
                async with call.stopped():
                    await call.room.enter_async_context(self._room)
                has_room = True
        return unpack.done()


@dataclass(frozen=True, slots=True)
class _Answered:
    """Where an answer came from, and where that is for good."""

    address: str
    moved_to: str | None


@dataclass(frozen=True, slots=True)
class _Call:
    """What one request goes by: its room, the rules it obeys, its clock."""

    room: AsyncExitStack
    robots: Robots | None
    clock: asyncio.Timeout | None = None

    @asynccontextmanager
    async def stopped(self) -> AsyncIterator[None]:
        """Stop the clock for the length of the block: we wait, not the site."""
        now = asyncio.get_running_loop().time
        if self.clock is None or (end := self.clock.when()) is None:
            yield
            return
        left = end - now()
        self.clock.reschedule(None)
        yield
        self.clock.reschedule(now() + left)


class Unpacker:
    """Collects a body and decompresses it, never beyond its limit."""

    def __init__(self, encoding: str, limit: int) -> None:
        """Prepare for a ``Content-Encoding``.

        Raises:
            Unreachable: the encoding is not one we asked for.
        """
        if encoding in FOREIGN:
            raise Unreachable(f"the site answered in an unknown encoding: {encoding}")
        self._encoding = encoding
        self._zlib: zlib._Decompress | None = None
        self._begun = False
        self._limit = limit
        self._body = bytearray()

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes.

        Raises:
            Refused: the body is larger than the limit.
            Unreachable: it cannot be decompressed.
        """
        if chunk and not self._begun:
            self._zlib, self._begun = _unpacking(self._encoding, chunk), True
        if self._zlib is None:
            self._add(chunk)
            return
        try:
            while chunk:
                self._add(self._zlib.decompress(chunk, CHUNK * 4))
                chunk = self._zlib.unconsumed_tail
        except zlib.error as error:
            raise Unreachable(f"the body cannot be decompressed: {error}") from error

    @property
    def size(self) -> int:
        """Bytes there are so far."""
        return len(self._body)

    def done(self) -> bytes:
        """Return the body.

        Raises:
            Unreachable: the rest of it did not come.
        """
        if self._zlib is not None and self._body and not self._zlib.eof:
            raise Unreachable("the body ends before it is whole")
        return bytes(self._body)

    def begun(self, first: int) -> bytes:
        """Return the first bytes of the body."""
        return bytes(self._body[:first])

    def _add(self, more: bytes) -> None:
        self._body += more
        if len(self._body) > self._limit:
            self._body = bytearray()  # the error's traceback would keep it a while
            raise Refused(f"larger than {self._limit / 1e6:g} MB")


def _unpacking(encoding: str, begin: bytes) -> "zlib._Decompress | None":
    """Return what undoes an encoding; None where there is none.

    Some send “deflate” without the zlib header (RFC 9110, 8.4.1.2), or gzip files.
    """
    if encoding == "deflate" and begin[0] & 0x0F != zlib.DEFLATED:
        return zlib.decompressobj(NO_HEADER)
    packed = encoding in PACKED or begin.startswith(GZIP)
    return zlib.decompressobj(GZIP_OR_ZLIB) if packed else None


@asynccontextmanager
async def opened(limits: Ingest, parsing: Parsing) -> AsyncIterator[Fetcher]:
    """Open a client with the limits of the settings."""
    guard = Guard.of(limits.allow_private)
    names = Names(CONNECTIONS)
    connector = TCPConnector(
        limit=0,  # turns are ours: waiting for one must not count as the site's time
        socket_factory=guard.socket,
        resolver=names,
        ttl_dns_cache=60,
    )
    try:
        async with ClientSession(
            connector=connector,
            cookie_jar=DummyCookieJar(),  # kept for one request, by `_follow`
            auto_decompress=False,
            headers={
                "User-Agent": limits.user_agent,
                "Accept-Encoding": "gzip, deflate",
            },
            timeout=ClientTimeout(),
            trust_env=False,
            max_field_size=16_384,
        ) as session:
            yield Fetcher(session, guard, limits, parsing)
    finally:
        await names.close()


def _headers(request: Request) -> dict[str, str]:
    wanted = {
        "Accept": request.accept,
        "If-None-Match": request.etag,
        "If-Modified-Since": request.last_modified,
    }
    return {name: value for name, value in wanted.items() if value}


def _reason(error: BaseException) -> Refused | Unreachable:
    """Find the refusal a connection error was raised from, else say what it is."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, Refused | Unreachable):
            return seen
        seen = seen.__cause__ or seen.__context__
    return Unreachable(f"the site could not be reached: {_in_words(error)}")


def _in_words(error: BaseException) -> str:
    match error:
        case ClientConnectorDNSError():
            return "there is no site of that name"
        case ClientConnectorCertificateError():
            return "its certificate is not valid"
        case ClientConnectorSSLError():
            return "it offers no secure connection (https)"
        case ClientConnectorError(os_error=ConnectionRefusedError()):
            return "nothing answers there"
        case _:
            return str(error).split("\n", 1)[0][:200] or type(error).__name__


def fresh_for(headers: Mapping[str, str], now: datetime) -> timedelta:
    """Return how long an answer holds: ``max-age``, else ``Expires`` (RFC 9111)."""
    for directive in headers.get("Cache-Control", "").split(","):
        name, _, value = directive.strip().partition("=")
        if name.lower() == "max-age" and _SECONDS.fullmatch(value.strip('"')):
            return _seconds(value.strip('"'))
    expires = _date(headers.get("Expires", ""))
    return max(expires - now, timedelta()) if expires else timedelta()


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return how long the server asks us to wait, or None (RFC 9110, 10.2.3)."""
    value = headers.get("Retry-After", "").strip()
    if _SECONDS.fullmatch(value):
        return _seconds(value)
    at = _date(value)
    return max(at - now, timedelta()) if at else None


def _seconds(digits: str) -> timedelta:
    return timedelta(seconds=min(int(digits[:9]), 10**7))


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
