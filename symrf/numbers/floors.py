"""⌊a/b⌋ of formulas, floors of floors as one: ⌊(⌊x/a⌋ + b)/c⌋ = ⌊(x + a b)/(a c)⌋ (theorem nested-floor)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symrf.numbers.order import at_least
from symrf.numbers.sound_sympy import sympy


def floor(above: Any, below: Any) -> Any:
    """⌊above/below⌋, floors of floors taken together and whole parts in front.

    >>> a, b = sympy.symbols("a b", integer=True, positive=True)
    >>> floor(floor(a, 2) + b, 3), floor(a * b + 1, b)
    (floor((a + 2*b)/6), a + floor(1/b))
    """
    above = flat(above)
    for term in sympy.Add.make_args(above):
        if isinstance(term, sympy.floor) and (above - term).is_integer:
            inner, divisor = sympy.together(term.args[0]).as_numer_denom()
            return floor(inner + divisor * (above - term), divisor * below)
    if at_least(above, 0) and at_least(below - 1, above):
        return sympy.S.Zero
    if at_least(-1, above) and at_least(above, -below):
        return sympy.S.NegativeOne
    quotient = flat(above / below)
    whole = sympy.Add(*(term for term in sympy.Add.make_args(quotient) if term.is_integer))
    return whole + sympy.floor(sympy.together(quotient - whole))


def settled(value: Any) -> Any:
    """The formula with its floors written by `floor`, innermost first."""
    return flat(value.replace(sympy.floor, lambda inside: floor(*sympy.together(inside).as_numer_denom())))


def put(value: Any, values: Mapping[Any, Any]) -> Any:
    """The formula with values for its symbols, each floor of a sum of products.

    SymPy (1.14) takes n (2 y + 2)/6 for an integer, which it is not for n = y = 1, and puts it in front of a floor.

    >>> n, y = sympy.symbols("n y", integer=True)
    >>> put(sympy.floor((2 * n * y + 1) / 12), {y: 2 * y + 2})
    floor(n*y/3 + n/3 + 1/12)
    """
    if all(instead.is_number for instead in values.values()):
        return sympy.Add(value, 0).xreplace(values)
    places = {symbol: sympy.Dummy(integer=True) for symbol in values}  # as what is put in may hold the symbol itself
    puts = {place: values[symbol] for symbol, place in places.items()}
    made = sympy.Add(value, 0).xreplace(places)
    return made.replace(sympy.floor, lambda one: sympy.floor(sympy.expand(one.xreplace(puts)))).xreplace(puts)


def flat(value: Any) -> Any:
    """A sum of products, what stands inside of floors left as it is."""
    value = sympy.Add(value, 0)
    return sympy.Add(*(sympy.expand(term, deep=False) for term in sympy.Add.make_args(value)))
