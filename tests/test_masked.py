"""Where a constant says which of two maps is taken: the one that is taken nowhere is not seen; else that is a bound."""

from typing import Any

import numpy as np
import pytest

pytest.importorskip("onnx", reason="onnx is not installed; pip install 'symrf[onnx]'")
pytest.importorskip("onnxruntime", reason="onnxruntime is not installed; pip install onnxruntime")

import symrf
from tests import onnx_cases
from tests.onnx_small import PAD1, inputs, model, weight

SHAPE = (1, 2, 8, 8)
STEPS = [
    ("Conv", "x w", "near", PAD1), ("AveragePool", "near", "far", {"kernel_shape": [5, 5], "pads": [2] * 4}),
    ("Where", "m near far", "y"),
]  # fmt: skip
COLUMNS = np.arange(8)[None, None, None] < 3
CHANNELS = np.array([True, False])[:, None, None]


@pytest.mark.parametrize(
    ("mask", "status", "size"),
    [
        (np.ones((8, 8), bool), "exact", 3), (np.array(False), "exact", 7), (CHANNELS, "exact", 7),
        (COLUMNS, "upper-bound", 7),
    ],
)  # fmt: skip
def test_a_constant_mask(mask: Any, status: str, size: int) -> None:
    made = model(SHAPE, STEPS, {"w": weight(2, 2, 3, 3), "m": mask})
    field = symrf.derive(symrf.read(made)).output
    assert (field.status, field.size) == (status, size)
    assert onnx_cases.judged(made, inputs(SHAPE)) == ("right", "")


def test_a_mask_too_large_to_be_looked_at_is_a_bound() -> None:
    steps = [("Conv", "x w", "a", PAD1), ("Where", "m a z", "y")]
    constants = {"w": weight(1, 1, 3, 3), "m": np.ones((1, 1, 80, 80), bool), "z": np.float32(0)}
    assert symrf.derive(symrf.read(model((1, 1, 80, 80), steps, constants))).output.status == "upper-bound"


def test_where_the_data_itself_decides_both_are_read() -> None:
    steps = [("Conv", "x w", "a", PAD1), ("Greater", "a z", "m"), ("Where", "m a z", "y")]
    made = model(SHAPE, steps, {"w": weight(2, 2, 3, 3), "z": np.float32(0)})
    assert symrf.derive(symrf.read(made)).output.status == "exact"
    assert onnx_cases.judged(made, inputs(SHAPE)) == ("right", "")


def test_modules() -> None:
    torch = pytest.importorskip("torch", reason="torch is not installed; pip install 'symrf[torch]'")

    class Masked(torch.nn.Module):  # type: ignore[misc,name-defined]
        def __init__(self, filled: bool) -> None:
            super().__init__()
            self.filled, self.body = filled, torch.nn.Conv1d(1, 1, 3)
            self.register_buffer("mask", torch.arange(6) < 3)

        def forward(self, x: Any) -> Any:
            x = self.body(x)
            return x.masked_fill(self.mask, 0.0) if self.filled else torch.where(self.mask, x, 0.0)

    for filled in (True, False):
        network = symrf.read(Masked(filled), input_shape=(1, 1, 8))
        assert symrf.derive(network).output.status == "upper-bound"
        assert symrf.derive(network)["body"].status == "exact"
