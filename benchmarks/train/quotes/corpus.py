"""Annotated articles → words with labels: what the tagger's network learns."""

import gzip
import json
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from summarizer.encoder import WordPieces
from summarizer.quotes import windows
from summarizer.quotes.cues import SPEECH
from summarizer.quotes.windows import Words

Bounds = tuple[int, int]
Attribution = dict[str, list[Bounds]]

ROLES = ("source", "cue", "content")
"""Label 0 is outside; label 1 + 2r begins a span of role r, label 2 + 2r goes on."""


@dataclass(frozen=True, slots=True)
class Raw:
    """An article as annotated."""

    id: str
    text: str
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article's words with what is to be learnt about each."""

    words: Words
    tags: tuple[int, ...]
    cue_of: tuple[int, ...]
    """For a word of a content: its cue's first word; -1 for none."""
    source_of: tuple[int, ...]
    """For a word of a cue: its source's first word; -1 for none."""
    speech: tuple[int, ...]
    """For a word of a cue: 1 for speech, 0 for belief, intention and the like."""


def read(path: Path) -> Iterator[Raw]:
    """Read gzipped JSON lines of articles with attributions."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield Raw(article["id"], article["text"], tuple(article["attributions"]))


def paragraphs(text: str) -> list[Bounds]:
    """Take every line that is not blank as a paragraph."""
    found: list[Bounds] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def label(article: Raw, pieces: WordPieces, text: str) -> Labelled:
    """Label the words of an article, whose text may be varied in place."""
    bounds, ids = pieces.words(text)
    words = windows.read(text, bounds, ids, paragraphs(text))
    size = len(bounds)
    tags, cues, sources, spoken = [0] * size, [-1] * size, [-1] * size, [0] * size
    for attribution in article.attributions:
        spans = {role: covered(bounds, attribution[role]) for role in ROLES}
        for role in ("content", "cue", "source"):
            for span in spans[role]:
                for index in span:
                    tags[index] = 1 + 2 * ROLES.index(role) + (index > span[0])
        cue, source = first(spans["cue"]), first(spans["source"])
        said = is_speech(article.text, attribution)
        for index in (index for span in spans["content"] for index in span):
            cues[index] = cue
        for index in (index for span in spans["cue"] for index in span):
            sources[index], spoken[index] = source, int(said)
    return Labelled(words, tuple(tags), tuple(cues), tuple(sources), tuple(spoken))


def is_speech(text: str, attribution: Attribution) -> bool:
    """Tell speech, by its cue or its marks, from belief and intention."""
    cue = " ".join(text[low:high] for low, high in attribution["cue"])
    content = " ".join(text[low:high] for low, high in attribution["content"])
    return bool(SPEECH.search(cue)) or any(mark in content for mark in '"“”«»')


def covered(bounds: Sequence[Bounds], spans: Sequence[Bounds]) -> list[range]:
    """Give the words that each span of characters touches."""
    found = []
    for start, end in spans:
        low = bisect_left(bounds, start + 1, key=lambda word: word[1])
        high = bisect_left(bounds, end, key=lambda word: word[0])
        found.append(range(low, high))
    return [span for span in found if span]


def first(spans: Sequence[range]) -> int:
    """Give the first word of the spans, -1 without any."""
    return min((span[0] for span in spans), default=-1)
