"""What can be counted about a sentence of an article: the columns a ranker sees."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from summarizer import lexicon, vectors
from summarizer.models import Layout, Sentence
from summarizer.vectors import Array

NAMES: Final = (
    "place_inverse", "place_root", "place_share", "place_first", "place_second",
    "place_third", "place_log", "paragraph_root", "paragraph_head",
    "article_sentences", "article_words",
    "length", "length_log", "length_z", "stems_share",
    "lexrank", "degree", "centroid", "luhn", "frequency", "before", "after",
    "title", "title_share", "title_given", "lead", "lead_three", "novelty",
    "figures", "money", "names", "names_first", "names_count", "capitals",
    "quoted", "quote_opens", "first_person", "speech", "question", "colon",
    "pronoun", "connective", "time_word", "weekday", "parenthesis", "dateline",
    "second_person", "past", "future",
)  # fmt: skip
"""The columns, in order. ``benchmarks/train/ranker.py`` fits one weight row to them."""

FAMILIES: Final = {
    "place": "where it stands", "paragraph": "where it stands",
    "article": "length of the article",
    "length": "its length", "stems": "its length",
    "lexrank": "much of the article says the same",
    "degree": "much of the article says the same",
    "centroid": "much of the article says the same",
    "luhn": "dense in the article’s main words",
    "frequency": "dense in the article’s main words",
    "before": "ties to its neighbours", "after": "ties to its neighbours",
    "title": "shares words with the headline", "lead": "shares words with the opening",
    "novelty": "new against what stands before it",
    "figures": "figures in it", "money": "figures in it",
    "names": "names in it", "capitals": "names in it",
    "quoted": "how much of it is quoted", "quote": "how much of it is quoted",
    "speech": "how much of it is quoted", "first": "how it is worded",
    "question": "how it is worded", "colon": "how it is worded",
    "pronoun": "how it opens", "connective": "how it opens",
    "time": "says when", "weekday": "says when", "parenthesis": "how it is worded",
    "dateline": "how it opens", "second": "how it is worded",
    "past": "how it is worded",
    "future": "how it is worded",
}  # fmt: skip
"""What a column's first word means to a reader."""

_QUOTED: Final = re.compile(r"[“\"][^“”\"]*[”\"]?")
_PRONOUN: Final = re.compile(
    r"[“\"‘(]?(?:He|She|It|They|This|That|These|Those|His|Her|Their|Its|We|I|You|Him)\b",
)
_CONNECTIVE: Final = re.compile(
    r"[“\"‘(]?(?:But|And|So|Or|Yet|However|Meanwhile|Still|Also|Then|Instead|Nor"
    r"|Moreover|Besides|Thus|Therefore|Nevertheless|Though|For example|For instance"
    r"|In addition|As a result|On the other hand)\b",
)
_DATELINE: Final = re.compile(
    r"(?:[A-Z][\w., ]{2,40})?\((?:[A-Z][\w ]{1,20})\)|[A-Z]{4,} ?[-–—]",
)
_MONEY: Final = frozenset("$£€¥%")

_KINDS: Final = {
    "number": lexicon.words("""
        hundred hundreds thousand thousands million millions billion billions dozens
    """),
    "money": lexicon.words("percent cent dollar dollars euro euros pound pounds"),
    "first": lexicon.words("i i'm i've i'll we we're we've my our us me"),
    "second": lexicon.words("you your yours you're"),
    "speech": lexicon.words("""
        said says told according added announced warned claimed called urged
    """),
    "past": lexicon.words("was were had did"),
    "future": lexicon.words("will would plan plans expected could may might"),
    "weekday": lexicon.words("""
        monday tuesday wednesday thursday friday saturday sunday
    """),
    "time": lexicon.words("""
        today tonight yesterday tomorrow last next ago earlier later week month year
    """),
}
_FLAGS: Final = ("capital", "shouted", *_KINDS)


