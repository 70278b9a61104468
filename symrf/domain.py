"""For which values of its symbols a network is one: every number of a layer an integer, and as large as it has to be.

padding (k - 1)/2 means that k is odd, kernel k - 3 that k >= 4, times B - 2 that B >= 2. What the symbols themselves
say beyond positive integers is part of it. Conditions are texts in the notation of claims, and "k is odd", "k is even",
"(k**2 - 1)/3 is an integer"; symrf.claims reads these back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from math import gcd, lcm
from typing import Any

from symrf.errors import SymrfError
from symrf.layers import Layer
from symrf.network import Network
from symrf.number import is_symbolic
from symrf.repeat import Repeat, free_symbols
from symrf.symbols import least_of, symbol

MAX_RESIDUES = 4096
"""Of more combinations of remainders it is not said in fewer words when an expression is an integer."""

Loops = tuple[tuple[str, Any], ...]
"""Index and number of copies of the repetitions around a layer, the outermost first."""


@dataclass(frozen=True)
class Domain:
    """conditions: what has to hold. symbols: by name, those of the network with all that is known of each alone.

    values: by name a value of each symbol, the least where there is one, and how far it is to the next.
    """

    conditions: tuple[str, ...]
    symbols: Mapping[str, Any]
    values: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class _Number:
    """One number of a layer: at least `least`, or any integer; for every copy of the loops."""

    what: str
    value: Any
    least: int | None
    loops: Loops = ()


def domain(network: Network) -> Domain:
    """The conditions under which the network is one; SymrfError, in one line, where no values satisfy them.

    >>> from symrf.layers import Conv
    >>> k = symbol("k")
    >>> domain(Network.of(Conv(k - 3, padding=(k - 1) / 2))).conditions
    ('k is odd', 'k >= 4')
    """
    symbols = free_symbols(network)
    return _Conditions(symbols).of(list(_numbers(network))) if symbols else Domain((), {}, {})


def _numbers(network: Network, loops: Loops = ()) -> Iterator[_Number]:
    """Every number that holds a symbol, of the layers and of the input."""
    if not loops:
        for axis, size in network.input_size.items():
            yield from _of(f"input size on axis {axis}", size, 1, ())
    for node in network.nodes:
        for name, value, least in _parameters(node.layer):
            yield from _of(f"{name} of {node.name}", value, least, loops)
        if isinstance(node.layer, Repeat):
            yield from _numbers(node.layer.body, (*loops, (node.layer.index, node.layer.times)))


def _parameters(layer: Layer) -> Iterator[tuple[str, Any, int | None]]:
    for name, least in layer.leasts.items():
        yield name, getattr(layer, name), least
    if hasattr(layer, "padding"):
        yield "padding", layer.padding, None


def _of(what: str, value: Any, least: int | None, loops: Loops) -> Iterator[_Number]:
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for one in value:
            yield from _of(what, one, least, loops)
    elif is_symbolic(value) and value.free_symbols and not _always(value, least):
        yield _Number(what, value, least, loops)


def _always(value: Any, least: int | None) -> bool:
    """Whether it is a symbol that says so itself (quick)."""
    bound = least_of(value) if value.is_Symbol and value.is_integer else None
    return bool(value.is_Symbol and value.is_integer and (least is None or bound is not None and bound >= least))


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


class _Conditions:
    """The conditions, gathered: of one symbol alone, and the others as they are."""

    def __init__(self, symbols: set[Any]) -> None:
        self.given = {s.name: s for s in symbols}
        self.known = {name: _Known(least_of(s)) for name, s in self.given.items()}
        for name, s in self.given.items():
            if s.is_odd or s.is_even:
                self.known[name].modulus, self.known[name].remainder = 2, int(bool(s.is_odd))

    def of(self, numbers: list[_Number]) -> Domain:
        every = list(dict.fromkeys(numbers))
        whole = [n for number in every if (n := self._one_copy(number, self._integer_step)) is not None]
        whole.sort(key=lambda number: len(number.value.free_symbols))
        others = [text for n in whole if (text := self._integer(n)) is not None]
        large = [n for n in every if n.least is not None and not (n.least <= 1 and n.value.is_positive)]
        large = [replace(n, value=n.value - n.least, least=0) for n in large if n.least is not None]
        kept = [n for number in large if (n := self._one_copy(number, self._bound_step)) is not None]
        kept = [n for n in kept if not self._bound(n)]
        self._possible()
        refined = {name: self._refined(name) for name in self.given}
        at = {self.given[name]: refined[name] for name in refined}
        bounds = [_said(n.value) + _for(n) for n in kept if not _nonnegative(n.value.xreplace(at))]
        alone = [text for name in sorted(self.known) for text in self._alone(name, self.known[name])]
        values = {name: (known.remainder if known.least is None else known.least, known.modulus)
                  for name, known in self.known.items()}
        return Domain((*alone, *dict.fromkeys((*others, *bounds))), refined, values)

    # ---- copies

    def _one_copy(self, number: _Number, step: Any) -> _Number | None:
        """The condition of the copy that decides for all, where there is one; None where it always holds."""
        if step(number.value, None):
            return None
        for index, times in reversed(number.loops):
            here = [s for s in number.value.free_symbols if s.name == index]
            sure = not is_symbolic(times) or _nonnegative(times - 1)
            if not sure:
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
            return _nonnegative(value)
        rise = value.xreplace({index: index + 1}) - value
        return "first" if _nonnegative(rise) else "last" if _nonnegative(-rise) else None

    def _integer_step(self, value: Any, index: Any) -> Any:
        """Whether it is always an integer; with an index "first" where the first copy decides."""
        if index is None:
            return _always_integer(value)
        import sympy

        first = value.xreplace({index: index - index + 1})
        rise = value.xreplace({index: index + 1}) - value
        multiple = first != 0 and sympy.powsimp(sympy.cancel(value / first)).is_integer
        return "first" if multiple or _always_integer(rise) else None

    # ---- integers

    def _integer(self, number: _Number) -> str | None:
        """Note when one symbol alone decides, or say when it is an integer; None where nothing is left to say."""
        good = _remainders(number.value)
        if good is None:
            return _whole(number)
        names, period, found = good
        if not found and not number.loops:
            raise SymrfError(f"{number.what} is {number.value}, which is no integer whatever the symbols are")
        if len(names) == 1 and found:
            modulus, first = period // len(found), min(found)[0]
            if period % len(found) == 0 and all((r - first) % modulus == 0 for (r,) in found):
                if number.loops:
                    return _class(names[0], first, modulus) + _for(number)
                self._congruent(names[0], first, modulus, f"{number.what} is {number.value}")
                return None
        known = [self.known[name] for name in names]
        alike = [
            place
            for place in product(range(period), repeat=len(names))
            if all((r - k.remainder) % gcd(k.modulus, period) == 0 for r, k in zip(place, known, strict=True))
        ]
        return None if set(alike) <= found else _whole(number)

    def _congruent(self, name: str, remainder: int, modulus: int, why: str) -> None:
        known = self.known[name]
        both = lcm(known.modulus, modulus)
        fits = [r for r in range(known.remainder, both, known.modulus) if (r - remainder) % modulus == 0]
        if not fits:
            one, other = _class(name, known.remainder, known.modulus), _class(name, remainder, modulus)
            raise SymrfError(f"no value of {name}: {one} ({known.from_class}) and {other} ({why})")
        if both > known.modulus:
            known.remainder, known.modulus, known.from_class = fits[0], both, why

    # ---- bounds

    def _bound(self, number: _Number) -> bool:
        """Whether the condition is about one symbol alone, which is then noted."""
        symbols = number.value.free_symbols
        if number.loops or len(symbols) != 1 or not number.value.is_polynomial(x := next(iter(symbols))):
            return False
        import sympy

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
                least += f", {_class(name, known.remainder, known.modulus)}," if known.modulus > 1 else ""
                raise SymrfError(f"no value of {name}: {least} and {name} <= {known.high} ({known.from_high})")

    def _alone(self, name: str, known: _Known) -> list[str]:
        """What is said of one symbol, beyond that it is a positive integer, or more, where that is declared."""
        said = [_class(name, known.remainder, known.modulus)] if known.modulus > 1 else []
        less = known.low is None or (known.low <= 1 and known.low == least_of(self.given[name]))
        said += [] if less else [f"{name} >= {known.low}"]
        return said + ([f"{name} <= {known.high}"] if known.high is not None else [])

    def _refined(self, name: str) -> Any:
        known = self.known[name]
        parity = bool(known.remainder % 2) if known.modulus % 2 == 0 else None
        return symbol(name, known.low, parity)


def _class(name: str, remainder: int, modulus: int) -> str:
    if modulus == 2:
        return f"{name} is {'odd' if remainder else 'even'}"
    return f"{f'({name} - {remainder})' if remainder else name}/{modulus} is an integer"


def _whole(number: _Number) -> str:
    import sympy

    return f"{sympy.factor_terms(sympy.together(number.value))} is an integer{_for(number)}"


def _said(value: Any) -> str:
    """value >= 0, with what is subtracted on the other side."""
    import sympy

    terms = sympy.Add.make_args(sympy.expand(value).primitive()[1])
    left = [t for t in terms if not t.is_number and not t.could_extract_minus_sign()]
    right = [-t for t in terms if t not in left]
    if not left:
        moved = [t for t in right if not t.is_number]
        return f"{sympy.Add(*moved)} <= {-sympy.Add(*(t for t in right if t.is_number))}"
    return f"{sympy.Add(*left)} >= {sympy.Add(*right)}"


def _for(number: _Number) -> str:
    """In which copies that has to hold, where that is not all, and there may be none."""
    names = {s.name for s in number.value.free_symbols}
    return "".join(
        f" for {index} = 1 .. {times}" if index in names else f" where {_said(times - 1)}"
        for index, times in number.loops
    )


def _nonnegative(value: Any) -> bool:
    from symrf.dominance import at_least

    return bool(value >= 0) if not is_symbolic(value) else bool(value.is_nonnegative) or at_least(value, 0)


def _always_integer(value: Any) -> bool:
    if value.is_integer:
        return True
    found = _remainders(value)
    return found is not None and len(found[2]) == found[1] ** len(found[0])


def _remainders(value: Any) -> tuple[list[str], int, set[tuple[int, ...]]] | None:
    """(names, q, the remainders of the symbols by q with which the polynomial is an integer); None where it is none."""
    import sympy

    above, below = sympy.fraction(sympy.together(value))
    symbols = sorted(above.free_symbols, key=lambda s: str(s.name))
    if not below.is_Integer or not above.is_polynomial(*symbols) or int(below) ** len(symbols) > MAX_RESIDUES:
        return None
    terms = [(power, int(c)) for power, c in sympy.Poly(above, *symbols).terms() if c.is_Integer]
    if len(terms) != len(sympy.Poly(above, *symbols).terms()):
        return None
    period = abs(int(below))
    good = set()
    for place in product(range(period), repeat=len(symbols)):
        total = 0
        for powers, coefficient in terms:
            for base, power in zip(place, powers, strict=True):
                coefficient *= base**power
            total += coefficient
        if total % period == 0:
            good.add(place)
    return [s.name for s in symbols], period, good
