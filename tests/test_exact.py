"""Exact fields against paths followed one by one, and against the closed forms."""

from contextlib import suppress
from fractions import Fraction
from itertools import product

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from symrf import SymrfError, derive, read
from symrf.exact import exact
from symrf.layers import Conv, Crop, Elementwise, Global, Input, Upsample
from symrf.network import Network, Node
from symrf.numbers.symbols import symbol
from symrf.paths import Spread, path_polynomial, path_sizes, spread
from symrf.repeat import Repeat, concrete
from symrf.zoo import zoo
from tests.strategies import affine_layers, sized

ROWS = st.lists(
    st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(1, 3), st.integers(-1, 3)), min_size=1, max_size=4
)


def chain(rows) -> Network:
    net = Network()
    for k, s, d, p in rows:
        net = net >> Conv(k, s, d, p)
    return net


def ends_of_all_paths(rows, y):
    """Every choice of one tap per layer, followed down: the definition, with nothing shared."""
    ends = []
    for taps in product(*(range(k) for k, *_ in reversed(rows))):
        at = y
        for (_, s, d, p), m in zip(reversed(rows), taps, strict=True):
            at = s * at - p + d * m
        ends.append(at)
    return ends


@given(ROWS, st.integers(0, 3))
def test_paths_are_those_followed_one_by_one(rows, y):
    ends = ends_of_all_paths(rows, y)
    found = exact(chain(rows), feature=y)
    assert dict(found.paths) == {i: ends.count(i) for i in ends}
    assert found.total == len(ends)


@given(ROWS)
def test_mean_is_the_centre_and_variance_has_its_closed_form(rows):
    net = chain(rows)
    found = exact(net)
    assert found.mean == derive(net).output.center
    assert found.variance == spread(net).variance
    assert found.size == derive(net).output.size
    assert tuple(found.paths.values()) == tuple(reversed(found.paths.values()))


def test_a_region_with_a_hole():
    found = exact(Conv(1, stride=2) >> Conv(2))
    assert found.support == (0, 2)
    assert found.holes == (1,)
    assert found.density == Fraction(2, 3)


def test_variance_of_symbols():
    k, d = (sympy.Symbol(x, integer=True, positive=True) for x in "kd")
    found = spread(Conv(3, stride=2) >> Conv(k, dilation=d)).variance
    assert sympy.expand(found - (Fraction(8, 12) + (2 * d) ** 2 * (k**2 - 1) / 12)) == 0


def test_aspp_sees_far_fewer_samples_than_its_hull():
    net = zoo("aspp")
    found = exact(net)
    assert found.size == 37
    assert len(found.support) == 7  # the centre, and two per rate on one axis
    assert found.density == Fraction(7, 37)


def test_highresnet_paths():
    sizes = path_sizes(zoo("highresnet"))
    assert (min(sizes), max(sizes)) == (3, 87)
    assert sum(sizes.values()) == 2**9


def test_equal_blocks_give_the_binomial_distribution():
    block = Conv(3, padding=1) >> Conv(3, padding=1)
    net = Network()
    for _ in range(5):
        net = net >> (block | Elementwise())
    assert path_sizes(net) == {1: 1, 5: 5, 9: 10, 13: 10, 17: 5, 21: 1}


def test_in_bounds_leaves_out_the_padding():
    net = (Conv(3, padding=1) >> Conv(3, padding=1)).with_input_size(3)
    assert exact(net, feature=0).support == (-2, -1, 0, 1, 2)
    assert exact(net, feature=0, in_bounds=True).support == (0, 1, 2)


@pytest.mark.parametrize(
    ("net", "words"),
    [
        (read({"layer": [{"op": "conv", "kernel": "k"}]}), "needs numbers"),
        (Conv(3) >> Global(), "input size"),
    ],
)
def test_what_has_no_exact_field_says_so(net, words):
    with pytest.raises(SymrfError, match=words):
        exact(net)


def test_path_sizes_refuse_what_they_do_not_know():
    with pytest.raises(SymrfError, match="paths are counted through windows"):
        path_sizes((Conv(3) >> Global()).with_input_size(9))
    assert path_sizes(Conv(3) >> Crop(1, 1)) == {3: 1}


