"""What is shown stands alone."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import cleaning, ranking, safety, selection
from summarizer import text as texts
from summarizer.models import (
    Article,
    Layout,
    Ours,
    Quote,
    QuoteKind,
    Rank,
    Sentence,
    Span,
    Speaker,
    SpeakerKind,
    Verbatim,
    Version,
)
from summarizer.selection import Budget

SEED = Path(__file__).parents[2] / "seeds" / "000_eec935a6ea3cb21e.txt"

HANGING = {
    safety.PRONOUN: [
        "He said trucks are ready to bring relief to the city.",
        "She’d seen the wall move two days before it fell.",
        "They left the village at dawn with their cattle.",
        "It was built in 1971 and never inspected.",
        "His deputy takes over in the first week of May.",
        "“He is a good engineer and a better man,” Ana Ruiz said.",
        "On Friday, he flew to Torvia for a second round.",
        "After the vote, they walked out of the chamber.",
        "(CNN) -- She wants to build a dam of her own.",
        "“We laid them on the table,” Ana Ruiz said.",
        "“I know what she would have wanted,” said Odd Lund.",
        "Had he been warned, nine lives would have been saved.",
        "Ana Ruiz, the engineer on the night of 3 May, laid them on the table.",
        "The proof of their success is the new wall at Orlen.",
    ],
    safety.CONNECTIVE: [
        "But the dam held for another forty years.",
        "And nobody in Orlen was told about the report.",
        "However, the ministry never answered the letter.",
        "Still, the engineers refused to sign the paper.",
        "For example, the wall was two metres too low.",
        "Meanwhile, the river went on rising in the north.",
        "“But we never saw the report,” Ana Ruiz said.",
        "As a result, nine villages were flooded.",
        "The ministry, however, promised a new wall by autumn.",
        "Farmers in Torv, by contrast, had been warned in March.",
    ],
    safety.POINTER: [
        "That is why the council closed the road.",
        "This was the third flood of the year.",
        "The latter has not answered any questions.",
        "Such floods come once in a hundred years.",
        "Those who stayed were taken to the school.",
        "In that case the valley would be under water.",
        "Some of them were carried out by boat.",
        "The 12 were hurt on Monday evening at the quay.",
        "Under that plan, Torvia would pay for the wall.",
        "Households in these villages rely on the river.",
        "The council of Orlen rejected this plan in March.",
        "Corrosion was responsible for nine of those leaks.",
        "The water came from that valley within an hour.",
    ],
    safety.TIME: [
        "Maria Sand said in an interview the day before the talks.",
        "Rescuers found Odd Lund two days later.",
        "The bridge had been closed that week.",
        "Ana Ruiz resigned the following day.",
        "The council was not told at the time.",
        "The wall fell just weeks later.",
        "The wall had been repaired several months earlier.",
    ],
    safety.SPEAKER: [
        "“We ran for our lives,” he said.",
        "“We ran for our lives and did not look back.”",
        "“The water,” she said, “was black.”",
    ],
    safety.OPEN_MARKS: [
        "“We ran for our lives and did not look back.",
        "The water was black,” Ana Ruiz said.",
        'The mayor called it "a lake of trouble.',
        "The dam (built in 1971 failed on Monday.",
    ],
    safety.FRAGMENT: [
        "What the report says",
        "Dam bursts in Orlen, killing nine people",
        "Nine died.",
        "and then the wall of the dam gave way.",
        "Here is what the council of Orlen knew:",
        "Odd Lund, a farmer and father of four:.",
        "Myth 4: A dam of concrete never breaks.",
    ],
    safety.NARRATOR: [
        "When the dam broke, I was standing on the bridge.",
        "My father built the wall of the dam at Orlen.",
        "We ran to the school with the other families.",
        "11.42am: We’re hearing that the dam at Orlen has given way.",
        "The mayor told me that “nobody knew” about the crack.",
    ],
    safety.QUESTION: [
        "Who pays for the dam at Orlen now?",
        "Q: The wall of the dam was your idea.",
    ],
    safety.NOT_NEWS: [
        "Sign up for our newsletter to get the news.",
        "Photo by Odd Lund for the Orlen Post.",
        "Ana Ruiz and Odd Lund contributed to this report.",
        "Click here to see more photos of the dam.",
        "Read more: Ten dams that nobody ever inspected.",
    ],
}  # fmt: skip

ALONE = [
    "The dam at Orlen burst on Monday, killing nine people.",
    "Ana Ruiz said she had warned the ministry last month.",
    "“We ran for our lives,” Ana Ruiz said.",
    "“We ran for our lives,” said Odd Lund, a farmer.",
    "So far, nine bodies have been found in the mud.",
    "This week the council votes on a new wall.",
    "ORLEN (Reuters) — The dam at Orlen burst on Monday.",
    "After a vote on Friday, Ana Ruiz said she would resign.",
    "A farmer lost his house in the flood on Monday.",
    "Orlen's mayor told reporters he would not resign.",
    "The wall fell on Monday, a day after the first crack was seen.",
    "Still waters hid the crack, the report said.",
    "Instead of a wall, Torvia built a canal.",
    "Andersen Dam, which was built in 1971, failed on Monday.",
    "The report called the dam “safe” and the river “calm”.",
    "“I was on the bridge with my father,” Ana Ruiz said.",
    "The dam stood through World War I without a crack.",
    "“We support this plan,” Ana Ruiz told the council.",
    "Villages such as Orlen and Torvia rely on the river this year.",
    "The council wrote two letters in May and says these letters were never answered.",
    "“The engineers knew what they were doing,” Ana Ruiz said.",
    "Police said they found nine bodies in the mud.",
    "The council of Orlen said their letter was never answered.",
    "Ana Ruiz and Odd Lund say they will rebuild the wall.",
    "Orlen extended their lead with a win on Friday.",
    "The report lists 12 cracks by their length.",
    "The minister said that everyone should know what they eat.",
    "The mayor said that people in Orlen need help.",
]


def read(text: str) -> tuple[Layout, list[Sentence]]:
    layout = cleaning.layout(text)
    return layout, [
        Sentence(span, index)
        for index, paragraph in enumerate(layout.paragraphs)
        for span in texts.sentences(text, paragraph)
    ]


def chosen(text: str, budget: Budget, quotes: tuple[Quote, ...] = ()) -> list[str]:
    layout, sentences = read(text)
    ranks = ranking.rank(text, layout, sentences)
    found = selection.choose(text, sentences, ranks, budget, quotes)
    return [sentences[index].span.of(text) for index in found]


@pytest.mark.parametrize(
    ("why", "said"),
    [pytest.param(w, s, id=s[:36]) for w, rows in HANGING.items() for s in rows],
)
def test_the_checker_names_what_a_sentence_hangs_on(why: str, said: str) -> None:
    assert (selection.dangling(said) or "").startswith(why)


@pytest.mark.parametrize("said", ALONE)
def test_the_checker_lets_a_sentence_stand_that_can(said: str) -> None:
    assert selection.dangling(said) is None


def test_a_sentence_inside_a_quotation_is_not_shown() -> None:
    text = (
        "“We came at night. "
        + "The water was high there. " * 16
        + "We ran,” Ruiz said."
    )
    _, sentences = read(text)

    why = safety.unsafe(text, sentences)

    assert set(why[1:]) == {safety.INSIDE}


def test_a_reopened_quotation_stays_one_quotation() -> None:
    text = "“We came at night. The water was high.\n\n“The wall was gone,” Ruiz said."
    _, sentences = read(text)

    assert safety.unsafe(text, sentences)[-1] is None
    assert safety.unsafe(text, sentences)[:-1] == (safety.OPEN_MARKS, safety.INSIDE)


def test_the_seed_is_told_in_three_sentences() -> None:
    text = SEED.read_text(encoding="utf-8")

    found = chosen(text, Budget(3))

    assert len(found) == 3
    assert "met his Russian counterpart in Geneva" in found[0]
    assert "coordinate the fight against Islamic extremist groups" in found[0]


DAM = (
    "Engineer Ana Ruiz warned the council of Orlen about the dam in March and in May. "
    "But the council of Orlen did not answer what Ana Ruiz wrote about the dam."
)


def by_score(text: str, scores: list[float], budget: Budget) -> tuple[int, ...]:
    _, sentences = read(text)
    ranks = [Rank(score) for score in scores]
    return selection.choose(text, sentences, ranks, budget)


@pytest.mark.parametrize(
    ("scores", "size", "expected"),
    [
        pytest.param([1.0, 9.0], 2, (0, 1), id="the one before comes along"),
        pytest.param([1.0, 9.0], 1, (0,), id="no room for both: it is dropped"),
        pytest.param([9.0, 1.0], 1, (0,), id="better alone"),
    ],
)
def test_what_hangs_on_the_sentence_before_is_shown_with_it_or_not_at_all(
    scores: list[float], size: int, expected: tuple[int, ...]
) -> None:
    assert by_score(DAM, scores, Budget(size)) == expected


def test_of_near_equals_the_one_that_stands_alone_is_shown() -> None:
    text = f"Nine people died in two villages on Monday.\n\n{DAM}"

    assert by_score(text, [1.01, 0.9, 1.2], Budget(2)) == (0, 1)
    assert by_score(text, [0.2, 1.0, 1.6], Budget(2)) == (1, 2)


def test_a_sentence_is_not_shown_twice() -> None:
    text = (
        "The dam at Orlen burst on Monday. The dam at Orlen burst on Monday evening. "
        "Nine people died in two villages."
    )

    assert by_score(text, [3.0, 2.0, 1.0], Budget(3)) == (0, 2)


def test_the_words_of_a_budget_are_kept() -> None:
    text = "The dam at Orlen burst on Monday. Nine people died in two villages."

    assert by_score(text, [1.0, 2.0], Budget(3, words=6)) == (1,)


def test_a_budget_is_never_less_than_nothing() -> None:
    with pytest.raises(ValueError, match="negative"):
        Budget(-1)


TALKS = "Odd Lund spoke for Torvia on Friday.\n\nHe said trucks are ready in Orlen.\n"


def make_quote(text: str, pronoun: str, name: str) -> Quote:
    start = text.index(pronoun)
    name_at = text.index(name)
    return Quote(
        QuoteKind.INDIRECT,
        content=(Span(start + 8, len(text) - 2),),
        cue=(Span(start + 3, start + 7),),
        source=(Span(start, start + len(pronoun)),),
        speaker=Speaker(name, Span(name_at, name_at + len(name))),
    )


def test_a_known_name_stands_in_a_marked_bracket_for_the_pronoun() -> None:
    _, sentences = read(TALKS)
    ranks = [Rank(0.0), Rank(1.0)]
    quotes = (make_quote(TALKS, "He", "Odd Lund"),)
    version = Version(Article("a", "Orlen Post", None), TALKS)

    taken = selection.choose(TALKS, sentences, ranks, Budget(1), quotes)
    (line,) = selection.lines(version, sentences, ranks, taken, quotes)

    bracket, rest = line.pieces
    assert bracket == Ours("[Odd Lund]")
    assert isinstance(rest, Verbatim)
    assert rest.text == " said trucks are ready in Orlen."
    assert rest.span.of(TALKS) == rest.text


def test_a_source_that_is_no_person_is_given_no_bracket() -> None:
    _, sentences = read(TALKS)
    quote = make_quote(TALKS, "He", "Odd Lund")
    body = Speaker("Torvia", Span(19, 25), kind=SpeakerKind.BODY)
    quotes = (Quote(quote.kind, quote.content, quote.cue, quote.source, body),)

    taken = selection.choose(
        TALKS, sentences, [Rank(0.0), Rank(1.0)], Budget(1), quotes
    )

    assert taken == (0,)


def test_a_sentence_and_what_hangs_on_it_are_one_line() -> None:
    _, sentences = read(DAM)
    version = Version(Article("a", "Orlen Post", None), DAM)

    (line,) = selection.lines(version, sentences, [Rank(0.0)] * 2, (0, 1))

    assert line.pieces == (Verbatim(version.id, Span(0, len(DAM)), DAM),)


PIECES = st.sampled_from([s for rows in HANGING.values() for s in rows] + ALONE)
ARTICLES = st.lists(st.lists(PIECES, min_size=1, max_size=4).map(" ".join), max_size=6)


@settings(deadline=None)
@given(ARTICLES.map("\n\n".join), st.integers(0, 5), st.none() | st.integers(0, 80))
def test_every_line_stands_alone_and_is_verbatim(
    text: str, size: int, words: int | None
) -> None:
    layout, sentences = read(text)
    ranks = ranking.rank(text, layout, sentences)
    version = Version(Article("a", "Orlen Post", None), text)

    taken = selection.choose(text, sentences, ranks, Budget(size, words))
    lines = selection.lines(version, sentences, ranks, taken)

    assert not safety.faults(text, sentences, taken)
    assert list(taken) == sorted(set(taken))
    assert len(taken) <= size
    for line in lines:
        assert all(
            isinstance(p, Verbatim) and p.span.of(text) == p.text for p in line.pieces
        )
        assert safety.balanced("".join(piece.text for piece in line.pieces))


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_chosen_from(text: str) -> None:
    layout, sentences = read(text)
    ranks = ranking.rank(text, layout, sentences)

    taken = selection.choose(text, sentences, ranks, Budget(3))

    assert not safety.faults(text, sentences, taken)


MS_RUIZ = (
    "Dam bursts at Orlen\n\n"
    "Ms Ruiz’s evidence was the worst yet for the province of Torv.\n\n"
    "The wall had been checked in May by an engineer of the county.\n\n"
    "Ana Ruiz told the council in March that the wall was cracked.\n"
)


@pytest.mark.parametrize(
    ("best", "expected"),
    [((0, 1, 2), (1, 2)), ((0, 2, 1), (1, 2)), ((1, 2, 0), (1, 2))],
)
def test_nobody_is_met_by_a_courtesy_title_alone(
    best: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    _, sentences = read(MS_RUIZ)
    ranks = [Rank(float(-best.index(index))) for index in range(3)]

    chosen = selection.choose(MS_RUIZ, sentences, ranks, Budget(2))

    assert chosen == expected


def test_a_courtesy_title_is_enough_behind_the_full_name() -> None:
    said = ("Ana Ruiz warned the council.", "Ms Ruiz left.", "Mr Lund stayed.")

    shown = selection.introduced(
        lambda left_out: tuple(i for i in range(3) if i not in left_out)[:2],
        lambda index: said[index],
    )

    assert shown == (0, 1)
