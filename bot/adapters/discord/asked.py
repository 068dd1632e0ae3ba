"""Interactions of discord.py as lines for the bot. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import discord

from bot.adapters.discord import buttons, commands, modals
from bot.adapters.discord.commands import Json
from bot.adapters.discord.incoming import (
    PLATFORM,
    may_configure,
    parent_of,
    target_of,
)
from bot.chat import Incoming, Origin, Person, Suggest, Target

Interaction = discord.Interaction[discord.Client]
KINDS = {
    discord.InteractionType.application_command: Origin.COMMAND,
    discord.InteractionType.modal_submit: Origin.COMMAND,
    discord.InteractionType.component: Origin.BUTTON,
}


@dataclass(frozen=True, slots=True)
class Completion:
    """What is being typed into an option."""

    what: Suggest
    prefix: str


def line(interaction: Interaction, maintainers: Collection[str]) -> Incoming | None:
    """Return what an interaction asks, or None where it is not ours to answer."""
    origin = KINDS.get(interaction.type)
    text = _text(interaction)
    if origin is None or text is None:
        return None
    pressed = interaction.message if origin is Origin.BUTTON else None
    return Incoming(
        event_id=f"{PLATFORM}-{interaction.id}",
        target=place(interaction),
        person=_person(interaction, maintainers),
        text=text,
        origin=origin,
        message_id=str(pressed.id) if pressed else None,
    )


def place(interaction: Interaction) -> Target:
    """Return where an interaction happened; a button's place is under its message."""
    pressed = interaction.message
    under = str(pressed.id) if pressed and interaction.guild_id else None
    return target_of(
        interaction.guild_id,
        interaction.channel_id or 0,
        parent_of(interaction.channel),
        under,
    )


def completion(interaction: Interaction) -> Completion | None:
    """Return what is being typed, or None where nothing completes it."""
    for option in _leaf(_data(interaction))[1]:
        what = commands.SUGGESTED.get(str(option["name"]))
        if option.get("focused") and what:
            return Completion(what, str(option.get("value", "")))
    return None


def opens_form(interaction: Interaction) -> bool:
    """Tell whether this use is answered with the form for a new briefing."""
    if interaction.type is not discord.InteractionType.application_command:
        return False
    path, options = _leaf(_data(interaction))
    return path == modals.FORM and not options


def is_member(interaction: Interaction) -> bool:
    """Tell whether we are in that server, and not only installed by this person."""
    alone = interaction.is_user_integration() and not interaction.is_guild_integration()
    return interaction.guild_id is not None and not alone


def _text(interaction: Interaction) -> str | None:
    data = _data(interaction)
    match interaction.type:
        case discord.InteractionType.component:
            return _pressed(interaction, data)
        case discord.InteractionType.modal_submit:
            return modals.line(data) if data.get("custom_id") == modals.FORM else None
        case discord.InteractionType.application_command:
            return _typed(data)
        case _:
            return None


def _pressed(interaction: Interaction, data: Json) -> str | None:
    embeds = interaction.message.embeds if interaction.message else []
    addresses = [embed.url for embed in embeds if embed.url]
    return buttons.line(str(data.get("custom_id", "")), addresses)


def _typed(data: Json) -> str | None:
    if data.get("type") == commands.MESSAGE_MENU:
        return commands.line("verify", {"text": _chosen(data)})
    path, options = _leaf(data)
    if path not in commands.USES:
        return None
    values = {str(o["name"]): _value(o, data) for o in options}
    return commands.line(path, values)


def _leaf(data: Json) -> tuple[str, Sequence[Json]]:
    """Return the path of the subcommand used, and its options."""
    path: list[str] = []
    options = cast("Sequence[Json]", data.get("options") or ())
    while options and options[0].get("type") in (commands.SUBCOMMAND, commands.GROUP):
        path.append(str(options[0]["name"]))
        options = cast("Sequence[Json]", options[0].get("options") or ())
    return " ".join(path), options


def _value(option: Json, data: Json) -> str:
    if option.get("type") != commands.ATTACHMENT:
        return str(option.get("value", ""))
    attachment = _resolved(data, "attachments").get(str(option.get("value")))
    return str(attachment["url"]) if attachment else ""


def _chosen(data: Json) -> str:
    """Return the words of the message a menu was opened on, embeds included."""
    message = _resolved(data, "messages").get(str(data.get("target_id"))) or {}
    embeds = cast("Sequence[Json]", message.get("embeds") or ())
    shown = [message.get("content"), *(embed.get("description") for embed in embeds)]
    return " ".join(" ".join(str(text).split()) for text in shown if text)


def _resolved(data: Json, kind: str) -> Mapping[str, Json]:
    resolved = cast("Json", data.get("resolved") or {})
    return cast("Mapping[str, Json]", resolved.get(kind) or {})


def _data(interaction: Interaction) -> Json:
    return cast("Json", interaction.data or {})


def _person(interaction: Interaction, maintainers: Collection[str]) -> Person:
    who = interaction.user
    return Person(
        id=str(who.id),
        name=who.display_name,
        locale=str(interaction.locale),
        may_configure=may_configure(interaction.permissions, who, maintainers),
    )
