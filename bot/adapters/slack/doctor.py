"""Check the set-up with Slack: token, permissions, socket, command, clock.

It asks only and changes nothing. Which events an app subscribes to Slack tells nobody
but the app's owner; they come with the manifest.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.adapters.slack import conversations, keys
from bot.adapters.slack.errors import FAILURES, asked, meaning
from bot.adapters.slack.oauth import SCOPES
from bot.adapters.slack.payload import flag, text
from bot.adapters.slack.wire import Wire
from bot.adapters.slack.workspaces import ORGANISATION
from bot.chat import Finding
from bot.errors import ConfigError, DeliveryError
from bot.settings import Slack, folder

SKEW = timedelta(seconds=60)
"""How far the clock may be off; Slack's signatures expire after five minutes."""
PAGE = "see docs/slack.md"
MANIFEST = "slack-manifest.yaml"


async def check(
    settings: Slack, clock: Callable[[], datetime], command: str = "news"
) -> tuple[Finding, ...]:
    """Look at everything the settings and Slack tell us."""
    wire = Wire(settings, None, 0.0)
    found = [*_settings(settings), _command(command)]
    if settings.bot_token:
        found += await _token(wire.of(settings.bot_token), clock)
    if settings.mode == "socket" and settings.app_token:
        found.append(await _socket(wire.of(""), settings.app_token))
    return tuple(found)


def _settings(settings: Slack) -> list[Finding]:
    found = []
    if settings.mode == "socket":
        found.append(_shaped("slack.app_token", settings.app_token, "xapp-"))
    if settings.mode == "http":
        found.append(_there("slack.signing_secret", settings.signing_secret))
    if not settings.client_id:
        found.append(_shaped("slack.bot_token", settings.bot_token, "xoxb-"))
        return found
    found.append(_there("slack.client_secret", settings.client_secret))
    try:
        keys.keyring(settings)
    except ConfigError as error:
        return [*found, Finding(ok=False, what=str(error), remedy=PAGE)]
    return [*found, _good("slack.encryption_key: can be used")]


def _shaped(name: str, value: str, start: str) -> Finding:
    if value.startswith(start):
        return _good(f"{name}: set")
    return Finding(
        ok=False, what=f"{name}: does not start with {start}", remedy=f"set it; {PAGE}"
    )


def _there(name: str, value: str) -> Finding:
    if value:
        return _good(f"{name}: set")
    return Finding(ok=False, what=f"{name}: missing", remedy=f"set it; {PAGE}")


def _command(command: str) -> Finding:
    manifest = (folder("config") / MANIFEST).read_text("utf-8")
    if f"command: /{command}\n" in manifest or f"command: /{command} " in manifest:
        return _good(f"slack: the command is /{command}, as in config/{MANIFEST}")
    return Finding(
        ok=False,
        what=f"slack: the command /{command} is not the one in config/{MANIFEST}",
        remedy="give the app a slash command of this name, or set command = news",
    )


async def _token(
    client: AsyncWebClient, clock: Callable[[], datetime]
) -> list[Finding]:
    try:
        answer = await client.auth_test()
        channels = await conversations.joined(client, None)
    except DeliveryError as error:
        return [Finding(ok=False, what=str(error), remedy=PAGE)]
    except FAILURES as error:
        return [Finding(ok=False, what=str(meaning(error)), remedy=PAGE)]
    if flag(answer.data, "is_enterprise_install"):
        return [Finding(ok=False, what=f"slack: {ORGANISATION}", remedy=PAGE)]
    name, team = text(answer.data, "user"), text(answer.data, "team")
    return [
        _good(f"slack: signed in as {name} in {team}"),
        _scopes(answer),
        *clock_findings(_header(answer, "date"), clock()),
        _channels(len(channels)),
    ]


def _scopes(answer: AsyncSlackResponse) -> Finding:
    told = _header(answer, "x-oauth-scopes")
    if not told:
        return _good("slack: the permissions are not told")
    granted = {scope.strip() for scope in told.split(",")}
    missing = [scope for scope in SCOPES if scope not in granted]
    if not missing:
        return _good(f"slack: all {len(SCOPES)} permissions are granted")
    return Finding(
        ok=False,
        what=f"slack: permissions are missing: {', '.join(missing)}",
        remedy="add them under OAuth & Permissions, then install the app again",
    )


def _channels(number: int) -> Finding:
    if number:
        return _good(f"slack: in {number} channel{'s' if number > 1 else ''}")
    return Finding(
        ok=False,
        what="slack: in no channel yet",
        remedy="go to a channel and type /invite with the bot's name",
    )


async def _socket(client: AsyncWebClient, token: str) -> Finding:
    try:
        await asked(client.apps_connections_open(app_token=token))
    except DeliveryError as error:
        return Finding(
            ok=False,
            what=f"slack.app_token: no socket can be opened: {error}",
            remedy="make an app-level token with connections:write; "
            "switch Socket Mode on",
        )
    return _good("slack: a socket can be opened")


def clock_findings(date: str, now: datetime) -> list[Finding]:
    """Return how far our clock is from the ``Date`` of an answer."""
    try:
        theirs = parsedate_to_datetime(date).astimezone(UTC)
    except ValueError:
        return []
    off = abs(now - theirs)
    what = f"slack: the clock is {off.total_seconds():.0f} s off"
    if off <= SKEW:
        return [_good(what)]
    return [Finding(ok=False, what=what, remedy="set the machine's clock (NTP)")]


def _header(answer: AsyncSlackResponse, name: str) -> str:
    found = {key.lower(): value for key, value in answer.headers.items()}
    return str(found.get(name, ""))


def _good(what: str) -> Finding:
    return Finding(ok=True, what=what)
