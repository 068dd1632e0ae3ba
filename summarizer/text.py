"""Sentences and words of a paragraph, with offsets into the text they stand in.

Segmentation is sentencex's, repaired where news is written otherwise.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from threading import Lock
from typing import Final

import sentencex
import Stemmer

from summarizer import lexicon
from summarizer.models import Span

LONGEST_QUOTATION = 70
"""Words up to which a quotation of several sentences is one sentence of the article.

A longer one (a speech, a statement printed in full) is cut at its own stops."""

LONGEST_PARAGRAPH = 20_000
"""Characters of a paragraph that are read at a time; print has none as long."""

_WORD: Final = re.compile(
    r"\d+(?:[.,:]\d+)+|[^\W_]+(?:['’‘ʼ\-‐‑][^\W_]+)*",
)
_BEFORE_TOKEN: Final = re.compile(r"[\s(\[“\"‘'«/—–]")
_FIRST_WORD: Final = re.compile(r"[(\[]?([^\W_]+(?:['’.\-][^\W_]+)*)")
_OPENS_QUOTE: Final = re.compile(r"[“\"«‘']")
_ASKED: Final = re.compile(r"[?!…—–][”\"’']+$")
_SAYS: Final = re.compile(
    r"(?:[^\W\d_][\w.'’\-]*,?\s+){1,6}?(?:" + "|".join(sorted(lexicon.SPEECH)) + r")\b",
)
_ACRONYM: Final = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_OPENER: Final = re.compile(r"[“\"‘'(\[]*([^\W\d_]+)")
_EXCLAIMED: Final = re.compile(r"(\w+)!$")
_NUMBERING: Final = re.compile(r"(?:^|\n)\s*(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)]$")
_MISSED: Final = re.compile(
    r"[.!?…](?:"
    r"(?<=[^\W\d_]{2}.)[”\"’)]*(?:\[\d{1,3}\])*(?=[“\"]?[A-Z][a-z])"  # said.The
    r"|[”\"’]?(?:\[\d{1,3}\])+(?=\s+[“\"‘]?[A-Z])"  # city.[3] The
    r"|(?:(?<=…)|(?<=\.)(?:\.{2,6}|(?: \.){2,6}))[”\"’]?(?=\s+[“\"‘]?[A-Z])"  # … Then
    r"|[”\"’)]+(?=\s+[“\"‘(]?[A-Z])"  # go.” He
    r"|(?<=\.[A-Z].)(?=\s+[“\"‘][A-Z])"  # the U.S. “I
    r")",
)
_STOP_INSIDE: Final = re.compile(r"[.!?…][”\"’)\]]*(?=\s+[“\"‘(\[]?[^\W\d_a-z])")
_ADDRESS: Final = re.compile(r"(?:https?://|www\.|@)\S*$|\w\.(?:com|org|net)$")
_BULLETS: Final = "•*·▪●○‣"
_BULLET: Final = re.compile(rf"\A[{_BULLETS}](?= )")
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
_BLANK: Final = re.compile(r"[^\S ]|\x00")


def sentences(text: str, block: Span) -> tuple[Span, ...]:
    """Return the sentences inside one paragraph, trimmed, in order, without overlap.

    A quotation of several sentences stays whole, with the words that report it, up
    to LONGEST_QUOTATION words. Whitespace between sentences belongs to none.
    """
    return tuple(each for part in _parts(text, block) for each in _within(text, part))


def _within(text: str, block: Span) -> Iterator[Span]:
    part = _plain(block.of(text))
    cuts = [cut for cut in _proposed(part) if _ends(part, cut)]
    for span in _trimmed(block.of(text), [0, *cuts, len(part)]):
        for start, end in _shortened(part, span):
            yield Span(block.start + start, block.start + end)


def _parts(text: str, block: Span) -> Iterator[Span]:
    """Cut a paragraph as long as a book at a stop: every cut looks at all around it.

    Without a stop within reach, at a blank; without either, where the reach ends.
    """
    start = block.start
    while block.end - start > LONGEST_PARAGRAPH:
        reach = start + LONGEST_PARAGRAPH
        stop = text.rfind(". ", start + LONGEST_PARAGRAPH // 2, reach)
        blank = text.rfind(" ", start + LONGEST_PARAGRAPH // 2, reach)
        end = stop + 1 if stop >= 0 else blank if blank >= 0 else reach
        yield Span(start, end)
        start = end
    yield Span(start, block.end)


def words(text: str, span: Span) -> tuple[Span, ...]:
    """Return the words in a span: letters and digits, inner ``'`` and ``-`` included.

    A number keeps its points and commas: ``250,000``, ``3.5``, ``10:30``.
    """
    return tuple(Span(*m.span()) for m in _WORD.finditer(text, span.start, span.end))


def stems(text: str, span: Span) -> tuple[str, ...]:
    """Return the lower-cased Snowball stems of a span's words, stop words left out."""
    return stemmed(strings(text, span))


