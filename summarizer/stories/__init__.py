"""Recognise reprints, group articles into stories, tell who had a story first.

Nothing here computes embeddings: an Item brings its own. Grouping works article by
article on features that are computed once and may be kept as bytes.
"""

from collections.abc import Iterable

from summarizer.models import Story
from summarizer.stories.features import Features, Item, features
from summarizer.stories.frequencies import Frequencies
from summarizer.stories.grouping import Grouping
from summarizer.stories.leads import lead
from summarizer.stories.lineage import Lineage, lineage
from summarizer.stories.ordering import Placed, Standing, ordered
from summarizer.stories.shingles import SHARED, containment, fingerprint, sketch
from summarizer.stories.tracking import (
    Ended,
    Event,
    Founded,
    Grew,
    Merged,
    Split,
    track,
)
from summarizer.stories.window import Window

__all__ = [
    "SHARED",
    "Ended",
    "Event",
    "Features",
    "Founded",
    "Frequencies",
    "Grew",
    "Grouping",
    "Item",
    "Lineage",
    "Merged",
    "Placed",
    "Split",
    "Standing",
    "containment",
    "features",
    "fingerprint",
    "group",
    "lead",
    "lineage",
    "ordered",
    "sketch",
    "trace",
    "track",
]


def trace(articles: Iterable[Features]) -> tuple[Story, Lineage]:
    """Make one story of articles, however unlike, and tell how it came about.

    Raises:
        ValueError: there are no articles.
    """
    held = {article.id: article for article in articles}
    if not held:
        raise ValueError("a story of no articles")
    window = Window()
    story = window.story([window.add(article)[0] for article in held.values()])
    return story, lineage(story, held)


def group(items: Iterable[Item], frequencies: Frequencies) -> tuple[Story, ...]:
    """Group articles into stories, on the same path as one by one."""
    return Grouping(features(item, frequencies) for item in items).partition()
