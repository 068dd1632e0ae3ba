"""Slack's refusals as delivery errors, with what a maintainer is told.

The codes are those of Slack's method reference; only an answer that says so means
that nothing was posted, everything else leaves the outcome open.
"""

from collections.abc import Awaitable, Mapping
from datetime import timedelta

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.adapters.slack.payload import Object, text
from bot.errors import DeliveryError, Forbidden, Gone, Invalid, RateLimited, Unknown

PAUSE = timedelta(seconds=30)
"""How long to wait where Slack limits us and does not say for how long."""

TOO_MANY_REQUESTS, SERVER_ERROR = 429, 500

GONE = {
    "channel_not_found": "the channel is gone, or private and I was never invited",
    "is_archived": "the channel is archived; unarchive it or choose another",
    "is_inactive": "the channel is frozen, archived or deleted",
    "thread_not_found": "the message this thread hung under is gone",
    "message_not_found": "the message is gone",
    "team_not_found": "the workspace is gone",
    "user_not_found": "this person is gone",
    "cannot_reply_to_message": "this message cannot have a thread",
}
FORBIDDEN = {
    "not_in_channel": "I am not in the channel; type /invite and my name there",
    "user_not_in_channel": "this person is not in the channel",
    "restricted_action": "a workspace setting forbids me to post; ask an admin",
    "restricted_action_read_only_channel": "the channel is read-only; ask an admin",
    "restricted_action_thread_only_channel": "only threads are allowed there",
    "restricted_action_non_threadable_channel": "threads are not allowed there",
    "restricted_action_thread_locked": "the thread is locked by an admin",
    "missing_scope": "the app lacks a permission; install it again",
    "not_allowed_token_type": "this kind of token may not do that",
    "invalid_auth": "the token is not valid; set slack.bot_token anew",
    "not_authed": "there is no token; set slack.bot_token",
    "token_revoked": "the token was revoked; install the app again",
    "token_expired": "the token has expired; install the app again",
    "account_inactive": "the app was removed or switched off; install it again",
    "no_permission": "the workspace does not permit that; ask an admin",
    "access_denied": "the workspace does not permit that; ask an admin",
    "app_access_restricted": "the workspace restricts this app; ask an admin",
    "ekm_access_denied": "admins have stopped messages to this channel",
    "org_login_required": "the organisation is being migrated",
    "messages_tab_disabled": "switch on the app's Messages tab (App Home)",
    "message_limit_exceeded": "this free workspace has posted too many messages",
    "cant_update_message": "the message is not mine to change",
    "cant_delete_message": "the message is not mine to delete",
    "edit_window_closed": "the workspace lets nobody edit a message this old",
    "forbidden_team": "this workspace may not use Socket Mode",
}
OPEN = {
    "internal_error",
    "fatal_error",
    "request_timeout",
    "service_unavailable",
    "update_failed",
    "external_channel_migrating",
    "team_added_to_org",
}
LIMITED = {"ratelimited", "rate_limited"}
FAILURES = (
    SlackClientError,
    aiohttp.ClientError,
    OSError,
    # The SDK fails over answers that are text, lists, or not in their own charset.
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
"""What the SDK raises when a call fails; `meaning` knows them all."""


async def asked(call: Awaitable[AsyncSlackResponse]) -> Object:
    """Await a call of the Web API and return what it answers.

    Raises:
        DeliveryError: what became of it, see `meaning`.
    """
    try:
        response = await call
    except FAILURES as error:
        raise meaning(error) from error
    return response.data if isinstance(response.data, dict) else {}


def meaning(error: Exception) -> DeliveryError:
    """Return what an exception of the SDK says about the fate of a post."""
    if not isinstance(error, SlackApiError):
        # Its own text may hold an address that is a secret: a socket's, a response's.
        broken = isinstance(error, aiohttp.ClientConnectionError | OSError)
        what = "the connection failed" if broken else "the answer cannot be read"
        return Unknown(f"slack: {what} ({type(error).__name__})")
    answer = error.response
    status = int(getattr(answer, "status_code", 0) or getattr(answer, "status", 0))
    data = getattr(answer, "data", None)
    code = text(data, "error")
    if status == TOO_MANY_REQUESTS or code in LIMITED:
        return RateLimited(after(getattr(answer, "headers", None)))
    if status >= SERVER_ERROR or not code or code in OPEN:
        return Unknown(f"slack: {code or f'answered {status}'}")
    return _refusal(code, data)


def _refusal(code: str, data: object) -> DeliveryError:
    if code in GONE:
        return Gone(f"slack: {code}: {GONE[code]}")
    if code in FORBIDDEN:
        needed = text(data, "needed")
        return Forbidden(
            f"slack: {code}: {FORBIDDEN[code]}" + (f" ({needed})" if needed else "")
        )
    return Invalid(f"slack: {code}")


def after(headers: object) -> timedelta:
    """Return how long an answer asks us to wait."""
    if not isinstance(headers, Mapping):
        return PAUSE
    found = {str(name).lower(): str(value) for name, value in headers.items()}
    try:
        return timedelta(seconds=max(1.0, float(found["retry-after"])))
    except (KeyError, ValueError, OverflowError):
        return PAUSE
