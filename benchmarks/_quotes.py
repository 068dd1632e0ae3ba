"""The evaluation data's attributions, its metric run in place, and what we predict."""

import importlib.util
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Final, cast

import summarizer
from benchmarks import _data
from summarizer.models import Quote, Span
from summarizer.quotes.attribution import Attribution

BOOTSTRAPS: Final = 200
SEED: Final = 7
Record = dict[str, object]
Prediction = Record
"""A quotation as the metric reads it, with our confidence beside."""


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated article."""

    id: str
    text: str
    record: Record


def articles(path: Path) -> list[Gold]:
    """Read the annotated articles of one file."""
    if path.suffix == ".json":
        found: Iterator[Record] = iter([json.loads(path.read_text(encoding="utf-8"))])
    else:
        found = _data.records(path)
    return [Gold(str(each["id"]), str(each["text"]), each) for each in found]


def stored(path: Path) -> dict[str, list[Prediction]]:
    """Read what somebody predicts."""
    return {
        str(each["id"]): cast("list[Prediction]", each["quotes"])
        for each in _data.records(path)
    }


def predicted(reader: summarizer.Reader, text: str) -> list[Prediction]:
    """Say what we find in a text, in the metric's form."""
    return [_prediction(quote) for quote in reader.read(text).quotes]


def _prediction(quote: Quote) -> Prediction:
    return {
        "source": [list(span) for span in quote.source],
        "cue": [list(span) for span in quote.cue],
        "content": [list(span) for span in quote.content],
        "speaker": quote.speaker.name if quote.speaker else None,
        "role": quote.speaker.role if quote.speaker else None,
        "confidence": quote.confidence,
    }


