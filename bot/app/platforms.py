"""The platforms whose settings are there. Adding one is one line here."""

from collections.abc import Mapping

from bot import web
from bot.adapters.web import Web
from bot.app.parts import Parts
from bot.chat import Adapter


def adapters_of(parts: Parts) -> Mapping[str, Adapter]:
    """Build the platforms whose settings are there: one line each."""
    chosen = parts.settings
    hosts = frozenset(chosen.web.allow)
    wanted: list[Adapter] = []
    if chosen.web.chat:
        wanted.append(Web(parts.store, parts.clock, hosts))
    # A platform that is not there should cost no memory: their libraries are large.
    if chosen.slack.bot_token or chosen.slack.client_id:
        from bot.adapters import slack  # noqa: PLC0415

        platform = slack.configured(chosen, parts.store, parts.clock, parts.shift)
        wanted += [platform] if platform else []
    if chosen.discord.token:
        from bot.adapters.discord import Discord  # noqa: PLC0415

        wanted.append(
            Discord(
                chosen.discord,
                command=chosen.command,
                clock=parts.clock,
                shift=parts.shift,
            )
        )
    return {adapter.platform: adapter for adapter in wanted}


def routes(adapters: Mapping[str, Adapter]) -> list[web.Route]:
    routed = (each for each in adapters.values() if isinstance(each, web.Routed))
    return [route for adapter in routed for route in adapter.routes()]
