"""Of many strides only the lines that can be extreme are kept, and no end of any region moves."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import symrf
from symrf.derivation.shapes.lines import least_lines
from symrf.layers import Add, Conv
from symrf.network import INPUT, Network, Node
from symrf.numbers.atoms import Atoms
from symrf.oracle import walk


@given(st.lists(st.tuples(st.integers(-6, 6), st.integers(-30, 30)), min_size=1, max_size=12))
def test_the_least_is_kept_everywhere_and_nothing_else(lines: list[tuple[int, int]]) -> None:
    kept = least_lines(lines)
    ys = range(-80, 81)
    assert all(min(S * y + a for S, a in kept) == min(S * y + a for S, a in lines) for y in ys)
    for line in kept:
        others = kept - {line}
        assert any(all(line[0] * y + line[1] < S * y + a for S, a in others) for y in ys), "it decides some feature"


def joins(random: Random, depth: int) -> Network:
    """Joins in series, each of two convolutions of any strides."""
    nodes, below = [], INPUT
    for i in range(depth):
        for side in "ab":
            layer = Conv(random.randint(1, 3), random.randint(1, 3), random.randint(1, 2), random.randint(0, 3))
            nodes.append(Node(f"{side}{i}", layer, (below,)))
        nodes.append(Node(f"j{i}", Add(), (f"a{i}", f"b{i}")))
        below = f"j{i}"
    return Network(tuple(nodes))


@pytest.mark.parametrize("seed", range(12))
def test_joins_in_series_are_what_the_walk_sees(seed: int) -> None:
    net = joins(Random(seed), 5)
    field = symrf.derive(net).output
    for y in (0, 1, 2, 5, 9):
        seen = walk(net, net.output, frozenset({y}))[INPUT]
        assert field.region(y) == (min(seen), max(seen))


def test_a_thousand_joins_have_few_lines() -> None:
    assert len(symrf.derive(joins(Random(1), 1000)).output["x"].shape.parts(Atoms())) < 64


def test_lines_that_all_decide_an_end_are_many_and_no_limit() -> None:
    """Two convolutions, one of stride 2, joined again and again: every stride is the widest of some feature."""
    nodes, below = [], INPUT
    for i in range(160):
        sides = (f"a{i}", Conv(3, 2)), (f"b{i}", Conv(5))
        nodes += [Node(name, layer, (below,)) for name, layer in sides]
        nodes.append(Node(f"j{i}", Add(), (f"a{i}", f"b{i}")))
        below = f"j{i}"
    net = Network(tuple(nodes))
    few, many = net.up_to("j7"), symrf.derive(net).output
    assert (many.status, len(many["x"].shape.parts(Atoms()))) == ("exact", 161)
    field = symrf.derive(few).output
    for y in (0, 1, 2, 5):
        seen = walk(few, few.output, frozenset({y}))[INPUT]
        assert field.region(y) == (min(seen), max(seen))


def test_a_stride_that_no_list_is_as_long_as() -> None:
    """With SAME padding on a map of a size that is not known."""
    chain = symrf.Conv(3, stride=2**62, padding="same") >> symrf.Conv(1)
    assert symrf.derive(chain, input_size=symrf.symbol("n")).output.stride == 2**62
