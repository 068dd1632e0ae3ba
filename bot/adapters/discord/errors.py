"""What Discord and the wire answered, as what it means for a post."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import aiohttp
import discord

from bot.errors import (
    DeliveryError,
    Forbidden,
    Gone,
    Invalid,
    RateLimited,
    Unknown,
)

UNKNOWN_CHANNEL = 10003
UNKNOWN_MESSAGE = 10008
MISSING_ACCESS = 50001
CANNOT_SEND_TO_USER = 50007
NOT_A_TEXT_CHANNEL = 50008
WRONG_CHANNEL_TYPE = 50024
EMPTY_MESSAGE = 50006
THREAD_EXISTS = 160004
TAG_REQUIRED = 40067
THREAD_ARCHIVED, THREAD_LOCKED = 50083, 160005
"""Codes of Discord's JSON errors that we tell apart."""

BANNED = timedelta(minutes=1)
"""How long to be silent after a 429 that names no time."""

UNKNOWN_GUILD, UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION = 10004, 10015, 10062
WEBHOOK_EXPIRED = 50027
"""The token of an interaction, 15 minutes after it."""

_GONE = {
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    UNKNOWN_GUILD,
    UNKNOWN_WEBHOOK,
    UNKNOWN_INTERACTION,
    WEBHOOK_EXPIRED,
}
_CLOSED = {
    CANNOT_SEND_TO_USER: "this person takes no direct messages from the bot; they can "
    "allow it in User Settings → Content & Social",
    THREAD_ARCHIVED: "the thread is locked; a moderator can unlock it",
    THREAD_LOCKED: "the thread is locked; a moderator can unlock it",
    EMPTY_MESSAGE: "embeds are not shown here; allow the bot “Embed Links” in Edit "
    "Channel → Permissions",
}


@contextmanager
def meaning(*needs: str) -> Iterator[None]:
    """Raise the `DeliveryError` for whatever goes wrong inside.

    ``needs`` are the permissions the step takes, as Discord's settings name them.
    """
    try:
        yield
    except DeliveryError:
        raise
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        raise of(error, needs) from error


def of(error: Exception, needs: tuple[str, ...] = ()) -> DeliveryError:
    """Return what an exception of discord.py, aiohttp or the wire means."""
    if isinstance(error, discord.RateLimited):
        return RateLimited(timedelta(seconds=error.retry_after))
    if isinstance(error, discord.LoginFailure):
        return _bad_token()
    if isinstance(error, discord.HTTPException):
        return _of_answer(error, needs)
    return Unknown(f"discord: {type(error).__name__}: {error}")


def _of_answer(error: discord.HTTPException, needs: tuple[str, ...]) -> DeliveryError:
    facts = f"discord: {error.status} {error.code}: {error.text}"
    if error.status >= 500 or _is_elsewhere(error):  # noqa: PLR2004
        return Unknown(facts)
    if error.code in _CLOSED:
        return Forbidden(f"discord: {_CLOSED[error.code]}")
    if error.code in _GONE or error.status == 404:  # noqa: PLR2004
        return Gone(facts)
    return _refused(error, needs, facts)


def _is_elsewhere(error: discord.HTTPException) -> bool:
    """Tell whether a refusal is not Discord's own: those of 403 and 404 have a code.

    A network before it, or a wrong address, must not be taken for a lost channel.
    """
    return error.status in (403, 404) and error.code == 0


def _refused(
    error: discord.HTTPException, needs: tuple[str, ...], facts: str
) -> DeliveryError:
    match error.status:
        case 401:
            return _bad_token()
        case 403:
            return Forbidden(_missing(error, needs))
        case 429:
            return RateLimited(BANNED)
        case _:
            return Invalid(facts)


def _missing(error: discord.HTTPException, needs: tuple[str, ...]) -> str:
    if error.code == MISSING_ACCESS:
        needs = ("View Channel", *needs)
    if not needs:
        return f"discord: {error.code}: {error.text}"
    named = ", ".join(f"“{need}”" for need in needs)
    return (
        f"discord: allow the bot {named} in Edit Channel → Permissions "
        f"({error.code}: {error.text})"
    )


def _bad_token() -> Forbidden:
    return Forbidden(
        "discord.token: Discord does not accept it; copy the token anew from the Bot "
        "page of discord.com/developers"
    )
