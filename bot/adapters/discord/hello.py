"""Find the channel to greet a server in that invited us, and which servers are new."""

from datetime import datetime, timedelta
from typing import Final

import discord

NEW: Final = timedelta(days=1)
"""How long after an invitation it may still be answered with a greeting."""

NEEDED = discord.Permissions(view_channel=True, send_messages=True, embed_links=True)


def channel(guild: discord.Guild) -> discord.TextChannel | None:
    """Return the system channel, else the first one we may write in; None if none."""
    for candidate in (guild.system_channel, *guild.text_channels):
        if candidate and candidate.permissions_for(guild.me) >= NEEDED:
            return candidate
    return None


def is_new(me: discord.Member | None, now: datetime) -> bool:
    """Tell whether we were invited a short while ago; ``me`` is us in that server."""
    since = me.joined_at if me else None
    return since is not None and now - since < NEW
