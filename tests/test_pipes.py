import json
import os
import signal
from collections.abc import Iterator

import pytest

from bot.pipes import (
    BadLine,
    Handle,
    Record,
    answer,
    arriving,
    extract,
    optional,
    parsed,
    stream,
    string,
)
from bot.workers import limits


def start() -> Handle:
    def handle(line: bytes) -> Record:
        record = parsed(line)
        if string(record, "text") == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        return {"id": record["id"], "length": len(string(record, "text"))}

    return handle


def run(*lines: str, processes: int = 2) -> list[Record]:
    raw = (line.encode() for line in lines)
    return [json.loads(line) for line in stream(raw, start, processes)]


@pytest.mark.parametrize("processes", [1, 2])
def test_answers_come_in_the_order_of_the_lines(processes: int) -> None:
    lines = [json.dumps({"id": n, "text": "x" * n}) for n in range(100)]

    out = run(*lines, processes=processes)

    assert [record["id"] for record in out] == list(range(100))
    assert [record["length"] for record in out] == list(range(100))


@pytest.mark.parametrize(
    ("line", "identity", "says"),
    [
        ("{", None, "not JSON"),
        ("[1]", None, "not a JSON object"),
        ('{"text": "a"}', None, "“id” is missing"),
        ('{"id": true, "text": "a"}', None, "“id” is missing"),
        ('{"id": 1}', 1, "“text” is missing or not text"),
        ('{"id": "a", "text": 5}', "a", "“text” is missing or not text"),
        ("[" * 100_000, None, "not JSON"),
    ],
)
def test_a_bad_line_gets_an_error_in_its_place(
    line: str, identity: object, says: str
) -> None:
    out = run('{"id": 0, "text": ""}', line, '{"id": 2, "text": "ab"}')

    assert [out[0]["id"], out[2]["id"]] == [0, 2]
    assert out[1]["id"] == identity
    assert says in str(out[1]["error"])


def test_bytes_that_are_no_text_are_an_error_too() -> None:
    (out,) = stream([b'{"id": "\xff"}'], start, 1)

    assert json.loads(out) == {"id": None, "error": "not UTF-8 at byte 8"}


def test_a_line_that_kills_its_worker_loses_only_itself() -> None:
    lines = [json.dumps({"id": n, "text": "die" if n == 3 else "x"}) for n in range(40)]

    out = run(*lines)

    assert [record["id"] for record in out] == list(range(40))
    assert "its worker died" in str(out[3]["error"])
    assert all("length" in record for record in out if record["id"] != 3)


def test_lines_are_not_read_further_ahead_than_needed() -> None:
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        while True:
            read += 1
            yield json.dumps({"id": read, "text": "x"}).encode()

    answers = stream(endless(), start, 2)
    first = json.loads(next(answers))
    answers.close()

    assert first["id"] == 1
    assert read <= 40


def test_a_line_is_answered_before_the_next_is_there() -> None:
    awaited = False

    def slow() -> Iterator[bytes | None]:
        nonlocal awaited
        yield b'{"id": 1, "text": "x"}'
        yield None
        awaited = True
        yield b'{"id": 2, "text": "x"}'

    answers = stream(slow(), start, 2)
    first = json.loads(next(answers))

    assert first["id"] == 1
    assert not awaited
    assert [json.loads(line)["id"] for line in answers] == [2]


def test_lines_that_arrive_in_pieces_are_whole() -> None:
    source, sink = os.pipe()
    lines = arriving(source)

    os.write(sink, b"one\ntw")
    first, none = next(lines), next(lines)
    os.write(sink, b"o\n\nthree")
    os.close(sink)
    rest = list(lines)
    os.close(source)

    assert (first, none) == (b"one", None)
    assert [line for line in rest if line] == [b"two", b"three"]


def limited() -> Handle:
    limits.memory(200_000_000)

    def handle(line: bytes) -> Record:
        limits.seconds(1)
        record = parsed(line)
        while record.get("text") == "spin":
            pass
        size = 300_000_000 if record.get("text") == "swell" else 1
        return {"id": record["id"], "length": len(bytes(size))}

    return handle


def test_a_line_that_takes_everything_is_ended_and_the_others_go_on() -> None:
    texts = ["x", "spin", "x", "swell", "x"]
    lines = [json.dumps({"id": n, "text": text}) for n, text in enumerate(texts)]

    out = [json.loads(line) for line in stream(map(str.encode, lines), limited, 1)]

    assert [record["id"] for record in out] == list(range(5))
    assert "its worker died" in str(out[1]["error"])
    assert "MemoryError" in str(out[3]["error"])
    assert [n for n, record in enumerate(out) if "error" in record] == [1, 3]


def test_a_page_that_cannot_be_read_gets_an_error() -> None:
    deep = {"id": 1, "html": "<html><body>" + "<div>" * 300 + "deep"}

    out = json.loads(answer(extract.handle, json.dumps(deep).encode()))

    assert out == {"id": 1, "error": "it is nested too deeply"}


def test_empty_lines_are_passed_over() -> None:
    assert len(run("", '{"id": 1, "text": ""}', "  ")) == 1


def test_a_failure_of_ours_is_reported_with_the_id() -> None:
    def broken(_line: bytes) -> Record:
        raise ZeroDivisionError("x")

    out = json.loads(answer(broken, b'{"id": 7}'))

    assert out == {"id": 7, "error": "ZeroDivisionError: x"}


def test_null_is_the_same_as_absent_where_a_text_is_optional() -> None:
    assert optional({"id": 1, "title": None}, "title") is None
    with pytest.raises(BadLine, match="title"):
        optional({"id": 1, "title": 5}, "title")
