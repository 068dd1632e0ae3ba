"""Many workspaces: installing, tokens at rest, changing the key, leaving."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request
from cryptography.fernet import Fernet

from bot import web
from bot.adapters.slack import Installations, Slack
from bot.adapters.slack.oauth import SCOPES
from bot.adapters.slack.workspaces import Workspace
from bot.chat import Target
from bot.errors import ConfigError, Forbidden
from bot.settings import Secret
from bot.store import Store
from tests.factories import NOW, make_part
from tests.listening import Scripted
from tests.platforms.slack import CHANNEL, Server
from tests.platforms.slack.methods import installed
from tests.platforms.slack.server import BOT

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
TOKEN = "xoxb-200-other-workspace"  # noqa: S105
TEAM, US, US_ID = "T200", "U901", "B901"
CODE = "4724469134.a-code"


@dataclass(slots=True)
class Installed:
    bot: Slack
    held: Installations
    client: "TestClient[Request, Application]"

    async def begin(self) -> tuple[str, str]:
        """Follow the button; return where it leads and the browser's cookie."""
        answer = await self.client.get("/slack/install", allow_redirects=False)
        cookie = SimpleCookie(answer.headers["Set-Cookie"])
        return answer.headers["Location"], cookie["dateline-install"].value

    async def back(self, code: str, state: str, cookie: str) -> tuple[int, str]:
        answer = await self.client.get(
            "/slack/oauth_redirect",
            params={"code": code, "state": state},
            headers={"Cookie": f"dateline-install={cookie}"},
        )
        return answer.status, await answer.text()


def held(server: Server, store: Store, key: str) -> Installations:
    settings = server.settings(encryption_key=Secret(key))
    return Installations(store, settings, lambda: NOW)


@asynccontextmanager
async def opened(server: Server, store: Store) -> AsyncIterator[Installed]:
    async def ready() -> None:
        return None

    kept = held(server, store, OLD)
    settings = server.settings(
        bot_token=Secret(""), client_id="1.2", client_secret=Secret("s")
    )
    bot = Slack(settings, clock=lambda: NOW, installations=kept, pace=0.0)
    app = web.application(bot.routes(), ready)
    async with TestClient(TestServer(app)) as client:
        yield Installed(bot, kept, client)


@pytest.fixture
async def other(server: Server, lite: Store) -> AsyncIterator[Installed]:
    server.tokens[TOKEN] = installed(TEAM, US, US_ID, SCOPES)
    server.codes[CODE] = {
        "access_token": TOKEN,
        "scope": ",".join(SCOPES),
        "team": {"id": TEAM},
        "bot_user_id": US,
    }
    async with opened(server, lite) as ready:
        yield ready


async def test_a_workspace_installs_the_app_and_is_posted_to(
    server: Server, other: Installed
) -> None:
    there, cookie = await other.begin()
    asks = parse_qs(urlsplit(there).query)

    status, told = await other.back(CODE, asks["state"][0], cookie)
    await other.bot.send(Target("slack", TEAM, CHANNEL), make_part(), "k")

    assert there.startswith(f"{server.url}/oauth/v2/authorize?")
    assert asks["scope"] == [",".join(SCOPES)]
    assert (status, "/invite" in told) == (200, True)
    assert server.posts()[0]["user"] == US


@pytest.mark.parametrize(
    ("state", "cookie"),
    [("theirs", "mine"), ("", ""), ("mine", "")],
    ids=["another's", "none", "no cookie"],
)
async def test_only_who_began_may_finish(
    other: Installed, state: str, cookie: str
) -> None:
    status, _ = await other.back(CODE, state, cookie)

    assert status == 400
    assert await other.held.find(TEAM) is None


async def test_a_code_slack_refuses_installs_nothing(other: Installed) -> None:
    status, told = await other.back("stale", "s", "s")

    assert (status, "invalid_code" in told) == (502, True)


async def test_a_whole_organisation_is_refused_and_told_what_to_do(
    server: Server, other: Installed
) -> None:
    server.codes[CODE] |= {
        "is_enterprise_install": True,
        "team": None,
        "enterprise": {"id": "E100", "name": "Org"},
    }

    status, told = await other.back(CODE, "s", "s")

    assert status == 400
    assert "choose a workspace" in told
    assert await other.held.find("E100") is None


