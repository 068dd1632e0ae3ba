"""Calls that post, change and find messages."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.errors import asked
from bot.adapters.slack.payload import Object, objects, text
from bot.adapters.slack.render import Post
from bot.adapters.slack.workspaces import Workspace
from bot.chat import Target
from bot.errors import RateLimited, Unknown

EVENT = "dateline_part"
"""The type of the metadata that carries a post's key."""
SKEW = timedelta(minutes=2)
"""How far Slack's clock and ours may be apart."""
PAGE = 200
"""Messages asked for at once."""
PAGES = 25
"""Pages looked through, at most; past them nobody can say that it is not there."""


@dataclass(frozen=True, slots=True)
class Query:
    """Which post is looked for: its key, and whose posts count."""

    key: str
    by: Workspace
    since: datetime


async def post(client: AsyncWebClient, target: Target, what: Post, key: str) -> str:
    """Post into a channel or thread and return the message's ``ts``."""
    answer = await asked(
        client.chat_postMessage(
            channel=target.channel,
            thread_ts=target.thread,
            blocks=list(what.blocks),
            text=what.text,
            metadata={"event_type": EVENT, "event_payload": {"key": key}},
            unfurl_links=False,
            unfurl_media=False,
            link_names=False,
            parse="none",
        )
    )
    if ts := text(answer, "ts"):
        return ts
    raise Unknown("slack: the answer to a post names no message")


async def whisper(
    client: AsyncWebClient, target: Target, user: str, what: Post
) -> None:
    """Post so that only ``user`` sees it, for as long as their client is open."""
    await asked(
        client.chat_postEphemeral(
            channel=target.channel,
            user=user,
            thread_ts=target.thread,
            blocks=list(what.blocks),
            text=what.text,
            link_names=False,
            parse="none",
        )
    )


async def change(client: AsyncWebClient, channel: str, ts: str, what: Post) -> None:
    """Replace a message of ours; its metadata stays."""
    await asked(
        client.chat_update(
            channel=channel,
            ts=ts,
            blocks=list(what.blocks),
            text=what.text,
            link_names=False,
            parse="none",
        )
    )


async def find(
    client: AsyncWebClient, target: Target, query: Query, marks: dict[str, str]
) -> str | None:
    """Return the ``ts`` of our message with a key; None where there is none.

    Slack lets apps that are sold outside its Marketplace look at 15 messages a minute
    (https://docs.slack.dev/apis/web-api/rate-limits): ``marks`` holds how far a key was
    looked for when it limited us, and there the next search goes on.

    Raises:
        Unknown: there is too much to look through.
    """
    cursor = marks.pop(query.key, "")
    for _ in range(PAGES):
        try:
            page = await _page(client, target, query.since - SKEW, cursor)
        except RateLimited:
            marks[query.key] = cursor
            raise
        for message in objects(page, "messages"):
            if _has_key(message, query.key) and _is_ours(message, query.by):
                return text(message, "ts")
        cursor = text(page, "response_metadata", "next_cursor")
        if not cursor:
            return None
    raise Unknown(f"slack: not among the latest {PAGES} pages of messages")


async def _page(
    client: AsyncWebClient, target: Target, since: datetime, cursor: str
) -> Object:
    oldest = f"{since.timestamp():.6f}"
    if target.thread is None:
        return await asked(
            client.conversations_history(
                channel=target.channel,
                oldest=oldest,
                limit=PAGE,
                include_all_metadata=True,
                cursor=cursor or None,
            )
        )
    return await asked(
        client.conversations_replies(
            channel=target.channel,
            ts=target.thread,
            oldest=oldest,
            limit=PAGE,
            include_all_metadata=True,
            cursor=cursor or None,
        )
    )


def _has_key(message: Object, key: str) -> bool:
    event = text(message, "metadata", "event_type")
    return event == EVENT and text(message, "metadata", "event_payload", "key") == key


def _is_ours(message: Object, us: Workspace) -> bool:
    """Say whether we wrote this: any app of the workspace may use our event type."""
    user, bot = text(message, "user"), text(message, "bot_id")
    return (not user and not bot) or user == us.bot or (bot != "" and bot == us.bot_id)
