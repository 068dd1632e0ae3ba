"""What a part becomes on Slack: one post, within every limit, saying all of it."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.slack import render
from bot.messages import (
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
)
from summarizer import Span, Verbatim
from tests.platforms.slack import rules
from tests.platforms.slack.rules import Json

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
DATE = re.compile(r"<!date\^\d+\^[^|>]*\|([^>]*)>")
LINK = re.compile(r"<https?://[^|>]*\|([^>]*)>")


def quoted(text: str) -> Verbatim:
    return Verbatim("v1", Span(0, len(text)), text)


def part(*blocks: Block, actions: tuple[Action, ...] = ()) -> Part:
    return Part(0, blocks, actions)


def shown(block: Json) -> str:
    """Return the words of a block as people read them."""
    if block["type"] == "header":
        return str(block["text"]["text"])
    if block["type"] == "context":
        marked = "".join(element["text"] for element in block["elements"])
        bare = LINK.sub(r"\1", DATE.sub(r"\1", marked)).replace("`", "")
        return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return "".join(
        str(leaf.get("text", leaf.get("fallback"))) for leaf in leaves(block)
    )


def leaves(element: Json) -> Iterator[Json]:
    if "elements" not in element:
        yield element
        return
    for inside in element["elements"]:
        yield from leaves(inside)


def words(block: Block) -> str:
    return "".join(
        span.fallback
        if isinstance(span, Time)
        else (
            (span.label.text or span.address) if isinstance(span, Link) else span.text
        )
        for span in spans(block)
    )


quick = settings(deadline=None, max_examples=40)

# --- laws ------------------------------------------------------------------------

hostile = st.sampled_from(
    [
        "<!channel>",
        "<!here|here>",
        "<@U123>",
        "<https://evil.example|Read on>",
        "&lt;!channel&gt;",
        "*bold* _it_ ~no~ `code`",
        ":tada: https://bank.example",
        "> quote",
        "@everyone #general",
        "\n\n",
        "\u202ereversed",
        "\x00",
    ]
)
texts = st.one_of(hostile, st.text(st.characters(codec="utf-8"), max_size=200))
ours = st.builds(Text, texts, st.sampled_from(Style))
verbatim = st.builds(quoted, texts)
addresses = st.sampled_from(
    ["https://a.example/x?y=1&z=2", "http://b.example/" + "p" * 400, "https://c.ex/|>"]
)
links = st.builds(Link, st.one_of(ours, verbatim), addresses)
times = st.builds(
    Time,
    st.just(NOON),
    st.sampled_from(Clock),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=20),
)
inline = st.one_of(ours, verbatim, links, times)
several = st.lists(inline, max_size=6).map(tuple)
blocks = st.one_of(
    st.builds(Heading, several),
    st.builds(Paragraph, several),
    st.builds(Quotation, several, several, several),
    st.builds(
        Listing, st.lists(several, max_size=8).map(tuple), st.booleans(), st.just(3)
    ),
    st.builds(Footer, several),
)
actions = st.builds(
    Action, st.text(min_size=1, max_size=90), st.text(min_size=1, max_size=2_100)
)
sections = st.builds(
    Section,
    st.lists(blocks, max_size=12).map(tuple),
    st.lists(actions, max_size=9).map(tuple),
)
messages = st.builds(
    Message, st.lists(sections, min_size=1, max_size=4).map(tuple), st.booleans()
)


@quick
@given(messages)
def test_every_part_is_one_post_within_slacks_limits(message: Message) -> None:
    for each in split(message, render.LIMITS):
        post = render.post(each)

        assert rules.broken(list(post.blocks)) == []
        assert rules.characters(list(post.blocks)) <= rules.CHARACTERS
        assert 0 < len(post.text) <= 4_000


@quick
@given(blocks)
def test_no_word_is_lost(block: Block) -> None:
    post = render.post(part(block))

    said = "".join(shown(each) for each in post.blocks)
    assert letters(said) == letters(words(block))


def letters(text: str) -> str:
    # An empty item keeps its number with a space, a long link shows an arrow, and what
    # may turn its surroundings is closed off with marks nobody sees.
    return "".join(re.sub("[↗\u2068\u2069\u202c]", "", text).split())


@quick
@given(blocks)
def test_no_text_pings_links_or_formats(block: Block) -> None:
    post = render.post(part(block))

    assert "<" not in post.text
    for shown_block in post.blocks:
        assert shown_block["type"] in ("header", "context", "rich_text")
        if shown_block["type"] == "context":
            marked = str(shown_block["elements"][0]["text"])  # type: ignore[index]
            assert set(re.findall(r"<(.)", marked)) <= {"!", "h"}
            assert "<!channel" not in marked
            assert "<!here" not in marked
        for leaf in leaves(shown_block):
            assert leaf.get("type") not in ("user", "broadcast", "usergroup", "channel")


@quick
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=9_000))
def test_a_long_text_is_measured_at_least_as_slack_counts_it(text: str) -> None:
    block = Paragraph((quoted(text),))

    post = render.post(part(block))

    assert rules.characters(list(post.blocks)) <= render.measure(block)


# --- examples ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("plain – “text” 🎉", "plain – “text” 🎉"),
        ("\u202eevil", "\u2068\u202eevil\u202c\u2069"),
        ("\u2069\u202eevil", "\u2068\u2069\u202eevil\u202c\u2069"),
        ("\u2067x", "\u2068\u2067x\u2069\u2069"),
        ("السفينة", "\u2068السفينة\u2069"),
        ("half \ud83d", "half \ufffd"),
    ],
)
def test_no_headline_turns_what_stands_beside_it(text: str, closed: str) -> None:
    block = Paragraph((quoted(text), Text(" The Lantern")))

    [shown_block] = render.post(part(block)).blocks

    theirs, ours_ = leaves(shown_block)
    assert theirs["text"] == closed
    assert ours_["text"] == " The Lantern"
    json.dumps(shown_block, ensure_ascii=False).encode()


def test_a_title_is_a_header() -> None:
    [block] = render.post(part(Heading((Text("Morning briefing"),)))).blocks

    assert block["type"] == "header"


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param(Heading((quoted("x" * 151),)), id="too long"),
        pytest.param(Heading((quoted("Tom &amp; Ana"),)), id="an entity"),
        pytest.param(Heading((quoted("<!channel>"),)), id="a command"),
        pytest.param(Heading((quoted(":fire: now"),)), id="an emoji's name"),
        pytest.param(
            Heading((quoted("He said"), Text("[the mayor]", Style.SOFT))), id="a mark"
        ),
        pytest.param(Heading((Link(Text("a"), "https://a.example"),)), id="a link"),
    ],
)
def test_a_title_a_header_cannot_show_is_bold_text(heading: Heading) -> None:
    [block] = render.post(part(heading)).blocks

    assert block["type"] == "rich_text"
    assert all(leaf["style"]["bold"] for leaf in leaves(block))


def test_a_quotation_stands_between_its_speaker_and_its_source() -> None:
    quote = Quotation(
        (Text("Ana Ruiz", Style.STRONG), Text(" — mayor")),
        (quoted("“We waited.”"),),
        (Link(Text("The Lantern"), "https://l.example/1"),),
    )

    [block] = render.post(part(quote)).blocks

    kinds = [element["type"] for element in block["elements"]]  # type: ignore[attr-defined]
    assert kinds == ["rich_text_section", "rich_text_quote", "rich_text_section"]


def test_a_list_that_goes_on_keeps_its_numbers() -> None:
    listing = Listing(((Text("four"),), (Text("five"),)), numbered=True, first=4)

    [block] = render.post(part(listing)).blocks

    assert block["elements"][0]["offset"] == 3  # type: ignore[index]


def test_a_moment_is_shown_in_the_readers_zone() -> None:
    footer = Footer((Text("Next: "), Time(NOON, Clock.BOTH, "Thu 12:00 UTC")))

    [block] = render.post(part(footer)).blocks

    stamp = int(NOON.timestamp())
    assert f"<!date^{stamp}^{{date_short}}, {{time}}|Thu 12:00 UTC>" in str(block)


def test_a_line_to_type_stands_out_in_small_print() -> None:
    footer = Footer((Text("1 folded — "), Text("/news why", Style.CODE)))

    [block] = render.post(part(footer)).blocks

    assert block["elements"][0]["text"] == "1 folded — `/news why`"  # type: ignore[index]


def test_a_headline_that_is_an_address_cannot_lead_elsewhere() -> None:
    link = Link(quoted("https://bank.example"), "https://evil.example/")

    [block] = render.post(part(Paragraph((link,)))).blocks

    for leaf in leaves(block):
        if leaf["type"] == "link":
            assert "bank" not in str(leaf["text"])


def test_buttons_carry_their_line_and_have_names_of_their_own() -> None:
    buttons = tuple(Action(f"Quotes {n}", f"quotes {n}") for n in range(30))

    rows = render.post(part(Footer((Text("x"),)), actions=buttons)).blocks[1:]

    made = [b for row in rows for b in row["elements"]]  # type: ignore[attr-defined]
    assert [b["value"] for b in made] == [f"quotes {n}" for n in range(30)]
    assert len({b["action_id"] for b in made}) == 30
    assert len(rows) == 2


def test_a_fallback_too_long_ends_between_words() -> None:
    post = render.post(part(Paragraph((Text("&word " * 2_000),))))

    assert len(post.text) <= 4_000
    assert post.text.endswith("&amp;word …")


def test_what_is_ours_looks_other_than_the_news() -> None:
    mixed = Paragraph((quoted("He"), Text(" [the mayor]", Style.SOFT)))

    [block] = render.post(replace(part(mixed), index=1)).blocks

    theirs, marked = leaves(block)
    assert "style" not in theirs
    assert marked["style"] == {"italic": True}
