"""Narrow the network's inner layers: keep the neurons the loss would miss most."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import torch
from torch import Tensor, nn

from benchmarks.train.quotes.batches import Batch
from benchmarks.train.quotes.network import Layer, Tagging


def narrowed(
    network: Tagging,
    inner: int,
    batches: Iterable[Batch],
    loss: Callable[[nn.Module, Batch], Tensor],
) -> Tagging:
    """Give a copy whose layers have ``inner`` neurons, those of largest importance.

    Importance is the first-order change of the loss if a neuron were silent, summed
    over batches (Molchanov et al., 2017).
    """
    kept = [
        values.topk(inner).indices.sort().values
        for values in importance(network, batches, loss)
    ]
    small = Tagging(replace(network.size, inner=inner))
    state = network.state_dict()
    for index, chosen in enumerate(kept):
        part = f"layers.{index}."
        state[part + "up.weight"] = state[part + "up.weight"][chosen]
        state[part + "up.bias"] = state[part + "up.bias"][chosen]
        state[part + "down.weight"] = state[part + "down.weight"][:, chosen]
    small.load_state_dict(state)
    return small


def importance(
    network: Tagging,
    batches: Iterable[Batch],
    loss: Callable[[nn.Module, Batch], Tensor],
) -> list[Tensor]:
    """Give each layer's importance of its inner neurons."""
    totals = [torch.zeros(network.size.inner) for _ in network.layers]
    inputs: dict[int, Tensor] = {}

    def listen(index: int) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
        def hook(_: nn.Module, given: tuple[Tensor, ...]) -> None:
            given[0].retain_grad()
            inputs[index] = given[0]

        return hook

    layers: list[Layer] = list(network.layers)
    for layer in layers:
        layer.up.weight.requires_grad_(requires_grad=True)
    hooks = [
        layer.down.register_forward_pre_hook(listen(i))
        for i, layer in enumerate(layers)
    ]
    network.eval()
    for batch in batches:
        network.zero_grad()
        loss(network, batch).backward()
        for index, total in enumerate(totals):
            given = inputs[index]
            if given.grad is not None:
                total.add_((given.detach() * given.grad).sum((0, 1)).abs())
    for hook in hooks:
        hook.remove()
    return totals
