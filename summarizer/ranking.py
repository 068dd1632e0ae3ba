"""How much each sentence says about its article. The only door to sumy."""

import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from itertools import compress
from types import ModuleType
from typing import Final, Protocol, cast

import numpy as np

from summarizer import features, forest, lexicon, vectors
from summarizer import text as texts
from summarizer.forest import Forest
from summarizer.models import Layout, Rank, Sentence
from summarizer.vectors import Array

LEARNED: Final = "learned"
"""The default: our ranker over sumy's scores and what else we count."""

ALGORITHMS: Final = {
    "lex-rank": ("lex_rank", "LexRankSummarizer"),
    "text-rank": ("text_rank", "TextRankSummarizer"),
    "luhn": ("luhn", "LuhnSummarizer"),
    "lsa": ("lsa", "LsaSummarizer"),
    "kl": ("kl", "KLSummarizer"),
    "sum-basic": ("sum_basic", "SumBasicSummarizer"),
    "reduction": ("reduction", "ReductionSummarizer"),
    "edmundson": ("edmundson", "EdmundsonSummarizer"),
    "random": ("random", "RandomSummarizer"),
}
"""sumy's summarizers by the names its command line gives them."""

MOST = 300
"""Sentences compared with each other; what follows only has its place and wording.

The comparison grows with the square, and a news article says its news early."""

REASONS: Final = 5
"""Reasons kept of a sentence, largest first."""

EPSILON: Final = 0.1
"""Change of LexRank's vector at which sumy stops."""


class _Summarizer(Protocol):
    def __call__(self, document: object, count: Callable[..., object], /) -> object: ...


def rank(
    text: str,
    layout: Layout,
    sentences: Sequence[Sentence],
    *,
    title: str | None = None,
    weights: Forest | None = None,
    algorithm: str = LEARNED,
) -> tuple[Rank, ...]:
    """Return the rank of every sentence of an article.

    ``title`` is the headline, from the text or from outside. Without weights the
    learned ranker is LexRank with a bonus for the lead.

    Raises:
        ValueError: ``algorithm`` is neither LEARNED nor one of ALGORITHMS.
    """
    if algorithm != LEARNED and algorithm not in ALGORITHMS:
        names = ", ".join([LEARNED, *ALGORITHMS])
        raise ValueError(f"no algorithm {algorithm!r}; there are {names}")
    if not sentences:
        return ()
    tokens = _tokens(text, layout, sentences, title)
    if algorithm != LEARNED:
        return tuple(
            Rank(float(s)) for s in _by_sumy(algorithm, text, sentences, tokens)
        )
    rows = _table(text, layout, sentences, tokens)
    return _learned(rows, weights, len(sentences))


def lexrank(cosines: Array) -> Array:
    """Return LexRank of sentences by their cosines, iterated by sumy itself.

    The matrix is ours, in numpy: the same numbers at a fifteenth of the time.
    """
    # sumy divides 0 by 0 when no sentence has a word.
    if not (cosines > vectors.THRESHOLD).any():
        return np.zeros(len(cosines))
    sumys = _sumy("lex_rank", "LexRankSummarizer")()
    power = sumys.power_method(vectors.links(cosines), EPSILON)
    return np.asarray(power, dtype=np.float64)


def table(
    text: str, layout: Layout, sentences: Sequence[Sentence], title: str | None = None
) -> features.Table:
    """Return what the learned ranker sees of the first MOST sentences."""
    return _table(text, layout, sentences, _tokens(text, layout, sentences, title))


def _table(
    text: str, layout: Layout, sentences: Sequence[Sentence], tokens: features.Tokens
) -> features.Table:
    found = vectors.bags(tokens.sentences)
    cosines = vectors.alike(found)
    graph = features.Graph(found, cosines, lexrank(cosines), _luhn(found, tokens))
    return features.table(text, layout, sentences[:MOST], tokens, graph)


def _tokens(
    text: str, layout: Layout, sentences: Sequence[Sentence], title: str | None
) -> features.Tokens:
    """Return the words of the first MOST sentences and of the headline."""
    words = tuple(texts.strings(text, s.span) for s in sentences[:MOST])
    stems = tuple(texts.stemmed(row) for row in words)
    if layout.title is not None:
        return features.Tokens(words, stems, texts.stems(text, layout.title))
    outside = title or ""
    return features.Tokens(words, stems, texts.stems(outside, texts.whole(outside)))


def _learned(
    rows: features.Table, weights: Forest | None, count: int
) -> tuple[Rank, ...]:
    """Rank the compared sentences by what was learned; the others come behind."""
    if weights is None:
        return _after(_lead_and_lexrank(rows.values), count)
    total, parts = forest.scores(weights, rows.values)
    said = _reasons(parts)
    ranks = [Rank(float(s), why) for s, why in zip(total, said, strict=True)]
    return _after(ranks, count)


def _after(ranks: list[Rank], count: int) -> tuple[Rank, ...]:
    """Add the sentences that were not compared: below all others, in order."""
    lowest = min(rank.score for rank in ranks)
    rest = range(1, count - len(ranks) + 1)
    behind = (("far down in the article", -1.0),)
    return (*ranks, *(Rank(lowest - place, behind) for place in rest))


