"""Networks from the literature, by name. Each is a small function that builds it layer by layer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from symrf.errors import SymrfError, shown
from symrf.layers import SAME, Conv, Layer, Pool
from symrf.network import INPUT, Network, Node

IMAGE = ("h", "w")
Named = Iterator[tuple[str, Layer]]


@dataclass(frozen=True)
class Entry:
    """A network of the zoo: its name, one line with the paper it is from, and how to build it."""

    name: str
    about: str
    build: Callable[[], Network]


def _chain(title: str, layers: Named) -> Network:
    nodes: list[Node] = []
    for name, layer in layers:
        nodes.append(Node(name, layer, (nodes[-1].name if nodes else INPUT,)))
    return Network(tuple(nodes), IMAGE, title=title)


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


def _vgg_16() -> Named:
    for block, layers in enumerate((2, 2, 3, 3, 3), 1):
        for number in range(1, layers + 1):
            yield f"vgg_16/conv{block}/conv{block}_{number}", Conv(3, padding=SAME)
        yield f"vgg_16/pool{block}", Pool(2, stride=2)


ENTRIES = (
    Entry(
        "dang_alexnet",
        "AlexNet as in Dang Ha The Hien, A guide to receptive field arithmetic (2017), for inputs of 227",
        lambda: _chain("AlexNet (Dang Ha The Hien)", _dang_alexnet()),
    ),
    Entry(
        "vgg_16",
        "VGG-16, TF-Slim's names; Simonyan and Zisserman, Very deep convolutional networks (2015)",
        lambda: _chain("VGG-16", _vgg_16()),
    ),
)
_BY_NAME = {entry.name: entry for entry in ENTRIES}


def zoo_names() -> tuple[str, ...]:
    """The names of the networks that can be read by name."""
    return tuple(_BY_NAME)


def zoo(name: str) -> Network:
    """The network of that name.

    >>> zoo("vgg_16").output
    'vgg_16/pool5'
    """
    if name not in _BY_NAME:
        raise SymrfError(f"no network {shown(name)} in the zoo; it has {', '.join(_BY_NAME)}")
    return _BY_NAME[name].build()


def about(name: str) -> str:
    """One line about a network of the zoo, with its paper."""
    zoo(name)
    return _BY_NAME[name].about
