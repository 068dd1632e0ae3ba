"""Pictures of our posts as Discord shows them: simcord draws them in a real chromium.

    python -m tests.platforms.discord_preview docs/images

The posts are the golden ones, so nothing but the rendering is looked at. It needs
`pip install "simcord[preview]"` and a chromium.
"""

import asyncio
import shutil
import sys
from pathlib import Path

import simcord
from playwright.async_api import Browser, BrowserType

from bot.adapters.discord.client import Client
from bot.adapters.discord.posting import made, post
from bot.adapters.discord.rest import Rest
from bot.chat import Target
from tests.adapters.discord import examples
from tests.adapters.discord.test_behaviour import SETTINGS
from tests.listening import Scripted
from tests.platforms.discord import NOON

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WIDTH = 760
PICTURES = {
    "discord-briefing": ("digest-0", 420),
    "discord-thread": ("digest-3", 1090),
    "discord-answer": ("verified-0", 420),
    "discord-hello": ("onboarding-0", 340),
}
"""Name of a picture to the golden part it shows, and its height."""


async def draw(folder: Path) -> None:
    """Draw every picture into a folder."""
    _use(CHROMIUM)
    env = simcord.Env(Client(SETTINGS, Scripted(), clock=lambda: NOON))
    await env.start()
    guild = env.create_guild()
    ana = guild.add_member(env.create_user("ana"))
    parts = examples.parts()
    served = env.bot.get_guild(guild.id)
    assert served is not None
    await served.me.edit(nick="Dateline")
    for name, (wanted, height) in PICTURES.items():
        channel = guild.create_text_channel(name.partition("-")[2])
        place = Target("discord", str(guild.id), str(channel.id))
        await post(Rest(env.bot.http), made(place, parts[wanted], "key", "Briefing"))
        preview = env.preview(
            channel, viewers=[ana], layout="message", presentation_time=NOON
        )
        async with preview:
            await preview.show(channel.last_message)
            await preview.screenshot(
                folder / f"{name}.png",
                viewer=ana,
                viewport=(WIDTH, height),
                allow_incomplete=True,
            )
    await env.shutdown()


def _use(chromium: str | None) -> None:
    """Let playwright start the machine's chromium: it would download its own."""
    launch = BrowserType.launch

    async def ours(self: BrowserType, **options: object) -> Browser:
        options |= {"executable_path": chromium, "args": ["--no-sandbox"]}
        return await launch(self, **options)  # type: ignore[arg-type]

    BrowserType.launch = ours  # type: ignore[method-assign]


if __name__ == "__main__":
    asyncio.run(draw(Path(sys.argv[1])))
