"""The routes, in the order in which they are shown, and how each is asked about entries of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from symrf.refute.graded import Example
from symrf.theorem import Theorem
from symrf.verification.result import Result

Examples = Mapping[str, int]
"""On how many random networks each entry is tried, by its name."""


@dataclass(frozen=True)
class Route:
    """run: what it says of a theorem. refute: what it says of a statement that is false at the example.

    proves: whether it also has to prove what is known of a false statement. beside: its programs run beside this one,
    from when it is opened, and whoever asks waits for them.
    """

    run: Callable[[Theorem], Result]
    refute: Callable[[Theorem, Example], Result]
    proves: bool = True
    beside: bool = False


def _kernel(entries: Sequence[Theorem], examples: Examples) -> Route:
    from symrf.verification.routes import kernel

    return Route(kernel.run, kernel.refute)


def _z3(entries: Sequence[Theorem], examples: Examples) -> Route:
    from symrf.verification.routes import z3

    return Route(z3.run, z3.refute)


def _coq(entries: Sequence[Theorem], examples: Examples) -> Route:
    from symrf.verification.routes import coq

    if len(entries) == 1:
        return Route(coq.run, coq.refute)
    together = coq.CoqRoute(entries)
    return Route(together.run, together.refute, beside=True)


def _fuzz(entries: Sequence[Theorem], examples: Examples) -> Route:
    from symrf.verification.routes.fuzz import FuzzRoute

    together = FuzzRoute(entries, examples)
    return Route(together.run, together.refute, proves=False, beside=together.beside)


OPENED: Mapping[str, Callable[[Sequence[Theorem], Examples], Route]] = {
    "kernel": _kernel, "z3": _z3, "coq": _coq, "fuzz": _fuzz
}  # fmt: skip
"""How a route is opened, for these entries; nothing is imported before."""

ROUTES = tuple(OPENED)
WALK = "walk"
"""Of a false statement: the least network on which it fails, which is looked for whatever routes are asked."""
