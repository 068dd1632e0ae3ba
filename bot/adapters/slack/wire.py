"""The way out: Slack's Web API with one client per workspace, paced by channel.

No retries behind our back: the SDK's default handler sends a request again when the
connection breaks, which doubles a message that had arrived.
"""

import logging
from datetime import datetime, timedelta

from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.adapters.slack import conversations, posting
from bot.adapters.slack.errors import (
    FAILURES,
    TOO_MANY_REQUESTS,
    after,
    asked,
    meaning,
)
from bot.adapters.slack.pace import Pace
from bot.adapters.slack.payload import Object, text
from bot.adapters.slack.render import Post
from bot.adapters.slack.workspaces import One, Workspace, Workspaces
from bot.chat import Target
from bot.errors import Forbidden, RateLimited, Unknown
from bot.settings import Slack

MARKS = 10_000
"""Searches held at once that Slack has interrupted."""
TIMEOUT = 30
"""Seconds one call may take before its outcome is unknown."""

LOG = logging.getLogger("slack_sdk.dateline")
"""For the SDK. It prints bodies, tokens among them, at lower levels."""
LOG.setLevel(logging.ERROR)


class Wire:
    """Clients by token. They share a pool of connections while `session` is set."""

    def __init__(
        self,
        settings: Slack,
        installations: Workspaces | None,
        pace: float,
        shift: timedelta = timedelta(),
    ) -> None:
        """Talk to the server at ``slack.base_url``.

        ``shift`` is how far our clock runs ahead of the real one (``--now``).
        """
        self._base_url = settings.base_url
        self._shift = shift
        self._clients: dict[str, AsyncWebClient] = {}
        self._pace = Pace(pace)
        self._marks: dict[str, str] = {}
        self.session: ClientSession | None = None
        self.workspaces = installations or One(self.of(settings.bot_token))

    def of(self, token: str) -> AsyncWebClient:
        """Return the client that acts with ``token``."""
        client = self._clients.get(token)
        if client is None:
            client = self._clients[token] = AsyncWebClient(
                token=token,
                base_url=self._base_url,
                timeout=TIMEOUT,
                retry_handlers=[],
                logger=LOG,
            )
        client.session = self.session
        return client

    async def workspace(self, team: str) -> Workspace:
        """Return the installation in a workspace.

        Raises:
            Forbidden: the app is not installed there.
        """
        if found := await self.workspaces.find(team):
            return found
        raise Forbidden(f"slack: not installed in workspace {team}; install the app")

    async def client(self, team: str) -> AsyncWebClient:
        """Return the client for a workspace. Raises as `workspace` does."""
        return self.of((await self.workspace(team)).token)

    async def knock(self, app_token: str) -> None:
        """Ask whether a socket may be opened; the SDK would ask for ever."""
        await asked(self.of("").apps_connections_open(app_token=app_token))

    async def post(self, target: Target, what: Post, key: str) -> str:
        """Post when it is the channel's turn; return the message's ``ts``."""
        client = await self.client(target.workspace)
        await self._pace.turn(f"{target.workspace}/{target.channel}")
        return await posting.post(client, target, what, key)

    async def whisper(self, target: Target, user: str, what: Post) -> None:
        """Post so that only one person sees it."""
        client = await self.client(target.workspace)
        await posting.whisper(client, target, user, what)

    async def change(self, target: Target, ts: str, what: Post) -> None:
        """Replace a message of ours."""
        client = await self.client(target.workspace)
        await posting.change(client, target.channel, ts, what)

    async def remove(self, target: Target, ts: str) -> None:
        """Delete a message of ours."""
        client = await self.client(target.workspace)
        await asked(client.chat_delete(channel=target.channel, ts=ts))

    async def find(self, target: Target, key: str, since: datetime) -> str | None:
        """Return the ``ts`` of our message with a key; None where there is none."""
        workspace = await self.workspace(target.workspace)
        query = posting.Query(key, workspace, since - self._shift)
        if len(self._marks) >= MARKS:
            self._marks.clear()
        client = self.of(workspace.token)
        return await posting.find(client, target, query, self._marks)

    async def shared(self, team: str, user: str) -> tuple[str, ...]:
        """Return the channels a person and we are both in."""
        client = await self.client(team)
        ours = await conversations.joined(client, None)
        theirs = frozenset(await conversations.joined(client, user))
        return tuple(channel for channel in ours if channel in theirs)

    async def direct(self, team: str, user: str) -> str:
        """Return the channel of our direct messages with a person."""
        client = await self.client(team)
        answer = await asked(client.conversations_open(users=user))
        return text(answer, "channel", "id")

    async def publish(self, place: Target, user: str, view: Object) -> None:
        """Show a person their Home tab."""
        client = await self.client(place.workspace)
        await asked(client.views_publish(user_id=user, view=view))

    async def open(self, place: Target, trigger: str, view: Object) -> str:
        """Open a window for whoever caused ``trigger``; return the view's id."""
        client = await self.client(place.workspace)
        answer = await asked(client.views_open(trigger_id=trigger, view=view))
        return text(answer, "view", "id")

    async def replace(self, place: Target, window: str, view: Object) -> None:
        """Put another view into an open window."""
        client = await self.client(place.workspace)
        await asked(client.views_update(view_id=window, view=view))

    async def respond(self, address: str, body: Object) -> None:
        """Answer an interaction at the address Slack gave for it."""
        hook = AsyncWebhookClient(
            address,
            timeout=TIMEOUT,
            session=self.session,
            retry_handlers=[],
            logger=LOG,
        )
        try:
            answer = await hook.send_dict(body)
        except FAILURES as error:
            raise meaning(error) from error
        if answer.status_code == TOO_MANY_REQUESTS:
            raise RateLimited(after(answer.headers))
        if answer.status_code != 200:  # noqa: PLR2004  # HTTP
            raise Unknown(f"slack: response_url answered {answer.status_code}")
