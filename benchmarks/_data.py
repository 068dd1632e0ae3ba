"""Where the evaluation data lies, and how it is read; its texts are never copied."""

import argparse
import gzip
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

VARIABLE: Final = "DATELINE_EVAL_DATA"
DEFAULT: Final = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
"""Beside the checkout."""

MISSING: Final = 2
"""Exit code where the data is not there."""

Record = dict[str, object]


def parser(about: str) -> argparse.ArgumentParser:
    """Return a parser that knows ``--data``."""
    found = argparse.ArgumentParser(description=about)
    found.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help=f"evaluation data (else ${VARIABLE}, else ../shared/data)",
    )
    return found


def data_dir(args: argparse.Namespace) -> Path:
    """Return the folder of the evaluation data, or say what is missing and exit."""
    given = args.data or os.environ.get(VARIABLE)
    folder = Path(given) if given else DEFAULT
    if not folder.is_dir():
        _missing(folder)
    return folder


def records(path: Path) -> Iterator[Record]:
    """Yield the objects of a file of (gzipped) JSON lines, or exit if it is missing."""
    if not path.is_file():
        _missing(path)
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(
            encoding="utf-8",
        ) as lines
    ):
        yield from map(json.loads, lines)


def _missing(path: Path) -> None:
    sys.stderr.write(
        f"{path}: not there. Give the evaluation data with --data DIR or {VARIABLE}.\n",
    )
    raise SystemExit(MISSING)
