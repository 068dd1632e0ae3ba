"""The two ways in: a socket that we open, or requests that Slack signs."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.wire import Wire
from bot.settings import Slack

PATH = "/slack/events"
"""Where Slack sends events, commands and interactions in HTTP mode."""
STAMP = "X-Slack-Request-Timestamp"
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
        if not request.headers.get(STAMP, "0").isdecimal():
            # The SDK fails over a time stamp that is no number, and logs a traceback.
            return web.Response(status=401)
        asked = await to_bolt_request(request)
        return await to_aiohttp_response(await running.async_dispatch(asked))

    return (web.post(PATH, events),)


@asynccontextmanager
async def _socket(settings: Slack, app: AsyncApp, wire: Wire) -> AsyncIterator[None]:
    handler = AsyncSocketModeHandler(
        app,
        app_token=settings.app_token,
        web_client=wire.of(settings.bot_token),
        ping_interval=PING,
    )
    client = handler.client
    try:
        await handler.connect_async()  # type: ignore[no-untyped-call]
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]
        # the SDK cancels its tasks and does not wait for them
        for task in (
            client.message_processor,
            client.message_receiver,
            client.current_session_monitor,
        ):
            if task is not None:
                with suppress(asyncio.CancelledError):
                    await task
