"""The conditions of a network, gathered: of one symbol alone, and the others as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import gcd, lcm
from typing import Any

from symrf.domain.words import Demand, always_integer, at_least_words, class_of, copies, nonnegative, remainders, whole
from symrf.errors import SymrfError
from symrf.numbers.symbols import least_of, symbol


@dataclass(frozen=True)
class Domain:
    """conditions: what has to hold. symbols: by name, those of the network with all that is known of each alone.

    values: by name a value of each symbol, the least where there is one, and how far it is to the next.
    """

    conditions: tuple[str, ...]
    symbols: Mapping[str, Any]
    values: Mapping[str, tuple[int, int]]

    def least(self, value: Any) -> Any:
        """An expression in the symbols by how many steps each is from its least value, where it has one."""
        bounded = {name: one for name, one in self.symbols.items() if least_of(one) is not None}
        steps = {s: self.values[s.name] for s in value.free_symbols if s.name in bounded}
        return value.xreplace({s: low + step * symbol(s.name, 0) for s, (low, step) in steps.items()})


def _strongest(bounds: Sequence[Demand], at: Mapping[Any, Any]) -> list[Demand]:
    """The bounds without those that follow from another: n >= k from n >= k + 4."""
    kept: list[Demand] = []
    for one in bounds:
        if not any(_follows(one, other, at) for other in kept):
            kept = [*(other for other in kept if not _follows(other, one, at)), one]
    return kept


def _follows(one: Demand, other: Demand, at: Mapping[Any, Any]) -> bool:
    """Whether one value is at least the other in every copy alike, as far as that is known."""
    return one.loops == other.loops and nonnegative((one.value - other.value).xreplace(at))


@dataclass
class _Known:
    """What is known of one symbol alone: low <= it <= high, remainder by modulus; and from what."""

    low: int | None = None
    high: int | None = None
    remainder: int = 0
    modulus: int = 1
    from_low: str = "declared"
    from_high: str = ""
    from_class: str = "declared"

    @property
    def least(self) -> int | None:
        """The least value."""
        return None if self.low is None else self.low + (self.remainder - self.low) % self.modulus


class Conditions:
    """The conditions, gathered: of one symbol alone, and the others as they are."""

    def __init__(self, symbols: set[Any]) -> None:
        self.given = {s.name: s for s in symbols}
        self.known = {name: _Known(least_of(s)) for name, s in self.given.items()}
        for name, s in self.given.items():
            if s.is_odd or s.is_even:
                self.known[name].modulus, self.known[name].remainder = 2, int(bool(s.is_odd))

    def of(self, numbers: list[Demand], more: Iterable[str] = ()) -> Domain:
        """The domain; more: conditions that are said as they are."""
        every = list(dict.fromkeys(numbers))
        parts = [number for number in every if not number.whole]
        integers = [n for number in parts if (n := self._one_copy(number, self._integer_step)) is not None]
        integers.sort(key=lambda number: len(number.value.free_symbols))
        others = [text for n in integers if (text := self._integer(n)) is not None]
        large = [n for n in every if n.least is not None and not (n.least <= 1 and n.value.is_positive)]
        large = [replace(n, value=n.value - n.least, least=0) for n in large if n.least is not None]
        kept = [n for number in large if (n := self._one_copy(number, self._bound_step)) is not None]
        kept = [n for n in kept if not self._bound(n)]
        self._possible()
        refined = {name: self._refined(name) for name in self.given}
        at = {self.given[name]: refined[name] for name in refined}
        open_ = [n for n in kept if not nonnegative(n.value.xreplace(at))]
        bounds = [at_least_words(n.value) + copies(n) for n in _strongest(open_, at)]
        alone = [text for name in sorted(self.known) for text in self._alone(name, self.known[name])]
        values = {
            name: (known.remainder if known.least is None else known.least, known.modulus)
            for name, known in self.known.items()
        }
        return Domain((*alone, *dict.fromkeys((*others, *more, *bounds))), refined, values)

    # ---- copies

    def _one_copy(self, number: Demand, step: Any) -> Demand | None:
        """The condition of the copy that decides for all, where there is one; None where it always holds."""
        if step(number.value, None):
            return None
        for index, times in reversed(number.loops):
            here = [s for s in number.value.free_symbols if s.name == index]
            if not nonnegative(times - 1):  # there may be no copy at all
                return number
            if here:
                first = number.value.xreplace({here[0]: here[0] - here[0] + 1})
                worst = step(number.value, here[0])
                if worst is None:
                    return number
                last = number.value.xreplace({here[0]: here[0] - here[0] + times})
                number = replace(number, value=first if worst == "first" else last)
            number = replace(number, loops=number.loops[:-1])
        return number

    def _bound_step(self, value: Any, index: Any) -> Any:
        """Whether it is never negative; with an index which copy has the least value, "first" or "last"."""
        if index is None:
            return nonnegative(value)
        rise = value.xreplace({index: index + 1}) - value
        return "first" if nonnegative(rise) else "last" if nonnegative(-rise) else None

    def _integer_step(self, value: Any, index: Any) -> Any:
        """Whether it is always an integer; with an index "first" where the first copy decides."""
        if index is None:
            return always_integer(value)
        from symrf.numbers.sound_sympy import sympy

        first = value.xreplace({index: index - index + 1})
        rise = value.xreplace({index: index + 1}) - value
        multiple = first != 0 and sympy.powsimp(sympy.cancel(value / first)).is_integer
        return "first" if multiple or always_integer(rise) else None

    # ---- integers

    def _integer(self, number: Demand) -> str | None:
        """Note when one symbol alone decides, or say when it is an integer; None where nothing is left to say."""
        good = remainders(number.value)
        if good is None or not self.known.keys() >= set(good[0]):
            return whole(number)
        names, period, found = good
        if not found and not number.loops:
            raise SymrfError(f"{number.what} is {number.value}, which is no integer whatever the symbols are")
        if len(names) == 1 and found:
            modulus, first = period // len(found), min(found)[0]
            if period % len(found) == 0 and all((r - first) % modulus == 0 for (r,) in found):
                if number.loops:
                    return class_of(names[0], first, modulus) + copies(number)
                self._congruent(names[0], first, modulus, f"{number.what} is {number.value}")
                return None
        known = [self.known[name] for name in names]
        alike = [
            place
            for place in product(range(period), repeat=len(names))
            if all((r - k.remainder) % gcd(k.modulus, period) == 0 for r, k in zip(place, known, strict=True))
        ]
        return None if set(alike) <= found else whole(number)

    def _congruent(self, name: str, remainder: int, modulus: int, why: str) -> None:
        known = self.known[name]
        both = lcm(known.modulus, modulus)
        fits = [r for r in range(known.remainder, both, known.modulus) if (r - remainder) % modulus == 0]
        if not fits:
            one, other = class_of(name, known.remainder, known.modulus), class_of(name, remainder, modulus)
            raise SymrfError(f"no value of {name}: {one} ({known.from_class}) and {other} ({why})")
        if both > known.modulus:
            known.remainder, known.modulus, known.from_class = fits[0], both, why

    # ---- bounds

    def _bound(self, number: Demand) -> bool:
        """Whether the condition is about one symbol alone, which is then noted."""
        symbols = number.value.free_symbols
        if number.loops or len(symbols) != 1 or not number.value.is_polynomial(x := next(iter(symbols))):
            return False
        from symrf.numbers.sound_sympy import sympy

        line = sympy.Poly(number.value, x)
        if line.degree() != 1:
            return False
        slope, start = line.all_coeffs()
        known, why = self.known[x.name], f"{number.what}"
        end = -start / slope
        if slope > 0 and (known.low is None or known.low < end):
            known.low, known.from_low = int(sympy.ceiling(end)), why
        if slope < 0 and (known.high is None or known.high > end):
            known.high, known.from_high = int(sympy.floor(end)), why
        return True

    def _possible(self) -> None:
        """SymrfError where a symbol has no value left."""
        for name, known in self.known.items():
            if known.high is not None and known.least is not None and known.least > known.high:
                least = f"{name} >= {known.low} ({known.from_low})"
                least += f", {class_of(name, known.remainder, known.modulus)}," if known.modulus > 1 else ""
                raise SymrfError(f"no value of {name}: {least} and {name} <= {known.high} ({known.from_high})")

    def _alone(self, name: str, known: _Known) -> list[str]:
        """What is said of one symbol, beyond that it is a positive integer, or more, where that is declared."""
        said = [class_of(name, known.remainder, known.modulus)] if known.modulus > 1 else []
        less = known.low is None or (known.low <= 1 and known.low == least_of(self.given[name]))
        said += [] if less else [f"{name} >= {known.low}"]
        return said + ([f"{name} <= {known.high}"] if known.high is not None else [])

    def _refined(self, name: str) -> Any:
        known = self.known[name]
        parity = bool(known.remainder % 2) if known.modulus % 2 == 0 else None
        return symbol(name, known.low, parity)
