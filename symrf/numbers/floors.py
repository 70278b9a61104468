"""⌊a/b⌋ of formulas, floors of floors as one: ⌊(⌊x/a⌋ + b)/c⌋ = ⌊(x + a b)/(a c)⌋ (theorem nested-floor).

What stands inside of a floor was written by `floor` before and is not looked at again: while a formula is taken apart,
a symbol stands for each floor in it. And a floor stands once in a formula that is linear in it, (n - 1) f and not
n f - f: formulas are put into formulas, and their length would grow by a factor with each layer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from symrf.numbers.order import at_least
from symrf.numbers.sound_sympy import sympy
from symrf.numbers.symbols import least_of

_SIGNS: list[Any] = []
"""The symbols that stand for floors, the same in all formulas."""


class _Covered:
    """Formulas in which a symbol stands for each floor, and what these are."""

    def __init__(self) -> None:
        self.signs: dict[Any, Any] = {}
        self.floors: dict[Any, Any] = {}

    def cover(self, value: Any) -> Any:
        """The formula with symbols for its floors."""
        return _replaced(value, self.signs, self._sign)

    def reveal(self, value: Any) -> Any:
        """The formula with its floors."""
        return _replaced(value, dict(self.floors), None) if self.floors else value

    def _sign(self, floor: Any) -> Any:
        count = len(self.floors)
        if count == len(_SIGNS):
            _SIGNS.append(sympy.Dummy(f"floor{count}", integer=True))
        self.floors[_SIGNS[count]] = floor
        return _SIGNS[count]

    @property
    def nested(self) -> bool:
        """Whether one of them is of another."""
        return any(floor.args[0].has(sympy.floor) for floor in self.floors.values())


def _replaced(value: Any, known: dict[Any, Any], made: Callable[[Any], Any] | None) -> Any:
    """The formula with what is known for its parts; what is `made` of a floor where it is not known."""
    found = known.get(value)
    if found is None:
        if made is not None and isinstance(value, sympy.floor):
            found = made(value)
        else:
            found = _of_parts(value, [_replaced(part, known, made) for part in value.args])
        known[value] = found
    return found


def _of_parts(value: Any, parts: Sequence[Any]) -> Any:
    """The formula with other parts; (a + b)/2 stays a product."""
    if all(part is old for part, old in zip(parts, value.args, strict=True)):
        return value
    if value.is_Mul and parts[0].is_Rational:
        rest = sympy.Mul(*parts[1:])
        return sympy.Mul(parts[0], rest, evaluate=False) if rest.is_Add else parts[0] * rest
    return value.func(*parts)


@lru_cache(maxsize=4096)
def floor(above: Any, below: Any) -> Any:
    """⌊above/below⌋, floors of floors taken together and whole parts in front.

    >>> a, b = sympy.symbols("a b", integer=True, positive=True)
    >>> floor(floor(a, 2) + b, 3), floor(a * b + 1, b)
    (floor((a + 2*b)/6), a + floor(1/b))
    """
    covered = _Covered()
    above, below = _expanded(covered.cover(sympy.Add(above, 0))), covered.cover(sympy.Add(below, 0))
    for term in sympy.Add.make_args(above):
        rest = above - term
        if term in covered.floors and rest.is_integer and term not in rest.free_symbols:
            inner, divisor = fraction(covered.floors[term].args[0])
            rest, below = covered.reveal(rest), covered.reveal(below)
            return floor(inner + divisor * rest, divisor * below)
    if not covered.nested:
        least, most = covered.reveal(above), covered.reveal(below)
        if at_least(least, 0) and at_least(most - 1, least):
            return sympy.S.Zero
        if at_least(-1, least) and at_least(least, -most):
            return sympy.S.NegativeOne
    quotient = _expanded(above / below)
    terms = sympy.Add.make_args(quotient)
    rest = sympy.Add(*(term for term in terms if not term.is_integer))
    kept = {symbol for symbol in rest.free_symbols if symbol in covered.floors or least_of(symbol) is None}
    whole = sympy.Add(*(term for term in terms if term.is_integer and kept.isdisjoint(term.free_symbols)))
    inside = covered.reveal(_gathered(sympy.together(quotient - whole), covered.floors))
    return covered.reveal(_gathered(whole, covered.floors)) + sympy.floor(inside, evaluate=not covered.nested)


def put(value: Any, values: Mapping[Any, Any]) -> Any:
    """The formula with values for its symbols, floors of these written by `floor`, innermost first, each once.

    Where floors alone come in the place of floors, nothing is to be written anew.

    >>> n, y = sympy.symbols("n y", integer=True)
    >>> put(sympy.floor((2 * n * y + 1) / 12), {y: 2 * y + 2})
    floor((4*n*y + 4*n + 1)/12)
    """
    known, values = dict(values), dict(values)

    def made(value: Any) -> Any:
        found = known.get(value)
        if found is None:
            found = inside(value) if isinstance(value, sympy.floor) else _of_parts(value, list(map(made, value.args)))
            known[value] = found
        return found

    def inside(value: Any) -> Any:
        covered = _Covered()
        above = covered.cover(value.args[0])
        new = {sign: made(old) for sign, old in covered.floors.items()}
        written = values.keys().isdisjoint(above.free_symbols)
        if written and all(new[sign] is old for sign, old in covered.floors.items()):
            return value
        if written and all(isinstance(other, sympy.floor) for other in new.values()):
            return sympy.floor(_replaced(above, new, None), evaluate=False)
        return floor(*fraction(_replaced(above, new | values, None)))

    return flat(made(sympy.Add(value, 0)))


def flat(value: Any) -> Any:
    """A sum of products, what stands inside of floors left as it is, and each floor of which it is linear once."""
    covered = _Covered()
    value = _expanded(covered.cover(sympy.Add(value, 0)))
    return covered.reveal(_gathered(value, covered.floors))


def _expanded(value: Any) -> Any:
    return sympy.Add(*(sympy.expand(term, deep=False) for term in sympy.Add.make_args(value)))


def fraction(value: Any) -> tuple[Any, Any]:
    """What stands above and below, floors left as they are."""
    covered = _Covered()
    above, below = sympy.together(covered.cover(value)).as_numer_denom()
    return covered.reveal(above), covered.reveal(below)


def lowest(above: Any, below: Any) -> tuple[Any, Any]:
    """Both without the factors that both are written with; products are not multiplied out, which may take for ever.

    >>> m, n = sympy.symbols("m n", integer=True, positive=True)
    >>> lowest((m - 1) * (n - 1) * 4, (2 * m - 2) * n)
    (2*n - 2, n)
    """
    (top, over), (bottom, under) = (_primitive(value) for value in (above, below))
    over, under = (over / under).as_numer_denom()
    content = top / bottom
    return content.p * over, content.q * under


def _primitive(value: Any) -> tuple[Any, Any]:
    """The number that all of it is a multiple of, and what is multiplied."""
    content = rest = sympy.S.One
    for factor in sympy.Mul.make_args(value):
        base, exponent = factor.as_base_exp()
        number, primitive = base.primitive() if exponent.is_Integer else (1, base)
        content, rest = content * number**exponent, rest * primitive**exponent
    return content, rest


def _gathered(value: Any, floors: Mapping[Any, Any]) -> Any:
    """A sum, or a product with one, with what multiplies a floor in several terms in one bracket.

    Of several floors in a term the longest, so that it stands once: (m + 1) f, f of m, and not m f + f.
    """
    if value.is_Mul:
        return _of_parts(value, [_gathered(factor, floors) for factor in value.args])
    if not value.is_Add or value.free_symbols.isdisjoint(floors):
        return value
    factors: dict[Any, list[Any]] = {}
    for term in value.args:
        own, of_floors = term.as_independent(*floors, as_Add=False)
        longest = max(sympy.Mul.make_args(of_floors), key=lambda factor: _length(factor.xreplace(floors)))
        factors.setdefault(longest, []).append(own * of_floors / longest)
    return sympy.Add(*(_gathered(sympy.Add(*own), floors) * longest for longest, own in factors.items()))


@lru_cache(maxsize=10_000)
def _length(value: Any) -> int:
    """Of how many parts a formula is."""
    return 1 + sum(map(_length, value.args))
