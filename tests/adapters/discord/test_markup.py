"""Text from feeds cannot become markup; only ours is."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.adapters.discord import markup
from bot.messages import Clock, Inline, Link, Style, Text, Time
from summarizer import Span, Verbatim

HOSTILE = st.text(
    alphabet=st.sampled_from(list("*_~|`[]()<>@#-+.:/\\ \nab1!&>1t")), max_size=40
)
ANY = st.one_of(HOSTILE, st.text(max_size=40))
STYLED = st.builds(Text, ANY, st.sampled_from(list(Style)))


def verbatim(text: str) -> Verbatim:
    return Verbatim("v1", Span(0, len(text)), text)


def read(shown: str) -> str:
    """Return what Discord shows of escaped text: a backslash hides itself."""
    return re.sub(r"\\([^A-Za-z0-9\s])", r"\1", shown)


def bare(shown: str) -> str:
    """Return the text with a letter for each escaped one: what is left is markup."""
    return re.sub(r"\\[^A-Za-z0-9\s]", "x", shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@everyone", r"\@everyone"),
        ("<@123> <#4> <:x:5>", r"\<\@123> \<#4> \<:x:5>"),
        ("[free](https://evil.example)", r"\[free\](https\://evil.example)"),
        ("||spoiler|| ~~no~~", r"\|\|spoiler\|\| \~\~no\~\~"),
        ("# big\n- item\n> quoted", "\\# big\n\\- item\n\\> quoted"),
        ("12. item", r"12\. item"),
        ("`code` **bold**", r"\`code\` \*\*bold\*\*"),
        ("snake_case \\o/", r"snake\_case \\o/"),
        ("3 - 2 = 1, #1 at 10:30", "3 - 2 = 1, #1 at 10:30"),
    ],
)
def test_text_is_shown_letter_by_letter(text: str, shown: str) -> None:
    assert markup.escape(text) == shown


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("\u202egnal", "\u202egnal\u202c"),
        ("a \u2067b\u2069 c", "a \u2067b\u2069 c"),
        ("\u202b\u2066x", "\u202b\u2066x\u202c\u2069"),
        ("\u202ex\ny", "\u202ex\ny"),
        ("שלום ✓ 𝔘𝔫𝔦 z̸̢͝a̷l̶g̵o̴", "שלום ✓ 𝔘𝔫𝔦 z̸̢͝a̷l̶g̵o̴"),
    ],
    ids=["override", "closed", "two", "ended by its line", "letters"],
)
def test_a_text_that_turns_its_line_turns_nothing_of_ours(
    text: str, ended: str
) -> None:
    assert markup.escape(text) == ended


@given(ANY)
@example("https://a.example")
@example("\\[x](https://a.example)")
def test_no_text_forms_markup_or_loses_a_letter(text: str) -> None:
    shown = markup.escape(text)

    left = bare(shown)
    assert not re.search(r"[*_~|`\[\]@\\]", left)
    assert not re.search(r"<[@#:t/a-z]", left)
    assert "://" not in left
    assert not re.search(r"^\s*(?:[#>+-]|\d+[.)])", left, re.MULTILINE)
    assert read(shown) == markup.clean(text)


@given(st.lists(STYLED, max_size=6))
def test_styled_spans_lose_no_letter(spans: list[Text]) -> None:
    shown = markup.spans(spans, lines=True)

    said = "".join(markup.clean(span.text) for span in spans)
    assert letters(shown) == letters(said)


@given(ANY, st.text(max_size=60))
def test_a_link_leads_only_where_it_was_meant_to(label: str, path: str) -> None:
    link = Link(verbatim(label), f"https://news.example/{path}")

    shown = markup.spans([link])

    targets = re.findall(r"\]\(([^()\s]*)\)", bare(shown))
    assert len(targets) == 1
    assert targets[0].startswith("https://news.example/")
    assert letters(label) in letters(shown)


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        (Text("Ana", Style.STRONG), "**Ana**"),
        (Text(" — minister", Style.SOFT), " — *minister*"),
        (Text(", says ", Style.SOFT), ", *says* "),
        (Text("/news why", Style.CODE), "`/news why`"),
        (Text("a`b", Style.CODE), r"a\`b"),
        (Text("  ", Style.STRONG), "  "),
        (
            Link(Text("The Lantern"), "https://l.example/a_(b)"),
            "[The Lantern](https://l.example/a_%28b%29)",
        ),
        (
            Link(Text("read [1]"), "https://l.example/"),
            r"read \[1\] [↗](https://l.example/)",
        ),
        (Link(Text("run"), "javascript:alert(1)"), "run"),
    ],
)
def test_our_own_spans_become_markup(span: Inline, shown: str) -> None:
    assert markup.spans([span]) == shown


def test_a_table_to_copy_stands_in_a_block() -> None:
    table = Text("a,b\n1,*2*", Style.CODE)

    assert markup.spans([table], lines=True) == "```\na,b\n1,*2*\n```"


def test_a_time_is_shown_in_each_readers_zone() -> None:
    at = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)

    shown = [markup.spans([Time(at, show, "08:00")]) for show in Clock]

    assert shown == ["<t:1795593600:t>", "<t:1795593600:D>", "<t:1795593600:f>"]


def test_strong_beside_soft_stays_readable() -> None:
    spans = (Text("Ana", Style.STRONG), Text("(minister)", Style.SOFT))

    assert markup.spans(spans) == "**Ana**(minister)"


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
