"""A story keeps its id while it grows; that stories became one, or several, is said."""

from collections.abc import Mapping

import pytest

from bot.digests.tracking import tracked
from bot.store.turns import Kind, Turn
from summarizer import Story


def groups(*members: str) -> tuple[Story, ...]:
    return tuple(Story(f"new-{each}", tuple(each)) for each in members)


def lasting(**stories: str) -> Mapping[str, str]:
    return {member: story for story, held in stories.items() for member in held}


@pytest.mark.parametrize(
    ("before", "now", "fresh", "stories", "turns"),
    [
        pytest.param({}, ["ab"], "ab", {"new-ab": "ab"}, [], id="new"),
        pytest.param({"x": "ab"}, ["abc"], "c", {"x": "abc"}, [], id="grown"),
        pytest.param({"x": "ab"}, ["ab", "c"], "c", {"new-c": "c"}, [], id="old rests"),
        pytest.param(
            {"x": "ab", "y": "c"},
            ["abcd"],
            "d",
            {"x": "abcd"},
            [Turn("x", Kind.JOINED, "y", "c")],
            id="two became one",
        ),
        pytest.param(
            {"x": "abc"},
            ["ab", "cd"],
            "d",
            {"new-cd": "cd"},
            [
                Turn("new-cd", Kind.PARTED, "x", "a"),
                Turn("x", Kind.LEFT, "new-cd", "c"),
            ],
            id="one became two",
        ),
        pytest.param(
            {"x": "abz", "gone": "q"}, ["ab", "c"], "c", {"new-c": "c"}, [], id="left"
        ),
        pytest.param(
            {"x": "ab", "y": "cd"},
            ["abcd", "e"],
            "e",
            {"new-e": "e"},
            [],
            id="what nothing fresh has part in turns nothing",
        ),
    ],
)
def test_stories_keep_their_ids_and_their_turns_are_noted(
    before: dict[str, str],
    now: list[str],
    fresh: str,
    stories: dict[str, str],
    turns: list[Turn],
) -> None:
    found = tracked(groups(*now), lasting(**before), fresh)

    assert {one.id: "".join(one.members) for one in found.stories} == stories
    assert list(found.turns) == turns


def test_two_stories_never_share_an_id() -> None:
    found = tracked(groups("ab", "cd"), lasting(x="abcd"), "abcd")

    assert len({story.id for story in found.stories}) == 2
