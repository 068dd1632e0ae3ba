"""The payloads themselves, as they were looked at and found good."""

import json
from pathlib import Path

import pytest

from tests.adapters.discord import examples, newsroom
from tests.adapters.discord.briefing import PARTS
from tests.adapters.discord.examples import GOLDEN, UPDATE, payloads, written
from tests.platforms.discord import Server, contract

HANDMADE = {f"briefing-{part.index}" for part in PARTS}
"""Golden files of `test_render`."""


@pytest.mark.skipif(not examples.wanted(), reason=f"{UPDATE} is not set")
async def test_the_golden_files_are_taken_from_a_running_bot(
    server: Server, filled: Path, tmp_path: Path
) -> None:
    async with newsroom.opened(server, filled, tmp_path) as room:
        await examples.freeze(room)

    for old in {file.stem for file in GOLDEN.glob("*.json")} - HANDMADE - {"parts"}:
        (GOLDEN / f"{old}.json").unlink()
    for name, payload in payloads().items():
        (GOLDEN / f"{name}.json").write_text(written(payload), "utf-8")


@pytest.mark.skipif(examples.wanted(), reason="they are being written")
def test_every_payload_is_the_golden_one() -> None:
    made = payloads()

    for name, payload in made.items():
        assert written(payload) == (GOLDEN / f"{name}.json").read_text("utf-8"), name
    held = {file.stem for file in GOLDEN.glob("*.json")}
    assert held == {*made, *HANDMADE, "parts"}


def test_discord_would_take_every_one() -> None:
    for name, payload in payloads().items():
        forms = name.startswith("form-")
        path = "/interactions/1/t/callback" if forms else "/channels/1/messages"
        body = json.loads(written(payload))

        assert contract.problems("POST", path, body) == [], name
