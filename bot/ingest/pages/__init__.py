"""A page of a news site to what an article is. Pure: bytes in, values out."""

from bot.ingest.pages.reading import Page, extract

__all__ = ["Page", "extract"]
