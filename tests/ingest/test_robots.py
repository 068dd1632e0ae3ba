"""What a site asks of robots is done, and what it cannot say is not guessed."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot import settings
from bot.errors import Refused, Unreachable
from bot.ingest import fetch, robots
from bot.ingest.fetch import Fetched, Fetcher, Request
from bot.ingest.robots import LONGEST, File, Question, Robots, allowed
from bot.workers import parsing
from tests.factories import NOW

LIMITS = replace(settings.load({}).ingest, allow_private=("127.0.0.1",))


class Site:
    """Answers every address; its robots.txt says what a test wants."""

    def __init__(self, text: str = "", status: int = 200) -> None:
        self.text = text
        self.status = status
        self.headers: dict[str, str] = {}
        self.asked: Counter[str] = Counter()
        self.agents: set[str] = set()

    async def answer(self, request: web.Request) -> web.Response:
        self.asked[request.path] += 1
        self.agents.add(request.headers["User-Agent"])
        if request.path == "/robots.txt":
            return web.Response(
                text=self.text, status=self.status, headers=self.headers
            )
        if request.path == "/leads":
            return web.Response(status=302, headers={"Location": "/private/a"})
        return web.Response(text="hello")


@asynccontextmanager
async def asking(site: Site) -> AsyncIterator[tuple[Fetcher, str]]:
    app = web.Application()
    app.router.add_get("/{path:.*}", site.answer)
    server = TestServer(app)
    await server.start_server()
    try:
        async with (
            parsing.opened(1) as workers,
            fetch.opened(LIMITS, workers) as fetcher,
        ):
            yield fetcher, f"http://127.0.0.1:{server.port}"
    finally:
        await server.close()


async def test_what_a_site_forbids_is_not_asked_for() -> None:
    site = Site("User-agent: *\nDisallow: /private/\n")
    async with asking(site) as (fetcher, base):
        with pytest.raises(Refused, match=r"robots\.txt of 127.* asks not to read it"):
            await fetcher.get(Request(f"{base}/private/a"), NOW)
        answer = await fetcher.get(Request(f"{base}/public/a"), NOW)

    assert isinstance(answer, Fetched)
    assert site.asked == {"/robots.txt": 1, "/public/a": 1}


async def test_a_redirect_does_not_lead_where_a_site_forbids() -> None:
    site = Site("User-agent: Dateline\nDisallow: /private/\n")
    async with asking(site) as (fetcher, base):
        with pytest.raises(Refused, match=r"robots\.txt"):
            await fetcher.get(Request(f"{base}/leads"), NOW)

    assert site.asked == {"/robots.txt": 1, "/leads": 1}


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_a_site_without_the_file_forbids_nothing(status: int) -> None:
    async with asking(Site("Disallow: /", status)) as (fetcher, base):
        assert isinstance(await fetcher.get(Request(f"{base}/a"), NOW), Fetched)


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_file_that_cannot_be_read_forbids_all_for_a_while(status: int) -> None:
    site = Site("", status)
    async with asking(site) as (fetcher, base):
        for _ in range(2):
            with pytest.raises(Unreachable, match=r"robots\.txt cannot be read"):
                await fetcher.get(Request(f"{base}/a"), NOW)
        site.status = 200
        later = NOW + timedelta(minutes=11)
        assert isinstance(await fetcher.get(Request(f"{base}/a"), later), Fetched)

    assert site.asked == {"/robots.txt": 2, "/a": 1}


async def test_a_copy_that_is_held_counts_while_the_file_cannot_be_read() -> None:
    site = Site("User-agent: *\nDisallow: /private/\n")
    async with asking(site) as (fetcher, base):
        await fetcher.get(Request(f"{base}/a"), NOW)
        site.status = 500
        later = NOW + LONGEST + timedelta(minutes=1)
        assert isinstance(await fetcher.get(Request(f"{base}/a"), later), Fetched)
        with pytest.raises(Refused):
            await fetcher.get(Request(f"{base}/private/a"), later)


async def test_a_copy_holds_for_a_day_at_most() -> None:
    site = Site("User-agent: *\nDisallow: /a\n")
    site.headers["Cache-Control"] = "max-age=9999999"
    async with asking(site) as (fetcher, base):
        with pytest.raises(Refused):
            await fetcher.get(Request(f"{base}/a"), NOW)
        site.text = ""
        later = NOW + LONGEST + timedelta(minutes=1)
        assert isinstance(await fetcher.get(Request(f"{base}/a"), later), Fetched)


async def test_we_say_who_we_are() -> None:
    site = Site()
    async with asking(site) as (fetcher, base):
        await fetcher.get(Request(f"{base}/a"), NOW)

    [agent] = site.agents
    assert agent.startswith("Dateline/")
    assert "bot" in agent


async def test_sites_without_end_take_no_room_without_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Most have no file; one that is asked for anew is not let go by that."""
    monkeypatch.setattr(robots, "HELD", 3 * robots.OVERHEAD)
    asked: list[str] = []

    async def ask(address: str, _: datetime) -> File:
        asked.append(address.removeprefix("https://").removesuffix("/robots.txt"))
        return File(b"")

    async with parsing.opened(1) as workers:
        files = Robots(ask, workers, "Dateline/1")
        for name in ("a", "b", "c", "d", "b"):
            await files.check(f"https://{name}/x", NOW)
        await files.check("https://c/x", NOW + 2 * LONGEST)
        await files.check("https://a/x", NOW)

    assert asked == ["a", "b", "c", "d", "c", "a"]


RULES = [
    ("User-agent: dateline\nDisallow: /x\n\nUser-agent: *\nDisallow: /", "/y", True),
    ("User-agent: *\nDisallow: /\nAllow: /feeds/", "/feeds/world", True),
    ("User-agent: *\nDisallow: /*.xml$", "/world.xml", False),
    ("User-agent: *\nDisallow: /*.xml$", "/world.xml?x", True),
    ("<!doctype html><p>Disallow: /", "/a", True),
    ("\ufeffUser-agent: *\nDisallow: /", "/a", False),
]


@pytest.mark.parametrize(("text", "path", "may"), RULES)
def test_the_longest_rule_for_us_decides(text: str, path: str, *, may: bool) -> None:
    question = Question(text.encode(), "Dateline", f"https://lantern.example{path}")

    assert allowed(question) is may
