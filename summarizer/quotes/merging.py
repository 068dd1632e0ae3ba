"""What the tagger found and what the marks make certain, as one list.

Keeps statements of speech, gives sourceless ones the source that stands nearest,
completes what was said to pairs of marks, and adds quotations the tagger missed.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from summarizer.models import Span
from summarizer.people.listed import listed
from summarizer.people.offices import GROUPS
from summarizer.quotes import phrases
from summarizer.quotes.attribution import CERTAIN, SURE, Attribution, near
from summarizer.quotes.contents import Units, completed, inside, quoted
from summarizer.quotes.cues import SPEECH, STRONG, TELLS
from summarizer.quotes.grounds import Ground, at
from summarizer.quotes.lines import named_again

SAME = 0.3
"""Share of a content's characters that must be covered to be called found already."""


def merged(
    text: str,
    grounds: Sequence[Ground],
    units: Units,
    tagged: Iterable[Attribution],
    ruled: Sequence[Attribution],
) -> list[Attribution]:
    """Give every statement of speech once, in text order."""
    kept = [
        each
        for raw in tagged
        if (content := completed(text, grounds, units, raw))
        and is_speech(text, grounds, each := replace(raw, content=content))
    ]
    kept = [_heard(text, grounds, each) for each in kept]
    kept = sorted(_corrected(kept, ruled), key=_place)
    kept = [_sourced(grounds, each, ruled, kept) for each in kept]
    kept += [
        each for each in ruled if _certain(text, each) and not _covered(each, kept)
    ]
    return sorted(kept, key=_place)


def _place(each: Attribution) -> tuple[int, int]:
    return each.start, each.end


def _corrected(
    kept: Iterable[Attribution], ruled: Sequence[Attribution]
) -> Iterator[Attribution]:
    """Give quotations to whom the marks give them: *“…,” Ana said* is Ana's.

    A passage that the network joined to somebody else's words is taken out of them.
    """
    for each in kept:
        other = next(
            (
                rule
                for rule in near(ruled, Span(each.start, each.end))
                if rule.margin == SURE and _foreign(rule, each)
            ),
            None,
        )
        if other is None:
            yield each
            continue
        before = _parts(each.content, 0, other.start)
        behind = _parts(each.content, other.end, each.end)
        if _share(other.cue, each.cue) or not each.source:
            said, rest = (*other.content, *behind), before
        else:
            said, rest = other.content, (*before, *behind)
        yield replace(other, content=said, margin=each.margin)
        if rest:
            yield _given(replace(each, content=rest), ruled)


def _parts(content: Sequence[Span], low: int, high: int) -> tuple[Span, ...]:
    """Give what of a content stands between two places."""
    parts = (Span(max(each.start, low), min(each.end, high)) for each in content)
    return tuple(part for part in parts if part.end - part.start > _BLANK)


_BLANK = 3
"""Characters in which nothing is said."""


def _given(each: Attribution, ruled: Sequence[Attribution]) -> Attribution:
    """Give what is left to whom the rules give it, if to anybody."""
    place = Span(each.start, each.end)
    mine = (r for r in near(ruled, place) if _share(r.content, each.content))
    rule = next((r for r in mine if r.source and r.cue), None)
    return replace(rule, margin=each.margin) if rule else each


def _foreign(rule: Attribution, each: Attribution) -> bool:
    """Tell whether marks give a part of this content to another source.

    Beside a verb the network may know the better source; beside a dash it cannot.
    """
    if not any(
        span.covers(part) or part.covers(span)
        for part in each.content
        for span in rule.content
    ):
        return False
    if not rule.source:
        return False
    if _is_mark(rule.cue) and rule.cue[0].start >= rule.end:
        return rule.source != each.source
    return not _share(rule.source, each.source)


