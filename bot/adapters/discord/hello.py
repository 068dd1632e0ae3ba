"""Find the channel to greet a server in that invited us."""

import discord

NEEDED = discord.Permissions(view_channel=True, send_messages=True, embed_links=True)


def channel(guild: discord.Guild) -> discord.TextChannel | None:
    """Return the system channel, else the first one we may write in; None if none."""
    for candidate in (guild.system_channel, *guild.text_channels):
        if candidate and candidate.permissions_for(guild.me) >= NEEDED:
            return candidate
    return None
