"""Try a call again where that is safe: for people who wait, not for the ledger."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.errors import RateLimited, Unknown

Value = TypeVar("Value")

STORM = 120.0
"""Seconds of waiting as Slack asked, in all, after which an answer is given up."""
UNCLEAR = 2
"""How often a call is made again whose outcome is unclear."""
PAUSE = 0.5
"""Seconds before it is."""


async def limited(call: Callable[[], Awaitable[Value]]) -> Value:
    """Make a call again while Slack limits us: nothing was done by then.

    Raises:
        DeliveryError: what the call raises; RateLimited only after two minutes.
    """
    waited = 0.0
    while True:
        try:
            return await call()
        except RateLimited as error:
            wait = error.after.total_seconds()
            waited += wait
            if waited > STORM:
                raise
            await asyncio.sleep(wait)


async def harmless(call: Callable[[], Awaitable[Value]]) -> Value:
    """Make a call again that may be made twice, also where its outcome is unclear.

    Raises:
        DeliveryError: what the call raises in the end.
    """
    for _ in range(UNCLEAR):
        try:
            return await limited(call)
        except Unknown:
            await asyncio.sleep(PAUSE)
    return await limited(call)
