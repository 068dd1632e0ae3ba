"""The terminal's commands. Prints, decides nothing.

Exit codes: 0 done; 1 done, with findings to act upon (`doctor`, `feed test`); 2 the
command, a setting or the input cannot be used; 3 the database cannot be used; 130
interrupted.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path

from bot import settings as configuration
from bot.chat import Target
from bot.errors import ConfigError, DatelineError, StoreError
from bot.pipes import Handle, arriving, stream
from bot.settings import Settings

UNUSABLE, NO_DATABASE, INTERRUPTED = 2, 3, 130
VERBS = ("add", "list", "test", "remove", "import", "export")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit with its code."""
    try:
        code = _run(arguments)
    except StoreError as error:
        code = _complain(error, NO_DATABASE)
    except DatelineError as error:
        code = _complain(error, UNUSABLE)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        # whoever read our output has seen enough; python would complain at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)


def _complain(error: DatelineError, code: int) -> int:
    print(f"dateline: {error}", file=sys.stderr)
    return code


def _run(arguments: Sequence[str] | None) -> int:
    options = parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    return command(options)


def parser() -> argparse.ArgumentParser:
    """Return the grammar of the command line."""
    root = argparse.ArgumentParser(
        prog="dateline",
        description="A news bot that posts only verbatim, attributed sentences.",
    )
    root.add_argument("--version", action="version", version=version("dateline"))
    root.set_defaults(command=lambda _options: _explained(root))
    commands = root.add_subparsers(metavar="COMMAND")
    _add_bot(commands)
    _add_filters(commands)
    _add_sources(commands)
    return root


def _explained(root: argparse.ArgumentParser) -> int:
    """Show what there is to somebody who named no command."""
    root.print_help(sys.stderr)
    return UNUSABLE


_Commands = argparse._SubParsersAction  # noqa: SLF001  # argparse names it no other way


