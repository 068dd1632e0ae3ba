"""Fetching from a hostile server of our own, and what is never asked at all."""

import asyncio
import gzip
import socket
import threading
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot import settings
from bot.errors import Refused, Unreachable
from bot.ingest import fetch
from bot.ingest.fetch import Fetched, Fetcher, NotModified, Request
from bot.ingest.guard import is_public
from bot.workers import parsing
from bot.workers.parsing import Parsing
from tests.factories import NOW

MEGABYTE = 1_000_000
BOMB = gzip.compress(bytes(20 * MEGABYTE))
LIMITS = replace(
    settings.load({}).ingest,
    allow_private=("127.0.0.1",),
    timeout=60.0,
    max_bytes=MEGABYTE,
)


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def served(handlers: Mapping[str, Handler]) -> AsyncIterator[str]:
    app = web.Application()
    for path, handler in handlers.items():
        app.router.add_get(path, handler)
    server = TestServer(app)
    await server.start_server()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        await server.close()


async def plain(_request: web.Request) -> web.Response:
    headers = {"ETag": '"1"', "Cache-Control": "public, max-age=600"}
    return web.Response(text="hello", headers=headers)


async def validated(request: web.Request) -> web.Response:
    known = request.headers.get("If-None-Match") == '"1"'
    return web.Response(status=304 if known else 200)


