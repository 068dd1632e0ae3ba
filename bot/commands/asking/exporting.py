"""The last answer as a table people can take away: csv, json or markdown."""

import csv
import io
import json
from dataclasses import asdict, dataclass
from typing import Final

from bot import plain
from bot.commands import shown, texts
from bot.commands.answered import Answered
from bot.commands.grammar import kinds
from bot.commands.here import Here
from bot.errors import CommandError
from bot.messages import Inline, Link, Quotation, Style, Text

MOST: Final = 60
"""Rows in one answer."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the answer."""

    speaker: str
    text: str
    source: str
    address: str
    version: str
    start: int
    end: int
    """Characters of the article's text that ``text`` stands at."""


async def export(here: Here, asked: kinds.Export) -> Answered:
    """Return the last answer's lines and quotations as text to copy.

    Raises:
        CommandError: nothing was shown here that could be exported.
    """
    message, _ = await shown.last(here)
    blocks = (
        [b for section in message.sections for b in section.blocks] if message else []
    )
    rows = [_row(item) for item in shown.items(blocks)][:MOST]
    if not rows:
        raise CommandError("There is nothing here to export. Ask something first.")
    write = {"csv": _csv, "json": _json, "md": _md}[asked.form]
    return Answered(
        texts.message(texts.say(Text(write(rows), Style.CODE))), private=True
    )


def _row(item: shown.Item) -> Row:
    block = item.block
    quoted = isinstance(block, Quotation)
    where = block.source if isinstance(block, Quotation) else block.spans
    first, last = item.verbatim[0], item.verbatim[-1]
    return Row(
        speaker=plain.inlines(block.by) if isinstance(block, Quotation) else "",
        text=" … ".join(piece.text for piece in item.verbatim),
        source=plain.inlines(where if quoted else where[len(item.verbatim) :]).strip(),
        address=_address(where),
        version=first.version,
        start=first.span.start,
        end=last.span.end,
    )


def _address(spans: tuple[Inline, ...]) -> str:
    return next((span.address for span in spans if isinstance(span, Link)), "")


def _csv(rows: list[Row]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(asdict(rows[0])), lineterminator="\n")
    writer.writeheader()
    writer.writerows(_safe(asdict(row)) for row in rows)
    return out.getvalue()


def _safe(values: dict[str, object]) -> dict[str, object]:
    """Keep spreadsheets from reading a quotation as a formula."""
    return {
        name: f"'{value}" if str(value).startswith(("=", "+", "-", "@")) else value
        for name, value in values.items()
    }


def _json(rows: list[Row]) -> str:
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1)


def _md(rows: list[Row]) -> str:
    return "\n\n".join(
        f"> {row.text}\n>\n> {row.speaker or '—'} · {row.source} {row.address}".rstrip()
        for row in rows
    )
