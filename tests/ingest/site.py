"""A small news site on loopback that can change between two readings."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from xml.sax.saxutils import escape

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot import settings, store
from bot.chat import Target
from bot.ingest import fetch, reading
from bot.ingest.desk import Desk
from bot.store import Store, places, sightings, sources
from bot.store.sightings import Sighting
from bot.store.sources import Kind, Subscription
from bot.workers import parsing
from tests.factories import NOW

LIMITS = replace(settings.load({}).ingest, allow_private=("127.0.0.1",), timeout=60.0)
HERE = Target("memory", "w1", "c1")
WORDS = (
    "The council of the harbour town voted on Monday to keep the ferry running, after"
    " residents had asked for it in three long meetings. "
)


def story(name: str, more: str = "") -> str:
    """Return the text of an article, long enough to be one."""
    return f"This is the report on {name}. {more} " + WORDS * 10


@dataclass
class Site:
    """What the site says now. Change it, and the next reading finds the change."""

    entries: list[str] = field(default_factory=list)
    """Names of the articles its feed lists, the newest first."""
    full: bool = True
    """Whether the feed carries the texts itself."""
    texts: dict[str, str] = field(default_factory=dict)
    """Articles whose text is not `story`'s."""
    broken: dict[str, int] = field(default_factory=dict)
    """Paths answered with an error."""
    retry_after: str = ""
    asked: Counter[str] = field(default_factory=Counter)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when it was asked."""
    robots: str = ""
    date: str = "Tue, 24 Nov 2026 06:40:00 GMT"
    base: str = ""
    prefix: str = "/a/"
    ids: str = "id"

    async def answer(self, request: web.Request) -> web.Response:
        self.asked[request.path] += 1
        self.news.set()
        if status := self.broken.get(request.path):
            headers = {"Retry-After": self.retry_after} if self.retry_after else {}
            return web.Response(status=status, headers=headers)
        if request.path == "/robots.txt":
            return web.Response(text=self.robots)
        if request.path == "/old-feed":
            return web.Response(status=301, headers={"Location": "/feed"})
        if request.path == "/feed":
            return web.Response(text=self.feed(), content_type="application/rss+xml")
        if request.path == "/":
            link = "<link rel=alternate type=application/rss+xml title=News href=/feed>"
            return web.Response(
                text=f"<html><head>{link}</head>", content_type="text/html"
            )
        return web.Response(
            text=self.page(request.path.rpartition("/")[2]), content_type="text/html"
        )

    def text(self, name: str) -> str:
        return self.texts.get(name, story(name))

    def feed(self) -> str:
        items = "".join(
            f"<item><title>Report on {name}</title><link>{self.prefix}{name}</link>"
            f"<guid>{self.ids}-{name}</guid><description>"
            f"{escape(self.text(name) if self.full else 'A teaser on ' + name)}"
            f"</description><pubDate>{self.date}</pubDate></item>"
            for name in self.entries
        )
        head = "<title>The Lantern</title>"
        return f'<rss version="2.0"><channel>{head}{items}</channel></rss>'

    def page(self, name: str) -> str:
        paragraphs = "".join(f"<p>{part}</p>" for part in self.text(name).split("\n"))
        body = f"<article><h1>Report on {name}</h1>{paragraphs}</article>"
        head = f"<title>Report on {name}</title>"
        return f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body>"


@dataclass
class Newsroom:
    """A place that reads a site."""

    site: Site
    desk: Desk
    clock: list[datetime]

    @property
    def store(self) -> Store:
        return self.desk.store

    async def subscribe(
        self, path: str = "/feed", kind: Kind = Kind.FEED, backfill: int = 0
    ) -> None:
        async with self.store.writing() as tx:
            place = await places.join(tx, HERE, now=NOW)
            await sources.add(
                tx,
                place.id,
                kind,
                self.site.base + path,
                now=NOW,
                title="The Lantern",
                backfill=backfill,
            )

    async def source(self) -> Subscription:
        async with self.store.reading() as tx:
            [found] = await sources.of_place(tx, 1)
        return found

    async def read(self, later: timedelta = timedelta(minutes=30)) -> Subscription:
        """Read the source once, some time after the last; return how it stands."""
        self.clock[0] += later
        await reading.read(self.desk, await self.source())
        return await self.source()

    async def seen(self) -> tuple[Sighting, ...]:
        async with self.store.reading() as tx:
            return await sightings.of_place(
                tx, 1, since=NOW - timedelta(days=999), until=NOW + timedelta(days=999)
            )

    async def news(self) -> list[str]:
        """Return the titles of what a briefing would tell, in order."""
        return sorted(
            str(each.title).removeprefix("Report on ")
            for each in await self.seen()
            if each.disposition is sightings.Disposition.WAITING
        )


@asynccontextmanager
async def newsroom(url: str, *names: str, full: bool = True) -> AsyncIterator[Newsroom]:
    site = Site(entries=list(names), full=full)
    app = web.Application()
    app.router.add_get("/{path:.*}", site.answer)
    server = TestServer(app)
    clock = [NOW]
    async with AsyncExitStack() as stack:
        await server.start_server()
        stack.push_async_callback(server.close)
        site.base = f"http://127.0.0.1:{server.port}"
        db = await stack.enter_async_context(store.opened(url))
        workers = await stack.enter_async_context(parsing.opened(1))
        fetcher = await stack.enter_async_context(fetch.opened(LIMITS, workers))
        yield Newsroom(
            site, Desk(db, fetcher, workers, LIMITS, lambda: clock[0]), clock
        )
