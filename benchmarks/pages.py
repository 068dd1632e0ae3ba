"""Body, title and day of saved news pages, beside other extractors in the same run.

Body F1 is over the bag of words of each page, averaged over pages; a title counts when
it is the same to the letter, white space aside; a day when it is the same date in the
page's own zone or in UTC.
"""

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import Final, cast

import trafilatura

from benchmarks import _data
from bot.ingest.pages import extract
from summarizer import Day, Moment

WORD: Final = re.compile(r"\w+")
SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Found:
    """What an extractor made of a page; ``day`` as ISO date, or empty."""

    body: str
    title: str
    day: str


Extractor = Callable[[str], Found]


def ours(html: str) -> Found:
    page = extract(html)
    match page.published:
        case Moment(at):
            day = at.isoformat()
        case Day(on):
            day = on.isoformat()
        case _:
            day = ""
    return Found("\n".join(page.paragraphs), page.title or "", day)


def _trafilatura(*, precision: bool) -> Extractor:
    def run(html: str) -> Found:
        found = trafilatura.bare_extraction(
            html, favor_precision=precision, include_comments=not precision,
            with_metadata=True,
        )  # fmt: skip
        if not isinstance(found, trafilatura.settings.Document):
            return Found("", "", "")
        return Found(found.text or "", found.title or "", found.date or "")

    return run


def _newspaper(html: str) -> Found:
    article = import_module("newspaper").Article(
        "https://site.example/a", fetch_images=False
    )
    article.download(input_html=html)
    article.parse()
    when = article.publish_date
    day = when.isoformat() if isinstance(when, datetime) else ""
    return Found(article.text, article.title, day)


def _readability(html: str) -> Found:
    document = import_module("readability").Document(html)
    tree = import_module("lxml.html").fromstring(document.summary())
    return Found(str(tree.text_content()), str(document.title()), "")


def extractors() -> Iterator[tuple[str, Extractor]]:
    """Yield those that are installed, ours first."""
    yield "dateline", ours
    yield "trafilatura, defaults", _trafilatura(precision=False)
    yield "trafilatura, precision", _trafilatura(precision=True)
    for name, module, run in (
        ("newspaper4k", "newspaper", _newspaper),
        ("readability-lxml", "readability", _readability),
    ):
        try:
            import_module(module)
        except ImportError:
            print(f"{name}: not installed (dependency group “bench”)", file=sys.stderr)
            continue
        yield name, run


def body_f1(found: str, wanted: str) -> float:
    """Return F1 of the bags of words."""
    ours_, gold = Counter(WORD.findall(found)), Counter(WORD.findall(wanted))
    shared = (ours_ & gold).total()
    return 2 * shared / (ours_.total() + gold.total() or 1)


def same_day(found: str, wanted: str) -> bool:
    """Tell whether two times fall on the same day, in either's zone."""
    gold = datetime.fromisoformat(wanted)
    days = {gold.date().isoformat(), gold.astimezone(UTC).date().isoformat()}
    when = datetime.fromisoformat(found) if "T" in found else None
    if when and when.tzinfo and gold.tzinfo:
        return when.astimezone(gold.tzinfo).date().isoformat() in days
    return found[:10] in days


def _same(one: str, other: str) -> bool:
    return SPACE.sub(" ", one).strip() == SPACE.sub(" ", other).strip()


def main() -> None:
    """Print the table, and our misses with --misses."""
    parser = _data.parser(__doc__ or "")
    parser.add_argument("--misses", action="store_true", help="list our wrong pages")
    options = parser.parse_args()
    path = _data.data_dir(options) / "pages" / "news_pages.jsonl.gz"
    pages = list(_data.records(path))
    print(f"{len(pages)} pages\n{'':24}  body F1   title    day   CPU ms")
    for name, run in extractors():
        started = time.process_time()
        results = [_guarded(run, str(page["html"])) for page in pages]
        spent = (time.process_time() - started) / len(pages) * 1000
        print(f"{name:24}  {_line(pages, results)}  {spent:7.1f}")
        if options.misses and run is ours:
            _misses(pages, results)


def _guarded(run: Extractor, html: str) -> Found:
    try:
        return run(html)
    except Exception as error:  # noqa: BLE001  # a peer that fails found nothing
        print(f"  failed: {type(error).__name__}: {error}", file=sys.stderr)
        return Found("", "", "")


def _line(pages: list[_data.Record], results: list[Found]) -> str:
    pairs = list(zip(pages, results, strict=True))
    body = sum(body_f1(found.body, _body(page)) for page, found in pairs)
    title = sum(_same(found.title, str(page["title"])) for page, found in pairs)
    day = sum(same_day(found.day, str(page["published"])) for page, found in pairs)
    n = len(pages)
    return f"{body / n:7.3f}  {title / n:6.1%}  {day / n:5.1%}"


def _body(page: _data.Record) -> str:
    return "\n".join(cast("list[str]", page["paragraphs"]))


def _misses(pages: list[_data.Record], results: list[Found]) -> None:
    for page, found in zip(pages, results, strict=True):
        f1 = body_f1(found.body, _body(page))
        if f1 < 0.9:  # noqa: PLR2004  # worth a look
            print(f"  body {f1:.2f} {page['id']}")
        if not _same(found.title, str(page["title"])):
            print(f"  title {page['id']}: {found.title!r} for {page['title']!r}")
        if not same_day(found.day, str(page["published"])):
            print(f"  day {page['id']}: {found.day!r} for {page['published']!r}")


if __name__ == "__main__":
    main()
