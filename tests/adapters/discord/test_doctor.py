"""The doctor names what is wrong on Discord, and what to do."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from bot.adapters.discord import commands, doctor
from bot.chat import Finding
from tests.platforms.discord import GUILD, Server

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


async def found(server: Server, **settings: object) -> dict[str, Finding]:
    findings = await doctor.check(server.settings(**settings), lambda: NOW)
    return {finding.what: finding for finding in findings}


async def test_a_missing_permission_is_named(server: Server) -> None:
    findings = await found(server)

    [bad] = [f for f in findings.values() if "missing" in f.what]
    assert "Send Messages, " in bad.what
    assert "Embed Links" in bad.what
    assert not bad.ok
    assert any("all permissions" in what for what in findings)


async def test_commands_not_yet_registered_are_named(server: Server) -> None:
    before = await found(server)
    server.world.commands = list(commands.payload("news"))
    after = await found(server)

    [name] = [what for what in before if "/news" in what]
    assert not before[name].ok
    assert after[name].ok


async def test_a_bad_token_is_named(server: Server) -> None:
    [finding] = (await found(server, token="wrong")).values()  # noqa: S106

    assert not finding.ok
    assert "discord.token" in finding.what


async def test_a_bot_in_no_server_gets_its_invitation(server: Server) -> None:
    server.routes.permissions = {}

    findings = await found(server)

    bad = findings["discord: in no server yet"]
    assert "scope=bot%20applications.commands&permissions=" in bad.remedy


async def test_too_few_shards_are_named(server: Server) -> None:
    server.routes.shards = 4

    findings = await found(server, shards=2)

    [bad] = [f for f in findings.values() if "shards" in f.what]
    assert not bad.ok


@pytest.mark.parametrize(("off", "ok"), [(1, True), (90, False)])
def test_a_wrong_clock_is_named(off: int, ok: bool) -> None:  # noqa: FBT001
    theirs = format_datetime(NOW + timedelta(seconds=off), usegmt=True)

    [finding] = doctor.clock_findings([theirs], NOW)

    assert finding.ok is ok


def test_a_server_that_gives_everything_is_well() -> None:
    server: dict[str, object] = {"id": GUILD, "name": "S", "permissions": str(1 << 3)}

    assert doctor.server_finding(server).ok
