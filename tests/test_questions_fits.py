"""Sizes that fit, and of which nothing is left over: the zoo against counting written here, and where it is printed."""

from __future__ import annotations

import pytest

import symrf
from symrf.network import Network
from symrf.numbers.symbols import symbol
from symrf.questions.arithmetic.lines import Unanswered
from symrf.questions.arithmetic.sets import SizeSet
from symrf.questions.evidence import by_walk, by_z3
from symrf.questions.sizes import levels
from symrf.questions.sizes.fits import fits, sizes_where
from symrf.repeat import concrete
from symrf.zoo import zoo_names
from tests.segmentation import unet
from tests.tools import optional, some

LAST = 400


def counted(net: Network, n: int) -> dict[str, int] | None:
    """The sizes of all maps, from kernel, stride, dilation and padding alone; None where one is empty or two differ."""
    sizes = {"input": n}
    for node in net.nodes:
        layer, below = node.layer, {sizes[name] for name in node.inputs}
        if len(below) > 1:
            return None
        size = below.pop()
        match layer.op:
            case "conv" | "pool":
                span = layer.dilation * (layer.kernel - 1) + 1
                if isinstance(layer.padding, str):
                    size = -(-size // layer.stride) if layer.padding == "same" else (size - span) // layer.stride + 1
                else:
                    assert not layer.ceil_mode
                    size = (size + sum(layer.padding) - span) // layer.stride + 1
            case "conv_transpose":
                span = layer.dilation * (layer.kernel - 1) + 1
                size = (size - 1) * layer.stride - sum(layer.padding) + span + layer.output_padding
            case "crop":
                size -= layer.left + layer.right
            case op:
                assert op in ("add", "concat", "elementwise"), op
        if size < 1:
            return None
        sizes[node.name] = size
    return sizes


@pytest.mark.parametrize("name", some(zoo_names(), 3, 1))
def test_every_network_of_the_zoo_is_asked(name):
    """Equal to trying all sizes below 400."""
    optional("z3")
    net = symrf.read(name)
    found = symrf.solve(net, "fits", "n")
    assert found.verdict == "proved"
    alongs = [net.on(axis) for axis in net.axes]
    alongs = [one for i, one in enumerate(alongs) if one.nodes not in [other.nodes for other in alongs[:i]]]
    fitting = [n for n in range(1, LAST) if all(counted(one, n) for one in alongs)]
    assert [n for n in range(1, LAST) if found.contains(n)] == fitting


@pytest.mark.parametrize(("name", "many"), some([("vgg_16", 7), ("resnet_v1_50", 7), ("unet", 388), ("unet", 389)], 2))
def test_sizes_with_which_the_output_has_so_many_features(name, many):
    optional("z3")
    net, axis = symrf.read(name), symrf.read(name).axes[0]
    found = symrf.solve(net, f"output_size == {many}", "n")
    along = net.on(axis)
    right = [n for n in range(1, 600) if (sizes := counted(along, n)) and sizes[net.output] == many]
    assert [n for n in range(1, 600) if found.verdict == "proved" and found.contains(n)] == right
    assert found.verdict == ("proved" if right else "refuted")


def test_wrong_sizes_with_so_many_features_are_refused():
    pytest.importorskip("z3")
    net = symrf.read([[3, 2, 1], [3, 2, 0]])
    for few, verdicts in (([29, 30, 31, 32], ("proved", "passed")), ([29, 30, 31], ("refuted", "refuted"))):
        sizes = SizeSet.of(1, [], 33, few)
        said = (by_z3.proved(net, sizes, False, 20.0, count=7), by_walk.sizes(net, sizes, False, count=7))
        assert tuple(one.verdict for one in said) == verdicts
    assert str(symrf.solve(net, "output_size == 7", "n")) == "29 <= n <= 32"
    assert symrf.solve(net, "output_size == 7", "n").formula == r"29 \le n \le 32"


def test_counting_sees_what_does_not_fit():
    net = symrf.read("unet").on("h")
    assert (counted(net, 572) or {})[net.output] == 388
    assert counted(net, 573) is None


def text_of(net: Network) -> str:
    """As symrf derive prints it."""
    from symrf.exposition.architecture import architecture
    from symrf.exposition.view import view
    from symrf.render import text_network

    return text_network.architecture(view(architecture(net)))


@pytest.mark.parametrize("format", ["text", "latex", "markdown", "html"])
def test_the_sizes_that_fit_are_printed(format):
    """With a symbolic size, wherever the numbers stand; the other conditions apart."""
    pools = [{"op": "pool", "kernel": 2, "stride": 2}, {"op": "upsample", "factor": 2, "name": "up"}]
    wide = {"op": "conv", "kernel": "k", "padding": "(k - 1)/2", "name": "wide", "from": "input"}
    net = symrf.read({"input": {"size": "n"}, "layer": [*pools, wide, {"op": "add", "from": ["up", "wide"]}]})
    field = symrf.derive(net).output
    assert field.fits_for == ("n is even", "n >= 2")
    said = text_of(net) if format == "text" else symrf.report(net, format=format)
    assert "joins fit where" in said.replace("\n", " ")
    assert "that is so where" in said.lower()


def repeated(name: str, *layers: dict[str, object]) -> dict[str, object]:
    """D copies of them."""
    return {"op": "repeat", "times": "D", "name": name, "layers": list(layers)}


SAME_SIZE, HALF, TWICE = (
    {"op": "conv", "kernel": "k", "padding": "(k - 1)/2"}, {"op": "pool", "kernel": 2, "stride": 2},
    {"op": "conv_transpose", "kernel": 4, "stride": 2, "padding": 1},
)  # fmt: skip
OUTER = {"op": "concat", "name": "join", "from": ["up", "input"]}
ANY_DEPTH = [repeated("down", SAME_SIZE, HALF), SAME_SIZE, repeated("up", TWICE, SAME_SIZE), OUTER]


def test_an_encoder_decoder_of_any_depth():
    """2^D divides n, as of U-Nets of every depth with all their skips, which ask for less; and derive says so too."""
    net = symrf.read({"input": {"size": "n"}, "layer": ANY_DEPTH})
    found = symrf.solve(net, "fits", "n")
    assert (found.verdict, str(found), found.at(D=4)) == ("proved", "n/2**D is an integer where k is odd", 16)
    assert (found.formula, found.routes["walk"]["verdict"]) == (r"n \equiv 0 \pmod{2^{D}}", "passed")
    assert symrf.derive(net).output.fits_for == ("n/2**D is an integer", "n >= 2**D")
    for depth in range(1, 6):
        whole = unet(depth, padded=True)
        assert sizes_where(whole, fits) == sizes_where(concrete(net, {"D": depth, "k": 3}), fits)
        assert sizes_where(whole, fits).least == found.at(D=depth)


@pytest.mark.parametrize(
    ("layers", "answer"),
    [
        (ANY_DEPTH[:2], "n >= 2**D where k is odd"),
        ([{"op": "pool", "kernel": "s", "stride": "s", "name": "a"}, {"op": "pool", "kernel": "s", "stride": "s"},
          {"op": "upsample", "factor": "s", "name": "b"}, {"op": "add", "from": ["b", "a"]},
          {"op": "upsample", "factor": "s"}, {"op": "add", "from": ["upsample2", "input"]}], "n/s**2 is an integer"),
        ([{"op": "pool", "kernel": "s", "stride": "s", "name": "a"}, {"op": "pool", "kernel": "s", "stride": "s"},
          {"op": "upsample", "factor": "s", "name": "b"}, {"op": "add", "from": ["b", "a"]}], None),
        ([repeated("down", SAME_SIZE, HALF), {"op": "upsample", "factor": 2, "name": "up"}, OUTER], None),
        ([repeated("up", {"op": "conv", "kernel": 3}), OUTER], None),
        ([repeated("up", HALF, TWICE), OUTER], None),
        ([repeated("up", {"op": "pool", "kernel": 2, "stride": 2, "ceil_mode": True})], None),
    ],
    ids=["down alone", "by s, both skips", "an inner skip alone", "up once", "sizes that fall", "in a block", "ceil"],
)  # fmt: skip
def test_sizes_of_networks_with_symbols(layers, answer):
    found = symrf.solve(symrf.read({"layer": layers}), "fits", "n")
    assert (found.verdict, str(found)) == ("proved", answer) if answer else found.verdict == "open"


def test_where_a_size_is_not_known_nothing_is_said_to_fit():
    """A condition that is necessary is not printed as the one that decides."""
    net = symrf.read({"input": {"size": "n"}, "layer": [repeated("up", HALF, TWICE), OUTER]})
    assert symrf.derive(net).output.fits_for == ()
    assert "joins fit where" not in text_of(net)


def test_other_multiples_are_refused():
    """By trying: the answer with another number, or without the condition on remainders."""
    net, depth = symrf.read({"layer": ANY_DEPTH}), symbol("D")
    assert levels.walked(net, "n", 2**depth, True).verdict == "passed"
    for most, only in ((2**depth + 1, True), (2 * 2**depth, True), (2**depth / 2, True), (2**depth, False)):
        assert levels.walked(net, "n", most, only).verdict == "refuted"


def test_a_layer_that_is_no_level_is_refused():
    """What the kernel is asked of each layer is wrong where a padding is one off."""
    for padding in ("(k + 1)/2", "(k - 3)/2"):
        with pytest.raises(Unanswered):
            levels.Levels().through(symrf.read({"layer": [{"op": "conv", "kernel": "k", "padding": padding}]}))


def test_windows_that_would_start_in_the_padding_are_counted_as_the_walk_counts_them() -> None:
    pool = {"op": "pool", "kernel": 1, "stride": 2, "padding": [0, 2], "ceil_mode": True}
    found = symrf.solve(symrf.read({"layer": [pool]}), "output_size == 3", "n")
    assert (str(found), {route.verdict for route in found.routes.values()}) == ("n = 3 or 4", {"proved", "passed"})
