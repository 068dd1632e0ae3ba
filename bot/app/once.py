"""What the command line does once, without starting the bot."""

import asyncio
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import plain, store
from bot.app.parts import Parts, algorithm, assembled, clock, craft_of, means
from bot.chat import Finding, Incoming, Origin, Person, Target
from bot.commands.desk import Desk
from bot.digests.compose import compose
from bot.digests.edition import Cover, edit
from bot.errors import DatelineError, Unreadable
from bot.ingest import files, listed
from bot.settings import Settings
from bot.store import places, sources
from summarizer import Reader, Source, Version, load, load_editor


def brief(paths: Sequence[Path], sentences: int, now: datetime | None = None) -> str:
    """Return a briefing of text files and folders of them, as plain text.

    Raises:
        Unreadable: one of them cannot be read.
    """
    until = clock(now)()
    reader, craft = load(embedding=True), craft_of(load_editor())
    held = [_source(reader, version, until) for path in paths for version in _at(path)]
    cover = Cover("Briefing", ZoneInfo("UTC"), until, sentences=sentences)
    message = compose(edit(held, craft, cover))
    return plain.message(message)


def _at(path: Path) -> tuple[Version, ...]:
    return files.folder(path) if path.is_dir() else (files.read(path),)


def _source(reader: Reader, version: Version, now: datetime) -> Source:
    return Source(version, reader.read(version.text, version.title), now)


async def feed(chosen: Settings, target: Target, asked: str) -> str:
    """Do what a ``feed`` line says for a channel, and return what there is to say.

    Raises:
        IngestError: a list of feeds cannot be read.
    """
    verb, _, words = asked.partition(" ")
    async with assembled(chosen) as parts:
        if verb == "import":
            return await _imported(parts, target, Path(words))
        if verb == "export":
            return await _exported(parts, target)
        person = Person("operator", "operator", may_configure=True)
        line = Incoming(
            f"cli-{time.time_ns()}", target, person, f"feed {asked}", Origin.TERMINAL
        )
        reply = await Desk(means(parts)).answer(line)
        return plain.message(reply.message) if reply else ""


async def _imported(parts: Parts, target: Target, path: Path) -> str:
    try:
        text = await asyncio.to_thread(path.read_text, "utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"{path}: cannot be read: {error}") from error
    feeds = await listed.read(text, parsing=parts.reading.parsing)
    now = parts.clock()
    async with parts.store.writing() as tx:
        place = await places.join(tx, target, now=now)
    taken = await listed.take(parts.store, place.id, feeds, now=now, owner="operator")
    return listed.told(taken)


async def _exported(parts: Parts, target: Target) -> str:
    async with parts.store.reading() as tx:
        place = await places.find(tx, target)
        held = await sources.of_place(tx, place.id) if place else ()
    if not (text := listed.give(held)):
        raise Unreadable("there is no feed in that channel to export")
    return text


async def forget(chosen: Settings, target: Target) -> int:
    """Delete all that is kept of a channel, or of all channels of a workspace."""
    async with store.opened(chosen.database_url) as db, db.writing() as tx:
        return await places.forget(tx, target)


async def doctor(chosen: Settings, *, offline: bool) -> tuple[Finding, ...]:
    """Look at everything the bot needs, and say what to fix.

    ``offline`` asks no platform.
    """
    found = [Finding(ok=True, what="settings are read"), *_weights(chosen)]
    found.append(await _database(chosen))
    asked = () if offline else await _platforms(chosen)
    return (*found, *asked)


def _weights(chosen: Settings) -> tuple[Finding, ...]:
    try:
        reader = load(algorithm=algorithm(chosen))
        [quote] = reader.read("“It works,” Ana Ruiz said on Monday.").quotes
    except (DatelineError, OSError, ValueError) as error:
        remedy = f"{error}; install the package again"
        return (Finding(ok=False, what="reading articles", remedy=remedy),)
    named = quote.speaker.name if quote.speaker else "nobody"
    return (Finding(ok=True, what=f"articles are read (heard {named})"),)


async def _database(chosen: Settings) -> Finding:
    try:
        async with store.opened(chosen.database_url) as db, db.reading() as tx:
            here = await places.present(tx)
    except DatelineError as error:
        return Finding(ok=False, what="the database", remedy=str(error))
    return Finding(ok=True, what=f"the database answers ({len(here)} channels)")


async def _platforms(chosen: Settings) -> tuple[Finding, ...]:
    now, command = clock(), chosen.command
    slack: tuple[Finding, ...] = ()
    discord: tuple[Finding, ...] = ()
    if chosen.slack.bot_token or chosen.slack.client_id:
        from bot.adapters.slack import doctor as of_slack  # noqa: PLC0415  # 20 MB

        slack = await of_slack.check(chosen.slack, now, command)
    if chosen.discord.token:
        from bot.adapters.discord import doctor as of_discord  # noqa: PLC0415  # 20 MB

        discord = await of_discord.check(chosen.discord, now, command)
    return (*slack, *discord)
