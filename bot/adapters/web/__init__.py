"""The chat page: a channel in the browser, as it would be in Slack or Discord."""

from bot.adapters.web.adapter import Web

__all__ = ["Web"]
