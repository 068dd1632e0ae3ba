"""A short memory: the last few things, so that the second time is noticed."""

from typing import Generic, TypeVar

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """The newest ``room`` values by key; the oldest is forgotten first."""

    def __init__(self, room: int) -> None:
        """Remember nothing yet."""
        self._room = room
        self._held: dict[str, Value] = {}

    def add(self, key: str, value: Value) -> bool:
        """Remember ``value``; False, and nothing, where the key is held already."""
        if key in self._held:
            return False
        if len(self._held) >= self._room:
            del self._held[next(iter(self._held))]
        self._held[key] = value
        return True

    def get(self, key: str) -> Value | None:
        """Return the value of a key; None where it is not, or no longer, held."""
        return self._held.get(key)