class Scorer:
    """The data's own metric, loaded from where it lies."""

    def __init__(self, path: Path) -> None:
        """Load the metric, or say that it is missing."""
        next(iter(_data.records(path)), None) if not path.is_file() else None
        spec = importlib.util.spec_from_file_location("quotes_score", path)
        if spec is None or spec.loader is None:
            raise ImportError(f"{path}: no module")
        self._metric: ModuleType = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self._metric)

    def _report(
        self, gold: Sequence[Gold], found: dict[str, list[Prediction]], view: str
    ) -> dict[str, dict[str, Sequence[float]]]:
        counts = self._metric.score([each.record for each in gold], found, view)
        report: dict[str, dict[str, Sequence[float]]] = self._metric.report(counts)
        return report

    def line(
        self, gold: Sequence[Gold], found: dict[str, list[Prediction]], view: str
    ) -> str:
        """Print the figures that are held to something."""
        report = self._report(gold, found, view)
        flat = cast("dict[str, Sequence[float]]", report)
        parts = [
            f"found {_three(flat['O30'])}",
            f"J50 {_three(flat['J50'])}",
            f"end to end {_three(report['E2E']['O30'])}",
            f"J50 {_three(report['E2E']['J50'])}",
        ]
        if "PERSON" in flat:
            parts.append(f"persons found and fully named {flat['PERSON'][3]:.1f} %")
        if "TITLE" in flat:
            parts.append(f"title right of all {flat['TITLE'][1]:.1f} %")
        return " · ".join(parts)

    def end_to_end(
        self, gold: Sequence[Gold], found: dict[str, list[Prediction]], view: str
    ) -> float:
        """Return the F1 of quotations found and given to the right source."""
        return self._report(gold, found, view)["E2E"]["O30"][2]

    def interval(
        self, gold: Sequence[Gold], found: dict[str, list[Prediction]], view: str
    ) -> tuple[float, float]:
        """Return the middle 95 % of F1 end to end over resampled articles."""
        each = [self._metric.score([one.record], found, view) for one in gold]
        draw = random.Random(SEED)  # noqa: S311 - not a secret
        scores = sorted(
            self._f1(sum(draw.choices(each, k=len(each)), Counter()))
            for _ in range(BOOTSTRAPS)
        )
        return scores[BOOTSTRAPS // 40], scores[-1 - BOOTSTRAPS // 40]

    def _f1(self, counts: Counter[str]) -> float:
        report: dict[str, dict[str, Sequence[float]]] = self._metric.report(counts)
        return report["E2E"]["O30"][2]

    def kinds(self, gold: Sequence[Gold], found: dict[str, list[Prediction]]) -> str:
        """Return recall and recall end to end by kind."""
        report = self._report(gold, found, "quote")
        recall = cast("dict[str, float]", report["R"])
        ends = cast("dict[str, float]", report["R_e2e"])
        return ", ".join(
            f"{kind} {recall[kind]:.1f} found, {ends[kind]:.1f} end to end"
            for kind in recall
        )

    def worst(
        self, gold: Sequence[Gold], found: dict[str, list[Prediction]]
    ) -> list[tuple[float, str]]:
        """Return the articles by their F1 end to end, the worst first."""
        return sorted(
            (self.end_to_end([each], found, "quote"), each.id) for each in gold
        )

    def words(self, text: str, spans: object) -> frozenset[int]:
        """Return the words of spans as the metric compares them."""
        found: frozenset[int] = self._metric.cset(text, spans)
        return found

    def sources(self, text: str, spans: object) -> frozenset[int]:
        """Return the words of a source that count."""
        found: frozenset[int] = self._metric.sset(text, spans)
        return found


def _three(values: Sequence[float]) -> str:
    return "/".join(f"{value:.1f}" for value in values)


def judged(
    scorer: Scorer, gold: Sequence[Gold], found: dict[str, list[Prediction]]
) -> list[tuple[float, bool]]:
    """Pair each confidence with whether quotation and source are right."""
    pairs: list[tuple[float, bool]] = []
    for each in gold:
        known = cast("list[Record]", each.record["attributions"])
        for quote in found[each.id]:
            ok = any(_agrees(scorer, each.text, quote, other) for other in known)
            pairs.append((cast("float", quote["confidence"]), ok))
    return pairs


def _agrees(scorer: Scorer, text: str, quote: Record, other: Record) -> bool:
    mine = scorer.words(text, quote["content"])
    theirs = scorer.words(text, other["content"])
    enough = len(mine & theirs) > 0.3 * max(1, len(theirs))
    same = scorer.sources(text, quote["source"]) & scorer.sources(text, other["source"])
    return enough and bool(same)


def pronouns(
    path: Path, gold: Sequence[Gold], found: dict[str, list[Prediction]]
) -> tuple[int, list[str]]:
    """Count pronouns given to the right person; list the others."""
    texts = {each.id: each.text for each in gold}
    right, wrong = 0, list[str]()
    for label in json.loads(path.read_text(encoding="utf-8")):
        doc, name = str(label["doc"]), str(label["name"])
        ours = _at(found[doc], [Span(*span) for span in label["span"]])
        if ours and _last(name) in _names(ours):
            right += 1
        else:
            place = texts[doc][label["span"][0][0] : label["span"][0][0] + 40]
            wrong.append(f"{doc}: “{place}…” is {name}; we say {ours}")
    return right, wrong


class Annotated:
    """Reads attributions out of the annotations: what is left is whom they mean."""

    def __init__(self, gold: Sequence[Gold]) -> None:
        """Hold the annotations of these articles."""
        self._told = {each.text: tuple(_told(each)) for each in gold}

    def attributions(
        self, text: str, paragraphs: Sequence[Span]
    ) -> tuple[Attribution, ...]:
        """Give the annotated attributions that have a source, in text order."""
        del paragraphs
        return tuple(sorted(self._told[text], key=lambda each: each.start))


def _told(gold: Gold) -> Iterator[Attribution]:
    for each in cast("list[dict[str, list[list[int]]]]", gold.record["attributions"]):
        parts = (each["source"], each["cue"], each["content"])
        source, cue, content = (
            tuple(sorted(Span(*span) for span in part)) for part in parts
        )
        if source and content:
            yield Attribution(source, cue, content)


def _at(quotes: Sequence[Prediction], spans: Sequence[Span]) -> str | None:
    for quote in quotes:
        sources = cast("list[list[int]]", quote["source"])
        if any(Span(*s).overlaps(span) for s in sources for span in spans):
            return cast("str | None", quote["speaker"])
    return None


def _names(text: str) -> list[str]:
    return re.findall(r"[\w-]+", text.lower())


def _last(name: str) -> str:
    return _names(name)[-1]
