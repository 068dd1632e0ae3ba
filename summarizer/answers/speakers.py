"""Speakers across articles: who they are, what they said, and who a name means."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from summarizer import voices
from summarizer.answers.topics import stems_of
from summarizer.models import Cited, Quote, Source, SpeakerKind, Voice
from summarizer.people.offices import TITLES

CLOSE: Final = 0.72
"""Similarity of two names, 0..1, from which one may be a slip for the other."""
NEAREST: Final = 5
"""Names offered where none fits."""

FEMALE: Final = frozenset({"she", "her", "hers", "ms", "mrs", "miss"})
MALE: Final = frozenset({"he", "him", "his", "mr"})
PLURAL: Final = frozenset({"they", "them", "their"})
_MENTION: Final = re.compile(r"\b(?:she|he|they|ms|mrs|miss|mr)\b")
_POSSESSIVE: Final = re.compile(r"['’]s\b", re.IGNORECASE)
_SHORT: Final = re.compile(
    r"(?<=\w)(?: ?\(.*\)?|,? (?:also )?known as .*)$", re.IGNORECASE
)
_OF: Final = re.compile(r" (?:of|at|for|on|in|who)\b")
"""What an office's name is followed by."""
_TITLES: Final = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "dame", "lord"}
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A voice and the pronouns its articles use for it."""

    voice: Voice
    pronouns: frozenset[str] = frozenset()


def heard(sources: Sequence[Source]) -> tuple[Heard, ...]:
    """Gather the speakers of these articles, those who said most first."""
    by_id = {source.version.id: source for source in sources}
    texts_of = {name: source.version.text for name, source in by_id.items()}
    return tuple(
        Heard(voice, frozenset(_mentions(voice, by_id)))
        for voice in _joined(voices.gather(sources), texts_of)
    )


def plain(name: str) -> str:
    """Return a name as `voices.plain` does, without title, article and possessive.

    What a body is called for short, “(ECK)” or “, known as ECK”, is no part of it.
    """
    words = voices.plain(_POSSESSIVE.sub("", _SHORT.sub("", name))).split()
    kept = [word for word in words if word not in _TITLES and word != "the"]
    return " ".join(kept or words)


def _joined(found: Sequence[Voice], texts_of: dict[str, str]) -> tuple[Voice, ...]:
    """Join a name with an office before it to the same name without one.

    An article that prints “Harbor Master Joss Pellorin” means Joss Pellorin.
    """
    kept = dict(enumerate(found))
    names = [
        plain(voice.name).split() if voice.kind is SpeakerKind.PERSON else []
        for voice in found
    ]
    bearers: dict[str, list[int]] = {}
    for at, words in enumerate(names):
        bearers.setdefault(" ".join(words), []).append(at)
    for at, words in enumerate(names):
        bare = [
            bearer
            for first in range(1, len(words) - 1)
            for bearer in bearers.get(" ".join(words[first:]), ())
            if bearer in kept
        ]
        if len(bare) == 1:
            one, other = kept[bare[0]], kept.pop(at)
            said = every((*one.quotes, *other.quotes))
            folded = voices.folded([Cited(*each) for each in said], texts_of)
            kept[bare[0]] = replace(one, quotes=folded)
    return tuple(kept.values())


def _mentions(voice: Voice, by_id: Mapping[str, Source]) -> Iterator[str]:
    """Yield the pronouns and forms of address a speaker is mentioned with."""
    for version, quote in every(voice.quotes):
        text = by_id[version].version.text
        named_at = (quote.speaker.name_span,) if quote.speaker else ()
        for span in (*quote.source, *named_at):
            words = text[max(0, span.start - len("Miss ")) : span.end].lower()
            yield from _MENTION.findall(words)


def every(cited: Iterable[Cited]) -> Iterator[tuple[str, Quote]]:
    """Yield pairs of version and quotation, the variants of each included."""
    for each in cited:
        yield each.version, each.quote
        yield from each.variants


# --- who a name means -------------------------------------------------------------


def named(name: str, among: Sequence[Heard]) -> tuple[Heard, ...]:
    """Return the speakers a name may mean: more than one where it fits several.

    It may be a full name, a part of one, a body's initials, or words of a role. Whoever
    has a role goes before those an article calls by it alone: “the governor”.
    """
    wanted = plain(name)
    if not wanted:
        return ()
    for fits in (_same, _part, _initials, _role):
        found = tuple(h for h in among if fits(wanted, h.voice))
        if not found:
            continue
        if any(h.voice.kind is SpeakerKind.PERSON for h in found):
            return found
        return tuple(h for h in among if _holds(wanted, h.voice)) or found
    bare = [word for word in wanted.split() if word not in TITLES]
    return named(" ".join(bare), among) if len(bare) < len(wanted.split()) else ()


def pronoun(word: str) -> frozenset[str]:
    """Return the mentions a pronoun agrees with; empty where it is none."""
    lower = word.lower()
    return next((s for s in (FEMALE, MALE, PLURAL) if lower in s), frozenset())


def nearest(name: str, among: Sequence[Heard]) -> tuple[str, ...]:
    """Return the names that look most like one, nearest first."""
    wanted = plain(name)
    scored = [(_likeness(wanted, plain(h.voice.name)), h.voice.name) for h in among]
    close = sorted((-score, held) for score, held in scored if score >= CLOSE)
    return tuple(dict.fromkeys(held for _, held in close))[:NEAREST]


def _same(wanted: str, voice: Voice) -> bool:
    return plain(voice.name) == wanted


def _part(wanted: str, voice: Voice) -> bool:
    return set(wanted.split()) <= set(plain(voice.name).split())


def _initials(wanted: str, voice: Voice) -> bool:
    """Tell *ECK*, the Electoral Commission of Kessary; or the short form in it."""
    words = re.findall(r"\b[A-Z]\w*", voice.name.removeprefix("The "))
    initials = "".join(word[0] for word in words)
    short = re.findall(r"\b[A-Z]{2,}\b", voice.name)
    return len(wanted) > 1 and wanted in {initials.lower(), *map(str.lower, short)}


def _role(wanted: str, voice: Voice) -> bool:
    words = stems_of(_spelt(wanted))
    said = (quote.speaker for _, quote in every(voice.quotes))
    called = {f"{who.role or ''} {who.name}" for who in said if who}
    called.add(f"{voice.role or ''} {voice.name}")
    return bool(words) and any(words <= stems_of(_spelt(each)) for each in called)


def _holds(wanted: str, voice: Voice) -> bool:
    """Tell whether a person is what an office's name says, not only of its house.

    A “union's general secretary” is a general secretary and not the union.
    """
    if voice.kind is not SpeakerKind.PERSON:
        return False
    offices = (_OF.split(plain(_spelt(role)))[0].split() for role in _roles(voice))
    last = _spelt(wanted).split()
    return any(office[-len(last) :] == last for office in offices)


def _roles(voice: Voice) -> frozenset[str]:
    said = (quote.speaker for _, quote in every(voice.quotes))
    roles = (who.role for who in said if who)
    return frozenset(role for role in (voice.role, *roles) if role)


def _spelt(words: str) -> str:
    """Return words in one spelling: the labour minister is a labor minister."""
    return re.sub(r"(?<=\w)our(?=s?\b|ed\b)", "or", words.lower())


def _likeness(wanted: str, held: str) -> float:
    """Compare whole names, surnames, and each word with the one most like it."""
    words = [word for word in held.split() if len(word) > 2] or [held]  # noqa: PLR2004
    each = [max(_ratio(w, h) for h in words) for w in wanted.split()]
    return max(_ratio(wanted, held), each[-1], sum(each) / len(each))


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()
