"""The command line: what it says to somebody who typed something else."""

import io
from collections.abc import Sequence
from typing import cast

import pytest

from bot import cli
from bot.adapters.console import Console
from bot.chat import Incoming, Listener, Reply


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ([], "Print a briefing of the given files"),
        (["brief", "--sentences", "x"], "“x” is not a count (1, 2, …)"),
        (["brief", "--sentences", "0"], "“0” is not a count"),
        (["run", "--now", "noon"], "“noon” is not a moment"),
        (["forget", "channel", "x"], "“x” is not PLATFORM/WORKSPACE/CHANNEL"),
        (["forget", "channel", "a/b"], "which one? Write PLATFORM/WORKSPACE/CHANNEL"),
        (["forget", "workspace", "a/b/c"], "which one? Write PLATFORM/WORKSPACE"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_can(
    capsys: pytest.CaptureFixture[str], typed: Sequence[str], said: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(typed)

    assert ended.value.code == cli.UNUSABLE
    assert said in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize("command", ["read", "extract", "group"])
def test_a_filter_says_that_its_input_is_closed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.setattr("sys.stdin", None)

    with pytest.raises(SystemExit) as ended:
        cli.main([command])

    assert ended.value.code == cli.UNUSABLE
    assert "standard input:" in capsys.readouterr().err


@pytest.mark.parametrize("word", ["quit", "Exit", "bye"])
async def test_a_session_in_the_terminal_can_be_left(word: str) -> None:
    heard = []

    class Ear:
        async def answer(self, incoming: Incoming) -> Reply | None:
            heard.append(incoming.text)
            return None

    source = io.StringIO(f"help\n{word}\nmore\n")
    console = Console(output=io.StringIO(), source=source)
    await console.run(cast("Listener", Ear()))

    assert heard == ["help"]
