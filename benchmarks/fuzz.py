"""Fuzz what reads untrusted documents with atheris, where it is installed.

pip install atheris
python -m benchmarks.fuzz feeds --seconds 60      # or pages, opml, robots
"""

import argparse
import importlib
import sys
from typing import Final

MOST: Final = 20_000
"""Bytes of one document."""
WATCHED: Final = ["bot.ingest", "feedparser", "listparser", "protego"]
"""What is instrumented: where new ways through the code are looked for."""


def main() -> None:
    """Fuzz one parser; a crash ends with the document that led to it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("target", choices=["feeds", "pages", "opml", "robots"])
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    try:
        atheris = importlib.import_module("atheris")
    except ImportError:
        print("atheris is not installed: nothing was fuzzed (pip install atheris)")
        return
    with atheris.instrument_imports(include=WATCHED):
        targets = importlib.import_module("benchmarks._targets").TARGETS
    limits = [f"-max_total_time={options.seconds}", f"-max_len={MOST}"]
    atheris.Setup([sys.argv[0], *limits], targets[options.target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
