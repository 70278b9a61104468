"""What was derived of a network with symbols, as symrf/symbolic.py checks it: the nodes that it has shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from symrf.derivation.reads.equation import equation
from symrf.derivation.reads.extent import Extent, NotDerived
from symrf.derivation.reads.padding import padding_in_force
from symrf.derivation.upward.copies import heard
from symrf.derivation.upward.forward import forward
from symrf.derivation.upward.long_terms import Names
from symrf.derivation.upward.repeat import repeated
from symrf.derivation.upward.state import EXACT, Extents, State
from symrf.derivation.upward.table import CheckFailed
from symrf.errors import shown
from symrf.kernel.polynomial import Poly, Refused, atom, const
from symrf.network import Network, Node, gates
from symrf.numbers.atoms import Atoms
from symrf.numbers.sound_sympy import sympy
from symrf.numbers.sums import Sum
from symrf.numbers.symbols import least_of
from symrf.repeat import Repeat, free_symbols
from symrf.symbolic import CheckedSymbols, Edge, Ends, Undecided, Wrong
from symrf.terms.geometric import Geometric

MAX_WAYS = 16
MAX_WEIGHT = 400
"""Factors in what is said of a node, beyond which it is not checked."""


Met = dict[str, Any]
"""The expressions that stand in polynomials as numbers of their own, by their names there."""


def shown_nodes(network: Network, extents: Mapping[str, Extent | None], states: Mapping[str, State]) -> set[str]:
    """The nodes whose numbers the check has shown; CheckFailed where it finds one wrong."""
    checker = CheckedSymbols({s.name: least_of(s) for s in free_symbols(network)})
    return {*_numbers(network, extents, states, checker, {})} - {network.source}


def _numbers(
    network: Network, extents: Mapping[str, Extent | None], states: Mapping[str, State], checker: CheckedSymbols,
    met: Met,
) -> dict[str, int]:  # fmt: skip
    """The nodes that were shown, by their numbers in the checker."""
    gated, numbers = gates(network), {network.source: 0}
    for node in network.nodes:
        state = states.get(node.name)
        if state is None or node.name in numbers or not all(name in numbers for name in node.inputs):
            continue
        if state.status != EXACT or any((node.name, below) in gated for below in node.inputs):
            continue
        here: Met = {}
        try:
            said = _said(state, here)
            if said is None:
                continue
            if isinstance(node.layer, Repeat):
                edges = [_copies(node.layer, numbers[node.inputs[0]], checker)]
            else:
                edges = [_edge(node, below, numbers[below], extents[below], here) for below in {*node.inputs}]
            _bound(checker, here)
            checker.add(edges, said)
        except (Undecided, NotDerived, Refused):
            continue
        except Wrong as why:
            raise CheckFailed(f"{shown(node.name)}: the derivation and its check disagree: {why}") from None
        numbers[node.name] = len(numbers)
        met |= here
    return numbers


def _copies(layer: Repeat, below: int, checker: CheckedSymbols) -> Edge:
    """So many copies of a body as one edge: the body is shown node by node, the copies by induction."""
    count, inside = layer.times, free_symbols(layer.body)
    index = next((s for s in inside if s.name == layer.index), None)
    outside = {s.name for s in inside if s is not index}
    if not getattr(count, "is_Symbol", False) or count.name in outside or {layer.index} & {count.name, *checker.least}:
        raise Undecided("copies that depend on how many they are")
    with heard():  # these sums have been used
        states, _ = forward(layer.body, Atoms(), Names(Atoms(), ()), None)
        shape = states[layer.body.output].shape
        if shape is None or shape.field is None:
            raise Undecided("phases")
        whole = repeated(shape.field, layer.index, count)
    of_body: Met = {}
    met: Met = {}
    inner = CheckedSymbols({s.name: least_of(s) for s in inside})
    number = _numbers(layer.body, Extents(states), states, inner, of_body).get(layer.body.output)
    if number is None:
        raise Undecided("a body that is not shown")
    copy, one_more = inner.known[number], atom("var", count.name) + const(1)
    following = {} if index is None else {index.name: one_more} | {
        name: _power(e, index, count, met) for name, e in of_body.items() if index in e.free_symbols
    }  # fmt: skip
    copy = _with(copy, following)
    said = _poly(whole.stride, met), [_poly(whole.left, met)], [_poly(whole.right, met)]
    if any(len(ends) != 1 for ends in copy[1:]):
        raise Undecided("a copy whose ends are one of several")
    none, more = {count.name: const(0)}, {count.name: one_more}
    for name, e in [*met.items()]:
        if count not in e.free_symbols:
            continue
        if isinstance(e, Geometric) and e.args[1] == count and count not in e.args[0].free_symbols:
            none[name], more[name] = const(0), atom("var", name) + _poly(e.args[0] ** count, met)
        else:
            none[name], more[name] = const(1), _power(e, count, count, met)
    _bound(checker, met)
    return checker.copies(below, copy, said, none, more)


def _with(ends: Ends, put: Mapping[str, Poly]) -> Ends:
    """What is said with other numbers put in."""
    stride, lefts, rights = ends
    return stride.substitute({**put}), [x.substitute({**put}) for x in lefts], [x.substitute({**put}) for x in rights]


def _power(e: Any, symbol: Any, count: Any, met: Met) -> Poly:
    """A power b^(c symbol) where the symbol is one more than `count`; Undecided of anything else."""
    if not e.is_Pow or symbol in e.base.free_symbols:
        raise Undecided(f"{e} from copy to copy")
    rate, moving = e.exp.as_coeff_Mul()
    if moving != symbol or not rate.is_Integer or not 0 < rate < 9:
        raise Undecided(f"{e} from copy to copy")
    return _product([_poly(e.base, met)] * int(rate)) * _poly(e.base ** (rate * count), met)


def _bound(checker: CheckedSymbols, met: Met) -> None:
    """Tell the checker the least values of powers."""
    for name, e in met.items():
        if (least := _least_power(e)) is not None:
            checker.bound(name, least)


def _least_power(e: Any) -> int | None:
    """The least value of a power, or of a geometric sum, of a base that is at least 1; None of anything else."""
    if not (isinstance(e, Geometric) or e.is_Pow) or not (e.args[0].is_Integer or e.args[0].is_Symbol):
        return None
    base, exponent = e.args
    rate, moving = exponent.as_coeff_Mul()
    least, some = int(base) if base.is_Integer else least_of(base), least_of(moving) if moving.is_Symbol else None
    if least is None or least < 1 or some is None or some < 0 or not rate.is_Integer or rate < 1:
        return None
    if isinstance(e, Geometric):
        return int(rate) * some
    return least ** (int(rate) * some) if int(rate) * some < 9 else 1


def _said(state: State, met: Met) -> Ends | None:
    field = None if state.shape is None else state.shape.field
    if (
        field is None
        or sum(x.weight for x in (field.stride, field.left, field.right) if isinstance(x, Sum)) > MAX_WEIGHT
    ):
        return None
    return _poly(field.stride, met), _least(field.left, -1, met), _least(field.right, 1, met)


def _least(value: Any, sign: int, met: Met | None = None) -> list[Poly]:
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
                ways = [way for part in extreme.args for way in _least(rest + factor * part, sign, met)]
                return ways if len(ways) <= MAX_WAYS else [_poly(value, met)]
    return [_poly(value, met)]


def _edge(node: Node, below: str, number: int, extent: Extent | None, met: Met) -> Edge:
    left, _ = padding_in_force(node.layer, extent, Atoms())
    reads = equation(node.layer, left, None if extent is None else extent.last)
    if reads.down != 1 or reads.weightless:
        raise Undecided("phases")
    up, first, step, taps = (_poly(x, met) for x in (reads.up, reads.first, reads.step, reads.taps))
    return number, up, first, step, taps


def _poly(value: Any, met: Met | None = None) -> Poly:
    """A number as the kernel's polynomial; 2**(i - 1) as half of 2**i.

    >>> k = sympy.Symbol("k")
    >>> _poly(k * (k - 2) + k) == _poly(k**2 - k)
    True
    """
    if isinstance(value, Sum):
        return _sum(_product([const(c), *(_poly(a.expression, met) for a in m)]) for m, c in value.terms.items())
    if isinstance(value, int | Fraction):
        return const(value)
    e = value
    if e.is_Rational:
        return const(Fraction(int(e.p), int(e.q)))
    if e.is_Add:
        return _sum(_poly(part, met) for part in e.args)
    if e.is_Mul:
        return _product(_poly(part, met) for part in e.args)
    if e.is_Pow and e.exp.is_Integer and e.exp > 0 and e.exp < 9:
        return _product([_poly(e.base, met)] * int(e.exp))
    if e.is_Symbol:
        return atom("var", e.name)
    if e.is_Pow and not e.exp.is_Integer:
        more, moving = e.exp.as_coeff_Add()
        if more.is_Integer and 0 < abs(more) < 9 and (more > 0 or e.base.is_Integer):
            apart = const(Fraction(int(e.base)) ** int(more)) if e.base.is_Integer else _poly(e.base**more, met)
            return apart * _poly(e.base**moving, met)
    name = _named(e)
    if met is not None:
        met[name] = e
    return atom("var", name)


@lru_cache(1024)
def _named(e: Any) -> str:
    """What has no polynomial as the name of a number; the paddings of a symbolic size come again in every node."""
    return f"({e})"


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
