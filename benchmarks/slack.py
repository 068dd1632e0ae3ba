"""Slack under load: a thousand briefings at once, and questions while texts are read.

    python -m benchmarks.slack                    # both
    python -m benchmarks.slack briefings --channels 1000 --engine dbos
    python -m benchmarks.slack acks --rounds 10

`briefings`: every channel is due at the same moment; the real engine hands the parts to
a local Slack that permits one message per second and channel. The process is killed
once, half way. `acks`: the whole bot, with 20 questions at once, while its workers read
articles all the time; how long until Slack heard that we heard.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import _newsroom
from benchmarks._newsroom import AT_ONCE, CALL, Handed, now, spread
from bot import codec, log, store
from bot.adapters.slack import Slack
from bot.chat import Target
from bot.messages import Part
from tests import seedpack
from tests.factories import NOW
from tests.platforms.slack import CHANNEL, Server, serve
from tests.platforms.slack.server import APP_TOKEN, BOT, TEAM, TOKEN

PARTS = Path(__file__).parents[1] / "tests/golden/slack/parts/briefing.json"
"""A briefing of the seeds, as it was composed: the post and its thread."""
QUESTIONS = (
    "who said what about the ferry",
    "what did Lavrov say",
    "how many were injured?",
    "status",
)
ROUND = 120.0
"""Seconds until all questions of a round must be answered."""
UNREAD = 1_000
"""Articles waiting to be read: more than the workers manage meanwhile."""


# --- briefings -----------------------------------------------------------------------


async def briefings(
    channels: int, engine: str, folder: Path, stories: int = 7, *, call: float = CALL
) -> Handed:
    """Hand a briefing to every channel; kill the process once, half way."""
    url = _newsroom.database(folder)
    names = [f"C{number:06}" for number in range(channels)]
    held = codec.loads(tuple[Part, ...], PARTS.read_text("utf-8"))
    # Every line is proved against its article before it goes out.
    async with store.opened(url) as db:
        await seedpack.keep(db, Target("slack", TEAM, "C"))
    targets = [Target("slack", TEAM, name) for name in names]
    due = await _newsroom.queue(url, targets, held[: 1 + stories])
    async with serve() as server:
        server.interval = _newsroom.PACE.total_seconds()
        server.ahead = int((now() - NOW).total_seconds())
        for number, name in enumerate(names):
            server.channel(name, f"news-{number}")
        options = ("--worker", url, server.url, "--engine", engine, "--call", str(call))
        worker = ("benchmarks.slack", *options)
        made = await _newsroom.hand(url, due, worker, lambda: _keys(server))
        limited = len(server.asked("chat.postMessage")) - len(_keys(server))
    return replace(made, limited=f"{limited} times limited")


def _keys(server: Server) -> list[str]:
    return [
        message["metadata"]["event_payload"]["key"]
        for messages in server.messages.values()
        for message in messages
    ]


# --- acknowledgements ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heard:
    """Seconds until each question was acknowledged, and until it was answered."""

    acks: tuple[float, ...]
    answers: tuple[float, ...]
    read: int
    """Articles the workers read meanwhile."""

    def __str__(self) -> str:
        """Return two lines of a report."""
        return (
            f"{len(self.acks)} questions, {AT_ONCE} at once, {self.read} articles read "
            f"meanwhile\n  acknowledged: {spread(self.acks)}\n"
            f"  answered: {spread(self.answers)}"
        )


async def acks(rounds: int, folder: Path) -> Heard:
    """Ask 20 questions at once, again and again, while the workers read."""
    here = Target("slack", TEAM, CHANNEL)
    await _newsroom.prepare(folder, here, replace(here, channel="C999"), UNREAD)
    async with serve() as server, _bot(server, folder):
        server.ahead = int((now() - NOW).total_seconds())
        await server.until(lambda: server.connections)
        before = await _newsroom.unread(folder, UNREAD)
        took: list[float] = []
        for _ in range(rounds):
            took += await _round(server)
        return Heard(
            acks=tuple(server.acks.values()),
            answers=tuple(took),
            read=before - await _newsroom.unread(folder, UNREAD),
        )


async def _round(server: Server) -> list[float]:
    asked: dict[str, float] = {}
    for each in range(AT_ONCE):
        line = QUESTIONS[each % len(QUESTIONS)]
        ts = await server.say(f"<@{BOT}> {line}", kinds=("app_mention",))
        asked[ts] = time.monotonic()
    took: list[float] = []
    until = time.monotonic() + ROUND
    while asked and time.monotonic() < until:
        answered = [ts for ts in asked if _is_answered(server, ts)]
        took += [time.monotonic() - asked.pop(ts) for ts in answered]
        await asyncio.sleep(0.01)
    if asked:
        print(f"  {len(asked)} questions had no answer", file=sys.stderr)
    return took


def _is_answered(server: Server, ts: str) -> bool:
    return any(p["text"] != "Reading …" for p in server.posts(thread=ts))


def _bot(server: Server, folder: Path) -> AbstractAsyncContextManager[object]:
    return _newsroom.bot(
        folder,
        slack_bot_token=TOKEN,
        slack_app_token=APP_TOKEN,
        slack_base_url=f"{server.url}/api/",
    )


# --- command line --------------------------------------------------------------------


def main() -> None:
    """Run what is asked for, or one of its workers."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", nargs="?", choices=["briefings", "acks"])
    parser.add_argument("--channels", type=int, default=1_000)
    parser.add_argument("--stories", type=int, default=7, help="posts in each thread")
    parser.add_argument("--engine", choices=["loop", "dbos"], default="dbos")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--worker", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--call", type=float, default=CALL, help=argparse.SUPPRESS)
    options = parser.parse_args()
    log.configure("error", "text")
    if options.worker:
        url, address = options.worker
        slack = Slack(Server(url=address).settings(), clock=now)
        work = _newsroom.deliver(url, "slack", slack, options.engine, options.call)
        asyncio.run(work)
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        if options.what != "acks":
            path = Path(folder) / "briefings"
            path.mkdir()
            channels, engine = options.channels, options.engine
            made = asyncio.run(briefings(channels, engine, path, options.stories))
            print(f"{channels} channels, {engine}, killed once: {made}")
        if options.what != "briefings":
            path = Path(folder) / "acks"
            path.mkdir()
            print(asyncio.run(acks(options.rounds, path)))


if __name__ == "__main__":
    main()
