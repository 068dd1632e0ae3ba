"""An answer, and what the next line in the thread may lean on."""

from dataclasses import dataclass

from bot.messages import Message


@dataclass(frozen=True, slots=True)
class Question:
    """The last question of a thread: as a line, how much was shown, and of whom."""

    line: str = ""
    """The line of the grammar that asks it again; empty where nothing can go on."""
    seen: int = 0
    names: tuple[str, ...] = ()
    """The speakers shown, in order: whom a pronoun may mean."""


NO_QUESTION = Question()


@dataclass(frozen=True, slots=True)
class Answered:
    """What to say; ``private`` where only the asker should see it."""

    message: Message
    question: Question = NO_QUESTION
    private: bool = False
    shows: bool = False
    """It shows lines that can be looked into, though nothing can be asked again."""

    @property
    def lasting(self) -> bool:
        """Tell whether the next line may lean on it."""
        return not self.private and (self.shows or bool(self.question.line))
