"""Word lists, written as text so that they stay readable."""


def listed(words: str) -> frozenset[str]:
    """Return the words of a text, which blanks part."""
    return frozenset(words.split())
