"""The values everything else speaks in: texts, spans into them, what was understood.

Nothing here computes; every value is frozen, slotted and checked when it is built.
All offsets count Unicode code points of the text they point into.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

UNKNOWN_OUTLET = ""
"""The outlet of an article that does not name one."""


def digest(*parts: str) -> str:
    """Return a stable 16-character hexadecimal id of the parts."""
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Span(NamedTuple):
    """Half-open range ``text[start:end]`` in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters this span covers in its text."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Tell whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


# --- when something was published: shown as what it is, never invented -------


@dataclass(frozen=True, slots=True)
class Moment:
    """A publication time known to the minute, in UTC."""

    at: datetime

    def __post_init__(self) -> None:
        """Refuse a time without a zone; keep the others in UTC."""
        if self.at.tzinfo is None:
            msg = f"a publication time needs a zone: {self.at.isoformat()}"
            raise ValueError(msg)
        object.__setattr__(self, "at", self.at.astimezone(UTC))


@dataclass(frozen=True, slots=True)
class Day:
    """A publication day whose hour is not known."""

    on: date


@dataclass(frozen=True, slots=True)
class Year:
    """A publication year of which nothing more is known."""

    year: int


@dataclass(frozen=True, slots=True)
class Undated:
    """Nothing is known about when it was published."""


Published = Moment | Day | Year | Undated


# --- texts --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Article:
    """An identity: the canonical address or file an article is known by."""

    id: str
    outlet: str
    address: str | None
    """Canonical ``https`` address, or None for an article read from a file."""


@dataclass(frozen=True, slots=True)
class Version:
    """One immutable text of an article, exactly as read or extracted."""

    article: Article
    text: str
    published: Published = Undated()
    title: str | None = None
    """Headline known from outside the text (feed, page), or None."""
    author: str | None = None
    language: str = "en"
    headline_only: bool = False
    """Whether only headline and lead could be read: a paywall, a video, a failure."""
    id: str = field(default="", compare=False)
    """Stable hash of article and text; computed where not given."""

    def __post_init__(self) -> None:
        """Derive the id from what the version is."""
        if not self.id:
            object.__setattr__(self, "id", digest(self.article.id, self.text))


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line that is not part of the news, with the reason in words."""

    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Layout:
    """What a raw text consists of, all as spans into it."""

    title: Span | None
    byline: Span | None
    agency: Span | None
    year: int | None
    paragraphs: tuple[Span, ...]
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the index of the paragraph it stands in."""

    span: Span
    paragraph: int


@dataclass(frozen=True, slots=True)
class Rank:
    """How much a sentence says about its article, and why.

    ``score`` is comparable within one article only. ``reasons`` are the features'
    contributions to it, largest first, named in words.
    """

    score: float
    reasons: tuple[tuple[str, float], ...] = ()


# --- who said what --------------------------------------------------------------


class QuoteKind(StrEnum):
    """How the words stand in the article: judged from the marks themselves."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class SpeakerKind(StrEnum):
    """What sort of source a statement is attributed to."""

    PERSON = "person"
    BODY = "body"
    UNNAMED = "unnamed"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom a statement is attributed to, in the article's own words.

    ``name`` is ``text[name_span]``; ``role`` is ``text[role_span]``, or None where
    the article gives none. An unnamed source keeps its description as its name.
    """

    name: str
    name_span: Span
    role: str | None = None
    role_span: Span | None = None
    kind: SpeakerKind = SpeakerKind.PERSON


