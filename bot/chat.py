"""The port: who talks to the bot, where, and what a platform must be able to do."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.letters import sound
from bot.messages import Block, Message, Part


@dataclass(frozen=True, slots=True)
class Target:
    """A place to post to, on any platform.

    ``workspace`` is the Slack team or Discord guild, part of every identity because
    channels may be shared. ``thread`` is the message id a thread hangs under.
    """

    platform: str
    workspace: str
    channel: str
    thread: str | None = None

    @property
    def place(self) -> "Target":
        """The channel itself, whatever thread this is in."""
        return replace(self, thread=None)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who types. ``zone`` is an IANA name from their profile, or None."""

    id: str
    name: str
    zone: str | None = None
    locale: str | None = None
    may_configure: bool = False

    def __post_init__(self) -> None:
        """Take a zone nobody knows for none: with it no time could be said."""
        try:
            ZoneInfo(self.zone or "UTC")
        except (ZoneInfoNotFoundError, ValueError, OSError):
            object.__setattr__(self, "zone", None)


class Origin(StrEnum):
    """By which way a line reached us."""

    MENTION = "mention"
    DIRECT = "direct"
    COMMAND = "command"
    BUTTON = "button"
    THREAD = "thread"
    TERMINAL = "terminal"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One line somebody typed or a button they pressed."""

    event_id: str
    """The platform's id of the event; seen twice, it is answered once."""
    target: Target
    person: Person
    text: str
    origin: Origin
    message_id: str | None = None
    """The message a button hangs on or the line replies to; None elsewhere."""
    title: str = ""
    """What people call the channel, where the platform says so."""

    def __post_init__(self) -> None:
        """Take what no database holds out of the text."""
        object.__setattr__(self, "text", sound(self.text))


@dataclass(frozen=True, slots=True)
class Reply:
    """What to say, and whether only the asker may see it."""

    message: Message
    private: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing `dateline doctor` looked at; where it is not well, the remedy."""

    ok: bool
    what: str
    remedy: str = ""


class Suggest(StrEnum):
    """What a completion can be asked for."""

    FEED = "feed"
    DIGEST = "digest"
    SPEAKER = "speaker"
    STORY = "story"
    ZONE = "zone"
    HOURS = "hours"
    """What follows `digest edit` for those there are: “1 daily 08:00 Europe/Berlin”."""
    FILTER = "filter"
    """What follows `filter add` for those there are: “-crime”, “budget”."""
    SETTING = "setting"
    """What follows `settings` for those there are: “zone Europe/Berlin”."""


class Listener(Protocol):
    """What an adapter tells the bot, and gets back. Implemented by `bot.commands`."""

    async def answer(self, incoming: Incoming) -> Reply | None:
        """Answer a line; None where this event was answered before.

        Never raises for what a person typed: errors come back as a reply.
        """

    async def suggest(
        self, target: Target, what: Suggest, prefix: str
    ) -> tuple[str, ...]:
        """Return at most 25 completions of ``prefix`` held for this channel."""

    async def joined(self, target: Target, by: Person | None) -> Reply | None:
        """Return the greeting for a place the bot was invited to; None but once.

        With channel "" note that a whole workspace has us back, and return None.
        """

    async def workspaces(self, platform: str) -> frozenset[str]:
        """Return the workspaces of a platform that have us, by what we were told."""

    async def left(self, target: Target) -> None:
        """Note that the bot was removed; with channel "" from the whole workspace."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one post may hold. ``measure`` gives a block's rendered size."""

    size: int
    """Sum of ``measure`` over the blocks of a part, at most."""
    blocks: int
    actions: int
    measure: Callable[[Block], int]


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a platform can do beyond posting."""

    threads: bool = True
    edits: bool = True
    lookup: bool = True
    """An unclear post can be found again by its key."""
    private: bool = True


class Adapter(Protocol):
    """A platform. Rendering inside is pure; limits are data."""

    platform: str
    limits: Limits
    capabilities: Capabilities

    async def run(self, listener: Listener) -> None:
        """Listen until cancelled; acknowledge at once, answer where it was asked."""

    async def send(self, target: Target, part: Part, key: str) -> str:
        """Post, and return the platform's id of the post.

        With ``target.thread`` the part goes into the thread under that message,
        which is opened if need be ("already exists" is success).

        Raises:
            RateLimited: nothing was posted; try after ``after``.
            Gone, Forbidden, Invalid: nothing was posted and never will be.
            Unknown: it may have been posted; look it up by ``key`` first.
        """

    async def edit(self, target: Target, message_id: str, part: Part) -> None:
        """Replace a post of ours. Raises as `send` does."""

    async def lookup(self, target: Target, key: str, since: datetime) -> str | None:
        """Return the id of our post with this key made after ``since``, or None.

        Raises:
            RateLimited, Unknown: the platform could not be asked; ask again later.
            Gone, Forbidden: it cannot be asked at all.
        """

    async def direct(self, workspace: str, person: str) -> Target | None:
        """Return where one person is written to alone; None where nobody can be.

        Raises as `send` does.
        """
