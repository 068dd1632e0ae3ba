"""A small local Discord: REST v10, gateway and interactions, as published."""

from tests.platforms.discord.interactions import Talk
from tests.platforms.discord.limits import Limits
from tests.platforms.discord.server import Fault, Server, command
from tests.platforms.discord.world import (
    ANA,
    BOT,
    CHANNEL,
    DIRECT,
    FORUM,
    GUILD,
    NOON,
    SECOND,
    TOKEN,
    VOICE,
)

__all__ = [
    "ANA",
    "BOT",
    "CHANNEL",
    "DIRECT",
    "FORUM",
    "GUILD",
    "NOON",
    "SECOND",
    "TOKEN",
    "VOICE",
    "Fault",
    "Limits",
    "Server",
    "Talk",
    "command",
]
