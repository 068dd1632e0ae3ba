"""The neutral message: blocks of structured spans, actions and a plain fallback.

It knows no platform: renderers turn one `Part` into exactly one post. Escaping happens
there, once; the text here is as people read it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from summarizer import Verbatim


class Style(StrEnum):
    """How text of our own stands out."""

    PLAIN = "plain"
    STRONG = "strong"
    SOFT = "soft"
    """Labels, brackets, outlets, dates: visibly ours and not the news."""
    CODE = "code"


class Clock(StrEnum):
    """How much of a moment is shown."""

    TIME = "time"
    DATE = "date"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Text:
    """Words of our own."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Link:
    """A link; the label is ours or verbatim, the address absolute http(s)."""

    label: Text | Verbatim
    address: str


@dataclass(frozen=True, slots=True)
class Time:
    """A moment, shown in the reader's zone where the platform can.

    ``fallback`` is the text for platforms that cannot, in the channel's zone.
    """

    at: datetime
    show: Clock
    fallback: str

    def __post_init__(self) -> None:
        """Refuse a moment without a zone."""
        if self.at.tzinfo is None:
            msg = f"a shown time needs a zone: {self.at.isoformat()}"
            raise ValueError(msg)


Inline = Text | Verbatim | Link | Time


@dataclass(frozen=True, slots=True)
class Heading:
    """A title over what follows."""

    spans: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text: sentences and their marks."""

    spans: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words somebody said: ``by`` names the speaker, ``source`` where it stands."""

    by: tuple[Inline, ...]
    words: tuple[Inline, ...]
    source: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, each item a line; numbered where people refer to items by number."""

    items: tuple[tuple[Inline, ...], ...]
    numbered: bool = False
    first: int = 1
    """The first item's number: a list that was split goes on counting."""


@dataclass(frozen=True, slots=True)
class Footer:
    """Small print under a message."""

    spans: tuple[Inline, ...]


Block = Heading | Paragraph | Quotation | Listing | Footer


@dataclass(frozen=True, slots=True)
class Action:
    """A button. ``command`` is a line of the grammar, as if typed there."""

    label: str
    command: str


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks that belong together: the head of a briefing, or one story."""

    blocks: tuple[Block, ...]
    actions: tuple[Action, ...] = ()
    story: str | None = None
    """The story's lasting id, or None for a section about no single story."""


@dataclass(frozen=True, slots=True)
class Message:
    """A whole briefing or answer.

    The first section is the post itself. Where ``threaded``, each further section
    goes into the thread under it; otherwise they follow one another.
    """

    sections: tuple[Section, ...]
    threaded: bool = False
    ping: str = ""
    """The platform's id of a group that wants to be notified; nobody where empty."""

    def __post_init__(self) -> None:
        """Refuse a message that says nothing."""
        if not self.sections:
            msg = "a message needs a section"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Part:
    """Exactly one post; ``parent`` is the part whose thread it goes into."""

    index: int
    blocks: tuple[Block, ...]
    actions: tuple[Action, ...] = ()
    story: str | None = None
    parent: int | None = None
    ping: str = ""
