"""The Home tab and forms: shown, opened, filled in, sent."""

import asyncio
import re
from dataclasses import dataclass, replace

from slack_bolt.async_app import AsyncAck

from bot.adapters.slack import answering, events, home, modals, render
from bot.adapters.slack.events import Typed
from bot.adapters.slack.payload import Object, text
from bot.adapters.slack.session import Session
from bot.adapters.slack.wire import Wire
from bot.chat import Origin, Reply, Suggest, Target
from bot.errors import Forbidden, Gone
from bot.messages import split

ZONES = 25
"""Zones offered at once."""

_TITLE = "Dateline"
_READING = answering.WAITING.blocks
_OPENER = re.compile(r"open:(?P<form>\w+):(?P<channel>\w+)")
_LINE = re.compile(rf"{render.LINE}:(?P<channel>[A-Z]\w+):")


@dataclass(frozen=True, slots=True)
class Surfaces:
    """Everything on Slack that is not a message."""

    session: Session
    command: str

    async def on_home(self, body: Object) -> None:
        """Show the tab to whoever opens it."""
        if text(body, "event", "tab") != "messages":
            user, direct = text(body, "event", "user"), text(body, "event", "channel")
            place = Target("slack", events.team(body), direct)
            self.session.start(self.show(place, user))

    async def on_open(self, ack: AsyncAck, body: Object) -> None:
        """Open the form a button on the tab stands for."""
        await ack()
        typed = events.press(body)
        pressed = _OPENER.fullmatch(events.pressed(body))
        if typed and pressed:
            form = modals.Form(pressed["form"])
            place = replace(typed.target, channel=pressed["channel"], thread=None)
            self.session.start(self._open(replace(typed, target=place), form))

    async def on_line(self, ack: AsyncAck, body: Object) -> None:
        """Do what a line's button on the tab says; show the answer in a window."""
        await ack()
        typed = events.press(body)
        pressed = _LINE.match(events.pressed(body))
        if typed and pressed:
            place = replace(typed.target, channel=pressed["channel"], thread=None)
            self.session.start(self._window(replace(typed, target=place)))

    async def on_sent(self, ack: AsyncAck, body: Object) -> None:
        """Take a form: point at what is wrong, or do what it says."""
        sent = body.get("view")
        filled = modals.read(modals.Form(text(sent, "callback_id")), sent)
        if filled.errors:
            await ack(response_action="errors", errors=dict(filled.errors))
            return
        await ack()
        typed = Typed(
            id=f"form:{text(sent, 'id')}:{text(sent, 'hash')}",
            target=Target("slack", events.team(body), filled.channel),
            user=text(body, "user", "id"),
            text=filled.line,
            origin=Origin.COMMAND,
        )
        self.session.start(self._done(typed, on_home=filled.on_home))

    async def on_zone(self, ack: AsyncAck, body: Object) -> None:
        """Offer the time zones that go on as typed."""
        place = Target("slack", events.team(body), "")
        typed = text(body, "value")
        found = await self.session.listener.suggest(place, Suggest.ZONE, typed)
        await ack(options=[modals.option(zone) for zone in found[:ZONES]])

    async def show(self, place: Target, user: str) -> None:
        """Publish the tab: the channels this person and we share, and what is there."""
        shared = await self.session.wire.shared(place.workspace, user)
        ids = [*shared, *([place.channel] if place.channel.startswith("D") else [])]
        channels = [
            await self._channel(replace(place, channel=channel), user)
            for channel in ids[: home.CHANNELS]
        ]
        more = max(0, len(ids) - home.CHANNELS)
        view = home.view(tuple(channels), self.command, more)
        await self.session.wire.publish(place, user, view)

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

    async def _open(self, typed: Typed, form: modals.Form) -> None:
        person = await self.session.person(typed)
        view = modals.view(form, typed.target.channel, person.zone, on_home=True)
        await self.session.wire.open(typed.target, typed.trigger, view)

    async def _window(self, typed: Typed) -> None:
        """Open a window at once, as its time runs out, and put the answer there."""
        wire = self.session.wire
        waiting = modals.note(_TITLE, render.shown(_READING))
        window = await wire.open(typed.target, typed.trigger, waiting)
        if reply := await self.session.ask(typed):
            await wire.replace(typed.target, window, modals.note(_TITLE, _all(reply)))
        direct = await wire.direct(typed.target.workspace, typed.user)
        await self.show(replace(typed.target, channel=direct), typed.user)

    async def _done(self, typed: Typed, *, on_home: bool) -> None:
        """Say what became of a form: where it was opened, to its sender alone."""
        reply = await self.session.ask(typed)
        direct = ""
        if reply:
            direct = await _tell(self.session.wire, typed, reply, aside=on_home)
        if on_home:
            own = direct or await self.session.wire.direct(
                typed.target.workspace, typed.user
            )
            await self.show(replace(typed.target, channel=own), typed.user)


async def _tell(wire: Wire, typed: Typed, reply: Reply, *, aside: bool) -> str:
    """Say something to one person; return the direct message used, if one was."""
    posts = [render.post(part) for part in split(reply.message, render.LIMITS)]
    if not aside and not typed.target.channel.startswith("D"):
        try:
            for post in posts:
                await wire.whisper(typed.target, typed.user, post)
        except (Gone, Forbidden):
            pass
        else:
            return ""
    direct = await wire.direct(typed.target.workspace, typed.user)
    for post in posts:
        await wire.post(replace(typed.target, channel=direct), post, "")
    return direct


def _all(reply: Reply) -> tuple[Object, ...]:
    parts = split(reply.message, render.LIMITS)
    blocks = [block for part in parts for block in render.shown(part.blocks)]
    return tuple(blocks[: home.BLOCKS])
