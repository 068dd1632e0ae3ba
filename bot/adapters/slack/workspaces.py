"""The workspaces we are installed in: one by its token, or many from the store."""

from dataclasses import dataclass
from typing import Protocol

from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.errors import asked
from bot.adapters.slack.payload import flag, text
from bot.errors import Forbidden
from bot.settings import Secret

ORGANISATION = (
    "the app was installed into a whole organisation; "
    "install it into each workspace that wants it"
)
"""What is said of a token that belongs to no single workspace."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """An installation: the token that acts there, and who we are there."""

    team: str
    token: Secret
    bot: str
    """Our user id, what people mention."""
    bot_id: str = ""


class Workspaces(Protocol):
    """Where installations are found."""

    async def ready(self) -> None:
        """Check that installations can be used.

        Raises:
            ConfigError, DeliveryError: they cannot.
        """

    async def find(self, team: str) -> Workspace | None:
        """Return the installation of a workspace; None where there is none."""

    async def remove(self, team: str) -> None:
        """Forget an installation: the app was removed or its tokens revoked."""


class One:
    """The one workspace a bot token belongs to, whatever it is called."""

    def __init__(self, client: AsyncWebClient) -> None:
        """Ask nothing yet."""
        self._client = client
        self._known: Workspace | None = None

    async def ready(self) -> None:
        """Ask who we are. Raises as `find` does."""
        await self.find("")

    async def find(self, team: str) -> Workspace | None:
        """Return the workspace; asks Slack once who we are.

        Raises:
            DeliveryError: Slack does not say.
        """
        del team  # a bot token acts in its own workspace and in channels shared with it
        if self._known is None:
            self._known = await who(self._client)
        return self._known

    async def remove(self, team: str) -> None:
        """Forget nothing: the token is the operator's."""
        del team


async def who(client: AsyncWebClient) -> Workspace:
    """Ask Slack whose token a client has.

    Raises:
        Forbidden: it is a whole organisation's.
    """
    answer = await asked(client.auth_test())
    if flag(answer, "is_enterprise_install"):
        raise Forbidden(f"slack: {ORGANISATION}")
    return Workspace(
        team=text(answer, "team_id"),
        token=Secret(client.token or ""),
        bot=text(answer, "user_id"),
        bot_id=text(answer, "bot_id"),
    )
