"""Bytes that may be a feed to what it says. Pure; the door to feedparser.

RSS, Atom, RDF and JSON Feed become the same values; what is none of them is refused
with what it looks like.
"""

import calendar
import codecs
import io
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final, cast
from urllib.parse import urldefrag, urljoin, urlsplit

import feedparser
import nh3
from feedparser import FeedParserDict

from bot.errors import Unreadable
from bot.ingest import guard, languages
from bot.ingest.identity import canonical
from bot.ingest.pages.stated import tidy
from bot.ingest.pages.times import understood
from bot.letters import sound
from summarizer import Moment, Published, Undated

MOST: Final = 500
"""Entries taken of one feed: the first ones, or the last where these are newer."""
NESTING: Final = 200
"""Elements inside each other, at most: feedparser's time grows with the square."""
SLASH: Final = ord("/")
LONGEST: Final = 10
"""Digits of a character's number, at most; more are no character."""
SURROGATES: Final = range(0xD800, 0xE000)
"""Halves of characters: nothing by themselves."""
HEADLINE: Final = 300
"""Characters of a headline, at most; a longer one is a post, or an attack."""
SEVERAL: Final = 3
"""Headlines at one address, of most entries of a feed, that make it no article's."""
UNCLOSED: Final = 1_000
"""Tags without an end that are one too many: feedparser looks for each to the last."""

