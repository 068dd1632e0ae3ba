"""The HTTP server: health, metrics, and whatever routes the adapters hang in.

It knows no adapter and no database: both are handed to it as routes and as a question.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Protocol, runtime_checkable

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest

from bot import log
from bot.errors import ConfigError

LOG = log.get("web")

Route = web.AbstractRouteDef
"""A path and who answers there."""

Ready = Callable[[], Awaitable[str | None]]
"""Tells why the bot cannot work just now, or None where it can."""


@runtime_checkable
class Routed(Protocol):
    """An adapter that hangs routes of its own into the server."""

    def routes(self) -> Sequence[Route]:
        """Return them."""


HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'none'; img-src 'self' data:",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""Sent with every answer: the pages need nothing from elsewhere."""


def application(routes: Iterable[Route], ready: Ready) -> web.Application:
    """Build the server's application.

    ``/healthz`` says that the process runs and asks nobody; ``/readyz`` asks ``ready``.
    """
    app = web.Application(client_max_size=1_000_000)
    app.on_response_prepare.append(_add_headers)
    app.add_routes(
        [
            web.get("/healthz", _healthz),
            web.get("/readyz", _readyz(ready)),
            web.get("/metrics", _metrics),
            *routes,
        ]
    )
    return app


async def run(
    app: web.Application, host: str, port: int, announce: Callable[[str], None]
) -> None:
    """Serve until cancelled; ``announce`` is told the address once it answers.

    Raises:
        ConfigError: the address cannot be listened on.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        LOG.info("web.listening", host=host, port=port)
        announce(f"http://{host}:{port}/")
        await asyncio.Event().wait()
    except OSError as error:
        raise ConfigError(
            f"web.port: cannot listen on {host}:{port} ({error.strerror}); "
            "set DATELINE_WEB_PORT to a free port"
        ) from error
    finally:
        await runner.cleanup()


async def _add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)


async def _healthz(_request: web.Request) -> web.Response:
    return web.Response(text="ok\n")


def _readyz(ready: Ready) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(_request: web.Request) -> web.Response:
        why = await ready()
        return web.Response(text=f"{why or 'ok'}\n", status=503 if why else 200)

    return answer


async def _metrics(_request: web.Request) -> web.Response:
    body = generate_latest(REGISTRY)
    return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})
