"""The field of a repetition with a symbolic number of copies: a sum in closed form, proved before it is used.

Copy i of the body has a field (S_i, a_i, b_i). Where S_i = 1 the edges add up: Σ a_i, a sum of polynomials and
geometric terms in i. Where nothing depends on i they are geometric: a (S^B - 1)/(S - 1); where S may be 1, a Σ S^(i-1).
Every closed form found here is proved by induction over the copies, and the certificate checked, or there is none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from symrf.derivation.reads.equation import Equation
from symrf.derivation.reads.extent import NotDerived
from symrf.derivation.reads.reading import Reading, Y
from symrf.derivation.shapes.in_y import InY
from symrf.derivation.upward.copies import CopySum, note
from symrf.field import Field
from symrf.numbers import Number, expression, is_symbolic
from symrf.numbers.order import at_least
from symrf.numbers.sound_sympy import sympy
from symrf.prove.accepted import accepted
from symrf.prove.plain_numbers import PlainNumbers, rational_or_joined
from symrf.terms.geometric import Geometric, geometric
from symrf.theorem import Theorem

ANY = sympy.Symbol("number of copies", integer=True, nonnegative=True)
"""Stands for a number of copies that is an expression, as what is proved holds of every number."""


def total(term: Number, index: str, times: Any) -> Any:
    """Σ_{i=1}^{times} term, in closed form and proved; None where no closed form was found or proved.

    >>> n, i, k = (sympy.Symbol(x, integer=True, positive=True) for x in "nik")
    >>> total((k - 1) * 2 ** (i - 1), "i", n)
    (2**n - 1)*(k - 1)
    """
    symbols = [s for s in term.free_symbols if s.name == index] if is_symbolic(term) else []
    if not symbols:
        if term != 0:
            one = sympy.Add(expression(term), 0)
            note(CopySum(one, sympy.Symbol(index, integer=True), times, one * times))
        return term * times
    if len(symbols) > 1:  # one of them is not the index, whatever it is called
        return None
    term = _one_power(term, symbols[0])
    many = ANY if is_symbolic(times) and not times.is_Symbol else times
    closed = _closed(sympy.expand(term, power_exp=True), symbols[0], many)
    if closed is None:
        return None
    closed = sympy.factor(closed) if closed.is_Add else closed
    if not proved(term, symbols[0], closed, many):
        return None
    closed = closed.xreplace({many: times})
    note(CopySum(term, symbols[0], times, closed))
    return closed


def _one_power(term: Any, i: Any) -> Any:
    """The term with 4**i for 2**(2*i): the index stands alone in an exponent."""

    def is_multiple(e: Any) -> bool:
        return bool(e.is_Pow and e.base.is_Integer and e.exp.is_polynomial(i) and e.exp.coeff(i, 1).is_Integer)

    def alone(e: Any) -> Any:
        rate = e.exp.expand().coeff(i, 1)
        return (e.base**rate) ** i * e.base ** (e.exp - rate * i).expand() if rate.is_Integer and rate > 1 else e

    return term.replace(is_multiple, alone)


def _closed(term: Any, i: Any, times: Any) -> Any:
    parts = []
    for part in sympy.Add.make_args(term):
        free, bound = part.as_independent(i, as_Add=False)
        one = _one(bound, i, times)
        if one is None:
            return None
        parts.append(free * one)
    return sympy.Add(*parts)


def _one(bound: Any, i: Any, times: Any) -> Any:
    """The sum of a power of i, or of a number or a symbol to the power i."""
    if bound == 1:
        return times
    if bound.is_polynomial(i):
        return sympy.summation(bound, (i, 1, times))
    if bound.is_Pow and bound.base.is_Integer and bound.base > 1:
        rate, moving = bound.exp.as_coeff_Mul()
        if moving == i and rate.is_Integer and 0 < rate <= 8:
            q = bound.base**rate
            return (q * bound.base ** (rate * times) - q) / (q - 1)
    return geometric(bound, i, 1, sympy.S.Zero + times)


def proved(term: Any, i: Any, closed: Any, times: Any) -> bool:
    """Whether the kernel accepts a proof that the partial sums of `term` are `closed`, for every number of copies."""
    if not is_symbolic(times) or not times.is_Symbol:
        return False
    return _proved(term, i, closed, times)


def holds(used: CopySum) -> bool:
    """Whether the kernel accepts a certificate of a sum that was used, for every number of copies."""
    return geometric_proved() if used.geometric else proved(used.term, used.index, used.closed, used.times)


@lru_cache(maxsize=256)
def _proved(term: Any, i: Any, closed: Any, times: Any) -> bool:
    writer = _Writer(i, times)
    step, partial, whole = writer.text(term, i, "l"), writer.text(closed, times, "l"), writer.text(closed, times, "L")
    if step is None or partial is None or whole is None:
        return False
    stated = Theorem(
        "sum", "closed form of a sum", "", (f"x[L] == {whole}",),
        define=(("x[0] == 0", f"x[l] == x[l-1] + ({step})"),), carry=(f"x[l] == {partial}",),
    )  # fmt: skip
    return accepted(stated) is not None


@lru_cache(maxsize=1)
def geometric_proved() -> bool:
    """Whether the kernel accepts that copies of edge e and stride g add up to e Σ g^(i-1), or e (g^B - 1)/(g - 1)."""
    stated = Theorem(
        "geometric", "equal copies", "",
        ("x[L] == e*Sum(g**(i - 1), (i, 1, L))", "(g - 1)*x[L] == e*(g**L - 1)", "y[L] == g**L"),
        define=(("y[0] == 1", "y[l] == g*y[l-1]"), ("x[0] == 0", "x[l] == x[l-1] + y[l-1]*e")),
        carry=("y[l] == g**l", "(g - 1)*x[l] == e*(g**l - 1)", "x[l] == e*Sum(g**(i - 1), (i, 1, l))"),
    )  # fmt: skip
    return accepted(stated) is not None


class _Writer(PlainNumbers):
    """SymPy expressions as claims: symbols and powers that do not hold the index become plain numbers y1, y2, …"""

    def __init__(self, i: Any, times: Any) -> None:
        super().__init__()
        self.moving = {i, times}

    def text(self, e: Any, moving: Any, as_: str) -> str | None:
        """The expression with the moving symbol written as l or L; None where it is not a polynomial and powers."""
        if e == moving:
            return as_
        if e.is_Symbol:
            return self.name(e) if e not in self.moving else None
        if e.is_Rational or e.is_Add or e.is_Mul:
            return rational_or_joined(e, lambda part: self.text(part, moving, as_))
        if e.is_Pow:
            return self._power(e, moving, as_)
        if isinstance(e, Geometric) and e.args[1] == moving and (base := self.text(e.args[0], moving, as_)):
            return f"Sum({base}**(j - 1), (j, 1, {as_}))"
        return self.name(e) if not e.free_symbols & self.moving else None

    def _power(self, e: Any, moving: Any, as_: str) -> str | None:
        if not e.free_symbols & self.moving:
            small = e.exp.is_Integer and 0 < e.exp <= 8
            return f"({self.text(e.base, moving, as_)})**{e.exp}" if small else self.name(e)
        base, exponent = self.text(e.base, moving, as_), self.text(e.exp, moving, as_)
        return None if base is None or exponent is None else f"{base}**{exponent}"


def repeated(body: Field, index: str, times: Number) -> Field:
    """The field of `times` copies of a body (its numbers may hold the index). NotDerived where none was proved."""
    if body.right_padding is None:
        return replace(repeated(replace(body, right_padding=0), index, times), right_padding=None)
    # the right end by the size, and Q by P + Q, so that symbols cancel in the sums as they do in one copy
    numbers = [body.stride, body.left, body.right - body.left, body.right_padding - body.left]
    numbers = [sympy.factor(sympy.expand_mul(x)) if is_symbolic(x) else x for x in map(expression, numbers)]
    stride, *edges = numbers
    times = expression(times)
    moving = [x for x in numbers if is_symbolic(x) and any(s.name == index for s in x.free_symbols)]
    if stride == 1:
        sums = [total(edge, index, times) for edge in edges]
        if None in sums:
            raise NotDerived(f"no closed form was proved; {_recurrence(stride, edges, index)}")
        return _field(1, *sums)
    if moving:
        return _field(stride**times, *_uneven(stride, edges, index, times, moving[0]))
    copies = _powers(stride, times, index, _recurrence(stride, edges, index))
    return _field(stride**times, *map(copies, edges))


def _uneven(stride: Number, edges: list[Number], index: str, times: Any, moving: Any) -> list[Any]:
    """The sums of S^(i-1) e[i], for one stride S and edges that depend on the copy."""
    symbols = [s for s in moving.free_symbols if s.name == index]
    if not is_symbolic(stride) or not stride.has(*symbols):
        found = [total(stride ** (symbols[0] - 1) * edge, index, times) if edge != 0 else 0 for edge in edges]
        if None not in found:
            return found
    why = f"no closed form where a stride of {stride} meets {moving}"
    raise NotDerived(f"{why}; {_recurrence(stride, edges, index)}")


def _field(stride: Number, *edges: Number) -> Field:
    left, span, more = map(sympy.signsimp, edges)  # so that B (1 - 2**L) and B (2**L - 1) cancel
    return Field(stride, left, left + span, left + more)


def repeated_in_y(body: InY, index: str, times: Number) -> Reading:
    """What `times` copies read of a body whose ends are ⌊(y + a)/D⌋ and ⌊(y + b)/D⌋: nested floors are one.

    ⌊(y + a (D^B - 1)/(D - 1))/D^B⌋, by the same sum and the theorem nested-floor.
    """
    times = expression(times)
    offsets = [_offset(end, body.period) for end in (body.left, body.right)]
    moving = {s.name for s in body.symbols} & {index}
    if body.stride != 1 or None in offsets or moving:
        form = "floor((y + a)/D) … floor((y + b)/D)"
        raise NotDerived(f"no closed form of a repetition of which a copy does not read {form}")
    said = f"copy {index} gives u[{index}] = floor((u[{index}-1] + {offsets[0]})/({body.period}))"
    copies = _powers(body.period, times, index, said)
    low, high = map(copies, offsets)
    down = body.period**times
    return Reading(Equation(1, low - down + 1, 1, high - low + down, down))


def _offset(end: Any, divisor: Any) -> Any:
    """a, where the formula is ⌊(Y + a)/divisor⌋; None where it is another."""
    whole, rest = end.as_independent(sympy.floor, as_Add=True)
    if not isinstance(rest, sympy.floor):
        return None
    offset = sympy.expand(sympy.together(rest.args[0]) * divisor - Y)
    return None if offset.has(Y) or not offset.is_integer else sympy.expand(offset + whole * divisor)


def _powers(base: Any, times: Any, index: str, said: str) -> Callable[[Any], Any]:
    """edge ↦ edge (1 + base + … + base^(times - 1)), proved; divided by base - 1 only where that is never 0."""
    if not geometric_proved():
        raise NotDerived(f"no closed form was proved; {said}")
    note(CopySum(expression(base), sympy.Symbol(index, integer=True), times, None, geometric=True))
    if is_symbolic(base) and not (base - 1).is_positive and not at_least(base, 2):
        return lambda edge: sympy.Mul(edge, Geometric(base, times))
    whole = sympy.Add(base, 0)
    return lambda edge: sympy.Mul(edge, whole**times - 1, 1 / (whole - 1))


def _recurrence(stride: Number, edges: list[Number], index: str) -> str:
    """What one copy does to the field, as text: what is left to say where nothing was summed up."""
    left, span, _ = edges
    i, before = index, f"{index}-1"
    jump = "" if stride == 1 else f"J[{before}]*"
    steps = [f"r[{i}] = r[{before}] + {jump}({span})", f"u[{i}] = u[{before}] + {jump}({left})"]
    steps += [] if stride == 1 else [f"J[{i}] = J[{before}]*({stride})"]
    return f"copy {i} gives " + ", ".join(steps)
