"""Numbers that a model makes of its input, where others have weights: no operation passes them over."""

from collections.abc import Callable
from typing import Any

import pytest

pytest.importorskip("onnx", reason="onnx is not installed; pip install 'symrf[onnx]'")
pytest.importorskip("onnxruntime", reason="onnxruntime is not installed; pip install onnxruntime")

import numpy as np

import symrf
from tests import onnx_cases
from tests.onnx_small import PAD1, inputs, ints, model, weight

SHAPE = (1, 2, 6, 5)
BEFORE = [
    ("Conv", "x w", "c", PAD1), ("ReduceMean", "x", "made", {"axes": [0, 2, 3], "keepdims": 0}),
    ("ReduceMean", "x", "columns", {"axes": [0, 1, 2], "keepdims": 0}), ("ReduceMean", "x", "one", {"keepdims": 0}),
]  # fmt: skip
HELD: dict[str, Any] = {
    "w": weight(2, 2, 3, 3), "v": weight(2, 2, 1, 1), "g": weight(2), "h": weight(5), "p": ints(0, 0, 1, 1, 0, 0, 1, 1),
}  # fmt: skip
STEPS = {
    "Conv": "c v made", "ConvTranspose": "c v made", "BatchNormalization": "c g g made g",
    "InstanceNormalization": "c made g", "LayerNormalization": "c h columns", "Pad": "c p one",
}  # fmt: skip


def after(*steps: Any) -> Any:
    return model(SHAPE, [*BEFORE, *steps], HELD)


@pytest.mark.parametrize("kind", STEPS)
def test_operations(kind: str) -> None:
    verdict, why = onnx_cases.judged(after((kind, STEPS[kind], "y")), inputs(SHAPE))
    assert verdict == "refused"
    assert "depends on numbers that the model works out" in why


def test_scales_that_the_map_makes_are_followed() -> None:
    """The map by which they are made may be another: its samples are seen too."""
    held = HELD | {"i": np.ones((2, 2, 3, 3), np.uint8)}
    steps = [
        ("DynamicQuantizeLinear", "x", "far size zero"), ("Cast", "c", "n", {"to": 2}),
        ("ConvInteger", "n i zero", "a", PAD1), ("Cast", "a", "y", {"to": 1}),
    ]  # fmt: skip
    found = symrf.derive(symrf.read(model(SHAPE, [*BEFORE[:1], *steps], held)))
    assert (found["y"]["h"].status, found["c"].status) == ("whole-input", "exact")
    assert symrf.derive(found.network, gates=False)["y"].size == 5


def test_modules() -> None:
    torch = pytest.importorskip("torch", reason="torch is not installed; pip install 'symrf[torch]'")
    f = torch.nn.functional

    class Made(torch.nn.Module):  # type: ignore[misc,name-defined]
        def __init__(self, step: Callable[[Any, Any, Any], Any]) -> None:
            super().__init__()
            self.step, self.body = step, torch.nn.Conv1d(2, 4, 3)

        def forward(self, x: Any) -> Any:
            return self.step(self.body(x), self.body.weight, x.mean((0, 2)).repeat(2))

    for step in (
        lambda c, w, made: f.conv1d(c[:, :2], w, made),
        lambda c, w, made: f.conv_transpose1d(c, w, made[:2]),
        lambda c, w, made: f.batch_norm(c, made, made),
        lambda c, w, made: f.group_norm(c, 2, made),
        lambda c, w, made: f.layer_norm(c.transpose(1, 2), (4,), made),
        lambda c, w, made: f.linear(c.transpose(1, 2), w[:, :, 0].repeat(1, 2), made),
    ):
        network = symrf.read(Made(step), input_shape=(1, 2, 8))
        assert ["numbers that the model works out" in end.reason for end in network.frontier] == [True]

    def attention(c: Any, w: Any, made: Any) -> Any:
        windows = c.transpose(1, 2).reshape(1, 2, 4, 4)
        mask = made.mean() * torch.ones(4, 4)
        return f.scaled_dot_product_attention(windows, windows, windows, mask).reshape(1, 8, 4).transpose(1, 2)

    network = symrf.read(Made(attention), input_shape=(1, 2, 10))
    assert (network.frontier, symrf.derive(network).output.status) == ((), "whole-input")
