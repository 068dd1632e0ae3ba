"""Whatever a site or a person sends gives a value or a reason, nothing else."""

import json
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import Refused, Unreadable
from bot.ingest import feeds, files, guard, identity, languages, opml, paged, robots
from bot.ingest.feeds import Document
from bot.ingest.robots import Question

ADDRESS = "https://lantern.example/feed"

words = st.text(max_size=30)
names = st.sampled_from(
    [
        "rss",
        "channel",
        "item",
        "title",
        "link",
        "description",
        "guid",
        "pubDate",
        "content:encoded",
        "entry",
        "feed",
        "summary",
        "updated",
        "id",
        "author",
        "ttl",
        "language",
        "html",
        "head",
        "body",
        "article",
        "p",
        "h1",
        "div",
        "script",
        "outline",
        "opml",
        "meta",
        "rdf:RDF",
        "media:thing",
        "svg",
        "table",
        "CDATA",
    ]
)
attributes = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "href",
                "rel",
                "type",
                "xmlUrl",
                "text",
                "title",
                "xmlns",
                "xml:lang",
                "lang",
                "property",
                "content",
                "name",
                "url",
                "version",
                "xml:base",
                "datetime",
                "itemprop",
            ]
        ),
        st.one_of(
            words,
            st.sampled_from(
                [
                    "alternate",
                    "application/rss+xml",
                    "og:title",
                    "http://[",
                    "//x",
                    "/a",
                    "%00",
                    "&#0;",
                    "article:published_time",
                    "2026-13-45",
                    "99999999999",
                    "feed:",
                    "javascript:x",
                ]
            ),
        ),
    ),
    max_size=3,
)
noise = st.sampled_from(
    [
        "<![CDATA[", "]]>", "<!--", "-->", "&amp;", "&#x110000;", "&nbsp;", "<", ">",
        "\x00", "\ud7ff", "<?xml version='1.0' encoding='utf-16'?>", "<!DOCTYPE x [",
        "<!ENTITY a '&a;'>", "&a;", "﻿", "Tue, 99 Foo 2026 06:40:00 +9999",
    ]
)  # fmt: skip


def tag(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(_tag, names, attributes, inside, st.booleans())


def _tag(name: str, given_: list[tuple[str, str]], inside: str, closed: bool) -> str:  # noqa: FBT001  # hypothesis passes it so
    said = "".join(f' {key}="{value}"' for key, value in given_)
    return f"<{name}{said}>{inside}" + (f"</{name}>" if closed else "")


markup = st.recursive(
    st.one_of(words, noise),
    lambda inner: st.one_of(tag(inner), st.builds("{}{}".format, inner, inner)),
    max_leaves=25,
)
values: st.SearchStrategy[object] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), words),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(
                [
                    "items",
                    "title",
                    "url",
                    "external_url",
                    "content_html",
                    "content_text",
                    "id",
                    "authors",
                    "author",
                    "name",
                    "date_published",
                    "language",
                    "version",
                ]
            ),
            inner,
            max_size=6,
        ),
    ),
    max_leaves=25,
)
kinds = st.sampled_from(["", "text/xml", "text/xml; charset=utf-16", "x; charset=☃"])
encodings = st.sampled_from(["utf-8", "utf-16", "latin-1", "utf-7", "cp1252"])


def body(text: str, encoding: str) -> bytes:
    return text.encode(encoding, "replace")


@settings(max_examples=150)
@given(markup, encodings, kinds)
def test_any_markup_is_a_feed_or_none(text: str, encoding: str, kind: str) -> None:
    document = Document(ADDRESS, body(text, encoding), kind)

    for parse in (feeds.parse, feeds.offers):
        with suppress(Unreadable):
            parse(document)


@settings(max_examples=150)
@given(markup.map("<rss version='2.0'><channel>{}</channel></rss>".format))
def test_what_is_read_of_any_feed_can_be_kept(text: str) -> None:
    with suppress(Unreadable):
        for entry in feeds.parse(Document(ADDRESS, text.encode("utf-8"))).entries:
            assert entry.address is None or entry.address.lower().startswith("http")
            assert "<b>" not in entry.title
            identity.canonical(entry.address or "")


@settings(max_examples=150)
@given(values)
def test_any_json_is_a_feed_or_none(value: object) -> None:
    for held in (value, {"items": [value]}, {"items": value}):
        document = Document(ADDRESS, json.dumps(held).encode("utf-8"))
        with suppress(Unreadable):
            feeds.parse(document)


@settings(max_examples=80)
@given(markup, encodings)
def test_any_markup_is_a_page(text: str, encoding: str) -> None:
    with suppress(Unreadable):
        page = paged.read(Document(ADDRESS, body(text, encoding)))
        assert page.headline_only in (True, False)


@settings(max_examples=150)
@given(st.one_of(markup, markup.map("<opml><body>{}</body></opml>".format)))
def test_any_text_is_a_list_or_none(text: str) -> None:
    with suppress(Unreadable):
        read = opml.read(text)
        with suppress(Unreadable):
            assert opml.read(opml.write(read)) is not None


@settings(max_examples=150)
@given(
    st.lists(
        st.one_of(
            words,
            st.builds(
                "{}: {}".format,
                st.sampled_from(["User-agent", "Disallow", "Allow", "Crawl-delay"]),
                st.one_of(
                    words, st.sampled_from(["*", "/", "/*a*b$", "%zz", "[", "1e9"])
                ),
            ),
        )
    ),
    words,
)
def test_any_robots_txt_answers(lines: list[str], path: str) -> None:
    text = "\n".join(lines).encode("utf-8", "replace")

    assert robots.allowed(Question(text, "Dateline", f"{ADDRESS}/{path}")) in (0, 1)


@given(st.one_of(words, st.builds("http://{}".format, words), st.from_regex(r"http.*")))
def test_any_address_is_one_or_is_refused(address: str) -> None:
    with suppress(Refused):
        guard.check(address)
    assert identity.canonical(identity.canonical(address)) == identity.canonical(
        address
    )


@given(st.text(max_size=200))
def test_any_text_is_in_some_language(text: str) -> None:
    assert languages.of(text)


@given(st.text(max_size=300))
def test_any_file_is_an_article_or_none(text: str) -> None:
    with suppress(Unreadable, ValueError):
        assert files.parse(text, "a.txt").text is not None


HOSTILE = [
    pytest.param(b"<a" * 100_000, id="tags without end"),
    pytest.param(b"<rss><channel>" + b"&amp" * 100_000, id="entities without end"),
    pytest.param(b"<rss><channel><item>" * 60, id="items in items"),
    pytest.param(b"<rss " + b'a="1" ' * 20_000 + b"><channel>", id="attributes"),
    pytest.param(b"<!--" * 50_000, id="comments"),
    pytest.param(b"<rss><![CDATA[" * 5_000, id="sections"),
    pytest.param(b"\xff\xfe" + b"<\x00a\x00>\x00" * 150, id="nested in another coding"),
    pytest.param(b'{"items":' * 20_000, id="objects"),
    pytest.param(b"<html>" + b"<div>" * 5_000, id="a deep page"),
]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("document", HOSTILE)
@pytest.mark.parametrize("parse", [feeds.parse, feeds.offers, paged.read])
def test_what_is_made_to_hang_does_not(
    parse: Callable[[Document], object], document: bytes
) -> None:
    with suppress(Unreadable):
        parse(Document(ADDRESS, document))
