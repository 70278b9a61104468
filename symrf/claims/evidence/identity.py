"""Identities between expressions, decided by the kernel: polynomial ones over symbols, powers, sums and products.

What the kernel has no word for, such as floor(n/2), is a plain number there: two that are written alike are the same.
A quotient is multiplied out, where what it is divided by is never 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symrf.numbers import never_zero
from symrf.numbers.sound_sympy import sympy
from symrf.numbers.symbols import least_of
from symrf.prove.accepted import certified
from symrf.prove.find import NotFound
from symrf.prove.plain_numbers import PlainNumbers
from symrf.statement import NotExpressible
from symrf.terms.geometric import Geometric, counted_from_zero, summed
from symrf.theorem import Theorem
from symrf.verification.result import OPEN, PROVED, Result

MAX_POWER = 16
MAX_COUNTS = 3
"""Of more symbols that count copies none is tried as the kernel's L."""


class NotWritten(Exception):
    """Why an expression has no text for the kernel."""


def identity(equations: Sequence[tuple[Any, Any]]) -> Result:
    """The kernel's verdict on left = right, for each of the pairs and all values of the symbols."""
    reason = "the kernel has no word for it"
    sides = counted_from_zero([side for pair in equations for side in pair])
    closed = [((e.args[0] - 1) * e, e.args[0] ** e.args[1] - 1) for e in _geometric(sides)]
    sides = [summed(side) for side in sides]
    equations = list(zip(sides[::2], sides[1::2], strict=True))
    for count in [None, *_counts(equations)]:
        writer = KernelWriter(count)
        try:
            texts = tuple(dict.fromkeys(writer.equation(left, right) for left, right in equations))
            first = tuple(writer.equation(left, right) for left, right in closed) if count is not None else ()
            proof = _certified(texts, first)
        except (NotFound, NotExpressible, NotWritten) as error:
            reason = str(error)
            continue
        where = writer.where | ({} if count is None else {"L": str(count)})
        domain = [nonzero(divisor) for divisor in writer.divisors]
        return Result(PROVED, evidence={"certificate": proof, "where": where, "domain": domain})
    return Result(OPEN, reason)


def _certified(texts: tuple[str, ...], first: tuple[str, ...]) -> Any:
    """A certificate of the claim; where none is found at once, of what is to be proved first too."""
    try:
        return certified(Theorem("claim", "claim", "", texts))
    except NotFound:
        if not first:
            raise
        return certified(Theorem("claim", "claim", "", (*first, *texts)))


def _geometric(sides: Sequence[Any]) -> list[Any]:
    return sorted({e for side in sides for e in side.atoms(Geometric)}, key=sympy.default_sort_key)


def _counts(equations: Sequence[tuple[Any, Any]]) -> list[Any]:
    """The symbols that stand in exponents or at the ends of sums, any of which can be the kernel's L."""
    found: set[Any] = set()
    for side in (side for pair in equations for side in pair):
        for part in sympy.preorder_traversal(side):
            if part.is_Pow:
                found |= part.exp.free_symbols
            elif isinstance(part, sympy.Sum | sympy.Product):
                found |= {s for _, low, high in part.limits for s in (low.free_symbols | high.free_symbols)}
    sums = any(side.has(sympy.Sum, sympy.Product) for pair in equations for side in pair)
    counts = sorted((s for s in found if (-1 if (low := least_of(s)) is None else low) >= 0), key=str)
    return counts if sums and len(counts) <= MAX_COUNTS else []


