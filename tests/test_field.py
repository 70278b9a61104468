"""The law: fields compose as a monoid, composition distributes over joins, and both agree with the walk."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from symrf.errors import SymrfError
from symrf.field import IDENTITY, Field, join
from symrf.layers import Window
from symrf.network import INPUT, Network
from symrf.oracle import walk
from tests.strategies import windows

numbers = st.integers(-5, 9)
fields = st.builds(Field, st.integers(1, 4), numbers, numbers, numbers)


def field_of(layer: Window) -> Field:
    """The field of a window with explicit padding."""
    left, right = layer.padding
    return Field.window(layer.kernel, layer.stride, left, right, layer.dilation)


@given(fields, fields, fields)
def test_composition_is_associative(f: Field, g: Field, h: Field) -> None:
    assert (f @ g) @ h == f @ (g @ h)


@given(fields)
def test_the_identity_changes_nothing(f: Field) -> None:
    assert f @ IDENTITY == f == IDENTITY @ f


@given(fields, fields, fields)
def test_composition_distributes_over_joins(f: Field, g: Field, h: Field) -> None:
    h = Field(g.stride, h.left, h.right, h.right_padding)
    assert f @ join([g, h]) == join([f @ g, f @ h])
    assert join([g, h]) @ f == join([g @ f, h @ f])


@given(windows(), windows(), st.integers(-3, 5))
def test_two_layers_agree_with_the_walk(below: Window, above: Window, y: int) -> None:
    net = Network.of(below) >> above
    seen = walk(net, net.output, frozenset({y}))[INPUT]
    assert (field_of(below) @ field_of(above)).region(y) == (min(seen), max(seen))


def test_composition_does_not_commute() -> None:
    f, g = Field.window(3, 2, 0, 0), Field.window(5, 1, 0, 0)
    assert (f @ g).size == 11
    assert (g @ f).size == 7


def test_symbols_compose_as_numbers_do() -> None:
    k, s, d, p = sympy.symbols("k s d p", integer=True, positive=True)
    both = Field.window(k, s, p, p, d) @ Field.window(4, 3, 1, 2)
    values = {k: 2, s: 5, d: 3, p: 1}
    numbers = Field.window(2, 5, 1, 1, 3) @ Field.window(4, 3, 1, 2)
    for what in ("stride", "left", "right", "right_padding", "size", "center"):
        assert getattr(both, what).subs(values) == getattr(numbers, what)
    assert numbers.center == 3
    assert Field.window(4, 1, 1, 1).center == Fraction(1, 2)


def test_a_join_of_unequal_strides_is_no_field() -> None:
    with pytest.raises(SymrfError, match="branches of strides 1 and 2 have no common affine field"):
        join([IDENTITY, Field(2, 0, 0)])
