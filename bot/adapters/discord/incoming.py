"""Messages of discord.py as lines for the bot. Pure; None where we are not meant."""

import re
from collections.abc import Collection

import discord

from bot.adapters.discord.posting import DIRECT
from bot.chat import Incoming, Origin, Person, Target

PLATFORM = "discord"
_SPOKEN = {discord.MessageType.default, discord.MessageType.reply}


def said(
    message: discord.Message, me: discord.ClientUser, maintainers: Collection[str]
) -> Incoming | None:
    """Return what somebody said to us, or None where it was not to us.

    A mention, a reply to a message of ours and a direct message are; Discord gives
    their words without the message-content intent.
    """
    if message.author.bot or message.type not in _SPOKEN:
        return None
    text = _without_us(message, me)
    if not _to_us(message, me) or (not text and not message.content):
        return None
    return Incoming(
        event_id=f"{PLATFORM}-{message.id}",
        target=_place(message, me),
        person=_author(message, maintainers),
        text=text or "help",
        origin=_origin(message),
        message_id=_answered(message, me),
        title=title_of(message.channel),
    )


def target_of(
    guild: int | None, channel: int, parent: int | None, thread: str | None = None
) -> Target:
    """Return the place of a channel; with ``parent`` the channel is a thread of it."""
    workspace = DIRECT if guild is None else str(guild)
    if parent is not None:
        return Target(PLATFORM, workspace, str(parent), str(channel))
    return Target(PLATFORM, workspace, str(channel), thread)


def is_known(channel: object) -> bool:
    """Tell whether discord.py knows more of a channel than its id."""
    return not isinstance(channel, discord.PartialMessageable)


def parent_of(channel: object) -> int | None:
    """Return the channel a thread belongs to; None where it is no thread."""
    return channel.parent_id if isinstance(channel, discord.Thread) else None


def title_of(channel: object) -> str:
    """Return what people call a channel, a thread by its channel; "" where nothing."""
    named = channel.parent if isinstance(channel, discord.Thread) else channel
    if not isinstance(named, discord.abc.GuildChannel) or not named.name:
        return ""
    server = named.guild.name
    return f"#{named.name} in {server}" if server else f"#{named.name}"


def may_configure(
    permissions: discord.Permissions,
    member: discord.Member | discord.User,
    maintainers: Collection[str],
) -> bool:
    """Tell whether somebody may change what a channel gets.

    They need *Manage Server* or *Manage Channels*, or a role the operator named. Alone
    with the bot, everybody decides for themselves.
    """
    if not isinstance(member, discord.Member):
        return True
    roles = {str(role.id) for role in member.roles}
    manages = permissions.manage_guild or permissions.manage_channels
    return manages or not roles.isdisjoint(maintainers)


def _to_us(message: discord.Message, me: discord.ClientUser) -> bool:
    if message.guild is None:
        return True
    ours = message.guild.self_role
    return (
        any(user.id == me.id for user in message.mentions)
        or re.search(rf"<@!?{me.id}>", message.content) is not None
        or (ours is not None and f"<@&{ours.id}>" in message.content)
        or _answered(message, me) is not None
    )


def _without_us(message: discord.Message, me: discord.ClientUser) -> str:
    ours = message.guild.self_role if message.guild else None
    role = rf"|<@&{ours.id}>" if ours else ""
    words = re.sub(rf"<@!?{me.id}>{role}", " ", message.content)
    return " ".join(words.split())


def _place(message: discord.Message, me: discord.ClientUser) -> Target:
    """Return where to answer: in a channel, the thread under the message at hand."""
    guild = message.guild.id if message.guild else None
    parent = parent_of(message.channel)
    under = _answered(message, me) or str(message.id) if guild else None
    return target_of(guild, message.channel.id, parent, under)


def _answered(message: discord.Message, me: discord.ClientUser) -> str | None:
    """Return the id of our message that this one replies to, or None."""
    reference = message.reference
    before = reference.resolved if reference else None
    if isinstance(before, discord.Message) and before.author.id == me.id:
        return str(before.id)
    return None


def _origin(message: discord.Message) -> Origin:
    if message.guild is None:
        return Origin.DIRECT
    inside = parent_of(message.channel) is not None
    return Origin.THREAD if inside else Origin.MENTION


def _author(message: discord.Message, maintainers: Collection[str]) -> Person:
    who = message.author
    return Person(
        id=str(who.id),
        name=who.display_name,
        locale=str(message.guild.preferred_locale) if message.guild else None,
        may_configure=message.guild is None
        or may_configure(_permissions(message), who, maintainers),
    )


def _permissions(message: discord.Message) -> discord.Permissions:
    """Return what the author may do here; a thread is as its channel."""
    who, place = message.author, message.channel
    if not isinstance(who, discord.Member):
        return discord.Permissions.none()
    channel = place.parent if isinstance(place, discord.Thread) else place
    if isinstance(channel, discord.abc.GuildChannel):
        return channel.permissions_for(who)
    return who.guild_permissions
