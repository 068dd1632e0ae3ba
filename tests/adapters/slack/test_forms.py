"""Forms over the real commands: nobody needs to remember a line."""

import pytest

from bot.chat import Suggest
from tests.adapters.slack.newsroom import HERE, Newsroom
from tests.platforms.slack import Fault, acts
from tests.platforms.slack.rules import Json
from tests.platforms.slack.server import ANA, BEN, DIRECT


async def there(room: Newsroom, what: Suggest) -> tuple[str, ...]:
    return await room.desk.suggest(HERE, what, "")


async def opened(room: Newsroom, label: str, *, user: str = ANA) -> str:
    """Open Home, press a button there, and return the trigger of the form."""
    server = room.server
    await acts.open_home(server, user=user, direct="")
    await server.until(lambda: user in server.views)
    trigger = await acts.press(server, label, user=user)
    await server.until(lambda: trigger in server.views)
    return trigger


async def sent(room: Newsroom, trigger: str, values: Json) -> Json:
    """Send a form and wait for what is said about it."""
    before = len(room.server.posts(DIRECT))
    answer = await acts.submit(room.server, trigger, values)
    if not answer:
        await room.server.until(lambda: len(room.server.posts(DIRECT)) > before)
    return answer


def initial(form: Json, name: str) -> object:
    """Return what a field shows before anybody touches it."""
    [block] = [b for b in form["blocks"] if b.get("block_id") == name]
    element = block["element"]
    for key in ("initial_value", "initial_time"):
        if key in element:
            return element[key]
    chosen = element.get("initial_options") or [element.get("initial_option")]
    values = [each["value"] for each in chosen if each]
    return values if "initial_options" in element else "".join(values)


async def test_a_briefing_is_given_other_hours(room: Newsroom) -> None:
    await room.ask("digest create mondays and fridays 08:30 Africa/Lagos")

    trigger = await opened(room, "Change")
    form = room.server.views[trigger]
    shown = {name: initial(form, name) for name in ("days", "time", "zone", "words")}
    changed = {
        "days": acts.days("saturday"),
        "time": {"selected_time": "10:15"},
        "zone": acts.zone("Europe/Madrid"),
    }
    await sent(room, trigger, changed)

    assert shown == {
        "days": ["monday", "friday"],
        "time": "08:30",
        "zone": "Africa/Lagos",
        "words": "",
    }
    assert await there(room, Suggest.HOURS) == ("1 saturdays 10:15 Europe/Madrid",)
    assert "saturdays 10:15" in room.server.posts(DIRECT)[-1]["text"]


@pytest.mark.parametrize("label", ["Change", "Pause"])
async def test_a_press_slack_finds_too_late_is_answered(
    room: Newsroom, label: str
) -> None:
    server = room.server
    await room.ask("digest create mondays 08:30 UTC")
    await acts.open_home(server, user=ANA, direct="")
    await server.until(lambda: ANA in server.views)

    server.fail("views.open", Fault("expired_trigger_id"))
    await acts.press(server, label, user=ANA)
    await server.until(lambda: server.posts(DIRECT))

    assert "try once more" in server.posts(DIRECT)[-1]["text"]


async def test_hours_that_fields_cannot_show_are_shown_in_words(
    room: Newsroom,
) -> None:
    await room.ask("digest create every 2 hours between 8 and 18 UTC")

    trigger = await opened(room, "Change")
    shown = initial(room.server.views[trigger], "words")
    same = {"words": {"value": shown}, "zone": acts.zone("UTC")}
    wrong = await acts.submit(room.server, trigger, {**same, "words": {"value": "wen"}})
    await sent(room, trigger, same)

    assert shown == "every 2 hours between 08:00 and 18:00"
    assert list(wrong["errors"]) == ["words"]
    assert await there(room, Suggest.HOURS) == (f"1 {shown} UTC",)


