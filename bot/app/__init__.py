"""The composition root: the only package that knows all parts, and the real clock."""

from bot.app.once import brief, doctor, feed, forget
from bot.app.running import chat, run

__all__ = ["brief", "chat", "doctor", "feed", "forget", "run"]
