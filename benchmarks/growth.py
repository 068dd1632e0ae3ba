"""How time and memory grow with a text, whatever the text: made to be hard to read.

Every kind of text is read at four lengths, each twice the one before, in a process of
its own; the exponent is the slope of the logarithms, 1 where time is linear. Needs no
evaluation data.
"""

import argparse
import gc
import math
import multiprocessing
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Final

from benchmarks.reading import WORDS, article

SHORTEST: Final = 2_500
"""Words of the shortest text of a kind."""
DOUBLINGS: Final = 3
HELD: Final = 1.15
"""Exponent above which time is not called linear."""
BOOK: Final = 200_000
"""Words of the longest text."""
MEGABYTES: Final = 500
"""Memory that a process may take for it."""

Unit = Callable[[random.Random, int], str]
"""Gives the next words of a text, by a die and the number of units before."""


def main() -> int:
    """Print a line per kind of text, then one for a book; 1 if one is held to more."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--book", type=int, default=BOOK, metavar="WORDS")
    args = parser.parse_args()
    sizes = [SHORTEST << step for step in range(DOUBLINGS + 1)]
    head = "".join(f"{size:>9,}" for size in sizes)
    print(f"CPU s per {'words':<14}{head}  exponent   MB")
    failed = 0
    for kind in args.kinds or KINDS:
        spent, peak = _apart(_grown, kind, sizes)
        if slope(sizes, spent) > HELD:  # or was it the machine?
            spent = list(map(min, spent, _apart(_grown, kind, sizes)[0]))
        exponent = slope(sizes, spent)
        failed += exponent > HELD
        row = "".join(f"{each:9.2f}" for each in spent)
        print(f"{kind:<24}{row}{exponent:10.2f}{peak:5.0f}", flush=True)
    if args.book:
        (long,), peak = _apart(_book, args.book)
        failed += peak > MEGABYTES
        rate = 1000 * long * 600 / args.book
        print(f"{args.book:,} words as news is written: {long:.1f} s of CPU,", end=" ")
        print(f"{rate:.0f} ms per 600 words, {peak:.0f} MB at most")
    return bool(failed)


def slope(sizes: list[int], spent: list[float]) -> float:
    """Return the exponent of the power of the sizes that fits the times best."""
    xs, ys = [math.log(size) for size in sizes], [math.log(each) for each in spent]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    joint = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True))
    return joint / sum((a - x) ** 2 for a in xs)


def _apart(
    read: Callable[..., list[float]], *given: object
) -> tuple[list[float], float]:
    """Read in a fresh process: CPU seconds, and the megabytes it took at most."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        return pool.submit(_measured, read, *given).result()


def _measured(
    read: Callable[..., list[float]], *given: object
) -> tuple[list[float], float]:
    spent = read(*given)
    return spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _grown(kind: str, sizes: list[int]) -> list[float]:
    return _timed([text(kind, size) for size in sizes])


def _book(words: int) -> list[float]:
    per = len(article(1, 100).split()) / 100
    return _timed([article(1, round(words / per))])


def _timed(texts: list[str]) -> list[float]:
    """Return the CPU seconds that reading each text takes in a warm process."""
    from summarizer import load  # noqa: PLC0415 - a fresh process reads its own

    reader = load(embedding=True)
    reader.read(article(0, 30))
    gc.collect()
    gc.freeze()  # what was loaded is not the texts’ garbage
    spent = []
    for each in texts:
        start = time.process_time()
        reader.read(each)
        spent.append(time.process_time() - start)
    return spent


# --- texts ------------------------------------------------------------------------


def text(kind: str, words: int) -> str:
    """Return a text of about so many words."""
    return "".join(_units(KINDS[kind], words))


def _units(unit: Unit, words: int) -> Iterator[str]:
    dice = random.Random(words)  # noqa: S311 - a die, not a secret
    had = index = 0
    while had < words:
        said = unit(dice, index)
        had += max(1, len(said.split()))
        index += 1
        yield said


def _name(dice: random.Random) -> str:
    return f"{dice.choice(WORDS).title()} {dice.choice(WORDS).title()}"


def _core(dice: random.Random) -> str:
    return " ".join(dice.choices(WORDS, k=6))


KINDS: Final[dict[str, Unit]] = {
    "news": lambda d, _: article(d.randint(0, 999), 6) + "\n\n",
    "one line": lambda d, _: f"The {_core(d)} went on, {_name(d)} said. ",
    "one sentence": lambda d, _: f"and the {_core(d)}, which {_name(d)} said ",
    "speakers": lambda d, _: f"“We {_core(d)},” {_name(d)}, a mayor, said.\n\n",
    "one surname": lambda d, i: f"“No,” {d.choice(WORDS).title()}{i} Kim said.\n",
    "one name": lambda d, _: f"Ana Ruiz said Ana Ruiz {_core(d)}. Ruiz said so.\n",
    "pronouns": lambda d, _: f"He said she {_core(d)}. She said he did. They do.\n",
    "said": lambda *_: "said ",
    "he said": lambda *_: "he said she said ",
    "quotation marks": lambda *_: "“ ",
    "marks of both kinds": lambda d, _: d.choice("“”\"'‘’«»") + "so ",
    "straight marks": lambda *_: '"so" ',
    "never closed": lambda d, _: f"“We {_core(d)}.\n\n",
    "single quotes": lambda d, _: f"the workers' ‘{d.choice(WORDS)}' isn't ",
    "nested": lambda *_: "(so “he ‘said (it ",
    "parentheses": lambda *_: "( ",
    "capitals": lambda d, _: f"{d.choice(WORDS).title()} ",
    "shouting": lambda d, _: f"{d.choice(WORDS).upper()} ",
    "titles": lambda *_: "President Prime Minister of ",
    "of the": lambda *_: "the head of the union of the ",
    "commas": lambda d, _: f"{d.choice(WORDS)}, ",
    "appositions": lambda d, _: f"{_name(d)}, the mayor of {_name(d)}, ",
    "colons": lambda d, _: f"{_name(d).upper()}: We {_core(d)}.\n",
    "dashes": lambda d, _: f"so — {_name(d)} — ",
    "stops": lambda *_: ". … ... ",
    "dots": lambda *_: "....",
    "initials": lambda *_: "J. K. U.S. Mr. ",
    "figures": lambda *_: "1,000 of 20 people $3.5 million at least 2 % ",
    "digits": lambda *_: "1,000,000,000 ",
    "short lines": lambda *_: "so\n",
    "bullets": lambda d, _: f"• {_core(d)}\n",
    "buttons": lambda *_: "Share on Facebook\nRead more: so\n",
    "wrapped lines": lambda d, _: f"and the {_core(d)} and {d.choice(WORDS)}\n",
    "no spaces": lambda d, _: d.choice(WORDS),
    "addresses": lambda d, _: f"https://a.example/{d.choice(WORDS)}?a=1&b=2 @so ",
    "letters of all scripts": lambda d, _: chr(d.randint(0x21, 0x2FFF)) + " ",
    "combining marks": lambda *_: "e\u0301\u0301\u0301 \u200b",
}
"""Texts by what makes them hard."""


if __name__ == "__main__":
    sys.exit(main())
