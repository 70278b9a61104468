"""What z3 and Coq are told of powers and geometric sums, whose exponents and ends they have no word for.

x[L] = b^L and g[L] = 1 + b + … + b^(L - 1) by their recurrences, that they are these by the kernel. Each fact is proved
by z3, by induction, before it is used, and by Coq in the tests.
"""

from __future__ import annotations

from functools import lru_cache

from symrf.derivation.upward.repeat import geometric_proved
from symrf.theorem import WHOLE, Theorem
from symrf.verification.result import PROVED
from symrf.verification.routes import z3 as z3_route

SECONDS = 4.0

POWER = ("x[0] == 1", "x[l] == b*x[l-1]")
SUM = ("g[0] == 0", "g[l] == g[l-1] + x[l-1]")
FACTS = {
    "power >= 1": ("x[L] >= 1", "b >= 1", (POWER,), ("x[l] >= 1",)),
    "power >= base": ("b*x[L] >= b", "b >= 1", (POWER,), ("x[l] >= 1",)),
    "power > exponent": ("x[L] >= L + 1", "b >= 2", (POWER,), ("x[l] >= l + 1",)),
    "sum >= count": ("g[L] >= L", "b >= 1", (POWER, SUM), ("x[l] >= 1", "g[l] >= l")),
}
"""Of a base b and L >= 0 factors or terms: what holds, for which b, of which sequences, by which induction."""


def stated(name: str) -> Theorem:
    """A fact as a theorem about every number of factors or terms."""
    statement, domain, define, carry = FACTS[name]
    return Theorem(
        "growth", name, "", (statement,), integers=("b",), domain=(WHOLE, domain), define=define, carry=carry
    )  # fmt: skip


@lru_cache(maxsize=16)
def known(name: str) -> bool:
    """Whether the kernel accepts what the sequences are, and z3 proves the fact of them.

    >>> known("sum >= count")
    True
    """
    return geometric_proved() and z3_route.run(stated(name), SECONDS).verdict == PROVED
