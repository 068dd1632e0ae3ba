"""Feeds of every make, and what only looks like one."""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Unreadable
from bot.ingest import feeds
from bot.ingest.feeds import Document
from summarizer import Moment, Undated

ADDRESS = "https://lantern.example/feed"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Lantern &amp; Post</title><language>en-gb</language><ttl>45</ttl>
<item><title>Ferry &lt;b&gt;strike&lt;/b&gt; ends</title><link>/a?utm_source=rss</link>
<guid>1</guid><pubDate>Tue, 24 Nov 2026 06:40:00 +0100</pubDate>
<description>Short.</description>
<content:encoded><![CDATA[<p>First part.</p>
<p>“Second,” she said.</p>]]></content:encoded>
</item>
<item><title>No link</title><description>Only words.</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Bote</title>
<entry><id>urn:1</id><title>Brücke zu</title><link href="https://bote.example/1"/>
<updated>2026-11-24T06:40:00Z</updated><summary>Kurz.</summary></entry></feed>"""

JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Ledger",
        "items": [
            {
                "id": 7,
                "url": "https://ledger.example/7",
                "title": "Seven",
                "content_html": "<p>One.</p><p>Two.</p>",
                "date_published": "2026-11-24T06:40:00+00:00",
            },
            "not an item",
        ],
    }
)


def parse(text: str | bytes, content_type: str = "") -> feeds.Feed:
    body = text.encode() if isinstance(text, str) else text
    return feeds.parse(Document(ADDRESS, body, content_type))


def test_rss_gives_title_link_moment_and_paragraphs() -> None:
    feed = parse(RSS)

    first, second = feed.entries
    assert (feed.title, feed.language) == ("The Lantern & Post", "en")
    assert feed.ttl == timedelta(minutes=45)
    assert first.title == "Ferry strike ends"
    assert first.address == "https://lantern.example/a?utm_source=rss"
    assert first.published == Moment(datetime(2026, 11, 24, 5, 40, tzinfo=UTC))
    assert first.paragraphs == ("First part.", "“Second,” she said.")
    assert (second.address, second.published) == (None, Undated())


def test_atom_gives_the_same_values() -> None:
    [entry] = parse(ATOM).entries

    assert (entry.title, entry.address) == ("Brücke zu", "https://bote.example/1")
    assert entry.published == Moment(datetime(2026, 11, 24, 6, 40, tzinfo=UTC))


def test_json_feed_gives_the_same_values() -> None:
    feed = parse(JSON, "application/feed+json")

    [entry] = feed.entries
    assert (feed.title, entry.title, entry.key) == ("Ledger", "Seven", "7")
    assert entry.paragraphs == ("One.", "Two.")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("<!doctype html><html><body>Hi</body></html>", "web page, not a feed"),
        ("{}", "no JSON Feed"),
        ("{", "not JSON"),
        ("just words", "no feed"),
        ("<a>" * 500, "nested too deeply"),
        ("[" * 100_000, "not JSON|no JSON Feed"),
    ],
)
def test_what_is_no_feed_is_refused_with_what_it_is(text: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        parse(text)


def test_entities_do_not_multiply() -> None:
    bomb = (
        '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]>'
        "<rss><channel><title>&c;</title><item><title>&d;x</title></item></channel></rss>"
    )

    try:
        feed = parse(bomb)
    except Unreadable:
        return

    assert len(feed.title) < 1_000
    assert "root:" not in "".join(entry.title for entry in feed.entries)


@given(st.binary(max_size=400))
def test_any_bytes_give_a_feed_or_a_reason(body: bytes) -> None:
    with suppress(Unreadable):
        assert parse(body).entries is not None


def test_a_page_names_its_feeds_each_once() -> None:
    page = (
        '<link rel="alternate" type="application/rss+xml" title="World" href="/w.xml">'
        "<link rel='alternate' type='application/atom+xml' href='https://x.example/p'>"
        '<link rel="alternate" type="application/rss+xml" title="Again" href="/w.xml">'
        '<link rel="stylesheet" type="text/css" href="/s.css">'
    )

    found = feeds.offers(Document("https://lantern.example/", page.encode()))

    assert [(each.address, each.title) for each in found] == [
        ("https://lantern.example/w.xml", "World"),
        ("https://x.example/p", ""),
    ]
