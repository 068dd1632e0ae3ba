"""Where a report stands in a sentence: a source beside its cue.

*Ana Ruiz said*, *said Ana Ruiz*, *according to the ministry*, *Ruiz:*. What was said is
found elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.people.callings import is_role
from summarizer.people.listed import listed
from summarizer.people.offices import BODIES, DOCUMENTS, GROUPS
from summarizer.quotes import phrases
from summarizer.quotes.cues import CLAUSAL, TELLS, VERBS
from summarizer.quotes.grounds import Token


@dataclass(frozen=True, slots=True)
class Report:
    """A source and its cue where they stand together, as token indexes."""

    first: int
    last: int
    """Half-open range over source and cue."""
    source: tuple[int, int] | None
    cue: tuple[int, int]
    verb: str
    participle: bool = False
    """Hangs on another clause (*, adding …*); the source stands elsewhere."""
    ahead: bool = False
    """What was said follows by the look of the cue (*according to X, …*)."""
    until: int | None = None
    """Where what was said ends: before the subject in *Saying …, she left*."""


def reports(tokens: tuple[Token, ...], low: int, high: int) -> Iterator[Report]:
    """Find cues with their sources, left to right."""
    at = low
    while at < high:
        token = tokens[at]
        at += 1
        if token.word in _TELLING and not token.quoted:
            block = _report(tokens, at - 1, low, high)
            if block is not None:
                yield block
                at = max(block.last, at)


_TELLING = VERBS | CLAUSAL | {"according", ":"}


def _report(tokens: tuple[Token, ...], at: int, low: int, high: int) -> Report | None:
    token = tokens[at]
    if token.word == "according" and word(tokens, at + 1) == "to":
        return _according(tokens, at, low, high)
    if (opener := _opener(tokens, at, low, high)) is not None:
        return opener
    if token.word in VERBS and not token.cap:
        return _verb(tokens, at, low, high)
    if token.word == ":" and at + 1 < high and tokens[at + 1].quoted:
        return _colon(tokens, at, low)
    return None


def word(tokens: tuple[Token, ...], at: int) -> str:
    return tokens[at].word if 0 <= at < len(tokens) else ""


def _according(
    tokens: tuple[Token, ...], at: int, low: int, high: int
) -> Report | None:
    source = phrases.after(tokens, at + 2, high)
    if source is None:
        return None
    if word(tokens, source[1]) in {"by", "from"}:  # a post by Ana Ruiz
        by = phrases.after(tokens, source[1] + 1, high)
        source = (source[0], by[1]) if by else source
    left = at - 1 - (word(tokens, at - 1) == ",")
    ahead = at <= low + 1 or (left >= low and tokens[left].word in {"that", "but"})
    return Report(at, source[1], source, (at, at + 2), "according", ahead=ahead)


def _verb(tokens: tuple[Token, ...], at: int, low: int, high: int) -> Report | None:
    """Read a reporting verb: *X said*, *said X*, *, adding*."""
    first = at
    while first > low and (
        tokens[first - 1].word in phrases.AUXILIARIES
        or phrases.adverbial(tokens[first - 1])
    ):
        first -= 1
    verb = tokens[at].word
    cue = (first, at + 1)
    if _noun(tokens, first, at) or _passive(tokens, first, at):
        return None
    source = _inverted(tokens, first, at, (low, high))
    if source is not None:
        return Report(first, source[1], source, cue, verb)
    if verb.endswith("ing") and not _progressive(tokens, first, at):
        joined = (
            word(tokens, first - 1) in {",", "by", "and"} or tokens[first - 1].quoted
        )
        if not joined or first == low:
            return None
        return Report(
            first,
            at + 1,
            phrases.opening(tokens, low, first),
            cue,
            verb,
            participle=True,
        )
    source = phrases.before(tokens, at, low)
    if source is None:
        return None
    source = phrases.to_mark(tokens, source, low)
    return Report(source[0], at + 1, source, cue, verb)


_BEFORE = listed("after before while when by in")


def _opener(tokens: tuple[Token, ...], at: int, low: int, high: int) -> Report | None:
    """Read *Saying it was late, she left* and *After saying …, she left*."""
    verb = tokens[at].word
    if not verb.endswith("ing") or verb not in CLAUSAL:
        return None
    if at > low + (word(tokens, low) in _BEFORE) or word(tokens, at + 1) in _AWAY:
        return None
    for comma in range(at + _SHORTEST, min(high - 1, at + phrases.REACH)):
        if not _parts(tokens, comma):
            continue
        source = phrases.opening(tokens, comma + 1, high)
        if source and finite(tokens, source[1], high):
            cue = (at, at + 1)
            return Report(at, at + 1, source, cue, verb, ahead=True, until=comma + 1)
    return None


_AWAY = listed("in on at to about of from with for by before after during")
_SHORTEST = 3
"""Tokens what was said takes at least."""


def _parts(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether a comma, or a quotation ending in one, ends here."""
    if tokens[at].word == "," and not tokens[at].quoted:
        return True
    return (
        tokens[at].quoted and not tokens[at + 1].quoted and tokens[at - 1].word == ","
    )


