"""What the network says about every word of a text, gathered from its windows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from summarizer.encoder import CLS, SEP, Array, Ids
from summarizer.quotes.windows import Window, Words, windows

TAGS = 7
"""Outside, then beginning and continuation of source, cue and content."""

Read = Callable[[Ids, Ids, Ids], Sequence[Array]]
"""The network: pieces, shapes and places of words → tags and pointers of the words."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Probabilities, a row per word."""

    tags: Array
    """(words, 7)"""
    speech: Array
    """(words,) that a cue here reports speech."""
    pointers: Array
    """(2, words, reach): to its cue from a word of a content, to its source from one of a cue.

    Column 0 is for none, column j for word ``origin + j - 1``.
    """
    origin: Ids
    """(2, words)"""


def score(words: Words, read: Read) -> Scores:
    """Let the network read every window."""
    parts = windows(words)
    reach = 1 + max(part.end - part.context for part in parts)
    size = len(words.bounds)
    scores = Scores(
        np.zeros((size, TAGS), np.float32),
        np.zeros(size, np.float32),
        np.zeros((2, size, reach), np.float32),
        np.zeros((2, size), np.int64),
    )
    for part in parts:
        _fill(scores, part, *read(*_inputs(words, part)))
    return scores


def _inputs(words: Words, part: Window) -> tuple[Ids, Ids, Ids]:
    pieces = words.pieces[part.context : part.end]
    shapes = words.shapes[part.context : part.end]
    lengths = np.array([len(word) for word in pieces])
    ids = [CLS, *(piece for word in pieces for piece in word), SEP]
    places = np.concatenate([[0, 1], 1 + np.cumsum(lengths)[:-1]])
    spelt = np.concatenate([[0], np.repeat(shapes, lengths), [0]])
    return np.array([ids]), spelt[None], places


def _fill(scores: Scores, part: Window, tags: Array, pointers: Array) -> None:
    """Keep a window's rows; where a word found no target before, look again."""
    own = slice(part.begin, part.end)
    inner = slice(1 + part.begin - part.context, None)
    tags = tags[0]
    scores.tags[own] = _softmax(tags[inner, :TAGS])
    scores.speech[own] = 1 / (1 + np.exp(-tags[inner, TAGS]))
    chances = _softmax(pointers[0])
    width = chances.shape[-1]
    scores.pointers[:, own, :width] = chances[:, inner]
    scores.origin[:, own] = part.context
    for kind in (0, 1):
        for row, word in enumerate(range(part.context, part.begin), 1):
            later = chances[kind, row]
            if later[0] < 0.5 < scores.pointers[kind, word, 0]:  # noqa: PLR2004
                scores.pointers[kind, word, :width] = later
                scores.pointers[kind, word, width:] = 0
                scores.origin[kind, word] = part.context


def _softmax(logits: Array) -> Array:
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: Array = shifted / shifted.sum(axis=-1, keepdims=True)
    return result
