"""Where a post goes: channel, thread under a message, forum, direct message."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

import discord

from bot.adapters.discord import errors, render
from bot.adapters.discord.errors import meaning
from bot.adapters.discord.rest import Json, Rest
from bot.chat import Target
from bot.messages import Part

DIRECT = "@me"
"""The workspace of direct messages, as Discord's own addresses name it."""
SEND = ("Send Messages", "Embed Links")
SEND_IN_THREAD = ("Send Messages in Threads", "Embed Links")
OPEN_THREAD = ("Create Public Threads",)


@dataclass(frozen=True, slots=True)
class Post:
    """A message about to go out."""

    target: Target
    body: render.Body
    name: str
    """For the thread or forum post it may need."""
    anyhow: bool = False
    """Reply in the channel where we may not open a thread, instead of failing."""


def made(target: Target, part: Part, key: str, name: str) -> Post:
    """Return the post a part becomes, with its key twice: nonce and hidden address."""
    body = render.body(part, key)
    body["nonce"], body["enforce_nonce"] = key, True
    return Post(target, body, name)


async def post(rest: Rest, it: Post) -> str:
    """Send a post where it belongs and return its id; raises as `Adapter.send`."""
    if it.target.thread is None:
        return await _into_channel(rest, it)
    if it.target.workspace == DIRECT:
        return await _as_reply(rest, it)
    return await _into_thread(rest, it)


async def _into_channel(rest: Rest, it: Post) -> str:
    with meaning(*SEND):
        try:
            return await rest.create_message(it.target.channel, _json(it.body))
        except discord.HTTPException as error:
            if error.code != errors.NOT_A_TEXT_CHANNEL:
                raise
        return await _into_forum(rest, it)


async def _into_forum(rest: Rest, it: Post) -> str:
    """Open a post; where the forum wants a tag, under its first one."""
    at, body = it.target.channel, _json(_forum(it.body))
    try:
        return await rest.create_forum_post(at, it.name, body)
    except discord.HTTPException as error:
        if error.code != errors.TAG_REQUIRED:
            raise
    tags = cast("Sequence[Json]", (await rest.channel(at)).get("available_tags") or ())
    free = [tag for tag in tags if not tag.get("moderated")] or tags
    chosen = [str(tag["id"]) for tag in free[:1]]
    return await rest.create_forum_post(at, it.name, body, chosen)


async def _into_thread(rest: Rest, it: Post) -> str:
    """Post; only where there is no such thread, open it first.

    The id of a thread is that of the message it hangs under, so nothing is looked up.
    """
    if posted := await _posted(rest, it):
        return posted
    if await _opened(rest, it) and (posted := await _posted(rest, it)):
        return posted
    # Here none can be, or Discord says there is one and none: somebody deleted it.
    return await _as_reply(rest, it)


async def _posted(rest: Rest, it: Post) -> str | None:
    """Post into the thread; None where there is no such thread."""
    with meaning(*SEND_IN_THREAD):
        try:
            return await rest.create_message(it.target.thread or "", _json(it.body))
        except discord.HTTPException as error:
            if error.code != errors.UNKNOWN_CHANNEL:
                raise
    return None


async def _opened(rest: Rest, it: Post) -> bool:
    """Open a thread; False where a reply has to do."""
    with meaning(*OPEN_THREAD):
        try:
            await rest.open_thread(it.target.channel, it.target.thread or "", it.name)
        except discord.HTTPException as error:
            if error.code == errors.WRONG_CHANNEL_TYPE or (
                it.anyhow and isinstance(error, discord.Forbidden)
            ):
                return False
            if error.code != errors.THREAD_EXISTS:
                raise
    return True


async def _as_reply(rest: Rest, it: Post) -> str:
    """Post into the channel itself, as a reply to what the thread would hang under."""
    body = it.body.copy()
    body["message_reference"] = {
        "message_id": it.target.thread or "",
        "fail_if_not_exists": False,
    }
    return await _into_channel(rest, replace(it, target=it.target.place, body=body))


def _forum(body: render.Body) -> render.Body:
    """Return the body as a forum's first message takes it: it has no nonce."""
    shown = body.copy()
    shown.pop("nonce", None)
    shown.pop("enforce_nonce", None)
    return shown


def _json(body: render.Body) -> Json:
    return dict(body)


async def edit(rest: Rest, target: Target, message_id: str, part: Part) -> None:
    """Replace a post, wherever `post` put it; raises as `Adapter.edit`."""
    body = _json(render.body(part))
    with meaning(*SEND):
        try:
            await rest.edit_message(target.thread or target.channel, message_id, body)
        except discord.HTTPException as error:
            if target.thread is None or error.code != errors.UNKNOWN_CHANNEL:
                raise
            await rest.edit_message(target.channel, message_id, body)