async def endless(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse()
    await answer.prepare(request)
    while True:
        await answer.write(b"x" * 65_536)


async def bomb(_request: web.Request) -> web.Response:
    return web.Response(body=BOMB, headers={"Content-Encoding": "gzip"})


BARE = zlib.compressobj(wbits=-15)
PACKED = {
    "gzip": gzip.compress(b"unpacked"),
    "deflate": zlib.compress(b"unpacked"),
    "Deflate": BARE.compress(b"unpacked") + BARE.flush(),
    "utf-8": b"unpacked",
    "identity": gzip.compress(b"unpacked"),
}
"""Bodies by what the header calls their encoding, whatever it is."""


async def packed(request: web.Request) -> web.Response:
    encoding = request.query["as"]
    return web.Response(body=PACKED[encoding], headers={"Content-Encoding": encoding})


async def torn(_request: web.Request) -> web.Response:
    whole = gzip.compress(bytes(range(256)) * 40)
    return web.Response(body=whole[:-90], headers={"Content-Encoding": "gzip"})


async def broken(_request: web.Request) -> web.Response:
    return web.Response(body=b"not gzip", headers={"Content-Encoding": "gzip"})


async def consent(request: web.Request) -> web.Response:
    """Lead to itself until the cookie it gives comes back."""
    if request.cookies.get("seen") == "1":
        return web.Response(text="hello")
    answer = web.Response(status=302, headers={"Location": "/consent"})
    answer.set_cookie("seen", "1")
    return answer


async def cookies(request: web.Request) -> web.Response:
    return web.Response(text=request.headers.get("Cookie", ""))


async def silent(_request: web.Request) -> web.Response:
    await asyncio.Event().wait()
    raise AssertionError


def status(code: int, **headers: str) -> Handler:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(
            status=code, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )

    return answer


@asynccontextmanager
async def site() -> AsyncIterator[str]:
    handlers: dict[str, Handler] = {
        "/plain": plain,
        "/validated": validated,
        "/endless": endless,
        "/bomb": bomb,
        "/packed": packed,
        "/broken": broken,
        "/torn": torn,
        "/consent": consent,
        "/cookies": cookies,
        "/silent": silent,
        "/moved": status(301, Location="/plain"),
        "/found": status(302, Location="/plain"),
        "/half": status(301, Location="/found"),
        "/loop": status(302, Location="/loop"),
        "/inside": status(302, Location="http://localhost:1/"),
        "/meta": status(302, Location="http://169.254.169.254/latest/meta-data"),
        "/file": status(302, Location="file:///etc/passwd"),
        "/gone": status(410),
        "/busy": status(429, Retry_After="120"),
        "/away": status(503, Retry_After="Wed, 25 Nov 2026 09:10:00 GMT"),
        "/bad": status(500),
        "/odd": status(503, Retry_After="²"),
        "/forever": status(503, Retry_After="9" * 5_000),
    }
    async with served(handlers) as address:
        yield address


@pytest.fixture
async def base() -> AsyncIterator[str]:
    async with site() as address:
        yield address


@pytest.fixture
async def workers() -> AsyncIterator[Parsing]:
    async with parsing.opened(1) as pool:
        yield pool


@pytest.fixture
async def fetcher(workers: Parsing) -> AsyncIterator[Fetcher]:
    async with fetch.opened(LIMITS, workers) as opened:
        yield opened


async def test_an_answer_brings_body_validators_and_freshness(
    base: str, fetcher: Fetcher
) -> None:
    answer = await fetcher.get(Request(f"{base}/plain"), NOW)

    assert isinstance(answer, Fetched)
    assert (answer.body, answer.etag) == (b"hello", '"1"')
    assert answer.fresh_for == timedelta(minutes=10)
    assert answer.moved_to is None


async def test_validators_are_sent_and_no_change_is_a_value(
    base: str, fetcher: Fetcher
) -> None:
    answer = await fetcher.get(Request(f"{base}/validated", etag='"1"'), NOW)

    assert answer == NotModified(timedelta())


@pytest.mark.parametrize(
    ("path", "moved"), [("/moved", "/plain"), ("/found", None), ("/half", None)]
)
async def test_only_permanent_redirects_are_remembered(
    base: str, fetcher: Fetcher, path: str, moved: str | None
) -> None:
    answer = await fetcher.get(Request(base + path), NOW)

    assert isinstance(answer, Fetched)
    assert answer.address == f"{base}/plain"
    assert answer.moved_to == (base + moved if moved else None)


@pytest.mark.parametrize("encoding", PACKED)
async def test_a_packed_body_is_unpacked(
    base: str, fetcher: Fetcher, encoding: str
) -> None:
    answer = await fetcher.get(Request(f"{base}/packed?as={encoding}"), NOW)

    assert isinstance(answer, Fetched)
    assert answer.body == b"unpacked"


@pytest.mark.parametrize("path", ["/endless", "/bomb"])
async def test_a_body_beyond_the_limit_is_refused(
    base: str, fetcher: Fetcher, path: str
) -> None:
    with pytest.raises(Refused, match="larger than 1 MB"):
        await fetcher.get(Request(base + path), NOW)


@pytest.mark.parametrize(
    ("path", "code", "after"),
    [
        ("/gone", 410, None),
        ("/busy", 429, timedelta(minutes=2)),
        ("/away", 503, timedelta(minutes=10)),
        ("/bad", 500, None),
        ("/odd", 503, None),
        ("/forever", 503, timedelta(seconds=10**7)),
    ],
)
async def test_an_error_says_its_status_and_how_long_to_wait(
    base: str, fetcher: Fetcher, path: str, code: int, after: timedelta | None
) -> None:
    with pytest.raises(Unreachable) as caught:
        await fetcher.get(Request(base + path), NOW)

    assert (caught.value.status, caught.value.after) == (code, after)


async def test_a_server_that_says_nothing_is_given_up(
    base: str, workers: Parsing
) -> None:
    async with fetch.opened(replace(LIMITS, timeout=0.5), workers) as impatient:
        with pytest.raises(Unreachable, match=r"no answer within 0\.5 s"):
            await impatient.get(Request(f"{base}/silent"), NOW)


async def test_waiting_for_a_turn_is_not_the_sites_fault(workers: Parsing) -> None:
    """Six answers of half the limit each, one after the other: none is too late."""
    limits = replace(LIMITS, per_host=1, timeout=1.0)
    at_once = most = 0

    async def slow(_request: web.Request) -> web.Response:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.5)
        at_once -= 1
        return web.Response(text="late")

    async with (
        served({"/slow": slow}) as base,
        fetch.opened(limits, workers) as polite,
        asyncio.TaskGroup() as tasks,
    ):
        request = Request(f"{base}/slow")
        asked = [tasks.create_task(polite.get(request, NOW)) for _ in range(6)]

    assert [type(each.result()) for each in asked] == [Fetched] * 6
    assert most == 1


