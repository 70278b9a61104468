"""How the time of reading a model, and of deriving its fields, grows with the model.

pytest tests/benchmarks/test_models.py --benchmark-enable -p no:xdist
"""

import gc
from collections.abc import Callable

import pytest

pytest.importorskip("onnx", reason="onnx is not installed; pip install 'symrf[onnx]'")

import symrf
from tests.benchmarks.growth import exponent, held, own_seconds
from tests.onnx_small import PAD1, model, weight

EXPONENT = 1.08
"""At most 1.2 times what is linear, for every ten times as many operations."""


def residual(nodes: int) -> object:
    """A model of so many operations: blocks of two convolutions and an addition."""
    steps, last = [], "x"
    for i in range(nodes // 5):
        steps += [
            ("Conv", f"{last} w", f"a{i}", PAD1), ("Relu", f"a{i}", f"b{i}"), ("Conv", f"b{i} w", f"c{i}", PAD1),
            ("Add", f"{last} c{i}", f"d{i}"), ("Relu", f"d{i}", f"e{i}"),
        ]  # fmt: skip
        last = f"e{i}"
    return model((1, 2, 64, 64), steps, {"w": weight(2, 2, 3, 3)})


@pytest.mark.parametrize("what", ["reading", "deriving"])
def test_what_a_model_takes_grows_with_it(benchmark, what):
    few, many = (10, 100) if benchmark.disabled else (100, 10_000)

    def work(nodes: int) -> Callable[[], object]:
        made = residual(nodes)
        network = symrf.read(made)
        return (lambda: symrf.read(made)) if what == "reading" else (lambda: symrf.derive(network))

    large = work(many)
    benchmark.pedantic(large, rounds=1, iterations=1)
    benchmark.extra_info["ms per 1000 nodes"] = round(1e6 * own_seconds(large) / many)
    gc.disable()  # as timeit does: its passes over all that lives grow with what else does
    try:
        grows = exponent(work, (few, many))
    finally:
        gc.enable()
    held(benchmark, f"{what} a model of {few} to {many} operations", grows, EXPONENT, "exponent")


def test_every_operation_is_read() -> None:
    assert symrf.derive(symrf.read(residual(100))).output.size == 81
