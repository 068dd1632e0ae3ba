"""What the article says somebody is: the words beside a name that describe its bearer.

Before the name (*Foreign Minister*, *ministry spokeswoman*), between commas behind it,
after *who is*, or as *X is a …*. Always an exact substring of the text.
"""

import re
from collections.abc import Iterator

from summarizer.models import Span
from summarizer.people.names import Name
from summarizer.people.offices import DEMONYMS, ROLES, TITLES

LONGEST = 15
"""How many words a role may have."""
_BACK = 160
_AHEAD = 260

_WORD = re.compile(r"\S+")
_ARTICLE = frozenset(
    "the a an his her their its our my this that some one another".split()
)
_STOP = frozenset(
    """said says say told tells asked added by as to with from in on at into about after
    before when while if that which who whom whose because but or nor so than then is was
    are were be been being has have had do does did will would could can may might must
    not also should shall including like against between among through during until since under over
    he she they it we you i his him them us me it's there where how what why and
    called named quoted met thanked joined tweeted asks wrote writes
    calls adds notes noted argued argues replied responded announced told endorsed beat
    backed picked chose praised slammed criticized criticised accused urged warned
    supports supporting backing facing told hired fired elected appointed nominated
    via per despite toward towards versus vs vs. where when however""".split()
)
_MODIFIERS = frozenset(
    """former then acting interim deputy current longtime long-time senior retired ex- late
    state federal local top chief incoming outgoing assistant associate executive vice
    managing general first second co- ranking disgraced embattled veteran national
    regional provincial municipal junior lead principal emeritus onetime one-time
    ex-president fellow newly elected re-elected democratic republican independent
    lifelong""".split()
)
_ENDING = re.compile(r"[.,;:!?”\"’')\]—–]+$")
_DOTTED = re.compile(r"(?:^|[\s.])(?:[^\W\d_]|Inc|Corp|Co|Ltd|St|Dr|Sen|Rep|Gov|Gen|Jr|Sr)\.$")


def role(text: str, block: Span, name: Name) -> tuple[Span, ...]:
    """Give every description of the bearer that stands beside this mention."""
    found = (
        _before(text, block, name),
        _before_comma(text, block, name),
        _behind(text, block, name),
        _relative(text, block, name),
        _belongs(text, block, name),
    )
    return tuple(span for span in found if span is not None)


def is_role(word: str) -> bool:
    """Tell whether this word says what somebody is."""
    lower = word.lower().strip(",.;:()“”\"")
    if lower in _NOT_ALONE:
        return False
    return (
        lower in ROLES
        or lower in TITLES
        or (lower + "." in TITLES)
        or (lower.endswith("s") and lower[:-1] in ROLES)
        or lower.endswith(("woman", "ologist", "elect", "chief", "mate"))
        or (lower.endswith("man") and lower not in {"man", "human", "german", "roman"})
        or ("-" in lower and lower.rsplit("-", 1)[1] in ROLES)
    )


_NOT_ALONE = frozenset("former acting interim crown prime democratic emeritus st.".split())
"""Parts of titles that are none by themselves."""


def head(words: list[str]) -> int | None:
    """Index of the word that says what somebody is, before any *of*, *at*, *who*."""
    last = None
    first = 2 if [word.lower() for word in words[:2]] == ["one", "of"] else 0
    for index, word in enumerate(words):
        lower = word.lower().strip(",;")
        if index > first and lower in {"of", "for", "at", "in", "from", "with", "who", "on", "to"}:
            break
        if is_role(word):
            last = index
    return last


# --- before the name ------------------------------------------------------------


