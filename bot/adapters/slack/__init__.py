"""Slack: Block Kit out, events in. The only package that knows Slack exists."""

from bot.adapters.slack.adapter import Slack
from bot.adapters.slack.installations import Installations

__all__ = ["Installations", "Slack"]
