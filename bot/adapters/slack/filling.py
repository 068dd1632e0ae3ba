"""Forms and windows: opened, filled in, sent, and what became of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from slack_bolt.async_app import AsyncAck

from bot.adapters.slack import answering, events, forms, home, render
from bot.adapters.slack.again import harmless, limited
from bot.adapters.slack.events import Typed
from bot.adapters.slack.forms import Form, Wanted, option
from bot.adapters.slack.payload import Object, text
from bot.adapters.slack.session import Session, says
from bot.adapters.slack.tab import Tab
from bot.adapters.slack.wire import Wire
from bot.chat import Origin, Reply, Suggest, Target
from bot.errors import Forbidden, Gone, Invalid
from bot.messages import split

OFFERED = 25
"""Completions offered at once."""
VALUE = 150
"""Characters of an option's value at most."""
COMPLETED = {"zone": Suggest.ZONE, "feed": Suggest.FEED}
"""Fields that are completed as somebody types."""

LATE = "expired_trigger_id"
"""What Slack says of a window asked for more than three seconds after the press."""
TOO_LATE = "I was too slow, so that Slack opens no form now. Please try once more."

_TITLE = "Dateline"
_READING = answering.WAITING.blocks
_OPENER = re.compile(r"open:(?P<form>\w+):(?P<channel>\w+)")
_LINE = re.compile(rf"{render.LINE}:(?P<channel>[A-Z]\w+):")


@dataclass(frozen=True, slots=True)
class Filling:
    """What opens windows for people, and takes what they fill in."""

    session: Session
    tab: Tab

    async def on_open(self, ack: AsyncAck, body: Object) -> None:
        """Open the form a button on the tab stands for."""
        await ack()
        typed = events.press(body)
        pressed = _OPENER.fullmatch(events.pressed(body))
        if typed and pressed:
            wanted = Wanted(Form(pressed["form"]))
            place = replace(typed.target, channel=pressed["channel"], thread=None)
            typed = replace(typed, target=place, text="")
            self.session.start(self.open(typed, wanted, on_home=True))

    async def on_line(self, ack: AsyncAck, body: Object) -> None:
        """Do what a line's button on the tab says; show the answer in a window."""
        await ack()
        typed = events.press(body)
        pressed = _LINE.match(events.pressed(body))
        if typed and pressed:
            place = replace(typed.target, channel=pressed["channel"], thread=None)
            typed = replace(typed, target=place)
            if wanted := forms.wanted(typed):
                self.session.start(self.open(typed, wanted, on_home=True))
            else:
                self.session.start(self._window(typed))

    async def on_sent(self, ack: AsyncAck, body: Object) -> None:
        """Take a form: point at what is wrong, or do what it says."""
        sent = body.get("view")
        filled = forms.read(Form(text(sent, "callback_id")), sent)
        if filled.errors:
            await ack(response_action="errors", errors=dict(filled.errors))
            return
        await ack()
        typed = Typed(
            id=f"form:{text(sent, 'id')}:{text(sent, 'hash')}",
            target=Target("slack", events.team(body), filled.channel),
            user=text(body, "user", "id"),
            text="",
            origin=Origin.COMMAND,
        )
        self.session.start(self._done(typed, filled))

    async def on_option(self, ack: AsyncAck, body: Object) -> None:
        """Offer what goes on as typed."""
        channel = forms.opened(body.get("view")).channel
        place = Target("slack", events.team(body), channel)
        what = COMPLETED[text(body, "action_id")]
        found = await self.session.listener.suggest(place, what, text(body, "value"))
        offered = [option(each) for each in found if 0 < len(each) <= VALUE]
        await ack(options=offered[:OFFERED])

    async def open(
        self, typed: Typed, wanted: Wanted, *, on_home: bool = False
    ) -> None:
        """Open a form, or say why there is nothing to fill in."""
        view = await self._view(typed, wanted, on_home=on_home)
        if view is not None:
            await self._opened(typed, view, on_home=on_home)
            return
        probe = replace(typed, text=typed.text or forms.KINDS[wanted.form].probe)
        if on_home:
            await self._window(probe)
        elif reply := await self.session.ask(probe):
            asked = answering.Answering(typed, self.session.wire, self.session.clock())
            await answering.give(asked, replace(reply, private=True), None, None)

    async def _view(
        self, typed: Typed, wanted: Wanted, *, on_home: bool
    ) -> Object | None:
        """Return the form; None for who may not fill it in, or where it is empty."""
        person = await self.session.person(typed)
        if not person.may_configure:
            return None
        held: tuple[str, ...] = ()
        if shows := forms.KINDS[wanted.form].shows:
            held = await self.session.listener.suggest(typed.target, shows, "")
        channel, zone = typed.target.channel, person.zone
        opening = forms.Opening(channel, zone, on_home, wanted.number, held)
        return forms.view(wanted.form, opening)

    async def _window(self, typed: Typed) -> None:
        """Open a window at once, as its time runs out, and put the answer there."""
        wire = self.session.wire
        waiting = forms.note(_TITLE, render.shown(_READING))
        window = await self._opened(typed, waiting, on_home=True)
        if window and (reply := await self.session.ask(typed)):
            answer = forms.note(_TITLE, _all(reply))
            await harmless(partial(wire.replace, typed.target, window, answer))
        await self.tab.again(typed.target, typed.user)

    async def _opened(self, typed: Typed, view: Object, *, on_home: bool) -> str:
        """Open a window; where its three seconds are over, say so: empty then."""
        wire = self.session.wire
        try:
            return await limited(partial(wire.open, typed.target, typed.trigger, view))
        except Invalid as error:
            if LATE not in str(error):
                raise
            await _tell(wire, typed, Reply(says(TOO_LATE)), aside=on_home)
            return ""

    async def _done(self, typed: Typed, filled: forms.Filled) -> None:
        """Do what a form says; tell its sender what became of it, and nobody else."""
        replies = []
        for number, line in enumerate(filled.lines):
            one = replace(typed, id=f"{typed.id}:{number}", text=line)
            replies.append(await self.session.ask(one))
        for reply in _telling(replies):
            await _tell(self.session.wire, typed, reply, aside=filled.on_home)
        if filled.on_home:
            await self.tab.again(typed.target, typed.user)


def _telling(replies: Sequence[Reply | None]) -> list[Reply]:
    """Return what went wrong, and the last word of what did not."""
    said = [reply for reply in replies if reply]
    well = [reply for reply in said if not reply.private]
    return [*(reply for reply in said if reply.private), *well[-1:]]


async def _tell(wire: Wire, typed: Typed, reply: Reply, *, aside: bool) -> None:
    """Say something to one person, in the channel or by direct message."""
    posts = [render.post(part) for part in split(reply.message, render.LIMITS)]
    if not aside and not typed.target.channel.startswith("D"):
        try:
            for post in posts:
                await limited(partial(wire.whisper, typed.target, typed.user, post))
        except (Gone, Forbidden):
            pass
        else:
            return
    direct = await harmless(partial(wire.direct, typed.target.workspace, typed.user))
    alone = replace(typed.target, channel=direct)
    for post in posts:
        await limited(partial(wire.post, alone, post, ""))


def _all(reply: Reply) -> tuple[Object, ...]:
    parts = split(reply.message, render.LIMITS)
    blocks = [block for part in parts for block in render.shown(part.blocks)]
    return tuple(blocks[: home.BLOCKS])