def _before(text: str, block: Span, name: Name) -> Span | None:
    """Read a role directly before the name: *ministry spokeswoman* Maria Zakharova."""
    start = name.whole.start
    low = max(block.start, start - _BACK)
    words = [(m.start(), m.end()) for m in _WORD.finditer(text, low, start)]
    if low > block.start and words:
        words.pop(0)  # may be the rest of a word
    kept = start
    taken: list[str] = []
    if name.title and _courteous(name.title.of(text)):
        return None
    left = [text[at:end] for at, end in words]
    for index in range(len(words) - 1, max(-1, len(words) - LONGEST), -1):
        word, at = left[index], words[index][0]
        if not _joins(word, left[index - 1] if index else "", taken, bool(name.title)):
            break
        taken.insert(0, word)
        kept = at
    return _trimmed(text, taken, kept, start, name)


def _joins(word: str, left: str, taken: list[str], titled: bool) -> bool:
    """Tell whether a word still belongs to the role that is being read backwards."""
    lower = word.lower()
    if _ENDING.search(word) and not _DOTTED.search(word):
        return False
    if lower in {"of", "for", "and"}:
        return is_role(left) and bool(taken or titled)
    if lower in _STOP or lower in _ARTICLE or lower.startswith(("“", '"', "(", "‘", "'")):
        return False
    if word[0].isupper() or lower in _MODIFIERS or is_role(word):
        return True
    if lower.endswith(("ed", "ing", "ly")) or not taken:
        return False
    return sum(1 for each in taken if each.islower() and not is_role(each)) < _PLAIN


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
    span = _rstrip(text, Span(low, high))
    return span if _fits(text, span) else _title_only(text, title)


def _headed(taken: list[str], title: str) -> bool:
    """Tell whether the words before a name end in what somebody is, or *X of Y*."""
    words = taken + title.split()
    if not words:
        return False
    if is_role(words[-1]):
        return True
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


def _before_comma(text: str, block: Span, name: Name) -> Span | None:
    """Read *The U.N. special envoy for Syria,* Staffan de Mistura*,*."""
    start = name.whole.start
    if text[start - 2 : start] != ", " or start - 2 <= block.start:
        return None
    if not re.match(r"[,.;:—–)]|\s+(?:said|says|told|who)\b|\s*$", text[name.span.end : name.span.end + 8]):
        return None
    low = max(block.start, start - _BACK)
    chunk = text[low : start - 2]
    cut = max((m.end() for m in re.finditer(r"[.!?,;:—–”\"“]\s", chunk) if not _DOTTED.search(chunk[: m.start() + 1])), default=0 if low == block.start else -1)
    if cut < 0:
        return None
    said = re.compile(r"(?:and\s+)?(?:said|says|adds|added|told|asked|by)\s+").match(chunk, cut)
    cut = said.end() if said else cut
    words = chunk[cut:].split()
    return _phrase(text, Span(low + cut, start - 2)) if _describes(words) else None


def _describes(words: list[str]) -> bool:
    """Tell whether a phrase on its own can describe a person."""
    if not words or len(words) > LONGEST + 1:
        return False
    first = words[0].lower()
    if first in _STOP and first not in {"his", "her", "one"}:
        return False
    at = head(words)
    if at is None or (at + 1 < len(words) and words[at + 1][0].isupper()):
        return False
    return not any(word.lower() in _VERBS for word in words[:at])


_VERBS = frozenset(
    "is was are were has had have said says told will would did does do be been".split()
)


# --- behind the name --------------------------------------------------------------

_AGE = re.compile(r"\s*,?\s*(?:aged\s+)?\d{1,3}(?:\s*,|\))")
_PARTY = re.compile(r"[,\s]\s*\(?([RDI]-[A-Z][\w.]+(?: [A-Z]\w+)?\.?)")
_CUT = frozenset(
    """who which whose that said says told and-said adding where when while told tells
    wrote added noted tweeted is was has had will would agreed argued explained warned
    called testified announced were are""".split()
)


