"""The tagger's network: BERT with shapes, a head for tags and two pointers."""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from summarizer.quotes.shapes import SHAPES

TAGS = 7
POINTERS = 2
"""Content to cue, and cue to source."""


@dataclass(frozen=True, slots=True)
class Size:
    """The shape of the encoder."""

    hidden: int = 384
    inner: int = 1536
    heads: int = 12
    layers: int = 6
    vocabulary: int = 30522
    positions: int = 512
    pointer: int = 128


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = size.heads, dropout
        self.qkv = nn.Linear(size.hidden, 3 * size.hidden)
        self.out = nn.Linear(size.hidden, size.hidden)
        self.norm1 = nn.LayerNorm(size.hidden, eps=1e-12)
        self.up = nn.Linear(size.hidden, size.inner)
        self.down = nn.Linear(size.inner, size.hidden)
        self.norm2 = nn.LayerNorm(size.hidden, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, hidden = x.shape
        qkv = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(
            qkv[0], qkv[1], qkv[2], attn_mask=mask[:, None, None, :]
        )
        seen = self.out(seen.transpose(1, 2).reshape(batch, length, hidden))
        x = self.norm1(x + functional.dropout(seen, self.dropout, self.training))
        inner = self.down(functional.gelu(self.up(x)))
        return self.norm2(x + functional.dropout(inner, self.dropout, self.training))


class Tagging(nn.Module):
    """Tags, pointers and speech for every piece of a window."""

    def __init__(self, size: Size | None = None, dropout: float = 0.1) -> None:
        super().__init__()
        size = size or Size()
        self.size, self.drop, self.dropout = size, dropout, dropout
        self.word = nn.Embedding(size.vocabulary, size.hidden)
        self.position = nn.Embedding(size.positions, size.hidden)
        self.shape = nn.Embedding(SHAPES, size.hidden)
        self.norm = nn.LayerNorm(size.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(size.layers))
        self.tag_in = nn.Linear(size.hidden, size.hidden)
        self.tag_out = nn.Linear(size.hidden, TAGS + 1)
        self.ask = nn.Linear(size.hidden, POINTERS * size.pointer)
        self.answer = nn.Linear(size.hidden, POINTERS * size.pointer)
        nn.init.zeros_(self.shape.weight)
        # Words of 840 articles would drift from those the encoder knows besides.
        self.word.weight.requires_grad_(requires_grad=False)
        self.position.weight.requires_grad_(requires_grad=False)

    def forward(
        self, ids: Tensor, shapes: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Give logits (batch, length, tags + speech) and (batch, pointer, from, to)."""
        places = torch.arange(ids.shape[1])
        x = self.word(ids) + self.position(places) + self.shape(shapes)
        x = functional.dropout(self.norm(x), self.dropout, self.training)
        for layer in self.layers:
            x = layer(x, mask)
        batch, length, _ = x.shape
        tags = self.tag_out(functional.gelu(self.tag_in(x)))
        ask = self.ask(x).view(batch, length, POINTERS, -1).transpose(1, 2)
        answer = self.answer(x).view(batch, length, POINTERS, -1).transpose(1, 2)
        return tags, ask @ answer.transpose(2, 3) / self.size.pointer**0.5


def load_encoder(network: Tagging, weights: Mapping[str, Tensor]) -> None:
    """Copy a BERT encoder's weights, as ``safetensors`` name them, into the network."""
    copy(network.word, weights, "embeddings.word_embeddings")
    copy(network.position, weights, "embeddings.position_embeddings")
    with torch.no_grad():  # our inputs are all of type 0
        network.position.weight += weights["embeddings.token_type_embeddings.weight"][0]
    copy(network.norm, weights, "embeddings.LayerNorm")
    for index, layer in enumerate(network.layers):
        name = f"encoder.layer.{index}."
        with torch.no_grad():
            for kind in ("weight", "bias"):
                parts = [
                    weights[f"{name}attention.self.{part}.{kind}"]
                    for part in ("query", "key", "value")
                ]
                getattr(layer.qkv, kind).copy_(torch.cat(parts))
        copy(layer.out, weights, name + "attention.output.dense")
        copy(layer.norm1, weights, name + "attention.output.LayerNorm")
        copy(layer.up, weights, name + "intermediate.dense")
        copy(layer.down, weights, name + "output.dense")
        copy(layer.norm2, weights, name + "output.LayerNorm")


def copy(module: nn.Module, weights: Mapping[str, Tensor], name: str) -> None:
    """Copy one module's parameters."""
    with torch.no_grad():
        for kind, parameter in module.named_parameters():
            parameter.copy_(weights[f"{name}.{kind}"])
