"""All that reads untrusted documents, for the workers to inherit by one import."""

from bot.ingest import feeds, opml, robots
from bot.ingest.pages import extract

__all__ = ["extract", "feeds", "opml", "robots"]
