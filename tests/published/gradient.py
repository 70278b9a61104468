"""A gradient method: run a network in torch, and see which inputs an output depends on. Written for this comparison."""

from __future__ import annotations

from typing import Any

from symrf.layers import Elementwise, Window
from symrf.network import Network


def gradient(network: Network) -> dict[str, Any]:
    """Everything that gradients show of windows with explicit padding, on branches too."""
    import torch
    from torch.nn import functional

    def run(x: Any) -> Any:
        maps = {network.source: x}
        for node in network.nodes:
            given = sum(maps[name] for name in node.inputs)
            if isinstance(node.layer, Window):
                if isinstance(node.layer.padding, str) or node.layer.ceil_mode:
                    raise NotImplementedError("explicit padding, sizes rounded down")
                ones = torch.ones(1, 1, node.layer.kernel)
                padded = functional.pad(given, node.layer.padding)
                given = functional.conv1d(padded, ones, stride=node.layer.stride, dilation=node.layer.dilation)
            elif not isinstance(node.layer, Elementwise):
                raise NotImplementedError(node.layer.op)
            maps[node.name] = given
        return maps[network.output]

    def read(n: int, ys: list[int]) -> list[list[int]]:
        x = torch.zeros(1, 1, n, requires_grad=True)
        out = run(x)[0, 0]
        return [torch.autograd.grad(out[y], x, retain_graph=True)[0][0, 0].nonzero().flatten().tolist() for y in ys]

    n = int(next(iter(network.input_size.values())))
    with torch.no_grad():
        outputs = run(torch.zeros(1, 1, n)).shape[2]
    own = {y: (row[0], row[-1]) if row else None for y, row in enumerate(read(n, list(range(min(outputs, 8)))))}
    found: dict[str, Any] = {"output_size": outputs, "regions_in_bounds": own}
    if len({node.layer.stride for node in network.nodes if isinstance(node.layer, Window)}) > 1 and _branched(network):
        return found
    wide = n + 400
    while True:
        with torch.no_grad():
            many = run(torch.zeros(1, 1, wide)).shape[2]
        middle = many // 2
        first, second = read(wide, [middle, middle + 1]) if many > 2 else ([], [])
        if first and second and first[0] > 0 and second[-1] < wide - 1:
            break
        wide *= 2
    stride = second[0] - first[0]
    left, right = first[0] - stride * middle, first[-1] - stride * middle
    size = first[-1] - first[0] + 1
    found |= {"size": size, "stride": stride, "left": left, "right": right, "padding": -left}
    found |= {"center": (left + right) / 2, "start": (left + right + 1) / 2}
    return found | {"regions": {y: (stride * y + left, stride * y + right) for y in range(min(outputs, 8))}}


def _branched(network: Network) -> bool:
    return any(len(node.inputs) > 1 for node in network.nodes)
