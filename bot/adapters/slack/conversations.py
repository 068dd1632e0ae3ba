"""Which channels somebody is in."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.errors import asked
from bot.adapters.slack.payload import objects, text

PAGES = 5
"""Pages of 200 channels asked for, at most."""


async def joined(client: AsyncWebClient, user: str | None) -> tuple[str, ...]:
    """Return the ids of a person's channels, ours for None; archived ones are left out.

    Slack names only private channels that we are in as well.
    """
    found: list[str] = []
    cursor = None
    for _ in range(PAGES):
        page = await asked(
            client.users_conversations(
                user=user,
                types="public_channel,private_channel",
                exclude_archived=True,
                limit=200,
                cursor=cursor,
            )
        )
        found += [text(channel, "id") for channel in objects(page, "channels")]
        cursor = text(page, "response_metadata", "next_cursor") or None
        if cursor is None:
            break
    return tuple(found)
