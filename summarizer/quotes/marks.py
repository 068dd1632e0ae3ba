"""Passages between quotation marks, in every style the press prints.

Curly, straight, single British, «guillemets», „low-high“; nested marks belong to the
outer passage; a paragraph that does not close its mark runs to its end.
"""

import re
from dataclasses import dataclass
from itertools import islice

from summarizer.models import Span


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage with its marks: where it stands, and how its marks behave."""

    span: Span
    single: bool = False
    """Between single marks, as in British print (or a quotation inside one)."""
    closed: bool = True
    """Whether a closing mark was found."""


_CLOSERS = {
    "“": '”“"',
    "„": "“”„",
    "‟": "”",
    "”": "”",
    "«": "»",
    "»": "«»",
    "〝": "〞",
    '"': '"”',
    "‘": "’",
    "‚": "‘’",
    "'": "'",
    "‹": "›",
}
_SINGLES = frozenset("‘‚'‹")
_MARK = re.compile(r"''|``|[“„‟”«»〝〞\"‘’‚'‹›]")
_REACH = 3000
"""How far a single mark may look for its partner, in characters."""
_LONGEST = 20_000
"""How many characters a marked passage may have."""


def marked(text: str, block: Span, *, running: bool = False) -> tuple[Marked, ...]:
    """Find the outermost marked passages of one paragraph, in order.

    ``running``: the paragraph before left a passage open, so that this one may begin
    inside it, without opening it again.
    """
    found: list[Marked] = []
    at = block.start
    if running and (rest := _rest(text, block)):
        found.append(rest)
        at = rest.span.end
    barren: dict[str, int] = {}
    while match := _MARK.search(text, at, block.end):
        mark = match.group()
        if match.start() < barren.get(mark, 0):  # no partner up to there, see below
            at = match.end()
            continue
        passage = _passage(text, block, match.start())
        if passage is None:
            at = match.end()
            barren[mark] = _looked(text, block, match)
        elif _nickname(text, block, passage.span):
            at = passage.span.end
        else:
            found.append(passage)
            at = passage.span.end
    return tuple(found)


def _rest(text: str, block: Span) -> Marked | None:
    """Read the end of a passage that an earlier paragraph opened."""
    first = re.compile('[“”„«»"]').search(text, block.start, block.end)
    if first is None or first.group() not in '”"' or _opens(text, block, first.start()):
        return None
    return Marked(Span(block.start, first.end()))


_NICKNAME = re.compile(r"[^\w\s](?:The )?[^\W\d_]\w*[^\w\s]", re.IGNORECASE)


def _nickname(text: str, block: Span, span: Span) -> bool:
    """Tell *Peter “The Hammer” Lang*: one capitalised word between two others."""
    low, high = max(block.start, span.start - 2), min(block.end, span.end + 2)
    return (
        bool(_NICKNAME.fullmatch(text, *span))
        and text[span.start + 1].isupper()
        and text[low : span.start].strip()[-1:].isalpha()
        and text[span.end : high][:1] == " "
        and text[span.end : high][1:].isupper()
        and text[_word_start(text, span.start - 2, block.start)].isupper()
    )


def _word_start(text: str, at: int, low: int) -> int:
    """Offset at which the word around this place begins."""
    start = text.rfind(" ", max(low, at - 40), at + 1) + 1
    return max(start, low, at - 40)


def _passage(text: str, block: Span, start: int) -> Marked | None:
    """Read the passage that opens here, if one does."""
    mark = text[start]
    if text.startswith(("''", "``"), start):
        close = text.find("''", start + 2, min(block.end, start + _LONGEST))
        return _open(block, start) if close < 0 else Marked(Span(start, close + 2))
    if mark not in _CLOSERS or not _opens(text, block, start):
        return None
    if mark in _SINGLES:
        end = _single_end(text, block, start)
        return None if end is None else Marked(Span(start, end), single=True)
    end = _double_end(text, block, start)
    return _open(block, start) if end is None else Marked(Span(start, end))


def _open(block: Span, start: int) -> Marked | None:
    """Let a passage whose mark is never closed run to the end of its paragraph."""
    if block.end - start > _LONGEST:
        return None
    return Marked(Span(start, block.end), closed=False)


def _before(text: str, block: Span, at: int) -> str:
    return text[at - 1] if at > block.start else " "


def _after(text: str, block: Span, at: int) -> str:
    return text[at + 1] if at + 1 < block.end else " "


def _opens(text: str, block: Span, at: int) -> bool:
    """Tell an opening mark from an apostrophe, an inch mark, a stray closing mark."""
    before, after = _before(text, block, at), _after(text, block, at)
    if text[at] in "“„«〝":
        return True
    if text[at] == "”":  # typed for an opening mark
        return before.isspace() and not after.isspace()
    return (before.isspace() or before in '([—–-“"/…:') and not after.isspace()


def _closes(text: str, block: Span, at: int) -> bool:
    """Tell whether the mark at this place can close: no word begins right behind it."""
    before, after = _before(text, block, at), _after(text, block, at)
    return not before.isspace() and not after.isalnum()


def _double_end(text: str, block: Span, start: int) -> int | None:
    """Offset behind the closing mark of a double-marked passage, or None."""
    mark = text[start]
    closers = _CLOSERS[mark]
    depth = 0
    limit = min(block.end, start + _LONGEST)
    for match in _MARK.finditer(text, start + 1, limit):
        at, sign = match.start(), match.group()
        if sign in closers and _partner(text, block, at, mark):
            if depth == 0 or sign == mark:
                return match.end()
            depth -= 1
        elif sign == mark and mark in "“«" and not _closes(text, block, at):
            depth += 1
            if depth > 1:  # marks opened again and again: the first was never closed
                return _reopened(text, start, at)
    return _reopened(text, start, limit) if depth else None


def _partner(text: str, block: Span, at: int, mark: str) -> bool:
    """Tell whether a closing mark closes this passage, and not one inside it."""
    if text[at] == mark:
        return _closes(text, block, at)
    if text[at] == '"':  # typed for a curly one
        return _closes(text, block, at) and text[at - 1] in ",.?!…—"
    return True


def _reopened(text: str, start: int, limit: int) -> int:
    """End an unclosed passage where the next one opens."""
    mark = text[start]
    end = text.find(mark, start + 1, limit)
    end = limit if end < 0 else end
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end


def _single_end(text: str, block: Span, start: int) -> int | None:
    """Offset behind the closing single mark, told from apostrophes; None without.

    A closing mark behind a letter is taken only where no later one could be the
    partner: *‘the workers’ rights’* closes at the last.
    """
    if text[start] == "‹":
        end = text.find("›", start, min(block.end, start + _REACH))
        return None if end < 0 else end + 1
    closers = _CLOSERS[text[start]]
    if text[start] == "'" and _elided(text, block, start):
        return None
    last = None
    limit = min(block.end, start + _REACH)
    for count, match in enumerate(_SINGLE.finditer(text, start + 1, limit)):
        at, sign = match.start(), match.group()
        if count > _TRIES or (sign == "‘" and sign not in closers):
            break
        if sign not in closers or not _closes(text, block, at):
            continue
        if text[at - 1] != "s":
            return at + 1
        last = at + 1  # perhaps an apostrophe: the workers’ rights
    return last


def _looked(text: str, block: Span, match: re.Match[str]) -> int:
    """How far a mark that found no partner has looked in vain.

    Marks up to there find none either; without this, a text full of stray marks
    would be read once for each of them.
    """
    start = match.end()
    if match.group() not in _SINGLES:
        opens = _opens(text, block, match.start())
        return min(block.end, start + _LONGEST) if opens else start
    limit = min(block.end, start + _REACH)
    last = start
    for later in islice(_SINGLE.finditer(text, start, limit), _TRIES):
        if text[later.start()] != "'" or _closes(text, block, later.start()):
            break
        last = later.start()
    return last


_SINGLE = re.compile("[‘’']")
_TRIES = 60
"""How many marks a single mark may look at for its partner."""

_ELISION = re.compile(r"'(?:\d0s|\d\ds?|em|til|tis|twas|cause|bout|n)\b", re.IGNORECASE)


def _elided(text: str, block: Span, start: int) -> bool:
    """Tell *'90s* and *'em* from an opening mark."""
    return bool(_ELISION.match(text, start, block.end))
