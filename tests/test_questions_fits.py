"""Sizes that fit, and of which nothing is left over: the zoo against counting written here, and where it is printed."""

from __future__ import annotations

import pytest

import symrf
from symrf.network import Network
from symrf.zoo import zoo_names
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


@pytest.mark.parametrize("name", some(zoo_names(), 4))
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
