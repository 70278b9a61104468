"""The input sizes for which something holds, by their remainders."""

from __future__ import annotations

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
        modulus = lcm(self.modulus, other.modulus)
        return Sizes(modulus, tuple(n for n in range(modulus) if n in self and n in other)).simplest()

    def simplest(self) -> Sizes:
        """The same sizes with the least modulus."""
        for modulus in range(1, self.modulus):
            found = tuple(r for r in self.remainders if r < modulus)
            if self.modulus % modulus == 0 and all((n % modulus in found) == (n in self) for n in range(self.modulus)):
                return Sizes(modulus, found)
        return self

    def __str__(self) -> str:
        return f"n mod {self.modulus} = {' or '.join(map(str, self.remainders))}"


ALWAYS, NEVER = Sizes(1, (0,)), Sizes(1, ())
