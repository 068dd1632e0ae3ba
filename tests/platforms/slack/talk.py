"""Methods about messages."""

import time
from typing import TYPE_CHECKING

from tests.platforms.slack import rules
from tests.platforms.slack.refusal import Refusal
from tests.platforms.slack.rules import Json

if TYPE_CHECKING:
    from tests.platforms.slack.server import Server

PAGE = 100
LIMITED = 15
"""Messages in a page of an app that is sold outside the Marketplace."""


def channel_of(server: "Server", arguments: Json) -> Json:
    channel = server.channels.get(arguments["channel"])
    if channel is None:
        raise Refusal("channel_not_found")
    return channel


def opened(server: "Server", arguments: Json) -> Json:
    channel = channel_of(server, arguments)
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


def post(server: "Server", arguments: Json, who: Json) -> Json:
    channel = opened(server, arguments)["id"]
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


def whisper(server: "Server", arguments: Json, _who: Json) -> Json:
    channel = opened(server, arguments)
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


def update(server: "Server", arguments: Json, who: Json) -> Json:
    channel = channel_of(server, arguments)["id"]
    message = _message(server, channel, arguments["ts"], "message_not_found")
    if message.get("bot_id") != who["bot_id"]:
        raise Refusal("cant_update_message")
    message |= _content(arguments, 4_000)
    return {"channel": channel, "ts": message["ts"], "text": message["text"]}


def delete(server: "Server", arguments: Json, who: Json) -> Json:
    channel = channel_of(server, arguments)["id"]
    message = _message(server, channel, arguments["ts"], "message_not_found")
    if message.get("bot_id") != who["bot_id"]:
        raise Refusal("cant_delete_message")
    server.messages[channel].remove(message)
    return {"channel": channel, "ts": message["ts"]}


def history(server: "Server", arguments: Json, _who: Json) -> Json:
    channel = opened(server, arguments)["id"]
    arguments = _allowed(server, arguments)
    return _page(
        [m for m in reversed(server.messages[channel]) if not m.get("thread_ts")],
        arguments,
    )


def replies(server: "Server", arguments: Json, _who: Json) -> Json:
    channel = channel_of(server, arguments)["id"]
    thread = arguments["ts"]
    parent = _message(server, channel, thread, "thread_not_found")
    arguments = _allowed(server, arguments)
    below = [m for m in server.messages[channel] if m.get("thread_ts") == thread]
    return _page([parent, *below], arguments)


def _allowed(server: "Server", arguments: Json) -> Json:
    """Count a look at the past, where these are counted, and cut what it may show."""
    if server.looks is None:
        return arguments
    if not server.looks:
        raise Refusal("ratelimited")
    server.looks -= 1
    return {**arguments, "limit": min(int(arguments.get("limit") or PAGE), LIMITED)}


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