@dataclass(frozen=True, slots=True)
class Quote:
    """One statement: what was said, the words that report it, and who said it."""

    kind: QuoteKind
    content: tuple[Span, ...]
    """What was said, marks included, in text order; more than one where split."""
    cue: tuple[Span, ...]
    """The reporting words (*said*, *according to*); empty where there are none."""
    source: tuple[Span, ...]
    """The mention it is attributed to (*he*, *the minister*); empty if none."""
    speaker: Speaker | None
    """Who that is, or None where the article does not let us know."""
    negated: bool = False
    """The statement is reported as not made (*has not said*, *denied saying*)."""
    second_hand: bool = False
    """The source reports somebody else's words (*X said that Y said*)."""
    confidence: float = 1.0
    """Calibrated probability that quote and speaker are right, 0..1."""

    def __post_init__(self) -> None:
        """Refuse a quote without words."""
        if not self.content:
            msg = "a quote needs content"
            raise ValueError(msg)

    @property
    def start(self) -> int:
        """Offset of the first character that was said."""
        return self.content[0].start

    @property
    def end(self) -> int:
        """Offset behind the last character that was said."""
        return self.content[-1].end


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount as the article gives it: “at least 250,000 people”."""

    span: Span
    """The whole phrase, qualifier and unit included."""
    amount: float
    unit: str
    """Normalised unit: ``people``, ``%``, ``USD`` …; empty for a bare count."""
    qualifier: str
    """``at least``, ``about`` … as written, or empty."""
    thing: str
    """What is counted, as written (``people killed``); may be empty."""
    sentence: int
    """Index of the sentence it stands in."""
    said_by: Speaker | None = None
    """Who says so, where the sentence is a report."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was understood of one version; a pure function of its text."""

    layout: Layout
    sentences: tuple[Sentence, ...]
    ranks: tuple[Rank, ...]
    """One per sentence."""
    summary: tuple[int, ...]
    """Indexes of the sentences chosen for a summary of the default length."""
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
    embedding: bytes = b""
    """Encoder vector of title and lead, float32 little-endian; may be empty."""


# --- what is shown -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Characters of a version, shown as they stand: ``version.text[span] == text``."""

    version: str
    """The version's id."""
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Ours:
    """Characters of our own: brackets, labels, dates. Shown visibly differently."""

    text: str


Piece = Verbatim | Ours


@dataclass(frozen=True, slots=True)
class Line:
    """A line that may be shown: pieces of one version, and where it comes from."""

    pieces: tuple[Piece, ...]
    version: str
    sentence: int
    """Index of the (first) sentence shown."""
    reasons: tuple[tuple[str, float], ...] = ()
    """Why it was chosen: the features' contributions, largest first."""


@dataclass(frozen=True, slots=True)
class Source:
    """A version together with what was understood of it."""

    version: Version
    reading: Reading
    first_read: datetime | None = None
    """When this set of sources first read it; None where it does not matter."""

    @property
    def outlet(self) -> str:
        """The outlet as given, else the agency the text credits, else empty."""
        agency = self.reading.layout.agency
        given = self.version.article.outlet
        return given or (agency.of(self.version.text) if agency else UNKNOWN_OUTLET)

    @property
    def published(self) -> Published:
        """When it was published as given, else the year the text states."""
        year = self.reading.layout.year
        given = self.version.published
        return Year(year) if isinstance(given, Undated) and year else given

    @property
    def title(self) -> str | None:
        """The headline as it stands in the text, else as given from outside."""
        span = self.reading.layout.title
        return span.of(self.version.text) if span else self.version.title


@dataclass(frozen=True, slots=True)
class Story:
    """Articles of different outlets about the same event.

    ``members`` are version ids in order of first appearance; ``folded`` maps a
    member that repeats another's text to the one it repeats.
    """

    id: str
    members: tuple[str, ...]
    folded: tuple[tuple[str, str], ...] = ()

    @property
    def independent(self) -> int:
        """How many members are reports of their own, reprints folded away."""
        return len(self.members) - len(self.folded)


@dataclass(frozen=True, slots=True)
class Brief:
    """What is shown of a story: a headline, lines, quotations, figures."""

    story: Story
    headline: Line
    lines: tuple[Line, ...]
    quotes: tuple["Cited", ...] = ()
    figures: tuple[tuple[str, Figure], ...] = ()
    """Pairs of version id and figure."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A quotation together with the version it stands in."""

    version: str
    quote: Quote
    variants: tuple[tuple[str, Quote], ...] = ()
    """The same utterance elsewhere: pairs of version id and quote."""


class Outcome(StrEnum):
    """What kind of answer a question got."""

    ANSWER = "answer"
    CLOSEST = "closest"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker across articles, with what they said, most relevant first."""

    name: str
    role: str | None
    kind: SpeakerKind
    quotes: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the articles say in reply; empty where they do not."""

    outcome: Outcome
    voices: tuple[Voice, ...] = ()
    lines: tuple[Line, ...] = ()
    nearest: tuple[str, ...] = ()
    """Names or topics the articles do hold, nearest first, where nothing matched."""
