"""Score attributions with the metric that comes with the data."""

import gzip
import importlib.util
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from summarizer.quotes.attribution import Attribution

VIEW = "quote"


class Metric:
    """The data's own ``score.py``."""

    def __init__(self, path: Path) -> None:
        found = importlib.util.spec_from_file_location("score", path)
        if not found or not found.loader:
            raise SystemExit(f"no metric at {path}")
        self._module = importlib.util.module_from_spec(found)
        found.loader.exec_module(self._module)

    def scores(
        self, gold: Path, predicted: Mapping[str, Sequence[Attribution]]
    ) -> dict[str, float]:
        """Give F1: content found, found exactly enough, each with the right source."""
        with gzip.open(gold, "rt", encoding="utf-8") as lines:
            articles = [json.loads(line) for line in lines]
        quotes = {
            name: [_quote(each) for each in all_] for name, all_ in predicted.items()
        }
        report = self._module.report(self._module.score(articles, quotes, VIEW))
        return {
            "found": round(report["O30"][2], 1),
            "found, Jaccard .5": round(report["J50"][2], 1),
            "end to end": round(report["E2E"]["O30"][2], 1),
            "end to end, Jaccard .5": round(report["E2E"]["J50"][2], 1),
        }


def _quote(attribution: Attribution) -> dict[str, object]:
    return {
        "source": [list(span) for span in attribution.source],
        "cue": [list(span) for span in attribution.cue],
        "content": [list(span) for span in attribution.content],
        "speaker": None,
    }
