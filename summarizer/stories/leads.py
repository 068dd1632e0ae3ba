"""What of an article its vector is made from: the headline and the beginning."""

from typing import Final

LEAD: Final = 1000
"""Characters that are embedded; the encoder reads hardly more."""


def lead(title: str, text: str) -> str:
    """Return the words an article is embedded by; a repeated headline counts once."""
    whole = text if text.startswith(title) else f"{title}\n{text}"
    return whole[:LEAD]
