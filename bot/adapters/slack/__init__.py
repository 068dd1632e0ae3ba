"""Slack: Block Kit out, events in. The only package that knows Slack exists."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.adapters.slack.adapter import Slack
from bot.adapters.slack.installations import Installations
from bot.settings import Settings
from bot.store import Store

__all__ = ["Installations", "Slack", "configured"]


def configured(
    chosen: Settings,
    store: Store,
    clock: Callable[[], datetime],
    shift: timedelta = timedelta(),
) -> Slack | None:
    """Return the platform as the settings want it; None where they name no app.

    One workspace by ``slack.bot_token``, or many by ``slack.client_id``.

    Raises:
        ConfigError: a token, secret or key that is needed is missing.
    """
    many = None
    if chosen.slack.client_id:
        many = Installations(store, chosen.slack, clock)
    elif not chosen.slack.bot_token:
        return None
    return Slack(
        chosen.slack,
        clock=clock,
        installations=many,
        command=chosen.command,
        shift=shift,
    )
