"""Slack as a platform: Socket Mode or signed HTTP in, the Web API out."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from aiohttp import ClientSession, ClientTimeout, web
from slack_bolt.async_app import AsyncApp

from bot import log
from bot.adapters.slack import hearing, oauth, render
from bot.adapters.slack.connection import endpoints, listen
from bot.adapters.slack.installations import Installations
from bot.adapters.slack.people import People
from bot.adapters.slack.session import Patience, Session
from bot.adapters.slack.wire import TIMEOUT, Wire
from bot.chat import Capabilities, Listener, Target
from bot.errors import (
    ConfigError,
    Forbidden,
    Gone,
    Invalid,
    RateLimited,
    Unknown,
)
from bot.messages import Part
from bot.settings import Slack as Settings

LOG = log.get("slack")

PACE = 1.0
"""Seconds between two messages to one channel.

https://docs.slack.dev/apis/web-api/rate-limits#posting-messages
"""
LONGEST = 60.0
"""Seconds between two tries to reach Slack at the start, at most."""
PATIENCE = Patience()


class Slack:
    """The platform. ``installations`` holds the workspaces where there are many."""

    platform = "slack"
    limits = render.LIMITS
    capabilities = Capabilities()

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], datetime],
        installations: Installations | None = None,
        command: str = "news",
        pace: float = PACE,
        patience: Patience = PATIENCE,
        shift: timedelta = timedelta(),
    ) -> None:
        """Check the settings; nothing is asked of Slack yet.

        ``shift`` is how far our clock runs ahead of the real one (``--now``): Slack's
        time stamps are real.

        Raises:
            ConfigError: a token or secret that the mode needs is missing.
        """
        _check(settings)
        self._settings = settings
        self._clock = clock
        self._patience = patience
        self._wire = Wire(settings, installations, pace, shift)
        self._command = command
        self._installations = installations
        self._app: AsyncApp | None = None

    async def run(self, listener: Listener) -> None:
        """Listen until cancelled; acknowledge at once, answer where it was asked.

        Raises:
            ConfigError: Slack refuses a token.
        """
        timeout = ClientTimeout(total=TIMEOUT)
        async with ClientSession(timeout=timeout) as session:
            self._wire.session = session
            try:
                await self._reach()
                await self._listen(listener)
            finally:
                self._app = None
                self._wire.session = None

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Return what the HTTP server must answer: in Socket Mode, installations."""
        installing: Sequence[web.AbstractRouteDef] = ()
        if self._installations:
            installing = oauth.routes(self._settings, self._installations, self._wire)
        if self._settings.mode != "http":
            return installing
        return (*endpoints(lambda: self._app), *installing)

    async def send(self, target: Target, part: Part, key: str) -> str:
        """Post. See `bot.chat.Adapter`."""
        return await self._wire.post(target, render.post(part), key)

    async def edit(self, target: Target, message_id: str, part: Part) -> None:
        """Replace a post of ours. See `bot.chat.Adapter`."""
        await self._wire.change(target, message_id, render.post(part))

    async def lookup(self, target: Target, key: str, since: datetime) -> str | None:
        """Find a post by its key. See `bot.chat.Adapter`."""
        return await self._wire.find(target, key, since)

    async def direct(self, workspace: str, person: str) -> Target:
        """Return where a person is written to alone. See `bot.chat.Adapter`."""
        channel = await self._wire.direct(workspace, person)
        return Target(self.platform, workspace, channel)

    async def _listen(self, listener: Listener) -> None:
        async with asyncio.TaskGroup() as tasks:
            session = Session(
                listener=listener,
                wire=self._wire,
                people=People(self._settings.maintainers),
                tasks=tasks,
                clock=self._clock,
                patience=self._patience,
            )
            secret = self._settings.signing_secret
            self._app = hearing.app(session, secret, f"/{self._command}")
            LOG.info("slack.listening", mode=self._settings.mode)
            await listen(self._settings, self._app, self._wire)

    async def _reach(self) -> None:
        """Ask Slack whether it takes our tokens, until it says so."""
        wait = 1.0
        while True:
            try:
                await self._try_tokens()
            except (Unknown, RateLimited) as error:
                if isinstance(error, RateLimited):
                    wait = max(wait, error.after.total_seconds())
                LOG.warning("slack.unreachable", why=str(error), again=wait)
                await asyncio.sleep(wait)
                wait = min(2 * wait, LONGEST)
            else:
                return

    async def _try_tokens(self) -> None:
        name = "bot_token"
        try:
            await self._wire.workspaces.ready()
            if self._settings.mode == "socket":
                name = "app_token"
                await self._wire.knock(self._settings.app_token)
        except (Forbidden, Gone, Invalid) as error:
            raise ConfigError(f"slack.{name}: {error}; see docs/slack.md") from error


def _check(settings: Settings) -> None:
    if settings.mode not in ("socket", "http"):
        raise ConfigError(
            f"slack.mode: “{settings.mode}” is not a mode (use socket or http)"
        )
    if settings.mode == "socket" and not settings.app_token:
        raise ConfigError(
            "slack.app_token: missing; Socket Mode needs the app-level token (xapp-…) "
            "from Basic Information, or set slack.mode to http"
        )
    if settings.mode == "http" and not settings.signing_secret:
        raise ConfigError(
            "slack.signing_secret: missing; without it nobody could tell Slack's "
            "requests from forged ones (Basic Information, Signing Secret)"
        )