def strings(text: str, span: Span) -> list[str]:
    """Return the words in a span as they are written."""
    return _WORD.findall(text, span.start, span.end)


def stemmed(found: Iterable[str]) -> tuple[str, ...]:
    """Return the stems of words, those left out that say nothing."""
    return tuple(filter(None, map(_stem, found)))


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    plain = word.lower().replace("’", "'").replace("ʼ", "'").replace("‘", "'")
    if plain in lexicon.STOP:
        return ""
    with _TURN:
        return str(_STEMMER.stemWord(plain.removesuffix("'s")))


_UNDECIDED: Final = lexicon.CLOCK | lexicon.OFTEN_LAST
_STEMMER: Final = Stemmer.Stemmer("english", maxCacheSize=0)
_TURN: Final = Lock()
"""A stemmer keeps the word it is at; questions are answered in several threads."""


def _plain(part: str) -> str:
    """Return the part, same length, without what sentencex stumbles over."""
    if part.isprintable() and part[:1] not in _BULLETS:
        return part  # nothing to repair; so are nearly all
    shown = _BLANK.sub(" ", _SURROGATE.sub("?", part))
    return _BULLET.sub(lambda mark: " " * len(mark.group()), shown)


def _proposed(part: str) -> list[int]:
    """Return every offset where a sentence may begin, in order."""
    starts = (b["start_index"] for b in sentencex.get_sentence_boundaries("en", part))
    found = {_before_mark(part, start) for start in starts if _is_gap(part, start)}
    found.update(m.end() for m in _MISSED.finditer(part) if _is_stop(part, m))
    return sorted(found - {0, len(part)})


def _is_gap(part: str, cut: int) -> bool:
    return part[cut - 1 : cut].isspace() or part[cut - 1 : cut] in '“"'


def _before_mark(part: str, cut: int) -> int:
    """Move a cut that fell behind an opening mark to before the mark."""
    behind_mark = part[cut - 1 : cut] in ("“", '"') and part[cut - 2 : cut - 1] == " "
    return cut - 1 if behind_mark else cut


def _is_stop(part: str, mark: re.Match[str]) -> bool:
    """Tell whether a stop sentencex passed over ends a sentence outside quotations."""
    before = part[max(0, mark.start() - 40) : mark.start()]
    if _ADDRESS.search(before) or not _balanced(part[: mark.end()]):
        return False
    if mark.group()[0] in "….":
        return not mark.group().startswith(("…", "..", ". .")) or _opens(
            part[mark.end() :].lstrip(),
        )
    return True


def _balanced(part: str) -> bool:
    """Tell whether every quotation opened in the part is closed in it."""
    return part.count("“") <= part.count("”") and part.count('"') % 2 == 0


