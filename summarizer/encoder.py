"""Run small networks over text: word pieces, ONNX sessions, vectors of sentences.

The only module that knows onnxruntime and tokenizers.
"""

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Ids = NDArray[np.int64]

CLS, SEP, PAD = 101, 102, 0
"""Marks of the BERT vocabulary: beginning and end of an input, and padding."""


WIDTH = 384
"""Numbers in a sentence's vector."""
READ = 126
"""Pieces of a text that its vector is made of; the model was trained on 128."""
BATCH = 256
"""Pieces that are read at once; more would be no faster and take more memory."""


_COMMON = r"“”‘’–—…"
_MARKS = rf"!-/:-@\\^-`{{-~{_COMMON}"
_PLAIN = re.compile(rf"[a-zA-Z0-9 \n{_MARKS}]*")
"""Text of which BERT's rules for words are those of `_WORD`; [MASK] and its like are
words of their own to the tokenizer, so texts with brackets are left to it."""
_WORD = re.compile(rf"[a-zA-Z0-9]+|[{_MARKS}]")
KEPT = 20_000
"""Words whose pieces are remembered; most of a text's have been met before."""


class WordPieces:
    """Split text into words and their pieces, with code-point offsets."""

    def __init__(self, tokenizer: bytes) -> None:
        """Read a ``tokenizer.json``."""
        from tokenizers import Tokenizer  # noqa: PLC0415  # only workers load models

        self._tokenizer = Tokenizer.from_str(tokenizer.decode())
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._known: dict[str, tuple[int, ...]] = {}

    def ids(self, text: str) -> list[int]:
        """Give the ids of a text's pieces."""
        found: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return found

    def words(self, text: str) -> tuple[list[tuple[int, int]], list[tuple[int, ...]]]:
        """Give each word's (start, end) in the text and the ids of its pieces."""
        if not _PLAIN.fullmatch(text):
            return self._any_words(text)
        found = list(_WORD.finditer(text))
        known = self._known.get
        pieces = [known(word[0]) or self._pieces(word[0]) for word in found]
        return [word.span() for word in found], pieces

    def _pieces(self, word: str) -> tuple[int, ...]:
        if len(self._known) >= KEPT:
            self._known.clear()
        found = self._known[word] = tuple(self.ids(word))
        return found

    def _any_words(
        self, text: str
    ) -> tuple[list[tuple[int, int]], list[tuple[int, ...]]]:
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        bounds: list[tuple[int, int]] = []
        pieces: list[tuple[int, ...]] = []
        last = None
        for word, (start, end), piece in zip(
            encoding.word_ids, encoding.offsets, encoding.ids, strict=True
        ):
            if word == last:
                bounds[-1] = (bounds[-1][0], end)
                pieces[-1] += (piece,)
            else:
                bounds.append((start, end))
                pieces.append((piece,))
            last = word
        return bounds, pieces


class Network:
    """One ONNX graph in its own single-threaded session."""

    def __init__(self, model: bytes) -> None:
        """Load the graph; the weights stay in memory as long as the object lives."""
        import onnxruntime as ort  # noqa: PLC0415  # only workers load models

        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # Its kernel is slower than the addition and the norm that it replaces.
        self._session = ort.InferenceSession(
            model,
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],
        )

    def run(self, inputs: Mapping[str, NDArray[np.generic]]) -> Sequence[Array]:
        """Give the graph's outputs, in its order."""
        outputs: Sequence[Array] = self._session.run(None, dict(inputs))
        return outputs


class Embedder:
    """Sentences as vectors: near each other where they mean nearly the same."""

    def __init__(self, model: bytes, tokenizer: bytes) -> None:
        """Load a BERT graph that gives its last hidden states, and its word pieces."""
        self._network = Network(model)
        self._pieces = WordPieces(tokenizer)

    def embed(self, texts: Sequence[str]) -> Array:
        """Give a unit vector per text, ``[texts, 384]``; one without words is all 0.

        Only the first `READ` pieces of a text count. Mean pooling, as the model was
        trained (Reimers and Gurevych 2019).
        """
        rows = np.zeros((len(texts), WIDTH), np.float32)
        spelt = [self._pieces.ids(text)[:READ] for text in texts]
        order = sorted(range(len(texts)), key=lambda index: len(spelt[index]))
        while order:
            size = max(1, BATCH // (2 + len(spelt[order[-1]])))
            batch, order = order[-size:], order[:-size]
            rows[batch] = self._pooled([spelt[index] for index in batch])
        return rows

    def _pooled(self, batch: Sequence[Sequence[int]]) -> Array:
        ids = np.zeros((len(batch), 2 + max(map(len, batch))), np.int64)
        for row, pieces in zip(ids, batch, strict=True):
            row[: len(pieces) + 2] = [CLS, *pieces, SEP]
        mask = (ids != PAD).astype(np.int64)
        inputs = {
            "input_ids": ids,
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(ids),
        }
        (hidden,) = self._network.run(inputs)
        sums: Array = (hidden * mask[:, :, None]).sum(axis=1)
        sums[[not pieces for pieces in batch]] = 0
        lengths = np.sqrt((sums * sums).sum(axis=1, keepdims=True))
        unit: Array = (sums / np.maximum(lengths, 1e-9)).astype(np.float32)
        return unit
