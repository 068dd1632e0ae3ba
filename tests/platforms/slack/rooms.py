"""Methods about people, channels and views, and the exchange of tokens."""

import json
from typing import TYPE_CHECKING

from tests.platforms.slack import rules
from tests.platforms.slack.refusal import Refusal
from tests.platforms.slack.rules import Json
from tests.platforms.slack.talk import channel_of

if TYPE_CHECKING:
    from tests.platforms.slack.server import Server


def user(server: "Server", arguments: Json, _who: Json) -> Json:
    if arguments["user"] not in server.users:
        raise Refusal("user_not_found")
    return {"user": server.users[arguments["user"]]}


def info(server: "Server", arguments: Json, _who: Json) -> Json:
    return {"channel": channel_of(server, arguments)}


def memberships(server: "Server", arguments: Json, who: Json) -> Json:
    user = arguments.get("user") or who["bot"]
    found = [
        channel
        for channel in server.channels.values()
        if user in channel["members"] and channel["is_member"]
        if not channel.get("is_im")
    ]
    return {"channels": found, "response_metadata": {"next_cursor": ""}}


def direct(server: "Server", arguments: Json, _who: Json) -> Json:
    for channel in server.channels.values():
        if channel.get("is_im") and channel.get("user") == arguments.get("users"):
            return {"channel": {"id": channel["id"]}}
    raise Refusal("user_not_found")


def _view(arguments: Json) -> Json:
    view: Json = arguments["view"]
    wrong = [*rules.broken(view["blocks"], most=rules.VIEW_BLOCKS), *rules.view(view)]
    if wrong:
        raise Refusal("invalid_arguments", response_metadata={"messages": wrong})
    if len(json.dumps(view)) > 250_000:
        raise Refusal("view_too_large")
    return view


def publish(server: "Server", arguments: Json, _who: Json) -> Json:
    view = _view(arguments)
    server.views[arguments["user_id"]] = view
    return {"view": {**view, "id": f"V{arguments['user_id']}"}}


def modal(server: "Server", arguments: Json, _who: Json) -> Json:
    view = _view(arguments)
    if not arguments.get("trigger_id"):
        raise Refusal("invalid_trigger_id")
    if arguments["trigger_id"] in server.views:
        raise Refusal("exchanged_trigger_id")
    server.views[arguments["trigger_id"]] = view
    return {"view": {**view, "id": f"V{arguments['trigger_id']}"}}


def renew(server: "Server", arguments: Json, _who: Json) -> Json:
    trigger = arguments["view_id"].removeprefix("V")
    if trigger not in server.views:
        raise Refusal("not_found")
    server.views[trigger] = _view(arguments)
    return {"view": {**server.views[trigger], "id": arguments["view_id"]}}


def exchange(server: "Server", arguments: Json, _who: Json) -> Json:
    granted = server.codes.pop(arguments.get("code", ""), None)
    if granted is None:
        raise Refusal("invalid_code")
    return granted
