"""Read articles from plain-text files, with or without a small header.

It does not clean the text: what stands in the file is the version.
"""

from datetime import date, datetime
from pathlib import Path

from bot.errors import Unreadable
from bot.letters import sound
from summarizer import Article, Day, Moment, Published, Undated, Version, digest

KEYS = frozenset({"Outlet", "Address", "Published", "By", "Language"})
"""The header's keys; any other first line belongs to the text."""
MAX_BYTES = 5_000_000
"""A larger file is refused: no article is that long."""


def folder(path: Path) -> tuple[Version, ...]:
    """Read every ``.txt`` file of a folder, in order of name.

    Raises:
        Unreadable: the folder or one of its files cannot be read; the text says which.
    """
    if not path.is_dir():
        raise Unreadable(f"{path}: no such folder")
    return tuple(read(file) for file in sorted(path.glob("*.txt")))


def read(path: Path) -> Version:
    """Read one file.

    Raises:
        Unreadable: it is missing, too large, or not UTF-8 text.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Unreadable(f"{path}: larger than {MAX_BYTES:,} bytes")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8"
        ) from error
    return parse(sound(text.replace("\r\n", "\n")), path.name)


def parse(text: str, name: str) -> Version:
    """Take header and body apart; ``name`` identifies a file without an address.

    Raises:
        Unreadable: a header line is not what its key asks for.
    """
    header, body = _split(text)
    address = header.get("Address")
    identity = digest("address", address) if address else digest("file", name)
    return Version(
        article=Article(identity, header.get("Outlet", ""), address),
        text=body,
        published=_published(header.get("Published"), name),
        author=header.get("By"),
        language=header.get("Language", "en"),
    )


def _split(text: str) -> tuple[dict[str, str], str]:
    head, gap, body = text.partition("\n\n")
    pairs = [line.partition(": ") for line in head.split("\n")]
    if not gap or not all(key in KEYS and colon for key, colon, _ in pairs):
        return {}, text
    return {key: value.strip() for key, _, value in pairs}, body.lstrip("\n")


def _published(value: str | None, name: str) -> Published:
    if value is None:
        return Undated()
    try:
        if "T" not in value:
            return Day(date.fromisoformat(value))
        return Moment(datetime.fromisoformat(value))
    except ValueError as error:
        raise Unreadable(
            f"{name}: Published: “{value}” is not a day or a moment with its zone "
            "(2026-11-24 or 2026-11-24T06:40:00+00:00)"
        ) from error
