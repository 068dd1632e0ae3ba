"""When a page was published and last changed, as it states: a moment, or a day."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from bot.ingest.pages.stated import Stated
from summarizer import Day, Moment, Published, Undated

PUBLISHED: Final = (
    "article:published_time",
    "og:article:published_time",
    "article.published",
    "datepublished",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "dcterms.created",
    "dc.date.issued",
    "dc.date",
    "date",
    "cxenseparse:recs:publishtime",
)
UPDATED: Final = (
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
    "lastmod",
)
"""Meta tags, the most dependable first."""

EARLIEST: Final = date(1900, 1, 1)
"""Before that, a number of seconds was taken for a year, or nothing was filled in."""
EPOCH: Final = date(1970, 1, 1)
"""What a clock says that was never set."""
AHEAD: Final = timedelta(days=2)
"""How far into the future a time may be: zones and clocks are wrong by hours."""

_LATER: Final = re.compile(
    r"^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*"
    r"(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?$",
    re.IGNORECASE,
)
_DAY: Final = re.compile(r"^(\d{4})-(\d\d)-(\d\d)$|^(\d{4})(\d\d)(\d\d)$")
_HOURS: Final = re.compile(r"^([+-]\d\d):?(\d\d)?$")


def published(page: Stated) -> Published:
    """Return when the page says it was published."""
    stated = (*page.texts("datePublished"), *_metas(page, PUBLISHED))
    return _first(stated)


def updated(page: Stated) -> Published:
    """Return when the page says it last changed."""
    stated = (*page.texts("dateModified"), *_metas(page, UPDATED))
    return _first(stated)


def _metas(page: Stated, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield from page.metas.get(name, ())


def _first(stated: tuple[str, ...]) -> Published:
    """Return the first moment stated, else the first day."""
    found = [understood(text) for text in stated]
    moments = (each for each in found if isinstance(each, Moment))
    days = (each for each in found if isinstance(each, Day))
    return next(moments, None) or next(days, Undated())


def understood(text: str) -> Published:
    """Return what a machine-readable time says; a local time without zone is a day."""
    text = text.strip()
    if found := _LATER.match(text):
        return _moment(*found.groups())
    if found := _DAY.match(text):
        year, month, day = (int(each) for each in found.groups() if each)
        return _day(year, month, day)
    return Undated()


def _moment(day: str, hour: str, zone: str | None) -> Published:
    try:
        if zone is None:
            return Day(date.fromisoformat(day))
        return Moment(datetime.fromisoformat(f"{day}T{hour}{_offset(zone)}"))
    except (ValueError, OverflowError):
        return Undated()


def _offset(zone: str) -> str:
    hours = _HOURS.match(zone)
    return f"{hours[1]}:{hours[2] or '00'}" if hours else "+00:00"


def _day(year: int, month: int, day: int) -> Published:
    try:
        return Day(date(year, month, day))
    except ValueError:
        return Undated()


def believed(stated: Published, now: datetime) -> Published:
    """Return when something was published, or that it is unknown where it cannot be.

    A year 1 or 9999 has no local time in some zones, and stands before all others.
    """
    match stated:
        case Moment(at=at):
            on = at.date()
        case Day(on=on):
            pass
        case _:
            return stated
    last = (now.astimezone(UTC) + AHEAD).date()
    return stated if EARLIEST <= on <= last and on != EPOCH else Undated()


def from_date(text: str | None) -> Published:
    """Return the day an extractor found in the page's text or address."""
    return understood(text) if text else Undated()
