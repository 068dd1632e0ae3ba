"""A briefing on its way through the ledger to Slack, whatever happens in between."""

from datetime import timedelta

import pytest

from bot.chat import Target
from bot.delivery.wave import Sender, expire, wave
from bot.messages import Heading, Message, Section, Text, split
from bot.store import Store, ledger, occurrences, places
from bot.store.ledger import State
from bot.store.occurrences import Firing, Reason, Stage
from tests.adapters.slack.bot import made
from tests.factories import NOW
from tests.platforms.slack import CHANNEL, Fault, Server
from tests.platforms.slack.server import TEAM

PLACE = Target("slack", TEAM, CHANNEL)
DIGEST = Message(
    tuple(Section((Heading((Text(title),)),)) for title in ("Morning", "Dam", "Vote")),
    threaded=True,
)
WAVES = 12


async def queue(db: Store, sender: Sender) -> None:
    async with db.writing() as tx:
        place = await places.join(tx, PLACE, now=NOW)
        firing = Firing(place.id, None, NOW, Reason.SCHEDULED, key="digest")
        made_one = await occurrences.add(tx, firing, now=NOW)
        assert made_one is not None
        await occurrences.advance(tx, made_one.id, Stage.QUEUED, now=NOW)
        parts = split(DIGEST, sender.adapters["slack"].limits)
        await ledger.add(tx, made_one, parts, now=NOW)


@pytest.mark.parametrize(
    ("faults", "state"),
    [
        pytest.param((), State.SENT, id="fair weather"),
        pytest.param((Fault(status=503, lost=True),), State.SENT, id="lost reply"),
        pytest.param((Fault(status=503),), State.SENT, id="failed"),
        pytest.param((Fault(cut=True, lost=True),) * 3, State.SENT, id="cut"),
        pytest.param((Fault("ratelimited", 429, after=9),), State.SENT, id="429"),
        pytest.param((Fault("is_archived"),), State.DEAD, id="archived"),
        pytest.param((Fault("not_in_channel"),), State.DEAD, id="removed"),
    ],
)
async def test_a_briefing_arrives_once_as_parent_and_thread_or_not_at_all(
    server: Server, lite: Store, faults: tuple[Fault, ...], state: State
) -> None:
    lease, call = timedelta(minutes=2), timedelta(seconds=20)
    bot = made(server)
    sender = Sender(
        lite,
        {"slack": bot},
        lambda: NOW + timedelta(seconds=server.ahead),
        "me",
        lease,
        call,
    )
    await queue(lite, sender)
    server.fail("chat.postMessage", *faults)

    for _ in range(WAVES):
        await wave(sender, ["slack"])
        await expire(sender)
        server.ahead += 600

    async with lite.reading() as tx:
        counts = await ledger.count(tx)
    posts = server.posts()
    assert counts[State.SENT] + counts[State.DEAD] == 3
    assert counts[state] == 3
    assert len(posts) == (1 if state is State.SENT else 0)
    for post in posts:
        assert len(server.posts(thread=post["ts"])) == 2
