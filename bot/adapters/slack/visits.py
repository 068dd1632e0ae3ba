"""Coming and going: invited, removed, uninstalled."""

from dataclasses import dataclass

from bot.adapters.slack import answering, events
from bot.adapters.slack.answering import Answering
from bot.adapters.slack.events import Typed
from bot.adapters.slack.payload import Object, at, text
from bot.adapters.slack.session import Session
from bot.chat import Origin, Target

LEFT = ("channel_left", "group_left", "channel_deleted", "group_deleted")
"""Events that end our stay in a channel."""


@dataclass(frozen=True, slots=True)
class Visits:
    """Tells the listener where we are."""

    session: Session

    async def on_joined(self, body: Object) -> None:
        """Greet, where it was us who joined."""
        if await self._is_us(body):
            self.session.start(self._greet(body))

    async def on_member_left(self, body: Object) -> None:
        """Note that we were removed from a channel."""
        if await self._is_us(body):
            await self.on_left(body)

    async def on_left(self, body: Object) -> None:
        """Note that a channel is gone, or gone for us."""
        self.session.start(self.session.listener.left(_place(body)))

    async def on_revoked(self, body: Object) -> None:
        """Forget a workspace whose bot token was revoked."""
        if at(body, "event", "tokens", "bot"):
            await self.on_uninstalled(body)

    async def on_uninstalled(self, body: Object) -> None:
        """Forget a workspace that removed the app."""
        team = events.team(body)
        await self.session.wire.workspaces.remove(team)
        self.session.start(self.session.listener.left(Target("slack", team, "")))

    async def _greet(self, body: Object) -> None:
        place, inviter = _place(body), text(body, "event", "inviter")
        typed = Typed(f"joined:{place.channel}", place, inviter, "", Origin.MENTION)
        by = await self.session.person(typed) if inviter else None
        if reply := await self.session.listener.joined(place, by):
            asked = Answering(typed, self.session.wire, self.session.clock())
            await answering.openly(asked, reply.message, None)

    async def _is_us(self, body: Object) -> bool:
        us = await self.session.wire.workspace(events.team(body))
        return text(body, "event", "user") == us.bot


def _place(body: Object) -> Target:
    channel = text(body, "event", "channel") or text(body, "event", "channel", "id")
    return Target("slack", events.team(body), channel)
