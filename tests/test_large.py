"""Large networks: the answers stay right, small and exact when sums have been given names."""

import pytest
import sympy

from symrf import derive
from symrf.network import Network
from tests.networks_large import residual_blocks, wide_graph
from tests.tools import some


@pytest.mark.parametrize("count", some((3, 40, 120), 2, 1))
def test_symbolic_residual_blocks_are_aligned_and_add_up(count):
    found = derive(residual_blocks(count), f"join{count - 1}")
    symbols = [sympy.Symbol(f"k{i}", integer=True, positive=True) for i in range(count)]
    assert found.output.aligned
    assert sympy.expand(found.expanded(found.output.size) - (1 + 4 * sum(symbols))) == 0
    assert not found.expanded(found.output.size).has(sympy.Max)


@pytest.mark.parametrize("count", some((3, 120, 40), 2))
def test_one_block_off_by_one_is_seen(count):
    field = derive(residual_blocks(count, shifted=count - 1), f"join{count - 1}").output
    assert not field.aligned
    assert field.misalignment.difference in (-1, 1)


def test_a_thousand_blocks_stay_small():
    blocks = some(range(1000), 9, 3)
    found = derive(residual_blocks(len(blocks)), f"join{len(blocks) - 1}")
    assert found.output.aligned
    assert len(str(found.output.size)) < 50_000
    assert sum(len(str(term)) for term in found.terms.values()) < 2_000_000


def test_a_wide_graph_has_the_size_of_its_longest_path():
    nodes = wide_graph(20_000)
    convolutions = sum(node.layer.op == "conv" for node in nodes)
    assert derive(Network(tuple(nodes)), nodes[-1].name).output.size == 1 + 2 * convolutions
