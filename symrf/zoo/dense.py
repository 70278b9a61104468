"""Networks that answer for every sample, of images, volumes and sequences; and toy graphs of two paths."""

from __future__ import annotations

from symrf.layers import Add, Concat, Conv, ConvTranspose, Crop, Pool
from symrf.network import INPUT, Network
from symrf.numbers import Number
from symrf.zoo.build import TIME, VOLUME, Builder, fixed
from symrf.zoo.resnets import add_resnet_v1


def unet(depth: int = 4) -> Network:
    """U-Net of Ronneberger, Fischer and Brox (2015): valid convolutions, so that the maps that skip are cropped.

    `depth` halvings. The size of every pooled map must be even; the paper's input of 572 gives an output of 388.
    """
    graph = Builder()
    for level in range(1, depth + 1):
        _two_convolutions(graph, f"down{level}")
        graph.add(f"pool{level}", Pool(2, stride=2))
    _two_convolutions(graph, "bottom")
    lost = 0
    for level in range(depth, 0, -1):
        # by how many samples the map from below is smaller than the one that skips: twice what is lost below, which is
        # 4 in a pair of convolutions (two pairs but at the bottom) and what is cropped there
        lost = 2 * (4 if level == depth else lost + 8)
        up = graph.add(f"up{level}/upconv", ConvTranspose(2, stride=2))
        skip = graph.add(f"up{level}/crop", Crop(lost // 2, lost // 2), f"down{level}/conv2")
        graph.add(f"up{level}/concat", Concat(), skip, up)
        _two_convolutions(graph, f"up{level}")
    graph.add("output", Conv(1))
    return graph.network("U-Net")


def _two_convolutions(graph: Builder, scope: str) -> None:
    graph.chain([("conv1", Conv(3)), ("conv2", Conv(3))], scope=f"{scope}/")


def highresnet() -> Network:
    """HighRes3DNet of Li et al. (2017): nine residual blocks, three each of dilation 1, 2 and 4."""
    graph = Builder()
    graph.add("conv1", fixed(3))
    for dilation in (1, 2, 4):
        for number in (1, 2, 3):
            name, start = f"dilated{dilation}/block{number}", graph.last
            layers = [(f"conv{c}", fixed(3, dilation=dilation)) for c in (1, 2)]
            graph.add(name, Add(), start, graph.chain(layers, start, scope=f"{name}/"))
    graph.chain([("conv2", Conv(1)), ("output", Conv(1))])
    return graph.network("HighRes3DNet", VOLUME)


RATES = (6, 12, 18)
"""Of the ASPP of DeepLab v3 at an output stride of 16."""


def aspp(rates: tuple[int, ...] = RATES) -> Network:
    """Atrous spatial pyramid pooling alone, without v3's image-level branch, which sees the whole input."""
    graph = Builder()
    _add_aspp(graph, graph.last, rates)
    return graph.network("ASPP")


def deeplab_v3(units: tuple[int, ...] = (3, 4, 6, 3), rates: tuple[int, ...] = RATES) -> Network:
    """DeepLab v3 of Chen et al. (2017): TF-Slim's ResNet at output stride 16, grid (1, 2, 4) in block4, and ASPP."""
    graph = Builder()
    start = add_resnet_v1(graph, f"resnet_v1_{3 * sum(units) + 2}", units, output_stride=16, grid=(1, 2, 4))
    _add_aspp(graph, start, rates)
    return graph.network("DeepLab v3")


def _add_aspp(graph: Builder, start: str, rates: tuple[int, ...]) -> None:
    branches = [graph.add("aspp/conv", Conv(1), start)]
    branches += [graph.add(f"aspp/rate{rate}", fixed(3, dilation=rate), start) for rate in rates]
    graph.add("aspp/concat", Concat(), *branches)
    graph.add("aspp", Conv(1))


def wavenet(stacks: int = 3, layers: int = 10, kernel: Number = 2) -> Network:
    """WaveNet of van den Oord et al. (2016): causal convolutions, dilations 1, 2, 4, … in each stack.

    Each layer adds to the next and to the output. The paper gives no kernel of the first causal convolution; with 1 a
    stack of ten layers has the 1024 samples that it states.
    """
    graph = Builder()
    graph.add("causal", Conv(1))
    skips = []
    for stack in range(1, stacks + 1):
        for layer in range(1, layers + 1):
            name, start = f"stack{stack}/layer{layer}", graph.last
            gated = graph.add(f"{name}/dilated", _causal(kernel, 2 ** (layer - 1)))
            skips.append(graph.add(f"{name}/skip", Conv(1), gated))
            graph.add(name, Add(), start, graph.add(f"{name}/residual", Conv(1), gated))
    graph.add("skips", Add(), *skips)
    graph.chain([("output1", Conv(1)), ("output2", Conv(1))])
    return graph.network("WaveNet", TIME)


def tcn(levels: int = 8, kernel: Number = 7) -> Network:
    """Temporal convolutional network of Bai, Kolter and Koltun (2018): two causal convolutions a level.

    With dilation 2^level its size is 1 + 2 (k − 1)(2^levels − 1).
    """
    graph = Builder()
    for level in range(levels):
        name, start = f"level{level}", graph.last
        shortcut = graph.add(f"{name}/shortcut", Conv(1), start) if level == 0 else start
        layers = [(f"conv{c}", _causal(kernel, 2**level)) for c in (1, 2)]
        graph.add(name, Add(), graph.chain(layers, start, scope=f"{name}/"), shortcut)
    return graph.network("TCN", TIME)


def _causal(kernel: Number, dilation: int) -> Conv:
    """A convolution that reads the past only, as many outputs as inputs."""
    return Conv(kernel, dilation=dilation, padding=(dilation * (kernel - 1), 0))


def distill_aligned() -> Network:
    """Two paths of stride 4 with the same centres: r = 3, S = 4, P = 1."""
    graph = Builder()
    left = graph.chain([("left", Conv(1, stride=4))], INPUT)
    right = graph.chain([("right1", Conv(3, stride=2, padding=(1, 0))), ("right2", Conv(1, stride=2))], INPUT)
    graph.add("add", Add(), left, right)
    return graph.network("Aligned paths", ("x",))


def distill_misaligned() -> Network:
    """Paths of strides 2 and 1: the size depends on the feature, 7, 6, 5, 6, 7 for the five of an input of 9.

    The figure pads the left path by 2 and 1 and shows an input of 8; 2 and 2 leave every region as it is.
    """
    graph = Builder()
    left = graph.chain([("left", Conv(5, stride=2, padding=2))], INPUT)
    right = graph.chain([("right1", Conv(3)), ("right2", Conv(3))], INPUT)
    graph.add("add", Add(), left, right)
    return graph.network("Misaligned paths", ("x",))
