"""Text of any direction, kept from turning what stands beside it.

A headline may hold marks that turn the text after it around, so that another outlet's
name seems to stand there. Isolates end that where the headline ends.
https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
"""

import re
from unicodedata import bidirectional

FIRST_STRONG, POP_ISOLATE, POP_EMBEDDING = "\u2068", "\u2069", "\u202c"
_TURNING = {"R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "PDF"} | {
    "LRI",
    "RLI",
    "FSI",
    "PDI",
}
_SURROGATES = re.compile("[\ud800-\udfff]")


def isolated(text: str) -> str:
    """Return ``text`` so that it turns nothing around it; plain Latin as it is.

    Half characters, which no JSON may hold, become the replacement character.
    """
    whole = _SURROGATES.sub("\ufffd", text)
    if whole.isascii():
        return whole
    kinds = [bidirectional(character) for character in whole]
    if _TURNING.isdisjoint(kinds):
        return whole
    opened = sum(kind in ("LRI", "RLI", "FSI") for kind in kinds)
    embedded = sum(kind in ("LRE", "RLE", "LRO", "RLO") for kind in kinds)
    closing = POP_EMBEDDING * embedded + POP_ISOLATE * (opened + 1)
    return f"{FIRST_STRONG}{whole}{closing}"