def finite(tokens: tuple[Token, ...], at: int, high: int) -> bool:
    """Tell whether a verb stands here, as behind a subject."""
    return at < high and (
        tokens[at].word in phrases.AUXILIARIES | VERBS | _IRREGULAR
        or tokens[at].word.endswith("ed")
        or (tokens[at].word.endswith("s") and not _plural(tokens[at].word))
        or phrases.adverbial(tokens[at])
    )


def _plural(word: str) -> bool:
    return word in GROUPS or is_role(word) or word.endswith(("ss", "'s"))


_IRREGULAR = listed(
    """
    left went came made took gave ran stood sat spoke held kept led met saw won lost
    began became brought built chose drew drove fell felt flew got grew knew laid let
    meant paid put quit rode rose sent set sought sold spent threw turned wants hopes
    """
)


def _noun(tokens: tuple[Token, ...], first: int, at: int) -> bool:
    """Tell *the report*, *an early tweet* and *to say* from a finite verb."""
    if word(tokens, first) == "to":
        return True
    left = word(tokens, at - 1)
    if left in _ARTICLES or (word(tokens, at - 2) in _ARTICLES and left in _EARLY):
        return True
    return tokens[at].word in _NOUNS_TOO and not (
        first > 0 and _speaks(tokens[first - 1])
    )


_NOUNS_TOO = listed(
    """
    state states report reports note notes comment comments claim claims post posts
    tweet tweets point points issue issues estimate estimates forecast forecasts
    project projects address addresses attack attacks release charge charges
    question questions sums text texts signal signals ask share shares blame praise
    vow vows pledge pledges answer answers quote quotes promise promises advocate
    dispute disputes reply show shows call calls interview interviews find finds
    read update brand welcome defend label labels rule rules
    """
)


def _speaks(token: Token) -> bool:
    """Tell whether the word before can be the end of a subject."""
    return (
        token.cap
        or token.quoted
        or token.word in phrases.PRONOUNS
        or token.word == ","
        or token.word in GROUPS
        or token.word in DOCUMENTS
        or is_role(token.word)
    )


_ARTICLES = listed("the a an his her their its our my this that no any")


_EARLY = listed("early first later last new own recent separate")


def _progressive(tokens: tuple[Token, ...], first: int, at: int) -> bool:
    return any(
        tokens[i].word in {"is", "are", "was", "were", "been"} for i in range(first, at)
    )


def _passive(tokens: tuple[Token, ...], first: int, at: int) -> bool:
    """Tell *was called* and *revealed by* from a report."""
    if word(tokens, at + 1) == "by":
        return True
    forms = {tokens[i].word for i in range(first, at)}
    be = {"is", "was", "are", "were", "be", "been", "being"}
    return bool(forms & be) and not tokens[at].word.endswith("ing")


def _inverted(
    tokens: tuple[Token, ...], first: int, at: int, bounds: tuple[int, int]
) -> tuple[int, int] | None:
    """Read the source of *…,” said X* and *…, said X*."""
    low, high = bounds
    left = first - 1
    if left < low or not (tokens[left].quoted or tokens[left].word == ","):
        return None
    if tokens[at].word in TELLS:  # whoever follows is the hearer
        return None
    source = phrases.after(tokens, at + 1, high)
    if source is None or word(tokens, source[1]) in phrases.AUXILIARIES:
        return None
    if high - source[1] > _REST and phrases.apposed(tokens, first, low):
        return None
    return source


_REST = 4
"""Tokens behind a source that may still be its circumstances."""
_LABEL = 8
"""Tokens the name before a colon may have."""


def _colon(tokens: tuple[Token, ...], at: int, low: int) -> Report | None:
    """Read *X: “…”* as a report without a verb."""
    source = phrases.backward(tokens, at - 1, low) if at > low else None
    if source is None or source[0] != low or source[1] - low > _LABEL:
        return None
    owned = tokens[low].word in {"his", "her"} or tokens[low].word.endswith("'s")
    if any(tokens[i].word in VERBS for i in range(low + owned, source[1] - owned)):
        return None
    return Report(low, at + 1, _owner(tokens, source), (at, at + 1), ":", ahead=True)


def _owner(tokens: tuple[Token, ...], label: tuple[int, int]) -> tuple[int, int] | None:
    """Tell whose words follow a label: *Ruiz*, *Her* answer, *Ruiz* on the flood.

    None where it is a topic: *Bridge collapse:*, *Exclusive:*.
    """
    low, high = label
    for at in range(low, high):
        if tokens[at].word in {"his", "her"} or tokens[at].word.endswith("'s"):
            return low, at + 1
        if at > low and tokens[at].word in {"on", "in", "at", "of", "for", "from"}:
            high = at
            break
    last = tokens[high - 1]
    alone = high - low == 1 and not LABELS.isdisjoint({last.word})
    speaks = last.cap or is_role(last.word) or last.word in _SPEAKING
    return label if speaks and not alone else None


_SPEAKING = GROUPS | DOCUMENTS | BODIES
LABELS = listed(
    """
    update updated photo photos watch video read related note more correction breaking
    live opinion analysis editor editors exclusive clarification warning source sources
    picture image graphic map listen also see summary tip disclosure q a review
    explainer interview podcast comment editorial profile obituary recap transcript
    """
)
"""What a line may begin with that is nobody."""
