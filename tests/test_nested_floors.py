"""Formulas in y of many layers: floors within floors, each once, and what the walk sees for every value."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import rshift
from typing import Any

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

import symrf
from symrf.layers import Conv, Pool, Upsample
from symrf.network import Network
from symrf.numbers.floors import flat, floor, put
from symrf.numbers.symbols import symbol
from symrf.oracle import walk
from symrf.repeat import substituted
from tests.tools import examples

n, m, k, f = symbol("n"), symbol("m"), symbol("k"), symbol("f")
y = sympy.Symbol("y", integer=True)


def aligned(depth: int) -> Network:
    """Corners aligned, again and again."""
    return Network.of(reduce(rshift, [Upsample(2, "linear", "align_corners")] * depth))


def to_a_size(depth: int) -> Network:
    """Resized to m samples, then a convolution, again and again."""
    return reduce(rshift, [Upsample(size=m, mode="linear") >> Conv(k)] * depth)


def to_sizes(depth: int) -> Network:
    """Each time resized to another size, at samples, then a convolution."""
    sizes = [symbol(f"m{i}") for i in range(depth)]
    return reduce(rshift, [Upsample(size=m, mode="linear", rule="asymmetric") >> Conv(k) for m in sizes])


def to_halves(depth: int) -> Network:
    """The same with every second sample of the new size instead."""
    sizes = [symbol(f"m{i}") for i in range(depth)]
    resized = (Upsample(size=m, mode="linear", rule="asymmetric") for m in sizes)
    return reduce(rshift, [one >> Conv(3, stride=2, padding="same") for one in resized])


def same(depth: int) -> Network:
    """Up by 3, then every second sample with SAME padding, which depends on n."""
    return reduce(rshift, [Upsample(3) >> Conv(3, stride=2, padding="same")] * depth)


def pyramid(depth: int) -> Network:
    """Of pools of ever wider windows on one map all are resized to n samples; the widest alone is asked."""
    return Pool(2**depth, stride=2**depth) >> Upsample(size=n, mode="linear")


def by_a_symbol(depth: int) -> Network:
    """Up by f, then a convolution, again and again."""
    return reduce(rshift, [Upsample(f, "linear") >> Conv(k)] * depth)


FAMILIES: list[tuple[Callable[[int], Network], dict[str, int]]] = [
    (aligned, {"n": 3}),
    (to_a_size, {"n": 7, "m": 5, "k": 2}),
    (to_sizes, {"n": 7, "k": 2, "m0": 5, "m1": 9, "m2": 4, "m3": 6}),
    (to_halves, {"n": 7, "m0": 5, "m1": 9, "m2": 4, "m3": 6}),
    (same, {"n": 7}),
    (pyramid, {"n": 37}),
    (by_a_symbol, {"n": 9, "f": 3, "k": 2}),
]


@pytest.mark.parametrize(("family", "values"), FAMILIES, ids=[family.__name__ for family, _ in FAMILIES])
@pytest.mark.parametrize("depth", [1, 2, 4])
def test_the_formulas_are_what_the_walk_sees(
    family: Callable[[int], Network], values: dict[str, int], depth: int
) -> None:
    net = family(depth)
    field = symrf.derive(net, input_size=n).output["x"]
    assert field.status == "exact"
    known = substituted(net.with_input_size(values["n"]), values)
    at = {symbol(name): sympy.Integer(value) for name, value in values.items()}
    ends = [sympy.Add(end, 0).xreplace(at) for end in field.region(y)]
    assert any(y in end.free_symbols for end in ends)
    for feature in range(6):
        seen = walk(known, known.output, frozenset({feature}), values["n"])["input"]
        assert [end.xreplace({y: sympy.Integer(feature)}) for end in ends] == [min(seen), max(seen)]


@pytest.mark.parametrize(
    ("family", "each"),
    [(aligned, 3), (to_a_size, 3), (to_sizes, 2), (to_halves, 5)],
    ids=lambda x: getattr(x, "__name__", x),
)
def test_of_each_layer_a_floor_stands_once(family: Callable[[int], Network], each: int) -> None:
    """In each end: as many floors, however often they occur, as the layers make, and none stands twice."""
    few, many = (symrf.derive(family(depth), input_size=n).output["x"].region(y) for depth in (2, 5))
    counts = [[end.xreplace({y: -y}).count(sympy.floor) for end in ends] for ends in (few, many)]
    assert all(high <= low + 3 * each for low, high in zip(*counts, strict=True)), counts


layer = st.tuples(st.integers(1, 4), st.integers(-5, 5), st.integers(1, 4), st.sampled_from([1, n, n + 1, 2 * n - 1]))


@examples(6)
@given(st.lists(st.tuples(layer, st.sampled_from([1, n, n + 1])), min_size=1, max_size=5), st.integers(1, 4))
def test_what_is_put_into_formulas(layers: list[Any], size: int) -> None:
    """⌊(a y + b)/c⌋ put into one another, with symbols in a and c, are what they are of numbers."""
    formula: Any = y
    for (a, b, c, above), below in layers:
        formula = put(formula, {y: floor(a * above * y + b, c * below)})
    for feature in range(-2, 3):
        value = feature
        for (a, b, c, above), below in reversed(layers):
            up, down = (int(sympy.Add(x, 0).xreplace({n: sympy.Integer(size)})) for x in (a * above, c * below))
            value = (up * value + b) // down
        assert formula.xreplace({n: sympy.Integer(size), y: sympy.Integer(feature)}) == value


def test_a_floor_is_not_taken_apart() -> None:
    inner = floor(y, 3)
    assert flat(n * inner - inner + n * y - y) == (n - 1) * inner + n * y - y
    assert floor((n + 1) * inner + 1, n).count(inner) == 1
