"""Symbols that stand for integers of at least some bound, which SymPy's own assumptions cannot say beyond 0 and 1."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


@lru_cache(maxsize=1)
def _kind() -> Any:
    from symrf.numbers.sound_sympy import sympy

    class Bounded(sympy.Symbol):
        """A symbol of a given least value; symbols of one name and other bounds are others."""

        __slots__ = ("least",)

        def _hashable_content(self) -> Any:
            return (*super()._hashable_content(), self.least)

        def __reduce_ex__(self, protocol: Any) -> Any:
            return symbol, (self.name, self.least, self.is_odd)

    return Bounded


@lru_cache(maxsize=4096)
def symbol(name: str, least: int | None = 1, odd: bool | None = None) -> Any:
    """The symbol of that name for the integers from `least` on; None: for any integer. odd: only the odd, or the even.

    >>> k = symbol("k", least=4, odd=True)
    >>> k.is_positive, k.is_odd, least_of(k)
    (True, True, 5)
    """
    from symrf.numbers.sound_sympy import sympy

    parity = {} if odd is None else {"odd": odd}
    if least in (None, 0, 1):
        sign = {"positive": True} if least else {} if least is None else _ZERO
        return sympy.Symbol(name, integer=True, **sign, **parity)
    sign = {"positive": True} if least is not None and least > 0 else {}
    made = sympy.Symbol.__xnew__(_kind(), name, integer=True, **sign, **parity)
    made.least = least
    return made


_ZERO = {"nonnegative": True}


def least_of(symbol: Any) -> int | None:
    """The least integer that a symbol stands for, as far as it says; None where there is no bound."""
    bound: int | None = getattr(symbol, "least", None)
    if bound is None and symbol.is_integer and symbol.is_nonnegative:
        bound = 1 if symbol.is_positive else 0
    return bound if bound is None else bound + bool(symbol.is_even if bound % 2 else symbol.is_odd)
