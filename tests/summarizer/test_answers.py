"""Questions to articles: what is found, what is near, and what is not there."""

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from summarizer import Article, Outcome, Source, Version, load
from summarizer.answers import (
    Match,
    Topic,
    ask,
    heard,
    named,
    plain,
    pronoun,
    said,
    verify,
)

READER = load(embedding=False)

HARBOUR = """Ferry crews walk out in Port Calvane

Ferry crews walked out on Tuesday over plans to cut the night boats.

“We did not choose this fight,” said Agnes Pellorin, the union’s general secretary. \
She said the crews would be back by breakfast if the plan was dropped.

“Our ships are safe with seven,” said Rufus Hallorand, the company’s chief executive.

At least 12 people were injured in a crush on the quay on Monday evening.
"""

TIDE = """Tide keeps boats in

“Nobody sails on this tide,” said Odo Lang, the labour minister.

The Calvane Port Authority (CPA) said the tide would turn at nine.

“We will wait,” the labour minister said later. The union said it would wait too.
"""

ORCHARD = """Frost takes half the apple harvest

A late frost has taken half of the apple harvest in the Quern valley.

“We lit fires all night,” said Joss Pellorin, a grower. “Nothing ever helped us.” \
He said nothing had helped.
"""


def read(text: str, outlet: str) -> Source:
    version = Version(Article(outlet, outlet, None), text)
    return Source(version, READER.read(text))


BOTH = (read(HARBOUR, "The Lantern"), read(ORCHARD, "The Courant"))


def names(topic: str = "", person: str = "") -> list[str]:
    return [voice.name for voice in said(BOTH, topic=topic, person=person).voices]


def test_who_speaks_about_a_topic_is_found_though_they_do_not_name_it() -> None:
    assert set(names("the ferry strike at the night boats")) == {
        "Agnes Pellorin",
        "Rufus Hallorand",
    }


def test_what_nobody_spoke_about_has_no_answer() -> None:
    assert said(BOTH, topic="rent cap").outcome is Outcome.NOTHING


def test_a_speaker_silent_on_a_topic_has_other_words_as_nearest() -> None:
    answer = said(BOTH, topic="apple harvest", person="Hallorand")

    assert answer.outcome is Outcome.CLOSEST
    assert [voice.name for voice in answer.voices] == ["Rufus Hallorand"]


def test_two_people_with_one_surname_stay_two() -> None:
    assert sorted(names(person="Pellorin")) == ["Agnes Pellorin", "Joss Pellorin"]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Agnes Pellorin", "Agnes Pellorin"),
        ("hallorand", "Rufus Hallorand"),
        ("the chief executive", "Rufus Hallorand"),
        ("general secretary", "Agnes Pellorin"),
        ("Mr Hallorand’s", "Rufus Hallorand"),
        ("the labor minister", "Odo Lang"),
        ("the union", "The union"),
        ("Captain Hallorand", "Rufus Hallorand"),
        ("the labour minister", "Odo Lang"),
    ],
)
def test_a_person_is_known_by_name_part_or_role(word: str, name: str) -> None:
    among = heard((*BOTH, read(TIDE, "The Tide")))

    assert [h.voice.name for h in named(word, among)] == [name]


def test_a_body_and_what_it_is_called_for_short_have_one_name() -> None:
    assert plain("The Calvane Port Authority (CPA)") == plain("Calvane Port Authority")
    assert plain("The Electoral Commission, known as ECK") == "electoral commission"


def test_an_unknown_name_has_its_nearest() -> None:
    answer = said(BOTH, person="Halloran")

    assert answer.outcome is Outcome.NOTHING
    assert answer.nearest == ("Rufus Hallorand",)
    assert said(BOTH, person="Rufina Clinton").nearest == ()


def test_pronouns_come_from_the_articles_not_from_first_names() -> None:
    she = [h.voice.name for h in heard(BOTH) if h.pronouns & pronoun("her")]

    assert she == ["Agnes Pellorin"]


def test_a_question_is_answered_by_the_sentence_that_holds_it() -> None:
    answer = ask("how many people were injured on the quay?", BOTH)

    assert answer.outcome is Outcome.ANSWER
    first = "".join(piece.text for piece in answer.lines[0].pieces)
    assert first.startswith("At least 12 people were injured")


def test_a_number_that_is_asked_for_comes_before_the_word() -> None:
    talk = read("Talk\n\nTwo ferries sank. It would hurt the town, she said.\n", "A")
    count = read("Count\n\nOn the quay 12 people were hurt in a long crush.\n", "B")

    answer = ask("how many were hurt", (talk, count))

    assert answer.lines[0].version == count.version.id


