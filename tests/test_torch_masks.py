"""Constants of a module that are no parameters and may be 0 or minus infinity: what they leave out is not exact."""

from collections.abc import Callable
from typing import Any

import pytest

pytest.importorskip("torch", reason="torch is not installed; pip install 'symrf[torch]'")

import torch

import symrf

f = torch.nn.functional
LOWER = torch.tril(torch.ones(8, 8))
INF = float("inf")
OUT = torch.zeros(8, 8).masked_fill(LOWER == 0, -INF)
KEYS = torch.zeros(1, 8).masked_fill(torch.arange(8) > 4, -INF)
Step = Callable[[Any, Any], Any]


class Module(torch.nn.Module):  # type: ignore[misc,name-defined]
    """A convolution, and a step with what the module holds."""

    def __init__(self, step: Step, held: Any) -> None:
        super().__init__()
        self.step, self.body, self.held = step, torch.nn.Conv1d(2, 4, 3, padding=1), None
        if isinstance(held, torch.nn.Parameter):
            self.weight = held
        elif held is not None:
            self.register_buffer("mask", held)

    def forward(self, x: Any) -> Any:
        found = self.step(self.body(x), self.weight if hasattr(self, "weight") else getattr(self, "mask", None))
        return found[0] if isinstance(found, tuple) else found


def status(step: Step, held: Any = None) -> str:
    network = symrf.read(Module(step, held).eval(), input_shape=(1, 2, 8))
    return str(network.frontier or symrf.derive(network).output.status)


def by_function(c: Any, mask: Any) -> Any:
    c = c.transpose(1, 2)
    return f.scaled_dot_product_attention(c, c, c, mask).transpose(1, 2)


def written_out(c: Any, mask: Any) -> Any:
    scores = (c.transpose(1, 2) @ c).reshape(1, 1, 8, 8) + mask
    return c @ scores.reshape(1, 8, 8).softmax(-1).transpose(1, 2)


def trained(shape: tuple[int, ...]) -> Any:
    return torch.nn.Parameter(torch.ones(shape))


@pytest.mark.parametrize("step", [by_function, written_out])
@pytest.mark.parametrize("mask", [OUT, KEYS])
def test_a_mask_that_is_added_before_a_softmax(step: Step, mask: Any) -> None:
    assert status(step, mask) == "upper-bound"
    assert status(step, trained(mask.shape)) == "whole-input"
    assert status(lambda c, bias: step(c, bias.masked_fill(LOWER == 0, -INF)), trained((8, 8))) == "upper-bound"


def test_a_mask_of_the_shape_of_the_map() -> None:
    def shifted(c: Any, _: Any) -> Any:
        mask = c.new_zeros((8, 8))
        mask[:4, 4:] = -INF
        return written_out(c, mask)

    assert status(shifted) == "upper-bound"


def test_keys_that_truth_values_choose() -> None:
    assert status(by_function, torch.arange(8)[None] < 5) == "upper-bound"


def test_causal_attention() -> None:
    def causal(c: Any, _: Any) -> Any:
        c = c.transpose(1, 2)
        return f.scaled_dot_product_attention(c, c, c, is_causal=True).transpose(1, 2)

    assert status(causal) == "upper-bound"


def test_attention_of_torch_with_its_weights() -> None:
    layer = torch.nn.MultiheadAttention(4, 2, batch_first=True)

    class Attending(Module):
        def __init__(self, mask: Any) -> None:
            super().__init__(lambda c, held: layer(*[c.transpose(1, 2)] * 3, attn_mask=held), mask)
            self.layer = layer

    for mask, said in ((OUT, "upper-bound"), (LOWER == 0, "upper-bound"), (None, "whole-input")):
        network = symrf.read(Attending(mask).eval(), input_shape=(1, 2, 8))
        assert symrf.derive(network).output.status == said


def test_a_map_by_numbers_that_may_be_0() -> None:
    places, channels = (torch.arange(8) < 3).float(), torch.ones(4, 1)
    two = (torch.arange(8) < 4).float()[:, None]
    assert status(lambda c, m: c * m, places) == "upper-bound"
    assert status(lambda c, m: torch.minimum(c, m), places) == "upper-bound"
    assert status(lambda c, m: c * torch.linspace(0, 1, 8)) == "upper-bound"
    assert status(lambda c, m: torch.cat([c, f.avg_pool1d(c, 5, 1, 2)], 1) * m, two) == "upper-bound"
    assert status(lambda c, m: c * m, channels) == "exact"
    assert status(lambda c, m: c + m, places) == "exact"
    assert status(lambda c, m: c * m, trained((1, 8))) == "exact"


def test_weights_by_a_mask() -> None:
    mask = torch.tensor([1.0, 0.0, 0.0])
    assert status(lambda c, w: f.conv1d(c, w * mask, padding=1), trained((4, 4, 3))) == "upper-bound"
    assert status(lambda c, w: f.conv1d(c, w * 2, padding=1), trained((4, 4, 3))) == "exact"
    assert status(lambda c, w: f.linear(c, w * LOWER), trained((8, 8))) == "upper-bound"
    assert status(lambda c, _: c @ torch.triu(torch.ones(8, 8))) == "upper-bound"


def test_weights_that_parametrizations_make_are_weights() -> None:
    from torch.nn.utils.parametrizations import spectral_norm, weight_norm

    for made in (weight_norm, spectral_norm):
        body = made(torch.nn.Conv1d(2, 2, 3))
        assert symrf.derive(symrf.read(body, input_shape=(1, 2, 8))).output.status == "exact"


def test_a_choice_of_graphs_by_the_data_is_a_frontier() -> None:
    def either(c: Any, _: Any) -> Any:
        return torch.cond(c.sum() > 0, lambda c: c * 2, lambda c: c - 1, (c,))

    assert "cond" in status(either)
