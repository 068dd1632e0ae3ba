"""Descriptions beside a name, set off from it: between commas, after *who is*.

Every search looks a bounded number of characters back or ahead.
"""

import re

from summarizer.lexicon import SPEECH
from summarizer.models import Span
from summarizer.people.callings import head
from summarizer.people.givens import known
from summarizer.people.listed import listed
from summarizer.people.names import Name
from summarizer.people.offices import BODIES, COURTESY, ROLES, TITLES

LONGEST = 15
"""How many words a role may have."""


BACK = 160


AHEAD = 260


WORD = re.compile(r"\S+")


STOP = SPEECH | listed(
    """
    tells by as to with from in on at into about
    after before when while if that which who whom whose because but or nor so than
    then is was are were be been being has have had do does did will would could can
    may might must not also should shall including like against between among
    through during until since under over he she they it we you i his him them us me
    it's here's there's that's he's she's there where how what why and called named
    quoted met thanked joined tweeted asks wrote writes calls adds notes noted argued
    argues replied responded whether if
    announced endorsed beat backed picked chose praised slammed criticized
    criticised accused urged warned supports supporting backing facing hired fired
    elected appointed nominated via per despite toward towards versus vs vs. however
    """
)


ENDING = re.compile(r"(?:(?<!s)[’']|[.,;:!?”\")\]—–])+[’']?$")
"""Marks behind a word that end a phrase; *Workers’* owns what follows."""


DOTTED = re.compile(
    r"(?:^|[\s.])(?:[^\W\d_]|Inc|Corp|Co|Ltd|St|Mrs?|Ms|Dr|Sen|Rep|Gov|Gen|Jr|Sr)\.$"
)


def before_comma(text: str, block: Span, name: Name) -> Span | None:
    """Read *The U.N. special envoy for Syria,* Staffan de Mistura*,*."""
    low = max(block.start, name.whole.start - len(", the Right "))
    comma = _COMMA.search(text, low, name.whole.start)
    end = comma.start() if comma else block.start
    start = _clause_start(text, block, end) if comma else None
    if start is None:
        return None
    opening = start == block.start or text[start - 2] in ".!?"
    article = opening and _LEADING.match(text, start, end)
    if not article and not _CLOSED.match(text, name.span.end, name.span.end + 8):
        return None
    if text[name.span.end : name.span.end + 1] != "," and _NAMED.search(
        text, max(block.start, start - 60), start
    ):
        return None  # of whoever is named before it: *Ana Ruiz, a lawyer, Mr Otis said*
    if (other := spoken_for(text[start:end])) is not None:
        return Span(end - len(other), end)
    return (
        _phrase(text, Span(start, end))
        if _describes(text[start:end].split())
        else _innermost(text, name, Span(start, end))
    )


def spoken_for(phrase: str) -> str | None:
    """Give who is spoken for, and named next: *an aide to the* chief of staff."""
    match = _FOR.search(phrase)
    heads = match is not None and head(match["who"].split()) is not None
    return match["who"] if match and heads else None


_FOR = re.compile(
    r"\b(?:spokes\w+|aide|advis[eo]r|lawyer|attorney|assistant)\s(?:for|to|of)\s"
    r"(?:the|his|her|its|their)\s(?P<who>[^,]+)$"
)


def _innermost(text: str, name: Name, clause: Span) -> Span | None:
    """Read only what follows the last article: *They met* the mayor, Ana Ruiz,."""
    if not _SET_OFF.match(text, name.span.end, name.span.end + 2):
        return None
    inner = _INNER.match(text, *clause)
    if inner is None or not _describes(inner["role"].split()):
        return None
    return _phrase(text, Span(inner.start("role"), clause.end))


_COMMA = re.compile(r",\s(?:the\s)?(?:(?:Most|Very|Right)\s)?$")
_SET_OFF = re.compile(r"[,.;]")
_INNER = re.compile(r".*\s(?:the|an?|his|her|their|its)\s(?P<role>[^,]+)$")
_NAMED = re.compile(r"[A-Z][\w’'-]+ [A-Z][\w’'-]+, $")
_CLOSED = re.compile(r"[,.;:—–)]|\s+(?:said|says|told|who)\b|\s*$")
_LEADING = re.compile(
    r"(?:An?|The|One|His|Her|Its|Their)\s|[A-Z]\S*(?:\s[A-Z]\S*)?[’']s\s"
)
_SAID = re.compile(
    r"(?:and\s+)?(?:" + "|".join(sorted(SPEECH)) + r"|by)\s+"
    r"|(?:and|but|yet|so|while)\s+(?=(?:the|an?|his|her|its|their)\s)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.!?,;:—–”\"“]\s")


def _clause_start(text: str, block: Span, end: int) -> int | None:
    """Offset at which the phrase that ends here begins; None if too far away."""
    low = max(block.start, end - BACK)
    chunk = text[low:end]
    cuts = [
        match.end()
        for match in _CLAUSE.finditer(chunk)
        if not DOTTED.search(chunk[: match.start() + 1])
    ]
    if not cuts and low > block.start:
        return None
    start = low + (cuts[-1] if cuts else 0)
    said = _SAID.match(text, start, end)
    return said.end() if said else start


