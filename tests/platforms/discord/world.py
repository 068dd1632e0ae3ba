"""What exists in the local Discord: servers, channels, people, messages, threads."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

Json = dict[str, object]

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
"""The instant the local Discord starts at; each thing made is a millisecond later."""
JOINED = NOON - timedelta(days=400)
"""When everybody came into the servers."""
TOKEN: Final = "bot-token"  # noqa: S105  # of the local server only


def snowflake(at: datetime, number: int = 0) -> str:
    """Return the id of something made at a moment."""
    return str((int((at - EPOCH) / timedelta(milliseconds=1)) << 22) + number)


BOT = "900000000000000001"
ANA = "900000000000000002"
GUILD = str(800 << 22)
SECOND = str(801 << 22)
"""A second server; of two shards it belongs to the other."""
CHANNEL = "700000000000000001"
FORUM = "700000000000000002"
VOICE = "700000000000000003"
ELSEWHERE = "700000000000000004"
"""The text channel of `SECOND`."""
DIRECT = "700000000000000005"
DESK = "600000000000000001"
"""A role without any permission."""
MANAGE_GUILD = 1 << 5
MEMBER = str((1 << 10) | (1 << 11) | (1 << 14) | (1 << 16) | (1 << 35) | (1 << 38))
"""View, send, embed links, history, open threads, send in threads."""


@dataclass(slots=True)
class World:
    """State, and the shapes Discord gives it on the wire."""

    channels: dict[str, Json] = field(default_factory=dict)
    messages: dict[str, list[Json]] = field(default_factory=lambda: defaultdict(list))
    commands: list[Json] = field(default_factory=list)
    keeps_nonce: bool = False
    """Whether listed messages still show their nonce."""
    made: int = 0
    start: datetime = NOON
    clock: Callable[[], datetime] | None = None
    """Tells when things are made; without one each is a millisecond later."""
    joined: datetime = JOINED
    """When the servers invited the bot."""

    def __post_init__(self) -> None:
        for id_, kind in ((CHANNEL, 0), (FORUM, 15), (VOICE, 2)):
            self.channels[id_] = channel(id_, kind, GUILD)
        self.channels[ELSEWHERE] = channel(ELSEWHERE, 0, SECOND)
        self.channels[DIRECT] = {
            "id": DIRECT,
            "type": 1,
            "recipients": [user(ANA)],
            "last_message_id": None,
        }

    def new_id(self) -> str:
        self.made += 1
        at = self.clock() if self.clock else self.start
        later = timedelta(0) if self.clock else timedelta(milliseconds=self.made)
        return snowflake(at + later, self.made)

    def add(self, channel_id: str, author: str, body: Json) -> Json:
        """Keep a message, as Discord returns it."""
        message: Json = {
            "id": self.new_id(),
            "channel_id": channel_id,
            "author": user(author),
            "content": "",
            "timestamp": NOON.isoformat(),
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "components": [],
            "pinned": False,
            "type": 0,
            "flags": 0,
        }
        message |= {k: v for k, v in body.items() if k != "enforce_nonce"}
        if guild := self.channels[channel_id].get("guild_id"):
            message["guild_id"] = guild
        self.messages[channel_id].append(message)
        self.channels[channel_id]["last_message_id"] = message["id"]
        return message

    def thread(self, id_: str, parent: str, name: str) -> Json:
        """Keep a thread."""
        self.channels[id_] = {
            "id": id_,
            "type": 11,
            "guild_id": self.channels[parent]["guild_id"],
            "parent_id": parent,
            "owner_id": BOT,
            "name": name,
            "last_message_id": None,
            "message_count": 0,
            "member_count": 1,
            "rate_limit_per_user": 0,
            "thread_metadata": {
                "archived": False,
                "auto_archive_duration": 4320,
                "archive_timestamp": NOON.isoformat(),
                "locked": False,
            },
        }
        return self.channels[id_]

    def find(self, channel_id: str, message_id: str) -> Json | None:
        found = (m for m in self.messages[channel_id] if m["id"] == message_id)
        return next(found, None)

    def guild(self, id_: str, permissions: str = MEMBER) -> Json:
        """Return a server as GUILD_CREATE shows it to the bot."""
        inside = [c for c in self.channels.values() if c.get("guild_id") == id_]
        return {
            "id": id_,
            "name": f"Server {id_[-3:]}",
            "owner_id": "900000000000000099",
            "roles": [role(id_, "@everyone", permissions), role(DESK, "Desk", "0")],
            "channels": [c for c in inside if "parent_id" not in c],
            "threads": [c for c in inside if "parent_id" in c],
            "members": [member(BOT) | {"joined_at": self.joined.isoformat()}],
            "member_count": 3,
            "preferred_locale": "en-US",
            "emojis": [],
            "stickers": [],
            "features": [],
            "voice_states": [],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "joined_at": self.joined.isoformat(),
            "system_channel_id": None,
            "large": False,
            "unavailable": False,
        }


def user(id_: str) -> Json:
    names = {BOT: "Dateline", ANA: "Ana"}
    return {
        "id": id_,
        "username": names.get(id_, f"user{id_[-2:]}").lower(),
        "global_name": names.get(id_, f"User {id_[-2:]}"),
        "discriminator": "0",
        "avatar": None,
        "bot": id_ == BOT,
    }


def member(id_: str, roles: tuple[str, ...] = (), *, full: bool = True) -> Json:
    shown: Json = {
        "roles": list(roles),
        "joined_at": JOINED.isoformat(),
        "deaf": False,
        "mute": False,
        "flags": 0,
        "nick": None,
        "avatar": None,
    }
    return shown | ({"user": user(id_)} if full else {})


def role(id_: str, name: str, permissions: str) -> Json:
    return {
        "id": id_,
        "name": name,
        "permissions": permissions,
        "position": 0,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def channel(id_: str, kind: int, guild: str) -> Json:
    return {
        "id": id_,
        "type": kind,
        "guild_id": guild,
        "name": f"channel-{id_[-1]}",
        "position": int(id_[-1]),
        "permission_overwrites": [],
        "topic": None,
        "nsfw": False,
        "rate_limit_per_user": 0,
        "last_message_id": None,
        "available_tags": [],
        "flags": 0,
        "bitrate": 64000,
        "user_limit": 0,
        "rtc_region": None,
    }
