"""The field of a repetition with a symbolic number of copies: a sum in closed form, proved before it is used.

Copy i of the body has a field (S_i, a_i, b_i). Where S_i = 1 the edges add up: Σ a_i, a sum of polynomials and
geometric terms in i. Where nothing depends on i they are geometric: a (S^B - 1)/(S - 1). Every closed form found here
is proved by induction over the copies, and the certificate checked; otherwise there is none.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import sympy

from symrf.field import Field
from symrf.number import Number, expression, is_symbolic
from symrf.prove.accepted import accepted
from symrf.prove.written import Numbers, rational_or_joined
from symrf.theorem import Theorem


def total(term: Number, index: str, times: Any) -> Any:
    """Σ_{i=1}^{times} term, in closed form and proved; None where no closed form was found or proved.

    >>> n, i, k = (sympy.Symbol(x, integer=True, positive=True) for x in "nik")
    >>> total((k - 1) * 2 ** (i - 1), "i", n)
    (2**n - 1)*(k - 1)
    """
    if not is_symbolic(term):
        return term * times
    symbols = [s for s in term.free_symbols if s.name == index]
    if not symbols:
        return term * times
    closed = _closed(sympy.expand(term, power_exp=True), symbols[0], times)
    if closed is None:
        return None
    closed = sympy.factor(closed) if closed.is_Add else closed
    return closed if proved(term, symbols[0], closed, times) else None


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
    """The sum of a power of i, or of a number to the power i."""
    if bound == 1:
        return times
    if bound.is_polynomial(i):
        return sympy.summation(bound, (i, 1, times))
    if bound.is_Pow and bound.base.is_Integer and bound.base > 1:
        rate, moving = bound.exp.as_coeff_Mul()
        if moving == i and rate.is_Integer and 0 < rate <= 8:
            q = bound.base**rate
            return (q * bound.base ** (rate * times) - q) / (q - 1)
    return None


def proved(term: Any, i: Any, closed: Any, times: Any) -> bool:
    """Whether the kernel accepts a proof that the partial sums of `term` are `closed`, for every number of copies."""
    if not times.is_Symbol:
        return False
    return _proved(term, i, closed, times)


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
    """Whether the kernel accepts that copies of one edge e and one stride g add up to e (g^B - 1)/(g - 1)."""
    stated = Theorem(
        "geometric", "equal copies", "", ("(g - 1)*x[L] == e*(g**L - 1)", "y[L] == g**L"),
        define=(("y[0] == 1", "y[l] == g*y[l-1]"), ("x[0] == 0", "x[l] == x[l-1] + y[l-1]*e")),
        carry=("y[l] == g**l", "(g - 1)*x[l] == e*(g**l - 1)"),
    )  # fmt: skip
    return accepted(stated) is not None


class _Writer(Numbers):
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
        return self.name(e) if not e.free_symbols & self.moving else None

    def _power(self, e: Any, moving: Any, as_: str) -> str | None:
        if not e.free_symbols & self.moving:
            small = e.exp.is_Integer and 0 < e.exp <= 8
            return f"({self.text(e.base, moving, as_)})**{e.exp}" if small else self.name(e)
        base, exponent = self.text(e.base, moving, as_), self.text(e.exp, moving, as_)
        return None if base is None or exponent is None else f"{base}**{exponent}"


def repeated(body: Field, index: str, times: Number) -> Field | str:
    """The field of `times` copies of a body (its numbers may hold the index), or why there is no closed form."""
    if body.right_padding is None:
        found = repeated(replace(body, right_padding=0), index, times)
        return found if isinstance(found, str) else replace(found, right_padding=None)
    numbers = [expression(x) for x in (body.stride, body.left, body.right, body.right_padding)]
    stride, *edges = numbers
    times = expression(times)
    moving = [x for x in numbers if is_symbolic(x) and any(s.name == index for s in x.free_symbols)]
    if stride == 1:
        sums = [total(edge, index, times) for edge in edges]
        if None in sums:
            return f"no closed form was proved; {_recurrence(stride, edges, index)}"
        return Field(1, *sums)
    if moving:
        return f"no closed form where a stride of {stride} meets {moving[0]}; {_recurrence(stride, edges, index)}"
    if is_symbolic(stride) and not (stride - 1).is_positive:
        return f"no closed form, as the stride {stride} may be 1; {_recurrence(stride, edges, index)}"
    if not geometric_proved():
        return f"no closed form was proved; {_recurrence(stride, edges, index)}"
    factor = (stride**times - 1) / (stride - 1)
    return Field(stride**times, *(edge * factor for edge in edges))


def _recurrence(stride: Number, edges: list[Number], index: str) -> str:
    """What one copy does to the field, as text: what is left to say where nothing was summed up."""
    left, right, _ = edges
    i, before = index, f"{index}-1"
    jump = "" if stride == 1 else f"J[{before}]*"
    steps = [f"r[{i}] = r[{before}] + {jump}({right - left})", f"u[{i}] = u[{before}] + {jump}({left})"]
    steps += [] if stride == 1 else [f"J[{i}] = J[{before}]*({stride})"]
    return f"copy {i} gives " + ", ".join(steps)
