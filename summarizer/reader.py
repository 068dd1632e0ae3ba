"""Read one article: everything that is understood of a text by itself, in one pass."""

import re
from dataclasses import dataclass, replace

from summarizer import cleaning, figures, quotes, ranking, selection, stories
from summarizer import text as texts
from summarizer.encoder import Embedder
from summarizer.forest import Forest
from summarizer.models import Layout, Reading, Sentence, Span
from summarizer.quotes.attribution import Finder
from summarizer.selection import Budget

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Reader:
    """The loaded weights. One per process: its sessions are single-threaded."""

    algorithm: str = ranking.LEARNED
    ranker: Forest | None = None
    finder: Finder | None = None
    """Finds attributions; rules alone do where there is none."""
    embedder: Embedder | None = None
    """Readings carry a vector for grouping where there is one."""

    def read(
        self, text: str, title: str | None = None, *, sentences: int = 3
    ) -> Reading:
        """Understand a text, whatever it is.

        Args:
            text: as read or extracted; all spans point into it.
            title: the headline, where it is known from outside the text.
            sentences: length of the summary, at most.
        """
        # A lone surrogate is no character; no encoder takes it. Offsets stay.
        plain = _SURROGATE.sub("\ufffd", text)
        layout = cleaning.layout(plain, title)
        units = _sentences(plain, layout)
        headline = layout.title.of(plain) if layout.title else title
        reading = self._understand(plain, layout, units, headline)
        chosen = selection.choose(plain, units, reading.ranks, Budget(sentences))
        return replace(reading, summary=chosen)

    def _understand(
        self,
        text: str,
        layout: Layout,
        units: tuple[Sentence, ...],
        headline: str | None,
    ) -> Reading:
        ranks = ranking.rank(
            text,
            layout,
            units,
            title=headline,
            weights=self.ranker,
            algorithm=self.algorithm,
        )
        said = quotes.find(text, layout, units, self.finder)
        amounts = figures.find(text, units, said)
        vector = self._vector(text, layout, headline)
        return Reading(layout, units, ranks, (), said, amounts, vector)

    def _vector(self, text: str, layout: Layout, headline: str | None) -> bytes:
        if self.embedder is None:
            return b""
        body = "\n".join(paragraph.of(text) for paragraph in layout.paragraphs)
        said = stories.lead(headline or "", body)
        return bytes(self.embedder.embed([said])[0].astype("<f4").tobytes())


def _sentences(text: str, layout: Layout) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(Span(*span), index)
        for index, paragraph in enumerate(layout.paragraphs)
        for span in texts.sentences(text, paragraph)
    )