async def test_quiet_hours_and_mornings_without_news_are_chosen(
    room: Newsroom,
) -> None:
    await room.ask("digest create weekdays 08:00 UTC quiet 22:00-07:00 when empty skip")

    trigger = await opened(room, "Change")
    form = room.server.views[trigger]
    shown = {name: initial(form, name) for name in ("quiet", "empty", "words")}
    say = {"selected_option": {"value": "say so"}}
    values = {
        "days": acts.days("monday"),
        "time": {"selected_time": "06:00"},
        "zone": acts.zone("UTC"),
        "quiet": {"value": "late"},
        "empty": say,
    }
    wrong = await acts.submit(room.server, trigger, values)
    await sent(room, trigger, values | {"quiet": {"value": "23:00 to 05:30"}})

    assert shown == {"quiet": "22:00-07:00", "empty": "skip", "words": ""}
    assert list(wrong["errors"]) == ["quiet"]
    assert await there(room, Suggest.HOURS) == (
        "1 mondays 06:00 UTC quiet 23:00-05:30",
    )


async def test_filters_are_added_and_ended(room: Newsroom) -> None:
    await room.ask("filter add -crime")
    await room.ask("filter add budget")

    trigger = await opened(room, "Filters")
    ended = {"selected_options": [{"value": "-crime"}]}
    drop = {"selected_option": {"value": "drop"}}
    values = {"how": drop, "words": {"value": "football"}, "end": ended}
    await sent(room, trigger, values)

    assert await there(room, Suggest.FILTER) == ("budget", "-football")


async def test_an_empty_filter_form_says_what_it_lacks(room: Newsroom) -> None:
    trigger = await opened(room, "Filters")

    answer = await sent(room, trigger, {"how": {"selected_option": {"value": "keep"}}})

    assert list(answer["errors"]) == ["words"]


async def test_settings_show_what_is_and_change_only_what_was_changed(
    room: Newsroom,
) -> None:
    trigger = await opened(room, "Settings")
    form = room.server.views[trigger]
    values = {
        "zone": acts.zone(str(initial(form, "zone"))),
        "stories": {"value": "3"},
        "sentences": {"value": initial(form, "sentences")},
    }
    await sent(room, trigger, values)

    assert await there(room, Suggest.SETTING) == (
        "zone Europe/Madrid",
        "stories 3",
        "sentences 3",
    )
    assert len(room.server.posts(DIRECT)) == 1


async def test_a_setting_out_of_bounds_is_told_to_its_sender(room: Newsroom) -> None:
    trigger = await opened(room, "Settings")

    values = {
        "zone": acts.zone("Europe/Madrid"),
        "stories": {"value": "99"},
        "sentences": {"value": "3"},
    }
    await sent(room, trigger, values)

    assert "a number from 1 to 15" in room.server.posts(DIRECT)[-1]["text"]


async def test_a_source_is_removed(room: Newsroom) -> None:
    trigger = await opened(room, "Remove a source")
    channel = room.server.views[trigger]["private_metadata"]

    offered = await acts.type_ahead(room.server, "feed", "", within=channel)
    chosen = {"selected_option": {"value": offered[0]}}
    await sent(room, trigger, {"feed": chosen})

    assert offered == ["Seeds"]
    assert await there(room, Suggest.FEED) == ()


@pytest.mark.parametrize(
    "label",
    ["New briefing", "Add a source", "Remove a source", "Filters", "Settings"],
)
async def test_who_may_not_configure_is_told_who_may_before_filling_in(
    room: Newsroom, label: str
) -> None:
    trigger = await opened(room, label, user=BEN)
    await room.server.until(lambda: room.server.asked("views.update"))

    assert "Only workspace admins" in str(room.server.views[trigger])
    assert "submit" not in room.server.views[trigger]


async def test_a_bare_command_of_who_may_not_opens_no_form(room: Newsroom) -> None:
    await room.server.slash("digest create", user=BEN)
    await room.server.until(lambda: room.server.responses)

    [told] = room.server.responses
    assert told["response_type"] == "ephemeral"
    assert "Only workspace admins" in told["text"]
    assert room.server.asked("views.open") == []


async def test_changing_a_briefing_that_is_not_there_says_so(room: Newsroom) -> None:
    await room.server.slash("digest edit 4")
    await room.server.until(lambda: room.server.responses)

    assert "no briefings here" in room.server.responses[0]["text"]
