"""Words that mean something named outside their sentence, wherever they stand in it.

Judged by closed classes of words, without a tagger; what is unsure counts as named.
"""

import re
from typing import Final

from summarizer import lexicon

NEAR: Final = 8
"""Words before which *these talks* cannot mean something named in the same sentence."""

UNIT: Final = (
    r"(?:day|week|month|year|morning|afternoon|evening|night|weekend|summer|winter"
    r"|spring|fall|autumn|season|quarter|century|decade|hour|moment|time)"
)
"""*This week* points at the calendar, not at a sentence."""

_NO_THING: Final = (
    rf"(?:{UNIT}s?|past|coming|last|latter|former|ways?|kinds?|sorts?|types?|point|end"
    r"|extent|far|much|long|early|late|is|was|are|were|ones?|as|an?|who|whose|whom|in"
    r"|of|with|that|which|from|at|on|not|has|the|he|she|they|it|we|you|i)\b"
)
_THIS: Final = re.compile(
    r"\b(?:[Tt]hese|[Tt]hose(?= [a-z]+s\b)|[Ss]uch|this"
    r"|(?:(?<= of)|(?<= in)|(?<= on)|(?<= by)|(?<= at)|(?<= to)|(?<= for)|(?<= with)"
    rf"|(?<= from)|(?<= than)|(?<= under)|(?<= against)) that) (?!{_NO_THING})(?=[a-z])"
)
_THIRD: Final = re.compile(
    r"\b(?:he|she|him|her|his|hers|they|them|their|theirs)\b", re.IGNORECASE
)
_THEY: Final = re.compile(r"\b(?:they|them|their|theirs)\b", re.IGNORECASE)
_NO_NOUN: Final = (
    r"(?!(?:is|was|has|does|its|his|us|this|as|yes|always|sometimes|perhaps|towards"
    r"|afterwards|says|needs|takes|makes|goes|gets|comes|means|looks|seems|wants|knows"
    r"|thinks|feels|lets|news|\w*ss|\w*ous)\b)"
)
_MEANT: Final = re.compile(
    r"\b(?:an?|the|one|every|each|two|three|four|five|six|seven|many|some|most|more"
    r"|those|these|local|no|all|both|few|several|any|our|my|your|its|this|that|of"
    rf"|\d[\d,.]*) [\w’'-]+|\b{_NO_NOUN}[a-z]{{2,}}s\b"
    r"|\b(?:people|men|women|children|some(?:body|one)|any(?:body|one)"
    r"|every(?:body|one)|nobody|who|police|family|man|woman|kids|guys)\b",
    re.IGNORECASE,
)
"""A noun, as far as closed classes tell: what a pronoun behind it may mean."""
_MANY: Final = re.compile(
    rf"\b{_NO_NOUN}[\w-]{{2,}}s['’]?(?![\w’'])|\b[A-Z]{{2,}}\b"
    r"|\b\d[\d,.]* [a-z]{3,}"
    r"|\b(?i:and|or|both|two|three|four|five|six|seven|eight|nine|ten|many|most|some|all"
    r"|few|several|none|half|rest|lot|number|majority|minority|people|men|women"
    r"|children|some(?:body|one)|any(?:body|one)|every(?:body|one)|no(?:body| one)"
    r"|who|whoever|each|every|person|individual|patient|victim|police|government"
    r"|company|family|couple|team|group|party|council|committee|union|staff|crew|army"
    r"|military|country|nation|club|band|school|university|department|agency|firm"
    r"|bank|court|jury|public|audience|crowd|community|population|generation|pair|duo"
    r"|media|press|senate|house|congress|parliament|administration|ministry|commission"
    r"|board|force|association|organi[sz]ation|network|youth|mob|gang|militia|side"
    r"|squad|cattle|elite|clergy|brand|maker|giant|chain|startup|service|newspaper"
    r"|channel)\b"
)
"""Several of something, or a body that is spoken of as *they*."""
_NAME: Final = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*")
_NO_NAMES: Final = lexicon.STOP | lexicon.OPENERS
_CALENDAR: Final = lexicon.words("""
    monday tuesday wednesday thursday friday saturday sunday january february march
    april may june july august september october november december
""")
_OPENS: Final = lexicon.words("""
    asked had has have did do does is was were are would could should will let don didn
    can just maybe well yes not
""")


def points(own: str) -> bool:
    """Tell whether *these talks*, *of that plan* open a sentence named elsewhere.

    ``own`` is the sentence without what it quotes.
    """
    thing = _THIS.search(own)
    return thing is not None and own.count(" ", 0, thing.start()) < NEAR


def is_ahead(said: str) -> bool:
    """Tell whether a pronoun stands before anything in the sentence it could mean."""
    third = _THIRD.search(said)
    if third is None:
        return False
    before = said[: third.start()]
    if not (_MEANT.search(before) or any(_names(before))):
        return True
    they = _THEY.search(said)
    return they is not None and not _is_many(said[: they.start()])


def _is_many(before: str) -> bool:
    """Tell whether words hold what *they* may mean: a plural, a body, a name of one."""
    return bool(_MANY.search(before)) or any(" " not in name for name in _names(before))


def _names(before: str) -> list[str]:
    """Return the names in the words before a pronoun, days and months left out."""
    found = [name.group() for name in _NAME.finditer(before)]
    if found and before.startswith(found[0]):
        found[0] = _without_opener(found[0])
    return [name for name in found if name and name.lower() not in _CALENDAR]


def _without_opener(name: str) -> str:
    first, _, rest = name.partition(" ")
    plain = first.lower().replace("’", "'").split("'")[0]
    return rest if plain in _NO_NAMES or plain in _OPENS else name
