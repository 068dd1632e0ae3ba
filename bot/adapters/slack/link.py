"""The socket to Slack: the SDK's client, with addresses that are used once.

The SDK tries the same address for ever; Slack's open one socket and soon expire, so
that one broken handshake would leave us deaf.
"""

import asyncio

from slack_sdk.socket_mode.aiohttp import SocketModeClient

from bot import log
from bot.adapters.slack.errors import asked
from bot.adapters.slack.payload import text
from bot.errors import DeliveryError, RateLimited

LOG = log.get("slack")

OPENING = 5.0
"""Seconds an address may take to open before a new one is asked for, at first."""
LONGEST = 60.0
"""Seconds between two requests for an address, at most, unless Slack asks for more."""


class Link(SocketModeClient):
    """A socket that is opened anew, at a new address, until it is closed."""

    async def connect(self) -> None:
        """Open a socket; return when it is open, or when we are closed."""
        within = OPENING
        while not self.closed:
            if not self.wss_uri:
                self.wss_uri = await self.issue_new_wss_url()
            try:
                async with asyncio.timeout(within):
                    await super().connect()  # type: ignore[no-untyped-call]
            except TimeoutError:
                LOG.warning("slack.socket_not_opened", within=within)
                self.wss_uri, within = "", min(2 * within, LONGEST)
            else:
                return

    async def issue_new_wss_url(self) -> str:
        """Ask for an address until there is one; empty where we are closed."""
        wait = 1.0
        while not self.closed:
            try:
                call = self.web_client.apps_connections_open(app_token=self.app_token)
                if url := text(await asked(call), "url"):
                    return url
            except RateLimited as error:
                wait = max(wait, error.after.total_seconds())
            except DeliveryError as error:
                LOG.warning("slack.no_socket", why=str(error), again=wait)
            await asyncio.sleep(wait)
            wait = min(2 * wait, LONGEST)
        return ""
