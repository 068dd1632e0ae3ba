import asyncio

import pytest

from bot.errors import Unreadable
from bot.ingest import opml
from bot.ingest.opml import Listed

NESTED = """<?xml version="1.0"?><opml version="2.0"><body>
<outline text="World"><outline type="rss" text="The &lt;Lantern&gt; &amp; Post"
 xmlUrl="https://lantern.example/feed"/></outline>
<outline type="rss" text="Again" xmlUrl="https://lantern.example/feed"/>
<outline text="empty"/></body></opml>"""


def test_nested_feeds_are_read_each_once() -> None:
    [feed] = opml.read(NESTED)

    assert feed.address == "https://lantern.example/feed"
    assert feed.title == "The <Lantern> & Post"
    assert feed.folder == "World"


@pytest.mark.parametrize(
    "head", ["", '<?xml version="1.0"?>', '<?xml version="1.0" encoding="latin-1"?>']
)
def test_letters_are_read_whatever_is_said_of_them(head: str) -> None:
    line = '<outline text="“Ünï”" xmlUrl="https://a.example/f"/>'

    [feed] = opml.read(f"{head}<opml version='2.0'><body>{line}</body></opml>")

    assert feed.title == "“Ünï”"


async def test_an_address_is_no_list_and_is_not_asked() -> None:
    """listparser fetches what looks like one, past our guard."""
    asked = asyncio.Event()

    async def hear(_: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        asked.set()
        answer.close()

    async with await asyncio.start_server(hear, "127.0.0.1") as server:
        host, port = server.sockets[0].getsockname()
        with pytest.raises(Unreadable, match="no feed in that list"):
            await asyncio.to_thread(opml.read, f"http://{host}:{port}/feeds.opml")

    assert not asked.is_set()


def test_what_is_written_is_read_again() -> None:
    feeds = (Listed("https://a.example/?x=1&y=2", 'A "quoted" <title>', ""),)

    assert opml.read(opml.write(feeds)) == feeds


@pytest.mark.parametrize("text", ["", "<opml>", "no list", "<html></html>"])
def test_a_list_without_a_feed_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="no feed in that list"):
        opml.read(text)
