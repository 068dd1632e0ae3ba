"""Forms: what they show, in every language, and the lines they stand for."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import cast

import pytest

from bot.adapters.discord import Discord, forms
from bot.adapters.discord.forms import KINDS, Opening
from bot.chat import Suggest, Target
from bot.messages import Action, Part
from tests.adapters.discord.running import listening, text
from tests.factories import make_part, make_reply
from tests.listening import Scripted
from tests.platforms.discord import CHANNEL, GUILD, Server, Talk, command, contract
from tests.platforms.discord.world import Json

PLACE = Target("discord", GUILD, CHANNEL)
ZONE = "zone Europe/Madrid"
HELD: Mapping[str, tuple[str, ...]] = {
    "digest edit": ("1 weekdays 08:00 Europe/Berlin", "2 every 2 hours Europe/Paris"),
    "feed remove": ("The Lantern", "Harbour Post"),
    "filter add": ("-crime", "budget"),
    "settings edit": (ZONE, "stories 7", "sentences 3", "ping <@&55>"),
}
"""What is there when a form is opened."""

LINES = [line for line in KINDS if line != "digest edit"]

Values = Mapping[str, tuple[str, ...] | str]


def make_form(line: str, locale: str | None = None) -> Json:
    wanted = forms.wanted(line)
    assert wanted is not None
    held = HELD.get(wanted.name, ())
    made = forms.form(wanted, forms.opening(wanted, locale, held, [ZONE]))
    assert made is not None
    return made


def sent(form: Json, values: Values) -> Json:
    """Return a form as Discord sends it back; what is not named stays as it is."""
    labels = []
    for label in cast("list[Json]", form["components"]):
        field = cast("Json", label["component"])
        name = str(field["custom_id"]).partition(":")[0]
        given: Json = {"type": field["type"], "custom_id": field["custom_id"], "id": 1}
        new = values.get(name)
        if field["type"] == 4:
            given["value"] = field.get("value", "") if new is None else new
        else:
            given["values"] = _chosen(field) if new is None else list(new)
        labels.append({"type": 18, "id": 1, "component": given})
    return {"custom_id": form["custom_id"], "components": labels}


def _chosen(field: Json) -> list[object]:
    options = cast("list[Json]", field.get("options") or [])
    roles = cast("list[Json]", field.get("default_values") or [])
    return [o["value"] for o in options if o["default"]] + [r["id"] for r in roles]


@pytest.mark.parametrize("locale", ["en-US", "de", "fr", "es-419"])
@pytest.mark.parametrize("line", [*LINES, "digest edit 1", "digest edit 2"])
def test_a_form_is_one_discord_shows(line: str, locale: str) -> None:
    body: Json = {"type": 9, "data": make_form(line, locale)}

    assert contract.problems("POST", "/interactions/1/t/callback", body) == []


@pytest.mark.parametrize(
    ("line", "values", "lines"),
    [
        ("digest create", {}, ["digest create weekdays 08:00 Europe/Madrid"]),
        (
            "digest create",
            {"days": ("saturday", "monday"), "hour": "7:30"},
            ["digest create monday saturday 7:30 Europe/Madrid"],
        ),
        (
            "digest create",
            {"zone": "new york"},
            ["digest create weekdays 08:00 America/New_York"],
        ),
        ("settings", {"zone": "berlin"}, ["settings zone Europe/Berlin"]),
        (
            "digest create",
            {"words": "daily 07:30 and 17:00"},
            ["digest create daily 07:30 and 17:00 Europe/Madrid"],
        ),
        ("digest edit 1", {}, ["digest edit 1 weekdays 08:00 Europe/Berlin"]),
        ("digest edit 2", {}, ["digest edit 2 every 2 hours Europe/Paris"]),
        ("feed add", {"address": "a.example"}, ["feed add https://a.example"]),
        ("feed remove", {"feeds": ("The Lantern",)}, ["feed remove The Lantern"]),
        ("filter add", {}, ["filter list"]),
        (
            "filter add",
            {"topic": "sport", "ended": ("-crime",)},
            ["filter remove -crime", "filter add -sport"],
        ),
        ("filter add", {"topic": "-a", "how": ("keep",)}, ["filter add a"]),
        ("settings", {}, ["settings"]),
        (
            "settings edit",
            {"stories": "5", "ping": ()},
            ["settings stories 5", "settings ping off"],
        ),
        ("settings edit", {"ping": ("77",)}, ["settings ping <@&77>"]),
    ],
)
def test_a_filled_form_stands_for_the_lines_one_would_type(
    line: str, values: Values, lines: list[str]
) -> None:
    assert list(forms.lines(sent(make_form(line), values))) == lines


@pytest.mark.parametrize("line", ["digest edit 3", "digest edit", "feed remove"])
def test_there_is_no_form_where_there_is_nothing_to_change(line: str) -> None:
    wanted = forms.wanted(line)
    assert wanted is not None
    held = HELD["digest edit"] if wanted.name == "digest edit" else ()

    assert forms.form(wanted, forms.opening(wanted, None, held, ())) is None


@pytest.mark.parametrize("line", ["digest create daily 8:00", "feed add x", "brief"])
def test_a_line_that_says_all_opens_no_form(line: str) -> None:
    assert forms.wanted(line) is None


def test_a_briefing_that_is_alone_needs_no_number() -> None:
    wanted = forms.wanted("digest edit")
    assert wanted is not None
    opening = forms.opening(wanted, None, HELD["digest edit"][:1], ())

    made = forms.form(wanted, opening)

    assert made is not None
    assert made["custom_id"] == "digest edit 1"


def test_a_form_in_the_older_shape_is_read_too() -> None:
    row: Json = {"type": 1, "components": [{"custom_id": "hour", "value": "8:00"}]}

    found = forms.lines({"custom_id": "digest create", "components": [row]})

    assert found == ("digest create 8:00",)


def test_a_form_of_somebody_else_stands_for_nothing() -> None:
    assert forms.lines({"custom_id": "survey", "components": []}) == ()
    assert Opening().zone == ""


# --- through Discord ---------------------------------------------------------------


@pytest.fixture
async def up(
    server: Server, adapter: Discord, listener: Scripted
) -> AsyncIterator[Server]:
    """The server, with the bot listening."""
    async with listening(adapter, listener, server):
        yield server


def shown(talk: Talk) -> Json:
    return cast("Json", cast("Json", talk.callback)["data"])


async def test_a_new_briefing_is_made_with_a_form(
    up: Server, listener: Scripted
) -> None:
    listener.suggestions = (ZONE,)
    talk = await up.use(2, command("digest create", {}), locale="de")
    await up.until(lambda: talk.callback)

    await up.use(5, sent(shown(talk), {"hour": "07:30"}))
    await up.until(lambda: listener.heard)

    assert talk.kind == 9
    assert shown(talk)["title"] == "Ein Briefing für diesen Kanal"
    assert listener.heard[0].text == "digest create weekdays 07:30 Europe/Madrid"
    assert listener.heard[0].person.may_configure


async def test_a_button_opens_the_form_its_line_lacks_words_for(
    up: Server, listener: Scripted, adapter: Discord
) -> None:
    listener.suggestions = HELD["digest edit"]
    part = make_part("1. Briefing")
    await adapter.send(PLACE, with_button(part, "digest edit 1"), "k0")

    talk = await up.press(up.posts()[-1])
    await up.until(lambda: talk.callback)

    assert talk.kind == 9
    assert shown(talk)["custom_id"] == "digest edit 1"
    asked_in, *asked = listener.asked[0]
    assert asked_in.place == PLACE
    assert asked == [Suggest.HOURS, ""]


async def test_several_changes_are_answered_as_one(
    up: Server, listener: Scripted
) -> None:
    listener.reply = make_reply("Changed.")
    form = make_form("settings edit")

    talk = await up.use(5, sent(form, {"stories": "5", "sentences": "2"}))
    await up.until(lambda: talk.said)

    assert [line.text for line in listener.heard] == [
        "settings stories 5",
        "settings sentences 2",
    ]
    assert len({line.event_id for line in listener.heard}) == 2
    assert text(talk.said[0]).count("Changed.") == 1


def with_button(part: Part, line: str) -> Part:
    return replace(part, actions=(Action("Change", line),))
