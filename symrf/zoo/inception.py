"""Inception v2, v3, v4 and Inception-ResNet v2, with TF-Slim's paddings and end-point names.

A branch is written as the names of its layers, which hold the kernel, height × width: Conv2d_0b_1x7. Stride is 1 and
padding SAME, but "/2" is stride 2, "/v" padding VALID, "/2v" both. Layers with "|" between them read the same map.
"""

from __future__ import annotations

from collections.abc import Iterable

from symrf.layers import SAME, VALID, Add, Concat, Conv, Elementwise, Pool, Window
from symrf.network import Network
from symrf.zoo.build import Builder

Module = tuple[str, ...]

STEM = "Conv2d_1a_3x3/2v Conv2d_2a_3x3/v Conv2d_2b_3x3"
STEM_V3 = f"{STEM} MaxPool_3a_3x3/2v Conv2d_3b_1x1 Conv2d_4a_3x3/v MaxPool_5a_3x3/2v"
STEM_V2 = "Conv2d_1a_7x7/2 MaxPool_2a_3x3/2 Conv2d_2b_1x1 Conv2d_2c_3x3 MaxPool_3a_3x3/2"

ONE = "Conv2d_0a_1x1"
THREE = f"{ONE} Conv2d_0b_3x3"
TWICE_THREE = f"{THREE} Conv2d_0c_3x3"
SEVEN = f"{ONE} Conv2d_0b_1x7 Conv2d_0c_7x1"
POOLED = "AvgPool_0a_3x3 Conv2d_0b_1x1"
HALVED = "Conv2d_1a_3x3/2v"
HALVED_POOL = "MaxPool_1a_3x3/2v"

PLAIN: Module = (ONE, THREE, TWICE_THREE, POOLED)
PLAIN_HALVING: Module = (f"{ONE} Conv2d_1a_3x3/2", f"{THREE} Conv2d_1a_3x3/2", "MaxPool_1a_3x3/2")
FIVES: Module = (ONE, f"{ONE} Conv2d_0b_5x5", TWICE_THREE, POOLED)
SEVENS: Module = (ONE, SEVEN, f"{ONE} Conv2d_0b_7x1 Conv2d_0c_1x7 Conv2d_0d_7x1 Conv2d_0e_1x7", POOLED)
SPLIT = f"{ONE} Conv2d_0b_1x3|Conv2d_0c_3x1"
SPLITS_V3: Module = (ONE, SPLIT, f"{THREE} Conv2d_0c_1x3|Conv2d_0d_3x1", POOLED)
SPLITS_V4: Module = (ONE, SPLIT, f"{ONE} Conv2d_0b_3x1 Conv2d_0c_1x3 Conv2d_0d_1x3|Conv2d_0e_3x1", POOLED)
HALVING_A: Module = (HALVED, f"{THREE} {HALVED}", HALVED_POOL)
HALVING_B: Module = (f"{ONE} {HALVED}", f"{SEVEN} {HALVED}", HALVED_POOL)
HALVING_RESNET: Module = (f"{ONE} {HALVED}", f"{ONE} {HALVED}", f"{THREE} {HALVED}", HALVED_POOL)


def inception_v2() -> Network:
    """Inception v2 (Ioffe and Szegedy 2015): SAME throughout, so that its paddings depend on the input size.

    TF-Slim's first convolution is depthwise 7 × 7, then 1 × 1, which reads the same samples as a plain one.
    """
    halving = ("4a", "5a")
    modules = [(f"Mixed_{n}", PLAIN_HALVING if n in halving else PLAIN) for n in _names("3bc 4abcde 5abc")]
    return _network("Inception v2", STEM_V2, modules)


def inception_v3() -> Network:
    """Inception v3 (Szegedy et al. 2016): VALID where it shrinks, SAME elsewhere."""
    modules: list[tuple[str, Module]] = [(f"Mixed_{name}", FIVES) for name in _names("5bcd")]
    modules += [("Mixed_6a", HALVING_A), *((f"Mixed_{name}", SEVENS) for name in _names("6bcde"))]
    modules += [("Mixed_7a", HALVING_B), *((f"Mixed_{name}", SPLITS_V3) for name in _names("7bc"))]
    return _network("Inception v3", STEM_V3, modules)


