"""The methods of the Web API, with the errors they are documented to answer."""

import json
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from aiohttp import web

from tests.platforms.slack import rules
from tests.platforms.slack.rules import Json

if TYPE_CHECKING:
    from tests.platforms.slack.server import Fault, Server

PAGE = 100


@dataclass(slots=True)
class Call:
    """One call of the Web API, as it came."""

    method: str
    arguments: Json
    token: str
    at: float


class Refusal(Exception):  # noqa: N818
    """What the answer says is wrong."""

    def __init__(self, error: str, **more: object) -> None:
        super().__init__(error)
        self.answer = {"ok": False, "error": error, **more}


def installed(team: str, bot: str, bot_id: str, scopes: Iterable[str]) -> Json:
    """Return what a token stands for."""
    return {"team": team, "bot": bot, "bot_id": bot_id, "scopes": frozenset(scopes)}


def handler(server: "Server") -> Callable[[web.Request], Awaitable[web.Response]]:
    """Return the door to every method."""

    async def call(request: web.Request) -> web.Response:
        method = request.match_info["method"]
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
    }


def _connect(server: "Server", _arguments: Json, _who: Json) -> Json:
    return {"url": f"{server.url.replace('http', 'ws')}/link?ticket=1"}


def _channel(server: "Server", arguments: Json) -> Json:
    channel = server.channels.get(arguments["channel"])
    if channel is None:
        raise Refusal("channel_not_found")
    return channel


def _open(server: "Server", arguments: Json) -> Json:
    channel = _channel(server, arguments)
    if channel.get("is_archived"):
        raise Refusal("is_archived")
    if not channel["is_member"]:
        raise Refusal("not_in_channel")
    return channel


def _content(arguments: Json, text: int) -> Json:
    blocks = arguments.get("blocks") or []
    if not blocks and not arguments.get("text"):
        raise Refusal("no_text")
    if wrong := rules.broken(blocks):
        raise Refusal("invalid_blocks", response_metadata={"messages": wrong})
    if rules.characters(blocks) > rules.CHARACTERS:
        raise Refusal("msg_blocks_too_long")
    if len(arguments.get("text") or "") > text:
        raise Refusal("msg_too_long")
    return {"text": arguments.get("text", ""), "blocks": blocks}


def _post(server: "Server", arguments: Json, who: Json) -> Json:
    channel = _open(server, arguments)["id"]
    _limit(server, channel)
    message = {"ts": server.ts(), "user": who["bot"], "bot_id": who["bot_id"]}
    message |= _content(arguments, 40_000)
    if thread := arguments.get("thread_ts"):
        _message(server, channel, thread, "cannot_reply_to_message")
        message["thread_ts"] = thread
    if metadata := arguments.get("metadata"):
        message["metadata"] = metadata
    message["channel"] = channel
    server.messages[channel].append(message)
    return {"channel": channel, "ts": message["ts"], "message": message}


def _limit(server: "Server", channel: str) -> None:
    now = time.monotonic()
    if now - server.posted_at.get(channel, -1e9) < server.interval:
        raise Refusal("ratelimited")
    server.posted_at[channel] = now


def _message(server: "Server", channel: str, ts: str, otherwise: str) -> Json:
    for message in server.messages[channel]:
        if message["ts"] == ts:
            return message
    raise Refusal(otherwise)


def _whisper(server: "Server", arguments: Json, _who: Json) -> Json:
    channel = _open(server, arguments)
    if arguments["user"] not in channel["members"]:
        raise Refusal("user_not_in_channel")
    whisper = {
        "ts": server.ts(),
        "channel": channel["id"],
        "user_only": arguments["user"],
        "thread_ts": arguments.get("thread_ts"),
        **_content(arguments, 40_000),
    }
    server.whispers.append(whisper)
    return {"message_ts": whisper["ts"]}


def _update(server: "Server", arguments: Json, who: Json) -> Json:
    channel = _channel(server, arguments)["id"]
    message = _message(server, channel, arguments["ts"], "message_not_found")
    if message.get("bot_id") != who["bot_id"]:
        raise Refusal("cant_update_message")
    message |= _content(arguments, 4_000)
    return {"channel": channel, "ts": message["ts"], "text": message["text"]}


def _delete(server: "Server", arguments: Json, who: Json) -> Json:
    channel = _channel(server, arguments)["id"]
    message = _message(server, channel, arguments["ts"], "message_not_found")
    if message.get("bot_id") != who["bot_id"]:
        raise Refusal("cant_delete_message")
    server.messages[channel].remove(message)
    return {"channel": channel, "ts": message["ts"]}