def _add(
    commands: "_Commands[argparse.ArgumentParser]",
    name: str,
    text: str,
    command: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    added = commands.add_parser(name, help=text, description=text)
    added.set_defaults(command=command)
    return added


def _add_bot(commands: "_Commands[argparse.ArgumentParser]") -> None:
    run = _add(commands, "run", "Run the bot and its chat page.", _bot)
    run.add_argument("--now", type=_moment, help="start the clock at this moment")
    brief = _add(commands, "brief", "Print a briefing of the given files.", _brief)
    brief.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    brief.add_argument("--sentences", type=_count, default=3)
    brief.add_argument("--now", type=_moment, help="as if read at this moment")
    chat = _add(commands, "chat", "Ask in the terminal.", _chat)
    chat.add_argument("--now", type=_moment, help="start the clock at this moment")
    doctor = _add(commands, "doctor", "Check the set-up; say what to fix.", _doctor)
    doctor.add_argument("--offline", action="store_true", help="ask no platform")


def _add_filters(commands: "_Commands[argparse.ArgumentParser]") -> None:
    text = "JSON lines {id, text, title?} in, what was understood of each out."
    read = _add(commands, "read", text, _read)
    read.add_argument("--sentences", type=_count, default=3, help="of the summary")
    read.add_argument("--algorithm", help="learned, or one of sumy's")
    read.add_argument("--processes", type=_count, help="default: the cores there are")

    extract = _add(commands, "extract", "JSON lines {id, html, url?} in.", _extract)
    extract.add_argument("--processes", type=_count)
    text = "JSON lines {id, title, text, published} in, {id, story} out."
    _add(commands, "group", text, _group)


def _add_sources(commands: "_Commands[argparse.ArgumentParser]") -> None:
    text = "Add, list, test, remove, import, export the sources of a channel."
    feed = _add(commands, "feed", text, _feed)
    feed.add_argument("verb", choices=VERBS)
    feed.add_argument("what", nargs="*", help="address, number, or OPML file")
    _add_channel(feed)
    text = "Delete all that is kept of a channel or a workspace."
    forget = _add(commands, "forget", text, _forget)
    forget.add_argument("scope", choices=("channel", "workspace"))
    forget.add_argument(
        "target",
        type=_target,
        metavar="PLATFORM/WORKSPACE[/CHANNEL]",
        help="as in slack/T012/C345",
    )


def _add_channel(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--channel",
        type=_target,
        default=_target("web/local/newsroom"),
        metavar="PLATFORM/WORKSPACE/CHANNEL",
        help="default: the chat page's",
    )


def _target(text: str) -> Target:
    platform, _, rest = text.partition("/")
    workspace, _, channel = rest.partition("/")
    if not (platform and workspace):
        raise argparse.ArgumentTypeError(f"“{text}” is not PLATFORM/WORKSPACE/CHANNEL")
    return Target(platform, workspace, channel)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a count (1, 2, …)")
    return int(text)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"“{text}” is not a moment (use 2026-11-25T07:59+01:00)"
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


# --- the bot -----------------------------------------------------------------


def _bot(options: argparse.Namespace) -> int:
    from bot import app  # noqa: PLC0415  # the filters start without the bot

    asyncio.run(app.run(configuration.load(), _announce, now=options.now))
    return 0


def _announce(address: str) -> None:
    print(f"Dateline is open at {address} (Ctrl+C stops it)", flush=True)


def _hushed() -> Settings:
    """Return the settings with logs that do not come between what is printed."""
    chosen = configuration.load()
    if chosen.log.level != "info":
        return chosen
    return replace(chosen, log=replace(chosen.log, level="warning"))


def _brief(options: argparse.Namespace) -> int:
    from bot import app  # noqa: PLC0415

    paths = options.paths or [configuration.folder("seeds")]
    print(app.brief(paths, options.sentences, now=options.now))
    return 0


def _chat(options: argparse.Namespace) -> int:
    from bot import app  # noqa: PLC0415

    asyncio.run(app.chat(_hushed(), now=options.now))
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from bot import app  # noqa: PLC0415

    findings = asyncio.run(app.doctor(_hushed(), offline=options.offline))
    for finding in findings:
        print(f"{'ok  ' if finding.ok else 'FIX '} {finding.what}")
        if not finding.ok:
            print(f"     {finding.remedy}")
    return 0 if all(finding.ok for finding in findings) else 1


def _feed(options: argparse.Namespace) -> int:
    from bot import app  # noqa: PLC0415

    asked = " ".join([options.verb, *options.what])
    print(asyncio.run(app.feed(_hushed(), options.channel, asked)))
    return 0


def _forget(options: argparse.Namespace) -> int:
    from bot import app  # noqa: PLC0415

    target: Target = options.target
    if (options.scope == "channel") != bool(target.channel):
        form = "PLATFORM/WORKSPACE" + "/CHANNEL" * (options.scope == "channel")
        raise ConfigError(f"forget {options.scope}: which one? Write {form}")
    count = asyncio.run(app.forget(_hushed(), target))
    print(f"Deleted all that was kept of {count} channel{'s' if count != 1 else ''}.")
    return 0


# --- the filters ---------------------------------------------------------------


def _read(options: argparse.Namespace) -> int:
    from bot.pipes import read  # noqa: PLC0415

    algorithm = options.algorithm or configuration.load().summary.algorithm
    start = partial(read.start, options.sentences, algorithm)
    return _pipe(start, options.processes)


def _extract(options: argparse.Namespace) -> int:
    from bot.pipes import extract  # noqa: PLC0415

    return _pipe(extract.start, options.processes)


def _group(_options: argparse.Namespace) -> int:
    from bot.pipes import group  # noqa: PLC0415

    for line in group.grouped(_input()):
        print(line)
    return 0


def _pipe(start: Callable[[], Handle], processes: int | None) -> int:
    for line in stream(_arriving(), start, processes):
        print(line, flush=True)
    return 0


def _arriving() -> Generator[bytes | None, None, None]:
    try:
        yield from arriving(sys.stdin.fileno() if sys.stdin else -1)  # closed
    except OSError as error:
        raise ConfigError(f"standard input: cannot be read ({error})") from error


def _input() -> Generator[bytes, None, None]:
    if sys.stdin is None:
        raise ConfigError("standard input: it is closed")
    try:
        yield from sys.stdin.buffer
    except OSError as error:
        raise ConfigError(f"standard input: cannot be read ({error})") from error