_BITS: Final = 16
"""Width of a counter: no sentence has more words of a kind than this can count."""
_BIT: Final = {flag: 1 << (_BITS * place) for place, flag in enumerate(_FLAGS)}
_CENTURIES: Final = ("19", "20")
_LISTED: Final = {
    word: sum(_BIT[kind] for kind, listed in _KINDS.items() if word in listed)
    for word in frozenset().union(*_KINDS.values())
}


@lru_cache(maxsize=1 << 16)
def _flags(word: str) -> int:
    """Tell what kinds of word one is: a 1 in the counter of every such kind.

    The counters stand side by side in one number, so that adding up the words of a
    sentence is one sum.
    """
    plain = word.lower().replace("’", "'")
    found = _LISTED.get(plain, 0)
    if word[0].isdigit():
        found |= _BIT["number"]
        if word[:2] in _CENTURIES and word.isdigit() and len(word) == len("1999"):
            found |= _BIT["time"]
    if len(plain) > len("xxed") and plain.endswith("ed"):
        found |= _BIT["past"]
    if word[0].isupper():
        found |= _BIT["capital"]
    if len(word) > 1 and word.isupper():
        found |= _BIT["shouted"]
    return found


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of an article's sentences and the stems of those and its headline."""

    words: tuple[list[str], ...]
    sentences: tuple[tuple[str, ...], ...]
    title: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """How the sentences of an article hang together, and sumy's scores of them."""

    bags: vectors.Bags
    cosines: Array
    lexrank: Array
    luhn: Array


@dataclass(frozen=True, slots=True)
class Table:
    """One row per sentence, one column per name in NAMES."""

    values: Array
    cosines: Array
    """How alike every two sentences are."""


def table(
    text: str,
    layout: Layout,
    sentences: Sequence[Sentence],
    tokens: Tokens,
    graph: Graph,
) -> Table:
    """Return the features of an article's sentences."""
    columns = {
        **_places(layout, sentences, graph.bags),
        **_centrality(graph.bags, graph.cosines, tokens),
        "lexrank": vectors.standard(graph.lexrank),
        "luhn": vectors.standard(graph.luhn),
        **_wording([s.span.of(text) for s in sentences], tokens.words),
    }
    values = np.array([columns[name] for name in NAMES], dtype=np.float64)
    return Table(np.ascontiguousarray(values.T), graph.cosines)


def _places(
    layout: Layout, sentences: Sequence[Sentence], found: vectors.Bags
) -> dict[str, Array]:
    total = len(sentences)
    place = np.arange(total, dtype=np.float64)
    paragraph = np.array([float(s.paragraph) for s in sentences])
    head = np.append(True, paragraph[1:] != paragraph[:-1]) if total else paragraph
    several = len(layout.paragraphs) > 1
    return {
        "place_inverse": 1 / (1 + place),
        "place_root": 1 / np.sqrt(1 + place),
        "place_share": place / max(1, total),
        "place_first": (place == 0).astype(float),
        "place_second": (place == 1).astype(float),
        "place_third": (place == 2).astype(float),  # noqa: PLR2004 - the third
        "place_log": np.log1p(place),
        "paragraph_root": 1 / np.sqrt(1 + paragraph)
        if several
        else 1 / np.sqrt(1 + place / 2),
        "paragraph_head": head.astype(float) if several else np.full(total, 0.5),
        "article_sentences": np.full(total, np.log1p(total)),
        "article_words": np.full(total, np.log1p(found.counts.sum())),
    }


