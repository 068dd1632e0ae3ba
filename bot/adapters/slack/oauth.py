"""Install the app into a workspace: to Slack and back, with a token at the end.

https://docs.slack.dev/authentication/installing-with-oauth
"""

import hmac
import secrets
from collections.abc import Sequence
from urllib.parse import urlencode, urljoin

from aiohttp import web

from bot import log
from bot.adapters.slack.errors import asked
from bot.adapters.slack.installations import Installations
from bot.adapters.slack.payload import Object, flag, text
from bot.adapters.slack.wire import Wire
from bot.adapters.slack.workspaces import ORGANISATION, Workspace, who
from bot.errors import DeliveryError
from bot.settings import Secret, Slack

LOG = log.get("slack")

INSTALL, BACK = "/slack/install", "/slack/oauth_redirect"
COOKIE = "dateline-install"
"""Holds the state of the one browser that may finish what it began."""
TEN_MINUTES = 600
ORGANISATION_WIDE = (
    "Not installed. You chose a whole organisation; each workspace is asked for "
    f"itself. Open {INSTALL} again and choose a workspace at the top right. "
    "Where approval is asked for, an admin approves the app for that workspace."
)
SCOPES = (
    "app_mentions:read",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "users:read",
)
"""What the app may do; config/slack-manifest.yaml says why for each."""


def routes(
    settings: Slack, installations: Installations, wire: Wire
) -> Sequence[web.AbstractRouteDef]:
    """Return the pages that begin and end an installation."""

    async def begin(_request: web.Request) -> web.Response:
        state = secrets.token_urlsafe(24)
        response = web.Response(
            status=302, headers={"Location": _there(settings, state)}
        )
        response.set_cookie(
            COOKIE,
            state,
            max_age=TEN_MINUTES,
            httponly=True,
            secure=True,
            samesite="Lax",
        )
        return response

    async def back(request: web.Request) -> web.Response:
        if not _is_same(request):
            return _page("This link is not the one you began with. Start again.", 400)
        if "code" not in request.query:
            return _page("Nothing was installed.", 400)
        try:
            granted = await _granted(settings, wire, request.query["code"])
            told, status = await _keep(installations, wire, granted)
        except DeliveryError as error:
            LOG.warning("slack.not_installed", why=str(error))
            return _page(f"Slack refused: {error}", 502)
        return _page(told, status)

    return (web.get(INSTALL, begin), web.get(BACK, back))


def _there(settings: Slack, state: str) -> str:
    asks = {
        "client_id": settings.client_id,
        "scope": ",".join(SCOPES),
        "state": state,
    }
    return f"{urljoin(settings.base_url, '/oauth/v2/authorize')}?{urlencode(asks)}"


def _is_same(request: web.Request) -> bool:
    mine, theirs = request.cookies.get(COOKIE, ""), request.query.get("state", "")
    return bool(mine) and hmac.compare_digest(mine.encode(), theirs.encode())


async def _granted(settings: Slack, wire: Wire, code: str) -> Object:
    # The SDK's own method passes aiohttp's BasicAuth, which aiohttp has deprecated.
    proof = {
        "client_id": settings.client_id,
        "client_secret": settings.client_secret,
        "code": code,
    }
    return await asked(wire.of("").api_call("oauth.v2.access", data=proof))


async def _keep(
    installations: Installations, wire: Wire, granted: Object
) -> tuple[str, int]:
    team = text(granted, "team", "id")
    if flag(granted, "is_enterprise_install") or not team:
        LOG.warning("slack.not_installed", why=ORGANISATION)
        return ORGANISATION_WIDE, 400
    token = Secret(text(granted, "access_token"))
    us = await who(wire.of(token))
    await installations.save(
        Workspace(team, token, us.bot, us.bot_id), text(granted, "scope")
    )
    LOG.info("slack.installed", workspace=team)
    return "Installed. In Slack, go to a channel and type /invite with my name.", 200


def _page(words: str, status: int) -> web.Response:
    return web.Response(text=words + "\n", status=status)
