"""Lasting ids: a story stays itself while it grows, splits and merges."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.models import Story
from summarizer.stories import (
    Ended,
    Event,
    Founded,
    Grew,
    Merged,
    Split,
    Standing,
    ordered,
    track,
)

NOW = datetime(2031, 5, 6, 12, tzinfo=UTC)


def tell(name: str, members: str, folded: tuple[tuple[str, str], ...] = ()) -> Story:
    return Story(name, tuple(members), folded)


@pytest.mark.parametrize(
    ("before", "after", "ids", "events"),
    [
        pytest.param([], ["ab"], {"ab": "new-ab"}, [Founded("new-ab")], id="founded"),
        pytest.param(["ab"], ["ab"], {"ab": "old-ab"}, [], id="unchanged"),
        pytest.param(
            ["ab"], ["abc"], {"abc": "old-ab"}, [Grew("old-ab", ("c",))], id="grew"
        ),
        pytest.param(["ab"], [], {}, [Ended("old-ab")], id="ended"),
        pytest.param(["abc"], ["bc"], {"bc": "old-abc"}, [], id="its oldest expired"),
        pytest.param(
            ["abc", "de"],
            ["abcde"],
            {"abcde": "old-abc"},
            [Grew("old-abc", ("d", "e")), Merged("old-abc", ("old-de",))],
            id="merged into the larger",
        ),
        pytest.param(
            ["abcde"],
            ["abc", "de"],
            {"abc": "old-abcde", "de": "new-de"},
            [Split("old-abcde", ("new-de",))],
            id="the larger part keeps the id",
        ),
    ],
)
def test_ids_last(
    before: list[str], after: list[str], ids: dict[str, str], events: list[Event]
) -> None:
    previous = [tell(f"old-{members}", members) for members in before]
    partition = [tell(f"new-{members}", members) for members in after]

    stories, told = track(previous, partition)

    assert {"".join(story.members): story.id for story in stories} == ids
    assert list(told) == events


def test_an_id_in_use_is_not_given_to_another_story() -> None:
    previous = [tell("x", "abc")]
    partition = [tell("y", "bc"), tell("x", "a")]

    stories, _ = track(previous, partition)

    assert {story.id for story in stories if "b" in story.members} == {"x"}
    assert len({story.id for story in stories}) == 2


@st.composite
def partitions(draw: st.DrawFn) -> list[Story]:
    homes = draw(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 4)))
    stories: dict[int, str] = {}
    for member, home in sorted(homes.items()):
        stories[home] = stories.get(home, "") + member
    return [tell(f"s-{members[0]}", members) for members in stories.values()]


@settings(deadline=None)
@given(partitions(), partitions())
def test_tracking_changes_ids_and_nothing_else(
    before: list[Story], after: list[Story]
) -> None:
    stories, _ = track(before, after)

    assert sorted(s.members for s in stories) == sorted(s.members for s in after)
    assert len({story.id for story in stories}) == len(after)
    assert track(stories, stories)[1] == ()


def test_a_briefing_begins_with_what_most_report_themselves() -> None:
    reprinted = tell("reprinted", "abcd", (("b", "a"), ("c", "a"), ("d", "a")))
    own = tell("own", "ef")
    rows = [
        Standing(reprinted, NOW, ("floods",)),
        Standing(own, NOW - timedelta(hours=9)),
        Standing(tell("copied", "mno", (("n", "m"),)), NOW - timedelta(hours=9)),
        Standing(tell("stale", "gh"), NOW - timedelta(hours=30), ("floods", "dams")),
        Standing(tell("topical", "ij"), NOW - timedelta(hours=9), ("floods",)),
        Standing(tell("timeless", "kl"), None),
    ]

    placed = ordered(rows, NOW)

    names = [one.story.id for one in placed]
    assert names == ["topical", "copied", "own", "stale", "timeless", "reprinted"]
    assert (placed[0].age, placed[0].topics) == (9, ("floods",))
    assert placed[4].age is None