def _ends(part: str, cut: int) -> bool:
    """Tell whether a sentence really ends before the offset."""
    left, right = part[:cut].rstrip(), part[cut:].lstrip()
    if not left or not right:
        return False
    if _continues(left, right):
        return False
    token = _BEFORE_TOKEN.split(left[-40:])[-1] if left[-1] == "." else ""
    return len(token) < len("U.") or _ends_after(token[:-1], left, right)


def _continues(left: str, right: str) -> bool:
    """Tell whether the words on the right cannot open a sentence."""
    first = _FIRST_WORD.match(right)
    if first and first.group(1)[0].islower() and first.group(1).islower():
        return left[-1] not in ".;" or not _is_bullet(left)
    if _ASKED.search(left[-8:]) and _SAYS.match(right[:90]) and not _opens(right):
        return True
    name = _EXCLAIMED.search(left[-20:]) if left[-1] == "!" else None
    if name and name.group(1).lower() in lexicon.EXCLAIMING_NAMES:
        return not _opens(right)
    return bool(_NUMBERING.search(left[-6:]) and len(left) <= len("viii."))


def _is_bullet(left: str) -> bool:
    return left.lstrip().startswith(("•", "*", "- "))


def _ends_after(token: str, left: str, right: str) -> bool:
    """Tell whether a sentence ends behind an abbreviation, judged by what follows."""
    short = token.lower()
    if short in lexicon.NEVER_LAST:
        return False
    if short in lexicon.NEEDS_NAME and token[0].isupper():
        return short in lexicon.OFTEN_LAST and _opens(right)
    if short in lexicon.NEEDS_NUMBER and right[0].isdigit():
        return False
    if len(token) == 1 and token.isupper():
        return _after_initial(token, left, right)
    if _is_acronym(token) or short in _UNDECIDED:
        return _tells(short, right)
    return True


def _tells(short: str, right: str) -> bool:
    """Tell whether what follows an hour, a firm, a country opens a sentence."""
    if short in lexicon.CLOCK:
        return not _belongs_to_clock(right)
    return _opens(right) or bool(_OPENS_QUOTE.match(right))


def _is_acronym(token: str) -> bool:
    """Tell ``U.S``, ``D.C`` and ``J.K`` from words (the last point is cut off)."""
    return bool(_ACRONYM.fullmatch(token))


def _after_initial(token: str, left: str, right: str) -> bool:
    """Tell ``vitamin C. The`` from ``George W. Bush``."""
    before = left[: -len(token) - 1].rstrip()
    if token == "I" and before and not before.endswith("."):  # noqa: S105
        return True
    return bool(before) and _opens(right)


def _belongs_to_clock(right: str) -> bool:
    first = _FIRST_WORD.match(right)
    if first is None:
        return False
    return right[0] == "(" or first.group(1).lower() in lexicon.AFTER_CLOCK


def _opens(right: str) -> bool:
    """Tell whether the text begins with a word that opens sentences."""
    first = _OPENER.match(right)
    if first is None:
        return False
    word = first.group(1)
    return word[0].isupper() and word.lower() in lexicon.OPENERS


def _trimmed(part: str, cuts: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the stretches between the cuts, without the whitespace at their ends."""
    for start, end in pairwise(cuts):
        piece = part[start:end]
        lead = len(piece) - len(piece.lstrip())
        if lead < len(piece):
            yield start + lead, start + len(piece.rstrip())


def _shortened(part: str, span: tuple[int, int]) -> Iterable[tuple[int, int]]:
    """Cut a stretch that quotes a whole speech at the stops inside it."""
    start, end = span
    piece = part[start:end]
    if len(piece.split()) <= LONGEST_QUOTATION:
        return [span]
    cuts = [m.end() for m in _STOP_INSIDE.finditer(piece) if _ends(piece, m.end())]
    return ((start + s, start + e) for s, e in _trimmed(piece, [0, *cuts, len(piece)]))


def whole(text: str) -> Span:
    """Return the span of all of a text."""
    return Span(0, len(text))
