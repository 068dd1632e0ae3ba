"""Speakers across articles: who they are, what they said, and who a name means."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from summarizer.answers.topics import stems_of
from summarizer.models import Cited, Source, Speaker, SpeakerKind, Voice

CLOSE: Final = 0.72
"""Similarity of two names, 0..1, from which one may be a slip for the other."""
NEAREST: Final = 5
"""Names offered where none fits."""

FEMALE: Final = frozenset({"she", "her", "hers", "ms", "mrs", "miss"})
MALE: Final = frozenset({"he", "him", "his", "mr"})
PLURAL: Final = frozenset({"they", "them", "their"})
_TITLES: Final = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "dame", "lord"}
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A voice and the pronouns its articles use for it."""

    voice: Voice
    pronouns: frozenset[str] = frozenset()


def heard(sources: Sequence[Source]) -> tuple[Heard, ...]:
    """Gather the speakers of these articles, those who said most first.

    A name written alike is one speaker; a surname alone joins the only full name it
    fits. Unnamed sources stay apart by article: nothing says they are the same.
    """
    found: dict[str, list[tuple[Source, Cited, Speaker]]] = defaultdict(list)
    for source in sources:
        for quote in source.reading.quotes:
            if quote.speaker is not None:
                key = _key(source, quote.speaker)
                cited = Cited(source.version.id, quote)
                found[key].append((source, cited, quote.speaker))
    joined = _joined(found)
    heard_ = (_heard(said) for said in joined.values())
    return tuple(sorted(heard_, key=lambda h: (-len(h.voice.quotes), h.voice.name)))


def unattributed(sources: Sequence[Source]) -> tuple[Cited, ...]:
    """Return the quotations whose speaker no article lets us know."""
    return tuple(
        Cited(source.version.id, quote)
        for source in sources
        for quote in source.reading.quotes
        if quote.speaker is None
    )


def plain(name: str) -> str:
    """Return a name for comparing: lower case, no accents, no marks, no title."""
    letters = unicodedata.normalize("NFKD", name.lower())
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", re.sub(r"['’]s\b", "", bare))
    kept = [word for word in words if word not in _TITLES and word != "the"]
    return " ".join(kept or words)


# --- one speaker -----------------------------------------------------------------


def _key(source: Source, speaker: Speaker) -> str:
    if speaker.kind in (SpeakerKind.PERSON, SpeakerKind.BODY):
        return f"{speaker.kind}:{plain(speaker.name)}"
    return f"{source.version.id}:{plain(speaker.name)}"


def _joined(
    found: dict[str, list[tuple[Source, Cited, Speaker]]],
) -> dict[str, list[tuple[Source, Cited, Speaker]]]:
    """Let a lone surname, or a name behind an office, join the one name it fits."""
    prefix = f"{SpeakerKind.PERSON}:"
    joined = dict(found)
    for key in sorted((key for key in found if key.startswith(prefix)), key=len):
        name = key.removeprefix(prefix)
        longer = [k for k in joined if k.startswith(prefix) and k.endswith(f" {name}")]
        if len(longer) == 1:
            into, gone = (longer[0], key) if " " not in name else (key, longer[0])
            joined[into] = joined[into] + joined.pop(gone)
    return joined


def _heard(said: Sequence[tuple[Source, Cited, Speaker]]) -> Heard:
    speakers = [speaker for _, _, speaker in said]
    name = _name([speaker.name for speaker in speakers])
    roles = Counter(s.role for s in speakers if s.role)
    role = max(roles, key=lambda r: (roles[r], len(r))) if roles else None
    cited = tuple(cited for _, cited, _ in said)
    voice = Voice(name, role, speakers[0].kind, cited)
    return Heard(voice, frozenset(_mentions(said)))


def _name(names: Sequence[str]) -> str:
    """Return the fullest name that is not another one behind an office."""
    forms = sorted(set(names), key=lambda name: (len(name), name))
    whole = [name for name in forms if " " in name] or forms
    behind = [n for n in whole if any(n.endswith(f" {m}") for m in whole if m != n)]
    return next(name for name in reversed(whole) if name not in behind)


def _mentions(said: Iterable[tuple[Source, Cited, Speaker]]) -> Iterator[str]:
    """Yield the pronouns and forms of address a speaker is mentioned with."""
    for source, cited, speaker in said:
        text = source.version.text
        spans = (*cited.quote.source, speaker.name_span)
        for span in spans:
            words = text[max(0, span.start - 5) : span.end].lower()
            yield from re.findall(r"\b(?:she|he|they|ms|mrs|miss|mr)\b", words)


# --- who a name means -------------------------------------------------------------


def named(name: str, among: Sequence[Heard]) -> tuple[Heard, ...]:
    """Return the speakers a name may mean: more than one where it fits several.

    It may be a full name, a part of one, a body's initials, or words of a role.
    """
    wanted = plain(name)
    if not wanted:
        return ()
    for fits in (_same, _part, _initials, _role):
        found = tuple(h for h in among if fits(wanted, h.voice))
        if found:
            return found
    return ()


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
    initials = "".join(word[0] for word in re.findall(r"\b[A-Z]\w*", voice.name))
    short = re.findall(r"\b[A-Z]{2,}\b", f"{voice.name} {voice.role or ''}")
    return len(wanted) > 1 and wanted in {initials.lower(), *map(str.lower, short)}


def _role(wanted: str, voice: Voice) -> bool:
    words = stems_of(wanted)
    return bool(words) and words <= stems_of(f"{voice.role or ''} {voice.name}")


def _likeness(wanted: str, held: str) -> float:
    """Compare whole names, and each word with each, so that a surname is enough."""
    pairs = [(wanted, held)]
    pairs += [(w, h) for w in wanted.split() for h in held.split() if len(h) > 2]  # noqa: PLR2004
    return max(SequenceMatcher(None, w, h).ratio() for w, h in pairs)
