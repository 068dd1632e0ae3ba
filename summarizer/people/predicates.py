"""Descriptions that a verb gives: *X is a Y*, *who runs Z*, *came as chair of Z*.

Only of the subject, and only as far as nobody else is named in between.
"""

import re
from itertools import islice

from summarizer.models import Span
from summarizer.people.appositions import AHEAD, CUT, DOTTED, ENDING, WORD, described
from summarizer.people.listed import listed
from summarizer.people.names import Name


def predicate(text: str, block: Span, name: Name) -> Span | None:
    """Read what a verb behind a name says of its bearer."""
    high = min(block.end, name.span.end + AHEAD)
    if leads := _LEADS.match(text, name.span.end, high):
        return _led(text, leads.start("who"), Span(leads.end(), high))
    match = _COPULA.match(text, name.span.end, high)
    if match is None and _is_subject(text, block, name):
        match = _LATER.match(text, name.span.end, high)
        if match and _OTHERWISE.search(match["between"]):
            return None
    return described(text, Span(match.end(), high)) if match else None


_ALSO = r"(?:(?:also|now|currently|previously|once|later)\s+)?"
_COPULA = re.compile(
    rf"(?:,?\s+who|,)?\s+{_ALSO}"
    rf"(?:(?:is|was|became|has\s+been)\s+{_ALSO}"
    r"(?=(?:an?|the|one|president|chair|chairman|chairwoman|chief|director|head|"
    r"executive|senior|managing|editor|founder|co-founder|secretary|professor)\b)"
    r"|(?:serves|served|works|worked|has\s+(?:served|worked))\s+as\s+)"
)
_LEADS = re.compile(
    rf",?\s+(?P<who>who\s+{_ALSO}"
    r"(?:heads|leads|runs|chairs|directs|oversees|manages|represents|owns|teaches|"
    r"studies|coordinates|co-ordinates|edits|hosts|coaches|captains|commands|"
    r"founded|co-founded)\s)"
)
_LATER = re.compile(
    r"(?P<between>[^.!?;:,“”\"()—–A-Z]{1,120}?)\s(?:and\s+(?:is|works\s+as)|as)\s+"
    r"(?=(?:(?:an?|the|his|her|its)\s)?(?:\w+\s){1,3}of\s)"
)
"""*X has set up a fund and is director of Y*, *X came as chair of Y*."""

_OTHERWISE = re.compile(
    r"\b(?:describ|regard|think|thought|pick|nam(?:e|ed|ing)\b|appoint|nominat|choos|"
    r"chose|elect|saw|view|know|label|dismiss|refer|hail|brand|same|such|paint|cast|"
    r"portray|hir|replac|remov|fir(?:e|ed|ing)\b|us(?:e|ed|ing)\b|se(?:e|es|en)\b)",
    re.IGNORECASE,
)
"""Words behind which *as* says what somebody else is, or what is only thought."""


def _is_subject(text: str, block: Span, name: Name) -> bool:
    """Tell whether a sentence begins with this name, or with *Now 48,* and it."""
    low = max(block.start, name.whole.start - 30)
    before = text[low : name.whole.start]
    return low == name.whole.start or bool(_BEGINS.search(before))


_BEGINS = re.compile(r"(?:[.!?]|[”\"])\s(?:Now(?:\s\w+)?,\s)?$|^Now(?:\s\w+)?,\s$")


def _led(text: str, start: int, ahead: Span) -> Span | None:
    """Read what somebody leads, up to the end of the phrase."""
    end = None
    found = [*islice(WORD.finditer(text, *ahead), _LONGEST + 1)]
    for count, match in enumerate(found[:_LONGEST]):
        bare = ENDING.sub("", match.group())
        if bare == "and" and _within_a_name(found[count - 1 :]):
            continue
        if not bare or bare[0] == "(" or bare.lower() in CUT | _AWAY:
            break
        end = match.start() + len(bare)
        if bare != match.group() and not DOTTED.search(match.group()):
            break
    return Span(start, end) if end else None


def _within_a_name(around: list[re.Match[str]]) -> bool:
    """Tell the *and* of a body's name: the Deck *and* Engine Workers."""
    words = [match.group() for match in around[:3:2]]
    return len(words) > 1 and all(word[0].isupper() for word in words)


_LONGEST = 9
"""Words of what somebody leads."""
_AWAY = listed("in on from with to as by after before during since and but")