async def test_large_bodies_wait_until_there_is_room(
    fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One more than there is room for comes when the first is done with."""
    monkeypatch.setattr(fetch, "LARGE", 1_000)

    async def large(_request: web.Request) -> web.Response:
        return web.Response(body=b"x" * 500_000)

    async with served({"/large": large}) as base, AsyncExitStack() as held:
        request = Request(f"{base}/large")
        for _ in range(fetch.ROOM):
            await held.enter_async_context(fetcher.asked(request, NOW))
        async with asyncio.TaskGroup() as tasks:
            another = tasks.create_task(fetcher.get(request, NOW))
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(asyncio.shield(another), 0.5)
            await held.aclose()

        answer = another.result()

    assert isinstance(answer, Fetched)
    assert len(answer.body) == 500_000


async def test_a_body_that_is_not_what_it_says_is_an_error(
    base: str, fetcher: Fetcher
) -> None:
    with pytest.raises(Unreachable, match="cannot be decompressed"):
        await fetcher.get(Request(f"{base}/broken"), NOW)


async def test_half_a_packed_body_is_an_error(base: str, fetcher: Fetcher) -> None:
    """With its validators kept, the other half would never be asked for."""
    with pytest.raises(Unreachable, match="before it is whole"):
        await fetcher.get(Request(f"{base}/torn"), NOW)


async def test_a_cookie_lasts_for_one_request(base: str, fetcher: Fetcher) -> None:
    asked = await fetcher.get(Request(f"{base}/consent"), NOW)
    later = await fetcher.get(Request(f"{base}/cookies"), NOW)

    assert isinstance(asked, Fetched)
    assert isinstance(later, Fetched)
    assert (asked.body, later.body) == (b"hello", b"")


async def test_slow_name_servers_hold_up_their_own_sites_only(
    base: str, workers: Parsing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the loop's few threads, a handful of dead ones kept all from answering."""
    loop, asked = asyncio.get_running_loop(), asyncio.Semaphore(0)
    loop.set_default_executor(ThreadPoolExecutor(2))
    ended = threading.Event()
    look_up = socket.getaddrinfo

    def slow(host: str, port: int, *more: int, **others: int) -> object:
        if host.endswith(".invalid"):
            loop.call_soon_threadsafe(asked.release)
            ended.wait()
        return look_up(host, port, *more, **others)

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    limits = replace(LIMITS, allow_private=("127.0.0.1", "localhost"), timeout=20.0)
    near = base.replace("127.0.0.1", "localhost")
    async with fetch.opened(limits, workers) as opened, asyncio.TaskGroup() as all_:
        dead = [
            all_.create_task(opened.get(Request(f"http://n{n}.invalid/"), NOW))
            for n in range(8)
        ]
        for _ in range(2):
            await asked.acquire()
        try:
            answer = await opened.get(Request(f"{near}/plain"), NOW)
        finally:
            ended.set()
            for each in dead:
                each.cancel()

    assert isinstance(answer, Fetched)


async def test_redirects_come_to_an_end(base: str, fetcher: Fetcher) -> None:
    with pytest.raises(Refused, match="more than 8 redirects"):
        await fetcher.get(Request(f"{base}/loop"), NOW)


@pytest.mark.parametrize("path", ["/inside", "/meta", "/file"])
async def test_a_redirect_does_not_lead_inside(
    base: str, fetcher: Fetcher, path: str
) -> None:
    with pytest.raises(Refused):
        await fetcher.get(Request(base + path), NOW)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://169.254.169.254/",
        "http://10.0.0.1/",
        "http://192.168.0.1/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://[fd00::1]/",
        "http://[64:ff9b::7f00:1]/",
    ],
)
async def test_nothing_inside_is_asked(address: str, workers: Parsing) -> None:
    async with fetch.opened(replace(LIMITS, allow_private=()), workers) as guarded:
        with pytest.raises((Refused, Unreachable)) as caught:
            await guarded.get(Request(address), NOW)

    assert "not a public address" in str(caught.value) or isinstance(
        caught.value, Unreachable
    )


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://a.example/",
        "http://user:pass@a.example/",
        "http://a.example:22/",
        "http://",
        "http://[::1",
        "javascript:alert(1)",
        "http://a.example/" + "a" * 3_000,
    ],
)
async def test_what_is_no_web_address_is_refused(
    fetcher: Fetcher, address: str
) -> None:
    with pytest.raises(Refused):
        await fetcher.get(Request(address), NOW)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("224.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::a00:1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("192.0.0.192", False),
        ("168.63.129.16", False),
        ("::ffff:168.63.129.16", False),
        ("not an address", False),
    ],
)
def test_public_is_what_the_internet_can_reach(address: str, *, public: bool) -> None:
    assert is_public(address) is public
