import json
from datetime import UTC, date, datetime, timedelta
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import defs

from bot.errors import Unreadable
from bot.ingest.pages import extract
from bot.ingest.pages.stated import HEADINGS
from bot.ingest.pages.times import believed
from bot.ingest.pages.titles import LONGEST
from summarizer import Day, Moment, Published, Undated

BODY = "<p>" + "The harbour opened again on Tuesday after two days of storm. " * 8
LONG = "Harbour of Vesk opens again after two days of storm"


def page(*head: str, body: str = BODY) -> str:
    return (
        f"<html lang=en><head>{''.join(head)}</head><body>"
        f"<article>{body}</article></body></html>"
    )


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{escape(content)}">'


def linked(**fields: object) -> str:
    thing = json.dumps({"@type": "NewsArticle", **fields})
    return f'<script type="application/ld+json">{thing}</script>'


def h1(*titles: str) -> str:
    return "".join(f"<h1>{title}</h1>" for title in titles) + BODY


# --- the headline -------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "title"),
    [
        pytest.param(page(body=h1("A h1")), "A h1", id="the h1 alone"),
        pytest.param(page("<title>One - The Lantern</title>"), "One", id="the title"),
        pytest.param(
            page(meta("og:title", "Shared"), linked(headline="Linked"), body=h1("H")),
            "Shared",
            id="three disagree",
        ),
        pytest.param(
            page(meta("og:title", "Shared"), linked(headline="Read"), body=h1("Read")),
            "Read",
            id="two agree against one",
        ),
        pytest.param(
            page(
                meta("og:title", "Shared"),
                meta("twitter:title", "Shared"),
                linked(headline="Read"),
                body=h1("Read"),
            ),
            "Shared",
            id="what is shared is said twice",
        ),
        pytest.param(
            page(
                meta("og:title", "Late: storm"),
                linked(headline=LONG),
                body=h1("Late: storm over Vesk", LONG, "Read on"),
            ),
            LONG,
            id="the h1 that other statements speak of",
        ),
        pytest.param(
            page(linked(headline="Storm / Vesk: open"), body=h1("Storm Vesk: open")),
            "Storm / Vesk: open",
            id="markup loses marks, text does not",
        ),
        pytest.param(
            page(body="<h1><div>Storm</div><div>Vesk opens</div></h1>" + BODY),
            "Storm Vesk opens",
            id="words of two blocks are apart",
        ),
        pytest.param(
            page(
                meta("og:site_name", "The Lantern"),
                meta("og:title", "Vesk opens | The Lantern | by Ana Ruiz"),
            ),
            "Vesk opens",
            id="the outlet and what follows it",
        ),
        pytest.param(
            page(meta("og:title", f"{LONG} - Vesk News"), body=h1(LONG)),
            LONG,
            id="a site nobody names",
        ),
        pytest.param(
            page(meta("og:title", f"{LONG} - and what now"), body=h1("Harbour opens")),
            f"{LONG} - and what now",
            id="a dash of the headline's own",
        ),
        pytest.param(
            page(meta("og:site_name", "The Lantern"), body=h1("The Lantern", "Open")),
            "Open",
            id="the logo is no headline",
        ),
        pytest.param(
            page(meta("og:title", "Harb\u00adour &amp;amp; \u200bport")),
            "Harbour & port",
            id="entities and invisible characters",
        ),
        pytest.param(
            page(meta("og:title", "x" * (LONGEST + 1)), body=h1("Open")),
            "Open",
            id="a whole text is no headline",
        ),
        pytest.param(page(), None, id="none"),
    ],
)
def test_the_headline_is_what_statements_agree_on(html: str, title: str | None) -> None:
    assert extract(html).title == title


def test_few_headings_are_looked_at() -> None:
    found = extract(page(meta("og:title", "Z"), body=h1(*["a"] * HEADINGS, "Z", "Z")))

    assert found.title == "Z"


# --- what pages do to a reader ------------------------------------------------------


def test_nesting_beyond_the_parsers_limit_is_said() -> None:
    with pytest.raises(Unreadable, match="nested too deeply"):
        extract(page(body="<div>" * 10_000 + BODY))


def test_what_no_database_takes_is_not_read_from_a_page() -> None:
    found = extract(page(linked(headline="A \ud800 b\0", author="\udfff Ann")))

    assert found.title == "A ? b"
    assert found.authors == ("? Ann",)


NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
DAYS = timedelta(days=1)


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        (Moment(NOW), Moment(NOW)),
        (Moment(NOW + DAYS), Moment(NOW + DAYS)),
        (Day(date(1923, 5, 1)), Day(date(1923, 5, 1))),
        (Moment(NOW + 9 * DAYS), Undated()),
        (Day(date(9999, 12, 31)), Undated()),
        (Moment(datetime(1, 1, 1, tzinfo=UTC)), Undated()),
        (Moment(datetime(1763, 11, 30, tzinfo=UTC)), Undated()),
        (Moment(datetime(1970, 1, 1, tzinfo=UTC)), Undated()),
    ],
)
def test_a_time_that_cannot_be_is_no_time(stated: Published, read: Published) -> None:
    assert believed(stated, NOW) == read


@pytest.mark.parametrize("nothing", ["", " ", "\0", b"", b"\xff\xfe", "<!--"])
def test_what_is_no_page_gives_an_empty_one(nothing: str | bytes) -> None:
    found = extract(nothing)

    assert (found.title, found.paragraphs, found.headline_only) == (None, (), True)
    assert found.published == found.updated == Undated()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1", "cp1252"])
def test_bytes_are_read_as_the_page_says(encoding: str) -> None:
    html = page(f"<meta charset={encoding}>", body=h1("Café de la Baie"))

    assert extract(html.encode(encoding)).title == "Café de la Baie"


def test_an_encoding_that_cannot_be_guessed_is_read_where_it_is_declared() -> None:
    html = "<meta charset=euc-kr><title>항구</title>"

    assert extract(html.encode("euc-kr")).title == "항구"


def test_an_encoding_the_server_names_counts_before_the_page() -> None:
    html = "<meta charset=latin-1><title>항구</title>".encode("euc-kr")

    assert extract(html, content_type="text/html; charset=EUC-KR").title == "항구"


def test_one_broken_character_leaves_the_rest_of_a_page_as_it_is() -> None:
    html = page("<meta charset='UTF-8'>", body=h1("Café de la Baie")).encode()

    assert extract(html + b"\xc3").title == "Café de la Baie"


@pytest.mark.parametrize(
    "html",
    [
        f"<html><body>{BODY}</body></html>",
        f"<div><article>{BODY}</article></div>",
        BODY,
    ],
    ids=["no head", "a fragment", "one paragraph"],
)
def test_a_page_in_part_has_its_text(html: str) -> None:
    assert not extract(html).headline_only


def test_many_statements_of_one_kind_are_each_read() -> None:
    html = page(meta("author", "Ana Ruiz") * 20_000, meta("date", "2026-11-02"))

    found = extract(html)

    assert found.authors == ("Ana Ruiz",)
    assert found.published == Day(date(2026, 11, 2))


ODD = st.text(max_size=30) | st.sampled_from(
    ["", "\0", "\ud800", "9999-99-99", "2026-02-30T25:61:00+99:99", "- | -", "&#0;"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | ODD,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@type", "@graph", "name", "author", "headline"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
THINGS = st.fixed_dictionaries(
    {"@type": st.sampled_from(["NewsArticle", "WebPage"]) | VALUES},
    optional=dict.fromkeys(
        ("headline", "author", "datePublished", "dateModified", "publisher"), VALUES
    ),
)
TAGS = st.sampled_from(sorted(defs.tags))
HTML = st.recursive(
    ODD.map(lambda text: text.replace("\ud800", "")) | st.just(BODY),
    lambda inner: st.builds(
        lambda tag, parts, closed: (
            f"<{tag}>{''.join(parts)}{f'</{tag}>' if closed else ''}"
        ),
        TAGS,
        st.lists(inner, max_size=4),
        st.booleans(),
    ),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@given(thing=THINGS, metas=st.lists(st.tuples(ODD, ODD), max_size=4), body=HTML)
def test_any_page_gives_an_article(
    thing: dict[str, object], metas: list[tuple[str, str]], body: str
) -> None:
    named = [meta(escape(name), content) for name, content in metas]
    known = [meta("article:published_time", content) for _, content in metas]

    found = extract(page(linked(**thing), *named, *known, body=body))

    assert found.title is None or 0 < len(found.title) <= LONGEST
    assert all(line == line.strip() and line for line in found.paragraphs)
    assert all(found.authors)


@settings(max_examples=150, deadline=None)
@given(raw=st.binary(max_size=2_000))
def test_any_bytes_give_an_article(raw: bytes) -> None:
    assert extract(raw).title != ""
    assert not extract(page().encode() + raw).headline_only
