"""A document may cost its worker its life, and nothing else."""

from collections.abc import Callable

import pytest

from bot.errors import Refused, Unreadable
from bot.workers import parsing
from tests.workers import chores

BAD = [
    pytest.param(chores.hang, 60.0, "longer than 0.5 s", id="sleeps-too-long"),
    pytest.param(chores.spin, 60.0, "longer than 0.5 s", id="takes-too-long"),
    pytest.param(chores.swallow, 4_000, "too much memory", id="takes-too-much-memory"),
    pytest.param(chores.nest, 0, "nested too deeply", id="is-nested-too-deeply"),
    pytest.param(chores.die, "", "ended its process", id="crashes-the-parser"),
]


@pytest.mark.parametrize(("function", "argument", "text"), BAD)
async def test_a_bad_document_is_unreadable_and_the_next_is_read(
    function: Callable[[object], object], argument: object, text: str
) -> None:
    async with parsing.opened(1) as pool:
        await pool.run(chores.shout, "the worker is there", timeout=60)

        with pytest.raises(Unreadable, match=text):
            await pool.run(function, argument, timeout=0.5 if text[0] == "l" else 60)

        assert await pool.run(chores.shout, "next", timeout=60) == "NEXT"


async def test_what_a_parser_refuses_comes_back_as_it_is() -> None:
    async with parsing.opened(1) as pool:
        with pytest.raises(Refused, match="a rule"):
            await pool.run(chores.refuse, "a rule", timeout=60)
