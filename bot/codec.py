"""Values to JSON and back: messages, readings, whatever the database keeps.

The door to cattrs. Unions are told apart by a ``_type`` key; bytes travel as base64.
"""

import json
from base64 import b64decode, b64encode
from typing import TypeVar

from cattrs.preconf.json import make_converter
from cattrs.strategies import configure_tagged_union

from bot.messages import Block, Inline, Text
from summarizer import Piece, Published, Span, Verbatim

Value = TypeVar("Value")

# What is stored was checked when it was written: where a value broke is not asked.
_converter = make_converter(detailed_validation=False)
_converter.register_structure_hook(Span, lambda value, _: Span(*value))
_converter.register_unstructure_hook(Span, list)
# cattrs would take base85, which is pure Python and slow.
_converter.register_structure_hook(bytes, lambda value, _: b64decode(value))
_converter.register_unstructure_hook(bytes, lambda value: b64encode(value).decode())
for _union in (Text | Verbatim, Inline, Block, Piece, Published):
    configure_tagged_union(_union, _converter)


def dumps(value: object) -> str:
    """Return compact JSON of a dataclass value."""
    plain = _converter.unstructure(value)
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def loads(kind: type[Value], text: str) -> Value:
    """Return the value of ``kind`` that `dumps` wrote.

    Raises:
        ValueError: the text is not what `dumps` writes for this kind.
    """
    try:
        return _converter.structure(json.loads(text), kind)
    except Exception as error:  # cattrs raises groups of many kinds
        raise ValueError(f"not a stored {kind.__name__}: {error}") from error
