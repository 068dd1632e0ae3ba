"""Who wrote an article: bylines, agencies, copyright lines, datelines."""

import re
from typing import Final, NamedTuple

from summarizer.models import Span

_AGENCIES: Final = (
    r"(?:the )?associated press|ap|(?:thomson )?reuters|agence france[- ]presse|afp"
    r"|bloomberg(?: news)?|united press international|upi|press trust of india|pti|ani"
    r"|ians|xinhua|tass|itar-tass|interfax|ria novosti|dpa|ansa|efe|kyodo(?: news)?"
    r"|yonhap|(?:the )?press association|pa(?: media)?|aap|(?:the )?canadian press"
    r"|anadolu(?: agency)?|aa|irna|bernama|antara|kuna|tribune news service|tns"
    r"|cnn(?: wire)?|bbc(?: news)?|the washington post|the new york times|newswire"
    r"|mcclatchy(?:-tribune)?|dow jones(?: newswires)?|sputnik|lusa|belga|ritzau|ntb|tt"
    r"|stt|apa|cna|jiji(?: press)?|states newsroom|religion news service|npr"
    r"|marketwatch"
)
_AGENCY: Final = re.compile(_AGENCIES, re.IGNORECASE)
_CAP: Final = r"(?:[^\W\d_a-z][\w'’.\-]*|[^\W\d_a-z]\.)"
_PARTICLE: Final = (
    r"(?:de|da|di|van|von|der|den|del|la|le|bin|al|el|dos|du|ter|ten|y|st)"
)
_NAME: Final = rf"{_CAP}(?:[ \xa0](?:{_PARTICLE}[ \xa0])*{_CAP}){{1,3}}"
_NAMES: Final = (
    rf"{_NAME}(?:(?:, and |, | and | & )(?!The |(?i:{_AGENCIES})\b){_NAME})*"
)
_BYLINE: Final = re.compile(
    rf"(?i:(?:(?:written|story|text|words|report|analysis|commentary) )?by)\s*:?\s+"
    rf"(?P<names>{_NAMES})(?P<rest>\s*[,|•·–—\-(/].{{0,80}}|,? (?i:in|for) .{{0,40}}"
    rf"|\s+(?i:{_AGENCIES})|\.)?",
)
_BARE: Final = re.compile(
    rf"(?P<names>{_NAMES})\s*(?:[,|•·–—\-/]|\(|\s)\s*"
    rf"(?P<rest>(?i:{_AGENCIES}|special to .{{1,40}}"
    r"|(?:staff|senior|chief|political|business|world|national|city|sports?|health"
    r"|science|education|court|crime|economics?|foreign|diplomatic|middle east)? ?"
    r"(?:staff )?(?:writer|reporter|correspondent|editor|columnist)s?(?:[,| ].{0,40})?"
    r"|.{1,30} (?:bureau|staff|desk)))\)?",
)
_NOT_A_NAME: Final = re.compile(
    r"\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february"
    r"|march|april|june|july|august|september|october|november|december|the|an?|new"
    r"|law|far|now|default|design|contrast|then|no|all|proxy)\b",
    re.IGNORECASE,
)
_RIGHTS: Final = re.compile(
    r"[(\[]?(?:\(c\)|©|&copy;|copyright)\s*(?:\(c\)|©)?\s*(?:by )?"
    r"(?P<year>(?:19|20)\d\d)?(?:[-–](?P<last>(?:19|20)\d\d))?,?\s*(?:by )?"
    r"(?P<holder>[^·•|\-–—.,;:\x00-\x1f]{2,60})?",
    re.IGNORECASE,
)
_BEHIND_HOLDER: Final = re.compile(
    rf"\s*[·•|\-–—,/]+\s*(?:(?i:by) )?(?P<names>{_NAMES})\s*\.?$"
)
_AGENCY_LINE: Final = re.compile(
    rf"[(\[–—\- ]*(?:source|from|via|agenc(?:y|ies)|publisher|outlet)?\s*:?\s*"
    rf"(?P<agency>{_AGENCIES})[)\]. ]*",
    re.IGNORECASE,
)
_DATELINE: Final = re.compile(
    r"[^\W\d_a-z][^()\n”“\"]{0,70}?\((?P<agency>[^()\d\n]{2,40})\)\s*(?:[-–—:]+|(?=[“\"A-Z]))",
)
_CNN_DATELINE: Final = re.compile(
    rf"\((?P<agency>{_AGENCIES})\)\s*(?:[-–—:]*)", re.IGNORECASE
)
_YEAR: Final = re.compile(r"\b((?:19[5-9]|20[0-9])\d)\b")
_DAMAGED: Final = re.compile(r"[^\x00-\x7f]{2,6}")
_PAGES: Final = ("cp874", "cp1252", "latin-1", "cp1251", "cp437", "mac_roman")
"""Code pages UTF-8 is most often mistaken for."""


