"""The methods of the Web API, with the errors they are documented to answer."""

import json
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from aiohttp import web

from tests.platforms.slack import rooms, rules, talk
from tests.platforms.slack.refusal import Refusal
from tests.platforms.slack.rules import Json

if TYPE_CHECKING:
    from tests.platforms.slack.server import Fault, Server


@dataclass(slots=True)
class Call:
    """One call of the Web API, as it came."""

    method: str
    arguments: Json
    token: str
    at: float


def installed(team: str, bot: str, bot_id: str, scopes: Iterable[str]) -> Json:
    """Return what a token stands for."""
    return {"team": team, "bot": bot, "bot_id": bot_id, "scopes": frozenset(scopes)}


def handler(server: "Server") -> Callable[[web.Request], Awaitable[web.Response]]:
    """Return the door to every method."""

    async def call(request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if wrong := rules.carrier(method, request.method, request.content_type):
            server.wrong.append(wrong)
            return web.json_response({"ok": False, "error": wrong})
        arguments = await _arguments(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        token = arguments.pop("token", "") or token
        server.calls.append(Call(method, arguments, token, time.monotonic()))
        try:
            return await _answered(server, request, method, arguments, token)
        finally:
            await server.changed()

    return call


async def _answered(
    server: "Server", request: web.Request, method: str, arguments: Json, token: str
) -> web.Response:
    waiting = server.faults[method]
    fault = waiting.popleft() if waiting else None
    if fault and not fault.lost:
        return _failed(request, fault)
    try:
        answer = {"ok": True, **_run(server, method, arguments, token)}
    except Refusal as refusal:
        answer = refusal.answer
    if fault:
        return _failed(request, fault)
    if answer.get("error") == "ratelimited":
        return web.json_response(answer, status=429, headers={"Retry-After": "1"})
    scopes = server.tokens.get(token, {}).get("scopes", ())
    return web.json_response(answer, headers={"X-OAuth-Scopes": ",".join(scopes)})


def _failed(request: web.Request, fault: "Fault") -> web.Response:
    if fault.cut and request.transport:
        request.transport.abort()
    headers = {} if fault.after is None else {"Retry-After": str(fault.after)}
    if fault.body is not None:
        headers["Content-Type"] = fault.kind
        return web.Response(body=fault.body, status=fault.status, headers=headers)
    if fault.status >= 500:
        return web.Response(text="<html>oops</html>", status=fault.status)
    answer = {"ok": False, "error": fault.error}
    return web.json_response(answer, status=fault.status, headers=headers)


async def _arguments(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    form = dict(request.query) | {k: str(v) for k, v in (await request.post()).items()}
    for name in ("blocks", "metadata", "view"):
        if name in form:
            form[name] = json.loads(form[name])
    return form


def _run(server: "Server", method: str, arguments: Json, token: str) -> Json:
    run = _METHODS.get(method)
    if run is None:
        raise Refusal("unknown_method")
    if wrong := rules.arguments(method, arguments):
        raise Refusal("invalid_arguments", response_metadata={"messages": wrong})
    if method == "apps.connections.open" and not token.startswith("xapp-"):
        raise Refusal("not_allowed_token_type" if token else "not_authed")
    if method in ("apps.connections.open", "oauth.v2.access"):
        return run(server, arguments, {})
    who = server.tokens.get(token)
    if who is None:
        raise Refusal("invalid_auth" if token else "not_authed")
    if who.get("revoked"):
        raise Refusal("token_revoked")
    needed = rules.scopes(method)
    if needed and not needed & who["scopes"]:
        raise Refusal("missing_scope", needed=",".join(sorted(needed)))
    return run(server, arguments, who)


def _test(_server: "Server", _arguments: Json, who: Json) -> Json:
    return {
        "team": "Local",
        "team_id": who["team"],
        "user": "dateline",
        "user_id": who["bot"],
        "bot_id": who["bot_id"],
        "is_enterprise_install": bool(who.get("organisation")),
    }


def _connect(server: "Server", _arguments: Json, _who: Json) -> Json:
    ticket = server.ts()
    server.tickets.add(ticket)
    return {"url": f"{server.url.replace('http', 'ws')}/link?ticket={ticket}"}


_METHODS: dict[str, Callable[["Server", Json, Json], Json]] = {
    "apps.connections.open": _connect,
    "auth.test": _test,
    "chat.delete": talk.delete,
    "chat.postEphemeral": talk.whisper,
    "chat.postMessage": talk.post,
    "chat.update": talk.update,
    "conversations.history": talk.history,
    "conversations.info": rooms.info,
    "conversations.open": rooms.direct,
    "conversations.replies": talk.replies,
    "oauth.v2.access": rooms.exchange,
    "users.conversations": rooms.memberships,
    "users.info": rooms.user,
    "views.open": rooms.modal,
    "views.publish": rooms.publish,
    "views.update": rooms.renew,
}


# --- payloads ------------------------------------------------------------------------


def buttons(message: Json) -> list[Json]:
    """Return the buttons of a message or view."""
    return [
        element
        for block in message["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def label(button: Json) -> str:
    """Return what a button says."""
    return str(button["text"]["text"])


def encoded(kind: str, payload: Json) -> tuple[str, str]:
    """Return a body and its content type, as Slack sends them over HTTP."""
    form = "application/x-www-form-urlencoded"
    if kind == "slash_commands":
        return urlencode(payload), form
    if kind == "interactive":
        return urlencode({"payload": json.dumps(payload)}), form
    return json.dumps(payload), "application/json"
