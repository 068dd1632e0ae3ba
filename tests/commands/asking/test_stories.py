"""Looking into a story that was shown: its quotations, sources, context and why."""

import re

from bot.commands.shown import versions
from bot.store import sightings, turns
from bot.store.sightings import Disposition
from tests.commands.conftest import NOW, Room
from tests.seedpack import pack


async def ferry(room: Room) -> int:
    """Ask for the briefing and return the number of its story about the ferries."""
    found = re.search(
        r"^(\d+)\. .*[Ff]err(?:y|ies)\b", await room.say("brief"), re.MULTILINE
    )
    assert found
    return int(found[1])


async def test_a_number_means_a_story_of_the_latest_briefing(room: Room) -> None:
    number = await ferry(room)

    listed = await room.say(f"sources {number}")
    assert "4 articles · 4 outlets, 3 independent" in listed
    assert "repeats Halyard Press Agency" in listed
    assert "Agnes Pellorin" in await room.say(f"quotes {number}")
    assert (await room.say(f"summary {number}")).startswith(f"{number}. ")


async def test_sources_say_who_was_first_and_what_became_of_a_story(
    room: Room,
) -> None:
    number = await ferry(room)
    assert room.last is not None
    section = room.last.message.sections[number]
    other = room.last.message.sections[number + 1]
    version = next(iter(versions(other.blocks)))
    turn = turns.Turn(section.story or "", turns.Kind.JOINED, "other", version)
    async with room.store.writing() as tx:
        await turns.note(tx, 1, [turn], now=NOW)

    listed = await room.say(f"sources {number}")

    assert "First, as far as times are known: Halyard Press Agency" in listed
    assert "What became of it:" in listed
    assert re.search(r"• .+: one with \w+", listed)


async def test_context_shows_the_sentences_around_and_marks_the_shown(
    room: Room,
) -> None:
    number = await ferry(room)

    around = await room.say(f"context {number}.1")
    assert around.count("▸") == around.count("◂") == 1
    assert len(around.split("▸")[1].split("◂")[0]) < len(around)


async def test_why_gives_reasons_in_words(room: Room) -> None:
    reasons = await room.say(f"why {await ferry(room)}")

    assert "3 independent reports (1 copy of another’s text not counted)" in reasons


async def test_why_an_address_tells_what_became_of_the_article(room: Room) -> None:
    address = "https://harbour-ledger.example/2026/11/24/ferry-strike"

    assert "waiting for the next briefing" in await room.say(f"why {address}")


async def test_a_story_that_is_not_there_is_refused_with_the_count(room: Room) -> None:
    await room.say("brief")

    answer = await room.say("quotes 99")
    assert re.search(r"There is no story 99: the briefing has \d stories", answer)


async def test_an_address_is_known_however_it_was_shared(room: Room) -> None:
    address = next(v.article.address for v, _ in pack() if v.article.address)

    plain_ = await room.say(f"why {address}")
    shared = await room.say(f"why {address}?utm_source=x&fbclid=1")

    assert plain_ == shared
    assert "first read" in plain_


async def test_what_a_briefing_told_is_not_new_since_a_date(room: Room) -> None:
    told = next(version for version, _ in pack() if "Governor tells" in version.text)
    async with room.store.writing() as tx:
        await sightings.dispose(tx, 1, told.article.id, Disposition.SENT)

    fresh = await room.say("new since Wednesday")

    assert "Governor tells" not in fresh
    assert "Ferrowhite wins" in fresh  # of Wednesday afternoon
    assert "Commission orders" not in fresh  # of Sunday
