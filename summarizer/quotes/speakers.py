"""From the words a statement is attributed to, to the person or body they mean.

*Kupchan* → Cliff Kupchan, chairman of the Eurasia Group. Only what the article itself
says counts; where it does not let us know, the speaker is None.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from summarizer.models import Span, Speaker, SpeakerKind
from summarizer.people import Name, Person
from summarizer.people.appositions import spoken_for
from summarizer.people.callings import is_role
from summarizer.people.listed import listed
from summarizer.people.names import LONGEST
from summarizer.people.offices import BODIES, COURTESY, DEMONYMS, DOCUMENTS, GROUPS
from summarizer.quotes.cues import VERBS
from summarizer.quotes.pronouns import anybody, he_or_she, it, they, who
from summarizer.quotes.talk import NOBODY, Found, Talk, speaker

MALE = listed("he him his himself")

FEMALE = listed("she her hers herself")

_THINGS = {"they": they, "them": they, "it": it}
_SELVES = listed("i we you me us my our one who who's which that")


def resolve(talk: Talk, source: Sequence[Span], cue: str = "") -> Found:
    """Tell whom a source means; ``cue`` are the words that report what was said."""
    if not source:
        return NOBODY
    whole = Span(source[0].start, source[-1].end)
    words = whole.of(talk.text)
    lower = words.lower().strip(' ,.“”"')
    if lower in MALE or lower in FEMALE:
        return he_or_she(talk, whole, "m" if lower in MALE else "f")
    if lower in _THINGS:
        return _THINGS[lower](talk)
    if lower == "who":
        return who(talk, whole)
    if lower in _SELVES or (lower.endswith("ing") and lower in VERBS):
        return NOBODY
    return (
        _named(talk, whole)
        or _described(talk, whole)
        or _going_on(talk, whole, cue)
        or _epithet(talk, whole)
        or _as_written(talk, whole)
    )


def _named(talk: Talk, whole: Span) -> Found | None:
    """Take the name the phrase is about: not a modifier, not an owner."""
    inside = talk.cast.within(whole)
    best = max(
        (
            (_fitness(talk.text, whole, name, person), -i)
            for i, (name, person) in enumerate(inside)
        ),
        default=(-9.0, 0),
    )
    if best[0] < 0:
        return None
    name, person = inside[-best[1]]
    if _pair(talk.text, inside) or not _whole_name(talk.text, whole, name, person):
        return None
    return Found(speaker(talk, person), 0.95 if person.human else 0.85, person)


def _whole_name(text: str, whole: Span, name: Name, person: Person) -> bool:
    """Tell whether a name is all of the body that speaks, not a part of what it is.

    *The Department of Health and Human Services*; *a poll by Redfield and Wilton*;
    *the US President* is whoever was called so.
    """
    if person.human:
        return True
    left = text[whole.start : name.whole.start].lower().split()
    right = text[name.span.end : whole.end]
    last = name.words[-1]
    if is_role(last) or last.lower() in DEMONYMS or not _INNER.isdisjoint(left):
        return False
    return not re.match(r"\s(?:(?:of|for|and|on|in)\s(?:the\s)?[A-Z]|\d)", right)


_INNER = listed("of by for from on and in at to with")


def _pair(text: str, inside: Sequence[tuple[Name, Person]]) -> bool:
    """Tell *Ana Ruiz and Omar Haddad*: two people who speak together."""
    people = [each for each in inside if each[1].human]
    if not people or people[0][1] is people[-1][1]:
        return False
    between = text[people[0][0].span.end : people[-1][0].whole.start]
    return between in {" and ", " & "}


def _fitness(text: str, whole: Span, name: Name, person: Person) -> float:
    """How well a name in the phrase can be its head."""
    left = text[whole.start : name.whole.start].rstrip().lower()
    if (name.title and _OFFICE.search(left)) or _written(left):
        left = ""
    if left.endswith(",") and spoken_for(left[:-1]):
        return -4
    right = text[name.span.end : whole.end]
    score = 1.0 * person.human + 0.5 * (len(name.words) > 1) + 0.5 * bool(name.title)
    if (
        right[:2] in {"’s", "'s"}
        or right[:1] in {"’", "'"}
        or re.match(
            r"\s+(?!(?:who|and|of|in|at|from|for|with|on|told|said)\b)[a-z]", right
        )
    ):
        score -= 4
    if re.search(
        r"\b(?:of|for|at|in|from|with|near|to|by|the)$", left
    ) and not left.endswith("the"):
        score -= 3
    if re.search(r"\b(?:of|for|at|in|from|with|near|to|by) the$", left):
        score -= 3
    return score


_MODIFIES = re.compile(r"\s+(?!(?:who|and|of|in|at|from|for|with|on|told|said)\b)[a-z]")
_OFFICE = re.compile(
    r"\b(?:secretary|minister|attorney|head|chief|director|president|governor|speaker|"
    r"leader|chair|chancellor|master|king|queen|prince|bishop|archbishop|mayor|duke)\s+"
    r"(?:general\s+)?(?:of|for)(?: the)?$"
)


def _written(left: str) -> bool:
    """Tell *a post by*, *a letter from*: the words are those of whoever follows."""
    words = left.split()
    return len(words) > 1 and words[-1] in {"by", "from"} and words[-2] in DOCUMENTS


_SAME = {
    "senator": "sen.",
    "governor": "gov.",
    "representative": "rep.",
    "congressman": "rep.",
    "congresswoman": "rep.",
    "doctor": "dr.",
    "general": "gen.",
    "professor": "prof.",
}


_SHORT = 6
"""Words up to which a description may stand for a name."""


def _described(talk: Talk, whole: Span) -> Found | None:
    """Take *the minister* for whom the article last called a minister."""
    words = whole.of(talk.text).lower().split()
    if owned := _OWNED.fullmatch(whole.of(talk.text)):
        return _only(talk, owned["who"].lower().split())
    if len(words) <= _BARE and is_role(words[-1]) and words[0] not in _DETERMINERS:
        return _only(talk, words)
    if words[0] not in {"the", "this", "that"} or len(words) > _SHORT:
        return None
    head = _head(words)
    if head is None:
        return None
    high = bisect_left(talk.outside, whole.start, key=lambda each: each[0].span.start)
    proper = {word for word in whole.of(talk.text).split() if word[0].isupper()}
    wanted = {word.lower() for word in proper} - {words[0], head} - DEMONYMS
    for _, person in reversed(talk.outside[max(0, high - 40) : high]):
        if person.body or not _is_a(talk, person, head):
            continue
        if all(any(w in _words(talk, s) for s in person.roles) for w in wanted):
            return Found(speaker(talk, person), 0.7, person)
    return None


_OWNED = re.compile(
    r"(?:[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[A-Z]\S*(?:\s[A-Z]\S*){0,2}[’']s?)\s"
    r"(?P<who>(?:[a-z-]+\s){0,2}[a-z-]+)"
)
"""*Her husband*, *Otis’s lawyer*: the one whom the article calls so."""
_DETERMINERS = listed("the a an this that one another his her their its our my some")
_BARE = 2
"""Words of a calling without an article, as in headlines: *transport minister*."""


def _only(talk: Talk, words: list[str]) -> Found | None:
    """Take *Minister warns* for the one person the article calls a minister."""
    wanted = set(words)
    bearers = [
        person
        for person in talk.cast.bearing(words[-1])
        if not person.body and any(wanted <= _words(talk, s) for s in person.roles)
    ]
    if len(bearers) != 1:
        return None
    return Found(speaker(talk, bearers[0]), 0.6, bearers[0])


def _words(talk: Talk, span: Span) -> set[str]:
    return set(span.of(talk.text).lower().split())


_GOES_ON = re.compile(r"\b(?:add(?:s|ed)|continu(?:es|ed)|went on)\b", re.IGNORECASE)


def _going_on(talk: Talk, whole: Span, cue: str) -> Found | None:
    """Take *the researcher added* for whom spoke last: only they can add to it."""
    words = whole.of(talk.text).lower().split()
    last = talk.last.person if talk.last else None
    if not _GOES_ON.search(cue):
        return None
    if words[0] == "the" and words[-1] in BODIES and len(words) <= _SHORT:
        found = it(talk)
        return found if found.speaker else None
    if last is None or not last.human:
        return None
    head = _head(words) if words[0] == "the" and len(words) <= _SHORT else None
    gender = COURTESY.get(head or "", last.gender)
    if head is None or (is_role(head.removesuffix("s")) and head.endswith("s")):
        return None
    if last.gender and gender != last.gender:
        return None
    return Found(speaker(talk, last), 0.7, last)


def _epithet(talk: Talk, whole: Span) -> Found | None:
    """Take *the 20-year-old*, *the former mayor*, *the Dutchman* for whom it is about.

    Words for somebody introduced already, where nobody is called by them.
    """
    match = _EPITHET.fullmatch(whole.of(talk.text))
    if match is None:
        return None
    kind = (match["native"] or "").lower().split()[-1:]
    if kind and not (kind[0] in DEMONYMS or kind[0].endswith(("man", "woman"))):
        return None
    if (head := match["former"]) and not is_role(head.split()[-1]):
        return None
    return anybody(talk, whole)


_EPITHET = re.compile(
    r"[Tt]he\s(?:(?:[\w-]+\s)?(?:\d+|[a-z-]+)-year-old(?:\s[a-z-]+)?"
    r"|(?P<former>(?:former|ex)[\s-](?:[\w-]+\s){0,3}[a-z-]+)"
    r"|(?P<native>(?:[A-Z]\w+\s)?[A-Z]\w+))"
)


def _head(words: list[str]) -> str | None:
    for index, word in enumerate(words):
        if index and word in {"of", "for", "at", "in", "from", "who"}:
            words = words[:index]
            break
    last = words[-1].strip(",.")
    return last if is_role(last) else None


def _is_a(talk: Talk, person: Person, head: str) -> bool:
    wanted = {head, _SAME.get(head, head)}
    gender = COURTESY.get(head, "")
    if gender and person.gender and gender != person.gender:
        return False
    return any(
        wanted & set(span.of(talk.text).lower().split()) for span in person.roles
    )


def _as_written(talk: Talk, whole: Span) -> Found:
    """Keep an unnamed or collective source as the article calls it."""
    span = _short(talk.text, _owned(talk, whole))
    kind = _kind(span.of(talk.text))
    return Found(Speaker(span.of(talk.text), span, kind=kind), 0.75)


def _owned(talk: Talk, whole: Span) -> Span:
    """Leave out whose a body is: *Ruiz’s Harbour Party* is the Harbour Party."""
    owners = [name for name, person in talk.cast.within(whole) if person.human]
    if owners and owners[0].whole.start == whole.start:
        behind = _POSSESSED.match(talk.text, owners[0].span.end, whole.end)
        return Span(behind.end(), whole.end) if behind else whole
    return whole


_POSSESSED = re.compile(r"[’']s?\s(?=[A-Z])")


def _short(text: str, whole: Span) -> Span:
    """Cut a long description before its comma or relative clause."""
    cut = _ENDS.search(text, whole.start + 1, whole.end)
    end = cut.start() if cut else whole.end
    found = [m.span() for m in _PIECE.finditer(text, whole.start, end)][:LONGEST]
    loose = _INNER | _DETERMINERS | {"last", "next"}
    while len(found) > 1 and text[slice(*found[-1])].lower() in loose:
        found.pop()
    return Span(found[0][0], found[-1][1]) if found else whole


_PIECE = re.compile(r"\S+")
_ENDS = re.compile(
    r",(?=\s(?:an?|the|who|which|whose|[A-Z]\w*|published|released|based|in|on|at|for|from|of|with|"
    r"not|or|and|seen|led|held|made|known|called|formerly)\b)|,$"
    r"|\s(?=\([A-Z][\w.&-]*\))"
    r"|\s(?:who|which|that|whose|including|such as|conducted|published|released|"
    r"compiled|commissioned|obtained|carried out|seen by|written by|filed)\b"
)


def _kind(words: str) -> SpeakerKind:
    """Sort a source without a person's name."""
    pieces = [re.sub(r"\W+$", "", word) for word in words.lower().split()]
    stop = next(
        (
            i
            for i, w in enumerate(pieces)
            if i and w in {"of", "for", "at", "in", "from", "on", "with"}
        ),
        len(pieces),
    )
    head = pieces[stop - 1] if pieces else ""
    if head in DOCUMENTS:
        return SpeakerKind.DOCUMENT
    if head in GROUPS or is_role(head) or head in {"source", "person"}:
        return SpeakerKind.UNNAMED
    proper = any(word[0].isupper() for word in words.split()[1:]) or head in BODIES
    return SpeakerKind.BODY if proper or pieces[0] == "the" else SpeakerKind.UNNAMED
