"""Through lost replies, limits and broken servers: every post once."""

from datetime import timedelta

import pytest

from bot.adapters.discord import Discord
from bot.chat import Target
from bot.errors import RateLimited, Unknown
from tests.adapters.discord.running import texts
from tests.factories import make_part
from tests.platforms.discord import CHANNEL, GUILD, NOON, Fault, Server
from tests.platforms.discord.world import channel

POSTS = 60
PLAN = {
    3: Fault(lost=True, written=True),
    5: Fault(status=429, after=0.001),
    7: Fault(status=502, written=True),
    11: Fault(status=500),
}


@pytest.mark.parametrize("inside", [False, True], ids=["channels", "threads"])
async def test_no_post_is_lost_or_doubled(
    server: Server,
    adapter: Discord,
    inside: bool,  # noqa: FBT001
) -> None:
    """The look-up alone must do: this server has forgotten every nonce."""
    server.routes.forgetful = True
    places = [place(server, n, inside=inside) for n in range(POSTS)]
    server.plan = PLAN

    for number, target in enumerate(places):
        await deliver(adapter, target, f"post {number}", f"key{number}")

    shown = [
        text
        for target in places
        for text in texts(server, target.thread or target.channel)
    ]
    assert shown == [f"post {number}" for number in range(POSTS)]


async def deliver(adapter: Discord, target: Target, text: str, key: str) -> str:
    """Do what the ledger does: ask first where it is not known what happened."""
    unclear = False
    while True:
        try:
            if unclear:
                found = await adapter.lookup(target, key, NOON - timedelta(seconds=1))
                if found:
                    return found
            return await adapter.send(target, make_part(text), key)
        except RateLimited:
            continue
        except Unknown:
            unclear = True


def place(server: Server, number: int, *, inside: bool) -> Target:
    """Return a channel of its own, or a message whose thread is not open yet."""
    if inside:
        parent = server.world.add(CHANNEL, "900000000000000002", {"content": "hi"})
        return Target("discord", GUILD, CHANNEL, str(parent["id"]))
    id_ = str(600000000000000000 + number)
    server.world.channels[id_] = channel(id_, 0, GUILD)
    return Target("discord", GUILD, id_)
