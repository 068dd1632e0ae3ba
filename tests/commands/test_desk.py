"""A channel that reads the seed pack, and what people get who type in it."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot import codec
from bot.chat import Incoming, Origin, Person, Suggest
from bot.commands.shown import items
from bot.messages import Message, Quotation, verbatims
from bot.store import places
from summarizer import Verbatim
from tests.commands.conftest import CHANNEL, NOW, OTHER, Room
from tests.commands.conftest import text as plain_text
from tests.seedpack import pack

LINES = [
    "brief",
    "summary",
    "catch me up on the ferry strike",
    "who said what about the ferry strike",
    "what did Lavrov say",
    "how many people were injured in Port Calvane?",
    "verify “Oysters will not wait for arbitration”",
    "timeline Ranoko on the recount",
    "first ferry strike",
    "sources recount",
    "compare Ninth Meridian and The Astrel Courant on the recount",
    "new",
]


@pytest.mark.parametrize("line", LINES)
async def test_every_verbatim_piece_stands_in_its_article(
    room: Room, line: str
) -> None:
    await room.say(line)

    texts = {version.id: version.text for version, _ in pack()}
    assert room.last is not None
    blocks = (b for section in room.last.message.sections for b in section.blocks)
    found = list(verbatims(blocks))
    assert found
    for piece in found:
        assert texts[piece.version][slice(*piece.span)] == piece.text
    message = room.last.message
    assert codec.loads(Message, codec.dumps(message)) == message


@pytest.mark.parametrize("line", ["summary 1", "verify “Oysters do not wait”"])
async def test_every_button_is_a_line_that_is_answered(room: Room, line: str) -> None:
    await room.say("brief")
    first = [b.command for b in room.buttons if b.command.endswith("1")]
    await room.say(line)
    buttons = {*first, *(action.command for action in room.buttons)}

    assert buttons
    for command in sorted(buttons):
        await room.say(command, origin=Origin.BUTTON)
        assert room.last is not None
        assert not room.last.private or command.startswith("vote")


async def test_a_channel_never_sees_what_another_reads(room: Room) -> None:
    await room.say("brief")

    assert "no sources yet" in await room.say("brief", channel=OTHER)
    assert "no sources yet" in await room.say("quotes Lavrov", channel=OTHER)
    assert "feed add https://…" in await room.say("help", channel=OTHER)
    assert "feed add" not in await room.say("help")
    assert await room.desk.suggest(OTHER, Suggest.SPEAKER, "Serg") == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("digest create every day at 25", "“25” is not a time"),
        ("digest create weekdays 08:00 Mars/Phobos", "I know no time zone"),
        ("digest puase", "Did you mean `digest pause`?".replace("`", "")),
        ("digest pause 3", "There are no briefings here"),
    ],
)
async def test_what_is_wrong_is_said_to_the_asker_alone(
    room: Room, line: str, said: str
) -> None:
    assert said in await room.say(line)
    assert room.last is not None
    assert room.last.private


@pytest.mark.parametrize(
    "line",
    [
        "digest create daily 8am",
        "digest now",
        "filter add -sport",
        "feed remove 1",
        "settings zone UTC",
    ],
)
async def test_only_maintainers_configure(room: Room, line: str) -> None:
    answer = await room.say(line, may_configure=False)

    assert answer.startswith("Only ")
    assert "Ask one of them" in answer


async def test_what_is_not_read_yet_is_not_called_unsaid(room: Room) -> None:
    await room.say("feed add https://news.example/feed", channel=OTHER)

    answer = await room.say("what did Lavrov say", channel=OTHER)

    assert answer.startswith("I have not read anything here yet.")


async def test_in_a_direct_message_everybody_configures_for_themselves(
    room: Room,
) -> None:
    answer = await room.say(
        "digest create daily 8am", may_configure=False, origin=Origin.DIRECT
    )

    assert answer.startswith("I’ll post a briefing")


async def test_an_event_seen_twice_is_answered_once(room: Room) -> None:
    assert await room.say("help", event="same")

    await room.say("help", event="same")
    assert room.last is None


async def test_hello_is_said_once(room: Room) -> None:
    ana = Person("ana", "Ana", "Europe/Berlin")

    first = await room.desk.joined(OTHER, ana)
    assert first is not None
    assert await room.desk.joined(OTHER, ana) is None


async def test_speakers_are_completed(room: Room) -> None:
    assert await room.desk.suggest(CHANNEL, Suggest.SPEAKER, "lavr") == (
        "Sergey Lavrov",
    )


async def test_zones_are_completed(room: Room) -> None:
    found = await room.desk.suggest(CHANNEL, Suggest.ZONE, "berl")
    assert "Europe/Berlin" in found
    assert len(await room.desk.suggest(CHANNEL, Suggest.ZONE, "")) == 25


async def test_having_left_is_noted(room: Room) -> None:
    await room.desk.left(CHANNEL)

    async with room.store.reading() as tx:
        place = await places.find(tx, CHANNEL)
    assert place is not None
    assert place.left == NOW


async def test_help_knows_every_topic_it_names(room: Room) -> None:
    overview = await room.say("help")

    topics = re.findall(r"help (\w+)", overview)
    assert topics
    for topic in topics:
        assert (await room.say(f"help {topic}")).startswith(f"Help: {topic}")


def test_items_are_what_was_shown() -> None:
    quote = Quotation((), (Verbatim("v", pack()[0][1].sentences[0].span, "x"),), ())

    assert len(items([quote, replace(quote, words=())])) == 1


async def test_forms_are_told_what_is_there(room: Room) -> None:
    await room.say("digest create weekdays 08:00")
    await room.say("filter add -crime")
    await room.say("settings stories 5")

    async def there(what: Suggest) -> tuple[str, ...]:
        return await room.desk.suggest(CHANNEL, what, "")

    assert await there(Suggest.HOURS) == ("1 weekdays 08:00 Europe/Berlin",)
    assert await there(Suggest.FILTER) == ("-crime",)
    assert await there(Suggest.SETTING) == (
        "zone Europe/Berlin",
        "stories 5",
        "sentences 3",
    )


async def test_a_refusal_loses_no_star_of_what_can_be_typed(room: Room) -> None:
    said = await room.say("digest create whenever")

    assert "cron 0 8 * * 1-5" in said


async def test_a_database_that_is_away_is_an_answer_too(room: Room) -> None:
    async with room.store.writing() as tx:
        await tx.execute(text("DROP TABLE events"))

    said = await room.say("help")

    assert "Something broke" in said
    assert room.last is not None
    assert room.last.private


async def test_what_no_database_takes_can_be_typed(room: Room) -> None:
    assert "brief" in await room.say("help\0 \ud800")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc", "Europe", "x" * 300, ""])
async def test_a_zone_nobody_knows_is_utc(room: Room, zone: str) -> None:
    target = replace(CHANNEL, channel="new")
    person = Person("ana", "Ana", zone, may_configure=True)

    said = await room.desk.answer(
        Incoming("z1", target, person, "digest create daily 08:00", Origin.MENTION)
    )

    assert said is not None
    assert "daily 08:00 (UTC)" in plain_text(said.message)