def _history(server: "Server", arguments: Json, _who: Json) -> Json:
    channel = _open(server, arguments)["id"]
    return _page(
        [m for m in reversed(server.messages[channel]) if not m.get("thread_ts")],
        arguments,
    )


def _replies(server: "Server", arguments: Json, _who: Json) -> Json:
    channel = _channel(server, arguments)["id"]
    thread = arguments["ts"]
    parent = _message(server, channel, thread, "thread_not_found")
    below = [m for m in server.messages[channel] if m.get("thread_ts") == thread]
    return _page([parent, *below], arguments)


def _page(messages: list[Json], arguments: Json) -> Json:
    oldest = float(arguments.get("oldest") or 0)
    start = int(arguments.get("cursor") or 0)
    end = start + min(int(arguments.get("limit") or PAGE), 999)
    kept = [m for m in messages if float(m["ts"]) > oldest]
    wanted = str(arguments.get("include_all_metadata")).lower() in ("1", "true")
    shown = [
        {k: v for k, v in m.items() if wanted or k != "metadata"}
        for m in kept[start:end]
    ]
    more = str(end) if end < len(kept) else ""
    return {
        "messages": shown,
        "has_more": bool(more),
        "response_metadata": {"next_cursor": more},
    }


def _user(server: "Server", arguments: Json, _who: Json) -> Json:
    if arguments["user"] not in server.users:
        raise Refusal("user_not_found")
    return {"user": server.users[arguments["user"]]}


def _info(server: "Server", arguments: Json, _who: Json) -> Json:
    return {"channel": _channel(server, arguments)}


def _memberships(server: "Server", arguments: Json, who: Json) -> Json:
    user = arguments.get("user") or who["bot"]
    found = [
        channel
        for channel in server.channels.values()
        if user in channel["members"] and channel["is_member"]
        if not channel.get("is_im")
    ]
    return {"channels": found, "response_metadata": {"next_cursor": ""}}


def _direct(server: "Server", arguments: Json, _who: Json) -> Json:
    for channel in server.channels.values():
        if channel.get("is_im") and channel.get("user") == arguments.get("users"):
            return {"channel": {"id": channel["id"]}}
    raise Refusal("user_not_found")


def _view(arguments: Json) -> Json:
    view: Json = arguments["view"]
    if wrong := rules.broken(view["blocks"], most=rules.VIEW_BLOCKS):
        raise Refusal("invalid_arguments", response_metadata={"messages": wrong})
    if len(json.dumps(view)) > 250_000:
        raise Refusal("view_too_large")
    return view


def _publish(server: "Server", arguments: Json, _who: Json) -> Json:
    view = _view(arguments)
    server.views[arguments["user_id"]] = view
    return {"view": {**view, "id": f"V{arguments['user_id']}"}}


def _modal(server: "Server", arguments: Json, _who: Json) -> Json:
    view = _view(arguments)
    if not arguments.get("trigger_id"):
        raise Refusal("invalid_trigger_id")
    if arguments["trigger_id"] in server.views:
        raise Refusal("exchanged_trigger_id")
    server.views[arguments["trigger_id"]] = view
    return {"view": {**view, "id": f"V{arguments['trigger_id']}"}}


def _renew(server: "Server", arguments: Json, _who: Json) -> Json:
    trigger = arguments["view_id"].removeprefix("V")
    if trigger not in server.views:
        raise Refusal("not_found")
    server.views[trigger] = _view(arguments)
    return {"view": {**server.views[trigger], "id": arguments["view_id"]}}


def _exchange(server: "Server", arguments: Json, _who: Json) -> Json:
    granted = server.codes.pop(arguments.get("code", ""), None)
    if granted is None:
        raise Refusal("invalid_code")
    return granted


_METHODS: dict[str, Callable[["Server", Json, Json], Json]] = {
    "apps.connections.open": _connect,
    "auth.test": _test,
    "chat.delete": _delete,
    "chat.postEphemeral": _whisper,
    "chat.postMessage": _post,
    "chat.update": _update,
    "conversations.history": _history,
    "conversations.info": _info,
    "conversations.open": _direct,
    "conversations.replies": _replies,
    "oauth.v2.access": _exchange,
    "users.conversations": _memberships,
    "users.info": _user,
    "views.open": _modal,
    "views.publish": _publish,
    "views.update": _renew,
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
