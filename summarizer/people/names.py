"""Names in a text: runs of capitalised words, told from titles before them.

No name recogniser: where a person's name begins is read from titles, given names and
the length of the run.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from summarizer.models import Span
from summarizer.people.callings import is_role
from summarizer.people.givens import known
from summarizer.people.listed import listed
from summarizer.people.offices import (
    BODIES,
    COURTESY,
    DEMONYMS,
    DOCUMENTS,
    GROUPS,
    NATIONAL,
    ROLES,
    TITLES,
)

LONGEST = 8
"""How many words a speaker's name may have."""

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽ"
_WORD = (
    rf"(?:[{_UPPER}]\.){{1,4}}"
    rf"|(?:al|el)-[{_UPPER}]\w+|d[’'][{_UPPER}]\w+"
    rf"|[{_UPPER}]\w*(?:[’'](?![sS]\b)\w+|[-–&]\w+)*(?:(?<=\bM[rs])\.|(?<=\bMrs)\.|"
    r"(?<=\bDr|\bSt|\bLt|\bJr|\bSr|\bCo)\.|(?<=\bSen|\bRep|\bGov|\bGen|\bCol|\bSgt|\bMaj|"
    r"\bAdm|\bRev|\bDet|\bInc|\bLtd|\bCpl|\bAmb|\bHon)\.|(?<=\bSens|\bReps|\bGovs|\bCapt|"
    r"\bProf|\bCorp|\bPres|\bBrig|\bCmdr|\bAtty|\bSupt|\bEngr|\bBarr|\bCllr|\bCoun|"
    r"\bMsgr)\.|(?<=\bFr|\bMx)\.|(?<=\bVen|\bSmt|\bAdv|\bCdr)\.)?"
)
_PARTICLE = (
    r"(?:de|del|della|di|da|dos|das|du|la|le|van|von|der|den|ter|ten|bin|bint|binti|ibn"
    r"|al|el|ben|y|e|abu|ul|ur|zu|zum|af|av|ap|ab|ferch|degli)"
)
_GAP = r"[ \u00a0]"
_NICK = rf"[“\"‘(](?:The )?[{_UPPER}]\w+\.?[”\"’)]{_GAP}"
_RUN = re.compile(
    rf"(?<![\w@#])(?:{_WORD})"
    rf"(?:{_GAP}(?:{_PARTICLE}{_GAP}){{0,3}}(?:{_NICK})?(?:{_WORD}))*(?:,?{_GAP}[JS]r\.)?"
)
_PIECE = re.compile(r"\S+")

SURNAMES = listed(
    """
    king prince pope bishop dean judge marshal baron duke earl page knight chase may
    cook baker farmer miller carpenter fisher gardener hunter mason potter sheriff
    constable sergeant major deacon abbott priest house church rice banks west north
    parks lake rivers woods field fields bridge street hall hill day week young sun
    star pace post bell law castle park power
    """
)
"""Words that are titles, trades or places, and surnames all the same."""

_PLAIN = listed(
    """
    a an the this that these those i he she it we they you his her its our their my
    your who what when where why how which while whereas if as at by for from in
    into of off on onto out over to under until up with without within and but or
    nor so yet because since after before during despite although though unless once
    both either neither each every all any some many most much few several no not
    only even just also still already here there then now today tomorrow yesterday
    tonight monday tuesday wednesday thursday friday saturday sunday january
    february march april may june july august september october november december is
    was are were be been being has have had do does did will would can could should
    might must said says according asked about above across against along among amid
    around behind below beneath beside besides between beyond like near than through
    throughout toward towards upon via per meanwhile however moreover furthermore
    instead indeed perhaps maybe later earlier last next first second third another
    other such same yes well oh please let thanks one two three four five six seven
    eight nine ten eleven twelve hundreds thousands millions dozens more less
    speaking told added photo image picture read related exclusive updated update
    breaking video opinion editorial analysis follow addressing responding referring
    citing given following recently currently eventually finally ultimately
    additionally nevertheless nonetheless otherwise similarly previously thus hence
    therefore it's that's he's she's they're we're i'm there's here's don't can't won't
    didn't isn't wasn't let's what's i've we've you're
    """
)
"""Capitalised only because a sentence begins, or never part of a name."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written once: the name itself, and the titles in front of it."""

    span: Span
    words: tuple[str, ...]
    """Words of the name without its titles, as written."""
    title: Span | None
    """Capitalised titles directly before the name (*Foreign Minister*)."""
    body: bool
    """Ends like the name of a body, a place or an event."""

    @property
    def last(self) -> str:
        """The surname, or the last word of a body's name; lower case."""
        word = self.words[-1].lower()
        if word in {"jr.", "sr.", "jr", "sr", "ii", "iii"} and len(self.words) > 1:
            return self.words[-2].lower().rstrip(",")
        return word

    @property
    def whole(self) -> Span:
        """The name with its titles."""
        return Span(self.title.start, self.span.end) if self.title else self.span