_BARE: Final = re.compile(
    rb"(<!\[CDATA\[.*?\]\]>)|&(?!#[0-9]|#[xX][0-9a-fA-F]|[a-zA-Z][a-zA-Z0-9]*;)",
    re.DOTALL,
)
"""An ampersand that begins nothing; and what may hold any."""
_UNSAFE: Final = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}]")
"""What an address may not hold as it is (RFC 3986)."""
_HOST: Final = re.compile(r"[\w-]+(?:\.[\w-]+)*\.?|[0-9a-f:.]+")
_TAG: Final = re.compile(rb"<(/?)[a-zA-Z][^<>]{0,4000}>")
_NUMBERED: Final = re.compile(rb"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_CLOSED: Final = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_BREAKS: Final = re.compile(r"(?i)<\s*/?\s*(?:p|br|div|li|h[1-6]|blockquote)\b[^>]*>")
_HTML: Final = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_FEED: Final = re.compile(rb"<(?:rss|feed|rdf:RDF|\w+:RDF|channel)[\s>]", re.IGNORECASE)
_LINK: Final = re.compile(rb"<link\b[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
FEED_TYPES: Final = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
    }
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A feed that a page names as its own."""

    address: str
    title: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed."""

    address: str | None
    """The article's address as the feed gives it, or None where it names none."""
    title: str
    paragraphs: tuple[str, ...]
    """Text the feed carries itself: all of it, a teaser, or nothing."""
    published: Published
    author: str | None
    key: str
    """The feed's own id of the item; feeds change these at will."""
    language: str = languages.ENGLISH
    shared: bool = False
    """Whether others stand at the same address: it does not name the article then."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it stands now."""

    title: str
    language: str
    ttl: timedelta
    """How long it says it need not be asked again; zero where it does not say."""
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """What came back from a feed's address."""

    address: str
    body: bytes
    content_type: str = ""


def parse(document: Document) -> Feed:
    """Read a feed.

    Raises:
        Unreadable: it is a page, or nothing that can be read; the text says which.
    """
    document = _as_utf8(document)
    body = document.body.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not body:
        raise Unreadable("the answer is empty")
    if body[:1] in b"{[":
        return _json(document, body)
    if _HTML.search(body[:2_000]) and not is_feed(document):
        raise Unreadable("that address is a web page, not a feed")
    if _depth(body) > NESTING:
        raise Unreadable("its elements are nested too deeply")
    if body.count(b"<") - body.count(b">") > UNCLOSED:
        raise Unreadable("that is no feed: its tags have no end")
    return _xml(_newest(replace(document, body=_possible(_escaped(document.body)))))


def is_feed(document: Document) -> bool:
    """Tell whether a document begins as feeds do, readable or not."""
    beginning = replace(document, body=document.body[:5_000])
    return _FEED.search(_as_utf8(beginning).body) is not None


def offers(document: Document) -> tuple[Offer, ...]:
    """Return the feeds a page names in its head, each once, in order."""
    found: dict[str, Offer] = {}
    for tag in _LINK.findall(document.body[:500_000]):
        pairs = _ATTRIBUTE.findall(tag.decode("utf-8", "replace"))
        values = {name.lower(): tidy("".join(texts)) for name, *texts in pairs}
        kind = values.get("type", "").partition(";")[0].strip().lower()
        address = _address(values.get("href", ""), document)
        named = "alternate" in values.get("rel", "").lower() and kind in FEED_TYPES
        if named and address:
            found.setdefault(address, Offer(address, values.get("title", "")))
    return tuple(found.values())


def plain(html: str) -> tuple[str, ...]:
    """Return the paragraphs of an HTML fragment as text."""
    marked = _BREAKS.sub("\n", html)
    lines = nh3.clean(marked, tags=set()).split("\n")
    return tuple(line for each in lines if (line := tidy(each)))


def _depth(body: bytes) -> int:
    """Return the deepest nesting of tags, as far as it matters."""
    level = deepest = 0
    for tag in _TAG.finditer(body):
        if tag[1]:
            level -= 1
        elif body[tag.end() - 2] != SLASH:
            level += 1
        deepest = max(deepest, level)
        if deepest > NESTING:
            break
    return deepest


def _as_utf8(document: Document) -> Document:
    """Return a feed as UTF-8 where that is what it is, but for a few bytes, or UTF-16.

    feedparser believes what is said of it, and takes all of it for something else
    where one teaser was cut within a letter: “ü” is “├╝” in every entry then.
    """
    body = document.body
    text = body.decode(_wide(body) or "utf-8", "replace")
    letters = len(text) - len(text.encode("ascii", "ignore"))
    if 2 * text.count("\ufffd") > letters:
        return document
    return Document(document.address, text.encode(), "application/xml; charset=utf-8")


def _wide(body: bytes) -> str:
    """Return which UTF-16 it is; empty where it is not."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}.get(body[:2], "")


def _escaped(body: bytes) -> bytes:
    """Return a feed whose stray ampersands are escaped.

    feedparser makes “AT&T;” of “AT&T”.
    """
    return _BARE.sub(lambda found: found[1] or b"&amp;", body)


def _possible(body: bytes) -> bytes:
    """Return a feed without references to characters that cannot be.

    feedparser hands them to `chr`, which raises, or makes what no encoding has.
    """
    return _NUMBERED.sub(_or_unknown, body)


def _or_unknown(reference: re.Match[bytes]) -> bytes:
    digits, base = (reference[1], 16) if reference[1] else (reference[2], 10)
    number = int(digits, base) if len(digits) <= LONGEST else -1
    possible = 0 < number <= sys.maxunicode and number not in SURROGATES
    return reference[0] if possible else b"&#xFFFD;"


def _newest(document: Document) -> Document:
    """Return a feed without the entries that are not taken anyway."""
    body = document.body
    ends = [found.end() for found in _CLOSED.finditer(body)]
    if len(ends) <= MOST:
        return document
    outer = replace(document, body=body[: ends[0]] + body[ends[-2] :])
    if _rises([_published(item) for item in _parsed(outer).entries]):
        return replace(document, body=body[: ends[0]] + body[ends[-MOST] :])
    return replace(document, body=body[: ends[MOST - 1]] + body[ends[-1] :])


def _rises(times: Sequence[Published]) -> bool:
    """Tell whether entries stand in the order they came: the newest last."""
    moments = [each.at for each in times if isinstance(each, Moment)]
    return len(moments) > 1 and moments[0] < moments[-1]


def _apart(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Mark the entries whose address is also that of others.

    Lists of changes name one page and a place on it (`/notes#may-3`), status pages
    nothing but themselves. An article listed twice has one place, or one headline.
    """
    each = tuple(entries)
    at: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in each:
        if entry.address:
            at[canonical(entry.address)].append(entry)
    several = {page for page, listed in at.items() if _several(listed, len(each))}
    return tuple(
        replace(entry, shared=canonical(entry.address or "") in several)
        for entry in each
    )


def _several(listed: Sequence[Entry], of: int) -> bool:
    titles = {entry.title for entry in listed}
    places = {urldefrag(entry.address or "").fragment for entry in listed}
    if len(places) > 1 and len(titles) > 1:
        return True
    return len(titles) >= SEVERAL and 2 * len(listed) > of


def _headed(title: str, paragraphs: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return a headline of bearable length, and the text, which may be the headline."""
    if len(title) <= HEADLINE:
        return title, paragraphs
    cut = title[:HEADLINE].rpartition(" ")[0] or title[:HEADLINE]
    return f"{cut} …", paragraphs or (title,)


# --- RSS, Atom, RDF ---------------------------------------------------------------


def _parsed(document: Document) -> FeedParserDict:
    return feedparser.parse(
        io.BytesIO(document.body),
        response_headers={
            "content-type": document.content_type or "application/xml",
            "content-location": document.address,
        },
        sanitize_html=False,
    )


def _xml(document: Document) -> Feed:
    found = _parsed(document)
    about = found.feed
    named = found.get("version") and (about.get("title") or not found.bozo)
    if not named and not found.entries:
        raise Unreadable(f"that is no feed: {_cause(found)}")
    language = str(about.get("language") or "").partition("-")[0].lower()
    return Feed(
        title=tidy(str(about.get("title", ""))),
        language=language,
        ttl=_minutes(about.get("ttl")),
        entries=_apart(
            _entry(item, document, language) for item in found.entries[:MOST]
        ),
    )


def _cause(found: Mapping[str, object]) -> str:
    error = found.get("bozo_exception")
    return str(error).split("\n", 1)[0][:200] if error else "no format is known"


def _minutes(value: object) -> timedelta:
    text = str(value or "")
    return (
        timedelta(minutes=min(int(text), 10_080)) if text.isdecimal() else timedelta()
    )


def _entry(item: Mapping[str, object], document: Document, language: str) -> Entry:
    link = str(item.get("link") or "")
    title, paragraphs = _headed(
        " ".join(plain(str(item.get("title") or ""))), plain(_longest(item))
    )
    return Entry(
        address=_address(link, document),
        title=title,
        paragraphs=paragraphs,
        published=_published(item),
        author=tidy(str(item.get("author") or "")) or None,
        key=str(item.get("id") or link),
        language=languages.of("\n".join((title, *paragraphs)), language),
    )


def _address(link: str, document: Document) -> str | None:
    """Return a link in full; None where no site could have it.

    A platform that refuses one link refuses the whole message.
    """
    plain_ = _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", link.strip())
    try:
        address = urljoin(document.address, plain_) if link else ""
        parts = urlsplit(address)
        named = _HOST.fullmatch(parts.hostname or "") and (parts.port or 80)
    except ValueError:  # “http://[…”, a port of letters
        return None
    web = parts.scheme in {"http", "https"} and named and "@" not in parts.netloc
    return address if web and len(address) <= guard.MAX_LENGTH else None


def _longest(item: Mapping[str, object]) -> str:
    contents = cast("Sequence[Mapping[str, object]]", item.get("content") or ())
    texts = [str(each.get("value") or "") for each in contents]
    return max([*texts, str(item.get("summary") or "")], key=len)


def _published(item: Mapping[str, object]) -> Published:
    parsed = item.get("published_parsed") or item.get("updated_parsed")
    if parsed is None:
        return Undated()
    try:
        seconds = calendar.timegm(cast("tuple[int, ...]", parsed))
        return Moment(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError, TypeError):
        return Undated()


# --- JSON Feed ----------------------------------------------------------------------


def _json(document: Document, body: bytes) -> Feed:
    """Read a JSON Feed (https://www.jsonfeed.org/version/1.1/)."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"that is no feed: not JSON ({error})") from error
    if not isinstance(raw, dict) or not isinstance(raw.get("items"), list):
        raise Unreadable("that is JSON, but no JSON Feed: it has no “items”")
    language = _text(raw, "language").partition("-")[0].lower()
    items = [item for item in raw["items"] if isinstance(item, dict)]
    times = [understood(_text(item, "date_published")) for item in items]
    items = items[-MOST:] if _rises(times) else items[:MOST]
    return Feed(
        title=tidy(_text(raw, "title")),
        language=language,
        ttl=timedelta(),
        entries=_apart(_item(item, document, language) for item in items),
    )


def _item(item: Mapping[str, object], document: Document, language: str) -> Entry:
    link = _text(item, "url") or _text(item, "external_url")
    html = _text(item, "content_html")
    body = plain(html) if html else tuple(_text(item, "content_text").splitlines())
    title, paragraphs = _headed(
        tidy(_text(item, "title")), tuple(line for each in body if (line := tidy(each)))
    )
    return Entry(
        address=_address(link, document),
        title=title,
        paragraphs=paragraphs,
        published=understood(_text(item, "date_published")),
        author=_author(item),
        key=str(item.get("id") or link),
        language=languages.of("\n".join((title, *paragraphs)), language),
    )


def _author(item: Mapping[str, object]) -> str | None:
    """Return the names of version 1.1's ``authors``, else of version 1's ``author``."""
    stated = item.get("authors")
    several = stated if isinstance(stated, list) else [item.get("author")]
    names = (tidy(_text(each, "name")) for each in several if isinstance(each, dict))
    return ", ".join(name for name in names if name) or None


def _text(item: Mapping[str, object], key: str) -> str:
    value = item.get(key)
    return sound(value) if isinstance(value, str) else ""