def test_an_answer_is_given_once_unless_figures_differ() -> None:
    told = (
        "Crush\n\nAt least {} people were injured in a crush on the quay on Monday.\n"
    )
    first, reprint, later = (
        read(told.format(number) + end, outlet)
        for number, end, outlet in ((12, "", "A"), (12, "\n", "B"), (14, "", "C"))
    )

    answer = ask("how many people were injured on the quay", (first, reprint, later))

    assert {line.version for line in answer.lines} == {
        first.version.id,
        later.version.id,
    }


@pytest.mark.parametrize(
    "question", ["what is the capital of France?", "who sells bicycles in Oslo?", "?"]
)
def test_what_is_not_there_is_not_claimed(question: str) -> None:
    assert ask(question, BOTH).outcome is not Outcome.ANSWER


def test_no_answer_begins_with_a_pronoun_nobody_explains() -> None:
    answer = ask("did anything help against the frost? nothing had helped", BOTH)

    assert answer.lines
    for line in answer.lines:
        words = "".join(piece.text for piece in line.pieces)
        assert not words.startswith(("He ", "She "))


def test_a_caption_never_comes_along_with_an_answer() -> None:
    quay = """Lamp oil is rationed

The shop on the quay has begun to ration lamp oil.

Photograph by Sorrel Imbery for The Lantern

More from The Lantern: Who owns the Sound?
"""

    answer = ask("who owns the Sound", (read(quay, "The Lantern"),))

    shown = "".join(p.text for line in answer.lines for p in line.pieces)
    assert "Photograph" not in shown


@pytest.mark.parametrize(
    ("words", "person", "match"),
    [
        ("Our ships are safe with seven", "", Match.EXACT),
        ("our SHIPS are safe — with seven!", "", Match.EXACT),
        ("Our ships are safe with nine", "", Match.NEAR),
        ("Our ships are safe with seven", "Hallorand", Match.EXACT),
        ("Our ships are safe with seven", "Agnes Pellorin", Match.OTHER),
        ("The moon is made of old cheese", "", Match.NOTHING),
        ("We did not choose this tie", "", Match.NEAR),
        ("We did not lose this", "", Match.NOTHING),
        ("We lit fires all night. Nothing ever helped us", "", Match.EXACT),
        ("We lit fires … Nothing ever helped us", "", Match.EXACT),
        ("We lit fires ... helped us", "Joss Pellorin", Match.EXACT),
        ("Nothing ever helped us ... We lit fires", "", Match.JOINED),
        ("We lit fires all night. Our ships are safe with seven.", "", Match.JOINED),
        ("We lit fires all night. The moon is made of cheese.", "", Match.NOTHING),
    ],
)
def test_a_quotation_is_verified(words: str, person: str, match: Match) -> None:
    assert verify(words, BOTH, person).match is match


def test_a_near_quotation_names_the_differing_words() -> None:
    (finding,) = verify("Our ships are safe with nine", BOTH).findings

    assert [(c.asked, c.found) for c in finding.changes] == [("nine", "seven")]


def test_a_marked_omission_shows_what_was_left_out() -> None:
    (finding,) = verify("We lit fires … helped us", BOTH).findings

    assert [(c.asked, c.found) for c in finding.changes] == [
        ("…", "all night Nothing ever")
    ]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("Our ships are safe with seven", False),
        ("our ships are safe", True),
        ("Ferry crews walk out in Port Calvane", False),
        ("people were injured in a crush on the quay", True),
    ],
)
def test_words_cut_out_of_a_sentence_are_known(words: str, *, part: bool) -> None:
    assert {finding.part for finding in verify(words, BOTH).findings} == {part}


def test_a_topic_weighs_rare_words_more() -> None:
    topic = Topic("pellorin harvest", BOTH)

    assert topic.weights["harvest"] > topic.weights["pellorin"]


@limits(max_examples=30, deadline=None)
@given(st.text(max_size=60))
def test_any_question_gets_an_answer_whose_words_stand_there(question: str) -> None:
    by_id = {source.version.id: source.version.text for source in BOTH}
    answer = ask(question, BOTH)

    for line in answer.lines:
        for piece in line.pieces:
            if hasattr(piece, "span"):
                assert piece.span.of(by_id[line.version]) == piece.text
    said(BOTH, topic=question)
    verify(question, BOTH, question)