def is_speech(text: str, grounds: Sequence[Ground], each: Attribution) -> bool:
    """Tell a report of speech from one of belief or intention."""
    words = max((quoted(text, grounds, span) for span in each.content), default=0)
    cue = " ".join(span.of(text) for span in each.cue).lower()
    if not words and cue == ":" and _topic(text, each):
        return False
    if words < _SCARE and (_NAMING.search(cue) or _PASSIVE.search(cue)):
        return False
    if not words and _wordless(text, cue, each.content[0]):
        return False
    if not words and not each.source and _unasked(text, cue, each.content[0]):
        return False
    return words > 0 or bool(SPEECH.search(cue))


def _topic(text: str, each: Attribution) -> bool:
    """Tell *Measles: parents urged to check* from a speaker, who is named again."""
    return bool(each.source) and not named_again(text, each.source[-1])


def _wordless(text: str, cue: str, content: Span) -> bool:
    """Tell a deed from a report: nothing that anybody said is told.

    *Attacked the plan*, *tweeted to* Ana, *conceded a penalty*, *quoted critics*.
    """
    said = content.of(text)
    if _DEED.search(cue) or _EMPTY.fullmatch(said):
        return True
    if cue.endswith(" to") and all(word[0].isupper() for word in said.split()):
        return True
    if cue.endswith(("apologized", "apologised", "apologises", "apologizes")):
        return said.startswith("to ")
    if re.search(r"\bdeclar\w+$", cue):
        return bool(_DECLARED.match(said))
    if re.search(r"\bconced\w+$", cue):
        return bool(re.match(r"(?:an?|two|three|\d+)\s", said))
    return bool(_QUOTES.search(cue)) and said.split()[0].lower() in GROUPS


_DEED = re.compile(
    r"\b(?:endors|attack|defend|address|request)(?:e|es|ed|s|ing)?$|\badvis(?:e|es|ed)$"
)
"""Not one of 70 such findings without marks is a report in polnear_train and _dev."""
_EMPTY = re.compile(
    r"(?:it|this|nothing|nobody|no one|anything|him|her|them)(?:\b.*about .*| at all)?"
    r"|(?:the|these|those) (?:claims?|allegations?|accusations?|charges?|attacks?)",
    re.IGNORECASE,
)
"""*Denied it*, *said nothing*, *told nobody about her work*, *rejected the claim*."""
_DECLARED = re.compile(
    r"(?:an?\s)?(?:[\w-]+\s){0,4}(?:emergency|war|victory|holiday|bankruptcy|mourning)\b"
)
_QUOTES = re.compile(r"\b(?:quot|cit)(?:e|es|ed|ing)$")


def _unasked(text: str, cue: str, content: Span) -> bool:
    """Tell *asked to leave* and *Asked whether …*, which nobody named did."""
    return cue.startswith("asked") or bool(_ASKED.match(content.of(text)))


_ASKED = re.compile(r"to\s", re.IGNORECASE)
_SCARE = 3
"""Words in marks below which they may be a name, a title, or scare quotes."""
_NAMING = re.compile(
    r"\b(?:nam(?:e|es|ed|ing)|dub(?:s|bed|bing)?|label(?:s|led|ed|ling)?|titl(?:e|es|ed)|"
    r"entitled|known|nicknam(?:e|es|ed)|list(?:s|ed|ing)?|honou?r(?:s|ed|ing)?|"
    r"award(?:s|ed|ing)?|grant(?:s|ed|ing)?|star(?:s|red|ring)?|conced(?:e|ed) a)\b"
)
_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|been|be|being)\s+(?:also\s+)?"
    r"(?:shown|charged|given|granted|awarded|called|named|found|released|read|said|"
    r"reported|believed|understood|alleged|thought|rumou?red|\w+ed by)$"
)


def _certain(text: str, each: Attribution) -> bool:
    """Tell whether a report by rules stands where the network found none."""
    if each.margin >= SURE:
        return True
    words = " ".join(span.of(text) for span in each.cue).lower().split()
    if words == ["according", "to"]:
        named = " ".join(span.of(text) for span in each.source).split()
        return any(word[:1].isupper() for word in named)
    if words == [":"]:
        return each.margin >= CERTAIN and bool(each.source)
    if words == ["said"] and each.source:
        behind = each.source[-1].end < each.cue[0].start < each.start
        return behind and not _EMPTY.fullmatch(each.content[0].of(text))
    return each.margin >= CERTAIN and not _CERTAIN.isdisjoint(words)


