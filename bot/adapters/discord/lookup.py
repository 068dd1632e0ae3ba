"""Find a post of ours by its key, where nobody told us whether it was made.

Discord returns a message's nonce while it is new at most, so the key also stands in
the address of the message's embed, which stays with the message.
"""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import discord

from bot.adapters.discord import buttons, errors
from bot.adapters.discord.errors import meaning
from bot.adapters.discord.rest import Json, Rest
from bot.chat import Target
from bot.errors import Unknown

SKEW = timedelta(seconds=10)
"""How far our clock may be ahead of Discord's."""
READ = ("Read Message History",)
PAGE = 100
PAGES = 20
"""Pages of messages read at most; past them nobody can say that it is not there."""
FORUMS = {15, 16}
"""Channel types GUILD_FORUM and GUILD_MEDIA."""


async def find(
    rest: Rest, target: Target, key: str, since: datetime, me: str
) -> str | None:
    """Return the id of our message with this key, or None; raises as `Adapter.lookup`.

    Where a thread does not exist, the post may be a reply in the channel: there are
    none in direct messages and voice channels, and one may have been deleted.
    """
    after = discord.utils.time_snowflake(since - SKEW)
    place = target.thread or target.channel
    with meaning(*READ):
        try:
            found = await _in_channel(rest, place, key, after, me)
            return found or await _elsewhere(rest, target, key, after)
        except discord.HTTPException as error:
            if target.thread and error.code == errors.UNKNOWN_CHANNEL:
                return await find(rest, target.place, key, since, me)
            if error.code not in (errors.NOT_A_TEXT_CHANNEL, errors.WRONG_CHANNEL_TYPE):
                raise
        return await _in_forum(rest, target, key, after)


async def _elsewhere(rest: Rest, target: Target, key: str, after: int) -> str | None:
    """Look into a forum's posts; elsewhere make sure that nothing was hidden from us.

    Without *Read Message History* Discord lists no message instead of refusing, and
    "not there" would be a lie that doubles a post. Asking for the last message tells.
    """
    place = target.thread or target.channel
    about = await rest.channel(place)
    if about.get("type") in FORUMS:
        return await _in_forum(rest, target, key, after)
    last = int(str(about.get("last_message_id") or 0))
    if last > after:
        try:
            await rest.message(place, str(last))
        except discord.HTTPException as error:
            if error.code != errors.UNKNOWN_MESSAGE:  # it was deleted
                raise
    return None


async def _in_channel(
    rest: Rest, channel: str, key: str, after: int, me: str
) -> str | None:
    async for message in _messages(rest, channel, after):
        if _author(message) == me and _has(message, key):
            return str(message["id"])
    return None


async def _messages(rest: Rest, channel: str, after: int) -> AsyncIterator[Json]:
    for _ in range(PAGES):
        page = await rest.messages(channel, after)
        for message in page:
            yield message
        if len(page) < PAGE:
            return
        after = max(int(str(message["id"])) for message in page)
    raise Unknown(f"discord: not among the first {PAGES * PAGE:,} messages since")


async def _in_forum(rest: Rest, target: Target, key: str, after: int) -> str | None:
    """Look at the first messages of a forum's new posts."""
    for thread in await rest.active_threads(target.workspace):
        at = str(thread.get("id"))
        if str(thread.get("parent_id")) != target.channel or int(at) < after:
            continue
        if _has(await rest.message(at, at), key):
            return at
    return None


def _has(message: Json, key: str) -> bool:
    if message.get("nonce") == key:
        return True
    embeds = message.get("embeds")
    return isinstance(embeds, list) and any(
        buttons.key_of(str(embed.get("url"))) == key for embed in embeds
    )


def _author(message: Json) -> str:
    author = message.get("author")
    return str(author.get("id")) if isinstance(author, dict) else ""
