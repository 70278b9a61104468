"""Which known mistake somebody made: the one that agrees with what was returned on every network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from symrf.errors import SymrfError
from symrf.network import Network
from symrf.testing.mistakes.known import MISTAKES, Mistake
from symrf.testing.truth import equal

Sample = tuple[Network, Any]
"""A network and the value that was returned of one quantity."""


def named(capability: str, quantity: str, wrong: Sequence[Sample], right: Sequence[Sample]) -> list[Mistake]:
    """The mistakes that agree with every returned value, wrong and right ones; those wrong decide soonest.

    Of several that agree those come first that are about the capability, as their names say.
    """
    found = [mistake for mistake in MISTAKES if all(_agrees(mistake, quantity, s) for s in (*wrong, *right))]
    word = capability.split("_")[0]
    return sorted(found, key=lambda mistake: word not in mistake.name)


def _agrees(mistake: Mistake, quantity: str, sample: Sample) -> bool:
    network, returned = sample
    if not mistake.about(quantity):
        return False
    try:
        value = mistake.rules.of(network).get(quantity)
    except (SymrfError, ArithmeticError, TypeError):
        return False
    if value is None:
        return False
    if isinstance(returned, Mapping):
        shared = [y for y in returned if y in value]
        return bool(shared) and all(equal(returned[y], value[y]) for y in shared if returned[y] is not None)
    return equal(returned, value)
