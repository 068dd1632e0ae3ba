"""A story is told by several outlets, each in its own words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import briefs, cleaning, pooling, ranking, safety, selection
from summarizer import text as texts
from summarizer.models import (
    Article,
    Figure,
    Ours,
    Quote,
    QuoteKind,
    Reading,
    Sentence,
    Source,
    Span,
    Speaker,
    SpeakerKind,
    Story,
    Verbatim,
    Version,
)
from summarizer.selection import Budget

ORLEN = (
    "Dam bursts at Orlen\n\n"
    "The dam at Orlen burst on Monday, killing nine people in two villages. "
    "Engineer Ana Ruiz had warned the council of Orlen about cracks in the wall.\n\n"
    "“We told them in March that the wall was cracked from top to bottom,” Ana Ruiz "
    "said. He did not answer.\n\n"
    "The ministry of water promised a new wall within two years.\n"
)
TORV = (
    "Nine dead as dam gives way\n\n"
    "Nine people died when the dam at Orlen burst on Monday, the ministry said. "
    "Rescuers from Torv searched the lower river for survivors all night.\n\n"
    "Schools in Orlen stay closed until Friday, mayor Odd Lund said.\n"
)


def make_source(
    text: str,
    outlet: str,
    quotes: tuple[Quote, ...] = (),
    figures: tuple[Figure, ...] = (),
) -> Source:
    layout = cleaning.layout(text)
    sentences = tuple(
        Sentence(span, index)
        for index, paragraph in enumerate(layout.paragraphs)
        for span in texts.sentences(text, paragraph)
    )
    ranks = ranking.rank(text, layout, sentences)
    chosen = selection.choose(text, sentences, ranks, Budget(3))
    version = Version(Article(outlet, outlet, None), text)
    return Source(version, Reading(layout, sentences, ranks, chosen, quotes, figures))


def make_story(*sources: Source, folded: tuple[tuple[str, str], ...] = ()) -> Story:
    return Story("dam", tuple(source.version.id for source in sources), folded)


def make_quote(name: str, kind: QuoteKind = QuoteKind.DIRECT) -> Quote:
    start = ORLEN.index("“We told")
    name_at = ORLEN.index(name)
    return Quote(
        kind,
        (Span(start, ORLEN.index(" Ana Ruiz said")),),
        (),
        (),
        Speaker(name, Span(name_at, name_at + len(name))),
    )


def test_a_brief_has_lines_of_several_outlets() -> None:
    sources = [make_source(ORLEN, "Orlen Post"), make_source(TORV, "Torv Times")]

    brief = briefs.compose(make_story(*sources), sources, Budget(4))

    assert {line.version for line in brief.lines} == {s.version.id for s in sources}
    assert len(brief.lines) == 4


@pytest.mark.parametrize(
    ("texts_", "headline"),
    [
        pytest.param((TORV, ORLEN), "Dam bursts at Orlen", id="the newest"),
        pytest.param((ORLEN, TORV), "Nine dead as dam gives way", id="of either order"),
        pytest.param(
            (ORLEN, TORV, TORV.replace("Nine dead as dam gives way", "Tears in Velm")),
            "Nine dead as dam gives way",
            id="not one the others know nothing of",
        ),
        pytest.param(
            (TORV.rpartition("\n\n")[2],),
            "Schools in Orlen stay closed until Friday, mayor Odd Lund said.",
            id="a sentence where there is none",
        ),
    ],
)
def test_a_story_is_called_by_where_it_stands_now(
    texts_: tuple[str, ...], headline: str
) -> None:
    sources = [make_source(text, f"Outlet {n}") for n, text in enumerate(texts_)]

    brief = briefs.compose(make_story(*sources), sources, Budget(2))

    assert [p.text for p in brief.headline.pieces] == [headline]


def test_an_outlet_has_no_more_than_its_share_while_others_have_anything() -> None:
    sources = [make_source(ORLEN, "Orlen Post"), make_source(TORV, "Torv Times")]

    brief = briefs.compose(make_story(*sources), sources, Budget(2))

    for source in sources:
        shown = [line for line in brief.lines if line.version == source.version.id]
        assert len(shown) == pooling.PER_OUTLET


def test_a_reprint_adds_nothing() -> None:
    first, reprint = make_source(ORLEN, "Orlen Post"), make_source(ORLEN, "Echo")
    folded = ((reprint.version.id, first.version.id),)

    brief = briefs.compose(
        make_story(first, reprint, folded=folded), [reprint, first], Budget(4)
    )

    assert {line.version for line in brief.lines} == {first.version.id}


def test_the_same_thing_is_not_told_twice() -> None:
    sources = [make_source(ORLEN, "Orlen Post"), make_source(ORLEN + "\n", "Echo")]

    brief = briefs.compose(make_story(*sources), sources, Budget(9))

    said = [piece.text for line in brief.lines for piece in line.pieces]
    assert len(said) == len(set(said))


def test_the_order_of_the_sources_changes_nothing() -> None:
    sources = [make_source(ORLEN, "Orlen Post"), make_source(TORV, "Torv Times")]
    story = make_story(*sources)

    assert briefs.compose(story, sources, Budget(3)) == briefs.compose(
        story, sources[::-1], Budget(3)
    )


def test_key_quotations_are_direct_and_by_named_speakers() -> None:
    unnamed = Speaker("the council", Span(0, 3), kind=SpeakerKind.UNNAMED)
    direct = make_quote("Ana Ruiz")
    quotes = (
        make_quote("Ana Ruiz", QuoteKind.INDIRECT),
        Quote(QuoteKind.DIRECT, direct.content, (), (), unnamed),
        Quote(QuoteKind.DIRECT, direct.content, (), (), None),
        direct,
    )
    source = make_source(ORLEN, "Orlen Post", quotes)

    brief = briefs.compose(make_story(source), [source], Budget(2))

    assert [cited.quote for cited in brief.quotes] == [direct]


def test_an_utterance_several_outlets_quote_is_shown_once() -> None:
    sources = [
        make_source(ORLEN, "Orlen Post", (make_quote("Ana Ruiz"),)),
        make_source(ORLEN + "\n", "Echo", (make_quote("Ana Ruiz"),)),
    ]

    brief = briefs.compose(make_story(*sources), sources, Budget(2))

    assert len(brief.quotes) == 1


def test_a_figure_several_outlets_give_comes_first_and_once() -> None:
    def figure(amount: float) -> Figure:
        return Figure(Span(0, 3), amount, "people", "", "people killed", 0)

    sources = [
        make_source(ORLEN, "Orlen Post", figures=(figure(2), figure(9))),
        make_source(TORV, "Torv Times", figures=(figure(9),)),
    ]

    brief = briefs.compose(make_story(*sources), sources, Budget(2))

    assert [figure.amount for _, figure in brief.figures] == [9, 2]


def test_people_come_before_other_figures_and_spans_of_time_last() -> None:
    figures = tuple(
        Figure(Span(0, 3), amount, unit, "", unit or "ferries", sentence)
        for amount, unit, sentence in ((2, "hours", 0), (3, "", 1), (4, "people", 2))
    )
    source = make_source(ORLEN, "Orlen Post", figures=figures)

    brief = briefs.compose(make_story(source), [source], Budget(2))

    assert [figure.amount for _, figure in brief.figures] == [4, 3, 2]


def test_a_story_none_of_whose_articles_is_given_is_refused() -> None:
    with pytest.raises(ValueError, match="none of its members"):
        briefs.compose(Story("dam", ("x",)), [], Budget(3))


@pytest.mark.parametrize("text", ["", "Dam bursts", "?!", "dam dam dam"])
def test_an_article_without_a_line_to_show_still_has_a_brief(text: str) -> None:
    source = make_source(text, "Orlen Post")

    brief = briefs.compose(make_story(source), [source], Budget(3))

    assert brief.lines == ()


TEXTS = st.lists(
    st.sampled_from((ORLEN + TORV).split(". ")) | st.text(max_size=60), max_size=8
).map(". ".join)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(TEXTS, min_size=1, max_size=4),
    st.integers(0, 6),
    st.none() | st.integers(0, 80),
)
def test_every_piece_is_verbatim_and_stands_alone(
    articles: list[str], size: int, words: int | None
) -> None:
    sources = [make_source(text, f"outlet {i}") for i, text in enumerate(articles)]
    by_id = {source.version.id: source for source in sources}

    brief = briefs.compose(make_story(*sources), sources, Budget(size, words))

    assert len(brief.lines) <= size
    said = " ".join(piece.text for line in brief.lines for piece in line.pieces)
    assert words is None or len(said.split()) <= words
    for line in (brief.headline, *brief.lines):
        text = by_id[line.version].version.text
        for piece in line.pieces:
            assert not isinstance(piece, Ours)
            assert isinstance(piece, Verbatim)
            assert piece.span.of(text) == piece.text
    for line in brief.lines:
        source = by_id[line.version]
        assert not safety.faults(
            source.version.text, source.reading.sentences, [line.sentence]
        )


WARNED = (
    "Dam bursts at Orlen\n\n"
    "Engineer Ana Ruiz warned the council of Orlen about the dam in March and May. "
    "But nobody repaired the wall, and on Monday nine people died in the flood.\n"
)


def test_what_hangs_on_the_sentence_before_is_one_line_with_it() -> None:
    source = make_source(WARNED, "Orlen Post")

    brief = briefs.compose(make_story(source), [source], Budget(2))

    (line,) = brief.lines
    (piece,) = line.pieces
    assert isinstance(piece, Verbatim)
    assert piece.text == WARNED.split("\n\n")[1].strip()


def test_words_in_a_row_are_hardly_ever_told_twice() -> None:
    phrase = "the council of the town of Orlen on the river Torv"
    texts_ = [
        f"{what} at Orlen\n\n{who} told {phrase} about {what} on {day}.\n"
        for what, who, day in [
            ("Cracks", "Ana Ruiz", "Monday"),
            ("Leaks", "Maria Sand", "Tuesday"),
            ("Floods", "Odd Lund", "Friday"),
        ]
    ]
    sources = [make_source(text, text[:6]) for text in texts_]

    brief = briefs.compose(make_story(*sources), sources, Budget(9, words=100))

    assert len(brief.lines) == 1


def test_a_budget_of_words_is_filled_by_an_exchange() -> None:
    told = (
        "The dam at Orlen burst on Monday.\n\n"
        "The dam at Orlen, built in 1931 by the county and never inspected since the "
        "war, burst on Monday evening after three weeks of rain.\n"
    )
    source = make_source(told, "Orlen Post")

    few = briefs.compose(make_story(source), [source], Budget(9, words=8))
    many = briefs.compose(make_story(source), [source], Budget(9, words=25))

    assert [line.sentence for line in few.lines] == [0]
    assert [line.sentence for line in many.lines] == [1]


def test_a_sentence_that_repeats_itself_is_told() -> None:
    told = (
        "For 41 years Ana Ruiz wrote one line about the wall and one line about the "
        "weather of the valley.\n\n"
        "Her books were found in a cellar.\n"
    )
    source = make_source(told, "Orlen Post")

    brief = briefs.compose(make_story(source), [source], Budget(1))

    assert [line.sentence for line in brief.lines] == [0]
