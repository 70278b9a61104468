"""One equation for every layer: D t = A y + B + d m, m = 0 … k − 1, is what the walk reads."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from symrf.derivation.downward.index_set import IndexSet, read
from symrf.derivation.reads.equation import Equation, equation
from symrf.derivation.reads.extent import Extent
from symrf.derivation.reads.reading import Reading
from symrf.layers import AdaptivePool, Conv, ConvTranspose, Crop, Elementwise, Global, Layer, Upsample, Window
from symrf.numbers.atoms import Atoms
from symrf.oracle import output_size, paddings, reads
from tests.strategies import every_layer

LAYERS = [
    Conv(3, 2, 2, (1, 0)), Elementwise(), Crop(2, 1, 3), ConvTranspose(5, 3, 2, (2, 1)), Global(),
    Upsample(3), Upsample(3, "linear", "asymmetric"), Upsample(3, "linear"), Upsample(2, "linear", "align_corners"),
    Upsample(Fraction(3, 2)), Upsample(Fraction(2, 3), "linear"), Upsample(Fraction(5, 2), "cubic"), AdaptivePool(3),
    Upsample(2, "nearest", "half_pixel", "prefer_ceil"), Upsample(size=5, mode="linear"),
]  # fmt: skip


def of(layer: Layer, n: int) -> Equation:
    """The equation of a layer on n samples, its padding by the walk's own rule."""
    left = paddings(layer, n)[0] if isinstance(layer, Window | ConvTranspose) else 0
    return equation(layer, left, n - 1)


def solved(e: Equation, y: int) -> set[int]:
    """Every t of the equation, by trying every m."""
    values = [e.up * y + e.first + e.step * m for m in range(e.taps) if m not in e.weightless]
    return {value // e.down for value in values if value % e.down == 0}


def members(found: IndexSet) -> set[int]:
    """The set as Python has it."""
    return {found.first + i for i in range(found.bits.bit_length()) if found.bits >> i & 1}


@given(every_layer, st.integers(2, 12), st.integers(0, 40))
def test_the_equation_is_what_the_walk_reads(layer: Layer, n: int, y: int) -> None:
    assume(output_size(layer, n) > 0)
    assert solved(of(layer, n), y) == reads(layer, y, n)


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("what", ["up", "first", "step", "taps", "down"])
def test_every_one_of_the_five_numbers_counts(layer: Layer, what: str) -> None:
    """More in any of them is another layer: the comparison above can fail (d says nothing where k is 1).

    Of B and k D more, a sample: at some coordinates one more is between two samples.
    """
    right, n = of(layer, 7), 7
    wrong = replace(right, **{what: getattr(right, what) + (right.down if what in ("first", "taps") else 1)})
    differ = any(solved(wrong, y) != reads(layer, y, n) for y in range(14))
    assert differ or what == "step" and right.taps == 1


@given(every_layer, st.integers(2, 9), st.sets(st.integers(0, 30), min_size=1), st.booleans())
def test_sets_of_outputs_read_what_their_members_read(layer: Layer, n: int, outputs: set[int], bounded: bool) -> None:
    assume((count := output_size(layer, n)) > 0)
    outputs = {y % count for y in outputs} if bounded else outputs
    above = IndexSet(0, sum(1 << y for y in outputs))
    every = set().union(*(reads(layer, y, n, in_bounds=bounded) for y in outputs))
    wanted = {t for t in every if 0 <= t < n} if bounded else every
    assert members(read(of(layer, n), above, n - 1 if bounded else None)) == wanted


@given(every_layer, st.integers(2, 9), st.integers(0, 40))
def test_phases_read_what_the_walk_reads(layer: Layer, n: int, y: int) -> None:
    assume(output_size(layer, n) > 0)
    found = Reading.of(layer, Extent(n - 1), Atoms()).listed(Atoms())
    turn, phase = divmod(y, len(found.phases))
    taps = found.phases[phase]
    read_there = set() if taps is None else set(range(taps.first, taps.last + 1, taps.step))
    assert {found.stride * turn + t for t in read_there} == reads(layer, y, n)
