"""Who said what by rules alone: reporting verbs, marks and where they stand.

The floor under the tagger: it runs without any model, and what typography makes certain
it adds to what the model finds.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from summarizer.models import Span
from summarizer.people.listed import listed
from summarizer.quotes import lines, phrases
from summarizer.quotes.attribution import CERTAIN, LIKELY, SURE, Attribution
from summarizer.quotes.cues import CLAUSAL, OBJECTIVE, STRONG, TOLD, VERBS
from summarizer.quotes.grounds import Ground, Token, span_of
from summarizer.quotes.reports import LABELS, Report, reports, word


def attributions(
    ground: Ground, units: Sequence[Span], text: str
) -> Iterator[Attribution]:
    """Find the statements of one paragraph; ``units`` are its sentences, unparted."""
    tokens = ground.tokens
    if (whole := lines.whole(ground, text)) is not None:
        yield whole
        return
    low = 0
    for unit in units:
        high = bisect_left(tokens, unit.end, low, key=lambda token: token.start)
        yield from _unit(tokens, low, high)
        low = high


def _unit(tokens: tuple[Token, ...], low: int, high: int) -> Iterator[Attribution]:
    """Find the statements of one sentence."""
    floor = low
    blocks = list(reports(tokens, low, high))
    for index, block in enumerate(blocks):
        ceiling = block.until or _ceiling(blocks, index, tokens, high)
        found = _statement(tokens, block, (floor, ceiling))
        if found is not None:
            yield found
            floor = block.last


def _ceiling(
    blocks: list[Report], index: int, tokens: tuple[Token, ...], high: int
) -> int:
    """Where what follows a cue must end: before *, adding …*."""
    if index + 1 == len(blocks):
        return high
    following = blocks[index + 1]
    if following.participle:
        return following.first
    joint = following.first - 1
    if following.source and word(tokens, joint) in {"and", "but", "while"}:
        return max(joint, blocks[index].last)
    return high


_FEWEST = 3
"""Tokens below which nothing is a statement in words alone."""
_LONGEST = 200
"""Tokens a report may have on either side of its cue, outside quotation marks."""


def _bounded(
    tokens: tuple[Token, ...], block: Report, bounds: tuple[int, int]
) -> tuple[int, int]:
    """Keep a report near its cue, but cut no quotation."""
    low, high = (
        max(bounds[0], block.first - _LONGEST),
        min(bounds[1], block.last + _LONGEST),
    )
    while low > bounds[0] and tokens[low].quoted:
        low -= 1
    while high < bounds[1] and tokens[high].quoted:
        high += 1
    return low, high


def _statement(
    tokens: tuple[Token, ...], block: Report, bounds: tuple[int, int]
) -> Attribution | None:
    """Take what was said from before the block, from behind it, or from both."""
    low, high = _bounded(tokens, block, bounds)
    lead = _lead(tokens, block, low)
    tail = _tail(tokens, block, high, led=lead is not None)
    if tail and lead and not tokens[tail[0]].quoted:
        tail = None
    content = tuple(
        span for part in (lead, tail) if part and (span := span_of(tokens, part))
    )
    if not content:
        return None
    if block.verb == ":" and block.source is None and not _all_quoted(tokens, tail):
        return None  # a topic, and the title of a work: *Review: ‘Nights’ is a hit*
    marks = any(tokens[i].quoted for part in (lead, tail) if part for i in range(*part))
    if not marks and not (_reports(block) or word(tokens, block.last) == "that"):
        return None
    source = (span_of(tokens, block.source),) if block.source else ()
    cue = Span(tokens[block.cue[0]].start, tokens[block.cue[1] - 1].end)
    return Attribution(
        tuple(s for s in source if s),
        (cue,),
        content,
        _margin(tokens, lead, marks=marks),
    )


def _all_quoted(tokens: tuple[Token, ...], part: tuple[int, int] | None) -> bool:
    return part is not None and all(tokens[i].quoted for i in range(*part))


def _margin(
    tokens: tuple[Token, ...], lead: tuple[int, int] | None, *, marks: bool
) -> float:
    if lead and tokens[lead[0]].quoted and tokens[lead[1] - 1].quoted:
        return SURE
    return CERTAIN if marks else LIKELY


def _reports(block: Report) -> bool:
    return block.verb in STRONG or block.verb in {"according", ":"}


def _lead(tokens: tuple[Token, ...], block: Report, low: int) -> tuple[int, int] | None:
    """Take what stands before *, X said*, where it can have been said."""
    end = block.first
    low = _past_label(tokens, phrases.past_dateline(tokens, low, end))
    if block.ahead or end <= low:
        return None
    low = _past_quoted(tokens, low, end)
    last = tokens[end - 1]
    if last.quoted:
        return None if _names(tokens, block, end) else (low, end)
    if end - low < _FEWEST or block.participle:
        return None
    if block.verb == "according":
        return low, end
    clause = last.word in {",", "?", "!", "—"} and block.verb in CLAUSAL
    clause = clause and end - low > _FEWEST
    return (low, end - 1) if clause and not _circumstance(tokens, low) else None


def _circumstance(tokens: tuple[Token, ...], low: int) -> bool:
    """Tell *When asked, …* and *Writing in the Gazette, …* from what was said."""
    first = tokens[low].word
    if first in _OPENERS:
        return True
    return first.endswith("ing") and first in VERBS and word(tokens, low + 1) in _PLACES


def _past_label(tokens: tuple[Token, ...], low: int) -> int:
    """Skip *Live:* at the head of a line."""
    labelled = word(tokens, low) in LABELS and word(tokens, low + 1) == ":"
    return low + 2 if labelled else low


def _past_quoted(tokens: tuple[Token, ...], low: int, end: int) -> int:
    """Skip what ended in marks, and with a full stop, before the sentence went on."""
    at = next((i for i in range(end - 1, low, -1) if tokens[i].quoted), low)
    over = low < at < end - 1 and tokens[at - 1].word in {".", "!", "?"}
    return at + 1 if over else low


def _names(tokens: tuple[Token, ...], block: Report, end: int) -> bool:
    """Tell *The “History” section says*: marks that belong to the subject."""
    if block.source is None or block.source[0] > end or not tokens[end - 2].quoted:
        return False
    open_ended = tokens[end - 2].word[-1:].isalnum()
    return (
        open_ended
        and not tokens[end].cap
        and tokens[end].word[0].isalpha()
        and (tokens[end].word not in phrases.PRONOUNS | _DETERMINERS)
    )


_DETERMINERS = listed("the a an his her their its our my this that one")


_OPENERS = listed(
    """
    when after before while as in on at during if although though since because
    asked speaking for with from until despite by under through meanwhile last
    earlier later and responding however
    """
)


def _tail(
    tokens: tuple[Token, ...], block: Report, high: int, *, led: bool
) -> tuple[int, int] | None:
    """Take what follows the cue, past *Thursday in Geneva* and *reporters*."""
    start = block.last
    if block.verb == "according":
        comma = _comma(tokens, start, high) if block.ahead else None
        return (comma + 1, high) if comma and comma + 1 < high else None
    if led and block.source and block.source[0] >= block.cue[1]:
        far = min(high, start + phrases.REACH)
        at = next((i for i in range(start, far) if tokens[i].quoted), high)
        return (
            (at, high)
            if at < high and word(tokens, at - 1) in {",", ":", "."}
            else None
        )
    start = _skip(tokens, block, start, high)
    while start < high and tokens[start].word in {",", ":"}:
        start += 1
    if block.source and tokens[block.source[0]].word == "who":
        high = _clause_end(tokens, start, high)
    elif start < high and tokens[start].quoted:
        high = _before_but(tokens, start, high)
    return (start, high) if high - start > 1 else None


def _comma(tokens: tuple[Token, ...], start: int, high: int) -> int | None:
    """Find the comma behind a source, past *on Monday*, *made a day ago*."""
    for at in range(start, min(high, start + _ASIDE)):
        if tokens[at].word == ",":
            return at
        if tokens[at].quoted or tokens[at].word in VERBS | phrases.AUXILIARIES:
            return None
    return None


_ASIDE = 8
"""Tokens of circumstances behind a source."""


def _before_but(tokens: tuple[Token, ...], start: int, high: int) -> int:
    """Where a quotation ends and a clause of the writer's own begins: *, but …*."""
    at = start
    while at < high and tokens[at].quoted:
        at += 1
    ends = word(tokens, at) == "," and word(tokens, at + 1) in _BUT
    return at if ends and not any(tokens[i].quoted for i in range(at, high)) else high


