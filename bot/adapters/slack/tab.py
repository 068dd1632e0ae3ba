"""The Home tab, published to whoever opens it, and again when something changed."""

import asyncio
from dataclasses import dataclass, replace
from functools import partial

from bot.adapters.slack import events, home
from bot.adapters.slack.again import harmless
from bot.adapters.slack.events import Typed
from bot.adapters.slack.payload import Object, text
from bot.adapters.slack.session import Session
from bot.chat import Origin, Reply, Target


@dataclass(frozen=True, slots=True)
class Tab:
    """What each person sees of the channels they share with us."""

    session: Session
    command: str

    async def on_home(self, body: Object) -> None:
        """Show the tab to whoever opens it."""
        if text(body, "event", "tab") != "messages":
            user, direct = text(body, "event", "user"), text(body, "event", "channel")
            place = Target("slack", events.team(body), direct)
            self.session.start(self.show(place, user))

    async def show(self, place: Target, user: str) -> None:
        """Publish the tab: the channels this person and we share, and what is there."""
        wire = self.session.wire
        shared = await harmless(partial(wire.shared, place.workspace, user))
        ids = [*shared, *([place.channel] if place.channel.startswith("D") else [])]
        channels = [
            await self._channel(replace(place, channel=channel), user)
            for channel in ids[: home.CHANNELS]
        ]
        more = max(0, len(ids) - home.CHANNELS)
        view = home.view(tuple(channels), self.command, more)
        await harmless(partial(wire.publish, place, user, view))

    async def again(self, place: Target, user: str) -> None:
        """Publish the tab anew, from wherever the person was."""
        direct = await harmless(
            partial(self.session.wire.direct, place.workspace, user)
        )
        await self.show(replace(place, channel=direct, thread=None), user)

    async def _channel(self, place: Target, user: str) -> home.Channel:
        return home.Channel(
            place.channel,
            digests=await self._about(place, user, "digest list"),
            feeds=await self._about(place, user, "feed list"),
        )

    async def _about(self, place: Target, user: str, line: str) -> Reply | None:
        now = self.session.clock().timestamp()
        unique = f"{now}:{asyncio.get_running_loop().time()}"
        name = f"home:{user}:{place.channel}:{line}:{unique}"
        return await self.session.ask(Typed(name, place, user, line, Origin.COMMAND))
