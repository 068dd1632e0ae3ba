"""Amounts as an article gives them: “at least 250,000 people”, and who says so.

Only real amounts: no dates, ages of people, scores, times or numbers in names.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from summarizer.models import Figure, Quote, Sentence, Span, Speaker
from summarizer.people.listed import listed

_QUALIFIER = (
    r"at least|at most|more than|fewer than|less than|up to|as many as|as much as|"
    r"no more than|no fewer than|nearly|almost|about|around|roughly|approximately|over|"
    r"some|an estimated|estimated|well over|just over|just under|under|only|exactly"
)
_MONEY = {
    "$": "USD", "US$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR",
    "A$": "AUD", "C$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "R$": "BRL",
    "RS": "INR", "RS.": "INR", "KSH": "KES", "SH": "KES", "₦": "NGN", "₱": "PHP",
    "₩": "KRW", "₺": "TRY", "₽": "RUB", "₪": "ILS",
}  # fmt: skip
_SCALE = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "lakh": 1e5, "crore": 1e7,
    "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12,
}  # fmt: skip
_SMALL = {
    "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0,
    "seven": 7.0, "eight": 8.0, "nine": 9.0, "ten": 10.0, "eleven": 11.0,
    "twelve": 12.0, "thirteen": 13.0, "fourteen": 14.0, "fifteen": 15.0,
    "sixteen": 16.0, "seventeen": 17.0, "eighteen": 18.0, "nineteen": 19.0,
    "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0,
    "seventy": 70.0, "eighty": 80.0, "ninety": 90.0, "dozen": 12.0, "a dozen": 12.0,
}  # fmt: skip
_VAGUE = {"hundreds": 1e2, "thousands": 1e3, "tens of thousands": 1e4,
          "hundreds of thousands": 1e5, "millions": 1e6, "billions": 1e9,
          "dozens": 12.0}  # fmt: skip
_UNITS = {
    "percentage": "points",
    "rupees": "INR", "naira": "NGN", "rand": "ZAR", "shillings": "KES", "yuan": "CNY",
    "dollars": "USD", "pounds": "GBP", "euros": "EUR", "yen": "JPY", "rubles": "RUB",
    "km": "km", "kilometers": "km", "kilometres": "km", "miles": "miles",
    "meters": "m", "metres": "m", "feet": "ft", "acres": "acres", "hectares": "ha",
    "tons": "t", "tonnes": "t", "kilograms": "kg", "kg": "kg", "barrels": "barrels",
    "megawatts": "MW", "gigawatts": "GW", "degrees": "degrees",
    "people": "people", "civilians": "people", "persons": "people", "men": "people",
    "women": "people", "children": "people", "residents": "people",
    "soldiers": "people", "troops": "people", "refugees": "people",
    "workers": "people", "students": "people", "voters": "people",
    "patients": "people", "employees": "people", "passengers": "people",
    "syrians": "people", "migrants": "people", "protesters": "people",
    "demonstrators": "people", "officers": "people", "deaths": "people",
    "victims": "people", "survivors": "people", "jobs": "jobs",
    "hours": "hours", "days": "days", "weeks": "weeks", "months": "months",
    "years": "years", "minutes": "minutes", "votes": "votes",
    "dead": "people", "killed": "people", "injured": "people", "hurt": "people",
    "wounded": "people", "missing": "people", "displaced": "people",
}  # fmt: skip
_FATED = frozenset(
    {"dead", "killed", "injured", "hurt", "wounded", "missing", "displaced"}
)
"""Words that stand for people: *14 injured*."""
_WORDS = "|".join(sorted((*_SMALL, *_VAGUE), key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?<![\w$£€¥₹₦₱₩₺₽₪.,/-])(?:(?P<qualifier>{_QUALIFIER})\s+)?"
    r"(?P<money>(?:US|NZ|HK|[ACRS])?\$|[£€¥₹₦₱₩₺₽₪]|(?:Rs\.?|K?Sh)\s?(?=\d))?"
    rf"(?:(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)|(?P<word>{_WORDS})\b)"
    r"(?:[ \u00a0-]?"
    r"(?P<scale>hundred|thousand|million|billion|trillion|lakh|crore|bn|mn|tn|[kKmM](?!\w)))?"
    r"(?P<percent>\s?%|\s+per\s?cent\b(?:age points)?)?(?![\w/:]|[.,]\d)",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\s+(?:of\s+(?:the\s+)?)?((?:[^\W\d_][\w’'-]*)(?:\s[^\W\d_][\w’'-]*){0,3})"
)
_ENDS = listed(
    """
    in on at by for from to with and or but that who which were was are is have had
    has as after before since during per of while will would could said when the a
    an if this last next over into because against between than did do does been
    being
    """
)
_MONTH = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s$",
    re.IGNORECASE,
)
_NOT_ALONE = re.compile(
    r"^\s?(?:a\.m|p\.m|am\b|pm\b|o’clock|o'clock|th\b|st\b|nd\b|rd\b|-\d|–\d|-year-old)"
)


_PART = re.compile(rf"\b(?:\d+|{_WORDS})\s(?:in|out of|or|to)\s$", re.IGNORECASE)
"""Part of another amount stands before: *eight in* 10 homes, *two or* three days."""
_FELLED = re.compile(
    r"\b(?:kill(?:ed|ing)|injur(?:ed|ing)|wound(?:ed|ing)|displac(?:ed|ing)|"
    r"toll\s(?:at|to|of|was|stood at|stands at|rose to|rises to))\s$",
    re.IGNORECASE,
)
"""Words behind which a bare number counts people."""


def find(
    text: str, sentences: Sequence[Sentence], quotes: Sequence[Quote]
) -> tuple[Figure, ...]:
    """Find the amounts in these sentences, and the speaker of the report around."""
    said = sorted(
        ((span, quote.speaker) for quote in quotes for span in quote.content),
        key=lambda each: each[0],
    )
    starts = [span.start for span, _ in said]
    return tuple(
        figure
        for index, sentence in enumerate(sentences)
        for figure in _within(text, index, sentence.span, (starts, said))
    )


Said = tuple[list[int], list[tuple[Span, Speaker | None]]]


def _within(text: str, index: int, span: Span, said: Said) -> Iterator[Figure]:
    if not _counted(span.of(text).lower()):
        return  # looking for an amount everywhere takes far longer
    for match in _AMOUNT.finditer(text, span.start, span.end):
        figure = _figure(text, index, span, match)
        if figure is not None:
            yield _attributed(text, figure, said)


def _counted(said: str) -> bool:
    """Tell whether a sentence, in small letters, has a number at all."""
    return bool(_DIGIT.search(said)) or not _LAST.isdisjoint(_LETTERS.findall(said))


_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"\w+")
_LAST = frozenset(number.split()[-1] for number in (*_SMALL, *_VAGUE))
"""Last words of numbers."""


def _figure(text: str, index: int, span: Span, match: re.Match[str]) -> Figure | None:
    """Make a figure of a match, unless it is a date, a time or a bare small number."""
    if _NOT_ALONE.match(text[match.end() : match.end() + 12]):
        return None
    before = text[max(span.start, match.start() - 24) : match.start()]
    if _MONTH.search(before) or _PART.search(before):
        return None
    thing, end = _thing(text, match, span.end)
    if thing.endswith(_PAST) or _PAST_NEXT.match(text, end):
        return None
    unit = _unit(match, thing)
    if not thing and not unit and match["number"] and _FELLED.search(before):
        unit = "people"
    if not unit and not _counts(match, thing):
        return None
    return Figure(
        span=Span(match.start(), end),
        amount=_value(match),
        unit=unit,
        qualifier=match["qualifier"] or "",
        thing=thing,
        sentence=index,
    )


def _value(match: re.Match[str]) -> float:
    if match["number"]:
        value = float(match["number"].replace(",", ""))
    else:
        word = " ".join(match["word"].lower().split())
        value = _SMALL.get(word) or _VAGUE.get(word, 0.0)
    return value * _SCALE.get((match["scale"] or "").lower(), 1.0)


def _unit(match: re.Match[str], thing: str) -> str:
    if match["money"]:
        return _MONEY[match["money"].upper().strip()]
    if match["percent"]:
        return "%"
    words = thing.lower().split()
    for before, word in zip(["", *words], words, strict=False):
        if word in _UNITS:
            return _UNITS[word] + _POWERS.get(before, "")
    return ""


_POWERS = {"square": "²", "cubic": "³"}


def _counts(match: re.Match[str], thing: str) -> bool:
    """Tell whether a bare number counts something worth keeping."""
    if not thing:
        return False
    if not thing.lower().endswith(("s", "people", "men", "women", "children")):
        return False
    if match["qualifier"] or match["scale"] or "," in (match["number"] or ""):
        return True
    number = match["number"]
    year = number and number.isdigit() and 1500 <= int(number[:9]) <= 2100  # noqa: PLR2004
    return bool(number) and not year


_PAST = (" ago", " old", " later", " earlier")
_PAST_NEXT = re.compile(r"\s(?:ago|old|later|earlier)\b")


def _thing(text: str, amount: re.Match[str], limit: int) -> tuple[str, int]:
    """Read what is counted behind an amount: up to its first plural.

    Behind a percentage only *of …* says what it is a part of.
    """
    start = amount.end()
    match = _THING.match(text, start, limit)
    share = amount["percent"] or amount["money"]
    if match is None or (share and not text.startswith(" of ", start)):
        return "", start
    kept = 0
    words = match[1].split(" ")
    for word in words:
        if word.lower() in _ENDS or "’" in word or "'" in word or word.endswith("ed"):
            break
        kept += 1
        if word in _WHOSE:
            continue
        counted = word.lower() in _UNITS and word.lower() != "percentage"
        if counted or (word.endswith("s") and not word.endswith(("ss", "ous"))):
            break
    if kept and words[kept - 1] in _WHOSE:
        kept -= 1
    if not kept and words[0].lower() in _FATED:
        kept = 1
    thing = " ".join(words[:kept])
    return (thing, match.start(1) + len(thing)) if kept else ("", start)


def _attributed(text: str, figure: Figure, said: Said) -> Figure:
    """Name the speaker of the innermost report the figure stands in.

    Behind a semicolon a reporter may have turned to somebody else: “A said 90 percent
    had walked out; B spoke of 98”. Between marks it is still the speaker.
    """
    starts, spans = said
    high = bisect_left(starts, figure.span.start + 1)
    for span, speaker in reversed(spans[max(0, high - 6) : high]):
        if span.covers(figure.span) or span.start <= figure.span.start < span.end:
            if _turned(text[span.start : figure.span.start]):
                return figure
            return Figure(
                figure.span,
                figure.amount,
                figure.unit,
                figure.qualifier,
                figure.thing,
                figure.sentence,
                speaker,
            )
    return figure


def _turned(before: str) -> bool:
    """Tell whether a report may be another's by now."""
    return ";" in before and not before.startswith(_OPENING)


_OPENING = ("“", '"', "‘", "'", "«", "„")
_WHOSE = frozenset({"its", "his"})
"""Words in s that count nothing."""
