"""What stands at an address people typed."""

from collections.abc import AsyncIterator

import pytest

from bot.errors import Unreadable
from bot.ingest import trying
from tests.ingest.site import WORDS, Newsroom, newsroom


@pytest.fixture
async def room(sqlite_url: str) -> AsyncIterator[Newsroom]:
    async with newsroom(sqlite_url, "a", "b", "c") as opened:
        yield opened


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("a.example/feed", "https://a.example/feed"),
        ("a.example:8080", "https://a.example:8080"),
        ("<https://a.example/feed|a.example>", "https://a.example/feed"),
        ("feed://a.example/rss", "https://a.example/rss"),
        ("feed:https://a.example/rss", "https://a.example/rss"),
        ("a.example/?to=http://b.example", "https://a.example/?to=http://b.example"),
        ("file:///etc/passwd", "file:///etc/passwd"),
    ],
)
def test_an_address_is_completed_as_it_was_meant(typed: str, meant: str) -> None:
    assert trying.complete(typed) == meant


async def test_a_feed_a_site_and_an_article_are_told_apart(room: Newsroom) -> None:
    base = room.site.base

    feed = await trying.look(room.desk, f"{base}/feed")
    site = await trying.look(room.desk, base)
    page = await trying.look(room.desk, f"{base}/a/a")

    assert isinstance(feed, trying.AFeed)
    assert isinstance(site, trying.ASite)
    assert isinstance(page, trying.APage)
    assert len(feed.feed.entries) == 3


async def test_a_broken_feed_is_no_article(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = f"<rss><channel>{'<b>' * 300}{WORDS * 10}"
    monkeypatch.setattr(room.site, "feed", lambda: deep)

    with pytest.raises(Unreadable, match="nested too deeply"):
        await trying.look(room.desk, f"{room.site.base}/feed")
