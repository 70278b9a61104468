"""Remainders of the input size for which paths agree, against counting through the whole modulus."""

from __future__ import annotations

from functools import reduce
from math import lcm
from operator import rshift

from hypothesis import given
from hypothesis import strategies as st

import symrf
from symrf.derivation import derive
from symrf.derivation.shapes.sizes import NEVER, Sizes
from symrf.layers import Conv, Elementwise
from symrf.network import Network
from symrf.numbers.symbols import symbol
from tests.tools import some

MODULI = [1, 2, 3, 4, 6, 8, 9, 12, 30]


@st.composite
def sizes(draw: st.DrawFn) -> Sizes:
    """Any remainders of a modulus, often with a shorter period than that."""
    modulus = draw(st.sampled_from(MODULI))
    period = draw(st.sampled_from([d for d in range(1, modulus + 1) if modulus % d == 0]))
    kept = draw(st.sets(st.integers(0, period - 1)))
    return Sizes(modulus, tuple(n for n in range(modulus) if n % period in kept))


def counted(modulus: int, remainders: set[int]) -> Sizes:
    """The least modulus that says the same, by trying all."""
    for least in range(1, modulus + 1):
        found = tuple(r for r in range(least) if r in remainders)
        if modulus % least == 0 and all((n % least in found) == (n in remainders) for n in range(modulus)):
            return Sizes(least, found)
    raise AssertionError("the modulus itself does")


@given(sizes(), sizes())
def test_the_simplest_and_both_are_as_counted(one: Sizes, other: Sizes) -> None:
    assert one.simplest() == counted(one.modulus, {*one.remainders})
    both = lcm(one.modulus, other.modulus)
    assert one & other == counted(both, {n for n in range(both) if n in one and n in other})


def unequal(depth: int) -> Network:
    """Strided branches of unlike kernels, joined and joined again."""
    block = Conv(3, stride=2, padding="same") | Conv(1, stride=2, padding="same")
    return reduce(rshift, [block] * depth)


def test_of_many_sizes_those_are_tried_for_which_paths_agree_so_far() -> None:
    """A modulus of more remainders than are tried one by one: what is known of the joins below leaves one class."""
    net = unequal(20)
    found = derive(net).output["x"].aligned_for
    assert str(found) == f"n mod {2**20} = 1"
    for size in (*some((2**20 + 1, 2**19 + 1, 1, 2**20 + 2), 2), 2**20):
        assert derive(net, input_size=size).output["x"].aligned == (size in found), size


def test_the_parity_of_a_kernel_is_not_said_of_the_input() -> None:
    field = derive(Conv(symbol("k"), padding="same") | Elementwise(), input_size=30).output["x"]
    assert (field.aligned, field.aligned_for) == (False, None)
    assert str(field.misalignment).endswith("(equal for k mod 2 = 1)")
    assert "they agree on" not in symrf.report(field.descent.network, "markdown")
    assert Sizes(2, (1,), "k") & Sizes(4, (1,), "n") == NEVER  # of both nothing is said
