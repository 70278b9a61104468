"""The networks of the zoo give the numbers that papers, and others, have published."""

from __future__ import annotations

from collections import Counter

import pytest
import sympy

from symrf.derivation import derive
from symrf.errors import SymrfError
from symrf.network import INPUT, Network
from symrf.oracle import sizes, walk
from symrf.zoo import zoo
from symrf.zoo.chains import patchgan
from symrf.zoo.dense import aspp, tcn, unet, wavenet
from tests.slim_table import SLIM

# ---- the table of Araujo, Norris and Sim (2019)

DISTILL = {
    "alexnet_v2": (195, 32, 64),
    "vgg_16": (212, 32, 90),
    "mobilenet_v1": (315, 32, 126),
    "mobilenet_v1_075": (315, 32, 126),
    "resnet_v1_50": (483, 32, 239),
    "inception_v2": (699, 32, 318),
    "resnet_v1_101": (1027, 32, 511),
    "inception_v3": (1311, 32, 618),
    "resnet_v1_152": (1507, 32, 751),
    "resnet_v1_200": (1763, 32, 879),
    "inception_v4": (2071, 32, 998),
    "inception_resnet_v2": (3039, 32, 1482),
}
STEM_POINTS = ("MaxPool_3a_3x3", "Conv2d_4a_3x3", "MaxPool_5a_3x3")


@pytest.mark.parametrize("name", DISTILL)
def test_the_last_map(name: str) -> None:
    field = derive(zoo(name), input_size=224).output
    assert (field.size, field.stride, field.padding) == DISTILL[name]
    assert field.aligned


@pytest.mark.parametrize("name", SLIM)
def test_every_end_point(name: str) -> None:
    smaller, larger = (derive(zoo(name), input_size=n) for n in (224, 321))
    for point, size, stride, *paddings in SLIM[name]:
        for fields, padding in zip((smaller, larger), paddings, strict=True):
            assert (fields[point].size, fields[point].stride, fields[point].padding) == (size, stride, padding), point
    assert smaller.output is smaller[SLIM[name][-1][0]]


@pytest.mark.parametrize("name", ["mobilenet_v1", "inception_v2", "inception_v3", "resnet_v1_50"])
def test_size_and_stride_need_no_input_size(name: str) -> None:
    fields = derive(zoo(name))
    for point, size, stride, *_ in SLIM[name]:
        assert (fields[point].size, fields[point].stride) == (size, stride), point


@pytest.mark.parametrize("name", ["inception_v3", "inception_v4", "inception_resnet_v2"])
def test_inceptions_maps(name: str) -> None:
    """Szegedy et al. (2016, 2017): on the papers' 299 the maps have 149, 147, 147, 73, 71, 35, 17 and 8 samples."""
    fields = derive(zoo(name), input_size=299)
    stem = ("Mixed_3a", "Mixed_4a", "Mixed_5a") if name == "inception_v4" else STEM_POINTS
    points = ("Conv2d_1a_3x3", "Conv2d_2a_3x3", "Conv2d_2b_3x3", *stem, "Mixed_5b", "Mixed_6a", "Mixed_7a")
    assert [fields[point].output_size for point in points] == [149, 147, 147, 73, 71, 35, 35, 17, 8]


def test_conventions_differ() -> None:
    """TF-Slim's ResNet pools SAME, which depends on n, and strides in the last unit, not the first."""
    slim, torch = zoo("resnet_v1_50"), zoo("resnet50")
    assert [derive(slim, input_size=n).output.padding for n in (224, 321)] == [239, 241]
    assert [derive(net).output.size for net in (slim, torch)] == [483, 427]


def test_kernels_of_unequal_axes() -> None:
    branch = derive(zoo("inception_v3"), "Mixed_6b/Branch_1/Conv2d_0b_1x7").output
    assert (branch["h"].size, branch["w"].size) == (159, 159 + 6 * 16)


# ---- torchvision


