"""Random networks: away from the defaults at which false formulas agree with the truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from symrf.refute.compiled import CompiledStatement
from symrf.refute.measure import Chain, LayerNumbers

KERNELS, STRIDES, DILATIONS = (1, 2, 4, 5, 3, 6, 7), (1, 2, 3, 4, 5), (1, 2, 3, 4)
SELDOM = (False, False, False, True)


class Source(Protocol):
    """Where random numbers come from: `random.Random` is one."""

    def choice(self, values: Sequence[int], /) -> int:
        """One of these."""

    def randint(self, low: int, high: int, /) -> int:
        """One of low … high."""


@dataclass(frozen=True)
class NetworkKind:
    """What networks a statement is tried on: chains of `depths` layers; `sized` gives inputs large enough that most
    maps are not empty. Half of the layers of these are small, with the ends of the input in sight of most features.
    """

    padding: str
    depths: tuple[int, int]
    sized: bool

    @staticmethod
    def of(statement: CompiledStatement) -> NetworkKind:
        """That of a statement."""
        least = statement.least_depth
        return NetworkKind(
            statement.theorem.network, (least, least + (3 if statement.stated.assumed else 4)), statement.needs_input
        )

    def network(self, source: Source) -> Chain:
        """A network of this kind, and which feature is looked at."""
        whole = source.randint
        layers: list[LayerNumbers] = []
        for _ in range(whole(*self.depths)):
            layers.append(layers[-1] if layers and source.choice(SELDOM) else self._layer(source))
        feature = whole(-4, 5) if self.sized else whole(-2, 5)
        size = whole(1, source.choice((8, 300))) if self.sized else 1
        outside = tuple(whole(-3, 7) for _ in range(whole(1, 5)))
        return Chain(tuple(layers), feature, size, outside, self.padding)

    def _layer(self, source: Source) -> LayerNumbers:
        whole = source.randint
        if self.sized and source.choice((True, False)):
            return whole(1, 3), whole(1, 3), whole(1, 2), whole(-1, 2), whole(-1, 2)
        low, high = (0, 4) if self.sized else (-2, 6)
        k, s, d = source.choice(KERNELS), source.choice(STRIDES), source.choice(DILATIONS)
        return k, s, d, whole(low, high), whole(low, high)


def scalars(statement: CompiledStatement, source: Source) -> dict[str, int]:
    """Values of the numbers in a statement that are no layer's, from their least ones on, or about 0 where any integer
    will do. Half of them are small, so that conditions on them are often met."""
    small, found = source.choice((True, False)), {}
    for name, low in sorted(statement.scalars.items()):
        reach = 3 if small else 8 if low is not None else 30
        found[name] = source.randint(-reach if low is None else low, reach + (low or 0))
    return found
