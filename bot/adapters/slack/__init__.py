"""Slack: Block Kit out, events in. The only package that knows Slack exists."""

from bot.adapters.slack.adapter import Slack

__all__ = ["Slack"]
