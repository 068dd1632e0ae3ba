from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.settings import Secret, Settings, folder, load


def test_the_defaults_are_a_working_configuration() -> None:
    settings = load({})

    assert settings.web.host == "127.0.0.1"
    assert settings.database_url == "sqlite:///.dateline/dateline.db"


@pytest.mark.parametrize(
    ("name", "text", "path", "value"),
    [
        ("DATELINE_SLACK_BOT_TOKEN", "xoxb-1", "slack.bot_token", "xoxb-1"),
        ("DATELINE_SLACK_APP_TOKEN", "xapp-1", "slack.app_token", "xapp-1"),
        ("DATELINE_SLACK_SIGNING_SECRET", "s", "slack.signing_secret", "s"),
        ("DATELINE_SLACK_BASE_URL", "http://x/", "slack.base_url", "http://x/"),
        ("DATELINE_DISCORD_TOKEN", "t", "discord.token", "t"),
        ("DATELINE_DISCORD_API_URL", "http://x", "discord.api_url", "http://x"),
        ("DATELINE_DISCORD_GATEWAY_URL", "ws://x", "discord.gateway_url", "ws://x"),
        ("DATELINE_DISCORD_SHARD_IDS", "0, 1", "discord.shard_ids", (0, 1)),
        ("DATELINE_DATABASE_URL", "sqlite:///a", "database_url", "sqlite:///a"),
        ("DATELINE_WEB_HOST", "0.0.0.0", "web.host", "0.0.0.0"),  # noqa: S104
        ("DATELINE_WEB_PORT", "9000", "web.port", 9000),
        ("DATELINE_WEB_CHAT", "no", "web.chat", False),
        ("DATELINE_DATA_DIR", "/srv/d", "data_dir", Path("/srv/d")),
        ("DATELINE_INGEST_TIMEOUT", "3.5", "ingest.timeout", 3.5),
    ],
)
def test_a_variable_sets_its_key(
    name: str, text: str, path: str, value: object
) -> None:
    found: object = load({name: text})
    for key in path.split("."):
        found = getattr(found, key)

    assert found == value


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("DATELINE_WEB_PORT", "eighty", "web.port: “eighty” is not a whole number"),
        ("DATELINE_WEB_CHAT", "maybe", "web.chat: “maybe” is not true or false"),
        ("DATELINE_WEB_PROT", "80", "DATELINE_WEB_PROT: no such setting"),
        ("DATELINE_TOKEN", "x", "DATELINE_TOKEN: no such setting"),
    ],
)
def test_a_wrong_variable_is_named_with_what_is_wrong(
    name: str, text: str, says: str
) -> None:
    with pytest.raises(ConfigError, match=says):
        load({name: text})


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("[web]\nprot = 1", "web.prot: no such setting"),
        ("web = 1", "web: a section and a value differ"),
        ("[web]\nport = 'x", "not valid TOML"),
        ("[web]\nport = 1.5", "web.port: 1.5 is not a whole number"),
        ("[slack]\nbot_token = 5", "slack.bot_token: 5 is not text"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(
    tmp_path: Path, toml: str, says: str
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(toml)

    with pytest.raises(ConfigError, match=says):
        load({"DATELINE_CONFIG": str(file)})


def test_a_variable_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text("[web]\nport = 1")

    both = {"DATELINE_CONFIG": str(file), "DATELINE_WEB_PORT": "2"}

    assert load({"DATELINE_CONFIG": str(file)}).web.port == 1
    assert load(both).web.port == 2


def test_a_missing_file_is_an_error() -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load({"DATELINE_CONFIG": "/nowhere/own.toml"})


def test_a_secret_is_usable_but_never_shown() -> None:
    settings = load({"DATELINE_SLACK_BOT_TOKEN": "xoxb-secret"})

    assert settings.slack.bot_token == "xoxb-secret"  # noqa: S105
    assert "xoxb-secret" not in repr(settings)
    assert repr(Secret("")) == "Secret('')"


def test_every_setting_is_explained_in_the_file_of_defaults() -> None:
    lines = (folder("config") / "default.toml").read_text().splitlines()
    keys = [line for line in lines if " = " in line or "= " in line]

    assert isinstance(load({}), Settings)
    assert len(keys) >= 40
