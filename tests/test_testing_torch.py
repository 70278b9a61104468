"""torch modules through the adapters; a gradient method as a right implementation that knows no formula."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("torch", reason="torch is not installed; pip install 'symrf[torch]'")

import torch
from torch import nn

from symrf.layers import Conv, ConvTranspose, Pool, Upsample
from symrf.network import Network
from symrf.testing import CAPABILITIES, conformance
from symrf.testing.drawn.draw import seeded
from symrf.testing.functions.adapters import adapter
from symrf.testing.functions.torch_module import module
from symrf.testing.truth import Truth, samples
from tests.published.gradient import gradient

pytestmark = pytest.mark.filterwarnings("default")


def rows(network: nn.Module, dilated: bool = True) -> list[dict[str, Any]]:
    """A table as tools make it: a row for each layer of a Sequential."""
    found, size, jump = [], 1, 1
    for part in network.children():
        k, s, d = (x if isinstance(x, int) else x[0] for x in (part.kernel_size, part.stride, part.dilation))  # type: ignore[union-attr]
        size, jump = size + (d if dilated else 1) * (k - 1) * jump, jump * s  # type: ignore[operator]
        found.append({"Layer": type(part).__name__, "Receptive field": size, "Jump": jump})
    return found


PLAIN = ("sizes", "strides", "dilation", "even_kernels", "kernel_below_stride", "ceil_mode")


def test_a_module_goes_in_and_a_table_comes_out() -> None:
    suite = conformance(rows, adapt="module:table", isolate=False)
    assert {name: suite.result(name, 15).verdict for name in PLAIN} == dict.fromkeys(PLAIN, "right")
    assert suite.result("transposed", 15).mistake == "transposed-as-convolution"
    found = conformance(lambda net: rows(net, False), adapt="module:table", isolate=False).result("dilation", 15)
    assert (found.verdict, found.mistake) == ("wrong", "dilation-ignored")
    assert suite.symbols().reason == "no symbols go through this code: it takes a torch module, which holds no symbols"


def test_a_printed_module_goes_in() -> None:
    seen: list[str] = []
    adapter("printed:r")(lambda text: seen.append(text) or 3, (Conv(3) >> Pool(2, 2)).with_input_size(6))
    assert seen[0].startswith("Sequential(\n  (0): Conv2d(1, 1, kernel_size=(3, 3), stride=(1, 1), bias=False)")


def test_joins_have_no_row_of_their_own() -> None:
    found = conformance(lambda net: [{"rf": 1}] * sum(1 for _ in net.layers if type(_) is not nn.Identity),
                        adapt="module:table", isolate=False).result("branches", 15)  # fmt: skip
    assert found.verdict == "wrong"
    assert not found.reason


@pytest.mark.parametrize("name", ["sizes", "dilation", "branches", "transposed", "upsampling", "ceil_mode"])
def test_a_module_has_the_outputs_that_the_walk_counts(name: str) -> None:
    capability, pick, tried = next(c for c in CAPABILITIES if c.name == name), seeded(name), 0
    while tried < 8:
        network = capability.draw(pick)
        n = samples(network)
        try:
            made = module(network)
        except NotImplementedError:
            continue
        assert n is not None
        assert made(torch.zeros(1, 1, n, n)).shape[2] == Truth(network)["output_size"]
        tried += 1


def test_modules_that_torch_does_not_have_are_refused() -> None:
    for layer in (Conv(3, padding=(1, 0)), Conv(3, stride=2, padding="same"), Pool(2, padding=2),
                  ConvTranspose(3, 2, output_padding=2), Upsample(2, "linear", rule="asymmetric")):  # fmt: skip
        with pytest.raises(NotImplementedError):
            module(Network.of(layer).with_input_size(9))


GRADIENT = (
    "sizes", "strides", "paddings", "centers", "regions", "output_sizes", "dilation", "asymmetric", "even_kernels",
    "kernel_below_stride", "branches", "unequal_strides", "in_bounds",
)  # fmt: skip


def test_a_gradient_method_is_right_wherever_it_answers() -> None:
    suite = conformance(gradient, isolate=False)
    verdicts = {capability.name: suite.result(capability.name, 8).verdict for capability in CAPABILITIES}
    assert verdicts == {name: "right" if name in GRADIENT else "unsupported" for name in verdicts}


def test_a_gradient_method_with_a_mistake_is_not() -> None:
    found = conformance(lambda net: {"size": gradient(net).get("size", 0) + 1}, isolate=False).result("sizes", 3)
    assert found.verdict == "wrong"
