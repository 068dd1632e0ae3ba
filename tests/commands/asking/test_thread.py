"""Short lines that lean on the one before."""

import re

from tests.commands.conftest import Room


async def test_in_a_thread_short_lines_lean_on_the_one_before(room: Room) -> None:
    await room.say("who said what about the recount", thread="t")
    hers = await room.say("and Ferrowhite?", thread="t")
    only = await room.say("only Kessary Daybook", thread="t")

    assert hers.startswith("Nadia Ferrowhite")
    assert "Kessary Daybook" in only
    assert "Ninth Meridian" not in only


async def test_more_shows_the_next_quotations_and_none_twice(room: Room) -> None:
    first = await room.say("who said what about the recount", thread="t")
    second = await room.say("more", thread="t")

    assert not set(re.findall('[“"‘].+', first)) & set(re.findall('[“"‘].+', second))


async def test_looking_at_the_context_does_not_lose_the_thread(room: Room) -> None:
    await room.say("who said what about the recount", thread="t")
    await room.say("context 1", thread="t")

    assert "9–" in await room.say("more", thread="t")


async def test_a_pronoun_means_somebody_just_shown(room: Room) -> None:
    await room.say("who said what about the recount", thread="t")

    assert (await room.say("and her?", thread="t")).startswith("Philippa Ranoko")


async def test_two_threads_do_not_mix(room: Room) -> None:
    await room.say("who said what about the recount", thread="one")

    assert "There is no question here" in await room.say("more", thread="two")


async def test_who_else_goes_on_or_widens(room: Room) -> None:
    first = await room.say("who said what about the recount", thread="t")
    other = await room.say("who else?", thread="t")
    assert not set(re.findall('[“"‘].+', first)) & set(re.findall('[“"‘].+', other))

    await room.say("quotes Ferrowhite about the recount", thread="u")
    assert "Philippa Ranoko" in await room.say("who else?", thread="u")