_BUT = listed("but although though while whereas yet and")


def _clause_end(tokens: tuple[Token, ...], start: int, high: int) -> int:
    """Where *who said …,* ends and the main clause goes on."""
    for at in range(start + 1, min(high, start + phrases.REACH)):
        following = word(tokens, at + 1)
        if tokens[at].word == "," and following not in {"and", "but", "which", "or"}:
            return at
    return high


def _skip(tokens: tuple[Token, ...], block: Report, start: int, high: int) -> int:
    """Skip hearer, time and place between a cue and what was said."""
    if word(tokens, start) in _CIRCUMSTANCES or block.verb in TOLD:
        for at in range(start, min(high, start + 14)):
            if tokens[at].quoted or tokens[at].word == "that":
                return at
            if tokens[at].word == ":":
                return at + 1
    if block.verb in TOLD and block.verb not in OBJECTIVE:
        return _past_hearer(tokens, start, high)
    while start < high and tokens[start].word in phrases.TIMES:
        start += 1
    return high if word(tokens, start) in _PLACES else start


_PLACES = listed("in on at during to after of from about")

_CIRCUMSTANCES = phrases.TIMES | _PLACES | listed("this last late early")


def _past_hearer(tokens: tuple[Token, ...], start: int, high: int) -> int:
    """Skip *reporters* or *the BBC* behind *told*."""
    at = start
    if at < high and tokens[at].word in {"the", "a", "his", "her", "their"}:
        at += 1
    if word(tokens, at) in {"him", "her", "them", "me", "us", "you"}:
        return at + 1
    while at < high and tokens[at].cap:
        at += 1
    if at < high and tokens[at].word.endswith("s") and not tokens[at].cap:
        at += 1
    return at
