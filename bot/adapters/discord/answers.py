"""Say an answer where it was asked, part by part, through refusals and lost replies."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from typing import Final

from bot.adapters.discord import locales, posting, render
from bot.adapters.discord.errors import meaning
from bot.adapters.discord.rest import Rest
from bot.chat import Incoming, Listener, Reply, Target
from bot.errors import Forbidden, Gone, RateLimited, Unknown
from bot.messages import Paragraph, Part, Text, split

TRIES: Final = 5
PAUSE: Final = 0.5
"""Seconds before an answer is sent again whose outcome is not known."""


async def answer(rest: Rest, listener: Listener, incoming: Incoming) -> None:
    """Have a line answered and say the answer; nothing where it was answered before."""
    if reply := await listener.answer(incoming):
        await say(rest, incoming.target, reply, incoming.event_id, incoming.text)


async def say(rest: Rest, target: Target, reply: Reply, event: str, name: str) -> None:
    """Post every part of a reply; ``name`` is for the thread it may need.

    Raises as `Adapter.send` does, when trying again did not help.
    """
    parts = split(reply.message, render.LIMITS)
    await say_parts(rest, target, parts, event, name)


async def tell(rest: Rest, line: Incoming, problem: str) -> None:
    """Tell somebody alone why they got no answer; nothing where that is refused too."""
    where = line.title or line.target.channel
    why = problem.partition(": ")[2] or problem
    words = f"{locales.text('unanswered', line.person.locale)} {where}: {why}"
    part = Part(0, (Paragraph((Text(words),)),))
    with suppress(Forbidden, Gone), meaning():
        channel = await rest.open_direct(line.person.id)
        target = Target(line.target.platform, posting.DIRECT, channel)
        await _surely(rest, _post(target, part, f"{line.event_id}-told", ""))


async def say_parts(
    rest: Rest, target: Target, parts: Iterable[Part], event: str, name: str
) -> None:
    """Post some parts of a reply."""
    for part in parts:
        await _surely(rest, _post(target, part, event, name))


def _post(target: Target, part: Part, event: str, name: str) -> posting.Post:
    it = posting.made(target, part, key(event, part.index), name)
    return posting.Post(it.target, it.body, it.name, anyhow=True)


def key(event: str, part: int) -> str:
    """Return the nonce of a part of the answer to an event."""
    return sha256(f"{event}/{part}".encode()).hexdigest()[:24]


async def _surely(rest: Rest, it: posting.Post) -> None:
    """Send; the nonce makes sending again harmless for minutes."""
    for _ in range(TRIES - 1):
        try:
            await posting.post(rest, it)
        except RateLimited as error:
            await asyncio.sleep(error.after.total_seconds())
        except Unknown:
            await asyncio.sleep(PAUSE)
        else:
            return
    await posting.post(rest, it)
