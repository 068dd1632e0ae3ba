"""How prominent a mention is in its sentence: whom the next *he* or *she* takes up."""

import re

from summarizer.people import Name
from summarizer.quotes.cues import VERBS


def prominence(text: str, start: int, name: Name) -> float:
    """How prominent a mention is in its sentence: as a subject, as an owner, else."""
    before = text[start : name.whole.start]
    if _TOPIC.search(before) or _WORDS.match(text, name.span.end):
        return 1.5
    if _OWNS.match(text, name.span.end):
        return -0.7
    if _OBJECT.search(before):
        return 0.0
    if not _VERB.search(before) or before.endswith("said "):
        return 1.5
    follows = bool(_VERB.match(text, name.span.end + 1))
    return (1.5 if before.endswith(", ") else 0.4) if follows else 0.2


_TOPIC = re.compile(
    r"^(?:As for|For) $|\baccording to (?:an? \w+ (?:by|from) )?$", re.IGNORECASE
)
_WORDS = re.compile(
    r"[’']s?\s(?:\w+\s)?(?:statement|speech|remarks?|comments?|words|tweets?|letter|"
    r"address|testimony|post|interview|answer)\b"
)
_OWNS = re.compile(r"[’']s?\s|\s(?:campaign|administration|supporter|aide|team|ally)")
_OBJECT = re.compile(
    r"\b(?:with|for|of|to|by|from|against|about|like|and|on|than|at|over|into|as|toward|towards|behind|after|"
    r"including|between|both)\s(?:[\w’.-]+\s)?$",
    re.IGNORECASE,
)
_IRREGULAR = (
    "is was are were has had have told will would did does can could may might met saw "
    "sees won led went came made took gave ran stood sat spoke held kept left lost "
    "believes thinks hopes wants"
)
_VERB = re.compile(
    rf"\b(?:{'|'.join([*sorted(VERBS), *_IRREGULAR.split()])}|[a-z]{{3,}}ed)\b"
)
