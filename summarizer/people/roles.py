"""What the article says somebody is: the words beside a name that describe its bearer.

Before the name (*Foreign Minister*, *ministry spokeswoman*), between commas behind it,
after *who is*, or as *X is a …*. Always an exact substring of the text.
"""

import re
from collections.abc import Iterator

from summarizer.models import Span
from summarizer.people.appositions import (
    BACK,
    DOTTED,
    ENDING,
    LONGEST,
    STOP,
    WORD,
    before_comma,
    behind,
    belongs,
    fits,
    rstrip,
)
from summarizer.people.callings import head, is_role
from summarizer.people.listed import listed
from summarizer.people.names import Name
from summarizer.people.offices import DEMONYMS, TITLES
from summarizer.people.predicates import predicate

_ARTICLE = listed("the a an his her their its our my this that some one another")

_MODIFIERS = listed(
    """
    former then acting interim deputy current longtime long-time senior retired ex-
    late state federal local top chief incoming outgoing assistant associate
    executive vice managing general first second co- ranking disgraced embattled
    veteran national regional provincial municipal junior lead principal emeritus
    onetime one-time ex-president fellow newly elected re-elected democratic
    republican independent lifelong
    """
)


def role(text: str, block: Span, name: Name) -> tuple[Span, ...]:
    """Give every description of the bearer that stands beside this mention."""
    found = (
        _before(text, block, name),
        before_comma(text, block, name),
        behind(text, block, name),
        predicate(text, block, name),
        belongs(text, block, name) if len(name.words) > 1 else None,
        _christened(text, block, name),
    )
    return tuple(span for span in found if span and not _addresses(span.of(text)))


def _christened(text: str, block: Span, name: Name) -> Span | None:
    """Read *a retired postman* named Ana Ruiz."""
    low = max(block.start, name.whole.start - BACK)
    match = _CALLED.search(text, low, name.whole.start)
    if match is None or not is_role(match["role"].split()[-1]):
        return None
    return Span(*match.span("role"))


_CALLED = re.compile(
    r"\b[Aa]n?\s(?P<role>(?:[\w-]+\s){0,4}?[\w-]+)\s(?:named|called)\s$"
)


def _before(text: str, block: Span, name: Name) -> Span | None:
    """Read a role directly before the name: *ministry spokeswoman* Maria Zakharova."""
    start = name.whole.start
    low = max(block.start, start - BACK)
    words = [(m.start(), m.end()) for m in WORD.finditer(text, low, start)]
    if low > block.start and words:
        words.pop(0)  # may be the rest of a word
    kept = start
    taken: list[str] = []
    if name.title and _courteous(name.title.of(text)):
        return None
    left = [text[at:end] for at, end in words]
    title = name.title.of(text).split() if name.title else []
    for index in range(len(words) - 1, max(-1, len(words) - LONGEST), -1):
        word, at = left[index], words[index][0]
        if not _joins(word, left[index - 1] if index else "", taken, title):
            break
        taken.insert(0, word)
        kept = at
    return _trimmed(text, taken, kept, start, name)


def _joins(word: str, left: str, taken: list[str], title: list[str]) -> bool:
    """Tell whether a word still belongs to the role that is being read backwards.

    Behind it stand those ``taken``, then the title. A *spokesman for Sen.* Bell is
    not Bell.
    """
    lower = word.lower()
    if (ENDING.search(word) and not DOTTED.search(word)) or not word[0].isalnum():
        return word == "&" and left[:1].isupper() and bool(taken)
    if lower in {"of", "for", "and"}:
        behind = (taken or title)[:1]
        owned = lower != "and" and any(_ranks(each) for each in behind)
        heads = is_role(left) or (lower == "of" and left in _SEATS)
        return heads and bool(behind) and not owned
    if lower.replace("’", "'") in STOP or lower in _ARTICLE:
        return lower == "the" and left in {"of", "for"} and bool(taken or title)
    if word[0].isupper() or lower in _MODIFIERS or is_role(word):
        return True
    if lower.endswith(("ed", "ing", "ly")) or not taken or taken[0][0].isupper():
        return False
    return sum(1 for each in taken if each.islower() and not is_role(each)) < _PLAIN


