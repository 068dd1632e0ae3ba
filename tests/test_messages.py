"""What splitting a message promises."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import plain
from bot.chat import Limits
from bot.codec import dumps, loads
from bot.messages import (
    CONTINUED,
    Action,
    Block,
    Clock,
    Footer,
    Heading,
    Link,
    Listing,
    Message,
    Paragraph,
    Part,
    Quotation,
    Section,
    Style,
    Text,
    Time,
    spans,
    split,
    verbatims,
)
from summarizer import Span, Verbatim

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def words(blocks: tuple[Block, ...]) -> str:
    everything = (inline for block in blocks for inline in spans(block))
    return "".join(plain.inline(inline) for inline in everything if inline != CONTINUED)


def measure(block: Block) -> int:
    return sum(len(plain.inline(inline)) + 4 for inline in spans(block)) + 2


def room(size: int = 200, blocks: int = 10, actions: int = 5) -> Limits:
    return Limits(size, blocks, actions, measure)


def test_the_first_post_alone_may_notify() -> None:
    sections = tuple(Section((say(name),)) for name in ("a", "b"))

    parts = split(Message(sections, threaded=True, ping="55"), room())

    assert [part.ping for part in parts] == ["55", ""]


def say(*texts: str) -> Paragraph:
    return Paragraph(tuple(Text(text) for text in texts))


def quote(text: str, start: int = 0) -> Quotation:
    said = Verbatim("v1", Span(start, start + len(text)), text)
    return Quotation((Text("Ana Ruiz", Style.STRONG),), (said,), (Text("Courant"),))


# --- laws ----------------------------------------------------------------------

letters = st.text(st.characters(codec="utf-8"), max_size=150)
ours = st.builds(Text, letters, st.sampled_from(Style))
verbatim = st.builds(
    lambda text, at: Verbatim("v", Span(at, at + len(text)), text),
    letters,
    st.integers(0, 10_000),
)
links = st.builds(Link, ours | verbatim, st.just("https://courant.example/a"))
times = st.builds(Time, st.just(NOON), st.sampled_from(Clock), st.just("12:00"))
runs = st.lists(ours | verbatim | links | times, max_size=4).map(tuple)
blocks = st.one_of(
    st.builds(Heading, runs),
    st.builds(Paragraph, runs),
    st.builds(Footer, runs),
    st.builds(Quotation, runs, runs, runs),
    st.builds(Listing, st.lists(runs, max_size=4).map(tuple), st.booleans()),
)
actions = st.lists(st.builds(Action, letters, letters), max_size=7).map(tuple)
sections = st.builds(
    Section,
    st.lists(blocks, max_size=5).map(tuple),
    actions,
    st.sampled_from([None, "s1", "s2"]),
)
messages = st.builds(
    Message, st.lists(sections, min_size=1, max_size=4).map(tuple), st.booleans()
)
rooms = st.builds(room, st.integers(60, 400), st.integers(1, 8), st.integers(1, 5))


@given(messages, rooms)
def test_splitting_loses_no_text(message: Message, limits: Limits) -> None:
    parts = split(message, limits)

    whole = "".join(words(section.blocks) for section in message.sections)
    assert "".join(words(part.blocks) for part in parts) == whole


@given(messages, rooms)
def test_every_part_fits(message: Message, limits: Limits) -> None:
    for part in split(message, limits):
        assert sum(map(measure, part.blocks)) <= limits.size
        assert len(part.blocks) <= limits.blocks
        assert len(part.actions) <= limits.actions


@given(messages, rooms)
def test_no_button_is_lost(message: Message, limits: Limits) -> None:
    parts = split(message, limits)

    asked = [action for section in message.sections for action in section.actions]
    assert [action for part in parts for action in part.actions] == asked


@given(messages, rooms)
def test_verbatim_pieces_stay_verbatim(message: Message, limits: Limits) -> None:
    for part in split(message, limits):
        for inline in (each for block in part.blocks for each in spans(block)):
            if isinstance(inline, Verbatim):
                assert len(inline.text) == inline.span.end - inline.span.start


@given(messages)
def test_a_message_survives_json(message: Message) -> None:
    assert loads(Message, dumps(message)) == message


@given(messages, rooms)
def test_parts_survive_json(message: Message, limits: Limits) -> None:
    for part in split(message, limits):
        assert loads(Part, dumps(part)) == part


def test_the_spans_of_a_block_are_all_its_words() -> None:
    by, words, source = (Text(each) for each in ("Ana Ruiz", "“We waited”", "Reuters"))

    assert spans(Quotation((by,), (words,), (source,))) == (by, words, source)
    assert spans(Listing(((by,), (words, source)))) == (by, words, source)
    assert spans(Footer((by,))) == (by,)


def test_a_verbatim_piece_is_found_in_a_links_label_too() -> None:
    title, said = (Verbatim("v", Span(0, 5), text) for text in ("Title", "Words"))
    blocks = (Heading((Link(title, "https://a.example"),)), Paragraph((said,)))

    assert list(verbatims(blocks)) == [title, said]


# --- where it cuts -----------------------------------------------------------------


def test_each_story_of_a_threaded_briefing_is_a_reply_to_the_first_post() -> None:
    head, one, two = (Section((say(name),)) for name in ("head", "one", "two"))

    parts = split(Message((head, one, two), threaded=True), room())

    assert [part.parent for part in parts] == [None, 0, 0]


def test_short_sections_of_an_answer_share_a_post() -> None:
    parts = split(Message((Section((say("a"),)), Section((say("b"),)))), room())

    assert [words(part.blocks) for part in parts] == ["ab"]


def test_buttons_end_the_post_of_their_section() -> None:
    first = Section((say("a"),), (Action("More", "more"),))

    parts = split(Message((first, Section((say("b"),)))), room())

    assert [len(part.actions) for part in parts] == [1, 0]


def test_a_quotation_that_fits_a_post_is_never_cut() -> None:
    blocks = tuple(quote(f"“{letter * 60}.”") for letter in "abcde")

    parts = split(Message((Section(blocks),)), room(size=200))

    assert tuple(block for part in parts for block in part.blocks) == blocks


def test_a_heading_goes_with_what_follows() -> None:
    blocks = (say("x" * 120), Heading((Text("Next"),)), say("y" * 120))

    parts = split(Message((Section(blocks),)), room(size=160))

    assert [type(part.blocks[0]) for part in parts] == [Paragraph, Heading]


def test_a_list_is_cut_between_items_and_goes_on_counting() -> None:
    items = tuple((Text(f"{n} " + "z" * 50),) for n in range(1, 8))

    parts = split(Message((Section((Listing(items, numbered=True),)),)), room())

    lists = [block for part in parts for block in part.blocks]
    assert all(isinstance(each, Listing) for each in lists)
    assert [each.first for each in lists if isinstance(each, Listing)] == [1, 4, 7]


def test_an_item_too_large_is_cut_between_sentences_first() -> None:
    long = say("One sentence. ", "Another one, rather longer. ", "t" * 120)

    parts = split(Message((Section((long,)),)), room(size=150))

    assert [plain.inline(spans(part.blocks[0])[0]) for part in parts] == [
        "One sentence. ",
        "(continued)",
    ]


def test_a_sentence_larger_than_a_post_is_cut_at_white_space_and_marked() -> None:
    speech = "we waited and waited " * 20

    parts = split(Message((Section((quote(speech, start=7),)),)), room(size=120))

    pieces = [
        inline
        for part in parts
        for inline in spans(part.blocks[0])
        if isinstance(inline, Verbatim)
    ]
    assert "".join(piece.text for piece in pieces) == speech
    assert all(piece.text.endswith(" ") for piece in pieces)
    assert all(one.span.end == two.span.start for one, two in pairwise(pieces))
    assert all(spans(part.blocks[0])[0] == CONTINUED for part in parts[1:])


@pytest.mark.parametrize("count", [6, 11])
def test_more_buttons_than_a_post_holds_go_on_in_the_next(count: int) -> None:
    buttons = tuple(Action(str(n), f"context {n}") for n in range(count))

    parts = split(Message((Section((say("a"),), buttons),)), room(actions=5))

    assert len(parts[0].actions) == 5
    assert sum(len(part.actions) for part in parts) == count
