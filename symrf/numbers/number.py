"""Python ints, exact fractions, or SymPy expressions: what kind a number is, and how it is divided."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.numbers.symbols import least_of

Number = Any  # int, Fraction or sympy.Expr
LIMIT = 2**63


def is_symbolic(value: object) -> bool:
    """Whether the value is a SymPy expression (of any kind, a SymPy integer too)."""
    return hasattr(type(value), "free_symbols")


def symbols_in(values: Iterable[object]) -> set[Any]:
    """The symbols in several values, each part that they share looked at once."""
    todo: list[Any] = [value for value in values if is_symbolic(value)]
    seen = set(todo)
    while todo:
        new = [part for part in todo.pop().args if part not in seen]
        seen.update(new)
        todo += new
    return {part for part in seen if part.is_Symbol}


def integer(value: object, what: str, least: int | None = None) -> Number:
    """The value as an int or integer expression, or an error that names `what` and the least value allowed.

    >>> integer(3, "kernel", least=1)
    3
    >>> integer(0, "kernel", least=1)
    Traceback (most recent call last):
    symrf.errors.SymrfError: kernel is 0; it must be an integer of at least 1
    """
    if is_symbolic(value):
        from symrf.numbers.sound_sympy import sympy  # whose answer on the user's expression would else be SymPy's own

        expression: Any = value
        named = isinstance(expression, sympy.Symbol) and expression.is_integer
        if named and (least is None or _at_least(expression, least)):
            return expression
        if expression.is_Integer:
            return integer(int(expression), what, least)
        wrong = expression.is_integer is False or expression.is_number
        if least is not None and not wrong:
            wrong = (expression - least).is_negative is True
        if not wrong:
            return expression
    elif isinstance(value, int) and not isinstance(value, bool) and (least is None or value >= least):
        if abs(value) < LIMIT:
            return value
        raise SymrfError(f"{what} is {shown(value)}; it must be below 2**63")
    at_least = "" if least is None else f" of at least {least}"
    raise SymrfError(f"{what} is {shown(value)}; it must be an integer{at_least}")


def _at_least(symbol: Any, least: int) -> bool:
    """Whether a symbol's bound says that it is at least `least` (quick)."""
    bound = least_of(symbol)
    return bound is not None and bound >= least


def half(value: Number) -> Number:
    """Exactly value / 2, an int where it is one.

    >>> half(6), half(7)
    (3, Fraction(7, 2))
    """
    return plain(value / 2 if is_symbolic(value) else Fraction(value, 2))


def plain(value: Number) -> Number:
    """The value as an int where it is one."""
    if isinstance(value, Fraction) and value.denominator == 1:
        return int(value)
    if is_symbolic(value) and value.is_Integer:
        return int(value)
    return value


def expression(value: Number) -> Number:
    """The value as users see it: an int, a fraction, or a SymPy expression."""
    convert = getattr(value, "_sympy_", None)
    return plain(value if convert is None else convert())


def same(a: Number, b: Number) -> bool:
    """Whether two numbers are equal for every value of their symbols (decided for polynomials)."""
    if a == b:
        return True
    if not (is_symbolic(a) or is_symbolic(b)):
        return False
    difference = a - b
    return bool(difference.expand() == 0) if is_symbolic(difference) else difference == 0


def floor_divide(a: Number, b: Number) -> Number:
    """⌊a / b⌋, for b >= 1.

    >>> floor_divide(-7, 2)
    -4
    """
    if b == 1:
        return a
    if not (is_symbolic(a) or is_symbolic(b)):
        return a // b
    from symrf.numbers.sound_sympy import sympy

    return plain(sympy.floor(sympy.Mul(a, sympy.Pow(b, -1))))


def remainder(a: Number, b: Number) -> Number:
    """a − b ⌊a / b⌋, for b >= 1.

    >>> remainder(-7, 2)
    1
    """
    if b == 1:
        return 0
    if not (is_symbolic(a) or is_symbolic(b)):
        return a % b
    from symrf.numbers.sound_sympy import sympy

    return plain(sympy.Mod(a, b))