def _ranks(word: str) -> bool:
    """Tell a title of somebody else: for *Sen.* Bell, for *President* Otis."""
    return word[0].isupper() and word.lower() in TITLES and word.lower() != "general"


_SEATS = listed("University Bank Church College Institute School Diocese City")
"""*University* of Sela professor."""
_PLAIN = 3
"""How many small words may modify a role: *foreign ministry press* spokeswoman."""


def _trimmed(
    text: str, taken: list[str], start: int, end: int, name: Name
) -> Span | None:
    """Keep a phrase that has a head; without one, the capitalised titles alone."""
    while taken and (
        taken[0].lower() in {"of", "for", "and"} or taken[0].lower().endswith("ed")
    ):
        start = text.index(taken[0], start) + len(taken.pop(0))
    title = name.title
    if not _headed(taken, title.of(text) if title else ""):
        return _title_only(text, title)
    low = start + len(text[start:end]) - len(text[start:end].lstrip())
    high = title.end if title else end
    span = _unhonoured(text, rstrip(text, Span(low, high)))
    return span if fits(text, span) else _title_only(text, title)


def _unhonoured(text: str, span: Span) -> Span:
    """Leave out how a described person is addressed: *judge* Sir."""
    words = span.of(text).split()
    if len(words) == 1 or words[-1].lower().strip("().") not in _HONOURS:
        return span
    if not any(is_role(word) for word in words[:-1]):
        return span
    return _unhonoured(
        text, rstrip(text, Span(span.start, text.rindex(words[-1], *span)))
    )


def _headed(taken: list[str], title: str) -> bool:
    """Tell whether the words before a name end in what somebody is, or *X of Y*."""
    words = taken + title.split()
    if not words:
        return False
    if words[-1] == "emeritus":
        words = words[:-1]
    if words and is_role(words[-1]):
        return words[-1] not in {"leads", "heads", "hosts"}  # verbs, as a rule
    for index in range(len(words) - 2, 0, -1):
        if words[index].lower() in {"of", "for"}:
            return is_role(words[index - 1])
    return False


def _courteous(title: str) -> bool:
    return title.lower().rstrip(".") in {"mr", "mrs", "ms", "miss", "messrs"}


def _title_only(text: str, title: Span | None) -> Span | None:
    if title is None or _courteous(title.of(text)):
        return None
    words = title.of(text).split()
    return title if any(is_role(word) for word in words) else None


def fullest(text: str, spans: Iterator[Span] | list[Span]) -> Span | None:
    """Choose the description that says most: a calling, now, at length."""
    return max(spans, key=lambda span: _weight(span.of(text).split()), default=None)


_TINY = 2
"""Letters up to which a word adds nothing to a description."""


_KIN = listed(
    """
    friend wife husband son daughter brother sister mother father niece nephew uncle
    aunt cousin partner colleague boss girlfriend boyfriend widow widower rival mate
    classmate neighbor neighbour counterpart opponent predecessor successor
    """
)
"""What somebody is to somebody else only."""


_HONOURS = listed(
    """
    sir dame lord lady rev reverend right very most hon honourable dr prof engr adv
    barr alhaji alhaja hajiya mallam comrade smt shri sheikh mx rt
    """
)
"""How somebody is addressed; any description says more."""
_ADDRESS = listed(
    """
    sir dame lord lady father mother brother sister alhaji alhaja hajiya mallam
    comrade smt shri mx hon madam madame
    """
)
"""Titles that say nothing by themselves: *Father* Ruiz is nobody’s father."""


def _addresses(role: str) -> bool:
    words = role.split()
    return role[0].isupper() and all(w.lower().rstrip(".") in _ADDRESS for w in words)


def _weight(words: list[str]) -> tuple[bool, bool, bool, int]:
    """Rank a description: says what somebody is, and is, not was; then its length."""
    honoured = all(word.lower().strip("().") in _HONOURS for word in words)
    alone = words[0].lower() != "one" and words[-1].lower() not in _KIN
    now = words[0].lower().strip(",") not in {
        "former",
        "ex-president",
        "then",
        "onetime",
    }
    full = sum(
        1 for word in words if word.lower() not in DEMONYMS and len(word) > _TINY
    )
    said = head(words) is not None or any(is_role(w) for w in words)
    return said and not honoured, now, alone, min(full, 8)