class KernelWriter(PlainNumbers):
    """Symbols become y1, y2, …; so do powers with a symbol in the exponent, as base^(a + b) = base^a base^b.

    count: the symbol that becomes L; then its powers, sums and products are written out, any other stays a number.
    """

    def __init__(self, count: Any = None) -> None:
        super().__init__()
        self.count, self.letter = count, "L"
        self.bound: dict[Any, str] = {}
        self.divisors: list[Any] = []

    def equation(self, left: Any, right: Any) -> str:
        """left == right without quotients."""
        (a, b), (c, d) = self.quotient(left), self.quotient(right)
        if b == d:
            return f"{a} == {c}"
        return f"{_product(a, d)} == {_product(c, b)}"

    def quotient(self, e: Any) -> tuple[str, str]:
        """(above, below): the expression as a quotient of texts without quotients, but for fractions of numbers."""
        if e.is_Rational:
            return (f"({e.p}/{e.q})" if e.q != 1 else f"({e.p})"), "1"
        if e in self.bound:
            return self.bound[e], "1"
        if e == self.count:
            return self.letter, "1"
        if e.is_Symbol:
            return self.name(e), "1"
        if e.is_Add:
            return self._sum([self.quotient(part) for part in e.args])
        if e.is_Mul:
            parts = [self.quotient(part) for part in e.args]
            return _product(*(a for a, _ in parts)), _product(*(b for _, b in parts))
        if e.is_Pow:
            return self._power(e.base, e.exp)
        if e.is_Function and e.func.__name__ in ("Max", "Min"):
            return self._extreme(e)
        return self.other(e), "1"

    def _extreme(self, e: Any) -> tuple[str, str]:
        """Max(a, b) as a + Max(0, b - a), and Min(a, b) as a - Max(0, a - b): then like ones are the same number."""
        first, *others = sorted(e.args, key=lambda part: (not part.is_number, sympy.default_sort_key(part)))
        sign = 1 if isinstance(e, sympy.Max) else -1
        beyond = sympy.Max(0, *(sympy.expand(sign * (other - first)) for other in others), evaluate=False)
        number = self.other(beyond)
        return self._sum([self.quotient(first), (number if sign == 1 else f"(-{number})", "1")])

    def _sum(self, parts: list[tuple[str, str]]) -> tuple[str, str]:
        terms, below = self.over_one(parts)
        return "(" + " + ".join(terms) + ")", below

    def over_one(self, parts: list[tuple[str, str]]) -> tuple[list[str], str]:
        """What is above in quotients, all over one denominator; and that."""
        belows = [b for b in dict.fromkeys(b for _, b in parts) if b != "1"]
        return [_product(a, *(other for other in belows if other != b)) for a, b in parts], _product(*belows)

    def _power(self, base: Any, exponent: Any) -> tuple[str, str]:
        if exponent.is_Integer:
            if base.is_Rational and base != 0:
                return self.quotient(base**exponent)
            if abs(exponent) > MAX_POWER:
                raise NotWritten(f"a power of {exponent}")
            if exponent < 0:
                self.divide_by(base)
            above, below = self.quotient(base)
            both = tuple(_product(*[part] * int(abs(exponent))) for part in (above, below))
            return (both[0], both[1]) if exponent > 0 else (both[1], both[0])
        if not base.is_positive and not (base.is_nonnegative and exponent.is_positive):
            raise NotWritten(f"the base {base} may be 0")
        factors = base.args if base.is_Mul else _prime_factors(int(base)) if base.is_Integer else []
        if len(factors) > 1:
            parts = [self._power(factor, exponent) for factor in factors]
            return _product(*(a for a, _ in parts)), _product(*(b for _, b in parts))
        over, under = ["1"], ["1"]
        for part in exponent.expand().as_ordered_terms():
            number, moving = part.as_coeff_Mul()
            if part.is_Integer:
                factor = self._power(base, part)
            elif number.is_Integer and moving.is_integer and abs(number) <= MAX_POWER:
                one = self._moving(base, moving)
                factor = (_product(*[one] * int(abs(number))), "1")
                factor = factor if number > 0 else (factor[1], factor[0])
            else:
                raise NotWritten(f"the exponent {exponent}")
            over.append(factor[0])
            under.append(factor[1])
        return _product(*over), _product(*under)

    def _moving(self, base: Any, exponent: Any) -> str:
        """base ** exponent for one term of an exponent."""
        free = exponent.free_symbols
        if not free & {self.count, *self.bound}:
            return self.name(base**exponent)
        if base.free_symbols & {self.count, *self.bound} or not (exponent == self.count or exponent in self.bound):
            raise NotWritten(f"{base}**({exponent})")
        above, below = self.quotient(base)
        if below != "1":
            raise NotWritten(f"{base}**({exponent})")
        return f"{above}**{self.quotient(exponent)[0]}"

    def divide_by(self, e: Any) -> None:
        """Note what must not be 0, where it may be; then the claim is about the other values of the symbols."""
        if e.is_zero:
            raise NotWritten("a division by 0")
        if not (e.is_nonzero or never_zero(e)) and e not in self.divisors:
            self.divisors.append(e)

    def other(self, e: Any) -> str:
        """A sum or product over copies, where L counts them; whatever else is a plain number."""
        moving = e.free_symbols & {self.count, *self.bound}
        if not moving:
            rounding = isinstance(e, sympy.floor | sympy.ceiling)
            return self.name(e.func(sympy.cancel(sympy.expand(e.args[0])), evaluate=False) if rounding else e)
        e = summed(e) if isinstance(e, Geometric) else e
        if isinstance(e, sympy.Sum | sympy.Product) and len(e.limits) == 1:
            index, low, high = e.limits[0]
            ends = [self.quotient(end) for end in (low, high)]
            letter = f"i{len(self.bound) + 1}"
            self.bound[index] = letter
            above, below = self.quotient(e.function)
            del self.bound[index]
            if below == "1" and all(b == "1" for _, b in ends):
                return f"{type(e).__name__}({above}, ({letter}, {ends[0][0]}, {ends[1][0]}))"
        raise NotWritten(f"it has no word for {e} in a statement about every {self.count}")


def nonzero(e: Any) -> str:
    """The condition that an expression is not 0, as s >= 2 where s - 1 is meant and s is at least 1."""
    (symbol, *more) = sorted(e.free_symbols, key=str)
    low = least_of(symbol)
    if not more and low is not None and e.is_polynomial(symbol) and not e.xreplace({symbol: symbol - symbol + low}):
        beyond = sympy.Symbol("beyond", positive=True)
        if sympy.expand(e.xreplace({symbol: beyond + low})).is_nonzero:
            return f"{symbol} >= {low + 1}"
    return f"{e} != 0"


def _product(*factors: str) -> str:
    kept = [factor for factor in factors if factor != "1"]
    return "1" if not kept else kept[0] if len(kept) == 1 else "(" + "*".join(kept) + ")"


def _prime_factors(number: int) -> list[Any]:
    return [sympy.Integer(prime) for prime, times in sympy.factorint(number).items() for _ in range(times)]
