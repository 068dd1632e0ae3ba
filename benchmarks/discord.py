"""Discord under load: a thousand briefings at once, and questions while texts are read.

    python -m benchmarks.discord                  # both
    python -m benchmarks.discord briefings --channels 1000 --engine dbos
    python -m benchmarks.discord answers --rounds 10

`briefings`: every channel is due at the same moment; the real engine hands the parts to
a local Discord with its rate limits (5 posts in 5 s and channel, 50 requests a second
in all) that loses replies, fails after writing and forgets every nonce at once. The
process is killed once, half way. `answers`: the whole bot, with 20 commands at once,
while its workers read articles all the time; how long until Discord had an answer.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import cast

from benchmarks import _newsroom
from benchmarks._newsroom import AT_ONCE, CALL, Handed, now, spread
from bot import codec, log
from bot.adapters.discord import Discord, buttons
from bot.chat import Target
from bot.messages import Part
from tests.adapters.discord import examples
from tests.platforms.discord import CHANNEL, GUILD, TOKEN, Fault, Limits, Server, Talk
from tests.platforms.discord.world import ELSEWHERE, SECOND, Json, channel

WEATHER = {
    37: Fault(lost=True, written=True),
    53: Fault(status=502, written=True),
    71: Fault(status=503),
}
"""Each at every n-th post: a reply lost, an error after writing, one before."""
QUESTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("who-said-what", {"topic": "the ferry"}),
    ("what-did-say", {"person": "Lavrov"}),
    ("ask", {"question": "how many were injured?"}),
    ("status", {}),
)
UNREAD = 3_000
"""Articles waiting to be read: more than the workers manage meanwhile."""


# --- briefings -----------------------------------------------------------------------


async def briefings(
    channels: int,
    engine: str,
    folder: Path,
    parts: Sequence[Part],
    limits: Limits,
    *,
    call: float = CALL,
) -> Handed:
    """Hand a briefing to every channel; kill the process once, half way."""
    url = _newsroom.database(folder)
    names = [str(600_000_000_000_000_000 + number) for number in range(channels)]
    targets = [Target("discord", GUILD, name) for name in names]
    due = await _newsroom.queue(url, targets, parts)
    async with Server.open() as server:
        server.world.clock = now  # ids tell the time, and look-ups go by it
        server.routes.forgetful = True
        server.routes.announce = None
        server.limits, server.plan = limits, WEATHER
        for name in names:
            server.world.channels[name] = channel(name, 0, GUILD)
        options = ("--worker", url, server.url, "--engine", engine, "--call", str(call))
        worker = ("benchmarks.discord", *options)
        made = await _newsroom.hand(url, due, worker, lambda: _keys(server))
    hit = limits.hit
    return replace(
        made,
        limited=f"limited {hit['channel']} times in a channel and "
        f"{hit['everywhere']} times over all",
    )


def morning() -> tuple[Part, ...]:
    """Return a briefing of the seeds, as it was composed: the post and its thread.

    Its words are ours here, as the texts they stand in are not in the database.
    """
    held = examples.parts()
    return tuple(_ours(held[name]) for name in sorted(held) if "digest-" in name)


def _ours(part: Part) -> Part:
    return codec.loads(Part, json.dumps(_unquoted(json.loads(codec.dumps(part)))))


def _unquoted(value: object) -> object:
    if isinstance(value, list):
        return [_unquoted(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.get("_type") == "Verbatim":
        return {"_type": "Text", "text": value["text"]}
    return {key: _unquoted(each) for key, each in value.items()}


def _keys(server: Server) -> list[str]:
    embeds = (
        cast("list[Json]", message["embeds"])
        for messages in server.world.messages.values()
        for message in messages
    )
    return [buttons.key_of(str(each[0]["url"])) or "" for each in embeds]


# --- answers -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heard:
    """Seconds until each command had its first answer, and its last."""

    first: tuple[float, ...]
    whole: tuple[float, ...]
    read: int
    """Articles the workers read meanwhile."""

    def __str__(self) -> str:
        """Return three lines of a report."""
        return (
            f"{len(self.first)} commands, {AT_ONCE} at once, {self.read} articles read "
            f"meanwhile\n  first answer or “thinking”: {spread(self.first)}\n"
            f"  answered: {spread(self.whole)}"
        )


async def answers(rounds: int, folder: Path) -> Heard:
    """Use 20 commands at once, again and again, while the workers read."""
    here = Target("discord", GUILD, CHANNEL)
    busy = Target("discord", SECOND, ELSEWHERE)
    await _newsroom.prepare(folder, here, busy, UNREAD)
    async with Server.open() as server, running(server, folder):
        server.world.clock = now
        await server.ready()
        before = await _newsroom.unread(folder, UNREAD)
        first: list[float] = []
        whole: list[float] = []
        for _ in range(rounds):
            took = await _round(server)
            first += [each[0] for each in took]
            whole += [each[1] for each in took]
        return Heard(
            tuple(first), tuple(whole), before - await _newsroom.unread(folder, UNREAD)
        )


async def _round(server: Server) -> list[tuple[float, float]]:
    """Return the seconds until the first answer and until the whole one, by command."""
    async with asyncio.TaskGroup() as tasks:
        asked = [tasks.create_task(_ask(server, each)) for each in range(AT_ONCE)]
    return [task.result() for task in asked]


async def _ask(server: Server, number: int) -> tuple[float, float]:
    path, options = QUESTIONS[number % len(QUESTIONS)]
    began = time.monotonic()
    talk = await server.slash(path, **options)
    first = await _when(talk, began, whole=False)
    return first, await _when(talk, began, whole=True)


async def _when(talk: Talk, began: float, *, whole: bool) -> float:
    while not (talk.said if whole else talk.callback):  # noqa: ASYNC110
        await asyncio.sleep(0.002)
    return time.monotonic() - began


def running(
    server: Server, folder: Path, now: datetime | None = None, **settings: str
) -> AbstractAsyncContextManager[object]:
    """Run the whole bot in a process of its own, against the local Discord."""
    chosen = {"token": TOKEN, "api_url": server.url, **settings}
    variables = {f"discord_{name}": value for name, value in chosen.items()}
    clock = ("--now", now.isoformat()) if now else ()
    return _newsroom.bot(folder, *clock, **variables)


# --- command line --------------------------------------------------------------------


def main() -> None:
    """Run what is asked for, or one of its workers."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", nargs="?", choices=["briefings", "answers"])
    parser.add_argument("--channels", type=int, default=1_000)
    parser.add_argument("--engine", choices=["loop", "dbos"], default="dbos")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--worker", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--call", type=float, default=CALL, help=argparse.SUPPRESS)
    options = parser.parse_args()
    log.configure("error", "text")
    if options.worker:
        url, address = options.worker
        discord = Discord(Server(url=address).settings(), clock=now)
        work = _newsroom.deliver(url, "discord", discord, options.engine, options.call)
        asyncio.run(work)
        return
    failed = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        if options.what != "answers":
            path = Path(folder) / "briefings"
            path.mkdir()
            many, engine = options.channels, options.engine
            work = briefings(many, engine, path, morning(), Limits())
            made = asyncio.run(work)
            print(f"{many} channels, {engine}, killed once: {made}")
            failed = failed or made.lost or made.doubled
        if options.what != "briefings":
            path = Path(folder) / "answers"
            path.mkdir()
            print(asyncio.run(answers(options.rounds, path)))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
