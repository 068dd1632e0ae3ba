"""What an uncased encoder cannot see: capitals, quotation marks, starts of paragraphs.

Every word gets one small number, its shape, which the network embeds beside the word.
It is a hint and may be wrong; the pairs of marks a reader sees are found elsewhere.
"""

from collections.abc import Sequence
from itertools import pairwise

SHAPES = 40
"""5 cases, times 4 states of quotation, times first word of a paragraph or not."""

OUTSIDE, INSIDE, OPENS, CLOSES = range(4)

_DOUBLE_OPENS = frozenset("“„‟«〝")
_DOUBLE_CLOSES = frozenset("”»〞“‟")
_SINGLE_OPENS = frozenset("‘‚'")
_SINGLE_CLOSES = frozenset("’'‘")

Bounds = tuple[int, int]


def shapes(text: str, words: Sequence[Bounds], starts: Sequence[int]) -> list[int]:
    """Give each word's shape; ``starts`` are the words that begin a paragraph."""
    first = set(starts)
    found: list[int] = []
    for begin, end in pairwise([*sorted(first | {0}), len(words)]):
        states = quotation(text, words[begin:end])
        for index, state in enumerate(states, begin):
            low, high = words[index]
            found.append(_case(text[low:high]) * 8 + state * 2 + (index in first))
    return found


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
    states: list[int] = []
    closers: frozenset[str] | None = None
    single = False
    for index, (start, end) in enumerate(words):
        mark = text[start:end]
        if len(mark) != 1 or mark.isalnum():
            states.append(OUTSIDE if closers is None else INSIDE)
        elif closers is None:
            closers, single = _opening(text, words, index)
            states.append(OUTSIDE if closers is None else OPENS)
        elif mark in closers and (not single or _ends_single(text, words, index)):
            states.append(CLOSES)
            closers = None
        else:
            states.append(INSIDE)
    return states


def _opening(
    text: str, words: Sequence[Bounds], index: int
) -> tuple[frozenset[str] | None, bool]:
    """Say which marks would close what this word opens, and whether it is single."""
    start, end = words[index]
    mark = text[start:end]
    if mark == '"':
        return frozenset('"”'), False
    if mark in _DOUBLE_OPENS:
        return _DOUBLE_CLOSES - {mark} | {'"'}, False
    if (
        mark in _SINGLE_OPENS
        and _begins_single(text, start)
        and _has_single_end(text, words, index)
    ):
        return _SINGLE_CLOSES - ({mark} - {"'"}), True
    return None, False


def _begins_single(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return not before.isalnum() and (after.isalpha() or after in '“"…')


def _has_single_end(text: str, words: Sequence[Bounds], index: int) -> bool:
    """Tell an apostrophe by its having no mark behind it that could close."""
    return any(
        text[start:end] in _SINGLE_CLOSES and _closes_single(text, start)
        for start, end in words[index + 2 :]
        if end - start == 1
    )


def _closes_single(text: str, at: int) -> bool:
    return not text[at - 1 : at].isspace() and not text[at + 1 : at + 2].isalnum()


def _ends_single(text: str, words: Sequence[Bounds], index: int) -> bool:
    """Tell a closing mark from an apostrophe.

    “The workers’ union” closes nothing if a better end follows.
    """
    at = words[index][0]
    if not _closes_single(text, at):
        return False
    if text[at - 1 : at] != "s":
        return True
    for start, end in words[index + 1 :]:
        if text[start:end] in _SINGLE_OPENS and _begins_single(text, start):
            return True
        if text[start:end] in _SINGLE_CLOSES and _closes_single(text, start):
            return text[start - 1 : start] not in ".,!?…"
    return True
