"""The commands there are, as values. What a line of the grammar can mean."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.commands.grammar.dates import ALWAYS, Period


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question is limited to; empty where it is not."""

    topic: str = ""
    period: Period = ALWAYS
    outlet: str = ""
    """An outlet held, by its own name."""


@dataclass(frozen=True, slots=True)
class Ref:
    """What a number points at: story 2, or line 1 of story 2; None for all shown."""

    story: int | None = None
    item: int | None = None


EVERYWHERE = Scope()
ALL = Ref()

# --- asking -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WhoSaid:
    """Who said what, by speaker."""

    scope: Scope = EVERYWHERE


@dataclass(frozen=True, slots=True)
class Said:
    """What one speaker said."""

    person: str
    scope: Scope = EVERYWHERE


@dataclass(frozen=True, slots=True)
class Ask:
    """Any question, in the asker's words."""

    question: str
    scope: Scope = EVERYWHERE


@dataclass(frozen=True, slots=True)
class Verify:
    """Whether somebody, or this person, really said these words."""

    text: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """What one speaker said over time, oldest first."""

    person: str
    scope: Scope = EVERYWHERE


@dataclass(frozen=True, slots=True)
class Numbers:
    """Every figure about a topic, and who says so."""

    scope: Scope


@dataclass(frozen=True, slots=True)
class First:
    """Where a topic was seen first."""

    topic: str


@dataclass(frozen=True, slots=True)
class Compare:
    """What two outlets have of a topic, side by side."""

    one: str
    two: str
    topic: str


# --- reading ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Brief:
    """The briefing now, or one article by its address."""

    address: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """The stories in a few sentences each; one of them; or those on a topic."""

    ref: Ref = ALL
    scope: Scope = EVERYWHERE
    sentences: int | None = None


@dataclass(frozen=True, slots=True)
class New:
    """What came since the last briefing, or since a date."""

    scope: Scope = EVERYWHERE


@dataclass(frozen=True, slots=True)
class Quotes:
    """Everything quoted in a story."""

    ref: Ref


@dataclass(frozen=True, slots=True)
class Sources:
    """The articles of a story or topic, copies folded."""

    ref: Ref = ALL
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """The sentences around those shown."""

    ref: Ref = ALL


@dataclass(frozen=True, slots=True)
class Why:
    """Why a story was shown, or what became of the article at an address."""

    ref: Ref = ALL
    address: str = ""


# --- going on ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Also:
    """The question before, about another speaker or topic: “and Hallorand?”."""

    whom: str
    scope: Scope = EVERYWHERE


@dataclass(frozen=True, slots=True)
class Others:
    """The question before, about everybody else: “who else?”."""

    scope: Scope = EVERYWHERE


@dataclass(frozen=True, slots=True)
class Only:
    """The question before, narrowed: “only Reuters”, “before May”."""

    scope: Scope


@dataclass(frozen=True, slots=True)
class More:
    """The next part of the answer before."""


@dataclass(frozen=True, slots=True)
class Export:
    """The answer before as a file."""

    form: str


# --- being told -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Watch:
    """Tell this place about a person or topic; ``speaks`` only when they speak."""

    subject: str
    """Empty: tell what is watched."""
    about: str = ""
    speaks: bool = False


@dataclass(frozen=True, slots=True)
class Unwatch:
    """End a watch."""

    subject: str


@dataclass(frozen=True, slots=True)
class Mute:
    """Leave a story or topic out of later briefings, for a while or for good."""

    ref: Ref = ALL
    topic: str = ""
    length: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Unmute:
    """Let it in again."""

    ref: Ref = ALL
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Vote:
    """Note that somebody found a story useful, or not."""

    up: bool
    ref: Ref = ALL


# --- configuring ------------------------------------------------------------------


class Verb(StrEnum):
    """What can be done to digests, feeds and filters."""

    NOW = "now"
    PREVIEW = "preview"
    CREATE = "create"
    EDIT = "edit"
    LIST = "list"
    PAUSE = "pause"
    RESUME = "resume"
    SKIP = "skip"
    DELETE = "delete"
    ADD = "add"
    REMOVE = "remove"
    TEST = "test"
    IMPORT = "import"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class Digest:
    """Do something to this place's briefings. ``number`` is one of the list's."""

    verb: Verb
    number: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """Do something to this place's sources."""

    verb: Verb
    words: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """Do something to this place's filters."""

    verb: Verb
    words: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Show this place's settings, or change one: ``zone Europe/Berlin``."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """How this place's sources and briefings are doing."""


@dataclass(frozen=True, slots=True)
class Help:
    """What can be typed; ``topic`` narrows it."""

    topic: str = ""
    lacking: bool = False
    """The topic is the word of a command that was typed without what it needs."""


Asking = WhoSaid | Said | Ask | Verify | Timeline | Numbers | First | Compare
Reading = Brief | Summary | New | Quotes | Sources | Context | Why
Leaning = Also | Others | Only | More
"""Lines that mean nothing without the question before."""
Wishing = Watch | Unwatch | Mute | Unmute | Vote
Managing = Digest | Feed | Filter | Settings | Status | Help | Export

Command = Asking | Reading | Leaning | Wishing | Managing
