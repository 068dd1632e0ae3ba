"""The two ways in: a socket that we open, or requests that Slack signs."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from urllib.parse import parse_qs

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.async_internals import (
    run_async_bolt_app,
    send_async_response,
)
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.adapters.slack.link import Link
from bot.adapters.slack.wire import LOG as SDK
from bot.adapters.slack.wire import Wire
from bot.settings import Slack

PATH = "/slack/events"
"""Where Slack sends events, commands and interactions in HTTP mode."""
STAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
UNWANTED = 404
"""What Bolt says where nobody here handles a delivery."""
PING = 5.0
"""Seconds between two signs of life on the socket."""


async def listen(settings: Slack, app: AsyncApp, wire: Wire) -> None:
    """Take deliveries until cancelled; in HTTP mode they come through `endpoints`."""
    if settings.mode == "http":
        await asyncio.Event().wait()
    async with _socket(settings, app, wire):
        await asyncio.Event().wait()


def endpoints(
    app: Callable[[], AsyncApp | None],
) -> Sequence[web.AbstractRouteDef]:
    """Return the route that takes signed requests; 503 until the adapter runs."""

    async def events(request: web.Request) -> web.Response:
        running = app()
        if running is None:
            return web.Response(status=503, headers={"Retry-After": "5"})
        if not _may_be_signed(request.headers):
            return web.Response(status=401)
        if not _is_delivery(await request.read(), request.content_type):
            return web.Response(status=400)
        asked = await to_bolt_request(request)
        return await to_aiohttp_response(await running.async_dispatch(asked))

    return (web.post(PATH, events),)


def _may_be_signed(headers: Mapping[str, str]) -> bool:
    """Say whether time stamp and signature are such that the SDK does not fail."""
    stamp = re.fullmatch(r"[0-9]{0,12}", headers.get(STAMP, ""))
    return stamp is not None and headers.get(SIGNATURE, "").isascii()


def _is_delivery(body: bytes, kind: str) -> bool:
    """Say whether a body has the shape of what Slack sends: the SDK fails over others.

    Whether Slack sent it is not asked here.
    """
    try:
        written = body.decode()
        if kind == "application/json" or written.startswith("{"):
            held: object = json.loads(written)
            return isinstance(held, dict) and isinstance(held.get("event", {}), dict)
        form = parse_qs(written)
        if "payload" in form:
            return isinstance(json.loads(form["payload"][0]), dict)
    except (ValueError, RecursionError):
        return False
    return "command" in form or "ssl_check" in form


@asynccontextmanager
async def _socket(settings: Slack, app: AsyncApp, wire: Wire) -> AsyncIterator[None]:
    link = Link(
        settings.app_token,
        logger=SDK,
        web_client=wire.of(""),
        ping_interval=PING,
    )
    link.socket_mode_request_listeners.append(_hearing(app))
    try:
        await link.connect()
        yield
    finally:
        await link.close()  # type: ignore[no-untyped-call]
        # the SDK cancels its tasks and does not wait for them
        for task in (
            link.message_processor,
            link.message_receiver,
            link.current_session_monitor,
        ):
            if task is not None:
                with suppress(asyncio.CancelledError):
                    await task


def _hearing(
    app: AsyncApp,
) -> Callable[[AsyncBaseSocketModeClient, SocketModeRequest], Awaitable[None]]:
    async def hear(
        link: AsyncBaseSocketModeClient, delivery: SocketModeRequest
    ) -> None:
        answer = await run_async_bolt_app(app, delivery)
        if answer.status == UNWANTED:
            answer = BoltResponse(status=200)  # or it would come again and again
        # Where the socket was just replaced, Slack delivers once more.
        with suppress(ConnectionError):
            await send_async_response(link, delivery, answer, 0.0)

    return hear
