"""Setting up on Slack: the manifest, and what the doctor says of a set-up."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.slack import doctor
from bot.adapters.slack.oauth import SCOPES
from bot.chat import Finding
from bot.settings import Secret, folder
from tests.platforms.slack import CHANNEL, Fault, Server
from tests.platforms.slack.rules import SPECS, Json
from tests.platforms.slack.server import TOKEN

yaml = pytest.importorskip("yaml")
ROOT = Path(__file__).parents[3]


def manifest() -> Json:
    text = (folder("config") / "slack-manifest.yaml").read_text("utf-8")
    read: Json = yaml.safe_load(text)
    return read


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  # compared with the server's real clock


# --- the manifest ----------------------------------------------------------------


def test_the_manifest_is_one_slack_takes() -> None:
    schemas = list((SPECS / "slack-manifest").glob("*.json"))
    if not schemas:
        pytest.skip("Slack's schema does not lie beside this checkout")
    jsonschema = pytest.importorskip("jsonschema")
    schema = yaml.safe_load(schemas[0].read_text("utf-8"))

    jsonschema.validate(manifest(), schema)


def test_the_manifest_asks_for_what_the_bot_uses_and_no_more() -> None:
    assert sorted(manifest()["oauth_config"]["scopes"]["bot"]) == sorted(SCOPES)


def test_every_permission_and_event_says_why() -> None:
    text = (folder("config") / "slack-manifest.yaml").read_text("utf-8")
    lines = [line.strip() for line in text.splitlines()]

    for scope in SCOPES:
        [line] = [line for line in lines if line.startswith(f"- {scope} ")]
        assert " # " in line


def test_every_event_heard_is_subscribed_to() -> None:
    subscribed = set(manifest()["settings"]["event_subscriptions"]["bot_events"])

    assert subscribed >= {
        "app_mention",
        "message.im",
        "app_home_opened",
        "member_joined_channel",
        "app_uninstalled",
        "tokens_revoked",
    }


def test_the_setup_page_names_every_setting() -> None:
    page = (ROOT / "docs" / "slack.md").read_text("utf-8")

    for name in Server().settings().__slots__:
        assert f"`slack.{name}`" in page, name


# --- the doctor --------------------------------------------------------------------


def wrong(found: tuple[Finding, ...]) -> list[str]:
    return [finding.what for finding in found if not finding.ok]


async def test_a_good_setup_has_nothing_to_mend(server: Server) -> None:
    found = await doctor.check(server.settings(), now)

    assert wrong(found) == []
    assert any("signed in as dateline" in finding.what for finding in found)


def lose_a_scope(server: Server) -> None:
    server.tokens[TOKEN]["scopes"] -= {"users:read"}


def leave(server: Server) -> None:
    server.channels[CHANNEL]["is_member"] = False


def lose_the_socket(server: Server) -> None:
    server.fail("apps.connections.open", Fault("invalid_auth"))


def lose_the_token(server: Server) -> None:
    server.tokens[TOKEN]["revoked"] = True


def belong_to_an_organisation(server: Server) -> None:
    server.tokens[TOKEN]["organisation"] = True


def go_away(server: Server) -> None:
    server.fail("auth.test", Fault(status=503))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lose_a_scope, "users:read"),
        (leave, "in no channel"),
        (lose_the_socket, "slack.app_token"),
        (lose_the_token, "token_revoked"),
        (belong_to_an_organisation, "whole organisation"),
        (go_away, "503"),
    ],
)
async def test_the_doctor_finds_what_is_wrong(
    server: Server, harm: Callable[[Server], None], said: str
) -> None:
    harm(server)

    found = await doctor.check(server.settings(), now)

    [what] = wrong(found)
    assert said in what
    assert all(finding.remedy for finding in found if not finding.ok)
    assert TOKEN not in str(found)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"bot_token": Secret("")}, "slack.bot_token"),
        ({"app_token": Secret("")}, "slack.app_token"),
        ({"mode": "http", "signing_secret": Secret("")}, "slack.signing_secret"),
        ({"client_id": "1.2", "client_secret": Secret("")}, "slack.client_secret"),
        ({"client_id": "1", "client_secret": Secret("s")}, "slack.encryption_key"),
    ],
)
async def test_a_setting_that_lacks_is_named(
    server: Server, change: Json, named: str
) -> None:
    found = await doctor.check(server.settings(**change), now)

    assert any(what.startswith(named) for what in wrong(found))


async def test_another_command_than_the_manifests_is_noticed(server: Server) -> None:
    found = await doctor.check(server.settings(), now, command="feed")

    assert "/feed" in wrong(found)[0]


async def test_a_wrong_clock_is_noticed(server: Server) -> None:
    found = await doctor.check(server.settings(), lambda: now() - timedelta(hours=1))

    assert "the clock is 3600 s off" in wrong(found)[0].replace("3599", "3600")
