"""Feeds of every make, and what only looks like one."""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Unreadable
from bot.ingest import entries, feeds, wording
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


def rss(*items: str, head: str = "") -> str:
    return f"{head}<rss><channel><title>Post</title>{''.join(items)}</channel></rss>"


def item(title: str, link: str = "https://lantern.example/a", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def titles(text: str | bytes, content_type: str = "text/xml") -> list[str]:
    return [entry.title for entry in parse(text, content_type).entries]


TOLD = "“Café” – 5 € für alle"
UTF8, LATIN = (
    rss(item(TOLD), head=f"<?xml version='1.0' encoding='{name}'?>")
    for name in ("utf-8", "windows-1252")
)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        pytest.param(UTF8.encode(), "text/xml; charset=iso-8859-1", id="header lies"),
        pytest.param(LATIN.encode(), "text/xml", id="declaration lies"),
        pytest.param(LATIN.encode("cp1252"), "text/xml", id="windows-1252"),
        pytest.param(UTF8.encode("cp1252"), "text/xml", id="windows-1252 as utf-8"),
        pytest.param(UTF8.encode("utf-16"), "text/xml", id="utf-16"),
        pytest.param(UTF8.encode("utf-16-be"), "text/xml", id="utf-16 without mark"),
    ],
)
def test_letters_are_read_whatever_is_said_of_them(
    body: bytes, content_type: str
) -> None:
    assert titles(body, content_type) == [TOLD]


def test_a_letter_cut_in_two_spoils_no_other() -> None:
    torn = UTF8.encode().replace(b"</title><link>", b" \xe2\x80</title><link>")

    assert titles(torn) == [f"{TOLD} \ufffd"]


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("AT&T & Söhne", "AT&T & Söhne"),
        ("<![CDATA[AT&T says 1 < 2]]>", "AT&T says 1 < 2"),
        ("Tom &amp;amp; Jerry", "Tom & Jerry"),
        ("half &#xD800; a letter", "half \ufffd a letter"),
        ("no &#0;letter", "no \ufffdletter"),
    ],
)
def test_broken_markup_costs_no_words(title: str, read: str) -> None:
    assert titles(rss(item(title))) == [read]


def test_addresses_keep_their_ampersands() -> None:
    links = ("https://a.example/?a=1&b=2", "<![CDATA[https://a.example/?a=1&b=2]]>")
    feed = parse(rss(*(item("A", link) for link in links)))

    assert {entry.address for entry in feed.entries} == {links[0]}


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/a b|c", "https://lantern.example/a%20b%7Cc"),
        ("https://bücher.example/ä?q=ö#ü", "https://bücher.example/ä?q=ö#ü"),
        ("https://[2001:db8::1]:8080/a", "https://[2001:db8::1]:8080/a"),
        ("HTTPS://Lantern.example/A", "https://Lantern.example/A"),
        ("http://", None),
        ("https://a.example:port/", None),
        ("https://a.example:99999/", None),
        ("https://[::1/", None),
        ("https://bank.example@evil.example/", None),
        ("https://a..example/", None),
        ("https://a.example/" + "a" * 3_000, None),
        ("javascript:alert(1)", None),
    ],
)
def test_a_link_is_an_address_or_none(link: str, address: str | None) -> None:
    body = json.dumps({"items": [{"title": "A", "url": link}]})

    [entry] = parse(body).entries

    assert entry.address == address


def test_json_with_halves_of_letters_is_read() -> None:
    raw = (
        '{"items": [{"title": "a\\ud800b\\u0000", "url": "https://a.example/\\ud800"}]}'
    )

    [entry] = parse(raw).entries

    assert entry.title == "a?b"
    assert (entry.address or "").encode()


@pytest.mark.parametrize(
    "links",
    [
        pytest.param([f"/notes#{n}" for n in range(4)], id="places on a page"),
        pytest.param(["/status"] * 4, id="the page itself"),
    ],
)
def test_what_stands_at_one_address_is_told_apart(links: list[str]) -> None:
    items = [item(f"Change {n}", link) for n, link in enumerate(links)]

    feed = parse(rss(*items))

    assert len(entries.unique(feed.entries)) == 4
    assert all(wording.complete(entry) for entry in feed.entries)


def test_an_article_listed_twice_stays_one() -> None:
    links = ("/a#xtor=RSS-1", "/a#comments", "/b", "/c", "/d", "/d")
    names = ("A", "A", "B", "C", "D", "D, again")
    feed = parse(rss(*(map(item, names, links))))

    assert len(entries.unique(feed.entries)) == 4
    assert not any(entry.shared for entry in feed.entries)


def _dated(number: int) -> str:
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=number)
    return item(str(number), f"/{number}", f"<pubDate>{format_datetime(at)}</pubDate>")


@pytest.mark.parametrize("step", [1, -1])
def test_of_a_feed_without_end_the_newest_are_taken(step: int) -> None:
    """Some list the oldest first, and would never bring news."""
    numbers = range(feeds.MOST + 100)[::step]

    found = titles(rss(*map(_dated, numbers)))

    assert len(found) <= feeds.MOST
    assert {str(number) for number in range(101, feeds.MOST + 100)} <= set(found)


def test_of_a_json_feed_without_end_the_newest_are_taken() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    items = [
        {"title": str(n), "date_published": (start + timedelta(hours=n)).isoformat()}
        for n in range(feeds.MOST + 1)
    ]

    [first, *_] = parse(json.dumps({"items": items})).entries

    assert first.title == "1"


def test_a_headline_without_end_is_cut_and_its_words_are_kept() -> None:
    words = "word " * 200_000
    posts = parse(rss(item(words), item("x" * 9_000))).entries

    assert all(len(post.title) <= feeds.HEADLINE + 2 for post in posts)
    assert posts[0].title.endswith("word …")
    assert posts[0].paragraphs == (words.strip(),)


@pytest.mark.parametrize("part", ["A line.\n\n", "x"])
def test_of_an_endless_article_the_beginning_is_kept(part: str) -> None:
    body = {"items": [{"title": "Post", "content_text": part * 200_000}]}
    [entry] = parse(json.dumps(body)).entries

    text = wording.of_entry(entry, "Post").text

    assert wording.LONGEST - 20 < len(text) <= wording.LONGEST
    assert text.endswith(part.strip())


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
