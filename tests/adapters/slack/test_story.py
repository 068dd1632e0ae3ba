"""A first user's way through Slack: from the invitation to the uninstallation.

The whole bot answers; every text here is what a person would read.
"""

from zoneinfo import ZoneInfo

import pytest

from bot.commands import grammar
from bot.commands.grammar import kinds
from bot.commands.grammar.scopes import Setting
from bot.store import places
from tests.adapters.slack.newsroom import Newsroom
from tests.platforms.slack import CHANNEL
from tests.platforms.slack.methods import buttons, label
from tests.platforms.slack.rules import Json
from tests.platforms.slack.server import ANA, BEN, BOT
from tests.seedpack import EVENING

LABELS = ["Quotes", "Sources", "Context", "👍", "👎", "Mute"]


def words(posts: list[Json]) -> str:
    return "\n".join(post["text"] for post in posts)


async def story(room: Newsroom, number: int = 1) -> Json:
    """Have a briefing posted; return the post of one of its stories."""
    return (await room.briefing())[number]


async def test_an_invitation_is_greeted_and_a_sample_shown(room: Newsroom) -> None:
    joined = {"type": "member_joined_channel", "user": BOT, "channel": CHANNEL}
    await room.server.event({**joined, "inviter": ANA})
    await room.server.until(room.server.posts)
    [hello] = room.server.posts()
    await room.server.event({**joined, "inviter": ANA})

    shown = await room.press("Try a sample briefing", hello)

    assert "word for word" in hello["text"]
    assert "Europe/Madrid" in hello["text"]
    assert "Governor tells dam inquiry" in words(shown)
    assert room.server.posts() == [hello]


@pytest.mark.parametrize(
    ("pressed", "said"),
    [
        ("Quotes", "Milena Dorvath"),
        ("Sources", "Radio Vessin"),
        ("Context", "The Astrel Courant"),
        ("👍", "Noted. 👍 1 · 👎 0"),
        ("👎", "Noted. 👍 0 · 👎 1"),
        ("Mute", "Muted here: Governor tells dam inquiry"),
    ],
)
async def test_each_button_of_a_story_answers_about_that_story(
    room: Newsroom, pressed: str, said: str
) -> None:
    post = await story(room)

    shown = await room.press(pressed, post)

    assert [label(button) for button in buttons(post)] == LABELS
    assert said in words(shown)


async def test_every_button_is_a_line_of_the_grammar(room: Newsroom) -> None:
    setting = Setting(now=EVENING, zone=ZoneInfo("UTC"))

    posts = await room.briefing()

    lines = [button["value"] for post in posts for button in buttons(post)]
    assert len(lines) == 6 * len(LABELS)
    for line in lines:
        assert not isinstance(grammar.parse(line, setting), kinds.Ask)


async def test_a_vote_counts_once_per_person_and_shows_in_status(
    room: Newsroom,
) -> None:
    post = await story(room)

    for user, vote in ((ANA, "👍"), (ANA, "👍"), (BEN, "👍"), (BEN, "👎")):
        await room.press(vote, post, user=user)
    status = words(await room.ask("status"))

    assert "toll rises to 11 · 👍 1 · 👎 1" in status


@pytest.mark.parametrize("undone", [False, True])
async def test_what_is_muted_stays_out_unless_it_is_undone(
    room: Newsroom, *, undone: bool
) -> None:
    _, shown, *_ = await room.ask("brief", least=8)
    [muted] = await room.press("Mute", shown)
    if undone:
        [undo] = await room.press("Undo", muted)
        assert "Unmuted: Governor tells dam inquiry" in undo["text"]

    briefing = words(await room.briefing())

    assert "Hollen Dam" in shown["text"]
    assert ("Governor tells dam inquiry" in briefing) is undone
    assert ("muted" in briefing) is not undone


async def test_a_thread_goes_on_from_question_to_question(room: Newsroom) -> None:
    head, *_ = await room.briefing()
    thread = head["ts"]

    who = words(await room.ask("what did Lavrov say?", thread=thread))
    her = words(await room.ask("and Zakharova?", thread=thread))
    real = words(
        await room.ask("is this quote real: “a terrorist center”?", thread=thread)
    )
    none = words(await room.ask("did anyone say “we surrender”?", thread=thread))

    assert "I don’t want to spoil the atmosphere" in who
    assert "Russian foreign ministry spokeswoman" in her
    assert "Maria Zakharova" in real
    assert "not in" in none.lower()


async def test_somebody_without_rights_is_told_who_has_them(room: Newsroom) -> None:
    [told] = await room.ask("digest create weekdays 08:00", user=BEN)

    assert told["user_only"] == BEN
    assert "Only workspace admins" in told["text"]


async def test_a_private_channel_is_shown_to_its_members_only(room: Newsroom) -> None:
    server = room.server
    server.channels[CHANNEL] |= {"is_private": True, "members": [ANA, BOT]}
    server.channel("D200", "", is_im=True, user=BEN)
    await room.ask("digest create weekdays 08:00")

    await server.event(
        {"type": "app_home_opened", "user": BEN, "channel": "D200", "tab": "home"}
    )
    await server.until(lambda: BEN in server.views)
    asked = {"channel": "D200", "user": BEN}
    await server.say("what did Lavrov say", kinds=("message",), **asked)
    await server.until(lambda: server.posts("D200"))

    assert "Seeds" not in str(server.views[BEN])
    assert "atmosphere" not in words(server.posts("D200"))


async def test_leaving_ends_what_was_planned(room: Newsroom) -> None:
    await room.ask("digest create weekdays 08:00")

    await room.server.event({"type": "app_uninstalled"})

    while (await _held(room)).left is None:
        await room.server.pause()


async def _held(room: Newsroom) -> places.Place:
    async with room.store.reading() as tx:
        return await places.get(tx, room.place.id)
