from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.web import render
from bot.messages import (
    Action,
    Clock,
    Footer,
    Heading,
    Link,
    Listing,
    Paragraph,
    Part,
    Quotation,
    Style,
    Text,
    Time,
)
from summarizer import Span, Verbatim

ALLOWED = {
    "a", "blockquote", "br", "button", "cite", "code", "div", "figure", "footer",
    "h3", "li", "ol", "p", "span", "strong", "time", "ul",
}  # fmt: skip


class Reader(HTMLParser):
    """Collects the tags and the text of what a browser would show."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag == "br":
            self.text += "\n"

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def verbatim(text: str) -> Verbatim:
    return Verbatim("v", Span(0, len(text)), text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_is_shown_as_text_and_makes_no_markup(text: str) -> None:
    blocks = (
        Heading((verbatim(text),)),
        Quotation((Text(text, Style.STRONG),), (verbatim(text),), (Text(text),)),
        Listing(((Text(text, Style.CODE),),)),
        Footer((Link(Text(text), "https://a.example/"),)),
    )

    seen = read(render.part(Part(0, blocks, (Action(text, text),))))

    assert seen.tags <= ALLOWED
    assert seen.links == ["https://a.example/"]
    assert seen.text == text * 7


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example", "", "JAVASCRIPT:x"],
)
def test_only_web_addresses_become_links(address: str) -> None:
    html = render.inline(Link(Text("label"), address))

    assert html == "label"


def test_an_address_cannot_break_out_of_its_attribute() -> None:
    html = render.inline(Link(Text("x"), 'https://a.example/"onclick="alert(1)'))

    assert '"onclick' not in html


def test_a_time_carries_its_instant_for_the_browser() -> None:
    at = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)

    html = render.inline(Time(at, Clock.TIME, "08:00"))

    assert html == (
        '<time datetime="2026-11-25T07:00:00+00:00" data-show="time">08:00</time>'
    )


def test_verbatim_words_and_ours_look_different() -> None:
    spans = (Text("[Ana Ruiz]", Style.SOFT), verbatim(" said so."))

    html = render.block(Paragraph(spans))

    assert html == (
        '<p><span class="soft">[Ana Ruiz]</span>'
        '<span class="verbatim"> said so.</span></p>'
    )
