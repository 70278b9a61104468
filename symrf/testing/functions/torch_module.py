"""A network as a torch module of 2-D layers, for functions that read modules. torch is imported only here."""

from __future__ import annotations

from typing import Any

from symrf.errors import SymrfError
from symrf.layers import SAME, ConvTranspose, Elementwise, Layer, Pool, Upsample, Window
from symrf.network import Network


def module(network: Network) -> Any:
    """The same layers in torch: an nn.Sequential, or a module of its own where maps are joined.

    NotImplementedError where torch has no such layer, and where numbers are symbols.
    """
    kernels = [getattr(node.layer, "kernel", 1) for node in network.nodes]
    if not all(isinstance(n, int) for n in (*network.input_size.values(), *kernels)):
        raise NotImplementedError("takes a torch module, which holds no symbols")
    try:
        from torch import nn
    except ImportError:
        raise SymrfError("this adapter makes torch modules; install torch") from None
    layers = [_layer(node.layer, nn) for node in network.nodes]
    if all(len(node.inputs) == 1 for node in network.nodes):
        return nn.Sequential(*layers)

    class Graph(nn.Module):
        """Layers in topological order."""

        def __init__(self) -> None:
            super().__init__()
            self.layers = nn.ModuleList(layers)

        def forward(self, x: Any) -> Any:
            maps = {network.source: x}
            for node, layer in zip(network.nodes, self.layers, strict=True):
                first, *others = (maps[name] for name in node.inputs)
                maps[node.name] = sum(others, first) if node.layer.joins else layer(first)
            return maps[network.output]

    return Graph()


def _layer(layer: Layer, nn: Any) -> Any:
    if isinstance(layer, Elementwise):
        return nn.Identity()
    if isinstance(layer, Upsample):
        if layer.mode == "nearest" and layer.rule == "asymmetric" and layer.round == "floor":
            return nn.Upsample(scale_factor=layer.factor)
        if layer.mode == "linear" and layer.rule == "half_pixel":
            return nn.Upsample(scale_factor=layer.factor, mode="bilinear")
        raise NotImplementedError(f"upsampling {layer.mode} {layer.rule}")
    if not isinstance(layer, Window | ConvTranspose):
        raise NotImplementedError(layer.op)
    k, s, d = layer.kernel, layer.stride, layer.dilation
    if layer.padding == SAME and s == 1:
        return nn.Conv2d(1, 1, k, s, "same", d, bias=False)
    if isinstance(layer.padding, str) or len(set(layer.padding)) > 1:
        raise NotImplementedError("torch pads both sides alike")
    p = layer.padding[0]
    if p < 0:
        raise NotImplementedError("torch pads by 0 or more")
    if isinstance(layer, ConvTranspose):
        if layer.output_padding >= max(s, d):
            raise NotImplementedError("output padding is smaller than stride or dilation")
        return nn.ConvTranspose2d(1, 1, k, s, p, layer.output_padding, bias=False, dilation=d)
    if isinstance(layer, Pool):
        if 2 * p > k:
            raise NotImplementedError("torch pads pooling by half of the kernel at most")
        return nn.MaxPool2d(k, s, p, d, ceil_mode=layer.ceil_mode)
    return nn.Conv2d(1, 1, k, s, p, d, bias=False)
