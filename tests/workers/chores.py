"""What the workers of these tests are given to do; imported in their processes."""

import os
import signal
import time

from bot.errors import Refused
from summarizer import Layout, Reading


def shout(text: str) -> str:
    return text.upper()


def hang(seconds: float) -> None:
    time.sleep(seconds)


def spin(seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass


def swallow(megabytes: int) -> int:
    return len(bytes(megabytes * 1_000_000))


def nest(depth: int) -> int:
    return nest(depth + 1)


def die(_: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refuse(text: str) -> None:
    raise Refused(text)


class Reader:
    """Understands nothing, and dies of one text."""

    def read(self, text: str, title: str | None = None) -> Reading:
        if text == "poison":
            die(text)
        if text == "broken":
            raise ValueError(text)
        size = len(text if title is None else title)
        return Reading(Layout(None, None, None, None, (), ()), (), (), (size,))


def load() -> Reader:
    return Reader()
