"""Rate limits as Discord has them: a bucket per route and channel, and one for all.

Off unless a test or benchmark wants them: `Server.limits`.
"""

import re
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

from tests.platforms.discord.answers import too_many

EXEMPT = re.compile(r"/(interactions|webhooks)/")
"""Answers to interactions do not count towards the limit over all requests."""
_PLACE = re.compile(r"/channels/(\d+)")


@dataclass(slots=True)
class Limits:
    """What is permitted. Times are seconds of a clock that never jumps."""

    posts: int = 5
    """Posts into one channel or thread within ``window``."""
    window: float = 5.0
    everywhere: int = 50
    """Requests of any kind within one second."""
    clock: Callable[[], float] = time.monotonic
    hit: Counter[str] = field(default_factory=Counter)
    """How often each limit was run into: “everywhere” or “channel”."""
    _asked: deque[float] = field(default_factory=deque)
    _posted: defaultdict[str, deque[float]] = field(
        default_factory=lambda: defaultdict(deque)
    )

    def refuse(self, request: web.Request) -> web.Response | None:
        """Count a request; return a 429 where it is one too many."""
        now = self.clock()
        if not EXEMPT.search(request.path):
            _age(self._asked, now - 1.0)
            if len(self._asked) >= self.everywhere:
                self.hit["everywhere"] += 1
                return too_many(self._asked[0] + 1.0 - now, everywhere=True)
            self._asked.append(now)
        bucket = self._bucket(request)
        if bucket is None:
            return None
        _age(bucket, now - self.window)
        if len(bucket) >= self.posts:
            self.hit["channel"] += 1
            return too_many(bucket[0] + self.window - now)
        bucket.append(now)
        return None

    def tell(self, request: web.Request, response: web.StreamResponse) -> None:
        """Say in an answer's headers what is left of its bucket."""
        bucket = self._bucket(request)
        if not bucket or response.prepared:
            return
        after = bucket[0] + self.window - self.clock()
        response.headers["X-RateLimit-Bucket"] = "posts"
        response.headers["X-RateLimit-Limit"] = str(self.posts)
        response.headers["X-RateLimit-Remaining"] = str(self.posts - len(bucket))
        response.headers["X-RateLimit-Reset-After"] = f"{after:.3f}"
        response.headers["X-RateLimit-Reset"] = f"{time.time() + after:.3f}"  # noqa: TID251

    def _bucket(self, request: web.Request) -> deque[float] | None:
        place = _PLACE.search(request.path)
        posts = request.method == "POST" and request.path.endswith("/messages")
        return self._posted[place[1]] if place and posts else None


def _age(asked: deque[float], before: float) -> None:
    while asked and asked[0] <= before:
        asked.popleft()