async def test_a_workspace_of_an_organisation_is_installed_as_any_other(
    server: Server, other: Installed
) -> None:
    server.codes[CODE] |= {
        "is_enterprise_install": False,
        "enterprise": {"id": "E100", "name": "Org"},
    }

    status, _ = await other.back(CODE, "s", "s")

    found = await other.held.find(TEAM)
    assert status == 200
    assert found is not None
    assert found.bot == US


async def test_a_workspace_that_did_not_install_is_told_so(
    server: Server, other: Installed
) -> None:
    task = asyncio.ensure_future(other.bot.run(Scripted()))  # noqa: TID251
    await server.until(lambda: server.connections)

    await server.slash("status")
    await server.until(lambda: server.responses)
    task.cancel()
    await asyncio.wait((task,))

    assert "not installed in this workspace" in server.responses[0]["text"]


async def test_a_workspace_that_did_not_install_is_not_posted_to(
    other: Installed,
) -> None:
    with pytest.raises(Forbidden, match="install"):
        await other.bot.send(Target("slack", "T999", CHANNEL), make_part(), "k")


async def test_each_workspace_is_heard_and_answered_as_itself(
    server: Server, other: Installed
) -> None:
    await other.held.save(Workspace(TEAM, Secret(TOKEN), US, US_ID), "")
    listener = Scripted()

    task = asyncio.ensure_future(other.bot.run(listener))  # noqa: TID251
    await server.until(lambda: server.connections)
    event = {"type": "app_mention", "user": "U100", "channel": CHANNEL}
    ts = await server.say(f"<@{US}> hello", kinds=())
    await server.event({**event, "text": f"<@{US}> hello", "ts": ts}, team=TEAM)
    await server.answered(ts)
    other_ts = await server.say(f"<@{BOT}> and me?", kinds=())
    await server.event({**event, "text": f"<@{BOT}> and me?", "ts": other_ts})
    await server.event({"type": "app_uninstalled"}, team=TEAM)
    await server.until(lambda: listener.lefts)
    task.cancel()
    await asyncio.wait((task,))

    assert [heard.target.workspace for heard in listener.heard] == [TEAM]
    assert listener.lefts == [Target("slack", TEAM, "")]
    assert await other.held.find(TEAM) is None


async def test_no_token_stands_in_the_database(
    server: Server, lite: Store, sqlite_url: str
) -> None:
    await held(server, lite, OLD).save(Workspace(TEAM, Secret(TOKEN), US), "")

    files = [*Path(sqlite_url.removeprefix("sqlite:///")).parent.glob("dateline.db*")]
    assert any(TEAM.encode() in file.read_bytes() for file in files)
    for file in files:
        assert TOKEN.encode() not in file.read_bytes()


async def test_a_key_is_changed_without_losing_a_workspace(
    server: Server, lite: Store
) -> None:
    await held(server, lite, OLD).save(Workspace(TEAM, Secret(TOKEN), US), "")

    await held(server, lite, f"{NEW},{OLD}").ready()

    found = await held(server, lite, NEW).find(TEAM)
    assert found is not None
    assert found.token == TOKEN


async def test_a_token_of_an_unknown_key_is_the_operators_to_mend(
    server: Server, lite: Store
) -> None:
    await held(server, lite, OLD).save(Workspace(TEAM, Secret(TOKEN), US), "")

    with pytest.raises(ConfigError, match="encrypted with another key"):
        await held(server, lite, NEW).ready()


async def test_keys_may_come_from_a_file(
    server: Server, lite: Store, tmp_path: Path
) -> None:
    file = tmp_path / "keys"
    file.write_text(f"{NEW}\n{OLD}\n")
    await held(server, lite, OLD).save(Workspace(TEAM, Secret(TOKEN), US), "")
    settings = server.settings(encryption_key_file=str(file))

    found = await Installations(lite, settings, lambda: NOW).find(TEAM)

    assert found is not None


@pytest.mark.parametrize("key", ["", "too short", "ü" * 44])
def test_a_missing_or_bad_key_says_how_to_make_one(
    server: Server, lite: Store, key: str
) -> None:
    with pytest.raises(ConfigError, match="generate_key"):
        held(server, lite, key)
