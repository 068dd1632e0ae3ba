"""Many workspaces: their tokens, encrypted, in the store."""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime

from bot.adapters.slack import keys
from bot.adapters.slack.payload import text
from bot.adapters.slack.workspaces import Workspace
from bot.settings import Secret, Slack
from bot.store import Store, installations

PLATFORM = "slack"
FRESH = 60.0
"""Seconds an installation is believed: another process may have removed it."""


class Installations:
    """The workspaces that installed the app. See `workspaces.Workspaces`."""

    def __init__(
        self, store: Store, settings: Slack, clock: Callable[[], datetime]
    ) -> None:
        """Take the keys from the settings.

        Raises:
            ConfigError: there is no key, or one is not a key.
        """
        self._store = store
        self._keys = keys.keyring(settings)
        self._clock = clock
        self._known: dict[str, tuple[float, Workspace | None]] = {}

    async def ready(self) -> None:
        """Encrypt every token with the newest key, so that older ones can go.

        Raises:
            ConfigError: a token was encrypted with a key that is not given.
        """
        async with self._store.reading() as tx:
            held = await installations.of_platform(tx, PLATFORM)
        for each in held:
            keys.opened(self._keys, each.tokens, each.workspace)
            sealed = self._keys.rotate(each.tokens)
            await self._keep(each.workspace, sealed, each.scopes)

    async def find(self, team: str) -> Workspace | None:
        """Return a workspace's installation; None where there is none."""
        now = asyncio.get_running_loop().time()
        until, known = self._known.get(team, (0.0, None))
        if until > now:
            return known
        async with self._store.reading() as tx:
            held = await installations.find(tx, PLATFORM, team)
        found = self._read(team, held.tokens) if held else None
        self._known[team] = (now + FRESH, found)
        return found

    async def save(self, workspace: Workspace, scopes: str) -> None:
        """Keep an installation in place of an earlier one."""
        plain = {
            "token": str(workspace.token),
            "bot": workspace.bot,
            "bot_id": workspace.bot_id,
        }
        sealed = self._keys.encrypt(json.dumps(plain).encode())
        await self._keep(workspace.team, sealed, scopes)

    async def remove(self, team: str) -> None:
        """Forget an installation: the app was removed or its tokens revoked."""
        self._known.pop(team, None)
        async with self._store.writing() as tx:
            await installations.remove(tx, PLATFORM, team)

    async def _keep(self, team: str, sealed: bytes, scopes: str) -> None:
        self._known.pop(team, None)
        now = self._clock()
        async with self._store.writing() as tx:
            await installations.save(tx, PLATFORM, team, sealed, now=now, scopes=scopes)

    def _read(self, team: str, sealed: bytes) -> Workspace:
        plain = json.loads(keys.opened(self._keys, sealed, team))
        return Workspace(
            team,
            Secret(text(plain, "token")),
            text(plain, "bot"),
            text(plain, "bot_id"),
        )
