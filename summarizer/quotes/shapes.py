"""What an uncased encoder cannot see: capitals, quotation marks, starts of paragraphs.

Every word gets one small number, its shape, which the network embeds beside the word.
It is a hint and may be wrong; the pairs of marks a reader sees are found elsewhere.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

SHAPES = 40
"""5 cases, times 4 states of quotation, times first word of a paragraph or not."""

OUTSIDE, INSIDE, OPENS, CLOSES = range(4)

_DOUBLE_OPENS = frozenset("“„‟«〝")
_DOUBLE_CLOSES = frozenset("”»〞“‟")
_SINGLE_OPENS = frozenset("‘‚'")
_SINGLE_CLOSES = frozenset("’'‘")
_SINGLES = _SINGLE_OPENS | _SINGLE_CLOSES
_OPENS = _DOUBLE_OPENS | _SINGLE_OPENS | {'"'}

Bounds = tuple[int, int]


def shapes(text: str, words: Sequence[Bounds], starts: Sequence[int]) -> list[int]:
    """Give each word's shape; ``starts`` are the words that begin a paragraph."""
    found = [_case(text[low:high]) * 8 for low, high in words]
    for begin, end in pairwise([*sorted({0, *starts}), len(words)]):
        for index, state in enumerate(quotation(text, words[begin:end]), begin):
            found[index] += state * 2
    for index in set(starts):
        found[index] += 1
    return found


@lru_cache(maxsize=1 << 15)
def _case(word: str) -> int:
    """0 small letters, 1 Capitalised, 2 ALL CAPITALS, 3 with a digit, 4 a mark."""
    if word.islower():
        return 0
    if word[0].isupper():
        return 2 if len(word) > 1 and word.isupper() else 1
    if any(character.isdigit() for character in word):
        return 3
    return 0 if word[0].isalpha() else 4


def quotation(text: str, words: Sequence[Bounds]) -> list[int]:
    """Follow the quotation marks through one paragraph: a state per word."""
    marks = [text[low:high] for low, high in words]
    if _OPENS.isdisjoint(marks):
        return [OUTSIDE] * len(words)
    singles = [
        word for word, mark in zip(words, marks, strict=True) if mark in _SINGLES
    ]
    last = max((at for at, _ in singles if _can_close(text, at)), default=-1)
    states: list[int] = []
    closers: frozenset[str] | None = None
    single = False
    for (start, _), mark in zip(words, marks, strict=True):
        if len(mark) != 1 or mark.isalnum():
            states.append(OUTSIDE if closers is None else INSIDE)
        elif closers is None:
            closers, single = _opening(text, start, last)
            states.append(OUTSIDE if closers is None else OPENS)
        elif mark in closers and (not single or _ends_single(text, start, singles)):
            states.append(CLOSES)
            closers = None
        else:
            states.append(INSIDE)
    return states


def _opening(text: str, at: int, last: int) -> tuple[frozenset[str] | None, bool]:
    """Say which marks would close what the mark here opens, and whether it is single.

    Where no single mark that could close follows, the mark is an apostrophe.
    """
    mark = text[at]
    if mark == '"':
        return frozenset('"”'), False
    if mark in _DOUBLE_OPENS:
        return _DOUBLE_CLOSES - {mark} | {'"'}, False
    if mark in _SINGLE_OPENS and _begins_single(text, at) and last > at + 1:
        return _SINGLE_CLOSES - ({mark} - {"'"}), True
    return None, False


def _begins_single(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return not before.isalnum() and (after.isalpha() or after in '“"…')


def _can_close(text: str, at: int) -> bool:
    return text[at] in _SINGLE_CLOSES and _closes_single(text, at)


def _closes_single(text: str, at: int) -> bool:
    return not text[at - 1 : at].isspace() and not text[at + 1 : at + 2].isalnum()


def _ends_single(text: str, at: int, singles: Sequence[Bounds]) -> bool:
    """Tell a closing mark from an apostrophe.

    “The workers’ union” closes nothing if a better end follows.
    """
    if not _closes_single(text, at):
        return False
    if text[at - 1 : at] != "s":
        return True
    for index in range(bisect_right(singles, (at, at + 1)), len(singles)):
        start = singles[index][0]
        if text[start] in _SINGLE_OPENS and _begins_single(text, start):
            return True
        if _can_close(text, start):
            return text[start - 1 : start] not in ".,!?…"
    return True
