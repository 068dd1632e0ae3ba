"""One interaction on the wire: a first answer within 3 s, more within 15 minutes."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import discord
from discord.http import Route

from bot.adapters.discord.commands import Json
from bot.adapters.discord.errors import meaning
from bot.adapters.discord.render import Body
from bot.adapters.discord.rest import Rest, as_object
from bot.errors import RateLimited, Unknown

SAY, DEFER, DEFER_UPDATE, COMPLETE, FORM = 4, 5, 6, 8, 9
"""Interaction callback types."""
EPHEMERAL: Final = 1 << 6
ACKNOWLEDGED: Final = 40060
TRIES: Final = 3
CALLBACK: Final = "/interactions/{interaction_id}/{webhook_token}/callback"
WEBHOOK: Final = "/webhooks/{webhook_id}/{webhook_token}"
CHOICE: Final = 100
"""Characters of a completion; Discord takes 25 of them."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Where the answers to one interaction go. Raises `DeliveryError`."""

    rest: Rest
    id: str
    token: str
    application: str

    @classmethod
    def of(
        cls, rest: Rest, interaction: discord.Interaction[discord.Client]
    ) -> "Exchange":
        """Return the exchange of an interaction."""
        application = str(interaction.application_id)
        return cls(rest, str(interaction.id), interaction.token, application)

    async def say(self, body: Body, *, private: bool) -> None:
        """Answer at once with a message."""
        await self._call(SAY, _flagged(body, private=private))

    async def defer(self, *, private: bool) -> None:
        """Show that we think; whether privately cannot be changed later."""
        await self._call(DEFER, {"flags": EPHEMERAL if private else 0})

    async def defer_update(self) -> None:
        """Take a press without showing anything."""
        await self._call(DEFER_UPDATE)

    async def complete(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer completions: what is shown, and what it stands for."""
        shown = [
            {"name": name[:CHOICE], "value": value[:CHOICE]}
            for name, value in choices[:25]
            if name and value
        ]
        await self._call(COMPLETE, {"choices": shown})

    async def open(self, form: Json) -> None:
        """Open a form."""
        await self._call(FORM, form)

    async def follow(self, body: Body, *, private: bool) -> None:
        """Say one thing more."""
        with meaning():
            await self.rest.ask(self._webhook("POST"), _flagged(body, private=private))

    async def fill(self, body: Body) -> None:
        """Put an answer where we showed that we think."""
        with meaning():
            await self.rest.ask(self._original("PATCH"), _flagged(body, private=False))

    async def withdraw(self) -> None:
        """Take back the first answer."""
        with meaning():
            await self.rest.ask(self._original("DELETE"))

    async def first(self) -> str:
        """Return the id of the first answer."""
        with meaning():
            return str(as_object(await self.rest.ask(self._original("GET"))).get("id"))

    async def _call(self, kind: int, data: Json | None = None) -> None:
        """Give the first answer, again where it may be lost: Discord takes it once."""
        body: Json = {"type": kind}
        if data is not None:
            body["data"] = data
        for _ in range(TRIES - 1):
            try:
                await self._callback(body)
            except RateLimited as error:
                await asyncio.sleep(error.after.total_seconds())
            except Unknown:
                continue
            else:
                return
        await self._callback(body)

    async def _callback(self, body: Json) -> None:
        ids = {"interaction_id": self.id, "webhook_token": self.token}
        with meaning():
            try:
                await self.rest.ask(Route("POST", CALLBACK, metadata=None, **ids), body)
            except discord.HTTPException as error:
                if error.code != ACKNOWLEDGED:
                    raise

    def _webhook(self, method: str, rest: str = "") -> Route:
        return Route(
            method,
            WEBHOOK + rest,
            webhook_id=self.application,
            webhook_token=self.token,
        )

    def _original(self, method: str) -> Route:
        return self._webhook(method, "/messages/@original")


def _flagged(body: Body, *, private: bool) -> Json:
    """Return a body as interactions take it: no nonce, and hidden where private."""
    kept = ("embeds", "components", "allowed_mentions")
    shown = {key: value for key, value in body.items() if key in kept}
    return shown | ({"flags": EPHEMERAL} if private else {})
