"""Let each platform listen on its own: one that is refused stops no other."""

import asyncio

from bot import log, metrics
from bot.chat import Adapter, Listener
from bot.errors import DatelineError

LOG = log.get("app")

AGAIN = 300.0
"""Seconds until a platform that refused us is tried again: an app that was installed
anew, or a token that is valid again, needs no restart."""


async def listen(adapter: Adapter, listener: Listener, again: float = AGAIN) -> None:
    """Let a platform listen until cancelled, whatever it meets on the way."""
    refused = metrics.REFUSED.labels(adapter.platform)
    while True:
        refused.set(0)
        try:
            await adapter.run(listener)
        except DatelineError as error:
            LOG.error(  # noqa: TRY400  # the text names place and remedy
                "app.platform_refused",
                platform=adapter.platform,
                why=str(error),
                again=again,
            )
        except Exception:  # the outermost edge of one platform: the others go on
            LOG.exception("app.platform_failed", platform=adapter.platform, again=again)
        else:
            return
        refused.set(1)
        await asyncio.sleep(again)
