"""Asked again about other articles, the editor answers as one who never was asked."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from summarizer import Article, Editor, Layout, Moment, Reading, Source, Span, Version
from summarizer.editor import FEW
from summarizer.stories import Frequencies

NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)
WORDS = [f"word{n}" for n in range(40)]
BACKGROUND = Frequencies(1000, dict.fromkeys(WORDS, 5))


def make(name: int, rng: random.Random) -> Source:
    event = WORDS[name % 8 * 5 :][:5]
    text = " ".join([*rng.choices(event, k=8), *rng.choices(WORDS, k=4)])
    version = Version(
        Article(f"a{name}", f"Outlet {name % 5}", None),
        text,
        Moment(NOON + timedelta(hours=name)),
        id=f"v{name:03}",
    )
    layout = Layout(None, None, None, None, (Span(0, len(text)),), ())
    return Source(version, Reading(layout, (), (), (), ()), NOON)


@pytest.mark.parametrize("seed", range(4))
def test_what_was_asked_before_changes_nothing(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    held = [make(name, rng) for name in range(3 * FEW)]
    editor = Editor(BACKGROUND)

    for _ in range(6):
        start, size = rng.randrange(FEW), rng.randrange(FEW, 2 * FEW)
        asked = held[start : start + size]
        if rng.random() < 0.5:
            asked = [replace(one, first_read=NOON + timedelta(1)) for one in asked]
        rng.shuffle(asked)

        assert editor.group(asked) == Editor(BACKGROUND).group(sorted_by_id(asked))


def sorted_by_id(sources: list[Source]) -> list[Source]:
    return sorted(sources, key=lambda source: source.version.id)


def test_articles_taken_for_one_story_tell_who_was_first() -> None:
    rng = random.Random(0)  # noqa: S311
    early, late = make(1, rng), make(2, rng)
    copy = replace(
        late, version=replace(early.version, id="w", article=Article("c", "Copy", None))
    )

    story, traced = Editor(BACKGROUND).trace([late, copy, early])

    assert story.members == ("v001", "w", "v002")
    assert story.folded == (("w", "v001"),)
    assert (traced.first, traced.outlet) == ("v001", "Outlet 1")
    assert (traced.outlets, traced.independent) == (3, 2)
    assert traced.shared == (("v001", "w"),)


def test_no_articles_are_no_story() -> None:
    with pytest.raises(ValueError, match="no articles"):
        Editor(BACKGROUND).trace([])
