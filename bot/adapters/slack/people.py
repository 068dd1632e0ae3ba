"""Who types: their name and zone from the profile, and whether they may configure."""

import asyncio
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.errors import asked
from bot.adapters.slack.payload import Object, at, flag, text
from bot.chat import Person, Target
from bot.errors import DeliveryError, Gone

FRESH = 300.0
"""Seconds a profile is believed: a new admin waits five minutes at most."""
KEPT = 5_000
"""Profiles remembered at once, at most."""
ADMINS = ("admin", "owner", "primary_owner")
"""Roles in a workspace that may configure."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a workspace knows of a person."""

    name: str
    zone: str | None = None
    locale: str | None = None
    admin: bool = False


class People:
    """Profiles and channels' creators, asked for once in a while."""

    def __init__(self, maintainers: tuple[str, ...]) -> None:
        """Let ``maintainers`` configure everywhere."""
        self._maintainers = frozenset(maintainers)
        self._profiles: dict[tuple[str, str], tuple[float, Profile]] = {}
        self._owners: dict[tuple[str, str], tuple[float, str]] = {}

    async def person(self, client: AsyncWebClient, target: Target, user: str) -> Person:
        """Return who ``user`` is, and may, in a channel.

        Where Slack does not say, they are their id and may configure nothing.
        """
        profile = await self._profile(client, target.workspace, user)
        return Person(
            id=user,
            name=profile.name or user,
            zone=profile.zone,
            locale=profile.locale,
            may_configure=profile.admin
            or user in self._maintainers
            or await self._owns(client, target, user),
        )

    async def _owns(self, client: AsyncWebClient, target: Target, user: str) -> bool:
        """Say whether a channel is this person's: made by them, or ours with them.

        Two people's direct messages, where a command can be typed too, we cannot see.
        """
        owner = await self._owner(client, target)
        return target.channel.startswith("D") if owner is None else owner == user

    async def _profile(self, client: AsyncWebClient, team: str, user: str) -> Profile:
        now = asyncio.get_running_loop().time()
        until, known = self._profiles.get((team, user), (0.0, Profile(user)))
        if until > now:
            return known
        try:
            answer = await asked(client.users_info(user=user, include_locale=True))
        except DeliveryError:
            return Profile(user)
        found = profile(answer, team)
        _room(self._profiles)
        self._profiles[team, user] = (now + FRESH, found)
        return found

    async def _owner(self, client: AsyncWebClient, target: Target) -> str | None:
        """Return whose a channel is; empty where we see none, None where unsaid."""
        now = asyncio.get_running_loop().time()
        place = (target.workspace, target.channel)
        until, known = self._owners.get(place, (0.0, ""))
        if until > now or not target.channel:
            return known or None
        try:
            answer = await asked(client.conversations_info(channel=target.channel))
        except Gone:
            return ""
        except DeliveryError:
            return None
        _room(self._owners)
        owner = text(answer, "channel", "creator") or text(answer, "channel", "user")
        self._owners[place] = (now + FRESH, owner)
        return owner or None


def profile(answer: Object, team: str) -> Profile:
    """Read the answer of ``users.info`` for a workspace.

    In a channel shared with another one, its admins are guests like all others.
    """
    user = answer.get("user")
    names = (
        text(user, "profile", "display_name"),
        text(user, "profile", "real_name"),
        text(user, "real_name"),
        text(user, "name"),
    )
    return Profile(
        name=next((name for name in names if name), ""),
        zone=text(user, "tz") or None,
        locale=text(user, "locale") or None,
        admin=_belongs(user, team) and any(flag(user, f"is_{role}") for role in ADMINS),
    )


def _belongs(user: object, team: str) -> bool:
    """Say whether a person is of a workspace; in an organisation, of several."""
    home, teams = text(user, "team_id"), at(user, "enterprise_user", "teams")
    theirs = (home or team, *(teams if isinstance(teams, list) else ()))
    return not flag(user, "is_stranger") and team in theirs


def _room(
    cache: dict[tuple[str, str], tuple[float, Profile]]
    | dict[tuple[str, str], tuple[float, str]],
) -> None:
    if len(cache) >= KEPT:
        cache.clear()
