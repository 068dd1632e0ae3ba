"""What the bot says in Slack, by example: a briefing, answers, an error, Home, forms.

All but the hostile one come from the seed pack, through the pipeline and over the wire.
`python -m tests.adapters.slack.examples` writes the golden payloads anew, and beside
those that hang on what the summarizer picks, the parts they are made of.
"""

import asyncio
import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from bot import codec
from bot.adapters.slack import render
from bot.messages import (
    Footer,
    Heading,
    Link,
    Message,
    Paragraph,
    Part,
    Section,
    Text,
    split,
)
from bot.store import ledger, occurrences
from summarizer import Span, Verbatim
from tests.adapters.slack import newsroom
from tests.adapters.slack.newsroom import Newsroom
from tests.platforms.slack import CHANNEL, acts, serve
from tests.platforms.slack.rules import Json
from tests.platforms.slack.server import ANA, BEN

GOLDEN = Path(__file__).parents[2] / "golden" / "slack"
PARTS = GOLDEN / "parts"
ASKED = {
    "answer": "who said what about the ferry",
    "verified": "is this quote real: “I don’t want to spoil the atmosphere”",
    "nothing": "who said what about rent caps",
}
TOLD = {
    "error": "feed add https://news.example/feed",
    "refused": "digest create weekdays 08:00",
}
FORMS = (
    "New briefing",
    "Change",
    "Add a source",
    "Remove a source",
    "Filters",
    "Settings",
)


def said(text: str) -> Verbatim:
    return Verbatim("v1", Span(0, len(text)), text)


HOSTILE = Message(
    (
        Section(
            (
                Heading((said("<!channel> &lt;b&gt; *now* :fire:"),)),
                Paragraph((said("<@U100> <https://evil.example|Read on> & `rm`"),)),
                Paragraph(
                    (Link(said("https://bank.example"), "https://evil.example"),)
                ),
                Footer((said("*bold* <!here>"),)),
                Footer(
                    (
                        said("a < b & c"),
                        Text(" "),
                        Link(Text("Coast Wire"), "https://coast-wire.example/a1"),
                    )
                ),
            ),
        ),
    )
)
"""Feed text that would like to ping, link, format or pass for something else."""


@dataclass(slots=True)
class Played:
    """Payloads by name as they went over the wire, and parts that some are made of."""

    payloads: dict[str, object] = field(default_factory=dict)
    parts: dict[str, tuple[Part, ...]] = field(default_factory=dict)


async def played() -> Played:
    """Play everything once."""
    found = Played({"hostile": _hostile()})
    with tempfile.TemporaryDirectory() as folder:
        filled = Path(folder) / "filled.db"
        await newsroom.fill(filled)
        async with (
            serve() as server,
            newsroom.opened(server, filled, Path(folder)) as room,
        ):
            await _play(room, found)
    return found


def _hostile() -> list[Json]:
    return [
        {"text": post.text, "blocks": list(post.blocks)}
        for post in map(render.post, split(HOSTILE, render.LIMITS))
    ]


async def _play(room: Newsroom, found: Played) -> None:
    members = room.server.channels[CHANNEL]["members"]
    room.server.channels[CHANNEL]["members"] = [ANA]
    found.payloads["home-empty"] = await _home(room, BEN)
    room.server.channels[CHANNEL]["members"] = members
    for line in ("digest create weekdays 08:00 Europe/Madrid", "filter add -football"):
        await room.ask(line)
    found.payloads["briefing"] = await _briefing(room)
    found.parts["briefing"] = await _queued(room)
    for name, line in ASKED.items():
        found.payloads[name] = [_neutral(post) for post in await room.ask(line)]
        found.parts[name] = split(room.desk.said[-1].message, render.LIMITS)
    for name, line in TOLD.items():
        user = BEN if name == "refused" else ANA
        answers = await room.ask(line, user=user)
        found.payloads[name] = [_neutral(post) for post in answers]
    found.payloads["home"] = await _home(room, ANA)
    for label in FORMS:
        name = label.lower().replace(" a ", " ").replace(" ", "-")
        found.payloads[f"form-{name}"] = await _form(room, label)


async def _queued(room: Newsroom) -> tuple[Part, ...]:
    async with room.store.reading() as tx:
        [occurrence] = await occurrences.of_place(tx, room.place.id)
        rows = await ledger.of_occurrence(tx, occurrence.id)
    return tuple(row.part for row in rows)


async def _form(room: Newsroom, label: str) -> Json:
    trigger = await acts.press(room.server, label)
    await room.server.until(lambda: trigger in room.server.views)
    return room.server.views[trigger]


async def _home(room: Newsroom, user: str) -> Json:
    server = room.server
    await acts.open_home(server, user=user, direct="")
    await server.until(lambda: user in server.views)
    return server.views[user]


async def _briefing(room: Newsroom) -> list[Json]:
    seen = len(room.server.asked("chat.postMessage"))
    await room.briefing()
    return [_neutral(call) for call in room.server.asked("chat.postMessage")[seen:]]


def _neutral(call: Json) -> Json:
    """Return a payload without what differs from run to run."""
    kept = {k: v for k, v in call.items() if k not in ("ts", "user", "bot_id")}
    if kept.get("thread_ts"):
        kept["thread_ts"] = "the message above"
    if "metadata" in kept:
        kept["metadata"] = {**kept["metadata"], "event_payload": {"key": "its key"}}
    return kept


def written(payload: object) -> str:
    return json.dumps(payload, indent=2, ensure_ascii=False) + "\n"


def _write() -> None:
    PARTS.mkdir(parents=True, exist_ok=True)
    for old in GOLDEN.rglob("*.json"):
        old.unlink()
    anew = asyncio.run(played())
    for name, payload in anew.payloads.items():
        (GOLDEN / f"{name}.json").write_text(written(payload), "utf-8")
    for name, parts in anew.parts.items():
        (PARTS / f"{name}.json").write_text(codec.dumps(parts) + "\n", "utf-8")


if __name__ == "__main__":
    _write()
