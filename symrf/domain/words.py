"""Conditions in words, in the notation of claims, and what decides them: remainders, and orders that always hold."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

from symrf.numbers import is_symbolic

MAX_RESIDUES = 4096
"""Of more combinations of remainders it is not said in fewer words when an expression is an integer."""

Loops = tuple[tuple[str, Any], ...]
"""Index and number of copies of the repetitions around a layer, the outermost first."""


@dataclass(frozen=True)
class Demand:
    """One number of a layer: at least `least`, or any integer; for every copy of the loops.

    whole: whether it is known to be an integer where the other conditions hold.
    """

    what: str
    value: Any
    least: int | None
    loops: Loops = ()
    whole: bool = False


def class_of(name: str, remainder: int, modulus: int) -> str:
    if modulus == 2:
        return f"{name} is {'odd' if remainder else 'even'}"
    return f"{f'({name} - {remainder})' if remainder else name}/{modulus} is an integer"


def whole(number: Demand) -> str:
    from symrf.numbers.sound_sympy import sympy

    return f"{sympy.factor_terms(sympy.together(number.value))} is an integer{copies(number)}"


def at_least_words(value: Any) -> str:
    """value >= 0, with what is subtracted on the other side."""
    from symrf.numbers.sound_sympy import sympy

    terms = sympy.Add.make_args(sympy.expand(value).primitive()[1])
    left = [t for t in terms if not t.is_number and not t.could_extract_minus_sign()]
    right = [-t for t in terms if t not in left]
    if not left:
        moved = [t for t in right if not t.is_number]
        return f"{sympy.Add(*moved)} <= {-sympy.Add(*(t for t in right if t.is_number))}"
    return f"{sympy.Add(*left)} >= {sympy.Add(*right)}"


def copies(number: Demand) -> str:
    """For which copies that has to hold, where there may be none, or none decides for all."""
    names = {s.name for s in number.value.free_symbols}
    said = [
        f" for {index} = 1 .. {times}" if index in names else f" where {at_least_words(times - 1)}"
        for index, times in number.loops
        if index in names or not nonnegative(times - 1)
    ]
    return "".join(said)


def nonnegative(value: Any) -> bool:
    from symrf.numbers.order import at_least

    return bool(value >= 0) if not is_symbolic(value) else bool(value.is_nonnegative) or at_least(value, 0)


def always_integer(value: Any) -> bool:
    if value.is_integer:
        return True
    found = remainders(value)
    return found is not None and len(found[2]) == found[1] ** len(found[0])


def remainders(value: Any) -> tuple[list[str], int, set[tuple[int, ...]]] | None:
    """(names, q, the remainders of the symbols by q with which the polynomial is an integer); None where it is none."""
    from symrf.numbers.sound_sympy import sympy

    above, below = sympy.fraction(sympy.together(value))
    symbols = sorted(above.free_symbols, key=lambda s: str(s.name))
    if not below.is_Integer or not above.is_polynomial(*symbols) or int(below) ** len(symbols) > MAX_RESIDUES:
        return None
    terms = [(power, int(c)) for power, c in sympy.Poly(above, *symbols).terms() if c.is_Integer]
    if len(terms) != len(sympy.Poly(above, *symbols).terms()):
        return None
    period = abs(int(below))
    good = set()
    for place in product(range(period), repeat=len(symbols)):
        total = 0
        for powers, coefficient in terms:
            for base, power in zip(place, powers, strict=True):
                coefficient *= base**power
            total += coefficient
        if total % period == 0:
            good.add(place)
    return [s.name for s in symbols], period, good
