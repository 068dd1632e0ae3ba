"""The client in a simulated Discord: what people can do there, and after a restart."""

from dataclasses import dataclass

import discord
import pytest
import simcord

from bot.adapters.discord.client import Client
from bot.adapters.discord.posting import made, post
from bot.adapters.discord.rest import Rest
from bot.chat import Target
from bot.settings import Discord, Secret
from tests.adapters.discord.briefing import HEAD, STORY
from tests.factories import make_reply
from tests.listening import Scripted
from tests.platforms.discord import NOON, TOKEN

SETTINGS = Discord(
    token=Secret(TOKEN),
    api_url="https://discord.com/api/v10",
    gateway_url="",
    shards=1,
    shard_ids=(),
    maintainers=(),
)


@dataclass(slots=True)
class Sim:
    """A server with a member and a maintainer."""

    env: simcord.Env
    channel: simcord.ChannelHandle
    ana: simcord.MemberActor
    boss: simcord.MemberActor
    listener: Scripted

    async def brief(self) -> None:
        """Post a briefing with one story."""
        rest = Rest(self.env.bot.http)
        guild = self.channel.guild
        assert guild is not None
        place = Target("discord", str(guild.id), str(self.channel.id))
        parent = await post(rest, made(place, HEAD, "k0", "Morning briefing"))
        thread = Target(place.platform, place.workspace, place.channel, parent)
        await post(rest, made(thread, STORY, "k1", "Morning briefing"))


@pytest.fixture
def simcord_bot(listener: Scripted) -> Client:
    return Client(SETTINGS, listener, clock=lambda: NOON)


@pytest.fixture
def sim(simcord_env: simcord.Env, listener: Scripted) -> Sim:
    guild = simcord_env.create_guild()
    manages = discord.Permissions(manage_guild=True)
    desk = guild.create_role("Desk", permissions=manages)
    return Sim(
        simcord_env,
        guild.create_text_channel("news"),
        guild.add_member(simcord_env.create_user("ana")),
        guild.add_member(simcord_env.create_user("boss"), roles=[desk]),
        listener,
    )


async def test_a_member_asks_by_command(sim: Sim) -> None:
    result = await sim.ana.slash(sim.channel, "news who-said-what", topic="ferries")

    assert sim.listener.heard[0].text == "who said what about ferries"
    assert not sim.listener.heard[0].person.may_configure
    assert result.response is not None
    assert result.response.embeds[0].description is not None


async def test_a_maintainer_is_known_as_one(sim: Sim) -> None:
    sim.listener.reply = make_reply(private=True)

    result = await sim.boss.slash(sim.channel, "news feed list")

    assert sim.listener.heard[0].person.may_configure
    assert result.ephemeral


async def test_options_complete(sim: Sim) -> None:
    sim.listener.suggestions = ("Ines Corvo",)

    choices = await sim.ana.autocomplete(
        sim.channel, "news what-did-say", "person", "In"
    )

    assert [choice["value"] for choice in choices] == ["Ines Corvo"]


async def test_a_form_makes_a_briefing(sim: Sim) -> None:
    shown = await sim.boss.slash(sim.channel, "news digest create")

    await sim.boss.submit_modal(
        shown, {"days": ["saturday"], "hour": "07:30", "zone": "Europe/Madrid"}
    )

    assert sim.listener.heard[0].text == "digest create saturday 07:30 Europe/Madrid"


async def test_the_menu_asks_who_said_it(sim: Sim) -> None:
    said = await sim.ana.send(sim.channel, "It is over.")

    await sim.ana.context_menu(sim.channel, "Who said this?", said)

    assert sim.listener.heard[0].text == 'verify "It is over."'


async def test_a_mention_is_answered_in_a_thread(sim: Sim) -> None:
    me = sim.env.bot.user
    assert me is not None

    asked = await sim.ana.send(sim.channel, f"{me.mention} brief")

    assert sim.listener.heard[0].target.thread == str(asked.id)
    assert sim.env.bot.get_channel(asked.id) is not None


async def test_a_button_works_after_a_restart(sim: Sim) -> None:
    await sim.brief()
    again = Scripted(reply=make_reply(private=True))

    await sim.env.restart_bot(Client(SETTINGS, again, clock=lambda: NOON))
    [thread] = sim.channel.threads
    assert thread.last_message is not None
    result = await sim.ana.click(thread.last_message, label="Sources")

    assert again.heard[0].text == "sources 1"
    assert result.ephemeral
