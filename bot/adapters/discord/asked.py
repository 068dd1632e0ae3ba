"""Interactions of discord.py as lines for the bot. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import discord

from bot.adapters.discord import buttons, commands, forms
from bot.adapters.discord.commands import Json
from bot.adapters.discord.incoming import (
    PLATFORM,
    may_configure,
    parent_of,
    target_of,
    title_of,
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


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file somebody sent along. ``size`` is in bytes, as Discord says."""

    url: str
    size: int


def lines(
    interaction: Interaction, maintainers: Collection[str]
) -> tuple[Incoming, ...]:
    """Return what an interaction asks: nothing where it is not ours to answer.

    A form may stand for several lines.
    """
    origin = KINDS.get(interaction.type)
    if origin is None:
        return ()
    pressed = interaction.message if origin is Origin.BUTTON else None
    return tuple(
        Incoming(
            event_id=f"{PLATFORM}-{interaction.id}" + (f"-{at}" if at else ""),
            target=place(interaction),
            person=_person(interaction, maintainers),
            text=text,
            origin=origin,
            message_id=str(pressed.id) if pressed else None,
            title=title_of(interaction.channel),
        )
        for at, text in enumerate(_texts(interaction))
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


def form(interaction: Interaction, line: Incoming) -> forms.Wanted | None:
    """Return the form a use or button opens, for who may fill it in; else None."""
    filled = interaction.type is discord.InteractionType.modal_submit
    if filled or not line.person.may_configure:
        return None
    return forms.wanted(line.text)


def attachment(interaction: Interaction) -> Attachment | None:
    """Return the file that came with a use, or None."""
    for option in _leaf(_data(interaction))[1]:
        if option.get("type") == commands.ATTACHMENT:
            return _attachment(option, _data(interaction))
    return None


def is_member(interaction: Interaction) -> bool:
    """Tell whether we are in that server, and not only installed by this person."""
    alone = interaction.is_user_integration() and not interaction.is_guild_integration()
    return interaction.guild_id is not None and not alone


def _belongs(interaction: Interaction) -> bool:
    """Tell whether something can be set up here: not in a server we are not in."""
    return interaction.guild_id is None or is_member(interaction)


def _texts(interaction: Interaction) -> tuple[str, ...]:
    data = _data(interaction)
    match interaction.type:
        case discord.InteractionType.component:
            text = _pressed(interaction, data)
        case discord.InteractionType.modal_submit:
            return forms.lines(data)
        case _:
            text = _typed(data)
    return () if text is None else (text,)


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
    attachment = _attachment(option, data)
    return attachment.url if attachment else ""


def _attachment(option: Json, data: Json) -> Attachment | None:
    found = _resolved(data, "attachments").get(str(option.get("value")))
    if not found or not found.get("url"):
        return None
    return Attachment(str(found["url"]), int(str(found.get("size") or 0)))


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
        may_configure=_belongs(interaction)
        and may_configure(interaction.permissions, who, maintainers),
    )
