"""``dateline group``: every line is answered in its place, whatever the others are."""

import json
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.ingest import files
from bot.pipes import Record
from bot.pipes.group import grouped
from summarizer import Moment

SEEDS = Path(__file__).parent.parent / "seeds"

DAM = "The dam above Velmora broke after three days of rain, mayor Ilka Brandt said."
FLED = "Hundreds fled when the dam above Velmora broke, said mayor Ilka Brandt."
TRAMS = "Tram drivers in Port Aldane walked out on Tuesday over night shifts."


def row(name: object, title: str, text: str | None = None, **more: object) -> Record:
    return {"id": name, "title": title, "text": text, "published": None, **more}


ROWS: Sequence[Record] = [
    row("a", "Dam breaks above Velmora", DAM, published="2031-05-06T12:00:00+00:00"),
    row("b", "Hundreds flee as Velmora dam breaks", FLED, published="2031-05-06"),
    row("c", "Trams stand still in Port Aldane", TRAMS),
    row("d", "Velmora dam breaks, hundreds flee"),
    row("d", "Port Aldane tram drivers strike"),
    row("d", "Velmora dam breaks, hundreds flee"),
    row(5, "Staudamm über Velmora gebrochen"),
    row("5", "大坝决堤,数百人逃离家园"),
    row("e", "", ""),
    row("f", "🔥🔥", None, published="9999-12-31"),
    row("g", "half \ud800 a character", "\udfff"),
    row("h", "long", "x" * 200_000),
    row("i", "Bad time", None, published="9999-12-31T23:59:59-14:00"),
    row("j", "Bad text", None) | {"text": 5},
    {"id": "k"},
]


def answers(rows: Sequence[Record]) -> list[Record]:
    lines = [json.dumps(each).encode() for each in rows]
    return [json.loads(line) for line in grouped(lines)]


def test_what_belongs_together_is_one_story_and_bad_lines_say_why() -> None:
    found = answers(ROWS)

    assert [each["id"] for each in found] == [each["id"] for each in ROWS]
    stories = [each.get("story") for each in found]
    assert stories[0] == stories[1]
    assert stories[3] == stories[5] != stories[4]
    assert len({*stories[:3]}) == 2
    assert [each["id"] for each in found if "error" in each] == ["i", "j", "k"]


@pytest.mark.parametrize("seed", range(3))
def test_shuffled_lines_give_the_same_stories(seed: int) -> None:
    order = list(range(len(ROWS)))
    random.Random(seed).shuffle(order)  # noqa: S311

    shuffled = answers([ROWS[at] for at in order])

    found = answers(ROWS)
    assert shuffled == [found[at] for at in order]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_an_id_is_a_number_that_json_can_write(number: str) -> None:
    [out] = grouped([f'{{"id": {number}, "title": "x"}}'.encode()])

    assert "“id” is missing" in json.loads(out)["error"]


def test_a_vote_its_recount_and_its_result_three_days_later_are_one_story() -> None:
    rows = []
    for path in sorted(SEEDS.glob("*.txt")):
        version = files.read(path)
        at = version.published
        published = at.at.isoformat() if isinstance(at, Moment) else None
        told = row(path.name[3:7], version.title or "", version.text)
        rows.append(told | {"published": published})

    found = answers(rows)

    kinds = {(each["id"], each["story"]) for each in found}
    assert len({story for _, story in kinds}) == len(kinds) == 7


def test_no_lines_are_no_stories() -> None:
    assert list(grouped([b"", b"  "])) == []
