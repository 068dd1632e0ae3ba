"""The payloads themselves, as they were looked at and found good."""

import json

from tests.adapters.discord.examples import GOLDEN, payloads, written
from tests.platforms.discord import contract


def test_every_payload_is_the_golden_one() -> None:
    made = payloads()

    for name, payload in made.items():
        assert written(payload) == (GOLDEN / f"{name}.json").read_text("utf-8"), name
    assert {file.stem for file in GOLDEN.glob("*.json")} == {*made, "parts"}


def test_discord_would_take_every_one() -> None:
    for name, payload in payloads().items():
        forms = name.startswith("form-")
        path = "/interactions/1/t/callback" if forms else "/channels/1/messages"
        body = json.loads(written(payload))

        assert contract.problems("POST", path, body) == [], name
