"""Group what was read into stories and tell them; needs no model, only readings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from summarizer import briefs, stories
from summarizer.models import Brief, Published, Source, Story
from summarizer.selection import Budget
from summarizer.stories import Features, Frequencies, Grouping, Item, Lineage

KEPT = 20_000
"""Features kept between groupings, of the articles grouped last (4 kB each)."""

SETS = 3
"""Sets of articles kept grouped, those asked for last (25 MB for 2,000 articles)."""

FEW = 50
"""Articles that are grouped anew each time."""


_Key = tuple[str, str, Published, datetime | None]


@dataclass(frozen=True, slots=True)
class Editor:
    """The loaded word frequencies, and the features of articles seen before."""

    frequencies: Frequencies
    _features: dict[_Key, Features] = field(default_factory=dict)
    _groupings: list[Grouping] = field(default_factory=list)

    def group(self, sources: Sequence[Source]) -> tuple[Story, ...]:
        """Return the stories these articles tell; the same in whatever order.

        Only what came and went since much the same articles were grouped is looked at.
        """
        wanted = {source.version.id: self._feature(source) for source in sources}
        if len(wanted) < FEW:
            return Grouping(wanted.values()).partition()
        grouping = self._taken(wanted)
        self._groupings[:] = [grouping, *self._groupings][:SETS]
        grouping.drop(_other(grouping, wanted))
        grouping.add(wanted.values())
        return grouping.partition()

    def trace(self, sources: Sequence[Source]) -> tuple[Story, Lineage]:
        """Return articles as one story, and tell how it came about.

        Raises:
            ValueError: there are no articles.
        """
        return stories.trace(self._feature(source) for source in sources)

    def gather(self, items: Iterable[Item]) -> tuple[Story, ...]:
        """Return the stories that articles from outside the store tell."""
        return stories.group(items, self.frequencies)

    def brief(self, story: Story, sources: Sequence[Source], sentences: int) -> Brief:
        """Tell a story in at most so many sentences.

        Raises:
            ValueError: no source is a member of the story.
        """
        return briefs.compose(story, sources, Budget(sentences))

    def _taken(self, wanted: Mapping[str, Features]) -> Grouping:
        """Take the grouping that differs least from what is wanted, or a new one."""
        best, least = None, len(wanted)
        for grouping in self._groupings:
            gone = len(_other(grouping, wanted))
            differs = gone + len(wanted) - (len(grouping) - gone)
            if differs < least:
                best, least = grouping, differs
        if best is None:
            return Grouping()
        self._groupings.remove(best)
        return best

    def _feature(self, source: Source) -> Features:
        """Return an article's features. When it was first read is a place's own."""
        key = (source.version.id, source.outlet, source.published, source.first_read)
        found = self._features.pop(key, None)
        while len(self._features) >= KEPT:
            del self._features[next(iter(self._features))]
        kept = found or stories.features(_item(source), self.frequencies)
        self._features[key] = kept
        return kept


def _other(grouping: Grouping, wanted: Mapping[str, Features]) -> list[str]:
    """Return the ids of what a grouping holds and is not wanted, or not like this."""
    return [held.id for held in grouping if wanted.get(held.id) != held]


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
