"""Sums of products with symbols, kept as a small table so that a long chain of layers costs little.

The law composes fields by + and *. On SymPy expressions every such step sorts and flattens again; here a step adds a
few entries to a table, and the entries stay in the order of the layers. What users see is made from it on request.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from symrf.numbers.number import Number, is_symbolic, plain
from symrf.numbers.symbols import least_of


class Atom:
    """A factor that is not taken apart: a symbol, or an expression such as k - 1 or floor(n/2).

    less: k where the factor is k - 1 for a symbol k; then its expression is made only when it is asked for.
    meaning: the sum that the factor is a name for, if it is one. nonnegative: whether it is known to be at least 0.
    """

    __slots__ = ("_expression", "_extreme", "_nonnegative", "_symbols", "_text", "less", "meaning", "order")

    def __init__(self, order: int, expression: Any = None, less: Any = None, nonnegative: bool | None = None) -> None:
        self.order = order
        self.less = less
        self.meaning: Sum | None = None
        self._nonnegative = nonnegative
        self._expression = expression
        self._text = ""
        self._extreme: bool | None = None
        self._symbols: set[Any] | None = None

    @property
    def expression(self) -> Any:
        """The factor as a SymPy expression."""
        if self._expression is None:
            self._expression = self.less - 1
        return self._expression

    @property
    def symbols(self) -> set[Any]:
        """The symbols in the factor."""
        if self._symbols is None:
            self._symbols = self.expression.free_symbols
        return self._symbols

    @property
    def nonnegative(self) -> bool:
        """Whether the factor is known to be at least 0."""
        if self._nonnegative is None:
            k = self.less
            self._nonnegative = bool(self.expression.is_nonnegative if k is None else (least_of(k) or 0) >= 1)
        return self._nonnegative

    @property
    def extreme(self) -> bool:
        """Whether there is a Max or Min in the factor."""
        if self._extreme is None:
            from symrf.numbers.sound_sympy import sympy

            known = self.less is not None or self.expression.is_Symbol
            self._extreme = not known and self.expression.has(sympy.Max, sympy.Min)
        return self._extreme

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


MAX_RESOLVED = 20_000
"""Factors in a sum up to which names are replaced to compare it."""

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
                _put(result, _product_of(a, b), x * y)
        return Sum.of(result)

    __rmul__ = __mul__

    def __truediv__(self, other: int) -> Any:
        return Sum({m: plain(Fraction(c, other)) for m, c in self.terms.items()})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sum) and self.terms == other.terms

    def __hash__(self) -> int:
        return hash(frozenset(self.terms.items()))

    def __repr__(self) -> str:
        return str(self._sympy_())

    def sign(self) -> int | None:
        """1 or -1 where no value of its symbols makes the sum negative, or positive; None where that is not plain."""
        signs = {coefficient > 0 for coefficient in self.terms.values()}
        if len(signs) != 1 or not all(atom.nonnegative for monomial in self.terms for atom in monomial):
            return None
        return 1 if signs.pop() else -1

    def text(self) -> str:
        """The sum as text that the parser of formulas reads back, constants last.

        >>> import sympy
        >>> from symrf.numbers.atoms import Atoms
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
        from symrf.numbers.sound_sympy import sympy

        if self._expression is None:
            self._expression = sympy.Add(
                *(sympy.Mul(_rational(c), *(atom.expression for atom in m)) for m, c in self.terms.items())
            )
        return self._expression

    @property
    def free_symbols(self) -> set[Any]:
        """The symbols of all atoms."""
        return set().union(*(atom.symbols for m in self.terms for atom in m))

    def expand(self) -> Any:
        """The SymPy expression, expanded, and 0 also where only what the names in it stand for makes it so."""
        rest = resolved(self)
        if rest is None:
            return self._sympy_().expand()
        return rest._sympy_().expand() if isinstance(rest, Sum) else rest


def resolved(value: Sum) -> Number | None:
    """The sum with the latest names replaced by what they stand for, until none is left; None where that is too long.

    Two sums that differ in names only meet again after few steps, as both were made from the same earlier names.
    """
    rest: Number = value
    while isinstance(rest, Sum):
        named = {atom for monomial in rest.terms for atom in monomial if atom.meaning is not None}
        if not named:
            return rest
        if rest.weight > MAX_RESOLVED:
            return None
        rest = _without(rest, max(named, key=_order))
    return rest


def _without(value: Sum, name: Atom) -> Number:
    """The sum with one name replaced by what it stands for."""
    total: Any = 0
    for monomial, coefficient in value.terms.items():
        part: Any = Sum({tuple(atom for atom in monomial if atom is not name): coefficient})
        for _ in range(monomial.count(name)):
            part = part * name.meaning
        total = total + part
    return total


def has_extreme(value: Number) -> bool:
    """Whether there is a Max or Min in a number."""
    if isinstance(value, Sum):
        return any(atom.extreme for monomial in value.terms for atom in monomial)
    if not is_symbolic(value):
        return False
    from symrf.numbers.sound_sympy import sympy

    return bool(value.has(sympy.Max, sympy.Min))


def _signed(coefficient: Number, monomial: Monomial) -> str:
    size = abs(coefficient)
    factors = [atom.text for atom in monomial]
    if size != 1 or not factors:
        factors.insert(0, str(size) if isinstance(size, int) else f"({size})" if factors else str(size))
    return (" - " if coefficient < 0 else " + ") + "*".join(factors)


def _rational(value: Number) -> Any:
    from symrf.numbers.sound_sympy import sympy

    return sympy.Integer(value) if isinstance(value, int) else sympy.Rational(value.numerator, value.denominator)


def _terms(value: Any) -> Mapping[Monomial, Number] | None:
    kind = type(value)
    if kind is Sum:
        found: Mapping[Monomial, Number] = value.terms
        return found
    if kind is int or kind is Fraction:
        return {(): value} if value else {}
    return None


def _put(terms: dict[Monomial, Number], monomial: Monomial, coefficient: Number) -> None:
    before = terms.get(monomial)
    total = coefficient if before is None else before + coefficient
    if not total:
        terms.pop(monomial, None)
    elif type(total) is int or total.denominator != 1:
        terms[monomial] = total
    else:
        terms[monomial] = int(total)


def _product_of(a: Monomial, b: Monomial) -> Monomial:
    if not a or not b or a[-1].order <= b[0].order:
        return a + b
    return tuple(sorted(a + b, key=_order))


def common(values: list[Number]) -> Number:
    """The sum of the terms that all the values have."""
    first, *others = (_terms(value) for value in values)
    if first is None or None in others:
        return 0
    return Sum.of({m: c for m, c in first.items() if all(other and other.get(m) == c for other in others)})
