"""A place’s settings."""

import pytest

from bot.chat import Target
from bot.store import places
from tests.commands.conftest import Room


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("<@&55>", "55"),
        ("off", ""),
        ("@everyone", None),
        ("<@&800>", None),
        ("<@77>", None),
    ],
    ids=["role", "nobody", "everyone", "everyone's role", "a person"],
)
async def test_a_maintainer_names_the_role_a_briefing_notifies(
    room: Room, words: str, kept: str | None
) -> None:
    channel = Target("discord", "800", "news")

    said = await room.say(f"settings ping {words}", channel=channel)

    async with room.store.reading() as tx:
        place = await places.find(tx, channel)
    assert place is not None
    assert place.settings.get("ping") == kept
    assert ("never notifies everyone" in said) is (kept is None)


async def test_where_no_group_can_be_notified_there_is_no_such_setting(
    room: Room,
) -> None:
    assert "There is no setting “ping”" in await room.say("settings ping <@&55>")
