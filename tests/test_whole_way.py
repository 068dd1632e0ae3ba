"""From a folder of articles through schedule and ledger to what a person sees.

The bot runs as a process of its own; the page is opened in a real browser, where
there is one.
"""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE = 120_000
"""Milliseconds a busy machine may take to start the bot and read the seeds."""

pytestmark = [
    pytest.mark.xdist_group("whole way"),
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium: apt install chromium"),
]


@contextmanager
def bot(folder: Path, port: int, *arguments: str) -> Iterator[None]:
    """Run the bot as a person does, and stop it as systemd does."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DATELINE")}
    environment |= {"DATELINE_DATA_DIR": str(folder), "DATELINE_WEB_PORT": str(port)}
    with (folder / "log").open("a") as log:
        process = subprocess.Popen(  # noqa: S603  # our own interpreter
            [sys.executable, "-m", "bot", "run", *arguments],
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/", folder, process)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0, _log(folder)


def _log(folder: Path) -> str:
    return (folder / "log").read_text()


def _wait_for(address: str, folder: Path, process: "subprocess.Popen[bytes]") -> None:
    """Wait until the bot has said where it is open, and answers there."""
    until = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < until and process.poll() is None:
        said = f"Dateline is open at {address} " in _log(folder)
        # What stands in the log may be an earlier start's.
        with suppress(OSError), urllib.request.urlopen(f"{address}readyz"):  # noqa: S310
            if said:
                return
        time.sleep(0.2)
    raise AssertionError(f"{address} did not open:\n{_log(folder)}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield opened
        opened.close()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A bot whose page several strangers visit; return where."""
    port = free_port()
    with bot(tmp_path_factory.mktemp("bot"), port):
        yield port


def visit(browser: Browser, port: int) -> Page:
    page = browser.new_page(viewport={"width": 1360, "height": 860})
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    page.goto(f"http://127.0.0.1:{port}/")
    return page


def test_a_stranger_sees_a_briefing_and_asks_who_said_what(
    browser: Browser, opened: int
) -> None:
    page = visit(browser, opened)
    briefing = page.locator("#channel .post").first
    expect(briefing).to_contain_text("U.S., Russia revive effort")
    expect(briefing.locator(".open")).to_contain_text("replies")

    page.get_by_label("Message to the channel").fill("what did Lavrov say")
    page.keyboard.press("Enter")
    replies = page.locator("#replies")
    expect(replies).to_contain_text("I don’t want to spoil the atmosphere")
    expect(replies).to_contain_text("Russian Foreign Minister")

    page.get_by_label("Reply in the thread").fill("and Zakharova?")
    page.keyboard.press("Enter")
    expect(replies).to_contain_text("A terrorist center")
    page.close()


def test_a_story_opens_in_the_thread_and_its_buttons_answer(
    browser: Browser, opened: int
) -> None:
    page = visit(browser, opened)
    expect(page.locator("#channel .post .open").first).to_have_text("7 replies")
    page.locator("#channel .post .open").first.click()
    story = page.locator("#replies .post").nth(1)
    expect(story.locator("figure").first).to_be_visible()
    before = page.locator("#replies .post").count()

    story.get_by_role("button", name="Sources").click()

    expect(page.locator("#replies .post")).to_have_count(before + 1)
    expect(page.locator("#replies .post").last.locator("li").last).to_be_in_viewport()
    page.close()


def test_a_line_the_page_names_is_put_where_it_is_typed(
    browser: Browser, opened: int
) -> None:
    page = visit(browser, opened)
    box = page.get_by_label("Message to the channel")

    page.locator("#channel .post footer code").first.click()

    expect(box).to_have_value("why")
    expect(box).to_be_focused()
    page.close()


def test_a_second_start_posts_nothing_again(
    browser: Browser, tmp_path: Path, port: int
) -> None:
    for _ in range(2):
        with bot(tmp_path, port):
            page = visit(browser, port)
            expect(page.locator("#channel .post .open").first).to_be_visible()
            page.get_by_label("Message to the channel").fill("help")
            page.keyboard.press("Enter")
            expect(page.locator("#replies")).to_contain_text("who said what")
            page.close()

    assert _briefings(tmp_path) == ["welcome"]


def _briefings(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "dateline.db")) as db:
        return [reason for (reason,) in db.execute("SELECT reason FROM occurrences")]


def test_a_scheduled_digest_is_posted_when_its_hour_comes(
    browser: Browser, tmp_path: Path, port: int
) -> None:
    a_monday = "2026-11-30T07:59:50+00:00"
    with bot(tmp_path, port, "--now", a_monday):
        page = visit(browser, port)

        # The welcome and the digest; whichever comes second has nothing new to say.
        expect(page.locator("#channel .post")).to_have_count(2)
        page.close()
