from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.errors import Unreadable
from bot.ingest import files
from bot.settings import folder
from summarizer import Day, Moment, Undated


def test_a_header_names_outlet_address_and_moment() -> None:
    text = (
        "Outlet: The Lantern\nAddress: https://lantern.example/a\n"
        "Published: 2026-11-24T06:40:00+01:00\nBy: Ana Ruiz\n\nA title\n\nA line.\n"
    )

    version = files.parse(text, "a.txt")

    assert version.article.outlet == "The Lantern"
    assert version.article.address == "https://lantern.example/a"
    assert version.published == Moment(datetime(2026, 11, 24, 5, 40, tzinfo=UTC))
    assert version.author == "Ana Ruiz"
    assert version.text == "A title\n\nA line.\n"


def test_a_file_without_a_header_is_the_text_as_it_stands() -> None:
    text = "Note: a title with a colon\n\nA line.\n"

    version = files.parse(text, "a.txt")

    assert version.text == text
    assert version.published == Undated()
    assert version.article.address is None


def test_a_day_is_not_made_into_a_moment() -> None:
    version = files.parse("Published: 2026-11-24\n\nA line.", "a.txt")

    assert version.published == Day(date(2026, 11, 24))


@pytest.mark.parametrize("value", ["yesterday", "2026-13-01", "2026-11-24T06:40"])
def test_a_wrong_time_says_what_is_right(value: str) -> None:
    with pytest.raises((Unreadable, ValueError), match="zone"):
        files.parse(f"Published: {value}\n\nA line.", "a.txt")


def test_a_file_keeps_its_identity_when_its_text_changes() -> None:
    before = files.parse("One.\n", "a.txt")
    after = files.parse("Two.\n", "a.txt")

    assert before.article.id == after.article.id
    assert before.id != after.id


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"caf\xe9")

    with pytest.raises(Unreadable, match=r"bad\.txt: not UTF-8 at byte 3"):
        files.folder(tmp_path)
    with pytest.raises(Unreadable, match="no such folder"):
        files.folder(tmp_path / "none")
    with pytest.raises(Unreadable, match="No such file"):
        files.read(tmp_path / "none.txt")


def test_the_seeds_are_read() -> None:
    versions = files.folder(folder("seeds"))

    assert len(versions) >= 12
    assert len({version.article.id for version in versions}) == len(versions)
