"""The words with which news reports speech: “said”, “according to”, “tweeted”.

A lexicon, not a parser: it says where speech is possible; others say where it is.
Verbs are listed by what may follow them and inflected here.
"""

import re
from itertools import groupby

from summarizer.people.listed import listed

CLAUSE = """
    say tell add write ask note report announce suggest tweet retweet argue continue
    explain declare acknowledge claim state insist warn reply respond recall promise vow
    pledge deny admit confirm concede assert stress reiterate complain lament joke point
    predict estimate remark comment observe testify maintain contend allege conclude
    mention quip recount disclose reveal indicate caution emphasize emphasise repeat
    counter retort charge brag boast agree inform remind exclaim post email shout wonder
    swear affirm reaffirm answer assure attest aver believe_not clarify confess confide
    conjecture deadpan demand demur elaborate enthuse fume gripe grumble gush hint
    imply inquire instruct interject intone lecture message murmur mutter object
    opine order plead pray proclaim profess pronounce propose protest quote cite
    reassure recommend relate request scoff shoot_not sigh speculate stipulate submit
    summarize summarise surmise sum text theorize thunder underline underscore urge
    utter venture volunteer whisper yell advise forecast project rule decide_not
    chant cry joke marvel muse preach rant recite rejoin snap sniff tease echo
    allow_not reckon learn_not publish signal
"""
"""Verbs that take what was said as a clause or after a comma."""

OBJECT = """
    accuse describe call urge criticize criticise dismiss question propose release share
    blame praise condemn denounce reject slam blast mock attack defend apologize
    apologise thank welcome address discuss endorse decry deride hail label brand dub
    ridicule rebuke rebut refute salute chide chastise lambast lambaste laud fault
    applaud tout interview issue speak talk refer read show find
"""
"""Verbs whose object is what was said, or about whom: *accused*, *called for*."""

_IRREGULAR = {
    "say": "say says said saying",
    "tell": "tell tells told telling",
    "write": "write writes wrote written writing",
    "swear": "swear swears swore sworn swearing",
    "forecast": "forecast forecasts forecasting",
    "speak": "speak speaks spoke spoken speaking",
    "read": "read reads reading",
    "show": "show shows showed shown showing",
    "find": "find finds found finding",
    "submit": "submit submits submitted submitting",
    "admit": "admit admits admitted admitting",
    "rebut": "rebut rebuts rebutted rebutting",
    "brag": "brag brags bragged bragging",
    "quip": "quip quips quipped quipping",
    "sum": "sum sums summed summing",
    "snap": "snap snaps snapped snapping",
    "chat": "chat chats chatted chatting",
    "slam": "slam slams slammed slamming",
    "dub": "dub dubs dubbed dubbing",
    "demur": "demur demurs demurred demurring",
    "aver": "aver avers averred averring",
}
_VOWELS = frozenset("aeiou")

NOUNS = listed(
    """
    statement statements response remarks tweet tweets letter comments interview
    words email spokesman spokeswoman testimony speech post comment quote warning
    """
)
"""Nouns beside which a report stands: *in a statement*, *the tweet*."""


def forms(verb: str) -> tuple[str, ...]:
    """Inflect a verb: itself, third person, past, participle."""
    if verb in _IRREGULAR:
        return tuple(_IRREGULAR[verb].split())
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    third = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    return verb, verb + third, verb + "ed", verb + "ing"


def _all_forms(verbs: str) -> frozenset[str]:
    kept = (verb for verb in verbs.split() if not verb.endswith("_not"))
    return frozenset(form for verb in kept for form in forms(verb))


CLAUSAL = _all_forms(CLAUSE)
"""Every form of the verbs in `CLAUSE`."""
OBJECTIVE = _all_forms(OBJECT)
"""Every form of the verbs in `OBJECT`."""
VERBS = CLAUSAL | OBJECTIVE
TOLD = frozenset(
    form
    for verb in sorted(
        listed("tell ask assure inform remind warn urge advise order instruct")
    )
    for form in forms(verb)
)
"""Verbs with a hearer before what was said: *told reporters that*."""
TELLS = frozenset({"tell", "tells", "told", "telling"})
"""Forms behind which only a hearer can stand, never the source."""
STRONG = frozenset(
    form
    for verb in listed(
        """
    say tell add write announce argue explain declare acknowledge claim state insist
    warn reply respond recall promise vow pledge deny admit confirm concede assert
    stress reiterate complain lament predict estimate remark testify maintain
    contend allege tweet caution accuse quip retort exclaim
    """
    )
    for form in forms(verb)
)
"""Verbs that report speech even where no marks stand near."""


def _expression(words: frozenset[str]) -> str:
    """Join words by their first two letters, so that a miss is found out early."""
    groups = groupby(sorted(words), key=lambda word: word[:2])
    parts = (
        f"{head}(?:{'|'.join(sorted({w[2:] for w in tail}, key=len, reverse=True))})"
        for head, tail in groups
    )
    return "|".join(parts)


_OTHER = frozenset({"according", "put", "reportedly"})
SPEECH = re.compile(
    rf"\b(?:{_expression(VERBS | NOUNS | _OTHER)})\b|:",
    re.IGNORECASE,
)
"""A cue of speech, as against one of belief or intention (*hopes*, *wants*)."""
