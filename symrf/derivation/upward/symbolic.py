"""What was derived of a network with symbols, as symrf/symbolic.py checks it: the nodes that it has shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import sympy

from symrf.derivation.reads.equation import equation
from symrf.derivation.reads.extent import Extent, NotDerived
from symrf.derivation.reads.padding import padding_in_force
from symrf.derivation.upward.state import EXACT, State
from symrf.derivation.upward.table import Disagreement
from symrf.errors import shown
from symrf.kernel.polynomial import Poly, Refused, atom, const
from symrf.network import Network, Node, gates
from symrf.numbers.atoms import Atoms
from symrf.numbers.sums import Sum
from symrf.numbers.symbols import least_of
from symrf.repeat import free_symbols
from symrf.symbolic import CheckedSymbols, Edge, Ends, Undecided, Wrong

MAX_WAYS = 16
MAX_WEIGHT = 400
"""Factors in what is said of a node, beyond which it is not checked."""


def shown_nodes(network: Network, extents: Mapping[str, Extent | None], states: Mapping[str, State]) -> set[str]:
    """The nodes whose numbers the check has shown; Disagreement where it finds one wrong."""
    checker, gated = CheckedSymbols({s.name: least_of(s) for s in free_symbols(network)}), gates(network)
    numbers = {network.source: 0}
    for node in network.nodes:
        state = states.get(node.name)
        if state is None or node.name in numbers or not all(name in numbers for name in node.inputs):
            continue
        if state.status != EXACT or any((node.name, below) in gated for below in node.inputs):
            continue
        try:
            said = _said(state)
            if said is None:
                continue
            checker.add([_edge(node, below, numbers[below], extents[below]) for below in {*node.inputs}], said)
        except (Undecided, NotDerived, Refused):
            continue
        except Wrong as why:
            raise Disagreement(f"{shown(node.name)}: the derivation and its check disagree: {why}") from None
        numbers[node.name] = len(numbers)
    return {*numbers} - {network.source}


def _said(state: State) -> Ends | None:
    field = None if state.shape is None else state.shape.field
    if (
        field is None
        or sum(x.weight for x in (field.stride, field.left, field.right) if isinstance(x, Sum)) > MAX_WEIGHT
    ):
        return None
    return _poly(field.stride), _least(field.left, -1), _least(field.right, 1)


def _least(value: Any, sign: int) -> list[Poly]:
    """The polynomials of which an end is the least (sign -1) or the greatest (1).

    >>> k, s = sympy.symbols("k s")
    >>> _least(3 - 2 * sympy.Max(k, s), -1) == [_poly(3 - 2 * k), _poly(3 - 2 * s)]
    True
    >>> len(_least(3 + sympy.Max(k, s), -1))
    1
    """
    if not isinstance(value, int | Fraction):
        e = sympy.expand(value)
        for extreme in sympy.ordered(e.atoms(sympy.Max, sympy.Min)):
            factor = e.coeff(extreme)
            towards = sign if isinstance(extreme, sympy.Max) else -sign
            if factor.is_Rational and factor * towards > 0 and not (e - factor * extreme).has(extreme):
                rest = e - factor * extreme
                ways = [way for part in extreme.args for way in _least(rest + factor * part, sign)]
                return ways if len(ways) <= MAX_WAYS else [_poly(value)]
    return [_poly(value)]


def _edge(node: Node, below: str, number: int, extent: Extent | None) -> Edge:
    left, _ = padding_in_force(node.layer, extent, Atoms())
    reads = equation(node.layer, left, None if extent is None else extent.last)
    if reads.down != 1 or reads.weightless:
        raise Undecided("phases")
    return number, _poly(reads.up), _poly(reads.first), _poly(reads.step), _poly(reads.taps)


def _poly(value: Any) -> Poly:
    """A number as the kernel's polynomial.

    >>> k = sympy.Symbol("k")
    >>> _poly(k * (k - 2) + k) == _poly(k**2 - k)
    True
    """
    if isinstance(value, Sum):
        return _sum(_product([const(c), *(_poly(a.expression) for a in m)]) for m, c in value.terms.items())
    if isinstance(value, int | Fraction):
        return const(value)
    e = value
    if e.is_Rational:
        return const(Fraction(int(e.p), int(e.q)))
    if e.is_Add:
        return _sum(map(_poly, e.args))
    if e.is_Mul:
        return _product(map(_poly, e.args))
    if e.is_Pow and e.exp.is_Integer and e.exp > 0 and e.exp < 9:
        return _product([_poly(e.base)] * int(e.exp))
    return atom("var", e.name if e.is_Symbol else f"({e})")


def _sum(parts: Iterable[Poly]) -> Poly:
    total = const(0)
    for part in parts:
        total = total + part
    return total


def _product(parts: Iterable[Poly]) -> Poly:
    total = const(1)
    for part in parts:
        total = total * part
    return total
