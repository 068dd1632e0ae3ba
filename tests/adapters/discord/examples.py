"""Posts of a real bot over the seed pack, kept as they were once composed.

The parts are frozen, so that a better choice of sentences does not change what the
rendering is held to. `python -m tests.adapters.discord.examples` takes them anew from
a running newsroom, and writes the golden files; then read the difference.
"""

import asyncio
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from bot import codec
from bot.adapters.discord import forms, render
from bot.chat import Incoming, Origin, Person, Target
from bot.commands.greeting import hello
from bot.messages import Message, Part, split
from bot.store import ledger, occurrences, places
from tests.adapters.discord import briefing, newsroom
from tests.adapters.discord.newsroom import HERE, Newsroom
from tests.platforms.discord import Server

GOLDEN = Path(__file__).parents[2] / "golden" / "discord"
PARTS = GOLDEN / "parts.json"

LINES = {
    "answer": "who said what about the ferry strike",
    "figures": "numbers ferry strike",
    "verified": "verify “A recount is not an accusation”",
    "unfound": "who said what about the price of cheese",
    "error": "digest pause 9",
}
"""Names of golden answers, and the lines they answer."""
REFUSED = "feed add https://lantern.example/feed"


HELD: Mapping[str, tuple[str, ...]] = {
    "digest create": (),
    "digest edit": ("1 weekdays 08:00 Europe/Berlin",),
    "feed add": (),
    "feed remove": ("The Lantern", "Harbour Post"),
    "filter add": ("-crime", "budget"),
    "settings edit": ("zone Europe/Madrid", "stories 7", "sentences 3", "ping <@&55>"),
}
"""Lines that open a form, and what is there when they do."""


def parts() -> Mapping[str, Part]:
    """Return the frozen parts by name."""
    held = cast("dict[str, str]", json.loads(PARTS.read_text(encoding="utf-8")))
    return {name: codec.loads(Part, text) for name, text in held.items()}


def payloads() -> Mapping[str, object]:
    """Return every message and form as Discord gets it, by name."""
    posts = {name: render.body(part, "key") for name, part in parts().items()}
    asked = {f"form-{line.replace(' ', '-')}": _form(line) for line in HELD}
    handmade = {f"briefing-{p.index}": render.body(p, "key") for p in briefing.PARTS}
    return {**posts, **asked, **handmade}


def _form(line: str) -> object:
    asked = forms.wanted(line)
    assert asked is not None
    opening = forms.opening(asked, "en", HELD[line], HELD["settings edit"])
    return {"type": 9, "data": forms.form(asked, opening)}


def written(payload: object) -> str:
    """Return a payload as its golden file holds it."""
    return json.dumps(payload, ensure_ascii=False, indent=2) + "\n"


async def freeze(room: Newsroom) -> None:
    """Keep the parts of a briefing and some answers of a running newsroom."""
    await room.briefing()
    async with room.store.reading() as tx:
        place = await places.find(tx, HERE)
        assert place is not None
        [latest] = await occurrences.of_place(tx, place.id, limit=1)
        posted = await ledger.of_occurrence(tx, latest.id)
    taken = {f"digest-{each.part.index}": each.part for each in posted}
    for number, (name, line) in enumerate(LINES.items()):
        taken |= _named(name, await _said(room, line, f"e{number}", may=True))
    taken |= _named("refused", await _said(room, REFUSED, "e-refused", may=False))
    taken |= _named("onboarding", hello("UTC", "news", known=False))
    shown = {name: codec.dumps(part) for name, part in taken.items()}
    PARTS.write_text(written(shown), encoding="utf-8")


async def _said(room: Newsroom, line: str, event: str, *, may: bool) -> Message:
    person = Person("1", "Ana", None, "en", may)
    target = Target(HERE.platform, HERE.workspace, HERE.channel)
    reply = await room.desk.answer(
        Incoming(event, target, person, line, Origin.COMMAND)
    )
    assert reply is not None
    return reply.message


def _named(name: str, message: Message) -> Mapping[str, Part]:
    made = split(message, render.LIMITS)
    return {f"{name}-{part.index}": part for part in made}


async def _take() -> None:
    with tempfile.TemporaryDirectory() as name:
        filled = Path(name) / "pack.db"
        await newsroom.fill(filled)
        async with (
            Server.open() as server,
            newsroom.opened(server, filled, Path(name)) as room,
        ):
            await freeze(room)


def _write() -> None:
    asyncio.run(_take())
    for old in {*GOLDEN.glob("*.json")} - {PARTS}:
        old.unlink()
    for name, payload in payloads().items():
        (GOLDEN / f"{name}.json").write_text(written(payload), "utf-8")


if __name__ == "__main__":
    _write()
