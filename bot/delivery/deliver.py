"""Make one post that was claimed, and say what came of it. It writes nothing down."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.chat import Adapter
from bot.delivery.decide import decide, unfindable
from bot.delivery.proof import broken
from bot.errors import Invalid, Unknown
from bot.store.ledger import Delivery
from bot.store.settlement import Again, Outcome, Sent, Unclear

MARGIN = timedelta(seconds=1)
"""A call ends this long before its lease: later, another may have taken it over."""
SLACK = timedelta(minutes=5)
"""The platform's clock may differ from ours by this much when we look a post up."""


async def deliver(
    item: Delivery,
    adapter: Adapter,
    texts: Mapping[str, str],
    clock: Callable[[], datetime],
) -> Outcome:
    """Post, unless an earlier unclear attempt turns out to have posted already."""
    try:
        _prove(item, texts)
        async with asyncio.timeout(_left(item, clock())):
            found = await _found(item, adapter)
            return Sent(found or await _send(item, adapter, clock))
    except TimeoutError:
        return _after(Unknown("no answer within the lease"), item, adapter, clock())
    except _TooLate:
        return Again(clock(), "the lease ran out before the call")
    except Exception as error:  # noqa: BLE001  # an adapter's bug must not stop a wave
        return _after(error, item, adapter, clock())


def _prove(item: Delivery, texts: Mapping[str, str]) -> None:
    wrong = broken(item.part, texts)
    if wrong is not None:
        raise Invalid(f"not verbatim: {wrong.version} {wrong.span}")


class _TooLate(Exception):  # noqa: N818
    """The lease ended while we were on our way to the call (a frozen process)."""


async def _found(item: Delivery, adapter: Adapter) -> str | None:
    if not item.unclear or item.first_try is None:
        return None
    if not adapter.capabilities.lookup:
        raise Unknown("an earlier attempt had no answer")
    return await adapter.lookup(item.target, item.key, item.first_try - SLACK)


async def _send(item: Delivery, adapter: Adapter, clock: Callable[[], datetime]) -> str:
    if _left(item, clock()) <= 0:
        raise _TooLate
    return await adapter.send(item.target, item.part, item.key)


def _left(item: Delivery, now: datetime) -> float:
    return 0 if item.lease is None else (item.lease - MARGIN - now).total_seconds()


def _after(
    error: Exception, item: Delivery, adapter: Adapter, now: datetime
) -> Outcome:
    outcome = decide(error, item.attempt, item.first_try or now, now)
    if isinstance(outcome, Unclear) and not adapter.capabilities.lookup:
        return unfindable(error)
    return outcome
