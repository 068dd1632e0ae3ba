"""Give a reply where the line was typed: in its thread or channel, or privately."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from hashlib import blake2b

from bot import log
from bot.adapters.slack import render
from bot.adapters.slack.again import harmless, limited
from bot.adapters.slack.events import Typed
from bot.adapters.slack.payload import Object
from bot.adapters.slack.render import LIMITS, Post
from bot.adapters.slack.wire import Wire
from bot.chat import Origin, Reply, Target
from bot.errors import DeliveryError, Forbidden, Gone, Unknown
from bot.messages import Message, Paragraph, Part, Style, Text, split

LOG = log.get("slack")

WAITING = Part(0, (Paragraph((Text("Reading …", Style.SOFT),)),))
"""Stands where an answer will be, when it takes a while."""
TRIES = 3
"""How often a post of an answer is tried."""
RESPONSES = 5
"""How often Slack lets an interaction be answered at its address.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""
SHARE = "share"
"""The action id of the button that shows a private answer to all."""


@dataclass(frozen=True, slots=True)
class Answering:
    """One line being answered: where it came from and when, and the way out."""

    typed: Typed
    wire: Wire
    since: datetime

    @property
    def target(self) -> Target:
        """Where answers for everybody go."""
        return self.typed.target


async def wait(asked: Answering) -> str | None:
    """Say that the answer takes a while; return the message to replace, if any.

    Where that cannot be said, the answer comes nonetheless.
    """
    try:
        if asked.typed.origin is not Origin.COMMAND:
            return await asked.wire.post(asked.target, render.post(WAITING), "")
        await _respond(asked, render.post(WAITING), private=True)
    except DeliveryError as error:
        LOG.warning("slack.not_announced", why=str(error))
    return None


async def give(
    asked: Answering, reply: Reply, waiting: str | None, share: str | None
) -> None:
    """Post a reply, in the place of ``waiting`` where there is one.

    ``share`` is the value of the button that shows a private reply to all.
    """
    if not reply.private or _is_alone(asked.typed):
        await openly(asked, reply.message, waiting)
        return
    if waiting:
        await harmless(lambda: asked.wire.remove(asked.target, waiting))
    await _privately(asked, split(reply.message, LIMITS), share)


async def openly(asked: Answering, message: Message, waiting: str | None) -> None:
    """Post a message where everybody there sees it."""
    posted: dict[int, str] = {}
    for part in split(message, LIMITS):
        above = None if part.parent is None else posted[part.parent]
        target = asked.target if asked.target.thread else _under(asked.target, above)
        post = render.post(part)
        if waiting and part.index == 0:
            await harmless(partial(asked.wire.change, target, waiting, post))
            posted[0] = waiting
        else:
            posted[part.index] = await _surely(asked, target, post, part.index)


async def _surely(asked: Answering, target: Target, post: Post, index: int) -> str:
    """Post once, whatever the network does in between."""
    key = blake2b(f"{asked.typed.id}/{index}".encode(), digest_size=10).hexdigest()
    for _ in range(TRIES - 1):
        try:
            return await limited(partial(asked.wire.post, target, post, key))
        except Unknown:
            find = partial(asked.wire.find, target, key, asked.since)
            if found := await harmless(find):
                return found
        except (Gone, Forbidden):
            if not asked.typed.respond:
                raise
            # A command works where we are no member; only its address does there.
            await _respond(asked, post, private=False)
            return ""
    return await limited(partial(asked.wire.post, target, post, key))


async def _privately(
    asked: Answering, parts: tuple[Part, ...], share: str | None
) -> None:
    for number, part in enumerate(parts):
        post = render.post(part)
        if share and part is parts[-1]:
            post = replace(post, blocks=(*post.blocks, _share(share)))
        if number >= RESPONSES - 1 or not await _responded(asked, post):
            target = replace(asked.target, thread=asked.typed.within or None)
            await limited(partial(asked.wire.whisper, target, asked.typed.user, post))


async def _responded(asked: Answering, post: Post) -> bool:
    """Answer at the interaction's address; False where it has none, or none now."""
    if not asked.typed.respond:
        return False
    try:
        await _respond(asked, post, private=True)
    except DeliveryError as error:
        # Shown twice to one person, at worst, rather than never.
        LOG.warning("slack.response_refused", why=str(error))
        return False
    return True


async def _respond(asked: Answering, post: Post, *, private: bool) -> None:
    body: Object = {
        "response_type": "ephemeral" if private else "in_channel",
        "replace_original": False,
        "text": post.text,
        "blocks": list(post.blocks),
        "unfurl_links": False,
        "unfurl_media": False,
    }
    if asked.typed.within:
        body["thread_ts"] = asked.typed.within
    await limited(partial(asked.wire.respond, asked.typed.respond, body))


def _share(value: str) -> Object:
    label: Object = {"type": "plain_text", "text": "Share to channel", "emoji": False}
    button = {"type": "button", "action_id": SHARE, "text": label, "value": value}
    return {"type": "actions", "elements": [button]}


def _is_alone(typed: Typed) -> bool:
    """Say whether nobody else is there: our own direct message with somebody."""
    return typed.target.channel.startswith("D") and typed.origin is not Origin.COMMAND


def _under(target: Target, above: str | None) -> Target:
    return replace(target, thread=above) if above else target
