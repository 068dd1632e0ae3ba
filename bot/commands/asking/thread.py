"""Lines that lean on the one before: “more”, “and her?”, “only Reuters”."""

from collections.abc import Sequence

from bot.commands import texts
from bot.commands.answered import Question
from bot.commands.grammar import kinds, scopes, wording
from bot.commands.grammar.kinds import Command
from bot.commands.grammar.wording import narrowed, scoped
from bot.errors import CommandError
from summarizer import Source, answers


def again(before: Command | None) -> wording.Question:
    """Return the question before.

    Raises:
        CommandError: nothing was asked here that can be gone on with.
    """
    if isinstance(before, wording.Question):
        return before
    raise CommandError("There is no question here to go on with. Ask one first.")


def also(
    asked: kinds.Also, before: Command | None, last: Question, sources: Sequence[Source]
) -> Command:
    """Return the question before, about another speaker or topic."""
    old = again(before)
    heard = answers.heard(sources)
    person = resolved(asked.whom, last.names, sources)
    scope = narrowed(old.scope, asked.scope)
    if person or answers.named(asked.whom, heard):
        return kinds.Said(person or asked.whom, scope)
    return scoped(old, narrowed(old.scope, kinds.Scope(scopes.topic(asked.whom))))


def others(asked: kinds.Others, before: Command | None) -> Command:
    """Return who said what on the topic of the question before."""
    return kinds.WhoSaid(narrowed(again(before).scope, asked.scope))


def resolved(word: str, names: Sequence[str], sources: Sequence[Source]) -> str:
    """Return the speaker a pronoun means: of those just shown, whom it fits.

    Empty where it is no pronoun.

    Raises:
        CommandError: it is one, and fits nobody who was just shown, or nobody alone.
    """
    fits = answers.pronoun(word)
    if not fits:
        return ""
    heard = answers.heard(sources)
    mentioned = [h.voice.name for h in heard if h.pronouns & fits]
    shown = [name for name in names if name in mentioned]
    found = shown or (mentioned if len(mentioned) == 1 else [])
    if not found:
        some = ", ".join(mentioned[: texts.BUTTONS])
        whom = f" Perhaps {some}?" if some else ""
        raise CommandError(f"Whom do you mean by “{word}”?{whom} Say the name.")
    return found[0]
