"""The values of one symbol, as the input size, for which something holds, by their remainders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import lcm
from typing import Any


@dataclass(frozen=True)
class Sizes:
    """The values of the symbol `of` whose remainder modulo `modulus` is one of `remainders`; any where that is all.

    Of two symbols nothing is said: no value is known for which both hold.

    >>> print(Sizes(4, (1, 3)) & Sizes(2, (1,)))
    n mod 2 = 1
    """

    modulus: int
    remainders: tuple[int, ...]
    of: str = field(default="n", compare=False)

    def __contains__(self, n: int) -> bool:
        return n % self.modulus in self.remainders

    def about(self, symbol: Any) -> bool:
        """Whether this names some values of that symbol."""
        return bool(self.remainders) and self.of == getattr(symbol, "name", "")

    def __and__(self, other: Sizes) -> Sizes:
        coarse, fine = sorted((self, other), key=lambda sizes: sizes.modulus)
        if coarse.modulus > 1 and coarse.of != fine.of:
            return NEVER
        modulus = lcm(self.modulus, other.modulus)
        candidates = (r + m for m in range(0, modulus, fine.modulus) for r in fine.remainders)
        known = {*coarse.remainders}
        return Sizes(modulus, tuple(sorted(n for n in candidates if n % coarse.modulus in known)), fine.of).simplest()

    def simplest(self) -> Sizes:
        """The same sizes with the least modulus: a prime goes where all remainders come in full classes without it."""
        modulus, found = self.modulus, {*self.remainders}
        for prime in _primes(modulus):
            while modulus % prime == 0:
                fewer = {r % (modulus // prime) for r in found}
                if len(found) != prime * len(fewer):
                    break
                modulus, found = modulus // prime, fewer
        return self if modulus == self.modulus else Sizes(modulus, tuple(sorted(found)), self.of)

    def __str__(self) -> str:
        return f"{self.of} mod {self.modulus} = {' or '.join(map(str, self.remainders))}"


def _primes(number: int) -> Iterator[int]:
    """The prime factors of a number, each once."""
    divisor = 2
    while divisor * divisor <= number:
        if number % divisor == 0:
            yield divisor
        while number % divisor == 0:
            number //= divisor
        divisor += 1
    if number > 1:
        yield number


ALWAYS, NEVER = Sizes(1, (0,)), Sizes(1, ())
