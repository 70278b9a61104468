"""Symbols that code can calculate with and cannot look at.

SymPy's own answer `k == 6` with False, so that code with a case for k = 6 would be proved without that case. These
refuse every question about their value, so that what comes out is what the code computes of every number.
"""

from __future__ import annotations

import copy
import operator
from collections.abc import Callable
from dataclasses import fields
from fractions import Fraction
from typing import Any, NoReturn

from symrf.network import Network, Node


class Looked(TypeError):
    """Code asked for the value of a symbol; the message says what it does."""


def _refusing(what: str) -> Callable[..., NoReturn]:
    def refuse(self: Unseen, *_: object) -> NoReturn:
        raise Looked(f"{what} {self!r}, which is a symbol; only arithmetic goes through")

    return refuse


def _two(compute: Callable[[Any, Any], Any], turned: bool = False) -> Callable[[Any, Any], Any]:
    def method(self: Unseen, other: Any) -> Any:
        value = revealed(other)
        if not isinstance(value, int | float | Fraction) and value is other:
            return NotImplemented
        left, right = (value, self.expression) if turned else (self.expression, value)
        return Unseen(compute(*map(_sympy, (left, right))))

    return method


def _sympy(value: Any) -> Any:
    from symrf.numbers.sound_sympy import sympy

    if isinstance(value, int | Fraction):
        return sympy.Rational(int(value.numerator), int(value.denominator))
    return sympy.Float(value) if isinstance(value, float) else value


def _floor(value: Any) -> Any:
    from symrf.numbers.sound_sympy import sympy

    return sympy.floor(value)


class Unseen:
    """A SymPy expression behind arithmetic.

    >>> import sympy
    >>> k = Unseen(sympy.Symbol("k"))
    >>> (k - 1) // 2 * 3
    3*floor(k/2 - 1/2)
    >>> k == 6
    Traceback (most recent call last):
        ...
    symrf.testing.functions.unseen.Looked: compares k, which is a symbol; only arithmetic goes through
    """

    __slots__ = ("expression",)

    def __init__(self, expression: Any) -> None:
        self.expression = expression

    def __repr__(self) -> str:
        return str(self.expression)

    __add__, __radd__ = _two(operator.add), _two(operator.add)
    __sub__, __rsub__ = _two(operator.sub), _two(operator.sub, True)
    __mul__, __rmul__ = _two(operator.mul), _two(operator.mul)
    __truediv__, __rtruediv__ = _two(operator.truediv), _two(operator.truediv, True)
    __pow__, __rpow__ = _two(operator.pow), _two(operator.pow, True)
    __floordiv__ = _two(lambda a, b: _floor(a / b))
    __rfloordiv__ = _two(lambda a, b: _floor(a / b), True)
    __mod__ = _two(lambda a, b: a - b * _floor(a / b))
    __rmod__ = _two(lambda a, b: a - b * _floor(a / b), True)

    def __neg__(self) -> Unseen:
        return Unseen(-self.expression)

    def __pos__(self) -> Unseen:
        return self

    def __floor__(self) -> Unseen:
        return Unseen(_floor(self.expression))

    def __ceil__(self) -> Unseen:
        return Unseen(-_floor(-self.expression))

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refusing("compares")
    __bool__ = _refusing("asks for the truth of")
    __hash__ = _refusing("looks up")
    __abs__ = _refusing("asks for the sign of")
    __int__ = __index__ = __float__ = __complex__ = __trunc__ = __round__ = _refusing("asks for the value of")
    __str__ = __format__ = _refusing("writes")


def revealed(value: Any) -> Any:
    """The expression behind it; other values as they are."""
    return value.expression if isinstance(value, Unseen) else value


def unseen(value: Any) -> Any:
    """The same with every expression behind arithmetic: in tuples, in lists and in the layers of a network."""
    from symrf.numbers.sound_sympy import sympy

    if isinstance(value, sympy.Expr):
        return Unseen(value)
    if type(value) in (list, tuple):
        return type(value)(map(unseen, value))
    if not isinstance(value, Network):
        return value
    nodes = [_with(node, layer=_with(node.layer, **_numbers(node))) for node in value.nodes]
    return _with(value, nodes=tuple(nodes), input_size={axis: unseen(n) for axis, n in value.input_size.items()})


def _numbers(node: Node) -> dict[str, Any]:
    return {f.name: unseen(getattr(node.layer, f.name)) for f in fields(node.layer)}


def _with(thing: Any, **changes: Any) -> Any:
    """A copy that is not checked: checks look at numbers."""
    made = copy.copy(thing)
    for name, value in changes.items():
        object.__setattr__(made, name, value)
    return made


def hidden(fn: Callable[..., Any]) -> Callable[..., Any]:
    """The function, which is given what it cannot look at."""
    return lambda *arguments: fn(*map(unseen, arguments))
