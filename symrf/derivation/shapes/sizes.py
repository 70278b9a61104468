"""The input sizes for which something holds, by their remainders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import lcm


@dataclass(frozen=True)
class Sizes:
    """The input sizes n whose remainder modulo `modulus` is one of `remainders`.

    >>> print(Sizes(4, (1, 3)) & Sizes(2, (1,)))
    n mod 2 = 1
    """

    modulus: int
    remainders: tuple[int, ...]

    def __contains__(self, n: int) -> bool:
        return n % self.modulus in self.remainders

    def __and__(self, other: Sizes) -> Sizes:
        coarse, fine = sorted((self, other), key=lambda sizes: sizes.modulus)
        modulus = lcm(self.modulus, other.modulus)
        candidates = (r + m for m in range(0, modulus, fine.modulus) for r in fine.remainders)
        known = {*coarse.remainders}
        return Sizes(modulus, tuple(sorted(n for n in candidates if n % coarse.modulus in known))).simplest()

    def simplest(self) -> Sizes:
        """The same sizes with the least modulus: a prime goes where all remainders come in full classes without it."""
        modulus, found = self.modulus, {*self.remainders}
        for prime in _primes(modulus):
            while modulus % prime == 0:
                fewer = {r % (modulus // prime) for r in found}
                if len(found) != prime * len(fewer):
                    break
                modulus, found = modulus // prime, fewer
        return self if modulus == self.modulus else Sizes(modulus, tuple(sorted(found)))

    def __str__(self) -> str:
        return f"n mod {self.modulus} = {' or '.join(map(str, self.remainders))}"


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