@pytest.mark.parametrize(
    ("name", "layer3", "output"),
    [
        ("resnet18", (211, 16, 105), (435, 32, 217)),
        ("resnet34", (547, 16, 273), (899, 32, 449)),
        ("resnet50", (267, 16, 133), (427, 32, 213)),
        ("resnet101", (811, 16, 405), (971, 32, 485)),
        ("resnet152", (1291, 16, 645), (1451, 32, 725)),
    ],
)
def test_torchvisions_resnets(name: str, layer3: tuple[int, int, int], output: tuple[int, int, int]) -> None:
    """ResNet-50 as others found it (nashory/DeLF-pytorch); sizes of maps as in He et al. (2016), table 1."""
    fields = derive(zoo(name), input_size=224)
    for field, expected in ((fields["layer3"], layer3), (fields.output, output)):
        assert (field.size, field.stride, field.padding) == expected
        assert field.aligned
    assert [fields[f"layer{i}"].output_size for i in (1, 2, 3, 4)] == [56, 28, 14, 7]


def test_densenet_has_the_maps_of_the_paper() -> None:
    """Huang et al. (2017), table 1: at jump J a 3 × 3 convolution adds 2 J to the size, a transition J."""
    fields = derive(zoo("densenet121"), input_size=224)
    assert [fields[f"denseblock{i}"].output_size for i in (1, 2, 3, 4)] == [56, 28, 14, 7]
    assert fields.output.size == 11 + 6 * 8 + 4 + 12 * 16 + 8 + 24 * 32 + 16 + 16 * 64
    assert fields.output.aligned


# ---- dense prediction


def path_sizes(net: Network) -> Counter[int]:
    """How many paths of each size there are, where every stride is 1."""
    found = {INPUT: Counter({1: 1})}
    for node in net.nodes:
        grown = getattr(node.layer, "span", 1) - 1
        found[node.name] = Counter()
        for name in node.inputs:
            found[node.name].update({size + grown: count for size, count in found[name].items()})
    return found[net.output]


def test_highresnet_has_paths_of_3_to_87() -> None:
    """Li et al. (2017): 2^9 paths, Π (1 + y^Δ) over the blocks, Δ = 4, 8 and 16, three of each."""
    found = path_sizes(zoo("highresnet"))
    assert (min(found), max(found), found.total()) == (3, 87, 2**9)
    y = sympy.Symbol("y")
    expected = sympy.Poly(y**3 * ((1 + y**4) * (1 + y**8) * (1 + y**16)) ** 3, y)
    assert found == {size: count for (size,), count in expected.terms()}
    field = derive(zoo("highresnet")).output
    assert (field.size, field.aligned, [*field.axes]) == (87, True, ["d", "h", "w"])


def test_unet_has_the_maps_of_the_paper() -> None:
    """Ronneberger et al. (2015), figure 1."""
    found = sizes(zoo("unet").on("h"), 572)
    assert [found[f"down{i}/conv2"] for i in (1, 2, 3, 4)] == [568, 280, 136, 64]
    assert found["bottom/conv2"] == 28
    assert [found[f"up{i}/crop"] for i in (4, 3, 2, 1)] == [56, 104, 200, 392]
    assert (found["up1/conv1"], found["output"]) == (390, 388)


def test_unet_is_periodic() -> None:
    """The size depends on the feature, with the period 2^depth; a period on, the region is as much further right."""
    net = unet().on("w")
    seen = [walk(net, net.output, frozenset({y}), 572)[INPUT] for y in range(32)]
    regions = [(min(indices), max(indices)) for indices in seen]
    assert {v - u + 1 for u, v in regions} == {188, 204}
    assert regions[16:] == [(u + 16, v + 16) for u, v in regions[:16]]


