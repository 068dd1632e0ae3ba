"""The Home tab and forms: configuring without remembering a word."""

import pytest

from bot.chat import Incoming, Reply
from bot.messages import Action, Message, Paragraph, Section, Text
from tests.adapters.slack.bot import running
from tests.listening import Scripted, says
from tests.platforms.slack import CHANNEL, Fault, Server, acts
from tests.platforms.slack.rules import Json
from tests.platforms.slack.server import ANA, BEN, DIRECT

FILLED: Json = {
    "days": acts.days("monday", "tuesday", "wednesday", "thursday", "friday"),
    "time": {"type": "timepicker", "selected_time": "07:30"},
    "zone": acts.zone("Europe/Madrid"),
}


async def lists(incoming: Incoming) -> Reply:
    said = Paragraph((Text(f"{incoming.target.channel}: {incoming.text}"),))
    pause = Action("Pause", "digest pause 1")
    offered = (pause,) if incoming.text == "digest list" else ()
    return Reply(Message((Section((said,), offered),)), private=True)


def lines(listener: Scripted) -> list[tuple[str, str]]:
    return [(heard.target.channel, heard.text) for heard in listener.heard]


async def test_home_shows_briefings_and_sources_of_shared_channels(
    server: Server,
) -> None:
    server.channel("C300", "private", members=[BEN])
    listener = Scripted(lists)

    async with running(server, listener):
        await acts.open_home(server)
        await server.until(lambda: ANA in server.views)

    shown = str(server.views[ANA])
    assert f"{CHANNEL}: digest list" in shown
    assert f"{DIRECT}: feed list" in shown
    assert "C300" not in shown
    assert all(heard.person.id == ANA for heard in listener.heard)


async def test_home_says_what_to_do_where_there_is_nothing(server: Server) -> None:
    server.channels[CHANNEL]["members"] = []

    async with running(server, Scripted(lists)):
        await acts.open_home(server, direct="")
        await server.until(lambda: ANA in server.views)

    assert "/invite" in str(server.views[ANA])


async def test_a_briefing_is_made_in_a_form(server: Server) -> None:
    listener = Scripted(lists)

    async with running(server, listener):
        await acts.open_home(server)
        await server.until(lambda: ANA in server.views)
        trigger = await acts.press(server, "New briefing")
        await server.until(lambda: trigger in server.views)
        answer = await acts.submit(server, trigger, FILLED)
        await server.until(lambda: len(server.asked("views.publish")) == 2)

    assert answer == {}
    line = "digest create weekdays 07:30 Europe/Madrid"
    assert (CHANNEL, line) in lines(listener)
    assert line in str(server.posts(DIRECT))


async def test_the_form_knows_the_persons_zone(server: Server) -> None:
    server.channels[CHANNEL]["creator"] = BEN

    async with running(server, Scripted(lists)):
        await server.slash("digest create", user=BEN)
        await server.until(lambda: server.asked("views.open"))

    [asked] = server.asked("views.open")
    assert "Africa/Lagos" in str(asked["view"])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        pytest.param({"days": acts.days()}, "days", id="no day"),
        pytest.param({"time": {"selected_time": None}}, "time", id="no hour"),
        pytest.param({"zone": acts.zone("Mars/Base")}, "zone", id="no such zone"),
    ],
)
async def test_a_form_says_which_field_is_wrong(
    server: Server, change: Json, field: str
) -> None:
    listener = Scripted(lists)

    async with running(server, listener):
        await server.slash("digest create")
        await server.until(lambda: server.asked("views.open"))
        [trigger] = [name for name in server.views if name != ANA]
        answer = await acts.submit(server, trigger, FILLED | change)

    assert answer["response_action"] == "errors"
    assert list(answer["errors"]) == [field]
    assert listener.heard == []


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("https://news.example/feed", "feed add https://news.example/feed"),
        ("news.example", "feed add https://news.example"),
        (" http://a.example/x?y=1 ", "feed add http://a.example/x?y=1"),
        ("not an address", None),
        ("ftp://a.example/", None),
        ("https://", None),
        ("http://[", None),
    ],
)
async def test_a_source_is_added_in_a_form(
    server: Server, typed: str, line: str | None
) -> None:
    listener = Scripted(lists)

    async with running(server, listener):
        await server.slash("feed add")
        await server.until(lambda: server.asked("views.open"))
        [trigger] = server.views
        answer = await acts.submit(server, trigger, {"address": {"value": typed}})
        if line:
            await server.until(lambda: server.whispers)

    assert lines(listener) == ([(CHANNEL, line)] if line else [])
    assert bool(answer) is (line is None)


async def test_a_button_on_home_answers_in_a_window(server: Server) -> None:
    listener = Scripted(lists)

    async with running(server, listener):
        await acts.open_home(server)
        await server.until(lambda: ANA in server.views)
        trigger = await acts.press(server, "Pause")
        await server.until(lambda: server.asked("views.update"))
        await server.until(lambda: len(server.asked("views.publish")) == 2)

    assert (CHANNEL, "digest pause 1") in lines(listener)
    assert "digest pause 1" in str(server.views[trigger])


async def test_zones_are_completed_as_they_are_typed(server: Server) -> None:
    listener = Scripted(suggestions=("Europe/Berlin", "Europe/Bern", "Asia/Tokyo"))

    async with running(server, listener):
        offered = await acts.type_ahead(server, "zone", "europe/be")

    assert offered == ["Europe/Berlin", "Europe/Bern"]


async def test_a_failed_form_is_told_to_its_sender_elsewhere(server: Server) -> None:
    async def reply(_incoming: Incoming) -> Reply:
        return says("I could not read that.", private=True)

    async with running(server, Scripted(reply)):
        await server.slash("feed add", channel="C777")
        await server.until(lambda: server.asked("views.open"))
        [trigger] = server.views
        await acts.submit(server, trigger, {"address": {"value": "a.example"}})
        await server.until(lambda: server.posts(DIRECT))

    assert server.posts(DIRECT)[0]["text"] == "I could not read that."


async def test_home_outlasts_a_limit_and_an_error(server: Server) -> None:
    server.fail("users.conversations", Fault("ratelimited", 429, after=1))
    server.fail("views.publish", Fault(status=503), Fault("ratelimited", 429, after=1))

    async with running(server, Scripted(lists)):
        await acts.open_home(server)
        await server.until(lambda: ANA in server.views)
