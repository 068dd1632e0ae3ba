"""Many at once: acknowledgements stay quick, and no post is lost or doubled."""

import asyncio
import multiprocessing
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.adapters.slack import Slack
from bot.adapters.slack.turns import Turns
from bot.chat import Incoming, Reply, Target
from bot.errors import RateLimited, Unknown
from bot.messages import Part
from tests.adapters.slack.bot import made, running
from tests.factories import NOW, make_part
from tests.listening import Scripted, says
from tests.platforms.slack import Fault, Server
from tests.platforms.slack.server import BOT, TEAM

QUESTIONS, CHANNELS = 20, 1_000
SINCE = NOW - timedelta(hours=1)


def analyse() -> None:
    """Keep a processor busy, as reading articles does."""
    while True:
        sum(n * n for n in range(10_000))


@pytest.fixture
def analysis() -> Iterator[None]:
    worker = multiprocessing.get_context("spawn").Process(target=analyse, daemon=True)
    worker.start()
    yield
    worker.kill()
    worker.join()
    worker.close()


@pytest.mark.usefixtures("analysis")
async def test_twenty_questions_at_once_are_acknowledged_before_any_is_answered(
    server: Server,
) -> None:
    all_heard = asyncio.Event()

    async def slowly(incoming: Incoming) -> Reply:
        await all_heard.wait()
        return says(incoming.text)

    async with running(server, Scripted(slowly)):
        async with asyncio.TaskGroup() as tasks:
            for number in range(QUESTIONS):
                tasks.create_task(server.say(f"<@{BOT}> question {number}"))
        await server.until(lambda: len(server.acks) == QUESTIONS)
        assert server.posts() == []
        all_heard.set()
        await server.until(lambda: len(server.asked("chat.postMessage")) == QUESTIONS)

    assert max(server.acks.values()) < 1.0


async def test_an_answer_that_waits_lets_the_others_go_before() -> None:
    turns, begun, over = Turns(at_once=1, held=0.0), [], asyncio.Event()

    async def answer(name: str, end: asyncio.Event) -> None:
        async with turns.turn():
            begun.append(name)
            await end.wait()

    soon = asyncio.Event()
    soon.set()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(answer("slow", over))
        await tasks.create_task(answer("quick", soon))
        over.set()

    assert begun == ["slow", "quick"]


async def test_no_more_answers_begin_than_there_are_turns() -> None:
    turns, begun, over = Turns(at_once=2, held=60.0), [], asyncio.Event()

    async def answer(number: int) -> None:
        async with turns.turn():
            begun.append(number)
            await over.wait()

    async with asyncio.TaskGroup() as tasks:
        for number in range(5):
            tasks.create_task(answer(number))
        for _ in range(10):
            await asyncio.sleep(0)
        before = list(begun)
        over.set()

    assert before == [0, 1]
    assert begun == [0, 1, 2, 3, 4]


async def deliver(bot: Slack, target: Target, part: Part, key: str) -> str:
    """Send as the ledger does: wait when told to, look before sending again."""
    while True:
        try:
            return await bot.send(target, part, key)
        except RateLimited:
            await asyncio.sleep(0)
        except Unknown:
            if found := await bot.lookup(target, key, SINCE):
                return found


@pytest.mark.timeout(180)
async def test_a_thousand_channels_get_their_briefing_once(server: Server) -> None:
    names = [f"C{number:04}" for number in range(CHANNELS)]
    for name in names:
        server.channel(name, name.lower())
    trouble = [Fault("ratelimited", 429, after=1), Fault(status=503, lost=True)]
    server.fail("chat.postMessage", *trouble * 30, Fault("internal_error"))
    server.interval = 0.001
    bot, turns = made(server), asyncio.Semaphore(25)

    async def brief(name: str) -> None:
        place = Target("slack", TEAM, name)
        async with turns:
            parent = await deliver(bot, place, make_part("Morning"), f"{name}p0")
            thread = replace(place, thread=parent)
            await deliver(bot, thread, make_part("Story", index=1), f"{name}p1")

    async with asyncio.TaskGroup() as tasks:
        for name in names:
            tasks.create_task(brief(name))

    posted = Counter(
        message["metadata"]["event_payload"]["key"]
        for name in names
        for message in server.messages[name]
    )
    assert len(posted) == 2 * CHANNELS
    assert set(posted.values()) == {1}


async def test_a_channel_gets_its_posts_one_after_the_other(server: Server) -> None:
    server.interval = 0.05
    bot = Slack(server.settings(), clock=lambda: NOW, pace=0.1)
    place = Target("slack", TEAM, "C100")

    async with asyncio.TaskGroup() as tasks:
        for number in range(5):
            tasks.create_task(bot.send(place, make_part(), f"k{number}"))

    assert len(server.posts()) == 5
