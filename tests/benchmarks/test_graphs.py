"""How long graphs take, as ratios against a baseline of the same run: see extra_info in the results.

pytest tests/benchmarks --benchmark-enable -p no:xdist
"""

import time
from graphlib import TopologicalSorter

import pytest

from symrf import derive
from symrf.network import Network
from symrf.zoo import zoo
from tests.benchmarks.growth import held
from tests.networks_large import residual_blocks, wide_graph

SORTS = 2.5


def seconds(work) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


@pytest.mark.parametrize("edges", [10_000, 100_000, 1_000_000])
def test_a_graph_against_sorting_it(benchmark, edges):
    if benchmark.disabled:
        edges = 1_000
    nodes = wide_graph(edges)
    sorting = seconds(lambda: list(TopologicalSorter({n.name: n.inputs for n in nodes}).static_order()))
    found = benchmark.pedantic(lambda: derive(Network(tuple(nodes)), nodes[-1].name), rounds=1, iterations=1)
    taken = seconds(lambda: derive(Network(tuple(nodes)), nodes[-1].name))
    held(benchmark, f"{edges} edges against sorting them with graphlib", taken / sorting, SORTS, "times")
    assert found.output.size > 1


def test_a_thousand_symbolic_residual_blocks(benchmark):
    network = residual_blocks(10 if benchmark.disabled else 1000)
    found = benchmark.pedantic(lambda: derive(network, network.output), rounds=1, iterations=1)
    assert found.output.aligned


def test_resnet_152(benchmark):
    network = zoo("resnet_v1_152").with_input_size(224)
    found = benchmark(lambda: derive(network))
    assert found["block4"].size == 1507
