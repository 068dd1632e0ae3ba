"""Read Slack's JSON: narrow what came over the wire, once, at the edge."""

from collections.abc import Mapping

Object = dict[str, object]
"""A JSON object as Slack sends and takes it."""


def at(value: object, *path: str) -> object:
    """Return what stands under the keys of ``path``; None where a key is missing."""
    for key in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value


def text(value: object, *path: str) -> str:
    """Return the text under ``path``; empty where there is none."""
    found = at(value, *path)
    return found if isinstance(found, str) else ""


def flag(value: object, *path: str) -> bool:
    """Return whether ``true`` stands under ``path``."""
    return at(value, *path) is True


def objects(value: object, *path: str) -> tuple[Object, ...]:
    """Return the objects of the list under ``path``; none where there is no list."""
    found = at(value, *path)
    if not isinstance(found, list):
        return ()
    return tuple(item for item in found if isinstance(item, dict))