def names(text: str, blocks: Iterable[Span]) -> tuple[Name, ...]:
    """Find every name in these blocks, in order."""
    return tuple(
        name
        for block in blocks
        for match in _RUN.finditer(text, block.start, block.end)
        for run in _runs(text, Span(*match.span()))
        if (name := _split(text, block, run)) is not None
    )


def _runs(text: str, whole: Span) -> Iterator[list[Span]]:
    """Cut a run at words that are capitalised for another reason."""
    current: list[Span] = []
    for match in _PIECE.finditer(text, whole.start, whole.end):
        if _bare(match.group()) in _PLAIN and not _surname(text, match, current):
            if current:
                yield current
            current = []
        elif current or not match.group().islower():
            current.append(Span(*match.span()))
    if current:
        yield current


def _surname(text: str, word: re.Match[str], before: list[Span]) -> bool:
    """Tell *Theresa May* from the month."""
    if word.group()[0] in '“"‘(':  # a nickname
        return True
    return (
        bool(before)
        and word.group() in {"May", "March", "April", "August", "Second", "Third"}
        and known(before[-1].of(text))
    )


@lru_cache(maxsize=1 << 14)
def _bare(word: str) -> str:
    return word.lower().replace("’", "'").strip(',“”"‘()')


def _split(text: str, block: Span, run: list[Span]) -> Name | None:
    """Tell the titles at the head of a run from the name behind them."""
    words = [span.of(text) for span in run]
    while words and (words[-1].islower() or _postnominal(words)):
        words.pop()
    if not words or (len(words) == 1 and _nameless(words[0])):
        return None
    continues = _tail_of_office(text, block, run[0].start)
    at = _after_office(words) if continues else _name_starts(words)
    if at >= len(words):
        return None
    span = Span(run[at].start, run[len(words) - 1].end)
    title = Span(run[0].start, run[at - 1].end) if at else None
    return Name(span, tuple(words[at:]), title, body=_body(words[at:]))


def _postnominal(words: list[str]) -> bool:
    """Tell letters that follow a name and are not part of it: *Ana Ruiz KC*."""
    return len(words) > _PAIR and words[-1] in _LETTERS


_PAIR = 2
"""Words of a name as most people have it."""
_LETTERS = listed(
    """
    KC QC SC BL MP MSP MEP MS MLA MPP TD AM OBE MBE CBE KBE DBE CMG KCMG GCMG AO AC
    OAM OC CM CNZM ONZM IAS IPS IFS SAN OON MON GCON PhD MD RN JP FRS FRCS DL PC Esq
    CPA CFA
    """
)


@lru_cache(maxsize=1 << 14)
def _nameless(word: str) -> bool:
    """Tell a lone word that is capitalised and still no name: *Residents*, *Report*."""
    lower = word.lower()
    return (
        len(word) == 1
        or lower in GROUPS
        or (lower in DOCUMENTS and word != "Times")
        or bool(_ADVERB.search(lower))
    )


