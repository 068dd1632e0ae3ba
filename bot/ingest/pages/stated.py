"""What a page states of itself: JSON-LD, meta tags, headings; nothing is guessed."""

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, cast

from lxml.html import HtmlElement

from bot.letters import sound

ARTICLES: Final = frozenset(
    {
        "article",
        "newsarticle",
        "reportagenewsarticle",
        "analysisnewsarticle",
        "backgroundnewsarticle",
        "opinionnewsarticle",
        "reviewnewsarticle",
        "asknewsarticle",
        "advertisercontentarticle",
        "satiricalarticle",
        "liveblogposting",
        "blogposting",
        "scholarlyarticle",
        "report",
        "webpage",
    }
)
"""schema.org types, lower case, that describe the article of a page."""
DEPTH: Final = 12
"""Levels of JSON-LD looked into."""
MOST: Final = 2_000
"""Objects of JSON-LD looked at, of one page."""
HEADINGS: Final = 20
"""``h1`` looked at, of one page."""
BREAKS: Final = frozenset({"br", "div", "p"})
"""Elements between which words are apart, though no space is written."""

Thing = Mapping[str, object]

_CONTROL: Final = re.compile(r"[\x00-\x1f]+")
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Stated:
    """The statements of one page, each list in the order they stand."""

    things: tuple[Thing, ...]
    """JSON-LD objects of an article type, the most specific first."""
    metas: Mapping[str, tuple[str, ...]]
    """Contents of meta tags by lower-case name or property."""
    headings: tuple[str, ...]
    """Texts of ``h1``, in order."""
    page_title: str
    """Text of ``title``."""
    language: str
    """``lang`` of the page, or empty."""

    def meta(self, *names: str) -> str:
        """Return the first non-empty content of these meta tags, or empty."""
        return next((m for name in names for m in self.metas.get(name, ()) if m), "")

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts JSON-LD gives under a key."""
        found = (thing.get(key) for thing in self.things)
        return tuple(tidy(each) for each in found if isinstance(each, str) and each)


def stated(tree: HtmlElement) -> Stated:
    """Collect what a parsed page states of itself."""
    things = [t for t in _things(tree) if _kinds(t) & ARTICLES]
    things.sort(key=lambda thing: _kinds(thing) <= {"webpage"})
    return Stated(
        things=tuple(things),
        metas=_metas(tree),
        headings=tuple(islice(_texts(tree.iter("h1")), HEADINGS)),
        page_title=next(_texts(tree.iter("title")), ""),
        language=str(tree.get("lang") or ""),
    )


def tidy(text: str) -> str:
    """Return a statement as people read it: entities resolved, white space single."""
    return _SPACE.sub(" ", sound(html.unescape(html.unescape(text)))).strip()


def _texts(elements: Iterator[HtmlElement]) -> Iterator[str]:
    for element in elements:
        if text := tidy("".join(_pieces(element))):
            yield text


def _pieces(element: HtmlElement) -> Iterator[str]:
    for part in element.iter():
        if part.tag in BREAKS:
            yield " "
        if isinstance(part.tag, str):
            yield part.text or ""
        if part is not element:
            yield part.tail or ""


def _metas(tree: HtmlElement) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = tidy(meta.get("content") or "")
        if name and content:
            found[name.lower()].append(content)
    return {name: tuple(contents) for name, contents in found.items()}


def _things(tree: HtmlElement) -> Iterator[Thing]:
    left = MOST
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        for thing in _objects(_parsed(script.text or ""), DEPTH):
            left -= 1
            if left < 0:
                return
            yield thing


def _parsed(text: str) -> object:
    """Return a script's JSON; sites leave raw line breaks and entities in it."""
    plain = text.strip().removeprefix("<!--").removesuffix("-->").rstrip(";")
    for attempt in (plain, _CONTROL.sub(" ", plain), html.unescape(plain)):
        try:
            return cast("object", json.loads(attempt))
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: object, depth: int) -> Iterator[Thing]:
    if depth == 0:
        return
    if isinstance(value, list):
        for each in value:
            yield from _objects(each, depth - 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _objects(value.get(key), depth - 1)


def _kinds(thing: Thing) -> frozenset[str]:
    kind = thing.get("@type")
    kinds: Sequence[object] = kind if isinstance(kind, list) else [kind]
    names = (k.rsplit("/", 1)[-1].lower() for k in kinds if isinstance(k, str))
    return frozenset(names)
