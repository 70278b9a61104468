"""How long reading a model takes, and how that grows: per node, against the tenth of as many nodes in the same run.

pytest tests/benchmarks/test_models.py --benchmark-enable -p no:xdist
"""

import time
from collections.abc import Callable

import pytest

pytest.importorskip("onnx", reason="onnx is not installed; pip install 'symrf[onnx]'")

import symrf
from tests.onnx_small import PAD1, model, weight


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


def seconds(work: Callable[[], object], times: int) -> float:
    """The least time of several."""
    found = []
    for _ in range(times):
        started = time.process_time()
        work()
        found.append(time.process_time() - started)
    return min(found)


@pytest.mark.parametrize("nodes", [1_000, 10_000])
def test_reading_and_deriving_grow_with_the_model(benchmark, nodes):
    if benchmark.disabled:
        nodes = 100
    small, large = residual(nodes // 10), residual(nodes)
    network = benchmark.pedantic(lambda: symrf.read(large), rounds=1, iterations=1)
    reading = seconds(lambda: symrf.read(large), 2)
    deriving = seconds(lambda: symrf.derive(network), 2)
    benchmark.extra_info |= {
        "ms per 1000 nodes, reading": 1e6 * reading / nodes,
        "ms per 1000 nodes, deriving": 1e6 * deriving / nodes,
        "growth of reading beyond linear": reading / seconds(lambda: symrf.read(small), 5) / 10,
    }
    assert symrf.derive(network).output.size == 1 + 4 * (nodes // 5)
