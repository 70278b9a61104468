"""Residual networks for images: TF-Slim's ResNet v1, torchvision's ResNet and DenseNet.

He et al., Deep residual learning (2016), put the stride of a block in its first unit. TF-Slim puts it in the last
unit of the block before, torchvision in the 3 × 3 convolution and not in the 1 × 1: each has its own receptive field.
"""

from __future__ import annotations

from symrf.layers import SAME, Add, Concat, Conv, Elementwise, Pool
from symrf.network import Network
from symrf.zoo.build import Builder, fixed

SLIM_STRIDES = (2, 2, 2, 1)
"""Of the last units of TF-Slim's four blocks."""


def resnet_v1(name: str, units: tuple[int, ...]) -> Network:
    """TF-Slim's ResNet v1, `units` residual units a block."""
    graph = Builder()
    add_resnet_v1(graph, name, units)
    return graph.network(f"ResNet v1 {name.rsplit('_')[-1]}")


def add_resnet_v1(
    graph: Builder, scope: str, units: tuple[int, ...], output_stride: int = 32, grid: tuple[int, ...] = (1, 1, 1)
) -> str:
    """Add TF-Slim's ResNet v1: root convolution padded by 3, pool1 SAME, and so on n = 224 padded right only.

    Past `output_stride` a stride is replaced by dilations in all that follow (Chen et al., DeepLab v3, 2017), times
    `grid` in the units of the last block.
    """
    graph.add(f"{scope}/conv1", fixed(7, stride=2))
    graph.add(f"{scope}/pool1", Pool(3, stride=2, padding=SAME))
    reached, rate = 4, 1
    for block, (count, last_stride) in enumerate(zip(units, SLIM_STRIDES, strict=True), 1):
        for unit in range(1, count + 1):
            stride = last_stride if unit == count else 1
            dilation = rate * grid[unit - 1] if block == len(units) else rate
            if reached == output_stride:
                stride, rate = 1, rate * stride
            reached *= stride
            _slim_unit(graph, f"{scope}/block{block}/unit_{unit}/bottleneck_v1", stride, dilation, first=unit == 1)
        graph.add(f"{scope}/block{block}", Elementwise())
    return graph.last


def _slim_unit(graph: Builder, name: str, stride: int, dilation: int, first: bool) -> None:
    """One bottleneck; the shortcut is a convolution where channels change (`first`), a pooling at a stride."""
    start = shortcut = graph.last
    if first:
        shortcut = graph.add(f"{name}/shortcut", Conv(1, stride), start)
    elif stride > 1:
        shortcut = graph.add(f"{name}/shortcut", Pool(1, stride), start)
    layers = [("conv1", Conv(1)), ("conv2", fixed(3, stride, dilation)), ("conv3", Conv(1))]
    graph.add(name, Add(), shortcut, graph.chain(layers, start, scope=f"{name}/"))


def torchvision_resnet(title: str, blocks: tuple[int, ...], bottleneck: bool) -> Network:
    """torchvision's ResNet, whose layer2 to layer4 begin with a block of stride 2. Nodes are named as its modules."""
    graph = _torchvision_stem("conv1", "maxpool")
    for number, count in enumerate(blocks, 1):
        for block in range(count):
            _torch_block(graph, f"layer{number}.{block}", 2 if number > 1 and block == 0 else 1, bottleneck, block == 0)
        graph.add(f"layer{number}", Elementwise())
    return graph.network(title)


def _torchvision_stem(conv: str, pool: str) -> Builder:
    graph = Builder()
    graph.add(conv, Conv(7, stride=2, padding=3))
    graph.add(pool, Pool(3, stride=2, padding=1))
    return graph


def _torch_block(graph: Builder, name: str, stride: int, bottleneck: bool, first: bool) -> None:
    start = shortcut = graph.last
    if bottleneck:
        layers = [("conv1", Conv(1)), ("conv2", fixed(3, stride)), ("conv3", Conv(1))]
    else:
        layers = [("conv1", fixed(3, stride)), ("conv2", fixed(3))]
    end = graph.chain(layers, start, scope=f"{name}.")
    if first and (bottleneck or stride > 1):
        shortcut = graph.add(f"{name}.downsample", Conv(1, stride), start)
    graph.add(name, Add(), end, shortcut)


def densenet(title: str, blocks: tuple[int, ...]) -> Network:
    """torchvision's DenseNet: each layer of a block reads all maps before it, which are concatenated one by one."""
    graph = _torchvision_stem("conv0", "pool0")
    for number, count in enumerate(blocks, 1):
        for layer in range(1, count + 1):
            name, start = f"denseblock{number}.denselayer{layer}", graph.last
            end = graph.chain([("conv1", Conv(1)), ("conv2", fixed(3))], start, scope=f"{name}.")
            graph.add(name, Concat(), start, end)
        graph.add(f"denseblock{number}", Elementwise())
        if number < len(blocks):
            graph.chain([("conv", Conv(1)), ("pool", Pool(2, stride=2))], scope=f"transition{number}.")
    return graph.network(title)
