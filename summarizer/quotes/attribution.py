"""A raw finding: these words report what that source said.

Nobody's name is known yet.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from summarizer.models import Span

SURE = 1.0
"""Margin of a quotation in marks that its source and cue follow at once."""

CERTAIN = 0.9
"""Margin of a quotation in marks beside its cue."""

LIKELY = 0.6
"""Margin of a report in words alone."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content of one statement, linked, each in text order.

    Source and cue may be empty where the finder saw none; content never is.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    margin: float = 1.0
    """How sure the finder was, 0..1; comparable within one finder only."""

    @property
    def start(self) -> int:
        """Offset of the first character that was said."""
        return self.content[0].start

    @property
    def end(self) -> int:
        """Offset behind the last character that was said."""
        return self.content[-1].end


_REACH = 12
"""How many statements back one may still touch a place: they seldom nest deeply."""


def near(kept: Sequence[Attribution], span: Span) -> Sequence[Attribution]:
    """Give the statements that may touch a span; ``kept`` is sorted by start."""
    high = bisect_left(kept, span.end, key=lambda each: each.start)
    low = bisect_left(kept, span.start, key=lambda each: each.start)
    return kept[max(0, low - _REACH) : high]


class Finder(Protocol):
    """Whatever reads raw attributions out of a text: the tagger, or stored findings."""

    def attributions(
        self, text: str, paragraphs: Sequence[Span]
    ) -> tuple[Attribution, ...]:
        """Give the attributions inside these paragraphs, in text order."""
        ...
