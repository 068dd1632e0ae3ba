"""Discord: the only package that knows discord.py exists."""

from bot.adapters.discord.adapter import Discord

__all__ = ["Discord"]
