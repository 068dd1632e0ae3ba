"""How fast a text is read: CPU and memory; plain sumy beside us in the same run.

CPU time of one process, so that a busy machine does not count; the invented article
has about 600 words. Needs no evaluation data.
"""

import gc
import random
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Final

from benchmarks import _data
from summarizer import boilerplate, cleaning, lexicon, load, ranking, selection
from summarizer import text as texts
from summarizer.forest import Forest
from summarizer.models import Layout, Sentence
from summarizer.quotes import find
from summarizer.selection import Budget

WARM: Final = 10
"""Articles read before the clock starts: imports, caches of stems."""

TAGGED: Final = 5
"""Articles that are also read with the tagger."""

HEADS: Final = "dam ri coun flo vo minis brid wa vil mo rai val tun bor tra har".split()  # noqa: SIM905 - shorter to read
TAILS: Final = "er ton ard ing el ost and ick ull ane orm ath ead une isk ope".split()  # noqa: SIM905 - shorter to read
WORDS: Final = [head + tail for head in HEADS for tail in TAILS]
"""Invented words, so that sentences are as different as in news."""


def main() -> None:
    """Print the table."""
    parser = _data.parser(__doc__ or "")
    parser.add_argument("--articles", type=int, default=100)
    args = parser.parse_args()
    reader = load()
    weights = reader.ranker
    gc.freeze()  # what was loaded is not the articles’ garbage
    articles = [article(seed, 30) for seed in range(args.articles)]
    laid = [(text, cleaning.layout(text)) for text in articles]
    words = sum(len(text.split()) for text in articles) / len(articles)
    print(f"{len(articles)} invented articles of {words:.0f} words; CPU ms per article")
    steps: dict[str, Callable[[Laid], object]] = {
        "cleaning": _cleaned,
        "sentences + ranking + selection": partial(_summary, weights),
        "cleaning, these, quotations by rules": partial(_by_rules, weights),
        "plain sumy LexRank, its own stemmer": _plain_sumy,
    }
    spent = _in_turns(list(steps.values()), laid)
    for name, each in zip(steps, spent, strict=True):
        print(f"{name:<38}{statistics.mean(each):8.2f}", flush=True)
    times = (sumy / ours for sumy, ours in zip(spent[3], spent[1], strict=True))
    print(
        f"{'sumy LexRank / our second line, median':<38}{statistics.median(times):8.2f}"
    )
    (tagged,) = _in_turns([lambda pair: reader.read(pair[0])], laid[:TAGGED])
    whole = statistics.mean(tagged)
    print(f"{'all of reading, with the tagger':<38}{whole:8.2f}", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process: {peak:.0f} MB")


def article(seed: int, sentences: int) -> str:
    """Return an invented article; every third sentence quotes somebody."""
    dice = random.Random(seed)  # noqa: S311 - a die, not a secret
    subject = dice.sample(WORDS, 12)
    said = []
    for index in range(sentences):
        words = dice.choices(subject, k=2) + dice.choices(WORDS, k=3)
        core = f"the {' and the '.join(words)} took {dice.randint(2, 900)} days"
        quoted = f"“We saw that {core},” Ana Ruiz said."
        said.append(quoted if index % 3 == 2 else f"Now {core}.")  # noqa: PLR2004
    blocks = [" ".join(said[i : i + 2]) for i in range(0, len(said), 2)]
    return "Dam bursts at Orlen\n\n" + "\n\n".join(blocks)


Laid = tuple[str, Layout]
"""A text and its layout."""


def _cleaned(laid: Laid) -> None:
    boilerplate.reason.cache_clear()
    cleaning.layout(laid[0])


def _sentences(laid: Laid) -> list[Sentence]:
    text, layout = laid
    return [
        Sentence(span, index)
        for index, paragraph in enumerate(layout.paragraphs)
        for span in texts.sentences(text, paragraph)
    ]


def _summary(weights: Forest | None, laid: Laid) -> list[Sentence]:
    sentences = _sentences(laid)
    ranks = ranking.rank(*laid, sentences, weights=weights)
    selection.choose(laid[0], sentences, ranks, Budget(3))
    return sentences


def _by_rules(weights: Forest | None, laid: Laid) -> None:
    _cleaned(laid)
    find(*laid, _summary(weights, laid), None)


def _plain_sumy(laid: Laid) -> None:
    """Run sumy as its manual does, but for NLTK's sentence data, which is not there."""
    dom = import_module("sumy.models.dom")
    stemmer = import_module("sumy.nlp.stemmers").Stemmer("english")
    lex_rank = import_module("sumy.summarizers.lex_rank").LexRankSummarizer(stemmer)
    lex_rank.stop_words = lexicon.STOP
    said = [dom.Sentence(s.span.of(laid[0]), _Splitter()) for s in _sentences(laid)]
    lex_rank(dom.ObjectDocumentModel([dom.Paragraph(said)]), 3)


class _Splitter:
    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(texts.strings(sentence, texts.whole(sentence)))


def _in_turns(
    steps: Sequence[Callable[[Laid], object]], articles: list[Laid]
) -> list[list[float]]:
    """Return each step's milliseconds of CPU for every article, after some warm-up.

    All steps take their turn with an article: machines change speed by the minute.
    """
    spent: list[list[float]] = [[] for _ in steps]
    for laid in articles[:WARM]:
        for step in steps:
            step(laid)
    gc.collect()
    for laid in articles:
        for step, times in zip(steps, spent, strict=True):
            start = time.process_time()
            step(laid)
            times.append(1000 * (time.process_time() - start))
    return spent


if __name__ == "__main__":
    main()
