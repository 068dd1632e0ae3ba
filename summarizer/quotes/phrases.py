"""Noun phrases beside a verb, found without a parser: who *said*, *according to* whom.

Works on the tokens of one paragraph; every search is bounded.
"""

from summarizer.people.callings import is_role
from summarizer.people.listed import listed
from summarizer.people.offices import GROUPS, TITLES
from summarizer.quotes.grounds import Token

REACH = 45
"""How many tokens a phrase may be away or long."""

PRONOUNS = listed("he she they it we i you who")
AUXILIARIES = listed(
    """
    has have had is was are were be been being will would can could may might must
    should do does did not never hasn't haven't hadn't isn't wasn't aren't weren't
    won't wouldn't can't couldn't doesn't didn't don't 'll 'd 've to
    """
)
_ADVERBS = listed(
    """
    also later then now never previously once often earlier first further again
    famously still even just only recently soon simply both all too instead
    reportedly ever always sometimes already long however
    """
)
TIMES = listed(
    """
    monday tuesday wednesday thursday friday saturday sunday today yesterday earlier
    later recently afterward afterwards again
    """
)
_DETERMINERS = listed(
    """
    the a an his her their its our my this that these those some many most several
    both another other one two three four five six more few no any each every
    """
)
_INNER = listed("of for at in from with on and & to between")
BREAKS = listed(
    """
    that if whether because while as when where which than but or so since although
    though after before during until about against by into over under between through
    without what how why is was are were has have had be been will would could can may
    might must should did does do not then also , ; : — – ( ) [ ] . ? ! “ ” … * • said
    says say told asked
    """
) | frozenset('"')
_AFTER_BREAKS = BREAKS | listed(
    """
    in on at from with to and who whose during via monday tuesday wednesday thursday
    friday saturday sunday last this earlier yesterday today adding he she they it
    we i you
    """
)

_NICKS = frozenset('“”"‘’')
"""Marks around a nickname; those of quotations are flagged as quoted."""

Phrase = tuple[int, int]
"""Half-open range of token indexes."""


def adverbial(token: Token) -> bool:
    """Tell whether a word may stand between a subject and its verb."""
    return token.word in _ADVERBS or (token.word.endswith("ly") and not token.cap)


def before(tokens: tuple[Token, ...], verb: int, low: int) -> Phrase | None:
    """Find the subject that ends right before the verb; ``low`` bounds the search."""
    at = verb - 1
    while at >= low and _between(tokens, at):
        at -= 1
    if at < low or tokens[at].quoted:
        return None
    if tokens[at].word in {",", "—", "–"}:
        return _around_apposition(tokens, at, low)
    return backward(tokens, at, low)