def _describes(words: list[str]) -> bool:
    """Tell whether a phrase on its own can describe a person."""
    if not words or len(words) > LONGEST + 1:
        return False
    first = words[0].lower()
    if first == "of" or (first in STOP and first not in {"his", "her", "one"}):
        return False
    if _listed(words):
        return False
    at = head(words)
    if at is None or (at + 1 < len(words) and words[at + 1][0].isupper()):
        return False
    if words[at][-1] == "s" and words[at][:-1].lower() in ROLES and first != "one":
        return False  # several: nobody alone
    before = next((i for i, w in enumerate(words) if w in _RELATIVES), len(words))
    return not any(word.lower() in _VERBS for word in words[:before])


def _listed(words: list[str]) -> bool:
    """Tell whether a phrase begins with another name: *Omar Haddad and a judge*."""
    owns = len(words) > 1 and words[1][-2:] in {"’s", "'s"}
    return len(words) > 1 and known(words[0]) and words[1][0].isupper() and not owns


_RELATIVES = frozenset({"who", "that", "which", "whose"})
_DOES = listed(
    "kept spoke talked took met went came made gave got became began contacted joined"
)
"""Verbs between what somebody is and what they do."""
_VERBS = _DOES | listed(
    "is was are were has had have said says told will would did does do be been"
)


_AGE = re.compile(r"\s*,?\s*(?:aged\s+)?\d{1,3}(?:\s*,|\))")


_PARTY = re.compile(r"[,\s]\s*\(?([RDI]-[A-Z][\w.]+(?: [A-Z]\w+)?\.?)")


CUT = _DOES | listed(
    """
    who which whose that said says told and-said adding where when while tells wrote
    added noted tweeted is was has had will would agreed argued explained warned
    called testified announced were are after before since until because although
    whether if recently later earlier now also
    """
)


def behind(text: str, block: Span, name: Name) -> Span | None:
    """Read an apposition: Cliff Kupchan, *chairman of the Eurasia Group*."""
    high = min(block.end, name.span.end + AHEAD)
    at = name.span.end
    if party := _PARTY.match(text, at, high):
        return Span(*party.span(1))
    if age := _AGE.match(text, at, high):
        at = age.end() - 1
    if at >= high or (
        text[at] not in ",(—–-:" and text[at : at + 2] not in {" —", " –", " -", " ("}
    ):
        return None
    at += 1 if text[at] in ",(—–:" else 2
    return described(text, Span(at, high))


def described(text: str, ahead: Span) -> Span | None:
    """Read a description that begins here, up to the end of its phrase."""
    last, words = ahead.start, list[str]()
    for match in WORD.finditer(text, ahead.start, ahead.end):
        word = match.group()
        bare = ENDING.sub("", word)
        if bare.lower() in CUT or len(words) >= LONGEST or word in {"—", "–", "-"}:
            break
        dotted = bool(DOTTED.search(word)) or (bare + "." == word and _short(bare))
        last = match.end() if dotted else match.start() + len(bare)
        if bare:
            words.append(bare)
        if bare != word and not dotted:
            break
    else:
        if ahead.end - ahead.start >= AHEAD - 40:
            return None
    return _phrase(text, Span(ahead.start, last)) if _describes(words) else None


def _short(bare: str) -> bool:
    return bare.lower() + "." in TITLES


_OF = re.compile(
    r"(?P<joint>,?\s+(?:of|with|from))\s+(?:the\s+)?"
    r"(?P<body>(?:[A-Z][\w’'.&-]*)"
    r"(?:\s(?:(?:of|for|and|on|the)\s){0,2}[A-Z][\w’'&-]*){1,7})"
)
_AT_HOME = re.compile(r",\s+of$|from$")
"""Behind a name, where somebody lives as often as for whom they speak."""


def belongs(text: str, block: Span, name: Name) -> Span | None:
    """Read the body somebody speaks for: *of Save the Bay*."""
    match = _OF.match(text, name.span.end, min(block.end, name.span.end + 120))
    if match is None:
        return None
    words = match["body"].lower().split()
    if words[0] in TITLES and words[0] in COURTESY:
        return None  # about whom somebody speaks: *said Ruiz of Mr Otis*
    home = _AT_HOME.search(match["joint"]) and words[-1] not in BODIES - _ADDRESSES
    return None if home else Span(*match.span("body"))


_ADDRESSES = listed(
    """
    tower street avenue road park square bridge river lake island islands mountain
    bay valley beach creek heights hall building castle city county state province
    """
)


def _phrase(text: str, span: Span) -> Span | None:
    """Trim blanks and a leading article; refuse what is too long."""
    span = rstrip(text, span)
    start = span.start
    while start < span.end and not text[start].isalnum():
        start += 1
    match = re.compile(
        r"(?:the|an?|his|her|their|its|our|my)\s+(?=\S)", re.IGNORECASE
    ).match(text, start, span.end)
    bracket = text.find(" (", start, span.end)
    end = bracket if bracket > 0 and ")" not in text[bracket : span.end] else span.end
    span = Span(match.end() if match else start, end)
    return span if fits(text, span) else None


def rstrip(text: str, span: Span) -> Span:
    end = span.end
    while end > span.start and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    dangling = _DANGLING.search(text, max(span.start, end - 20), end)
    return (
        rstrip(text, Span(span.start, dangling.start()))
        if dangling
        else Span(span.start, end)
    )


_DANGLING = re.compile(
    r"\s(?:in|of|for|the|an?|and|at|on|to|with|by|from|h(?:im|er)self)$"
)


def fits(text: str, span: Span) -> bool:
    return 0 < len(span.of(text).split()) <= LONGEST
