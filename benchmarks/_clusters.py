"""Clusters of articles: pooled LexRank beside our briefs, at 200 words.

LexRank and we take whole sentences that fit; the lead is cut at the last word.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, cast

from benchmarks import _data, _rouge
from benchmarks._summaries import read
from benchmarks._systems import WEIGHTS
from summarizer import briefs, forest, ranking, selection, vectors
from summarizer import text as texts
from summarizer.models import Article, Reading, Source, Story, Version
from summarizer.selection import Budget

SETS: Final = ("multinews50", "multiling11_3")
WORDS: Final = 200


def main(folder: Path) -> None:
    """Print recall and repetition of every system on every set of clusters."""
    weights = forest.loads(WEIGHTS.read_bytes()) if WEIGHTS.is_file() else None
    for name in SETS:
        rows = list(_data.records(folder / "summaries" / f"{name}.jsonl.gz"))
        print(f"\n{name}, {len(rows)} clusters, {WORDS} words: recall")
        print(f"{'system':<22}{'R1':>7}{'R2':>7}{'repeated trigrams %':>21}")
        for system, tell in (
            ("lead", _lead),
            ("LexRank", _lexrank),
            ("dateline", _ours),
        ):
            scores = []
            for row in rows:
                sources = list(_sources(cast("list[str]", row["docs"]), weights))
                said = tell(sources)
                scores.append(_scored(said, cast("list[str]", row["references"])))
            means = [100 * sum(c) / len(c) for c in zip(*scores, strict=True)]
            print(
                f"{system:<22}{means[0]:7.2f}{means[1]:7.2f}{means[2]:21.2f}",
                flush=True,
            )


def _sources(docs: Sequence[str], weights: forest.Forest | None) -> Iterator[Source]:
    for index, text in enumerate(docs):
        example = read(str(index), text, None, "")
        parts = (text, example.layout, example.sentences)
        ranks = ranking.rank(*parts, weights=weights)
        chosen = selection.choose(text, example.sentences, ranks, Budget(3))
        reading = Reading(example.layout, example.sentences, ranks, chosen)
        article = Article(f"a{index}", f"outlet {index}", None)
        yield Source(Version(article, text, id=str(index)), reading)


def _said(source: Source, index: int) -> str:
    return source.reading.sentences[index].span.of(source.version.text)


def _lead(sources: Sequence[Source]) -> str:
    """Take the articles' first sentences in turn."""
    depth = max((len(s.reading.sentences) for s in sources), default=0)
    said = [
        _said(source, place)
        for place in range(depth)
        for source in sources
        if place < len(source.reading.sentences)
    ]
    return " ".join(said)


def _lexrank(sources: Sequence[Source]) -> str:
    """Take the best sentences of plain LexRank over all, whole ones that fit."""
    said = [
        _said(source, place)
        for source in sources
        for place in range(len(source.reading.sentences))
    ][: ranking.MOST]
    found = vectors.bags([texts.stems(s, texts.whole(s)) for s in said])
    scores = ranking.lexrank(vectors.alike(found))
    taken: list[str] = []
    room = WORDS
    for index in sorted(range(len(said)), key=lambda i: (-scores[i], i)):
        length = len(said[index].split())
        if length <= room and said[index] not in taken:
            taken.append(said[index])
            room -= length
    return " ".join(taken)


def _ours(sources: Sequence[Source]) -> str:
    story = Story("s", tuple(source.version.id for source in sources))
    brief = briefs.compose(story, sources, Budget(99, WORDS))
    return " ".join(piece.text for line in brief.lines for piece in line.pieces)


def _scored(said: str, references: Sequence[str]) -> tuple[float, float, float]:
    """Return mean recall of ROUGE-1 and ROUGE-2, and the share of repeated trigrams."""
    words = _rouge.tokens(" ".join(said.split()[:WORDS]))
    goals = [_rouge.tokens(reference) for reference in references]
    recalls = [
        sum(
            _rouge.recall(_rouge.grams(words, n), _rouge.grams(goal, n))
            for goal in goals
        )
        / len(goals)
        for n in (1, 2)
    ]
    trigrams = _rouge.grams(words, 3)
    repeated = 1 - len(trigrams) / max(1, trigrams.total())
    return recalls[0], recalls[1], repeated
