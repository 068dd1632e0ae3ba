"""Words for a time, as people type them, to a period: “since Monday”, “before 3 May”.

A day begins at midnight in the asker's zone. A day without a year is the latest one
that is not in the future.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.schedule.week import WEEK

_MONTHS: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
FEW: Final = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "ten": 10,
}
"""Numbers that are typed as words."""
_UNITS: Final = {"hour": 1, "day": 24, "week": 24 * 7, "month": 24 * 30}

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_NUMBER = rf"(?:\d{{1,4}}|an?|{'|'.join(FEW)})"
_UNIT = r"(?:hours?|days?|weeks?|months?|[hdw])"
_DATE = (
    r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{4})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? \d{{4}})?"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?\b(?!:)"
    rf"|{_MONTH}(?: \d{{4}})?"
    rf"|(?:last |on |this )?{_DAY}"
    r"|today|yesterday|this (?:morning|week|month|year)|last (?:night|week|month|year)"
    rf"|{_NUMBER} ?{_UNIT}(?: ago)?|(?:19|20)\d\d)"
)
_PHRASE: Final = re.compile(
    r"(?:^|[\s,]+)(?P<phrase>"
    rf"between (?P<a>{_DATE}) and (?P<b>{_DATE})"
    rf"|from (?P<c>{_DATE}) (?:to|until|till) (?P<d>{_DATE})"
    rf"|(?P<how>since|after|from|before|until|till|by|on|in|during) (?P<date>{_DATE})"
    r"|(?P<bare>today|yesterday|this (?:morning|week|month)"
    r"|last (?:night|week|month|year))"
    rf"|(?:in |over |during |within |for )?(?:the )?(?:last|past) "
    rf"(?:(?P<n>{_NUMBER}) ?)?(?P<unit>{_UNIT})"
    r")[\s.?!]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """From ``since`` on, up to but without ``until``; None where it is open."""

    since: datetime | None = None
    until: datetime | None = None
    words: str = ""
    """As it was typed, to be said back; empty for all time."""


ALWAYS: Final = Period()


def taken(text: str, now: datetime, zone: ZoneInfo) -> tuple[str, Period]:
    """Return a text without the period it ends in, and that period, else `ALWAYS`."""
    match = _PHRASE.search(text)
    if match is None:
        return text, ALWAYS
    period = _period(match, now.astimezone(zone))
    if period is None:
        return text, ALWAYS
    return text[: match.start()].rstrip(" ,"), period


def span(text: str) -> timedelta | None:
    """Return the length a person names: ``7d``, ``3 weeks``; None if it names none."""
    match = re.fullmatch(rf"({_NUMBER})? ?({_UNIT})", text.strip().lower())
    return _length(match.group(1), match.group(2)) if match else None


def _period(match: re.Match[str], now: datetime) -> Period | None:
    words = match["phrase"].strip(" .?!")
    if match["unit"]:
        return Period(_utc(now - _length(match["n"], match["unit"])), None, words)
    if match["how"]:
        interval = _interval(match["date"], now)
        return interval and _bounded(match["how"].lower(), interval, words)
    first = _interval(match["a"] or match["c"] or match["bare"], now)
    last = _interval(match["b"] or match["d"] or match["bare"], now)
    if first is None or last is None:
        return None
    return Period(_utc(min(first[0], last[0])), _utc(max(first[1], last[1])), words)


Interval = tuple[datetime, datetime]


def _bounded(how: str, interval: Interval, words: str) -> Period:
    start, end = map(_utc, interval)
    if how in ("since", "from"):
        return Period(start, None, words)
    if how == "after":
        return Period(end, None, words)
    if how == "before":
        return Period(None, start, words)
    if how in ("until", "till", "by"):
        return Period(None, end, words)
    return Period(start, end, words)


def _interval(text: str, now: datetime) -> Interval | None:
    """Return the local beginning and end of what a word for a date names."""
    wanted = re.sub(r"[,.]$", "", text.lower()).strip()
    for expression, read in _READERS:
        if found := re.fullmatch(expression, wanted):
            try:
                return read(found, now)
            except (ValueError, OverflowError):
                return None
    return None


def _ago(match: re.Match[str], now: datetime) -> Interval:
    start = now - _length(match[1], match[2])
    if match[2].startswith("h"):
        return start, start
    return _days(start.date(), 1, now)


def _word(match: re.Match[str], now: datetime) -> Interval:
    today = now.date()
    monday = today - timedelta(days=today.weekday())
    match match[0]:
        case "today" | "this morning":
            return _days(today, 1, now)
        case "yesterday" | "last night":
            return _days(today - timedelta(days=1), 1, now)
        case "this week":
            return _days(monday, 7, now)
        case _:
            return _days(monday - timedelta(days=7), 7, now)


def _long_word(match: re.Match[str], now: datetime) -> Interval:
    back = 1 if match[1] == "last" else 0
    if match[2] == "year":
        return _year(now.year - back, now)
    month = now.year * 12 + now.month - 1 - back
    return _month(month // 12, month % 12 + 1, now)


def _weekday(match: re.Match[str], now: datetime) -> Interval:
    wanted = next(n for n, day in enumerate(WEEK) if day.startswith(match[2][:3]))
    back = (now.weekday() - wanted) % 7
    if match[1] == "last" and not back:
        back = 7
    return _days(now.date() - timedelta(days=back), 1, now)


def _iso(match: re.Match[str], now: datetime) -> Interval:
    return _days(date(int(match[1]), int(match[2]), int(match[3])), 1, now)


def _dotted(match: re.Match[str], now: datetime) -> Interval:
    return _day(int(match[1]), int(match[2]), match[3], now)


def _day_first(match: re.Match[str], now: datetime) -> Interval:
    return _day(int(match[1]), _month_number(match[2]), match[3], now)


def _month_first(match: re.Match[str], now: datetime) -> Interval:
    return _day(int(match[2]), _month_number(match[1]), match[3], now)


def _day(day: int, month: int, year: str | None, now: datetime) -> Interval:
    if year:
        return _days(date(int(year), month, day), 1, now)
    past = date(now.year, month, day)
    if past > now.date():
        past = date(now.year - 1, month, day)
    return _days(past, 1, now)


def _whole_month(match: re.Match[str], now: datetime) -> Interval:
    number = _month_number(match[1])
    this_year = now.year if number <= now.month else now.year - 1
    return _month(int(match[2]) if match[2] else this_year, number, now)


def _month(year: int, month: int, now: datetime) -> Interval:
    return _days(date(year, month, 1), monthrange(year, month)[1], now)


def _year(year: int, now: datetime) -> Interval:
    length = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return _days(date(year, 1, 1), length, now)


def _days(first: date, count: int, now: datetime) -> Interval:
    start = datetime.combine(first, time(), now.tzinfo)
    return start, datetime.combine(first + timedelta(days=count), time(), now.tzinfo)


def _month_number(name: str) -> int:
    return next(n for n, m in enumerate(_MONTHS, 1) if m.startswith(name[:3]))


def _length(number: str | None, unit: str) -> timedelta:
    one = {"a": 1, "an": 1}
    count = (FEW | one).get(number or "one") or int(number or 1)
    return timedelta(hours=count * _UNITS[_unit(unit)])


def _unit(text: str) -> str:
    return next(unit for unit in _UNITS if unit.startswith(text.removesuffix("s")))


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


_READERS: Final[
    tuple[tuple[str, Callable[[re.Match[str], datetime], Interval]], ...]
] = (
    (r"today|yesterday|this morning|last night|(?:this|last) week", _word),
    (r"(this|last) (month|year)", _long_word),
    (r"(\d{4})-(\d{1,2})-(\d{1,2})", _iso),
    (r"(\d{1,2})\.\s?(\d{1,2})(?:\.\s?(\d{4})?)?", _dotted),
    (rf"(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})(?:,? (\d{{4}}))?", _day_first),
    (rf"({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?(?:,? (\d{{4}}))?", _month_first),
    (rf"({_MONTH})(?: (\d{{4}}))?", _whole_month),
    (rf"(?:(last|this|on) )?({_DAY})", _weekday),
    (rf"({_NUMBER}) ?({_UNIT})(?: ago)?", _ago),
    (r"((?:19|20)\d\d)", lambda match, now: _year(int(match[1]), now)),
)
