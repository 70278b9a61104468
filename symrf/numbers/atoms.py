"""Numbers of layers as sums of products: which expressions are factors of their own, and which are taken apart."""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import Any

from symrf.numbers.number import Number, is_symbolic
from symrf.numbers.sums import Atom, Sum


class Atoms:
    """The atoms of one derivation, numbered in the order in which the layers bring them."""

    def __init__(self) -> None:
        self._known: dict[Any, Atom] = {}
        self._less: dict[Any, Atom] = {}

    @property
    def used(self) -> bool:
        """Whether there are any; no number is a sum before."""
        return bool(self._known or self._less)

    def one(self, expression: Any, nonnegative: bool | None = None) -> Sum:
        """The expression as one atom, whatever it is made of; one expression has one atom.

        nonnegative: whether it is never below 0, where whoever made it knows.
        """
        found = self._known.get(expression)
        if found is None:
            found = self._known[expression] = Atom(self._count(), expression, nonnegative=nonnegative)
        return Sum({(found,): 1})

    def mean(self, symbol: Any, value: Sum) -> None:
        """From now on the symbol is known to be a name for that sum."""
        ((atom,),) = self.one(symbol).terms
        atom.meaning = value

    def less_one(self, symbol: Any) -> Sum:
        """symbol - 1 as one atom."""
        found = self._less.get(symbol)
        if found is None:
            found = self._less[symbol] = Atom(self._count(), less=symbol)
        return Sum({(found,): 1})

    def _count(self) -> int:
        return len(self._known) + len(self._less)

    def lift(self, value: Number) -> Number:
        """A number of a layer as a sum of products; ints and fractions stay as they are."""
        if isinstance(value, Sum) or not is_symbolic(value):
            return value
        if value.is_Symbol:
            return self.one(value)
        if value.is_Rational:
            return Fraction(int(value.p), int(value.q)) if value.q != 1 else int(value)
        if value.is_Add:
            return self._lifted_sum(value)
        if value.is_Mul:
            return prod(self._factor(f) for f in value.args)
        return self.one(value)

    def _factor(self, factor: Any) -> Number:
        if factor.is_Rational:
            return self.lift(factor)
        return self._known_bracket(factor) if factor.is_Add else self.one(factor)

    def _known_bracket(self, bracket: Any) -> Sum:
        symbol = bracket + 1
        return self.less_one(symbol) if symbol.is_Symbol and symbol in self._less else self.one(bracket)

    def _lifted_sum(self, value: Any) -> Number:
        """A sum, a multiple of a bracket that is an atom kept together: (k - 1)/2 beside the span k - 1."""
        content, primitive = value.primitive()
        for sign in (1, -1):
            bracket = sign * primitive
            if bracket in self._known or (bracket + 1).is_Symbol and bracket + 1 in self._less:
                return self._known_bracket(bracket) * (self.lift(content) * sign)
        return sum(self._bracketed(part) for part in value.args)

    def _bracketed(self, part: Any) -> Number:
        """Part of a sum: k as (k - 1) + 1 where k - 1 is an atom, so that k - 1 - p and the span k - 1 cancel."""
        coefficient, factor = part.as_coeff_Mul()
        if factor in self._less:
            return self.lift(coefficient) * (self.less_one(factor) + 1)
        return self.lift(part)

    def kernel(self, value: Number) -> Number:
        """A kernel size k as 1 + (k - 1), the bracket kept whole: spans are sums of such brackets."""
        if not is_symbolic(value):
            return value
        if value.is_Symbol:
            return 1 + self.less_one(value)
        less = value - 1
        return 1 + (self.one(less) if less.is_Add else self.lift(less))