class Credit(NamedTuple):
    """What one line says about an article's origin; None where it does not."""

    byline: Span | None = None
    agency: Span | None = None
    year: int | None = None


def read(line: str, offset: int) -> Credit:
    """Return what a dropped line tells; spans are shifted by the line's offset."""
    seen = repaired(line)
    if rights := _RIGHTS.match(seen):
        return _copyright(seen, rights, offset)
    if agency := _AGENCY_LINE.fullmatch(seen):
        return Credit(agency=_span(agency, "agency", offset))
    if re.match(r"(?i)(?:author|byline)\s?:", seen):
        names = re.search(rf":\s*(?P<names>{_NAMES})", seen)
        return Credit(byline=_span(names, "names", offset) if names else None)
    years = _YEAR.findall(seen) if _tells_a_date(seen) else []
    return Credit(year=int(years[0]) if len(years) == 1 else None)


def byline(line: str, offset: int, *, top: bool) -> Span | None:
    """Return the names of a line that only says who wrote the article, else None.

    ``top``: no paragraph stands before it, so that a bare ``Ana Ruiz, Staff Writer``
    counts as well.
    """
    if len(line) > 160:  # noqa: PLR2004 - characters of the longest bylines
        return None
    found = _BYLINE.fullmatch(line) or (_BARE.fullmatch(line) if top else None)
    if found is None or _NOT_A_NAME.search(found["names"]):
        return None
    return _span(found, "names", offset)


def dateline(text: str, paragraph: Span) -> Span | None:
    """Return the agency named in a paragraph's dateline: ``GENEVA (Reuters) —``."""
    head = text[paragraph.start : min(paragraph.end, paragraph.start + 120)]
    found = _CNN_DATELINE.match(head) or _DATELINE.match(head)
    if found is None or not _is_agency(found, head):
        return None
    return _span(found, "agency", paragraph.start)


def _is_agency(found: re.Match[str], head: str) -> bool:
    place = head[: found.start("agency") - 1]
    words = place.replace(",", " ").split()
    known = bool(_AGENCY.fullmatch(found["agency"]))
    shouted = bool(words) and words[0].isupper()
    return known or (
        shouted and found["agency"][0].isupper() and found.group()[-1] in "-–—"
    )


def repaired(line: str) -> str:
    """Return the line, same length, with UTF-8 read in a wrong code page made good.

    Only for recognising: spans go on to point into the line as it was given.
    """
    return _DAMAGED.sub(_decoded, line)


def _decoded(run: re.Match[str]) -> str:
    for page in _PAGES:
        try:
            good = run.group().encode(page).decode("utf-8")
        except UnicodeError:
            continue
        return good.ljust(len(run.group()))
    return run.group()


def _copyright(seen: str, rights: re.Match[str], offset: int) -> Credit:
    year = rights["last"] or rights["year"]
    holder = (rights["holder"] or "").rstrip()
    names = _BEHIND_HOLDER.match(seen[rights.end() :]) if holder else None
    shift = rights.end() + offset
    writer = _shifted(names.span("names"), shift) if names else None
    start = rights.start("holder") + offset
    known = writer is not None or bool(_AGENCY.fullmatch(holder))
    agency = Span(start, start + len(holder)) if holder and known else None
    return Credit(writer, agency, int(year) if year else None)


def _tells_a_date(seen: str) -> bool:
    return not re.match(r"(?i)(?:tags?|topics?|read|related)\b", seen)


def _span(found: re.Match[str], group: str, offset: int) -> Span:
    start, end = found.span(group)
    words = found[group].removesuffix(".")
    if words[-3:].islower():  # a final stop, not that of an initial or of “Jr.”
        end = start + len(words)
    return Span(start + offset, end + offset)


def _shifted(span: tuple[int, int], by: int) -> Span:
    return Span(span[0] + by, span[1] + by)
