"""A watch over every request discord.py makes: nothing that posts is sent twice.

discord.py repeats a request up to five times after 500, 502, 504 and 524, although the
message may have been written; threads and interaction answers have no nonce to fold
the repetitions. aiohttp's trace lets us end such a request at its first answer.
"""

import re
from datetime import timedelta
from typing import Final

import aiohttp

from bot.adapters.discord.errors import BANNED
from bot.adapters.discord.guard import Guard, Pace
from bot.errors import RateLimited, Unknown

REPEATABLE: Final = frozenset({"GET", "PUT"})
"""Methods discord.py may repeat after an error of the server."""
_EXEMPT: Final = re.compile(r"/(?:interactions|webhooks)/")
"""Answers to interactions are outside the limit over all requests."""
JSON: Final = "application/json"
TOO_MANY = 429
BROKEN = 500


def watch(guard: Guard, pace: Pace) -> aiohttp.TraceConfig:
    """Return the trace for a session of discord.py."""

    async def asked(
        _session: aiohttp.ClientSession,
        _context: object,
        params: aiohttp.TraceRequestStartParams,
    ) -> None:
        _let(guard)
        if not _EXEMPT.search(params.url.path):
            await pace.turn()
            _let(guard)

    async def answered(
        _session: aiohttp.ClientSession,
        _context: object,
        params: aiohttp.TraceRequestEndParams,
    ) -> None:
        response = params.response
        _plain_type(response)
        guard.compare(response.headers.get("Date", ""))
        shared = response.headers.get("X-RateLimit-Scope") == "shared"
        guard.note(response.status, shared=shared)
        if response.status == TOO_MANY:
            raise RateLimited(await _told(response, guard))
        if response.status >= BROKEN and params.method not in REPEATABLE:
            raise Unknown(f"discord: {response.status} to {params.method}")

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(asked)
    trace.on_request_end.append(answered)
    return trace


def _let(guard: Guard) -> None:
    """Raise where nothing may be asked now."""
    if (wait := guard.wait()) is not None:
        raise RateLimited(wait)


def _plain_type(response: aiohttp.ClientResponse) -> None:
    """Let JSON with a charset be JSON: discord.py wants exactly the bare type."""
    kind = response.headers.get("Content-Type", "")
    if kind.partition(";")[0].strip().lower() == JSON and kind != JSON:
        headers = response.headers.copy()
        headers["Content-Type"] = JSON
        response._headers = type(response.headers)(headers)  # noqa: SLF001
        response._cache.pop("headers", None)  # noqa: SLF001


async def _told(response: aiohttp.ClientResponse, guard: Guard) -> timedelta:
    """Return how long to wait; where that holds for all requests, close the guard.

    An answer without ``Via`` comes from the network before Discord, not from a route.
    """
    told = await _json(response)
    seconds = told.get("retry_after") or response.headers.get("Retry-After")
    after = _seconds(seconds) or BANNED
    everywhere = told.get("global") or "X-RateLimit-Global" in response.headers
    if everywhere or not response.headers.get("Via"):
        guard.close(after)
    return after


async def _json(response: aiohttp.ClientResponse) -> dict[str, object]:
    try:
        told = await response.json(content_type=None)
    except (ValueError, aiohttp.ClientError):
        return {}
    return told if isinstance(told, dict) else {}


def _seconds(value: object) -> timedelta | None:
    try:
        return timedelta(seconds=float(str(value)))
    except (ValueError, OverflowError):
        return None
