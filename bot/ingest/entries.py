"""What a feed's entries are to a source: new, edited, or known. Pure.

An article is known by its address, else by its words; a feed's own ids are not used:
feeds rename them. An entry that moved to another address unchanged is the same too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urldefrag

from bot.ingest.feeds import Entry
from bot.ingest.identity import canonical
from bot.store.sightings import Trace
from summarizer import Day, Moment, digest

UNSTEADY: Final = "-"
"""The print of an entry that changes while its article does not: counters, teasers."""
TELLING: Final = 8
"""Words from which on the same text is the same entry, whatever its address."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """A feed's entries, each once, in its order."""

    fresh: tuple[Entry, ...]
    edited: tuple[tuple[Entry, Trace], ...]
    """The feed says something else of them than before."""
    unprinted: tuple[tuple[Entry, Trace], ...]
    """Known, but not what the feed said of them."""
    overlap: bool
    """Whether any was known: if not, what came between may have been missed."""


Known = Mapping[str, Trace]
"""Article id to how it was read, for those a source has brought."""


def identity(entry: Entry) -> str:
    """Return an entry's article id."""
    if entry.address and entry.shared:
        place = urldefrag(entry.address).fragment or entry.title
        return digest("address", canonical(entry.address), place)
    if entry.address:
        return digest("address", canonical(entry.address))
    return digest("entry", entry.title, *entry.paragraphs)


def printed(entry: Entry) -> str:
    """Return a print of what the feed says of an article, address and id apart."""
    return digest("print", entry.title, repr(entry.published), *entry.paragraphs)


def unique(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return each article's first entry, in order."""
    return tuple({identity(entry): entry for entry in reversed(entries)}.values())[::-1]


def sort(entries: Sequence[Entry], known: Known, prints: frozenset[str]) -> Sorted:
    """Tell entries apart by what their source has brought; ``prints`` are of these."""
    fresh: list[Entry] = []
    edited: list[tuple[Entry, Trace]] = []
    unprinted: list[tuple[Entry, Trace]] = []
    overlap = False
    for entry in unique(entries):
        trace = known.get(identity(entry))
        if trace is None and not _moved(entry, prints):
            fresh.append(entry)
            continue
        overlap = True
        if trace is None or trace.printed in (UNSTEADY, printed(entry)):
            continue
        (edited if trace.printed else unprinted).append((entry, trace))
    return Sorted(tuple(fresh), tuple(edited), tuple(unprinted), overlap)


def _moved(entry: Entry, prints: frozenset[str]) -> bool:
    words = sum(len(text.split()) for text in (entry.title, *entry.paragraphs))
    telling = words >= TELLING and isinstance(entry.published, Moment | Day)
    return telling and printed(entry) in prints


def newest(entries: Sequence[Entry], count: int) -> tuple[Entry, ...]:
    """Return the newest entries by their time; the feed's order where it tells none."""
    if count <= 0:
        return ()
    dated = [entry for entry in entries if isinstance(entry.published, Moment)]
    if len(dated) < len(entries):
        return tuple(entries[:count])
    return tuple(sorted(dated, key=_at, reverse=True)[:count])


def _at(entry: Entry) -> float:
    return entry.published.at.timestamp() if isinstance(entry.published, Moment) else 0


def older(entry: Entry, than: datetime) -> bool:
    """Tell whether an entry is dated before a moment."""
    match entry.published:
        case Moment(at=at):
            return at < than
        case Day(on=on):
            return on < than.date()
        case _:
            return False
