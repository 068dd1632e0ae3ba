import json
import logging

import pytest

from bot import log

SECRETS = [
    "xoxb-123456789012-abcdefghijkl",
    "xapp-1-A012345-6789-abcdef",
    "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA.GabcDe.abcdefghijklmnopqrstuvwxyz0123456789ab",
    "postgresql://dateline:hunter2@db/news",
    "wss://wss-primary.slack.com/link/?ticket=2e4c1d4a-11&app_id=A1",
    "https://hooks.slack.com/actions/T1/2/abcDEF",
]


@pytest.mark.parametrize("secret", SECRETS)
def test_a_credential_never_reaches_the_log(
    secret: str, capsys: pytest.CaptureFixture[str]
) -> None:
    log.configure("info", "json")

    log.get("test").info("thing.happened", detail=f"with {secret} inside")
    logging.getLogger("library").warning("said %s", secret)
    failure = (ValueError, ValueError(secret), None)
    logging.getLogger("library").error("failed", exc_info=failure)

    printed = capsys.readouterr().err
    assert "hunter2" not in printed
    assert secret not in printed
    assert printed.count("\n") == 3


def test_a_line_is_one_json_object_with_its_keys(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log.configure("info", "json")

    log.get("delivery").info("delivery.sent", key="k", tries=1)

    line = json.loads(capsys.readouterr().err)
    assert line["event"] == "delivery.sent"
    assert (line["part"], line["key"], line["tries"]) == ("delivery", "k", 1)


def test_below_the_level_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("warning", "json")

    log.get("delivery").info("delivery.sent")

    assert capsys.readouterr().err == ""
