"""Networks in series. AlexNet v2, VGG-16 and MobileNet v1 have TF-Slim's paddings and end-point names."""

from __future__ import annotations

from symrf.layers import Conv, Pool
from symrf.network import Network
from symrf.zoo.build import Named, chain, same_conv


def dang_alexnet() -> Network:
    """AlexNet as in Dang Ha The Hien's guide (2017), whose table is for inputs of 227."""
    return chain("AlexNet (Dang Ha The Hien)", _dang_alexnet())


def _dang_alexnet() -> Named:
    yield "conv1", Conv(11, stride=4)
    yield "pool1", Pool(3, stride=2)
    yield "conv2", Conv(5, padding=2)
    yield "pool2", Pool(3, stride=2)
    for number in (3, 4, 5):
        yield f"conv{number}", Conv(3, padding=1)
    yield "pool5", Pool(3, stride=2)
    yield "fc6-conv", Conv(6)
    yield "fc7-conv", Conv(1)


def alexnet_v2() -> Network:
    """AlexNet of Krizhevsky, One weird trick (2014), up to its last pooling: conv1 and pools VALID, the rest SAME."""
    return chain("AlexNet v2", ((f"alexnet_v2/{name}", layer) for name, layer in _alexnet_v2()))


def _alexnet_v2() -> Named:
    yield "conv1", Conv(11, stride=4)
    yield "pool1", Pool(3, stride=2)
    yield "conv2", same_conv(5)
    yield "pool2", Pool(3, stride=2)
    for number in (3, 4, 5):
        yield f"conv{number}", same_conv(3)
    yield "pool5", Pool(3, stride=2)


def vgg_16() -> Network:
    """VGG-16 (configuration D) of Simonyan and Zisserman (2015), up to its last pooling."""
    return chain("VGG-16", _vgg_16())


def _vgg_16() -> Named:
    for block, layers in enumerate((2, 2, 3, 3, 3), 1):
        for number in range(1, layers + 1):
            yield f"vgg_16/conv{block}/conv{block}_{number}", same_conv(3)
        yield f"vgg_16/pool{block}", Pool(2, stride=2)


MOBILENET_STRIDES = (1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1)
"""Of MobileNet v1's thirteen depthwise convolutions (Howard et al. 2017, table 1)."""


def mobilenet_v1(title: str = "MobileNet v1") -> Network:
    """MobileNet v1 of Howard et al. (2017), of every width: a width multiplier changes channels only."""
    return chain(title, _mobilenet_v1())


def _mobilenet_v1() -> Named:
    yield "Conv2d_0", same_conv(3, stride=2)
    for number, stride in enumerate(MOBILENET_STRIDES, 1):
        yield f"Conv2d_{number}_depthwise", same_conv(3, stride)
        yield f"Conv2d_{number}_pointwise", Conv(1)


def patchgan(layers: int = 3) -> Network:
    """The discriminator of Isola et al., Image-to-image translation (2017): convolutions 4 × 4, padding 1.

    `layers` of them have stride 2, two more stride 1. 1, 3 and 5 give the paper's sizes 16, 70 and 286.
    """
    strides = (2,) * layers + (1, 1)
    named = ((f"conv{number}", Conv(4, stride, padding=1)) for number, stride in enumerate(strides, 1))
    return chain("PatchGAN", named)
