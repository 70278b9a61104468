"""Sums of products with symbols, kept as a small table so that a long chain of layers costs little.

The law composes fields by + and *. On SymPy expressions every such step sorts and flattens again; here a step adds a
few entries to a table, and the entries stay in the order of the layers. What users see is made from it on request.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from symrf.number import Number, is_symbolic


class Atom:
    """A factor that is not taken apart: a symbol, or an expression such as k - 1 or floor(n/2).

    less: k where the factor is k - 1 for a symbol k; then its expression is made only when it is asked for.
    """

    __slots__ = ("_expression", "_text", "less", "order")

    def __init__(self, order: int, expression: Any = None, less: Any = None) -> None:
        self.order = order
        self.less = less
        self._expression = expression
        self._text = ""

    @property
    def expression(self) -> Any:
        """The factor as a SymPy expression."""
        if self._expression is None:
            self._expression = self.less - 1
        return self._expression

    @property
    def text(self) -> str:
        """The factor as text, in brackets where it is a sum or a product."""
        if not self._text:
            if self.less is not None:
                self._text = f"({self.less.name} - 1)"
            else:
                e = self.expression
                self._text = e.name if e.is_Symbol else str(e) if e.is_Function else f"({e})"
        return self._text


Monomial = tuple[Atom, ...]


def _order(atom: Atom) -> int:
    return atom.order


class Sum:
    """A sum of products of atoms with rational coefficients; arithmetic may return a plain number."""

    __slots__ = ("_expression", "terms")

    def __init__(self, terms: Mapping[Monomial, Number]) -> None:
        self.terms = terms
        self._expression: Any = None

    @staticmethod
    def of(terms: dict[Monomial, Number]) -> Number:
        """The sum, or a plain number where no atom is left."""
        if not terms:
            return 0
        if len(terms) == 1 and () in terms:
            return terms[()]
        return Sum(terms)

    @property
    def weight(self) -> int:
        """How long it is when written out: the number of its factors."""
        return sum(map(len, self.terms))

    def __add__(self, other: Any) -> Any:
        added = _terms(other)
        if added is None:
            return NotImplemented
        result = dict(self.terms)
        for monomial, coefficient in added.items():
            _put(result, monomial, coefficient)
        return Sum.of(result)

    __radd__ = __add__

    def __neg__(self) -> Sum:
        return Sum({m: -c for m, c in self.terms.items()})

    def __sub__(self, other: Any) -> Any:
        return NotImplemented if _terms(other) is None else self + (-other)

    def __rsub__(self, other: Any) -> Any:
        return -self + other

    def __mul__(self, other: Any) -> Any:
        factors = _terms(other)
        if factors is None:
            return NotImplemented
        result: dict[Monomial, Number] = {}
        for a, x in self.terms.items():
            for b, y in factors.items():
                _put(result, tuple(sorted(a + b, key=_order)) if a and b else a or b, x * y)
        return Sum.of(result)

    __rmul__ = __mul__

    def __truediv__(self, other: int) -> Any:
        return self * Fraction(1, other)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sum) and self.terms == other.terms

    def __hash__(self) -> int:
        return hash(frozenset(self.terms.items()))

    def __repr__(self) -> str:
        return str(self._sympy_())

    def text(self) -> str:
        """The sum as text that the parser of formulas reads back, constants last.

        >>> import sympy
        >>> atoms = Atoms()
        >>> k, s = sympy.symbols("k s", integer=True, positive=True)
        >>> (1 - atoms.lift(s) * 2 + atoms.lift(s) * (atoms.kernel(k) - 1)).text()
        's*(k - 1) - 2*s + 1'
        """
        ordered = sorted(self.terms.items(), key=lambda term: (term[0] == (), term[1] < 0))
        if ordered[0][1] < 0 < ordered[-1][1]:
            ordered.insert(0, ordered.pop())
        written = "".join(_signed(coefficient, monomial) for monomial, coefficient in ordered)
        return written[3:] if written.startswith(" + ") else "-" + written[3:]

    # ---- as SymPy sees it

    is_Integer = is_Symbol = is_number = False

    def _sympy_(self) -> Any:
        import sympy

        if self._expression is None:
            self._expression = sympy.Add(
                *(sympy.Mul(_rational(c), *(atom.expression for atom in m)) for m, c in self.terms.items())
            )
        return self._expression

    @property
    def free_symbols(self) -> set[Any]:
        """The symbols of all atoms."""
        return set().union(*(atom.expression.free_symbols for m in self.terms for atom in m))

    def expand(self) -> Any:
        """The SymPy expression, expanded."""
        return self._sympy_().expand()


def _signed(coefficient: Number, monomial: Monomial) -> str:
    size = abs(coefficient)
    factors = [atom.text for atom in monomial]
    if size != 1 or not factors:
        factors.insert(0, str(size) if isinstance(size, int) else f"({size})" if factors else str(size))
    return (" - " if coefficient < 0 else " + ") + "*".join(factors)


def _rational(value: Number) -> Any:
    import sympy

    return sympy.Integer(value) if isinstance(value, int) else sympy.Rational(value.numerator, value.denominator)


def _terms(value: Any) -> Mapping[Monomial, Number] | None:
    if isinstance(value, Sum):
        return value.terms
    if isinstance(value, int | Fraction):
        return {(): value} if value else {}
    return None


def _put(terms: dict[Monomial, Number], monomial: Monomial, coefficient: Number) -> None:
    total = terms.get(monomial, 0) + coefficient
    if total:
        terms[monomial] = int(total) if isinstance(total, Fraction) and total.denominator == 1 else total
    else:
        terms.pop(monomial, None)


def common(values: list[Number]) -> Number:
    """The sum of the terms that all the values have."""
    first, *others = (_terms(value) for value in values)
    if first is None or None in others:
        return 0
    return Sum.of({m: c for m, c in first.items() if all(other and other.get(m) == c for other in others)})


class Atoms:
    """The atoms of one derivation, numbered in the order in which the layers bring them."""

    def __init__(self) -> None:
        self._known: dict[Any, Atom] = {}
        self._less: dict[Any, Atom] = {}

    def one(self, expression: Any) -> Sum:
        """The expression as one atom, whatever it is made of; one expression has one atom."""
        found = self._known.get(expression)
        if found is None:
            found = self._known[expression] = Atom(self._count(), expression)
        return Sum({(found,): 1})

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
            return _product(self._factor(f) for f in value.args)
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
        return _total(self._bracketed(part) for part in value.args)

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


def _fold(step: Callable[[Any, Any], Any], values: Any, start: Any) -> Any:
    for value in values:
        start = step(start, value)
    return start


def _total(values: Any) -> Any:
    return _fold(lambda a, b: a + b, values, 0)


def _product(values: Any) -> Any:
    return _fold(lambda a, b: a * b, values, 1)
