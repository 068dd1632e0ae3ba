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
    """What is thought of every word."""

    tags: Array
    """Probabilities, ``[words, 7]``."""
    speech: Array
    """``[words]``: how probably a cue here reports speech."""
    pointers: dict[int, Array]
    """By the first word of a window: ``[2, words, 1 + words]``, from a word of a
    content to the first of its cue, from one of a cue to the first of its source.
    Column 0 is for none, column j for the window's word j - 1. Only few rows are ever
    asked for: `softmax` makes probabilities of them."""
    origin: list[int]
    """The first word of each word's window."""

    def pointed(self, kind: int, begin: int, end: int) -> tuple[list[float], int]:
        """Give these words' mean probability of every word in their windows.

        With it comes the first of those words.
        """
        mass: list[float] = []
        at = begin
        while at < end:
            first = self.origin[at]
            window = self.pointers[first][kind]
            stop = min(end, first + len(window))
            rows = softmax(window[at - first : stop - first])
            mass += (rows[:, 1:].sum(axis=0) / (end - begin)).tolist()
            at = stop
        return mass, self.origin[begin]


def score(words: Words, read: Read) -> Scores:
    """Let the network read every window."""
    ranges = cut(words, READ, READ)
    size = len(words.bounds)
    tagged = np.zeros((size, TAGS), np.float32)
    scores = Scores(tagged, np.zeros(size, np.float32), {}, [])
    for begin, end in ranges:
        tags, pointers = read(*_inputs(words, begin, end))
        scores.tags[begin:end] = softmax(tags[0, 1:, :TAGS])
        scores.speech[begin:end] = 1 / (1 + np.exp(-tags[0, 1:, TAGS]))
        scores.pointers[begin] = pointers[0, :, 1:]
        scores.origin.extend([begin] * (end - begin))
    return scores


def _inputs(words: Words, begin: int, end: int) -> tuple[Ids, Ids, Ids]:
    pieces = words.pieces[begin:end]
    lengths = np.array([len(word) for word in pieces])
    ids = [CLS, *(piece for word in pieces for piece in word), SEP]
    shapes = np.concatenate([[0], np.repeat(words.shapes[begin:end], lengths), [0]])
    places = np.concatenate([[0, 1], 1 + np.cumsum(lengths)[:-1]])
    return np.array([ids]), shapes[None], places


def softmax(logits: Array) -> Array:
    """Turn a row's numbers into probabilities."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: Array = shifted / shifted.sum(axis=-1, keepdims=True)
    return result
