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


def test_what_is_written_is_read_again() -> None:
    feeds = (Listed("https://a.example/?x=1&y=2", 'A "quoted" <title>', ""),)

    assert opml.read(opml.write(feeds)) == feeds


@pytest.mark.parametrize("text", ["", "<opml>", "no list", "<html></html>"])
def test_a_list_without_a_feed_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="no feed in that list"):
        opml.read(text)
