"""One part, one message: within limits, and whole."""

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot import plain
from bot.adapters.discord import buttons, render
from bot.messages import (
    Action,
    Block,
    Footer,
    Heading,
    Inline,
    Link,
    Listing,
    Message,
    Paragraph,
    Part,
    Quotation,
    Section,
    Style,
    Text,
    split,
)
from summarizer import Span, Verbatim
from tests.platforms.discord import contract

WORDS = st.text(st.characters(codec="utf-8", min_codepoint=32), max_size=9)
SEEDS = st.lists(st.tuples(WORDS, st.integers(1, 800), st.integers(0, 11)), min_size=1)
"""Words, how often they stand, and what they become: long texts with short names."""
ACTION = st.builds(
    Action,
    st.text(max_size=99),
    st.text(min_size=1, max_size=150).map(str.strip).filter(bool),
)


def span(text: str, kind: int) -> Inline:
    if kind % 3 == 0:
        return Text(text, list(Style)[kind % 4])
    label = Verbatim("v1", Span(0, len(text)), text)
    return label if kind % 3 == 1 else Link(label, "https://news.example/a")


def block(text: str, kind: int) -> Block:
    spans = (span(text, kind), Text(" "), span(text[:99], kind + 1))
    kinds: tuple[Block, ...] = (
        Heading(spans),
        Paragraph(spans),
        Footer(spans),
        Quotation(spans[2:], spans, spans[2:]),
        Listing((spans, spans[:1], spans[2:])),
    )
    return kinds[kind % len(kinds)]


@settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(SEEDS, st.integers(0, 30), st.booleans())
def test_every_part_fits_a_message_and_nothing_is_lost(
    seeds: list[tuple[str, int, int]],
    pressed: int,
    threaded: bool,  # noqa: FBT001
) -> None:
    blocks = tuple(block(text * times, kind) for text, times, kind in seeds)
    actions = tuple(Action(f"Go {n}", f"context {n}") for n in range(pressed))

    parts = split(Message((Section(blocks, actions),), threaded), render.LIMITS)

    for part in parts:
        body = dict(render.body(part, "k" * 24))
        assert contract.problems("POST", "/channels/1/messages", body) == []
        assert stands_in(letters(plain.part(part)), letters(shown(part)))
    assert sum(len(part.actions) for part in parts) == pressed


@given(st.lists(ACTION, max_size=25))
def test_every_button_gives_its_line_back(actions: list[Action]) -> None:
    address = buttons.mark("k1", actions)
    rows = buttons.rows(actions)

    flat = [b for row in rows for b in row["components"]]  # type: ignore[attr-defined]
    lines = [buttons.line(str(b["custom_id"]), [address]) for b in flat]
    long = sum(len(a.command) for a in actions if len(a.command) > 97)
    if long < 500:
        assert lines == [action.command for action in actions]
    assert buttons.key_of(address) == "k1"
    assert len(address) <= buttons.URL_SIZE


def test_a_speaker_stands_over_the_words_and_their_outlet() -> None:
    quotation = Quotation(
        (Verbatim("v", Span(0, 3), "Ana"), Text(" — minister")),
        (Verbatim("v", Span(0, 9), "“No.\nNo.”"),),
        (Text("The Lantern · direct"),),
    )

    assert render.block(quotation) == (
        "**Ana** — minister\n> “No.\n> No.”\n> The Lantern · direct"
    )


def test_a_list_that_was_split_goes_on_counting() -> None:
    listing = Listing(((Text("eighth"),), (Text("ninth"),)), numbered=True, first=8)

    assert render.block(listing) == "8. eighth\n9. ninth"


def test_a_part_of_buttons_only_is_not_blank() -> None:
    assert render.description(Part(0, (), (Action("Help", "help"),))) == render.EMPTY


def shown(part: Part) -> str:
    [embed] = render.body(part)["embeds"]
    return embed["description"] + embed.get("footer", {}).get("text", "")


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def stands_in(wanted: str, shown: str) -> bool:
    """Tell whether all letters stand in a text, in their order."""
    rest = iter(shown)
    return all(letter in rest for letter in wanted)