def inception_v4() -> Network:
    """Inception v4 (Szegedy et al. 2017), whose stem branches too."""
    modules: list[tuple[str, Module]] = [
        ("Mixed_3a", ("MaxPool_0a_3x3/2v", "Conv2d_0a_3x3/2v")),
        ("Mixed_4a", (f"{ONE} Conv2d_1a_3x3/v", f"{SEVEN} Conv2d_1a_3x3/v")),
        ("Mixed_5a", (HALVED, HALVED_POOL)),
        *((f"Mixed_{name}", PLAIN) for name in _names("5bcde")),
    ]
    modules += [("Mixed_6a", HALVING_A), *((f"Mixed_{name}", SEVENS) for name in _names("6bcdefgh"))]
    modules += [("Mixed_7a", HALVING_B), *((f"Mixed_{name}", SPLITS_V4) for name in _names("7bcd"))]
    return _network("Inception v4", STEM, modules)


def inception_resnet_v2() -> Network:
    """Inception-ResNet v2 (Szegedy et al. 2017): 10, 20 and 10 residual modules between those that halve."""
    graph = Builder()
    _branch(graph, "", graph.last, STEM_V3)
    _module(graph, "Mixed_5b", FIVES)
    for number in range(1, 11):
        _residual(graph, f"Repeat/block35_{number}", ("Conv2d_1x1", THREE, TWICE_THREE))
    _module(graph, "Mixed_6a", HALVING_A)
    for number in range(1, 21):
        _residual(graph, f"Repeat_1/block17_{number}", ("Conv2d_1x1", SEVEN))
    graph.add("PreAuxLogits", Elementwise())
    _module(graph, "Mixed_7a", HALVING_RESNET)
    for name in (*(f"Repeat_2/block8_{number}" for number in range(1, 10)), "Block8"):
        _residual(graph, name, ("Conv2d_1x1", f"{ONE} Conv2d_0b_1x3 Conv2d_0c_3x1"))
    graph.add("Conv2d_7b_1x1", Conv(1))
    return graph.network("Inception-ResNet v2")


def _names(groups: str) -> list[str]:
    """3bc 4ab: 3b, 3c, 4a, 4b."""
    return [group[0] + letter for group in groups.split() for letter in group[1:]]


def _network(title: str, stem: str, modules: Iterable[tuple[str, Module]]) -> Network:
    graph = Builder()
    _branch(graph, "", graph.last, stem)
    for name, branches in modules:
        _module(graph, name, branches)
    return graph.network(title)


def _module(graph: Builder, name: str, branches: Module, join: str = "") -> None:
    """Add the branches side by side, and their concatenation, called as the module or `join`."""
    start, ends = graph.last, list[str]()
    for number, words in enumerate(branches):
        ends += _branch(graph, f"{name}/Branch_{number}/", start, words)
    graph.add(join or name, Concat(), *ends)


def _residual(graph: Builder, name: str, branches: Module) -> None:
    start = graph.last
    _module(graph, name, branches, join=f"{name}/concat")
    graph.add(name, Add(), start, graph.add(f"{name}/Conv2d_1x1", Conv(1)))


def _branch(graph: Builder, scope: str, start: str, words: str) -> list[str]:
    """Add layers in series; the names of the last ones, several where the last word has several."""
    ends = [start]
    for word in words.split():
        layers = (part.partition("/") for part in word.split("|"))
        ends = [graph.add(scope + name, _layer(name, how), ends[0]) for name, _, how in layers]
    return ends


def _layer(name: str, how: str) -> Window:
    """The layer that a name like Conv2d_0b_1x7 and "", "2", "v" or "2v" stand for."""
    high, wide = map(int, name.rpartition("_")[2].split("x"))
    window = Conv if name.startswith("Conv") else Pool
    kernel = high if high == wide else {"h": high, "w": wide}
    return window(kernel, 2 if how.startswith("2") else 1, padding=VALID if how.endswith("v") else SAME)
