"""Buttons, slash commands and private answers on Slack."""

import asyncio
from functools import partial

import pytest

from bot.chat import Incoming, Origin, Reply
from bot.messages import Action, Message, Paragraph, Section, Text
from tests.adapters.slack.bot import running
from tests.listening import Scripted, says
from tests.platforms.slack import CHANNEL, Fault, Server
from tests.platforms.slack.server import BEN, BOT, DIRECT, TEAM

OFFER = Message(
    (
        Section(
            (Paragraph((Text("The dam held."),)),),
            (Action("Quotes", "quotes 1"), Action("Context", "context 1.1")),
        ),
    )
)


async def offers(incoming: Incoming) -> Reply:
    if incoming.origin is Origin.BUTTON:
        return says(f"Pressed: {incoming.text}")
    return Reply(OFFER)


async def secret(_incoming: Incoming) -> Reply:
    return says("Between us.", private=True)


async def test_a_button_is_the_line_it_stands_for(server: Server) -> None:
    listener = Scripted(offers)

    async with running(server, listener):
        ts = await server.say(f"<@{BOT}> summary")
        await server.answered(ts)
        [post] = server.posts(thread=ts)
        await server.press("Context", where=post, user=BEN)
        await server.until(lambda: len(server.posts(thread=ts)) == 2)

    pressed = listener.heard[-1]
    assert (pressed.text, pressed.origin) == ("context 1.1", Origin.BUTTON)
    assert pressed.message_id == post["ts"]
    assert pressed.person.id == BEN
    assert server.posts(thread=ts)[1]["text"] == "Pressed: context 1.1"


async def test_a_button_on_a_parent_answers_in_the_thread_below_it(
    server: Server,
) -> None:
    async with running(server, Scripted(offers)):
        await server.slash("brief")
        await server.until(server.posts)
        [post] = server.posts()
        await server.press("Quotes", where=post)
        await server.until(lambda: server.posts(thread=post["ts"]))

    assert server.posts(thread=post["ts"])[0]["text"] == "Pressed: quotes 1"


async def test_a_button_in_a_direct_message_answers_below_it(server: Server) -> None:
    async with running(server, Scripted(offers)):
        await server.say("brief", channel=DIRECT, kinds=("message",))
        await server.until(lambda: server.posts(DIRECT))
        await server.press("Quotes", where=server.posts(DIRECT)[0])
        await server.until(lambda: len(server.posts(DIRECT)) == 2)


async def test_a_private_answer_can_be_shared_with_the_channel(
    server: Server,
) -> None:
    async with running(server, Scripted(secret)):
        await server.say(f"<@{BOT}> status")
        await server.until(lambda: server.whispers)
        [whisper] = server.whispers
        await server.press("Share to channel", where=whisper)
        await server.until(lambda: server.responses)

    [post] = server.posts()
    assert post["text"] == "Between us.\nShared by Ana Ruiz"
    assert server.responses[0]["delete_original"] is True


async def test_an_answer_no_longer_held_says_so(server: Server) -> None:
    async with running(server, Scripted(secret)):
        await server.say(f"<@{BOT}> status")
        await server.until(lambda: server.whispers)
    async with running(server, Scripted(secret)):
        await server.press("Share to channel", where=server.whispers[0])
        await server.until(lambda: server.responses)

    assert "ask again" in server.responses[0]["text"]
    assert server.posts() == []


async def test_a_command_works_where_we_are_no_member(server: Server) -> None:
    server.channel("C555", "elsewhere", is_member=False)

    async with running(server, Scripted()):
        await server.slash("status", channel="C555")
        await server.until(lambda: server.responses)

    [response] = server.responses
    assert response["response_type"] == "in_channel"
    assert response["text"] == "You asked: status"


async def test_a_long_private_answer_outlives_the_response_address(
    server: Server,
) -> None:
    async def long(_incoming: Incoming) -> Reply:
        one = Section((Paragraph((Text("word " * 2_100),)),))
        return Reply(Message((one,) * 7), private=True)

    async with running(server, Scripted(long)):
        await server.slash("export")
        await server.until(lambda: len(server.whispers) == 3)

    assert len(server.responses) == 4


async def test_an_answer_survives_a_lost_reply_and_a_limit(server: Server) -> None:
    server.fail(
        "chat.postMessage", Fault(status=503, lost=True), Fault("internal_error")
    )

    async with running(server, Scripted()):
        first = await server.say(f"<@{BOT}> one")
        await server.until(lambda: server.asked("conversations.replies"))
        second = await server.say(f"<@{BOT}> two")
        await server.until(lambda: server.posts(thread=second))

    assert len(server.posts(thread=first)) == 1
    assert len(server.posts(thread=second)) == 1


async def test_a_threaded_reply_to_a_command_makes_a_thread(server: Server) -> None:
    async def brief(_incoming: Incoming) -> Reply:
        sections = tuple(Section((Paragraph((Text(t),)),)) for t in ("Head", "Story"))
        return Reply(Message(sections, threaded=True))

    async with running(server, Scripted(brief)):
        await server.slash("brief", channel=CHANNEL)
        await server.until(lambda: len(server.asked("chat.postMessage")) == 2)

    [head] = server.posts()
    assert server.posts(thread=head["ts"])[0]["text"] == "Story"


