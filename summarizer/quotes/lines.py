"""Paragraphs that are one statement by their shape: signed, transcribed, headlines.

“…” ― Ana Ruiz; RUIZ: …; ‘…’: Ruiz tells court; She said in a statement:
"""

import re

from summarizer.models import Span
from summarizer.people.callings import is_role
from summarizer.people.offices import GROUPS
from summarizer.quotes import phrases
from summarizer.quotes.attribution import LIKELY, SURE, Attribution
from summarizer.quotes.cues import VERBS
from summarizer.quotes.grounds import Ground, Token, span_of
from summarizer.quotes.reports import LABELS, finite, reports


def whole(ground: Ground, text: str) -> Attribution | None:
    """Read a paragraph that is one statement as a whole."""
    return signed(ground) or headed(ground) or spoken(ground, text)


def announced(ground: Ground) -> Attribution | None:
    """Read a paragraph that ends in a colon: *She said in a statement:*.

    What was said follows in the next paragraph; the content given here stands for it.
    """
    tokens = ground.tokens
    if len(tokens) < _FEWEST or tokens[-1].word != ":":
        return None
    low = max(0, len(tokens) - phrases.REACH)
    block = next(reversed(list(reports(tokens, low, len(tokens) - 1))), None)
    if block is None or block.source is None or block.verb not in VERBS:
        return None
    source = span_of(tokens, block.source)
    cue = span_of(tokens, block.cue)
    if source is None or cue is None:
        return None
    return Attribution((source,), (cue,), (ground.block,), LIKELY)


def signed(ground: Ground) -> Attribution | None:
    """Read a quotation with its speaker behind a dash: *“…” ― Ana Ruiz*."""
    tokens = ground.tokens
    if not ground.marked or not ground.marked[-1].closed:
        return None
    at = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i].quoted), -1) + 1
    if not 0 < at < len(tokens) - 1 or tokens[at].word not in _DASHES:
        return None
    signs = tokens[at + 1].cap or is_role(tokens[at + 1].word)
    if len(tokens) - at > _SIGNATURE or not signs:
        return None
    source = Span(tokens[at + 1].start, tokens[-1].end)
    dash = Span(tokens[at].start, tokens[at].end)
    return Attribution((source,), (dash,), (ground.marked[-1].span,), SURE)


def headed(ground: Ground) -> Attribution | None:
    """Read a headline that begins with its quotation: *‘We ran’: Ruiz tells court*."""
    tokens = ground.tokens
    if not ground.marked or len(tokens) > _HEADLINE:
        return None
    first = ground.marked[0]
    at = next((i for i, token in enumerate(tokens) if not token.quoted), len(tokens))
    if not (0 < at < len(tokens) - 1 and first.closed) or tokens[at].word != ":":
        return None
    end = _subject_end(tokens, at + 1)
    if end is None:
        return None
    who, colon = Span(tokens[at + 1].start, tokens[end - 1].end), tokens[at]
    return Attribution((who,), (Span(colon.start, colon.end),), (first.span,), SURE)


def _subject_end(tokens: tuple[Token, ...], start: int) -> int | None:
    """Where the subject that begins here ends: before its verb."""
    first = tokens[start]
    begins = first.cap or first.word in GROUPS or is_role(first.word)
    if not begins or first.word in phrases.BREAKS:
        return None
    for at in range(start + 1, min(len(tokens), start + _SUBJECT)):
        if finite(tokens, at, len(tokens)):
            return at
        if tokens[at].quoted or tokens[at].word in phrases.BREAKS:
            return None
    return None


_SUBJECT = 8
"""Tokens a subject in a headline may have."""
_HEADLINE = 30
"""Tokens a headline may have."""
_FEWEST = 3
"""Tokens below which nothing is a statement in words alone."""
_DASHES = frozenset("―—–-~")

_SIGNATURE = 16
"""Tokens the name and role behind a dash may have."""


_CAPITALS = r"[^\W\d_a-z][^\W\da-z.’'-]{1,20}\.?"
_TURN = re.compile(
    rf"[“\"]?(?P<name>{_CAPITALS}(?:[ \u00a0]{_CAPITALS}){{0,3}}):"
    r"\s+(?=\S+\s\S+\s\S)"
)


_NAMED = re.compile(
    r"(?P<name>[^\W\d_a-z][\w.’'-]+(?:[ \u00a0][^\W\d_a-z][\w.’'-]+){1,3}):"
    r"\s+(?=\S+\s\S+\s\S)"
)


def is_turn(text: str, label: Span) -> bool:
    """Tell a speaker's label in a transcript: in capitals, or there time and again."""
    name = label.of(text)
    if name.isupper():
        return True
    again, low = f"\n{name}:", max(0, label.start - _NEAR)
    heads = label.start > 0 and text.startswith(again[1:])
    behind = text.find(again, label.end, label.end + _NEAR)
    return heads or behind >= 0 or text.find(again, low, label.start) >= 0


def spoken(ground: Ground, text: str) -> Attribution | None:
    """Read a turn of a transcript: *RUIZ: We …*, *Ana Ruiz: We …*."""
    turn = _TURN.match(text, ground.block.start, ground.block.end)
    if turn is None:
        turn = _NAMED.match(text, ground.block.start, ground.block.end)
        if turn is None or not is_turn(text, Span(*turn.span("name"))):
            return None
    if not LABELS.isdisjoint(re.findall(r"\w+", turn["name"].lower())):
        return None
    colon = turn.end("name")
    content = Span(turn.end(), ground.block.end)
    if _is_place(text, ground.block, Span(*turn.span("name"))):
        return None
    return Attribution(
        (Span(*turn.span("name")),), (Span(colon, colon + 1),), (content,), SURE
    )


def named_again(text: str, label: Span) -> bool:
    """Tell whether a label before a colon is named near by, as whoever speaks is."""
    word = label.of(text).split()[-1]
    low, high = max(0, label.start - _NEAR), label.end + _NEAR
    return any(
        text.find(each, low, label.start) >= 0 or text.find(each, label.end, high) >= 0
        for each in (word, word.title())
    )


_NEAR = 10_000
"""Characters within which who speaks is named twice."""


def _is_place(text: str, block: Span, label: Span) -> bool:
    """Tell a place before its news, *SELA: Ana Ruiz said …*, from a turn.

    It heads the article, is not named again, and nothing else is such a turn.
    """
    if block.start > _HEAD or not text[block.end : block.end + _HEAD].strip():
        return False
    behind = _LINE.search(text, block.end, block.end + _NEAR)
    turns = behind or _LINE.search(text, 0, label.start)
    return not turns and not named_again(text, label)


_LINE = re.compile(rf"^{_TURN.pattern}", re.MULTILINE)
_HEAD = 1000
"""Characters in which an article says where it was written."""
