"""Group what was read into stories and tell them; needs no model, only readings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from summarizer import briefs, stories
from summarizer.models import Brief, Published, Source, Story
from summarizer.selection import Budget
from summarizer.stories import Features, Frequencies, Grouping, Item

KEPT = 20_000
"""Features kept between groupings, of the articles grouped last (4 kB each)."""


_Key = tuple[str, str, Published, datetime | None]


@dataclass(frozen=True, slots=True)
class Editor:
    """The loaded word frequencies, and the features of articles seen before."""

    frequencies: Frequencies
    _features: dict[_Key, Features] = field(default_factory=dict)

    def group(self, sources: Sequence[Source]) -> tuple[Story, ...]:
        """Return the stories these articles tell; the same in whatever order."""
        return Grouping(self._feature(source) for source in sources).partition()

    def gather(self, items: Iterable[Item]) -> tuple[Story, ...]:
        """Return the stories that articles from outside the store tell."""
        return stories.group(items, self.frequencies)

    def brief(self, story: Story, sources: Sequence[Source], sentences: int) -> Brief:
        """Tell a story in at most so many sentences.

        Raises:
            ValueError: no source is a member of the story.
        """
        return briefs.compose(story, sources, Budget(sentences))

    def _feature(self, source: Source) -> Features:
        """Return an article's features. When it was first read is a place's own."""
        key = (source.version.id, source.outlet, source.published, source.first_read)
        found = self._features.pop(key, None)
        while len(self._features) >= KEPT:
            del self._features[next(iter(self._features))]
        kept = found or stories.features(_item(source), self.frequencies)
        self._features[key] = kept
        return kept


def _item(source: Source) -> Item:
    text, layout = source.version.text, source.reading.layout
    body = "\n".join(paragraph.of(text) for paragraph in layout.paragraphs)
    return Item(
        id=source.version.id,
        title=source.title or "",
        text=body or None,
        published=source.published,
        embedding=source.reading.embedding,
        outlet=source.outlet,
        first_read=source.first_read,
    )
