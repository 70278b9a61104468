"""Sets of input sizes that are periodic from some size on: n ≡ 12 mod 16, n >= 188."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import gcd

MAX_CLASSES = 6
"""More remainders than these are counted, not listed."""


@dataclass(frozen=True)
class SizeSet:
    """The n >= 1 that are among `few`, or n >= since and n mod modulus is among `remainders`.

    >>> sizes = SizeSet.of(8, [7], 8, [3])
    >>> sizes, sizes.contains(3), sizes.contains(7), sizes.contains(15), sizes.least
    (SizeSet(modulus=8, remainders=(7,), since=8, few=(3,)), True, False, True, 3)
    """

    modulus: int
    remainders: tuple[int, ...]
    since: int
    few: tuple[int, ...] = ()

    @classmethod
    def of(cls, modulus: int, remainders: Iterable[int], since: int, few: Iterable[int] = ()) -> SizeSet:
        """The same set with the least modulus and the least `since`."""
        classes, before = sorted(set(remainders)), set(few)
        for smaller in (m for m in range(1, modulus + 1) if modulus % m == 0):
            kept = {r % smaller for r in classes}
            if len(kept) * (modulus // smaller) == len(classes):
                modulus, classes = smaller, sorted(kept)
                break
        good = set(classes)
        while since > 1 and (since - 1 in before) == ((since - 1) % modulus in good):
            since -= 1
        return cls(modulus, tuple(classes), since, tuple(sorted(n for n in before if n < since)))

    def contains(self, n: int) -> bool:
        """Whether n is in the set."""
        return n in self.few if n < self.since else n % self.modulus in self.remainders

    def through(self, slope: int, offset: int) -> SizeSet:
        """The m >= 1 of which slope m + offset, slope > 0, is in the set.

        >>> SizeSet.of(4, [0], 4).through(2, 0), SizeSet.of(4, [0], 4).through(2, 1).least
        (SizeSet(modulus=2, remainders=(0,), since=1, few=()), None)
        """
        modulus = self.modulus // gcd(slope, self.modulus)
        since = max(1, -((offset - self.since) // slope))
        remainders = [r for r in range(modulus) if (slope * r + offset) % self.modulus in self.remainders]
        few = [m for m in range(1, since) if slope * m + offset >= 1 and self.contains(slope * m + offset)]
        return SizeSet.of(modulus, remainders, since, few)

    def __iter__(self) -> Iterator[int]:
        """The sizes in order; endless unless there are few."""
        yield from self.few
        n = self.since
        while self.remainders:
            if n % self.modulus in self.remainders:
                yield n
            n += 1

    @property
    def least(self) -> int | None:
        """The least size; None of the empty set."""
        return next(iter(self), None)

    @property
    def first(self) -> int | None:
        """The first size from which on the remainders alone decide."""
        return next((n for n in range(self.since, self.since + self.modulus) if self.contains(n)), None)

    def conditions(self, name: str, congruent: Callable[[str, int, Sequence[int]], str]) -> list[str]:
        """What the sizes satisfy besides `few`: a condition on remainders and a least size, each where it is one."""
        said = []
        if self.modulus > 1 and len(self.remainders) <= MAX_CLASSES:
            said.append(congruent(name, self.modulus, self.remainders))
        elif self.modulus > 1:
            said.append(congruent(name, self.modulus, ()))
        if self.first is not None and self.first > self.modulus or not said:
            said.append(f"{name} >= {self.first}")
        return said