@pytest.mark.parametrize(("depth", "smallest"), [(0, 5), (1, 18), (2, 44), (3, 92), (4, 188)])
def test_unets_of_every_depth(depth: int, smallest: int) -> None:
    """On the smallest input each output sees all of it."""
    net = unet(depth).on("h")
    for y in range(sizes(net, smallest)[net.output]):
        assert walk(net, net.output, frozenset({y}), smallest)[INPUT] == set(range(smallest))
    with pytest.raises(SymrfError):
        sizes(net, smallest - 2**depth)


def test_atrous_pyramid() -> None:
    """The span of the largest rate; along an axis only seven samples are read."""
    net = zoo("aspp")
    assert derive(net).output.size == 1 + 2 * 18
    assert walk(net.on("h"), net.output, frozenset({0}))[INPUT] == {-18, -12, -6, 0, 6, 12, 18}
    assert derive(aspp((6, 12, 18, 24))).output.size == 49


def test_deeplab_keeps_its_stride() -> None:
    """Chen et al. (2017): output stride 16; block4 has the rates 2 (1, 2, 4) in place of the stride before it."""
    net = zoo("deeplab_v3")
    fields = derive(net, input_size=513)
    assert [fields[f"block{i}"].stride for i in (1, 2, 3, 4)] == [8, 16, 16, 16]
    assert [net.node(f"block4/unit_{i}/bottleneck_v1/conv2").layer.dilation for i in (1, 2, 3)] == [2, 4, 8]
    assert fields["block3"].size == derive(zoo("resnet_v1_50"))["block3"].size
    assert fields["block4"].size == fields["block3"].size + 16 * 2 * (2 + 4 + 8)
    assert fields.output.size == fields["block4"].size + 16 * 2 * 18


# ---- sequences


def test_wavenet() -> None:
    """Van den Oord et al. (2016): 1024 samples a stack of dilations 1, 2, …, 512, and none of the future."""
    fields = derive(zoo("wavenet"))
    assert [fields[f"stack{i}/layer10"].size for i in (1, 2, 3)] == [1024, 2047, 3070]
    assert (fields.output.size, fields.output.stride, fields.output.right) == (3070, 1, 0)
    assert derive(wavenet(stacks=1, layers=4)).output.size == 16


@pytest.mark.parametrize("name", ["wavenet", "tcn"])
def test_a_causal_network_is_not_aligned(name: str) -> None:
    """Its paths end at the same sample and so have different centres."""
    assert not derive(zoo(name)).output.aligned


@pytest.mark.parametrize(("levels", "kernel"), [(1, 2), (3, 3), (8, 7), (4, 5)])
def test_tcn(levels: int, kernel: int) -> None:
    net = tcn(levels, kernel)
    field = derive(net, input_size=40).output
    assert (field.size, field.right, field.output_size) == (1 + 2 * (kernel - 1) * (2**levels - 1), 0, 40)
    seen = walk(net, net.output, frozenset({0}))[INPUT]
    assert (field.left, field.right) == (min(seen), max(seen))


def test_a_tcn_of_a_symbolic_kernel() -> None:
    k = sympy.Symbol("k", integer=True, positive=True)
    assert sympy.expand(derive(tcn(3, k)).output.size - (1 + 14 * (k - 1))) == 0


# ---- small ones


@pytest.mark.parametrize(("layers", "size"), [(1, 16), (3, 70), (5, 286)])
def test_patchgans_patch(layers: int, size: int) -> None:
    """Isola et al. (2017), appendix: the discriminators of 16, 70 and 286 pixels."""
    assert derive(patchgan(layers)).output.size == size


def test_distills_aligned_figure() -> None:
    field = derive(zoo("distill_aligned")).output
    assert (field.size, field.stride, field.padding, field.aligned) == (3, 4, 1, True)


def test_distills_misaligned_figure() -> None:
    net = zoo("distill_misaligned")
    assert sizes(net, 9)[net.output] == 5
    regions = [walk(net, net.output, frozenset({y}), 9)[INPUT] for y in range(5)]
    assert [max(seen) - min(seen) + 1 for seen in regions] == [7, 6, 5, 6, 7]
    assert not derive(net).output.aligned