def _between(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether a word may stand between subject and verb: *on Monday* said."""
    token = tokens[at]
    if token.word in AUXILIARIES or token.word in TIMES or adverbial(token):
        return True
    return token.word == "on" and at + 1 < len(tokens) and tokens[at + 1].word in TIMES


def _around_apposition(
    tokens: tuple[Token, ...], comma: int, low: int
) -> Phrase | None:
    """Read *Cliff Kupchan, chairman of the Eurasia Group,* as one phrase."""
    sign = tokens[comma].word
    tries = 0
    nearest: Phrase | None = None
    for at in range(comma - 1, max(low, comma - REACH), -1):
        token = tokens[at]
        if token.quoted or token.word in {";", ":", "?", "!"}:
            break
        if token.word != sign:
            continue
        phrase = backward(tokens, at - 1, low)
        if phrase and _whole(tokens, phrase, low):
            return phrase[0], comma
        nearest = nearest or phrase
        tries += 1
        if tries > _COMMAS:
            break
    return (nearest[0], comma) if nearest else None


def apposed(tokens: tuple[Token, ...], verb: int, low: int) -> bool:
    """Tell whether a comma before the verb closes an apposition of its subject."""
    if verb - 1 < low or tokens[verb - 1].word != ",":
        return False
    phrase = _around_apposition(tokens, verb - 1, low)
    return phrase is not None and _whole(tokens, (phrase[0], verb), low)


_COMMAS = 3
"""Commas that are tried as the opening one of an apposition."""


def _whole(tokens: tuple[Token, ...], phrase: Phrase, low: int) -> bool:
    """Tell whether a phrase begins its clause, so that nothing precedes it."""
    start = phrase[0]
    return (
        start <= low
        or tokens[start - 1].quoted
        or tokens[start - 1].word
        in {"that", "and", "but", ".", ":", ";", "—", "”", '"'}
    )


def to_mark(tokens: tuple[Token, ...], phrase: Phrase, low: int) -> Phrase:
    """Extend a subject back to a quotation that ends close before it.

    Nothing but the subject can stand between: *“…,” the soft-spoken Curry* said.
    """
    at = phrase[0]
    for back in range(at - 1, max(low - 1, at - _NEAR), -1):
        if tokens[back].quoted:
            return back + 1, phrase[1]
        if tokens[back].word in BREAKS or tokens[back].word in PRONOUNS:
            break
    return phrase


_NEAR = 10
"""Tokens between a closing mark and a subject that belong to the subject."""


def backward(tokens: tuple[Token, ...], end: int, low: int) -> Phrase | None:
    """Read the noun phrase whose last token this is."""
    token = tokens[end]
    if token.quoted:
        return None
    if token.word in PRONOUNS or token.word in {"others", "some", "many", "both"}:
        return end, end + 1
    if not token.word[0].isalnum() or _breaks(token, BREAKS | _INNER):
        return None
    if token.word.isdigit():  # an age
        return None
    at = end
    while at > low and end - at < REACH and _continues(tokens, at):
        at -= 1
    while at < end and tokens[at].word in _INNER:
        at += 1
    return at, end + 1


def _continues(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether the token before ``at`` belongs to the same phrase."""
    here, left = tokens[at], tokens[at - 1]
    if left.word in _NICKS and not left.quoted:
        return here.cap or tokens[at + 1].cap
    if left.quoted or _breaks(left, BREAKS) or left.word in PRONOUNS:
        return here.word in _NICKS and left.cap
    if here.word in _DETERMINERS:
        return left.word in _INNER and left.word not in {"and", "to"}
    return _precedes(tokens, at)


def _precedes(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether a word, mark or preposition goes on with the phrase behind it."""
    here, left = tokens[at], tokens[at - 1]
    if here.word in _NICKS:
        return left.cap
    if not left.word[0].isalnum() and left.word != "&":
        return left.word == "'" or (left.word == "." and len(here.word) == 1)
    if left.word in _INNER:
        return _inner(tokens, at - 1, here)
    if here.cap and not left.cap:
        return (
            left.word in _DETERMINERS
            or left.word in GROUPS
            or left.word in {"including", "former", "then"}
            or left.word.endswith("-old")
            or is_role(left.word)
        )
    return True


def _breaks(token: Token, words: frozenset[str]) -> bool:
    """Tell whether a word ends a phrase; *May* and *Will* may be names."""
    return token.word in words and not (token.cap and token.word in {"may", "will"})


def _inner(tokens: tuple[Token, ...], at: int, here: Token) -> bool:
    """Tell whether a preposition or *and* inside a phrase may be crossed."""
    if at == 0:
        return False
    left = tokens[at - 1]
    if left.quoted or not left.word[0].isalnum() or left.word in BREAKS:
        return False
    word = tokens[at].word
    if word in {"and", "&"}:
        return left.cap and here.cap
    if word in {"of", "for"}:
        return True
    return is_role(left.word) or left.word in GROUPS or left.word in TITLES


def past_dateline(tokens: tuple[Token, ...], low: int, end: int) -> int:
    """Skip *PORT SELA (Sela Press) —* at the head of a paragraph."""
    for at in range(low, min(end, low + 14)):
        token = tokens[at]
        if token.word in {"—", "–", "-"}:
            return at + 1 if at > low else low
        named = token.cap or token.word.isdigit()
        if not (named or token.word in {",", ".", "(", ")", "/", "of"}):
            return low
    return low


def past_place(tokens: tuple[Token, ...], low: int, end: int) -> int:
    """Skip a dateline that is none other: *SELA, Ohio —*, not *Ana Ruiz — no kin —*."""
    at = past_dateline(tokens, low, end)
    return at if any(token.word in {",", "("} for token in tokens[low:at]) else low


def opening(tokens: tuple[Token, ...], low: int, verb: int) -> Phrase | None:
    """Give the subject of the sentence, for a participle that has none of its own."""
    at = low = past_place(tokens, low, verb)
    while at < verb and at - low < REACH and tokens[at].quoted:
        at += 1
    found = after(tokens, at, verb) if at < verb else None
    if found is None or not tokens[found[0]].cap:
        return found
    end = found[0]
    while end < found[1] and (
        tokens[end].cap
        or is_role(tokens[end].word)
        or (tokens[end].word in _WITHIN and end + 1 < found[1] and tokens[end + 1].cap)
    ):
        end += 1
    return (found[0], end) if end > found[0] else found


_WITHIN = frozenset({"of", "for", "and", "&"})
"""What a name may have inside: *Union of Textile Hands*."""


def after(tokens: tuple[Token, ...], start: int, high: int) -> Phrase | None:
    """Read the noun phrase that begins here, with its apposition: X, a Y of Z."""
    if start >= high or tokens[start].quoted:
        return None
    first = tokens[start]
    if first.word in PRONOUNS:
        return start, start + 1
    if not (
        first.cap
        or first.word in _DETERMINERS
        or first.word in GROUPS
        or is_role(first.word)
        or first.word in {"people", "sources"}
    ):
        return None
    at = start
    while at < high and at - start < REACH and _goes_on(tokens, at):
        at += 1
    while at > start and tokens[at - 1].word in _INNER | {"the"}:
        at -= 1
    if at == start:
        return None
    return start, _apposition(tokens, at, high)


def _goes_on(tokens: tuple[Token, ...], at: int) -> bool:
    token = tokens[at]
    if token.quoted:
        return False
    if token.word in {"of", "for", "at", "from", "with", "and", "in"}:
        following = tokens[at + 1] if at + 1 < len(tokens) else token
        return (
            following.cap
            or following.word in _DETERMINERS
            or token.word in {"of", "for"}
        )
    if at and token.word.endswith("ed") and not token.cap and not is_role(token.word):
        return False
    return not _breaks(token, _AFTER_BREAKS)


_NAME = 6
"""Tokens a name may have."""


def _name_follows(tokens: tuple[Token, ...], at: int, high: int) -> int | None:
    """Offset behind a name that fills what is left up to a comma or stop."""
    end = at
    while (
        end < high and end - at < _NAME and tokens[end].cap and not tokens[end].quoted
    ):
        end += 1
    if end == at or (
        end < high and tokens[end].word not in {",", ".", ";", "—", "who"}
    ):
        return None
    return end


def _apposition(tokens: tuple[Token, ...], at: int, high: int) -> int:
    """Extend a phrase over *, chairman of the Eurasia Group*, where one follows."""
    if at >= high or tokens[at].word != ",":
        return at
    end = at + 1
    role = False
    name = _name_follows(tokens, end, high)
    if name and not tokens[at - 1].cap:
        return name
    while end < high and end - at < REACH:
        token = tokens[end]
        if token.quoted or token.word in {
            ",",
            ".",
            ";",
            "—",
            ":",
            "who",
            "said",
            "adding",
        }:
            break
        role = role or is_role(token.word)
        end += 1
    return end if role and end > at + 1 else at
