"""Make one post that was claimed, and say what came of it. It writes nothing down."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot import log
from bot.chat import Adapter
from bot.delivery.decide import decide, unfindable
from bot.delivery.proof import broken
from bot.errors import Gone, Invalid, Unknown
from bot.messages import unlinked
from bot.store.ledger import Delivery
from bot.store.settlement import Again, Dead, Outcome, Sent, Unclear

LOG = log.get("delivery")

MARGIN = 1.0
"""A call begins at least so many seconds before the time to begin it is over."""
SLACK = timedelta(minutes=5)
"""The platform's clock may differ from ours by this much when we look a post up."""


async def deliver(
    item: Delivery,
    adapter: Adapter,
    texts: Mapping[str, str],
    clock: Callable[[], datetime],
    *,
    left: Callable[[], float],
    call: timedelta,
) -> Outcome:
    """Post, unless an earlier unclear attempt turns out to have posted already.

    ``left`` gives the seconds in which a call may begin, by a clock that never jumps;
    ``call`` is how long all of this may take.
    """
    try:
        _prove(item, texts)
        async with asyncio.timeout(call.total_seconds()):
            found = await _found(item, adapter)
            if found is None and left() < MARGIN:
                # We were frozen, or the look-up was slow: another may have the claim.
                return Again(clock(), "the claim grew old before the call")
            return Sent(found or await _sent(item, adapter, left))
    except TimeoutError:
        error = Unknown(f"no answer within {call.total_seconds():g} s")
        return _delayed(_after(error, item, adapter, clock()), clock() + call)
    except Exception as error:  # noqa: BLE001  # an adapter's bug must not stop a wave
        return _after(error, item, adapter, clock())


def _prove(item: Delivery, texts: Mapping[str, str]) -> None:
    wrong = broken(item.part, texts)
    if wrong is not None:
        raise Invalid(f"not verbatim: {wrong.version} {wrong.span}")


async def _sent(item: Delivery, adapter: Adapter, left: Callable[[], float]) -> str:
    """Post; without links where the platform refuses the post with them.

    One address of a feed that it does not like would cost a whole briefing.
    """
    try:
        return await adapter.send(item.target, item.part, item.key)
    except Invalid as error:
        bare = unlinked(item.part)
        if bare == item.part or left() < MARGIN:
            raise
        LOG.warning("delivery.links_refused", key=item.key, error=str(error))
        return await adapter.send(item.target, bare, item.key)


async def _found(item: Delivery, adapter: Adapter) -> str | None:
    if not item.unclear or item.first_try is None:
        return None
    if not adapter.capabilities.lookup:
        raise Unknown("an earlier attempt had no answer")
    try:
        return await adapter.lookup(item.target, item.key, item.first_try - SLACK)
    except Invalid as error:
        # The question was refused, not the post: that may stand there.
        raise Unknown(f"it cannot be looked up: {error}") from error


def _delayed(outcome: Outcome, until: datetime) -> Outcome:
    """Ask later what became of a call that may still be on its way."""
    if isinstance(outcome, Unclear):
        return replace(outcome, at=max(outcome.at, until))
    return outcome


def _after(
    error: Exception, item: Delivery, adapter: Adapter, now: datetime
) -> Outcome:
    outcome = decide(error, item.attempt, item.first_try or now, now)
    if isinstance(outcome, Unclear) and not adapter.capabilities.lookup:
        return unfindable(error)
    if isinstance(outcome, Dead) and isinstance(error, Gone) and item.target.thread:
        # Somebody deleted the briefing; if it is the channel, the next one will tell.
        return replace(outcome, problem="")
    return outcome