def _behind(text: str, block: Span, name: Name) -> Span | None:
    """Read an apposition: Cliff Kupchan, *chairman of the Eurasia Group*."""
    high = min(block.end, name.span.end + _AHEAD)
    at = name.span.end
    if party := _PARTY.match(text, at, high):
        return Span(*party.span(1))
    if age := _AGE.match(text, at, high):
        at = age.end() - 1
    if at >= high or text[at] not in ",(—–-:" and text[at : at + 2] not in {" —", " –", " -", " ("}:
        return None
    at += 1 if text[at] in ",(—–:" else 2
    return _described(text, Span(at, high))


def _relative(text: str, block: Span, name: Name) -> Span | None:
    """Read *who is the party’s leader* and *X is a professor at Y*."""
    high = min(block.end, name.span.end + _AHEAD)
    match = _COPULA.match(text, name.span.end, high)
    return _described(text, Span(match.end(), high)) if match else None


_COPULA = re.compile(
    r"(?:,?\s+who(?:\s+(?:also|now|currently|previously|once))?)?\s+"
    r"(?:is|was|serves\s+as|served\s+as|works\s+as|worked\s+as|became|has\s+been)"
    r"\s+(?=(?:a|an|the|one|president|chair|chief|director|head|executive|senior)\b)"
)


def _described(text: str, ahead: Span) -> Span | None:
    """Read a description that begins here, up to the end of its phrase."""
    last, words = ahead.start, list[str]()
    for match in _WORD.finditer(text, ahead.start, ahead.end):
        word = match.group()
        bare = _ENDING.sub("", word)
        if bare.lower() in _CUT or len(words) >= LONGEST or word in {"—", "–", "-"}:
            break
        dotted = bool(_DOTTED.search(word)) or bare + "." == word and _short(bare)
        last = match.end() if dotted else match.start() + len(bare)
        words.append(bare)
        if bare != word and not dotted:
            break
    else:
        if ahead.end - ahead.start >= _AHEAD - 40:
            return None
    return _phrase(text, Span(ahead.start, last)) if _describes(words) else None


def _short(bare: str) -> bool:
    return bare.lower() + "." in TITLES


_OF = re.compile(
    r",?\s+(?:of|with|from|at)\s+(?:the\s+)?"
    r"((?:[A-Z][\w’'.&-]*)(?:\s(?:(?:of|for|and|on|the)\s){0,2}[A-Z][\w’'&-]*){1,7})"
)


def _belongs(text: str, block: Span, name: Name) -> Span | None:
    """Read the body somebody speaks for, where nothing else is said: *of Save the Bay*."""
    match = _OF.match(text, name.span.end, min(block.end, name.span.end + 120))
    return Span(*match.span(1)) if match else None


def _phrase(text: str, span: Span) -> Span | None:
    """Trim blanks and a leading article; refuse what is too long."""
    span = _rstrip(text, span)
    start = span.start
    while start < span.end and not text[start].isalnum():
        start += 1
    match = re.compile(r"(?:the|an?|his|her|their|its|our|my)\s+(?=\S)", re.IGNORECASE).match(text, start, span.end)
    span = Span(match.end() if match else start, span.end)
    return span if _fits(text, span) else None


def _rstrip(text: str, span: Span) -> Span:
    end = span.end
    while end > span.start and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    return Span(span.start, end)


def _fits(text: str, span: Span) -> bool:
    return 0 < len(span.of(text).split()) <= LONGEST


def fullest(text: str, spans: Iterator[Span] | list[Span]) -> Span | None:
    """Choose the description that says most: a calling first, then length, then place."""
    return max(spans, key=lambda span: _weight(span.of(text).split()), default=None)


def _weight(words: list[str]) -> tuple[bool, bool, int]:
    """Rank a description: says what somebody is, and is, not was; then its length."""
    now = words[0].lower().strip(",") not in {"former", "ex-president", "then", "onetime"}
    full = sum(1 for word in words if word.lower() not in DEMONYMS and len(word) > 2)
    said = head(words) is not None or any(is_role(w) for w in words)
    return said, now, min(full, 8)
