"""What can be counted about a sentence of an article: the columns a ranker sees."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
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
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NUMBER: Final = re.compile(
    r"\d[\d,.]*|\b(?:hundreds?|thousands?|millions?|billions?|dozens)\b"
)
_MONEY: Final = re.compile(r"[$£€¥%]|\b(?:percent|per cent|dollars|euros|pounds)\b")
_NAME: Final = re.compile(r"(?<=[\w,;:)’”\"] )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
_WEEKDAY: Final = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_TIME: Final = re.compile(
    r"\b(?:today|tonight|yesterday|tomorrow|last|next|this) ?(?:week|month|year"
    r"|night)?\b"
    r"|\b(?:19|20)\d\d\b|\b(?:ago|earlier|later)\b",
    re.IGNORECASE,
)
_FIRST: Final = re.compile(r"\b(?:I|I['’]m|we|We|my|My|our|Our|us|me)\b")
_SECOND: Final = re.compile(r"\b(?:you|your|yours|You|Your)\b")
_SPEECH: Final = re.compile(
    r"\b(?:said|says|told|according|added|announced|warned|claimed|called|urged)\b",
)
_PAST: Final = re.compile(r"\b(?:was|were|had|did|\w{3,}ed)\b")
_FUTURE: Final = re.compile(r"\b(?:will|would|plans?|expected|could|may|might)\b")
_PRONOUN: Final = re.compile(
    r"[“\"‘(]?(?:He|She|It|They|This|That|These|Those|His|Her|Their|Its|We|I|You"
    r"|Him)\b",
)
_CONNECTIVE: Final = re.compile(
    r"[“\"‘(]?(?:But|And|So|Or|Yet|However|Meanwhile|Still|Also|Then|Instead|Nor"
    r"|Moreover|Besides|Thus|Therefore|Nevertheless|Though|For example|For instance"
    r"|In addition|As a result|On the other hand)\b",
)  # fmt: skip
_DATELINE: Final = re.compile(
    r"(?:[A-Z][\w., ]{2,40})?\((?:[A-Z][\w ]{1,20})\)|[A-Z]{4,} ?[-–—]"
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The stems of an article's sentences and of its headline."""

    sentences: tuple[tuple[str, ...], ...]
    title: tuple[str, ...]


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
    scores: tuple[Array, Array, vectors.Bags],
) -> Table:
    """Return the features of an article's sentences.

    ``scores`` are LexRank's and Luhn's, and the bags LexRank's were made from.
    """
    lexrank, luhn, found = scores
    cosines = vectors.alike(found)
    columns = {
        **_places(layout, sentences, found),
        **_centrality(found, cosines, tokens),
        "lexrank": _standard(lexrank),
        "luhn": _standard(luhn),
        **_wording([s.span.of(text) for s in sentences]),
    }
    return Table(np.column_stack([columns[name] for name in NAMES]), cosines)


def _standard(column: Array) -> Array:
    """Return the column with mean 0 and deviation 1 (all 0 where nothing differs)."""
    spread = column.std()
    return (column - column.mean()) / spread if spread > 1e-12 else column * 0.0  # noqa: PLR2004


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
        "degree": _standard(cosines.sum(axis=1)),
        "centroid": _standard(vectors.centroid(found)),
        "frequency": _standard(counts @ share / per),
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


def _wording(said: Sequence[str]) -> dict[str, Array]:
    rows = [_counted(words, index) for index, words in enumerate(said)]
    columns = np.array(rows, dtype=np.float64).reshape(len(rows), len(_COUNTED))
    found = dict(zip(_COUNTED, columns.T, strict=True))
    length = found["length"]
    seen: set[str] = set()
    found["names_first"] = np.array([_new_names(words, seen) for words in said])
    found["length_log"] = np.log1p(length)
    found["length_z"] = _standard(length)
    found["stems_share"] = length / max(1.0, length.mean()) if len(said) else length
    return found


_COUNTED: Final = (
    "length", "figures", "money", "names", "names_count", "capitals", "quoted",
    "quote_opens", "first_person", "second_person", "speech", "question", "colon",
    "pronoun", "connective", "time_word", "weekday", "parenthesis", "dateline", "past",
    "future",
)  # fmt: skip


def _counted(said: str, index: int) -> tuple[float, ...]:
    words = _WORD.findall(said)
    total = max(1, len(words))
    names = _NAME.findall(said)
    return (
        len(words),
        len(_NUMBER.findall(said)),
        bool(_MONEY.search(said)),
        sum(name.count(" ") + 1 for name in names) / total,
        len(names),
        sum(word.isupper() and len(word) > 1 for word in words) / total,
        sum(len(q.group()) for q in _QUOTED.finditer(said)) / max(1, len(said)),
        said[:1] in "“\"‘'",
        len(_FIRST.findall(said)) / total,
        len(_SECOND.findall(said)) / total,
        bool(_SPEECH.search(said)),
        said.rstrip('”"’')[-1:] == "?",
        ":" in said,
        bool(_PRONOUN.match(said)),
        bool(_CONNECTIVE.match(said)),
        bool(_TIME.search(said)),
        bool(_WEEKDAY.search(said)),
        "(" in said,
        index == 0 and bool(_DATELINE.match(said)),
        len(_PAST.findall(said)) / total,
        len(_FUTURE.findall(said)) / total,
    )


def _new_names(said: str, seen: set[str]) -> float:
    names = {n for n in _NAME.findall(said) if n.lower() not in lexicon.STOP}
    fresh = names - seen
    seen |= names
    return float(len(fresh))