_CERTAIN = STRONG | listed("read reads called calls described describes")
"""Words that, beside marks, report what was said; *reads* where a letter does."""


def _covered(each: Attribution, kept: Sequence[Attribution]) -> bool:
    """Tell whether most of this was found already."""
    whole = sum(span.end - span.start for span in each.content)
    shared = sum(
        max(0, min(mine.end, other.end) - max(mine.start, other.start))
        for mine in each.content
        for have in near(kept, Span(each.start, each.end))
        for other in have.content
    )
    return shared > SAME * whole


# --- a source for those without ------------------------------------------------------


def _heard(text: str, grounds: Sequence[Ground], raw: Attribution) -> Attribution:
    """Drop a source that is the hearer: *telling* the Gazette *that …*.

    And of any other, what stands in the paragraph above.
    """
    if not raw.source or not raw.cue:
        return raw
    last = raw.cue[-1]
    told = last.of(text).lower().split()[-1:]
    words = " ".join(each.of(text) for each in raw.source).lower()
    if words in _NOBODY:
        return replace(raw, source=())
    if 0 <= raw.source[0].start - last.end <= 1 and not TELLS.isdisjoint(told):
        return replace(raw, source=())
    near_cue = (inside(grounds, each, last.start) for each in raw.source)
    return replace(raw, source=tuple(each for each in near_cue if each))


_NOBODY = phrases.TIMES | listed("a an the his her their")
"""Words that are no source alone: *today* announced, said *a* tearful Ana Ruiz."""


def _sourced(
    grounds: Sequence[Ground],
    each: Attribution,
    ruled: Sequence[Attribution],
    others: Sequence[Attribution],
) -> Attribution:
    """Give a statement without source the one that stands nearest to its cue."""
    if not each.cue or (each.source and not _labelled(each, ruled)):
        return each
    around = _around(each)
    same = next(
        (r for r in near(ruled, around) if r.source and _share(r.cue, each.cue)), None
    )
    if same:
        return replace(each, source=same.source)
    if _labelled(each, ruled):
        return replace(each, source=())
    subject = _subject(grounds, each.cue[0]) or _neighbour(
        grounds, each, near(others, around)
    )
    return replace(each, source=(subject,)) if subject else each


def _labelled(each: Attribution, ruled: Sequence[Attribution]) -> bool:
    """Tell whether a topic stands before the colon, and nobody: *Exclusive: “…”*."""
    return any(
        not rule.source and rule.cue == each.cue and _is_mark(rule.cue)
        for rule in near(ruled, Span(each.start, each.end))
    )


def _is_mark(cue: Sequence[Span]) -> bool:
    """Tell whether a colon or a dash is the cue."""
    return [span.end - span.start for span in cue] == [1]


def _around(each: Attribution) -> Span:
    """Span of a report with its cue, widened by a sentence."""
    start = min(each.start, each.cue[0].start)
    return Span(max(0, start - 300), max(each.end, each.cue[-1].end) + 300)


def _share(mine: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(a.overlaps(b) for a in mine for b in other)


def _subject(grounds: Sequence[Ground], cue: Span) -> Span | None:
    """Read the noun phrase before the cue."""
    ground = at(grounds, cue.start)
    if ground is None:
        return None
    tokens = ground.tokens
    verb = bisect_left(tokens, cue.start, key=lambda token: token.start)
    low = max(0, verb - phrases.REACH)
    found = phrases.before(tokens, verb, low) if verb < len(tokens) else None
    return Span(tokens[found[0]].start, tokens[found[1] - 1].end) if found else None


def _neighbour(
    grounds: Sequence[Ground], each: Attribution, others: Sequence[Attribution]
) -> Span | None:
    """Take the source tagged last before this statement in its paragraph."""
    ground = at(grounds, each.cue[0].start)
    if ground is None:
        return None
    before = [
        other.source[-1]
        for other in others
        if other.source
        and ground.block.start <= other.source[-1].start < each.cue[0].start
    ]
    return max(before, default=None)
