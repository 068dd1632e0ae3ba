"""Addresses of databases, and what is said of those that cannot be opened."""

import pytest

from bot import store
from bot.errors import StoreError


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
