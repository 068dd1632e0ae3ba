"""Look up the addresses of sites, in threads of our own.

The event loop's threads are few and serve all: a handful of name servers that do not
answer would keep every other site, and the bell, waiting.
"""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from aiohttp.abc import AbstractResolver, ResolveResult


class Names(AbstractResolver):
    """Asks the system's resolver, for ``at_once`` names at a time."""

    def __init__(self, at_once: int) -> None:
        """Start no thread before the first name."""
        self._threads = ThreadPoolExecutor(at_once, "names")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return a name's addresses.

        Raises:
            OSError: it has none.
        """
        ask = partial(
            socket.getaddrinfo,
            host,
            port,
            family=family,
            type=socket.SOCK_STREAM,
            flags=socket.AI_ADDRCONFIG,
        )
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._threads, ask)
        return [
            ResolveResult(
                hostname=host,
                host=str(address[0]),
                port=int(address[1]),
                family=family_,
                proto=proto,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for family_, _, proto, _, address in found
        ]

    async def close(self) -> None:
        """Wait for no answer that is still out."""
        self._threads.shutdown(wait=False, cancel_futures=True)
