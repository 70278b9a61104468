"""An identity between two expressions, decided by the kernel: one polynomial identity over symbols and powers."""

from __future__ import annotations

from typing import Any

from symrf.prove.accepted import certified
from symrf.prove.find import NotFound
from symrf.prove.statement import NotExpressible
from symrf.prove.written import Numbers, rational_or_joined
from symrf.theorem import Theorem
from symrf.verification.verdict import OPEN, PROVED


def identity(left: Any, right: Any) -> dict[str, Any]:
    """The kernel's verdict on left = right for all values of the symbols."""
    writer = _Writer()
    sides = writer.text(left), writer.text(right)
    if None in sides:
        return {"verdict": OPEN, "reason": "outside the kernel's language of polynomials and powers"}
    stated = Theorem("claim", "claim", "", (f"{sides[0]} == {sides[1]}",))
    try:
        proof = certified(stated)
    except (NotFound, NotExpressible) as error:
        return {"verdict": OPEN, "reason": str(error)}
    return {"verdict": PROVED, "certificate": proof, "where": {y: str(a) for a, y in writer.names.items()}}


class _Writer(Numbers):
    """Symbols become y1, y2, …; so do powers with a symbol in the exponent, as base^(a + b) = base^a base^b."""

    def text(self, e: Any) -> str | None:
        """The expression as text for the kernel; None where it is not made of sums, products and powers."""
        if e.is_Symbol:
            return self.name(e)
        if e.is_Pow:
            return self._power(e.base, e.exp)
        return rational_or_joined(e, self.text)

    def _power(self, base: Any, exponent: Any) -> str | None:
        if exponent.is_Integer and 0 < exponent <= 16:
            inner = self.text(base)
            return None if inner is None else "(" + "*".join([inner] * int(exponent)) + ")"
        if not exponent.free_symbols or not base.is_positive:
            return None
        constant, moving = exponent.as_coeff_Add()
        if not constant.is_Integer or abs(constant) > 16:
            return None
        scale = base**constant
        factor = self.text(scale) if scale.is_Rational else self._power(base, constant) if constant > 0 else None
        if constant != 0 and factor is None:
            return None
        parts = [self.name(base**part) for part in moving.expand().as_ordered_terms()]
        return "(" + "*".join([*parts, factor] if constant != 0 and factor else parts) + ")"
