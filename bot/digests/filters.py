"""What a channel does not want in its briefings: mutes and filters, as people set them.

A filter is words. They are compared by their stems, a phrase in quotation marks as it
stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.store.wishes import Kind, Wish
from summarizer import Source
from summarizer.answers import Topic


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an article is left out, in words, and by which wish."""

    wish: Wish
    why: str


def refused(source: Source, wishes: Sequence[Wish]) -> Refusal | None:
    """Return why a channel does not want an article, or None where it does.

    Of several filters that say what to show, one is enough.
    """
    for wish in wishes:
        if wish.kind is Kind.DROP and matches(wish.subject, source):
            return Refusal(wish, f"filter: without “{wish.subject}”")
    keep = [wish for wish in wishes if wish.kind is Kind.KEEP]
    if not keep or any(matches(wish.subject, source) for wish in keep):
        return None
    named = "” or “".join(wish.subject for wish in keep)
    return Refusal(keep[0], f"filter: only “{named}”")


def muted(
    story: str, sources: Sequence[Source], wishes: Sequence[Wish]
) -> Refusal | None:
    """Return why a channel wants to hear no more of a story, or None."""
    for wish in wishes:
        if wish.kind is not Kind.MUTE:
            continue
        if wish.subject == story or any(matches(wish.subject, s) for s in sources):
            return Refusal(wish, f"muted: “{wish.about or wish.subject}”")
    return None


def matches(words: str, source: Source) -> bool:
    """Tell whether an article is about words, or holds a phrase in quotation marks."""
    text = f"{source.title or ''}\n{source.version.text}".casefold()
    phrases = re.findall(r"[“\"]([^”\"]+)[”\"]", words)
    rest = re.sub(r"[“\"][^”\"]+[”\"]", " ", words).strip()
    held = all(phrase.casefold() in text for phrase in phrases)
    return held and (not rest or Topic(rest, (source,)).about(source) >= 1.0)
