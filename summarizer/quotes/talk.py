"""What has been read of an article so far: who may be meant, and who spoke last."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from summarizer.models import Speaker, SpeakerKind
from summarizer.people import Cast, Name, Person


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a source means, and how sure that is, 0..1."""

    speaker: Speaker | None
    certainty: float
    person: Person | None = None


SPOKE, FADES = 2.0, 0.8
"""How prominent who spoke last is, and how fast that fades by sentences."""

NOBODY = Found(None, 0.2)


@dataclass(slots=True)
class Talk:
    """What has been read so far: who may be meant, and who spoke last."""

    text: str
    cast: Cast
    starts: Sequence[int]
    """Offsets at which sentences begin, in order."""
    outside: tuple[tuple[Name, Person], ...]
    """Mentions outside quotation marks, in text order."""
    said: list[tuple[int, Person]] = field(default_factory=list)
    """Where somebody spoke, and who."""
    last: Found | None = None
    """Who spoke last, named or not."""
    last_at: int = 0

    def note(self, at: int, found: Found) -> None:
        """Remember who spoke."""
        if found.speaker is not None:
            self.last, self.last_at = found, at
        if found.person is not None:
            found.person.spoke = True
            self.said.append((at, found.person))


def speaker(talk: Talk, person: Person) -> Speaker:
    """Make a speaker of somebody named."""
    text = talk.text
    role = None if person.body else talk.cast.role(person)
    kind = (
        SpeakerKind.BODY if person.body or not personal(person) else SpeakerKind.PERSON
    )
    return Speaker(
        person.name.of(text), person.name, role and role.of(text), role, kind
    )


def personal(person: Person) -> bool:
    return person.human or len(person.words) > 1