def _centrality(
    found: vectors.Bags, cosines: Array, tokens: Tokens
) -> dict[str, Array]:
    total = len(cosines)
    counts = found.counts
    per = np.maximum(counts.sum(axis=1), 1.0)
    share = counts.sum(axis=0) / max(1.0, counts.sum())
    title = np.array(
        [found.vocabulary[s] for s in set(tokens.title) if s in found.vocabulary],
        dtype=int,
    )
    in_title = (counts[:, title] > 0).sum(axis=1) if len(title) else np.zeros(total)
    earlier = np.tril(cosines, -1)
    return {
        "degree": vectors.standard(cosines.sum(axis=1)),
        "centroid": vectors.standard(vectors.centroid(found)),
        "frequency": vectors.standard(counts @ share / per),
        "before": np.append(0.0, np.diagonal(cosines, -1))[:total],
        "after": np.append(np.diagonal(cosines, 1), 0.0)[:total],
        "title": vectors.likeness(found, tokens.title),
        "title_share": in_title / max(1, len(set(tokens.title))),
        "title_given": np.full(total, float(bool(tokens.title))),
        "lead": cosines[:, 0] * (np.arange(total) > 0),
        "lead_three": _others(cosines, 3),
        "novelty": 1.0 - earlier.max(axis=1, initial=0.0),
    }


def _others(cosines: Array, first: int) -> Array:
    """Return each sentence's mean cosine with the first ones, itself left out."""
    near = cosines[:, :first].copy()
    for index in range(min(first, len(near))):
        near[index, index] = 0.0
    return np.asarray(near.mean(axis=1), dtype=np.float64)


def _wording(said: Sequence[str], words: Sequence[list[str]]) -> dict[str, Array]:
    counted = b"".join(map(_summed, words))
    table = np.frombuffer(counted, "<u2").reshape(len(said), len(_FLAGS))
    count = dict(zip(_FLAGS, table.T.astype(np.float64), strict=True))
    length = np.array([float(len(row)) for row in words])
    total = np.maximum(length, 1.0)
    shape = np.array([_shape(s, i) for i, s in enumerate(said)], dtype=np.float64)
    marks = dict(zip(_SHAPE, shape.reshape(len(said), len(_SHAPE)).T, strict=True))
    names = [_names(row) for row in words]
    return {
        **marks,
        "money": np.minimum(marks["signs"] + count["money"], 1.0),
        "length": length,
        "length_log": np.log1p(length),
        "length_z": vectors.standard(length),
        "stems_share": length / max(1.0, float(length.mean())),
        "figures": count["number"],
        "names": np.array([float(len(n)) for n in names]) / total,
        "names_count": np.array([float(len(n)) for n in names]),
        "names_first": np.array(_fresh(names)),
        "capitals": count["shouted"] / total,
        "first_person": count["first"] / total,
        "second_person": count["second"] / total,
        "speech": np.minimum(count["speech"], 1.0),
        "time_word": np.minimum(count["time"], 1.0),
        "weekday": np.minimum(count["weekday"], 1.0),
        "past": count["past"] / total,
        "future": count["future"] / total,
    }


def _summed(words: list[str]) -> bytes:
    """Count a sentence's words of every kind, in the order of _FLAGS, 2 bytes each."""
    return sum(map(_flags, words)).to_bytes(len(_FLAGS) * _BITS // 8, "little")


def _names(words: list[str]) -> list[str]:
    """Return the capitalised words behind the first."""
    return [w for w in words[1:] if w[0].isupper() and w.lower() not in lexicon.STOP]


def _fresh(names: Sequence[list[str]]) -> list[float]:
    """Count in every sentence the names no sentence before it has."""
    seen: set[str] = set()
    found = []
    for row in names:
        new = set(row) - seen
        seen |= new
        found.append(float(len(new)))
    return found


_SHAPE: Final = (
    "signs", "quoted", "quote_opens", "question", "colon", "pronoun", "connective",
    "parenthesis", "dateline",
)  # fmt: skip


def _shape(said: str, index: int) -> tuple[float, ...]:
    """Count what words alone do not show, in the order of _SHAPE."""
    marked = "“" in said or '"' in said
    quoted = sum(len(q.group()) for q in _QUOTED.finditer(said)) if marked else 0
    return (
        not _MONEY.isdisjoint(said),
        quoted / max(1, len(said)),
        said[:1] in "“\"‘'",
        said.rstrip('”"’')[-1:] == "?",
        ":" in said,
        bool(_PRONOUN.match(said)),
        bool(_CONNECTIVE.match(said)),
        "(" in said,
        index == 0 and bool(_DATELINE.match(said)),
    )
