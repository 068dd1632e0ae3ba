"""What the network says about every word of a text, gathered from its windows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from summarizer.encoder import CLS, SEP, Array, Ids
from summarizer.quotes.windows import READ, Words, cut

TAGS = 7
"""Outside, then beginning and continuation of source, cue and content."""

Read = Callable[[Ids, Ids, Ids], Sequence[Array]]
"""The network: pieces, their shapes, places of words → tags, pointers of the words."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Probabilities, a row per word."""

    tags: Array
    """``[words, 7]``"""
    speech: Array
    """``[words]``: that a cue here reports speech."""
    pointers: Array
    """``[2, words, reach]``: from a word of a content to the first of its cue, from one
    of a cue to the first of its source. Column 0 is for none, column j for word
    ``origin + j - 1``."""
    origin: Ids
    """``[words]``: the first word of a word's window."""


def score(words: Words, read: Read) -> Scores:
    """Let the network read every window."""
    ranges = cut(words, READ, READ)
    size = len(words.bounds)
    scores = Scores(
        np.zeros((size, TAGS), np.float32),
        np.zeros(size, np.float32),
        np.zeros((2, size, 1 + max(end - begin for begin, end in ranges)), np.float32),
        np.zeros(size, np.int64),
    )
    for begin, end in ranges:
        tags, pointers = read(*_inputs(words, begin, end))
        scores.tags[begin:end] = _softmax(tags[0, 1:, :TAGS])
        scores.speech[begin:end] = 1 / (1 + np.exp(-tags[0, 1:, TAGS]))
        scores.pointers[:, begin:end, : 1 + end - begin] = _softmax(pointers[0, :, 1:])
        scores.origin[begin:end] = begin
    return scores


def _inputs(words: Words, begin: int, end: int) -> tuple[Ids, Ids, Ids]:
    pieces = words.pieces[begin:end]
    lengths = np.array([len(word) for word in pieces])
    ids = [CLS, *(piece for word in pieces for piece in word), SEP]
    shapes = np.concatenate([[0], np.repeat(words.shapes[begin:end], lengths), [0]])
    places = np.concatenate([[0, 1], 1 + np.cumsum(lengths)[:-1]])
    return np.array([ids]), shapes[None], places


def _softmax(logits: Array) -> Array:
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: Array = shifted / shifted.sum(axis=-1, keepdims=True)
    return result
