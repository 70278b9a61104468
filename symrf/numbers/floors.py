"""⌊a/b⌋ of formulas, floors of floors as one: ⌊(⌊x/a⌋ + b)/c⌋ = ⌊(x + a b)/(a c)⌋ (theorem nested-floor)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symrf.numbers.order import at_least
from symrf.numbers.sound_sympy import sympy
from symrf.numbers.symbols import least_of


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
    if not _unbounded(above):
        if at_least(above, 0) and at_least(below - 1, above):
            return sympy.S.Zero
        if at_least(-1, above) and at_least(above, -below):
            return sympy.S.NegativeOne
    quotient = flat(above / below)
    whole = sympy.Add(*(term for term in sympy.Add.make_args(quotient) if term.is_integer))
    return whole + sympy.floor(sympy.together(quotient - whole))


def _unbounded(above: Any) -> bool:
    """Whether a floor of a floor holds a symbol without a least value, so that no order is known of it (quick)."""
    within = (inner for outer in above.atoms(sympy.floor) for inner in outer.args[0].atoms(sympy.floor))
    return any(least_of(symbol) is None for inner in within for symbol in inner.free_symbols)


def put(value: Any, values: Mapping[Any, Any]) -> Any:
    """The formula with values for its symbols, its floors written by `floor`, innermost first.

    >>> n, y = sympy.symbols("n y", integer=True)
    >>> put(sympy.floor((2 * n * y + 1) / 12), {y: 2 * y + 2})
    floor((4*n*y + 4*n + 1)/12)
    """
    made = sympy.Add(value, 0).xreplace(values)
    return flat(made.replace(sympy.floor, lambda inside: floor(*sympy.together(inside).as_numer_denom())))


def flat(value: Any) -> Any:
    """A sum of products, what stands inside of floors left as it is."""
    value = sympy.Add(value, 0)
    return sympy.Add(*(sympy.expand(term, deep=False) for term in sympy.Add.make_args(value)))
