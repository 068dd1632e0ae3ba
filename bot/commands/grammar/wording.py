"""A question back into a line of the grammar: to be remembered, and put on buttons."""

from dataclasses import replace

from bot.commands.grammar import kinds
from bot.commands.grammar.kinds import Scope

Question = (
    kinds.WhoSaid
    | kinds.Said
    | kinds.Ask
    | kinds.Timeline
    | kinds.Numbers
    | kinds.Summary
    | kinds.New
)
"""Commands that can be asked again with another scope."""


def line(question: Question) -> str:
    """Return the line that means this question."""
    scope = question.scope
    about = f" about {scope.topic}" if scope.topic else ""
    period = f" {scope.period.words}" if scope.period.words else ""
    outlet = f" in {scope.outlet}" if scope.outlet else ""
    return f"{_head(question)}{about}{period}{outlet}"


def _head(question: Question) -> str:
    match question:
        case kinds.WhoSaid():
            return "who said what"
        case kinds.Said(person=person):
            return f"quotes {person}"
        case kinds.Timeline(person=person):
            return f"timeline {person}"
        case kinds.Ask(question=text):
            return f"ask {text}"
        case kinds.Summary(ref=ref):
            return f"summary {ref.story}" if ref.story else "summary"
        case kinds.Numbers() | kinds.New():
            return type(question).__name__.lower()


def scoped(question: Question, scope: Scope) -> Question:
    """Return the same question within another scope."""
    return replace(question, scope=scope)


def narrowed(old: Scope, new: Scope) -> Scope:
    """Return a scope with what the new one names in place of the old."""
    return Scope(
        new.topic or old.topic,
        new.period if new.period.words else old.period,
        new.outlet or old.outlet,
    )
