import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.identity import canonical

SAME = "https://lantern.example/2026/ferry"


@pytest.mark.parametrize(
    "address",
    [
        "https://lantern.example/2026/ferry",
        "http://lantern.example/2026/ferry/",
        "HTTPS://WWW.Lantern.Example:443/2026/ferry",
        "https://m.lantern.example/2026/ferry#comments",
        "https://amp.lantern.example/2026/ferry",
        "https://lantern.example/2026/ferry/amp",
        "https://lantern.example/2026/ferry/amp/",
        "https://lantern.example/2026/ferry?utm_source=x&fbclid=1&outputType=amp",
        "https://lantern.example/2026/ferry/index.html?at_medium=RSS",
        " https://lantern.example./2026/ferry ",
    ],
)
def test_ways_to_write_one_address_are_one(address: str) -> None:
    assert canonical(address) == SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/?id=1", "https://a.example/?id=2"),
        ("https://a.example/A", "https://a.example/a"),
        ("https://a.example:8080/a", "https://a.example/a"),
        ("https://a.example/amplify", "https://a.example/lify"),
        ("https://m.example/a", "https://example/a"),
    ],
)
def test_what_may_be_another_article_stays_apart(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


def test_the_order_of_parameters_does_not_matter() -> None:
    one = canonical("https://a.example/?b=2&a=1")

    assert one == canonical("https://a.example/?a=1&b=2")


@given(st.text())
def test_any_text_has_a_canonical_form_that_stays(text: str) -> None:
    once = canonical(text)

    assert canonical(once) == once
