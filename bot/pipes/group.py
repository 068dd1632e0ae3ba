"""``dateline group``: articles in, the story each belongs to out, in the same order."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from bot.pipes import BadLine, Record, optional, parsed, string
from summarizer import (
    Day,
    Embedder,
    Item,
    Moment,
    Published,
    Undated,
    digest,
    lead,
    load_editor,
    load_embedder,
)


def grouped(lines: Iterable[bytes]) -> Iterator[str]:
    """Group all lines as the bot would, article by article; a bad one gets an error."""
    editor, embedder = load_editor(), load_embedder()
    items, answers = _items(lines, embedder)
    stories = {
        member: story.id for story in editor.gather(items) for member in story.members
    }
    for key, record in answers:
        if key is not None:
            record["story"] = stories[key]
        yield json.dumps(record, ensure_ascii=True)


def _items(
    lines: Iterable[bytes], embedder: Embedder
) -> tuple[list[Item], list[tuple[str | None, Record]]]:
    items: list[Item] = []
    answers: list[tuple[str | None, Record]] = []
    for line in lines:
        if not line.strip():
            continue
        try:
            item, identity = item_of(line, embedder)
        except BadLine as error:
            answers.append((None, {"id": error.identity, "error": str(error)}))
            continue
        items.append(item)
        answers.append((item.id, {"id": identity}))
    return items, answers


def item_of(line: bytes, embedder: Embedder) -> tuple[Item, object]:
    """Return an article as grouping takes it, and its id as given.

    Raises:
        BadLine: a field is missing or not what it should be.
    """
    record = parsed(line)
    title, text = whole(string(record, "title")), optional(record, "text")
    text = None if text is None else whole(text)
    said = lead(title, text or "")
    published = _published(record)
    name = json.dumps(record["id"])
    item = Item(
        # Two rows under one id are two articles, unless they say the same.
        id=f"{name} {digest(title, repr(text), repr(published))}",
        title=title,
        text=text,
        published=published,
        embedding=embedder.embed([said])[0].astype("<f4").tobytes(),
    )
    return item, record["id"]


def whole(text: str) -> str:
    """Return a text whose halves of characters, if JSON held any, are replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _published(record: Record) -> Published:
    value = optional(record, "published")
    if value is None:
        return Undated()
    try:
        if len(value) == len("2026-11-25"):
            return Day(date.fromisoformat(value))
        moment = datetime.fromisoformat(value)
        return Moment(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError) as error:
        raise BadLine(
            f"“published” is no ISO 8601 time: {value}", record["id"]
        ) from error