def _lead_and_lexrank(rows: Array) -> list[Rank]:
    central = rows[:, features.NAMES.index("lexrank")]
    place = rows[:, features.NAMES.index("place_root")]
    lead = 2 * (place - place.mean()) / max(float(place.std()), 1e-9)
    said = ("much of the article says the same", "where it stands")
    return [
        Rank(
            float(c + p),
            tuple(
                sorted(
                    zip(said, (float(c), float(p)), strict=True),
                    key=lambda r: -abs(r[1]),
                )
            ),
        )
        for c, p in zip(central, lead, strict=True)
    ]


def _reasons(parts: Array) -> list[tuple[tuple[str, float], ...]]:
    """Add up the columns' contributions under the words a reader is shown.

    The REASONS largest are kept of every sentence.
    """
    total = np.round(parts @ _SHARES, 4)
    order = np.argsort(-np.abs(total), axis=1, kind="stable")[:, :REASONS]
    kept = np.take_along_axis(total, order, axis=1).tolist()
    return [
        tuple((_FAMILIES[i], part) for i, part in zip(row, values, strict=True) if part)
        for row, values in zip(order.tolist(), kept, strict=True)
    ]


_FAMILY: Final = [features.FAMILIES[name.split("_")[0]] for name in features.NAMES]
_FAMILIES: Final = sorted(set(_FAMILY))
_SHARES: Final = np.array([[float(f == g) for g in _FAMILIES] for f in _FAMILY])


# --- sumy ---------------------------------------------------------------------


@cache
def _sumy(module: str, name: str) -> type:
    """Import one of sumy's classes."""
    with _later("requests"), _later("nltk", "nltk.stem", "nltk.stem.snowball"):
        from sumy import summarizers  # noqa: PLC0415

        found = import_module(f"{summarizers.__name__}.{module}")
    return cast("type", getattr(found, name))


@contextmanager
def _later(*names: str) -> Iterator[None]:
    """Let a module, given with those it stands in, be imported when it is first used.

    sumy imports NLTK for stemmers and requests for its command line: a second of CPU
    and 50 MB for what we never call.
    """
    absent = () if names[0] in sys.modules else names
    for name in absent:
        sys.modules[name] = _Later(name)
        within, _, last = name.rpartition(".")
        if within:
            setattr(sys.modules[within], last, sys.modules[name])
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


class _Later(ModuleType):
    def __getattr__(self, name: str) -> object:
        return getattr(import_module(self.__name__), name)


def _luhn(found: vectors.Bags, tokens: features.Tokens) -> Array:
    """Return sumy's Luhn score of every sentence: runs of words the article repeats."""
    summarizer = _sumy("luhn", "LuhnSummarizer")()
    summarizer.stem_word = _as_is  # they are stems already
    often = (found.counts.sum(axis=0) > 1).tolist()
    repeated = set(compress(found.vocabulary, often))
    rated = [
        summarizer.rate_sentence(_Words(row), repeated) for row in tokens.sentences
    ]
    return np.array(rated, dtype=np.float64)


def _as_is(stem: str) -> str:
    return stem


class _Words:
    """As much of sumy's sentence as Luhn's method looks at."""

    __slots__ = ("words",)

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words


class _Tokenizer:
    """Gives sumy our words of a sentence instead of asking NLTK for its own."""

    def __init__(self, said: Sequence[str], stems: Sequence[tuple[str, ...]]) -> None:
        self._stems = dict(zip(said, stems, strict=True))

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return self._stems[sentence]


def _by_sumy(
    algorithm: str, text: str, sentences: Sequence[Sentence], tokens: features.Tokens
) -> list[float]:
    """Return the ratings one of sumy's own summarizers gives, in document order."""
    said = [s.span.of(text).strip() for s in sentences[:MOST]]
    stems = tokens.sentences
    rated: dict[int, float] = {}

    def keep(infos: list[tuple[object, int, float]]) -> list[tuple[object, int, float]]:
        rated.update((order, float(rating)) for _, order, rating in infos)
        return infos[:0]

    if any(stems):  # several of sumy's methods divide by the number of words
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # LSA warns when sentences outnumber words
            _summarizer(algorithm, tokens)(_document(said, stems), keep)
    lowest = min(rated.values(), default=0.0)
    return [rated.get(i, lowest - i) for i in range(len(sentences))]


def _document(said: list[str], stems: Sequence[tuple[str, ...]]) -> object:
    dom = import_module("sumy.models.dom")
    tokenizer = _Tokenizer(said, stems)
    return dom.ObjectDocumentModel(
        [dom.Paragraph([dom.Sentence(words, tokenizer) for words in said])],
    )


def _summarizer(algorithm: str, tokens: features.Tokens) -> _Summarizer:
    found = _sumy(*ALGORITHMS[algorithm])()
    if algorithm == "edmundson":  # refuses to work without its three lists
        found.bonus_words = tokens.title or tokens.sentences[0] or ("news",)
        found.stigma_words = ("meanwhile", "elsewhere", "separately")
        found.null_words = lexicon.STOP
    return cast("_Summarizer", found)
