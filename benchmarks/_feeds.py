"""A site that answers in every way a feed can be answered, for `benchmarks.ingest`.

It listens on loopback addresses only, each of which counts as a host. Every good feed
has `OLD` entries; after ``/turn`` it has `NEW` more, and its first entry is edited.
"""

import asyncio
import gzip
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from aiohttp import web

OLD, NEW = 10, 3
"""Entries a feed has at first, and that come later."""
HOSTS: Final = 50
WORDS: Final = (
    "The council of the harbour town voted on Monday to keep the ferry running through"
    " the winter, after residents had asked for it in three long meetings."
)
MEGABYTE: Final = 1_000_000
BOMB: Final = gzip.compress(bytes(200 * MEGABYTE))
LAUGHS: Final = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))

Answer = Callable[[web.Request, str], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to be answered, and what must come of it."""

    feeds: int
    answer: Answer
    state: str
    """The state the source must have after it was polled."""
    cause: str = ""
    """What its health must say."""
    articles: bool = False
    """Whether its articles must be there, all of them, each once."""


class Turn:
    """Which of two answers a feed gives."""

    second = False


def entries() -> list[int]:
    """Return the numbers of the entries a feed lists now, the newest first."""
    return list(range(OLD + NEW if Turn.second else OLD))[::-1]


def text_of(number: str, entry: int) -> str:
    """Return an article: full, its own, and another after the turn if it is edited."""
    edited = " Six people were hurt." if Turn.second and entry == 0 else ""
    return f"Report {entry} of feed {number}.{edited} " + f"{WORDS} " * 8


def _address(request: web.Request, number: str, entry: int) -> str:
    return f"http://{request.host}/page/{number}/{entry}"


def _rss(request: web.Request, number: str, *, full: bool = True) -> str:
    items = "".join(
        f"<item><title>Ferry report {entry} of {number}</title>"
        f"<link>{_address(request, number, entry)}?utm_source=rss</link>"
        f"<guid>{entry}-{Turn.second}</guid>"
        f"<pubDate>Tue, 24 Nov 2026 06:{entry:02}:00 +0100</pubDate><description>"
        f"{escape(text_of(number, entry) if full else 'Only a teaser.')}"
        "</description></item>"
        for entry in entries()
    )
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel>'
        f"<title>Feed {number}</title>{items}</channel></rss>"
    )


async def rss(request: web.Request, number: str) -> web.Response:
    return web.Response(text=_rss(request, number), content_type="application/rss+xml")


async def teasers(request: web.Request, number: str) -> web.Response:
    return web.Response(text=_rss(request, number, full=False), content_type="text/xml")


async def atom(request: web.Request, number: str) -> web.Response:
    items = "".join(
        f"<entry><id>urn:{number}:{entry}</id><title>Ferry report {entry}</title>"
        f'<link href="{_address(request, number, entry)}"/>'
        f"<updated>2026-11-24T06:{entry:02}:00Z</updated>"
        f"<content>{escape(text_of(number, entry))}</content></entry>"
        for entry in entries()
    )
    text = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{number}</title>{items}</feed>'
    return web.Response(text=text, content_type="application/atom+xml")


async def json_feed(request: web.Request, number: str) -> web.Response:
    items = [
        {
            "id": entry,
            "url": _address(request, number, entry),
            "title": f"Ferry report {entry}",
            "content_text": text_of(number, entry),
        }
        for entry in entries()
    ]
    return web.json_response({"title": number, "items": items})


async def unchanged(request: web.Request, number: str) -> web.Response:
    tag = f'"{number}-{Turn.second}"'
    if request.headers.get("If-None-Match") == tag:
        return web.Response(status=304)
    return web.Response(text=_rss(request, number), headers={"ETag": tag})


async def latin(request: web.Request, number: str) -> web.Response:
    """Say UTF-8 and send Latin-1."""
    text = _rss(request, number).replace("Feed", "Café")
    kind = "text/xml; charset=utf-8"
    return web.Response(body=text.encode("latin-1"), headers={"Content-Type": kind})


async def packed(request: web.Request, number: str) -> web.Response:
    body = gzip.compress(_rss(request, number).encode())
    return web.Response(body=body, headers={"Content-Encoding": "gzip"})


async def sloppy(request: web.Request, number: str) -> web.Response:
    """Bare ampersands, an undeclared prefix, no end."""
    text = _rss(request, number).replace("Ferry report", "Ferry & boat report")
    text = text.replace("</channel></rss>", "<media:thing>&nbsp;")
    return web.Response(text=text, content_type="text/xml")


def redirect(status: int, path: str) -> Answer:
    async def answer(_request: web.Request, number: str) -> web.Response:
        where = path.replace("NUMBER", number)
        return web.Response(status=status, headers={"Location": where})

    return answer


def status(code: int, **headers: str) -> Answer:
    async def answer(_request: web.Request, _number: str) -> web.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(status=code, headers=named)

    return answer


def body(text: str | bytes, **headers: str) -> Answer:
    raw = text.encode() if isinstance(text, str) else text
    named = {"Content-Type": "text/xml"}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer(_request: web.Request, _number: str) -> web.Response:
        return web.Response(body=raw, headers=named)

    return answer


async def endless(request: web.Request, _number: str) -> web.StreamResponse:
    answer = web.StreamResponse()
    await answer.prepare(request)
    while True:
        await answer.write(b"<item>" * 10_000)


async def drip(request: web.Request, _number: str) -> web.StreamResponse:
    answer = web.StreamResponse()
    await answer.prepare(request)
    while True:
        await answer.write(b"<")
        await asyncio.sleep(0.5)


async def silent(_request: web.Request, _number: str) -> web.StreamResponse:
    await asyncio.Event().wait()
    raise AssertionError


PAGE = "<!doctype html><html><head><title>Home</title></head><body><p>Hi.</p></body>"
HOME = (
    "<!doctype html><html><head><link rel=alternate type='application/rss+xml'"
    " href='/rss/1/feed'></head><body>Home</body></html>"
)
NOT_PUBLIC = "not a public address"

KINDS: Final[dict[str, Kind]] = {
    "rss": Kind(150, rss, "active", articles=True),
    "teaser": Kind(100, teasers, "active", articles=True),
    "atom": Kind(80, atom, "active", articles=True),
    "json": Kind(50, json_feed, "active", articles=True),
    "304": Kind(150, unchanged, "active", articles=True),
    "latin-1": Kind(20, latin, "active", articles=True),
    "gzip": Kind(20, packed, "active", articles=True),
    "malformed": Kind(20, sloppy, "active", articles=True),
    "301": Kind(50, redirect(301, "/rss/NUMBER/feed"), "active", articles=True),
    "308": Kind(20, redirect(308, "/atom/NUMBER/feed"), "active", articles=True),
    "302": Kind(20, redirect(302, "/rss/NUMBER/feed"), "active", articles=True),
    "410": Kind(30, status(410), "gone", "410"),
    "429": Kind(30, status(429, Retry_After="900"), "failing", "429"),
    "503": Kind(20, status(503, Retry_After="900"), "failing", "503"),
    "500": Kind(30, status(500), "failing", "500"),
    "404": Kind(20, status(404), "failing", "404"),
    "403": Kind(10, status(403), "failing", "403"),
    "drip": Kind(20, drip, "failing", "no answer within"),
    "silent": Kind(10, silent, "failing", "no answer within"),
    "endless": Kind(20, endless, "failing", "larger than"),
    "gzip-bomb": Kind(
        20, body(BOMB, Content_Encoding="gzip"), "failing", "larger than"
    ),
    "not-gzip": Kind(
        10, body("no gzip", Content_Encoding="gzip"), "failing", "decompressed"
    ),
    "html": Kind(15, body(PAGE), "failing", "a web page"),
    "home": Kind(5, body(HOME), "failing", "a web page"),
    "words": Kind(5, body("just words"), "failing", "no feed"),
    "not-json": Kind(5, body('{"items": 1}'), "failing", "no JSON Feed"),
    "empty": Kind(10, body(""), "failing", "empty"),
    "nested": Kind(10, body("<rss>" + "<a>" * 200_000), "failing", "nested"),
    "unclosed": Kind(5, body("<rss><channel>" + "<a " * 200_000), "failing", "no end"),
    "xml-bomb": Kind(
        10,
        body(f'<!DOCTYPE r [<!ENTITY l0 "lol">{LAUGHS}]><rss><channel>&l9;'),
        "failing",
        "no feed",
    ),
    "xxe": Kind(
        10,
        body(
            '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            "<rss><channel><title>&x;</title></channel></rss>"
        ),
        "active",
    ),
    "loop": Kind(10, redirect(302, "/loop/NUMBER/feed"), "failing", "redirects"),
    "private": Kind(5, redirect(302, "http://10.0.0.1/"), "failing", NOT_PUBLIC),
    "metadata": Kind(
        5, redirect(302, "http://169.254.169.254/latest/"), "failing", NOT_PUBLIC
    ),
    "file": Kind(5, redirect(302, "file:///etc/passwd"), "failing", "only http"),
}
"""Every kind with how many feeds answer so: a thousand in all."""


def hosts() -> list[str]:
    """Return the loopback addresses the site listens on."""
    return [f"127.0.0.{number}" for number in range(1, HOSTS + 1)]


async def feed(request: web.Request) -> web.StreamResponse:
    kind = KINDS[request.match_info["kind"]]
    return await kind.answer(request, request.match_info["number"])


async def page(request: web.Request) -> web.Response:
    number, entry = request.match_info["number"], int(request.match_info["entry"])
    paragraphs = "".join(f"<p>{WORDS}</p>" for _ in range(4))
    text = (
        f"<!doctype html><html lang=en><head><title>Ferry report {entry}</title></head>"
        f"<body><nav>Home News</nav><article><h1>Ferry report {entry} of {number}</h1>"
        f"<p>{text_of(number, entry)}</p>{paragraphs}</article></body></html>"
    )
    return web.Response(text=text, content_type="text/html")


async def turn(_request: web.Request) -> web.Response:
    Turn.second = True
    return web.Response(text="turned")


async def robots(_request: web.Request) -> web.Response:
    return web.Response(text="User-agent: *\nDisallow: /admin/\n")


async def serve(port: int) -> None:
    """Serve until cancelled."""
    app = web.Application()
    app.router.add_get("/robots.txt", robots)
    app.router.add_get("/turn", turn)
    app.router.add_get("/{kind}/{number}/feed", feed)
    app.router.add_get("/page/{number}/{entry}", page)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)
    await runner.setup()
    for host in hosts():
        await web.TCPSite(runner, host, port, backlog=1024).start()
    print(json.dumps({"feeds": sum(kind.feeds for kind in KINDS.values())}), flush=True)
    await asyncio.Event().wait()
