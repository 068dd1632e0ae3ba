"""One person in several articles is one voice; words quoted twice were said once.

A name alone joins nobody: there must be something else in common, a role, the outlet,
or the company of names. Unnamed sources stay apart by article.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from summarizer import text as texts
from summarizer.models import (
    Cited,
    Quote,
    QuoteKind,
    Source,
    Span,
    Speaker,
    SpeakerKind,
    Voice,
)
from summarizer.people import names
from summarizer.people.listed import listed

COMPANY = 2
"""Other names two articles must share for one name in both to mean one person."""
ALIKE = 0.75
"""Share of the shorter quotation's stems found in the other, of one utterance."""
REMEMBERED = 512
"""Articles whose names are remembered: one question follows another."""
LEAST = 2
"""Words a report needs to say anything."""
FEWEST = 4
"""Stems below which two quotations are never called the same."""
_GENERIC = listed(
    """
    former president minister secretary spokesman spokeswoman spokesperson chief
    director head leader senior official member professor dr mr mrs ms general
    deputy of the for and in at a an
    """
)
_ORDER = {QuoteKind.DIRECT: 0, QuoteKind.MIXED: 1, QuoteKind.INDIRECT: 2}


@dataclass(slots=True)
class Appearance:
    """One speaker as one article presents them, or several articles joined."""

    names: Counter[str]
    kind: SpeakerKind
    roles: Counter[str]
    role_words: set[str]
    outlets: set[str]
    company: set[str]
    """Other names in the article, lower case."""
    quotes: list[Cited] = field(default_factory=list)


def gather(sources: Sequence[Source]) -> tuple[Voice, ...]:
    """Gather who said what in these articles, those who said most first."""
    by_name: dict[str, list[Appearance]] = defaultdict(list)
    texts_of = {source.version.id: source.version.text for source in sources}
    for source in sources:
        for appearance in _appearances(source):
            _place(by_name[_bucket(appearance)], appearance)
    voices = (_voice(each, texts_of) for joined in by_name.values() for each in joined)
    return tuple(sorted(voices, key=lambda voice: (-len(voice.quotes), voice.name)))


def plain(name: str) -> str:
    """Return a name for comparing: lower case, without accents and dots."""
    letters = unicodedata.normalize("NFKD", name.lower().replace("’", "'"))
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+(?:['-][^\W_]+)*", bare))


# --- the same person ------------------------------------------------------------


def _appearances(source: Source) -> Iterable[Appearance]:
    """Give each speaker of one article once."""
    company = _company(source.version.text, source.reading.layout.paragraphs)
    found: dict[tuple[SpeakerKind, str], Appearance] = {}
    for quote in source.reading.quotes:
        if quote.speaker is None or _says_nothing(source, quote):
            continue
        key = quote.speaker.kind, plain(quote.speaker.name)
        if key not in found:
            found[key] = _appearance(source, quote.speaker, company)
        found[key].quotes.append(Cited(source.version.id, quote))
    return found.values()


def _says_nothing(source: Source, quote: Quote) -> bool:
    """Tell whether a report has no more than a word of what was said: *said little*."""
    if quote.kind is QuoteKind.DIRECT:
        return False
    said = (texts.words(source.version.text, span) for span in quote.content)
    return sum(map(len, said)) < LEAST


def _appearance(
    source: Source, speaker: Speaker, company: frozenset[str]
) -> Appearance:
    role = speaker.role or ""
    own = set(plain(speaker.name).split())
    alone = speaker.kind not in {SpeakerKind.PERSON, SpeakerKind.BODY}
    return Appearance(
        names=Counter([speaker.name]),
        kind=speaker.kind,
        roles=Counter([role] if role else []),
        role_words=set(plain(role).split()) - _GENERIC,
        outlets={source.version.id if alone else source.version.article.outlet},
        company={name for name in company if not set(name.split()) & own},
    )


@lru_cache(REMEMBERED)
def _company(text: str, paragraphs: tuple[Span, ...]) -> frozenset[str]:
    """Names in an article, each by its words."""
    return frozenset(plain(" ".join(name.words)) for name in names(text, paragraphs))


def _bucket(each: Appearance) -> str:
    """Who may be the same at all: bodies by name, people by surname."""
    name = plain(next(iter(each.names)))
    if each.kind is SpeakerKind.PERSON and name:
        return f"person:{name.split()[-1]}"
    if each.kind is SpeakerKind.BODY:
        return f"body:{name}"
    return f"{next(iter(each.outlets))}:{name}"


def _place(bucket: list[Appearance], each: Appearance) -> None:
    """Join an appearance to the one it continues, or let it stand by itself."""
    same = [other for other in bucket if _same(each, other)]
    if len(same) != 1:
        bucket.append(each)
        return
    other = same[0]
    other.names += each.names
    other.roles += each.roles
    other.role_words |= each.role_words
    other.outlets |= each.outlets
    other.company |= each.company
    other.quotes += each.quotes


def _same(one: Appearance, other: Appearance) -> bool:
    if one.kind is not SpeakerKind.PERSON:
        return True
    return _called_alike(one, other) and _related(one, other)


def _called_alike(one: Appearance, other: Appearance) -> bool:
    """Tell whether given names agree: *J. Lang*, *Lang* and *Johan Lang* do."""
    mine, theirs = (plain(max(each.names, key=len)).split() for each in (one, other))
    if len(mine) == 1 or len(theirs) == 1:
        return True
    first, second = mine[0], theirs[0]
    if len(first) == 1 or len(second) == 1:
        return first[0] == second[0]
    return first == second


def _related(one: Appearance, other: Appearance) -> bool:
    """Tell whether anything besides the name is shared."""
    if one.role_words and other.role_words and not one.role_words & other.role_words:
        return len(one.company & other.company) > COMPANY
    return (
        bool(one.role_words & other.role_words)
        or bool((one.outlets & other.outlets) - {""})
        or len(one.company & other.company) >= COMPANY
    )


def _voice(each: Appearance, texts_of: dict[str, str]) -> Voice:
    name = max(each.names, key=lambda name: (len(name.split()), each.names[name], name))
    role = max(
        each.roles, key=lambda r: (len(r.split()), each.roles[r], r), default=None
    )
    return Voice(name, role, each.kind, folded(each.quotes, texts_of))


# --- the same utterance -----------------------------------------------------------


def folded(quotes: Sequence[Cited], texts_of: dict[str, str]) -> tuple[Cited, ...]:
    """List each utterance once, its other cuts and wordings as variants."""
    groups: list[tuple[frozenset[str], list[Cited]]] = []
    for cited in quotes:
        stems = _stems(texts_of[cited.version], cited.quote.content)
        group = next((g for g in groups if same_utterance(stems, g[0])), None)
        if group is None:
            groups.append((stems, [cited]))
        else:
            group[1].append(cited)
    return tuple(_longest(cuts) for _, cuts in groups)


def same_utterance(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two quotations, given by their stems, are cuts of one utterance."""
    shorter = min(len(one), len(other))
    return shorter >= FEWEST and len(one & other) >= ALIKE * shorter


def _stems(text: str, content: Sequence[Span]) -> frozenset[str]:
    return frozenset(stem for span in content for stem in texts.stems(text, span))


def _longest(cuts: Sequence[Cited]) -> Cited:
    best = min(
        cuts, key=lambda cited: (_ORDER[cited.quote.kind], -_length(cited.quote))
    )
    rest = tuple((each.version, each.quote) for each in cuts if each is not best)
    return replace(best, variants=rest)


def _length(quote: Quote) -> int:
    return sum(span.end - span.start for span in quote.content)
