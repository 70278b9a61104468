"""Derivations agree with the walk for every feature: on chains and graphs, with and without an input size."""

from __future__ import annotations

from fractions import Fraction
from itertools import cycle
from typing import Any
from unittest.mock import patch

import pytest
import sympy
from hypothesis import assume, given
from hypothesis import strategies as st

from symrf import derivation
from symrf.derivation import Derivation, derive
from symrf.errors import SymrfError
from symrf.exact import exact
from symrf.layers import LINEAR, PYTORCH, Conv, Upsample
from symrf.network import Network
from symrf.numbers import is_symbolic
from symrf.oracle import sizes, walk
from tests.strategies import (
    affine_layers,
    chain_of,
    chains,
    every_layer,
    plain_layers,
    same_windows,
    sized,
    symbolized,
    unsized,
    unsized_layers,
)
from tests.tools import examples


def hull(indices: frozenset[int]) -> tuple[int, int] | None:
    return (min(indices), max(indices)) if indices else None


def agrees(found: Derivation, net: Network, n: int | None, features: int = 12) -> None:
    """Every node's regions, in bounds too where the size is known, are those of the walk."""
    count = sizes(net, n) if n is not None else {}
    for name, node in found.items():
        field = node["x"]
        if n is not None:
            assert field.output_size == count[name]
        for y in range(min(count.get(name, features), features)):
            for feature in {y, count.get(name, y + 1) - 1 - y}:
                assert field.region(feature) == hull(walk(net, name, frozenset({feature}), n)[net.source])
                if n is not None:
                    inside = walk(net, name, frozenset({feature}), n, in_bounds=True)[net.source]
                    assert field.region_in_bounds(feature) == hull(inside)


@given(chains)
def test_chains_agree_with_the_walk(net: Network) -> None:
    agrees(derive(net), net, None)


@given(unsized())
def test_graphs_agree_with_the_walk(net: Network) -> None:
    agrees(derive(net), net, None)


@given(sized())
def test_graphs_in_bounds_agree_with_the_walk(net: Network) -> None:
    agrees(derive(net), net, net.input_size["x"])


@given(sized(every_layer, most=12, inputs=3))
def test_graphs_of_several_inputs_agree_with_the_walk(net: Network) -> None:
    """Seen from each of them; what has no path from it reads nothing."""
    for seen in net.by_source():
        agrees(derive(seen), seen, seen.source_size["x"], 4)


@given(unsized(unsized_layers, most=12))
def test_graphs_of_every_operation_agree_with_the_walk(net: Network) -> None:
    agrees(derive(net), net, None)


@given(sized(every_layer, most=12))
def test_graphs_of_every_operation_in_bounds_agree_with_the_walk(net: Network) -> None:
    agrees(derive(net), net, net.input_size["x"])


