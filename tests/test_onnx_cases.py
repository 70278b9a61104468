"""Some of the onnx package's own test cases; python -m tests.onnx_cases judges all."""

from collections.abc import Callable
from typing import Any

import pytest

pytest.importorskip("onnx", reason="onnx is not installed; pip install 'symrf[onnx]'")
pytest.importorskip("onnxruntime", reason="onnxruntime is not installed; pip install onnxruntime")

from symrf.network import Network
from tests import onnx_cases
from tests.tools import some

MODULES = {
    "conv": "test_basic_conv_with_padding test_conv_with_autopad_same",
    "convtranspose": "test_convtranspose_output_shape test_convtranspose_autopad_same",
    "averagepool": "test_averagepool_2d_ceil test_averagepool_2d_same_lower test_averagepool_2d_dilations",
    "pad": "test_constant_pad test_edge_pad test_reflect_pad test_wrap_pad",
    "slice": "test_slice test_slice_negative_axes",
    "depthtospace": "test_depthtospace_example test_depthtospace_crd_mode_example",
    "spacetodepth": "test_spacetodepth_example",
    "instance_normalization": "test_instancenorm_example",
    "split": "test_split_equal_parts_1d_opset13",
    "transpose": "test_transpose_all_permutations_3",
    "gather": "test_gather_0",
}
"""Cases that are right, by the module of onnx that makes them."""
REFUSED = {
    "slice": "test_slice_neg_steps", "cumsum": "test_cumsum_1d", "scatternd": "test_scatternd",
    "lstm": "test_lstm_defaults", "gridsample": "test_gridsample",
}  # fmt: skip
"""Cases that are refused: reversed, running, by data, recurrent."""


@pytest.fixture(scope="module")
def cases() -> dict[str, tuple[Any, list[Any]]]:
    """name -> model and inputs."""
    return {name: (model, inputs) for name, model, inputs in onnx_cases.cases(*MODULES, *REFUSED)}


@pytest.mark.parametrize("name", some(" ".join(MODULES.values()).split(), 2))
def test_what_can_be_followed_is_right(cases: dict[str, tuple[Any, list[Any]]], name: str) -> None:
    assert onnx_cases.judged(*cases[name]) == ("right", "")


@pytest.mark.parametrize("name", REFUSED.values())
def test_what_cannot_is_refused_in_one_line(cases: dict[str, tuple[Any, list[Any]]], name: str) -> None:
    verdict, why = onnx_cases.judged(*cases[name])
    assert verdict == "refused"
    assert why
    assert "\n" not in why


@pytest.mark.parametrize("name", ["test_basic_conv_with_padding", "test_averagepool_2d_ceil"])
def test_a_wrong_answer_is_seen(
    monkeypatch: pytest.MonkeyPatch, cases: dict[str, tuple[Any, list[Any]]], name: str
) -> None:
    monkeypatch.setattr(onnx_cases.symrf, "read", _shifted(onnx_cases.symrf.read))
    assert onnx_cases.judged(*cases[name])[0] == "wrong"


def _shifted(read: Callable[[Any], Network]) -> Callable[[Any], Network]:
    """The reader, every padding being one more on the right and one less on the left."""

    def wrong(source: Any) -> Network:
        network = read(source)
        for node in network.nodes:
            if hasattr(node.layer, "padding"):
                left, right = node.layer.padding
                object.__setattr__(node.layer, "padding", (left - 1, right + 1))
        return network

    return wrong
