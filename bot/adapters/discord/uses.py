"""One use of a command, button, form or completion, from first to last."""

import asyncio
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from discord import InteractionType
from discord.http import HTTPClient

from bot import log
from bot.adapters.discord import asked, forms, interactions
from bot.adapters.discord.commands import Json
from bot.adapters.discord.errors import meaning
from bot.adapters.discord.exchange import Exchange
from bot.adapters.discord.interactions import Ask, Asked
from bot.adapters.discord.rest import Rest
from bot.chat import Incoming, Listener, Reply, Suggest
from bot.errors import DeliveryError

LOG = log.get("discord")

FILE: Final = 1_000_000
"""Bytes of a file somebody sends along, at most."""


CROWD: Final = 3
"""Lines answered at once before others are told first that they are being thought of:
answers take the processor, and an acknowledgement must not wait behind them."""


@dataclass(slots=True)
class Crowd:
    """How many lines are being answered."""

    number: int = 0

    @contextmanager
    def one_more(self) -> Iterator[bool]:
        """Count one; tell whether there are many."""
        self.number += 1
        try:
            yield self.number > CROWD
        finally:
            self.number -= 1


@dataclass(frozen=True, slots=True)
class Uses:
    """Takes interactions; answers come from the listener."""

    listener: Listener
    http: HTTPClient
    maintainers: Collection[str]
    crowd: Crowd

    async def take(self, it: asked.Interaction) -> None:
        """Answer one interaction; raises `DeliveryError` where it cannot be."""
        talk = Exchange.of(Rest(self.http), it)
        if it.type is InteractionType.autocomplete:
            await self._complete(talk, it)
            return
        lines = asked.lines(it, self.maintainers)
        if not lines:
            await interactions.refuse(talk, str(it.locale))
            LOG.warning("discord.interaction_unknown", key=str(it.id))
        elif form := await self._form(it, lines[0]):
            await talk.open(form)
        else:
            with self.crowd.one_more() as crowded:
                talking = Asked(talk, lines[0], asked.is_member(it), crowded)
                await interactions.answer(talking, self._asking(it, lines))
            LOG.info("discord.answered", key=lines[0].event_id, origin=lines[0].origin)

    async def _complete(self, talk: Exchange, it: asked.Interaction) -> None:
        typed = asked.completion(it)
        if typed is None:
            await talk.complete(())
            return
        place = asked.place(it)
        await interactions.complete(
            talk, self.listener, place, typed.what, typed.prefix
        )

    async def _form(self, it: asked.Interaction, line: Incoming) -> Json | None:
        """Return the form an interaction opens, filled with what is there."""
        wanted = asked.form(it, line)
        if wanted is None:
            return None
        ask = partial(self.listener.suggest, line.target)
        held: tuple[str, ...] = ()
        try:
            async with asyncio.timeout(interactions.HURRY):
                if shows := wanted.kind.shows:
                    held = await ask(shows, "")
                settings = await ask(Suggest.SETTING, "")
        except TimeoutError:
            return None
        opening = forms.opening(wanted, line.person.locale, held, settings)
        return forms.form(wanted, opening)

    def _asking(self, it: asked.Interaction, lines: Sequence[Incoming]) -> Ask:
        """Return what answers an interaction: its lines, or its line with its file."""
        if len(lines) > 1:
            return interactions.together(self.listener.answer, lines)
        if file := asked.attachment(it):
            return partial(self._with_file, file)
        return self.listener.answer

    async def _with_file(self, file: asked.Attachment, line: Incoming) -> Reply | None:
        """Answer a line with the words of a file in place of its address."""
        content = await self._content(file)
        if content is None:
            return interactions.note("unread", line.person.locale)
        text = line.text.replace(file.url, content)
        return await self.listener.answer(replace(line, text=text))

    async def _content(self, file: asked.Attachment) -> str | None:
        """Return the words of a file; None where it cannot be read."""
        if file.size > FILE:
            return None
        try:
            with meaning():
                return (await self.http.get_from_cdn(file.url)).decode()
        except (DeliveryError, ValueError) as error:
            LOG.warning("discord.file_unread", error=str(error))
            return None
