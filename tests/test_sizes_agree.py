"""Remainders of the input size for which paths agree, against counting through the whole modulus."""

from __future__ import annotations

from math import lcm

from hypothesis import given
from hypothesis import strategies as st

from symrf.derivation.shapes.sizes import Sizes

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
