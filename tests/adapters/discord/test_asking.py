"""Asking on Discord: who is heard, and where the answer stands."""

from bot.adapters.discord import Discord
from bot.chat import Origin, Target
from tests.adapters.discord.conftest import listening
from tests.adapters.discord.listening import Scripted
from tests.platforms.discord import CHANNEL, DIRECT, GUILD, Server
from tests.platforms.discord.world import Json


async def test_a_mention_in_a_channel_is_answered_in_a_thread_on_it(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    async with listening(adapter, listener, server):
        asked = await server.say("who said what about the ferry strike")
        await server.until(lambda: server.posts(str(asked["id"])))

    assert listener.heard[0].text == "who said what about the ferry strike"
    assert listener.heard[0].origin is Origin.MENTION
    assert listener.heard[0].target == Target(
        "discord", GUILD, CHANNEL, str(asked["id"])
    )
    assert server.posts(CHANNEL) == []
    assert shown(server, str(asked["id"])) == [
        "## Answer\n\nTwelve, says the port authority."
    ]
    assert server.world.channels[str(asked["id"])]["name"].startswith("who said what")


async def test_a_line_in_a_thread_is_answered_there(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    thread = str(server.world.thread("700000000000000777", CHANNEL, "Talk")["id"])
    async with listening(adapter, listener, server):
        await server.say("and her?", channel=thread)
        await server.until(lambda: server.posts(thread))

    assert listener.heard[0].target == Target("discord", GUILD, CHANNEL, thread)
    assert listener.heard[0].origin is Origin.THREAD


async def test_a_direct_message_is_answered_beside_it(
    server: Server, adapter: Discord, listener: Scripted
) -> None:
    async with listening(adapter, listener, server):
        await server.say("brief", channel=DIRECT, mention=False)
        await server.until(lambda: server.posts(DIRECT))

    assert listener.heard[0].target == Target("discord", "@me", DIRECT)
    assert listener.heard[0].origin is Origin.DIRECT
    assert listener.heard[0].person.may_configure


def shown(server: Server, channel: str) -> list[str]:
    """Return the descriptions of our posts."""
    return [str(embed(post)["description"]) for post in server.posts(channel)]


def embed(post: Json) -> Json:
    embeds = post["embeds"]
    assert isinstance(embeds, list)
    first = embeds[0]
    assert isinstance(first, dict)
    return first
