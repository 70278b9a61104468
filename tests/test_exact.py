"""Exact fields against paths followed one by one, and against the closed forms."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symrf import SymrfError, derive, read
from symrf.exact import exact, path_sizes, variance
from symrf.layers import Conv, Crop, Elementwise, Global
from symrf.network import Network
from symrf.zoo import zoo

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
    assert found.variance == variance(net)
    assert found.size == derive(net).output.size
    assert tuple(found.paths.values()) == tuple(reversed(found.paths.values()))


def test_a_region_with_a_hole():
    found = exact(Conv(1, stride=2) >> Conv(2))
    assert found.support == (0, 2)
    assert found.holes == (1,)
    assert found.density == Fraction(2, 3)


def test_variance_of_symbols():
    import sympy

    k, d = (sympy.Symbol(x, integer=True, positive=True) for x in "kd")
    found = variance(Conv(3, stride=2) >> Conv(k, dilation=d))
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
    with pytest.raises(SymrfError, match="path sizes are for windows"):
        path_sizes((Conv(3) >> Global()).with_input_size(9))
    assert path_sizes(Conv(3) >> Crop(1, 1)) == {3: 1}
