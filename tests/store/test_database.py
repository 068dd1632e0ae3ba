"""Addresses of databases, and what is said of those that cannot be opened."""

import pytest
from sqlalchemy import event

from bot import store
from bot.errors import StoreError
from bot.store import Store, stories
from tests.factories import NOW


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://bot:hunt@er2@127.0.0.1:1/news",
        "postgresql://bot:hunt@x:er2@127.0.0.1/news",
        "postgresql://bot:hunter2@127.0.0.1:1/news",
        "postgresql://127.0.0.1:1/news?user=bot&password=hunter2",
        "mysql://bot:hunter2@127.0.0.1/news",
    ],
)
async def test_no_part_of_a_password_is_shown(url: str) -> None:
    with pytest.raises(StoreError) as refused:
        async with store.opened(url):
            pass

    assert "hunt" not in str(refused.value)
    assert "er2" not in str(refused.value)


async def test_the_stories_of_a_place_are_kept_in_one_statement(db: Store) -> None:
    """One for each of 2,000 articles kept all others from writing for seconds."""
    written: list[str] = []

    def note(*seen: object) -> None:
        written.append(str(seen[2]))

    event.listen(db.engine.sync_engine, "before_cursor_execute", note)
    for turn in ("first", "second"):
        members = [(f"v{number}", f"{turn} {number}") for number in range(100)]
        async with db.writing() as tx:
            await stories.keep(tx, "reads", members, now=NOW)
            held = await stories.lasting(tx, "reads", since=NOW)
        assert held == dict(members)

    assert len([line for line in written if line.startswith("INSERT")]) == 2
