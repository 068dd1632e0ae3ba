"""All that reads untrusted documents, for the workers to inherit by one import.

What they would load with their first document is loaded here, once for all of them.
"""

import gc
from contextlib import suppress

from bot.errors import Unreadable
from bot.ingest import feeds, opml, paged, robots
from bot.ingest.feeds import Document
from bot.ingest.pages import extract

__all__ = ["feeds", "opml", "paged", "robots"]

WORDS = "The ferry runs again. " * 20

with suppress(Unreadable):
    # It is not UTF-8: what guesses encodings is loaded too.
    feeds.parse(Document("https://a.invalid/", f"<rss>é{WORDS}".encode("latin-1")))
extract(f"<html><body><article>{f'<p>{WORDS}</p>' * 5}</article></body></html>")
gc.collect()
gc.freeze()  # a collection would write to every page that is shared
