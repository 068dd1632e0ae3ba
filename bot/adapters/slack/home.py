"""The Home tab: a person's channels with their briefings and sources. Pure."""

from dataclasses import dataclass

from bot.adapters.slack import render
from bot.adapters.slack.forms import KINDS, Form
from bot.adapters.slack.payload import Object
from bot.chat import Reply
from bot.messages import Listing, split

BLOCKS = 100
"""Blocks of a view at most."""
CHANNELS = 10
"""Channels shown, at most."""
PER_CHANNEL = 20
"""Blocks of one channel's lists at most; the rest is asked for in the channel."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel on the tab: what the bot says of its briefings and its sources."""

    id: str
    digests: Reply | None
    feeds: Reply | None


def view(channels: tuple[Channel, ...], command: str, more: int = 0) -> Object:
    """Return the tab. ``more`` channels there was no room for."""
    blocks: list[Object] = [
        _header("Your briefings"),
        _small(f"Ask me anything about your news: mention me, or type {command}."),
    ]
    for channel in channels:
        shown = _channel(channel)
        if len(blocks) + len(shown) > BLOCKS - 2:
            more += 1
            continue
        blocks += shown
    if len(channels) == 0:
        blocks.append(_nowhere())
    if more:
        blocks.append(_small(f"And {more} more: ask me there."))
    return {"type": "home", "blocks": blocks}


def _channel(channel: Channel) -> list[Object]:
    return [
        {"type": "divider"},
        _title(channel.id),
        _small("Briefings"),
        *_said(channel.digests, f"{render.LINE}:{channel.id}:d"),
        _small("Sources"),
        *_said(channel.feeds, f"{render.LINE}:{channel.id}:f"),
        {
            "type": "actions",
            "elements": [_opener(form, channel.id) for form in _offered(channel)],
        },
    ]


def _offered(channel: Channel) -> tuple[Form, ...]:
    """Return the forms that can be filled in: a source to remove must be there."""
    listed = channel.feeds.message.sections if channel.feeds else ()
    read = any(isinstance(b, Listing) for section in listed for b in section.blocks)
    leave = (Form.LEAVE,) if read else ()
    return (Form.DIGEST, Form.SOURCE, *leave, Form.FILTERS, Form.SETTINGS)


def _said(reply: Reply | None, prefix: str) -> list[Object]:
    if reply is None:
        return []
    blocks: list[Object] = []
    for part in split(reply.message, render.LIMITS):
        blocks += render.shown(part.blocks)
        blocks += render.buttons(part.actions, f"{prefix}:{part.index}")
    return blocks[:PER_CHANNEL]


def _title(channel: str) -> Object:
    name = "For you alone" if channel.startswith("D") else f"<#{channel}>"
    return {"type": "section", "text": {"type": "mrkdwn", "text": f"*{name}*"}}


def _opener(form: Form, channel: str) -> Object:
    return {
        "type": "button",
        "action_id": f"open:{form.value}:{channel}",
        "text": {"type": "plain_text", "text": KINDS[form].title, "emoji": False},
        "value": channel,
    }


def _nowhere() -> Object:
    words = (
        "I am in none of your channels yet. Go to one and type `/invite` with my name, "
        "or write to me in the *Messages* tab."
    )
    return {"type": "section", "text": {"type": "mrkdwn", "text": words}}


def _header(words: str) -> Object:
    return {"type": "header", "text": {"type": "plain_text", "text": words}}


def _small(words: str) -> Object:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": words}]}