async def test_a_fault_of_ours_is_admitted(server: Server) -> None:
    async def broken(_incoming: Incoming) -> Reply:
        raise RuntimeError("a bug")

    async with running(server, Scripted(broken)):
        ts = await server.say(f"<@{BOT}> status")
        await server.answered(ts)

    assert "broken on my side" in server.posts(thread=ts)[0]["text"]


async def test_only_admins_creators_and_maintainers_may_configure(
    server: Server,
) -> None:
    server.people("U300", "Cleo")
    server.people("U400", "Dan")
    server.channel(CHANNEL, "news", creator="U300")
    listener = Scripted()

    async with running(server, listener, maintainers=("U400",)):
        for user in ("U100", BEN, "U300", "U400"):
            ts = await server.say(f"<@{BOT}> status", user=user)
            await server.answered(ts)

    allowed = {heard.person.id: heard.person.may_configure for heard in listener.heard}
    assert allowed == {"U100": True, BEN: False, "U300": True, "U400": True}


async def test_an_admin_elsewhere_is_a_guest_here(server: Server) -> None:
    """Their flags are those of their own workspace, or of one of the organisation's."""
    server.people("U500", "Eva", team_id="T777", is_admin=True)
    server.people("U600", "Fay", is_stranger=True, is_owner=True)
    mine = {"teams": ["T777", TEAM]}
    server.people("U700", "Gil", team_id="T777", is_admin=True, enterprise_user=mine)
    listener = Scripted()

    async with running(server, listener):
        for user in ("U500", "U600", "U700"):
            ts = await server.say(f"<@{BOT}> status", user=user)
            await server.answered(ts)

    allowed = [heard.person.may_configure for heard in listener.heard]
    assert allowed == [False, False, True]


async def test_without_a_profile_a_person_may_configure_nothing(
    server: Server,
) -> None:
    server.fail("users.info", Fault("missing_scope"))
    server.fail("conversations.info", Fault(status=500))
    listener = Scripted()

    async with running(server, listener):
        ts = await server.say(f"<@{BOT}> status")
        await server.answered(ts)

    [heard] = listener.heard
    assert (heard.person.name, heard.person.may_configure) == ("U100", False)


async def test_a_guest_from_another_workspace_is_in_our_channel(
    server: Server,
) -> None:
    server.people("W777", "Gus", team_id="T777")
    listener = Scripted(offers)

    async with running(server, listener):
        ts = await server.say(f"<@{BOT}> summary")
        await server.answered(ts)
        [post] = server.posts(thread=ts)
        await server.press("Quotes", where=post, user="W777", team="T777")
        await server.until(lambda: len(server.posts(thread=ts)) == 2)

    mine, theirs = (heard.target for heard in listener.heard)
    assert theirs == mine


async def test_a_command_in_two_other_peoples_messages_configures_nothing(
    server: Server,
) -> None:
    listener = Scripted()

    async with running(server, listener):
        await server.slash("digest create weekdays 08:00", channel="D555", user=BEN)
        await server.until(lambda: server.responses)
        await server.slash("digest create weekdays 09:00", channel=DIRECT)
        await server.until(lambda: server.posts(DIRECT))

    theirs, own = listener.heard
    assert (theirs.person.may_configure, own.person.may_configure) == (False, True)


async def test_a_storm_of_limits_delays_answers_and_loses_none(
    server: Server,
) -> None:
    async def slowly(incoming: Incoming) -> Reply:
        await asyncio.sleep(0.05)
        return says(incoming.text)

    limit = Fault("ratelimited", 429, after=1)
    server.fail("chat.postMessage", *[limit] * 6)
    server.fail("chat.update", *[limit] * 2, Fault(status=503))

    async with running(server, Scripted(slowly), patience=0.0):
        asked = [await server.say(f"<@{BOT}> line {n}") for n in range(3)]
        for ts in asked:
            await server.until(partial(settled, server, ts))

    for number, ts in enumerate(asked):
        [post] = server.posts(thread=ts)
        assert post["text"] == f"line {number}"


def settled(server: Server, thread: str) -> bool:
    posts = server.posts(thread=thread)
    return bool(posts) and posts[0]["text"] != "Reading …"


async def test_an_announcement_that_fails_does_not_cost_the_answer(
    server: Server,
) -> None:
    server.fail("chat.postMessage", Fault(status=500))

    async def slowly(incoming: Incoming) -> Reply:
        await asyncio.sleep(0.05)
        return says(incoming.text)

    async with running(server, Scripted(slowly), patience=0.0):
        ts = await server.say(f"<@{BOT}> hello")
        await server.answered(ts)

    assert server.posts(thread=ts)[0]["text"] == "hello"


@pytest.mark.parametrize("status", [404, 500, 429])
async def test_a_response_address_that_fails_does_not_cost_the_answer(
    server: Server, status: int
) -> None:
    server.refused_responses = 1, status

    async with running(server, Scripted(secret)):
        await server.slash("status")
        await server.until(lambda: server.whispers or server.responses)

    said = [*server.whispers, *server.responses]
    assert [each["text"] for each in said] == ["Between us."]
    assert bool(server.responses) is (status == 429)
