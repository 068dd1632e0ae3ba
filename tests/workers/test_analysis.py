"""The pool survives its workers, and finds the text that kills them."""

from bot.workers import analysis
from bot.workers.analysis import CHUNK, Failed
from summarizer import Reading

LOADER = "tests.workers.chores:load"


async def test_texts_are_read_in_order() -> None:
    async with analysis.opened(1, LOADER) as pool:
        results = await pool.read([("four", None), ("x", "title"), ("broken", None)])

    first, second, third = results
    assert isinstance(first, Reading)
    assert isinstance(second, Reading)
    assert (first.summary, second.summary) == ((4,), (5,))
    assert third == Failed("ValueError('broken')")


async def test_a_text_that_kills_its_worker_fails_alone() -> None:
    tasks = [("fine", None)] * 3 + [("poison", None)] + [("fine", None)] * CHUNK

    async with analysis.opened(1, LOADER) as pool:
        results = await pool.read(tasks)

    failed = [at for at, result in enumerate(results) if isinstance(result, Failed)]
    assert failed == [3]
    assert len(results) == len(tasks)
