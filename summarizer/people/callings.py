"""Words that say what somebody is: *spokeswoman*, *chairman of*, *ecologist*."""

from functools import lru_cache

from summarizer.people.listed import listed
from summarizer.people.offices import COURTESY, ROLES, TITLES


@lru_cache(maxsize=1 << 14)
def is_role(word: str) -> bool:
    """Tell whether this word says what somebody is."""
    lower = word.lower().strip(',.;:()“”"')
    if lower in _NOT_ALONE:
        return False
    return (
        lower in ROLES
        or lower in TITLES
        or (lower + "." in TITLES)
        or (lower.endswith("s") and lower[:-1] in ROLES)
        or lower.endswith(("woman", "ologist", "elect", "chief", "mate"))
        or (lower.endswith("man") and lower not in {"man", "human", "german", "roman"})
        or ("-" in lower and lower.rsplit("-", 1)[1] in ROLES)
        or ("-of-" in lower and lower.split("-", 1)[0] in ROLES)
    )


_NOT_ALONE = listed("former acting interim crown prime democratic emeritus st.")
"""Parts of titles that are none by themselves."""


def head(words: list[str]) -> int | None:
    """Index of the word that says what somebody is, before any *of*, *at*, *who*."""
    last = None
    first = 2 if [word.lower() for word in words[:2]] == ["one", "of"] else 0
    for index, word in enumerate(words):
        lower = word.lower().strip(",;")
        if index > first and lower in _AFTER_HEAD:
            break
        if is_role(word):
            last = index
    return last


_AFTER_HEAD = listed(
    "of for at in from with who on to among behind under by as against within"
)


def gendered(word: str) -> str:
    """Return the gender a calling tells: ``m``, ``f``, or empty; lower case."""
    if word in COURTESY:
        return COURTESY[word]
    if word.endswith("woman") or word == "girl":
        return "f"
    return "m" if (word.endswith("man") and is_role(word)) or word == "boy" else ""