_ADVERB = re.compile(
    r"(?:ically|[iuo]ally|inally|ingly|[ae]ntly|edly|ously|ively|[ai]bly|arly|ately|"
    r"etely|ortly|ickly)$"
)
"""Endings of words that begin a sentence: *Significantly*, *Shortly*."""


def _body(words: list[str]) -> bool:
    last = words[-1].lower()
    if last in SURNAMES and len(words) > 1 and words[-2].lower() not in TITLES:
        return last in BODIES and not known(words[0])
    return (
        last in BODIES
        or last in GROUPS
        or last in TITLES
        or last in DEMONYMS
        or last.removesuffix("s") in DEMONYMS
        or bool(NATIONAL.match(last))
        or (len(words) == 1 and words[0].isupper() and len(words[0]) > 1)
        or words[0].lower() in {"north", "south", "new", "united", "saudi"}
    )


_OFFICE_OF = re.compile(r"(\w+) (?:of|for)(?: the)?[ \u00a0]$")


def _tail_of_office(text: str, block: Span, start: int) -> bool:
    """Tell whether a run continues an office: *Secretary of* State John Kerry."""
    match = _OFFICE_OF.search(text[max(block.start, start - 30) : start])
    return match is not None and match[1].istitle() and match[1].lower() in TITLES


def _name_starts(words: list[str]) -> int:
    """Index of the first word of the name proper."""
    lower = [word.lower().strip("()") for word in words]
    if lower[-1] in BODIES or (len(words) == _PAIR and _both(lower[0])):
        return 0
    at = int(words[0] in _RANKS or _calls(words))
    for index, word in enumerate(lower):
        if index and index == len(lower) - 1 and word in SURNAMES:
            break
        named = index and word in SURNAMES and known(words[index - 1])
        named = named or (index == len(words) - _PAIR and _both(word))
        pair = (lower[index - 1], word) if index else None
        if (word in TITLES and not named) or pair in _PAIRED:
            at = index + 1
    if at >= len(words):
        return 0 if len(words) > 1 or lower[0] in SURNAMES else len(words)
    long = len(words) - at > _USUAL
    given = next((i for i in range(at, len(words) - 1) if known(words[i])), at)
    if given > at and (long or at == 0 or _leads(lower[at:given])):
        return given if _leads(lower[at:given]) or long else at
    return at


_USUAL = 3
"""Words a person's name seldom exceeds."""
_PAIRED = {
    ("chief", "executive"),
    ("harbor", "master"),
    ("harbour", "master"),
    ("chief", "whip"),
    ("vice", "chancellor"),
}
"""Titles of two words, of which the second alone is none."""
_RANKS = listed("PC WPC PCSO DS DI DCI DCS DSP ACP IGP SSP")
"""Titles that are such in capitals only."""


def _both(word: str) -> bool:
    """Tell *Dean Otis*, whose given name is a title too."""
    return word in TITLES and known(word)


def _calls(words: list[str]) -> bool:
    """Tell *Drummer Kiki Santoro*: a calling before a full name, capitalised."""
    word = words[0].lower()
    calls = is_role(word) or word.endswith("-year-old")
    if len(words) <= _PAIR or known(word) or not calls:
        return False
    return word not in SURNAMES or known(words[1])


def _leads(lower: list[str]) -> bool:
    """Tell whether the words before a given name can describe its bearer."""
    return all(
        word in DEMONYMS or word in BODIES or word in ROLES or NATIONAL.match(word)
        for word in lower
    )


def _after_office(words: list[str]) -> int:
    """Skip the tail of an office in front of a name: *State* John Kerry."""
    given = next((i for i in range(1, len(words) - 1) if known(words[i])), 0)
    if given:
        return given
    whole = 2  # words of a name without a given name we know
    if len(words) > whole:
        return len(words) - whole
    return 0 if known(words[0]) else len(words) // 2 or len(words)


def courtesy(text: str, name: Name) -> str:
    """Gender told by the titles before a name: ``m``, ``f`` or empty."""
    if name.title is None:
        return ""
    words = name.title.of(text).lower().split()
    return next((COURTESY[word] for word in reversed(words) if word in COURTESY), "")
