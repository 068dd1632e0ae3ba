"""Commands, buttons, forms and completions: in time, to the right eyes, once."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest

from bot.adapters.discord import Discord
from bot.chat import Incoming, Origin, Reply, Suggest, Target
from bot.messages import Action, Part
from tests.adapters.discord.running import listening, text, texts
from tests.factories import make_part, make_reply
from tests.listening import Scripted
from tests.platforms.discord import (
    CHANNEL,
    DIRECT,
    GUILD,
    NOON,
    Fault,
    Server,
    Talk,
    command,
)
from tests.platforms.discord.world import Json

PLACE = Target("discord", GUILD, CHANNEL)
EPHEMERAL = 1 << 6


@pytest.fixture
async def up(
    server: Server, adapter: Discord, listener: Scripted
) -> AsyncIterator[Server]:
    """The server, with the bot listening."""
    async with listening(adapter, listener, server):
        yield server


async def test_a_command_is_answered_at_once_for_all(
    up: Server, listener: Scripted
) -> None:
    talk = await up.slash("who-said-what", topic="the strike", since="Monday")
    await up.until(lambda: talk.said)

    assert listener.heard[0].text == "who said what about the strike since Monday"
    assert listener.heard[0].target == PLACE
    assert listener.heard[0].origin is Origin.COMMAND
    assert talk.kind == 4
    assert len(up.posts()) == 1


async def test_a_personal_answer_is_seen_by_the_asker_alone(
    up: Server, listener: Scripted
) -> None:
    listener.reply = make_reply(private=True)

    talk = await up.slash("feed list")
    await up.until(lambda: talk.said)

    assert talk.said[0]["flags"] == EPHEMERAL
    assert up.posts() == []


@pytest.mark.parametrize(
    ("path", "private", "withdrawn"),
    [("status", True, False), ("brief", False, False), ("brief", True, True)],
)
async def test_a_slow_answer_is_deferred_and_reaches_the_right_eyes(
    up: Server,
    listener: Scripted,
    path: str,
    private: bool,  # noqa: FBT001
    withdrawn: bool,  # noqa: FBT001
) -> None:
    listener.delay = asyncio.Event()
    listener.reply = make_reply(private=private)

    talk = await up.slash(path)
    await up.until(lambda: talk.kind == 5)
    listener.delay.set()
    await up.until(lambda: talk.said)

    assert talk.withdrawn is withdrawn
    assert (talk.said[0].get("flags") == EPHEMERAL) is private


async def test_the_stories_of_a_briefing_go_into_the_thread_under_its_answer(
    up: Server, listener: Scripted
) -> None:
    listener.reply = make_reply(sections=3, threaded=True)

    talk = await up.slash("brief")
    await up.until(lambda: talk.said and len(up.posts(str(talk.said[0]["id"]))) == 2)

    assert len(up.posts()) == 1


async def test_a_command_in_a_thread_is_about_that_thread(
    up: Server, listener: Scripted
) -> None:
    thread = str(up.world.thread("700000000000000777", CHANNEL, "Talk")["id"])

    talk = await up.slash("sources", channel=thread, story="2")
    await up.until(lambda: talk.said)

    assert listener.heard[0].target == Target("discord", GUILD, CHANNEL, thread)


async def test_a_line_that_only_looks_is_answered_to_the_asker_alone(
    up: Server,
) -> None:
    talk = await up.slash("digest list")
    await up.until(lambda: talk.said)

    assert talk.said[0]["flags"] == EPHEMERAL


async def test_a_completion_shows_a_briefing_and_means_its_number(
    up: Server, listener: Scripted
) -> None:
    listener.suggestions = ("2 daily 08:00 Europe/Berlin",)

    talk = await up.use(4, command("digest skip", {"digest": ""}, focused="digest"))
    await up.until(lambda: talk.callback)

    shown = {"name": "2 daily 08:00 Europe/Berlin", "value": "2"}
    assert cast("Json", talk.callback)["data"] == {"choices": [shown]}


async def test_what_does_not_fit_one_message_follows_it(
    up: Server, listener: Scripted
) -> None:
    listener.reply = make_reply("word " * 1_500, private=True)

    talk = await up.slash("status")
    await up.until(lambda: len(talk.said) == 2)

    assert all(said["flags"] == EPHEMERAL for said in talk.said)


async def test_a_button_carries_its_line_and_answers_in_the_thread_under_it(
    up: Server, listener: Scripted, adapter: Discord
) -> None:
    post = await with_button(up, adapter, "sources 2")

    talk = await up.press(post)
    await up.until(lambda: up.posts(str(post["id"])))

    assert listener.heard[0].text == "sources 2"
    assert listener.heard[0].origin is Origin.BUTTON
    assert listener.heard[0].message_id == post["id"]
    assert listener.heard[0].target.thread == post["id"]
    assert talk.kind == 6


async def test_a_line_too_long_for_a_button_comes_back_whole(
    up: Server, listener: Scripted, adapter: Discord
) -> None:
    line = "who said what about " + "the very long negotiations & more? " * 5
    post = await with_button(up, adapter, line)

    await up.press(post)
    await up.until(lambda: listener.heard)

    assert listener.heard[0].text == line


async def test_a_private_answer_to_a_button_is_seen_by_the_presser_alone(
    up: Server, listener: Scripted, adapter: Discord
) -> None:
    listener.reply = make_reply(private=True)
    post = await with_button(up, adapter, "why 1")

    talk = await up.press(post)
    await up.until(lambda: talk.said)

    assert talk.said[0]["flags"] == EPHEMERAL


async def test_a_button_nobody_knows_any_more_says_what_to_do(
    up: Server, listener: Scripted, adapter: Discord
) -> None:
    post = await with_button(up, adapter, "brief")
    data: Json = {"component_type": 2, "custom_id": "of-an-older-version"}

    talk = await up.use(3, data, message=post)
    await up.until(lambda: talk.said)

    assert listener.heard == []
    assert "Type the line instead" in text(talk.said[0])
    assert talk.said[0]["flags"] == EPHEMERAL


@pytest.mark.parametrize(
    ("path", "option", "what"),
    [
        ("what-did-say", "person", Suggest.SPEAKER),
        ("who-said-what", "topic", Suggest.STORY),
        ("feed test", "feed", Suggest.FEED),
        ("digest pause", "digest", Suggest.HOURS),
        ("filter remove", "filter", Suggest.FILTER),
        ("settings", "change", Suggest.SETTING),
        ("digest create", "zone", Suggest.ZONE),
    ],
)
async def test_options_complete_what_the_channel_holds(
    up: Server, listener: Scripted, path: str, option: str, what: Suggest
) -> None:
    listener.suggestions = tuple(f"completion {n}" for n in range(40))

    talk = await up.use(4, command(path, {option: "comp"}, focused=option))
    await up.until(lambda: talk.callback)

    assert listener.asked == [(PLACE, what, "comp")]
    choices = cast("Json", cast("Json", talk.callback)["data"])["choices"]
    assert len(cast("list[Json]", choices)) == 25


async def test_who_may_not_configure_gets_no_form_but_the_reason(
    up: Server, listener: Scripted
) -> None:
    listener.reply = make_reply("Ask a maintainer.", private=True)

    talk = await up.use(2, command("digest create", {}), manages=False)
    await up.until(lambda: talk.said)

    assert talk.kind == 4
    assert not listener.heard[0].person.may_configure


async def test_a_list_of_feeds_is_read_from_the_file_that_is_attached(
    up: Server, listener: Scripted
) -> None:
    talk = await up.attach("feed import", b"<opml>\n<body/></opml>")
    await up.until(lambda: talk.said)

    assert listener.heard[0].text == "feed import <opml>\n<body/></opml>"


@pytest.mark.parametrize(
    ("content", "size"), [(b"x", 2_000_000), (b"\xff\xfe", None)], ids=["big", "odd"]
)
async def test_a_file_that_cannot_be_read_is_refused(
    up: Server, listener: Scripted, content: bytes, size: int | None
) -> None:
    talk = await up.attach("feed import", content, size)
    await up.until(lambda: talk.said)

    assert listener.heard == []
    assert "couldn’t read that file" in text(talk.said[0])
    assert talk.said[0]["flags"] == EPHEMERAL


async def test_the_menu_on_a_message_asks_who_said_it(
    up: Server, listener: Scripted
) -> None:
    message = up.world.add(CHANNEL, "900000000000000002", {"content": 'It "is"\nover'})
    data: Json = {
        "id": "2",
        "name": "Who said this?",
        "type": 3,
        "target_id": message["id"],
        "resolved": {"messages": {str(message["id"]): message}},
    }

    talk = await up.use(2, data)
    await up.until(lambda: talk.said)

    assert listener.heard[0].text == 'verify "It ”is” over"'


async def test_an_interaction_that_names_the_least_is_answered(
    up: Server, listener: Scripted
) -> None:
    """What discord.py insists on, but Discord calls optional or added later."""
    left_out = ("channel", "attachment_size_limit", "version", "app_permissions")
    talk = await up.use(2, command("brief", {}), without=left_out)
    await up.until(lambda: talk.said)

    assert listener.heard[0].target == PLACE


async def test_a_person_who_installed_the_bot_is_answered_in_direct_messages(
    up: Server, listener: Scripted
) -> None:
    talk = await up.slash("brief", channel=DIRECT)
    await up.until(lambda: talk.said)

    assert listener.heard[0].target == Target("discord", "@me", DIRECT)
    assert listener.heard[0].person.may_configure


@pytest.mark.parametrize(
    "fault",
    [
        Fault(path="/callback", lost=True, written=True),
        Fault(path="/callback", status=502, written=True),
        Fault(path="/callback", status=429),
    ],
    ids=["lost", "502", "429"],
)
async def test_a_first_answer_that_was_lost_is_given_once(
    up: Server, fault: Fault
) -> None:
    up.faults.append(fault)

    talk = await up.slash("brief")
    await up.until(lambda: talk.said)
    await answered(up, await up.slash("help"))

    assert len(talk.said) == 1


async def test_a_bug_is_told_to_the_asker_in_their_language(
    server: Server, adapter: Discord
) -> None:
    async with listening(adapter, Scripted(breaks), server):
        talk = await server.use(2, command("brief", {}), locale="fr")
        await server.until(lambda: talk.said)

    assert text(talk.said[0]).startswith("Quelque chose a échoué")
    assert talk.said[0]["flags"] == EPHEMERAL


async def test_an_event_answered_before_is_not_answered_again(
    up: Server, listener: Scripted, adapter: Discord
) -> None:
    post = await with_button(up, adapter, "brief")
    listener.reply = None

    talk = await up.press(post)
    await up.until(lambda: talk.callback)

    assert talk.kind == 6
    assert talk.said == []


async def test_after_a_quarter_of_an_hour_the_answer_goes_to_the_channel(
    up: Server, listener: Scripted
) -> None:
    listener.delay = asyncio.Event()
    listener.reply = make_reply(sections=1)

    talk = await up.slash("brief")
    await up.until(lambda: talk.kind == 5)
    del up.interactions.talks[talk.token]
    listener.delay.set()
    await up.until(up.posts)

    assert texts(up, CHANNEL) == ["## Answer\n\nTwelve, says the port authority."]


@pytest.mark.parametrize("slow", [False, True], ids=["answering", "deferring"])
async def test_an_answer_for_which_the_three_seconds_were_over_goes_to_the_channel(
    up: Server,
    listener: Scripted,
    slow: bool,  # noqa: FBT001
) -> None:
    listener.delay = asyncio.Event()
    up.interactions.clock = lambda: NOON
    talk = await up.slash("brief")
    await up.until(lambda: listener.heard)
    up.interactions.clock = lambda: NOON + timedelta(seconds=4)
    if slow:
        refused = f"/interactions/{talk.id}"
        await up.until(lambda: any(refused in path for _, path, _ in up.requests))
    listener.delay.set()
    await up.until(up.posts)

    assert texts(up, CHANNEL) == ["## Answer\n\nTwelve, says the port authority."]
    assert talk.callback is None


async def test_a_private_answer_that_is_too_late_is_shown_to_nobody(
    up: Server, listener: Scripted
) -> None:
    listener.reply = make_reply("Between us.", private=True)
    up.interactions.clock = lambda: NOON + timedelta(seconds=4)
    late = await up.slash("status")
    late.at = NOON
    await up.until(lambda: listener.heard)
    up.interactions.clock = lambda: NOON
    listener.reply = make_reply()
    await answered(up, await up.slash("brief"))

    assert "Between us." not in "".join(texts(up, CHANNEL))


async def test_a_server_the_bot_is_not_in_cannot_be_configured(
    up: Server, listener: Scripted
) -> None:
    alone: Json = {"1": "900000000000000002"}
    talk = await up.use(
        2, command("digest create", {}), authorizing_integration_owners=alone
    )
    await up.until(lambda: talk.said)

    assert talk.kind == 4
    assert not listener.heard[0].person.may_configure


async def breaks(incoming: Incoming) -> Reply | None:
    raise RuntimeError(f"bug on {incoming.text}")


async def answered(server: Server, talk: Talk) -> None:
    await server.until(lambda: talk.said)


async def with_button(server: Server, adapter: Discord, line: str) -> Json:
    """Return a post of ours in the channel with one button."""
    part = make_part_with(line)
    await adapter.send(PLACE, part, "k0")
    return server.posts()[-1]


def make_part_with(line: str) -> Part:
    return replace(make_part("A story"), actions=(Action("Sources", line),))