def test_a_gate_counts_for_every_feature_in_bounds_too():
    net = (Conv(3, padding=1) >> (Elementwise() | Global())).with_input_size(6)
    found = exact(net, feature=4, in_bounds=True)
    assert found.support == (0, 1, 2, 3, 4, 5)


@given(sized(affine_layers, most=6))
def test_the_spread_of_any_graph_is_that_of_its_paths(net):
    """Branches, unequal strides and uneven paddings: in closed form what counting gives."""
    net = Network(net.nodes)
    for node in net.nodes:
        for feature in (0, 3):
            with suppress(SymrfError):  # SAME padding on some paths
                closed = spread(net, node.name, feature)
                if closed.mean is None:
                    continue
                counted = exact(net, node.name, feature)
                assert closed == Spread(counted.total, counted.mean, counted.variance)


def test_the_spread_of_symbolic_branches():
    k = symbol("k")
    net = Conv(k, padding=1) | Conv(3, dilation=2)
    closed = spread(net)
    for size in range(1, 6):
        counted = exact(concrete(net, {"k": size}))
        at = {k: sympy.Integer(size)}
        numbers = (sympy.Add(value, 0).xreplace(at) for value in (closed.paths, closed.mean, closed.variance))
        assert tuple(numbers) == (counted.total, counted.mean, counted.variance)
    same = spread(Network.of(Conv(k, stride=2, padding="same")))
    assert (same.mean, same.variance) == (None, (k**2 - 1) / 12)


@pytest.mark.parametrize("blocks", [1, 2, 5])
def test_the_path_polynomial_lists_the_path_sizes(blocks):
    k, x, b = symbol("k"), sympy.Symbol("x"), symbol("B")
    block = Conv(k, padding="same") >> Conv(k, padding="same")
    net = Conv(3)
    for _ in range(blocks):
        net = net >> (block | Elementwise())
    found = path_polynomial(net)
    assert found == x**3 * (x ** (2 * k - 2) + 1) ** blocks
    assert path_polynomial(Conv(3) >> Repeat(b, Network.of(block | Elementwise()))).subs(b, blocks) == found
    sizes = path_sizes(concrete(net, {"k": 4}))
    terms = sympy.Poly(sympy.expand(found.subs(k, 4)), x).terms()
    assert sizes == {degree: count for (degree,), count in terms}


def test_paths_through_copies_that_are_not_alike_have_no_polynomial():
    i = symbol("i")
    for body in (Conv(3, dilation=i), Conv(3, stride=2)):
        with pytest.raises(SymrfError, match="copies that are not alike"):
            path_polynomial(Network.of(Repeat(symbol("B"), Network.of(body))))
    with pytest.raises(SymrfError, match="counted through windows"):
        path_polynomial(Network.of(Upsample(2)))
    with pytest.raises(SymrfError, match="no paths"):
        spread(Network((Node("a", Input(), ()), Node("c", Conv(3)))).seen_from("a"), "c")


WAVENET = Repeat(symbol("B"), Network.of(Conv(symbol("k"), dilation=2 ** (symbol("i") - 1))))
RESIDUAL = Repeat(symbol("B"), Network.of((Conv(symbol("k"), padding=1) >> Conv(3)) | Elementwise()))


@pytest.mark.parametrize("layer", [WAVENET, RESIDUAL])
@pytest.mark.parametrize(("k", "blocks"), [(1, 2), (2, 1), (2, 3), (5, 2)])
def test_the_spread_over_a_symbolic_number_of_copies(layer, k, blocks):
    net = Conv(3, stride=2, padding=1) >> layer >> Conv(2)
    closed, values = spread(net), {"k": k, "B": blocks}
    counted = exact(concrete(net, values))
    at = {symbol(name): sympy.Integer(value) for name, value in values.items()}
    numbers = (sympy.Add(value, 0).xreplace(at) for value in (closed.paths, closed.mean, closed.variance))
    assert tuple(numbers) == (counted.total, counted.mean, counted.variance)


def test_a_spread_over_copies_without_a_closed_form_says_so():
    for body in (Conv(3, stride=2), Conv(symbol("i")), Conv(3, padding="same", stride=2)):
        with pytest.raises(SymrfError, match="has no closed form"):
            spread(Network.of(Repeat(symbol("B"), Network.of(body))))