@given(sized(every_layer, most=12), st.booleans())
def test_supports_agree_with_the_walk(net: Network, in_bounds: bool) -> None:
    """Not the ends only: the sets that regions in bounds come from, and the samples that paths end at."""
    n = net.input_size["x"]
    count = sizes(net, n)
    for name, node in derive(net).items():
        for y in {0, count[name] // 2, count[name] - 1}:
            seen = walk(net, name, frozenset({y}), n, in_bounds=in_bounds)[net.source]
            found = node["x"].descent.sets(name, y, in_bounds)
            assert {found.first + i for i in range(found.bits.bit_length()) if found.bits >> i & 1} == seen
            assert set(exact(net, name, y, in_bounds=in_bounds).support) == seen


def at_size(value: Any, n: int) -> Any:
    """A number at input size n."""
    return value.xreplace(dict.fromkeys(value.free_symbols, sympy.Integer(n))) if is_symbolic(value) else value


def agrees_at(found: Derivation, net: Network, n: int) -> None:
    """Regions derived without an input size are those of the walk on an input of n, and so is the alignment.

    Where paths differ by what may be 0 at single sizes, as n - 2, that is said and no size is.
    """
    count, known = sizes(net, n), derive(net, input_size=n)
    for name, node in found.items():
        field = node["x"]
        for y in {0, 1, count[name] // 2, count[name] - 1}:
            if y < count[name] and field.state.shape is not None:
                region = field.region(y)
                found_at = None if region is None else tuple(at_size(end, n) for end in region)
                seen = hull(walk(net, name, frozenset({y}), n)[net.source])
                if field.status != "upper-bound":
                    assert found_at == seen
                elif seen is not None:
                    assert found_at is not None
                    assert found_at[0] <= seen[0] <= seen[1] <= found_at[1]
        may_vanish = field.aligned_for is None and field.misalignment is not None and field.misalignment.may_vanish
        if field.status == "exact" and not may_vanish:
            for_this_size = field.aligned or (field.aligned_for is not None and n in field.aligned_for)
            assert for_this_size == known[name].aligned


@given(sized(st.one_of(same_windows(), affine_layers)), st.integers(1, 80))
def test_same_padding_is_a_function_of_the_input_size(net: Network, other: int) -> None:
    found = derive(Network(net.nodes))
    agrees_at(found, net, net.input_size["x"])
    try:
        sizes(net, other)
    except SymrfError:
        return
    agrees_at(found, net, other)


@given(sized(st.one_of(same_windows(), every_layer)))
def test_every_operation_is_a_function_of_the_input_size(net: Network) -> None:
    """Of maps of one sample, which resizings and pools of a given size read otherwise, formulas in n do not speak."""
    assume(1 not in sizes(net, net.input_size["x"]).values())
    agrees_at(derive(Network(net.nodes)), net, net.input_size["x"])


@examples(4)
@given(symbolized(unsized(st.one_of(plain_layers, unsized_layers))))
def test_symbols_stand_for_numbers(made: tuple[Network, Network, dict[str, int]]) -> None:
    """Put back afterwards: the same regions, or an upper bound that says so."""
    net, symbolic, values = made
    known, found = derive(net), derive(symbolic)
    for name, node in found.items():
        field = node["x"]
        for y in range(5):
            region = known[name].region(y)
            if field.status == "unsupported":
                continue
            if region is None:
                assert field.status == "upper-bound" or field.region(y) is None
                continue
            here = field.region(y)
            assert here is not None
            u, v = (put(found.expanded(end), values) for end in here)
            if field.status == "exact":
                assert (u, v) == region
            else:
                assert field.status == "upper-bound"
                assert u <= region[0] <= region[1] <= v


def put(value: Any, values: dict[str, int]) -> Any:
    """An expression with numbers for its symbols."""
    if not is_symbolic(value):
        return value
    return value.xreplace({s: sympy.Integer(values[s.name]) for s in value.free_symbols})


@given(sized(every_layer, most=12, inputs=2))
def test_one_output_is_the_same_as_in_the_whole(net: Network) -> None:
    """Also where the network is too large to be checked, and what was read for the last time is let go."""
    seen = net.by_source()[-1]
    for (name, node), large in zip(derive(seen).items(), cycle((True, False))):
        with patch.object(derivation, "too_large", return_value=large):
            alone = derive(seen, name).output["x"].state
        state = node["x"].state
        assert (alone.shape, alone.extent, alone.status) == (state.shape, state.extent, state.status)
        assert alone.aligned == state.aligned


def test_one_output_is_read_as_one() -> None:
    """The same layer twice: the first time it has three outputs, the second time one, which it places elsewhere."""
    third = Upsample(Fraction(1, 3), LINEAR, PYTORCH)
    net = Network.of(third >> third).with_input_size(9)
    agrees(derive(net), net, 9)


@pytest.mark.parametrize("mode", ["nearest", "cubic"])
def test_a_third_of_even_numbers_is_no_integer(mode: str) -> None:
    """SymPy takes n (2 y + 2)/6 for one, and would put it in front of a floor."""
    net = Network.of(Upsample(None, mode, "half_pixel", "floor", 6) >> Conv(3, stride=2, padding="same"))
    found = derive(net)
    for n in range(2, 9):
        agrees_at(found, net.with_input_size(n), n)


def test_a_wrong_formula_would_be_seen() -> None:
    """The comparison with the walk can fail."""
    net = chain_of([Conv(4, 2, 1, (1, 0)), Conv(2, 3)])
    wrong = derive(chain_of([Conv(4, 2, 1, (0, 1)), Conv(2, 3)]))
    with pytest.raises(AssertionError):
        agrees(wrong, net, None)
