"""Questions in the asker’s words: who said what, answers, and quotations verified."""

import re

import pytest

from bot.messages import Action
from tests.commands.conftest import Room


async def test_who_said_what_names_speakers_with_role_outlet_time_and_kind(
    room: Room,
) -> None:
    answer = await room.say("what did Lavrov say?")

    assert answer.startswith("Sergey Lavrov — Russian Foreign Minister\n“I don’t want")
    assert "Bloomberg · 2016, day not stated · direct" in answer


async def test_a_surname_two_people_share_is_asked_about(room: Room) -> None:
    answer = await room.say("what did Pellorin say about breakfast?")

    assert answer.startswith("Which Pellorin?") or "Agnes Pellorin" in answer
    answer = await room.say("what did Pellorin say?")
    assert answer.startswith("Which Pellorin?")
    labels = {action.label for action in room.buttons}
    assert {"Agnes Pellorin", "Joss Pellorin"} <= labels


async def test_an_unknown_name_brings_up_the_nearest(room: Room) -> None:
    answer = await room.say("what did Lavrof say")

    assert "Nobody called Lavrof is quoted" in answer
    assert Action("Sergey Lavrov", "quotes Sergey Lavrov") in room.buttons


async def test_nothing_found_says_what_was_searched(room: Room) -> None:
    answer = await room.say("who said what about rent cap since yesterday")

    assert "I found nobody quoted about rent cap" in answer
    assert re.search(r"since yesterday \(\d+ articles, last read Wed 25 Nov", answer)


@pytest.mark.parametrize(
    ("line", "held"),
    [
        ("how many people were injured in Port Calvane?", "at least 12 people"),
        ("who is the harbour master?", "Captain Joss Pellorin"),
        ("when will the dam's spillway be repaired?", "take until June"),
    ],
)
async def test_a_question_is_answered_by_a_sentence(
    room: Room, line: str, held: str
) -> None:
    assert held in await room.say(line)


async def test_a_question_the_sources_do_not_answer_is_not_answered(
    room: Room,
) -> None:
    answer = await room.say("what does Microsoft Excel cost in Norway?")

    assert "Not in my sources" in answer or "I found no answer" in answer


async def test_two_figures_of_one_clause_are_listed_once(room: Room) -> None:
    answer = await room.say("numbers about the inquiry")

    rows = [row for row in answer.splitlines() if "three minutes and 40 seconds" in row]
    assert len(rows) == 1


async def test_a_bare_name_is_a_question_about_what_they_said(room: Room) -> None:
    assert "“I don’t want to spoil" in await room.say("Lavrov")


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("verify “Oysters do not wait for arbitration”", "Exact"),
        ("verify “Oysters will not wait for arbitration”", "Near"),
        ("verify “We cannot live with a blank check” Marchetane", "Said by somebody"),
        ("verify “The navy will run every boat by Friday noon”", "Not in my sources"),
        ("did Lavrov really say “I don't want to spoil the atmosphere”?", "Exact"),
        ("verify “Nobody gave that order. Breakfast came and went.”", "Joined"),
        (
            "verify “the navy would run these boats”",
            "Exact: these words stand in the sources, as part of a longer sentence.",
        ),
        ("verify “the”", "Which words?"),
    ],
)
async def test_verify_has_four_outcomes(room: Room, line: str, verdict: str) -> None:
    assert (await room.say(line)).startswith(verdict)


async def test_a_near_quotation_shows_the_difference(room: Room) -> None:
    answer = await room.say("verify “Oysters will not wait for arbitration”")

    assert "Difference: “will” stands there as “do”." in answer


async def test_a_misspelt_command_is_offered(room: Room) -> None:
    await room.say("statsu")

    assert Action("status", "status") in room.buttons


async def test_a_slip_further_on_is_offered_beside_the_closest_sentence(
    room: Room,
) -> None:
    answer = await room.say("what did Lavrov sya")

    assert answer.startswith("Did you mean what did Lavrov say?")
    assert room.buttons[0] == Action("what did Lavrov say", "what did Lavrov say")


async def test_a_command_without_what_it_needs_shows_how_it_is_typed(
    room: Room,
) -> None:
    assert "verify “TEXT” [PERSON]" in await room.say("verify")
    assert "compare OUTLET and OUTLET" in await room.say("compare Radio Vessin")
    assert "feed add ADDRESS" in await room.say("subscribe")


async def test_a_marked_omission_is_no_difference(room: Room) -> None:
    answer = await room.say(
        "verify “They were certified with seven ... and not one inspector has told us”"
    )

    assert answer.startswith("Exact")
    assert "“…” leaves out “they were tried with seven”" in answer


async def test_an_office_or_initials_mean_one_speaker(room: Room) -> None:
    assert (await room.say("what did the governor say")).startswith("Konrad Istvane")
    assert "41 districts" in await room.say("what did ECK say")
    assert "I can send them flour" in await room.say("what did the harbour master say")


async def test_articles_are_counted_once_where_words_stand_again(room: Room) -> None:
    answer = await room.say("what did Agnes Pellorin say")

    assert "also in 3 articles" in answer
