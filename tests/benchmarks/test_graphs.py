"""How long graphs take, as ratios against a baseline of the same run: see extra_info in the results.

pytest tests/benchmarks --benchmark-enable -p no:xdist
"""

from graphlib import TopologicalSorter

import pytest

from symrf import derive
from symrf.network import Network
from symrf.zoo import zoo
from tests.benchmarks.growth import held, ratio
from tests.networks_large import long_chain, residual_blocks, wide_graph

SORTS, SMALL = 2.5, 3.5
"""Of the smallest graphs more is what a derivation begins with, and sorting takes 20 ms."""


@pytest.mark.parametrize("edges", [10_000, 100_000, 1_000_000])
@pytest.mark.parametrize(("what", "made"), [("a graph", wide_graph), ("a chain", long_chain)], ids=["graph", "chain"])
def test_a_graph_against_sorting_it(benchmark, what, made, edges):
    if benchmark.disabled:
        edges = 1_000
    nodes = made(edges)

    def sorting():
        return list(TopologicalSorter({n.name: n.inputs for n in nodes}).static_order())

    def deriving():
        return derive(Network(tuple(nodes)), nodes[-1].name)

    found = benchmark.pedantic(deriving, rounds=1, iterations=1)
    times = ratio(deriving, sorting, max((10**4 if benchmark.disabled else 3 * 10**5) // edges, 1))
    most = SMALL if edges <= 10_000 else SORTS
    held(benchmark, f"{what} of {edges} edges against sorting it with graphlib", times, most, "times")
    assert found.output.size > 1


def test_a_thousand_symbolic_residual_blocks(benchmark):
    network = residual_blocks(10 if benchmark.disabled else 1000)
    found = benchmark.pedantic(lambda: derive(network, network.output), rounds=1, iterations=1)
    assert found.output.aligned


def test_resnet_152(benchmark):
    network = zoo("resnet_v1_152").with_input_size(224)
    found = benchmark(lambda: derive(network))
    assert found["block4"].size == 1507
