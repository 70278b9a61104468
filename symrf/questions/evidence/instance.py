"""A threshold as an instance of a theorem of the catalogue: its hypotheses are checked by the kernel, each time anew.

least-of-a-line, least-of-a-square and least-of-a-power are proved once, in Coq, for all A > 0 and C. Of an answer the
kernel checks that what has to be at least 0 is A (φ - need), and that A is 1 and products of what is never negative.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm
from typing import Any

from symrf.claims.evidence.identity import identity
from symrf.errors import SymrfError
from symrf.numbers.positive import Terms, exact, terms, witness
from symrf.numbers.sound_sympy import sympy
from symrf.numbers.symbols import least_of
from symrf.questions.arithmetic.threshold import LINE, POWER, SQUARE, Threshold
from symrf.verification.result import OPEN, PROVED, Result


def checked(found: Threshold, difference: Any) -> Result:
    """The kernel's verdict on the hypotheses of the theorem that the threshold is an instance of."""
    symbols = {s.name: s for part in (found.factor, found.need) for s in exact(part).free_symbols}
    x = next(s for s in difference.free_symbols if s.name == found.name)
    wanted = difference.xreplace({s: symbols.get(s.name, s) for s in difference.free_symbols})
    phi = {LINE: x, SQUARE: x**2 + found.by * x, POWER: found.by**x}[found.kind]
    grows = found.kind != POWER and found.by >= 0 or found.kind == POWER and (_least(found.by) >= 2)
    if not grows or found.lowest < 0:
        return Result(OPEN, f"{phi} does not grow from {found.lowest} on")
    factor = sympy.expand(found.factor)
    parts = witness(factor)
    if parts is None:
        return Result(OPEN, f"{factor} is not positive for all values")
    proof = _accepted([(factor * (phi - found.need), wanted), (factor, _whole(parts))])
    if proof.verdict != PROVED or proof.evidence.get("domain"):
        return Result(OPEN, f"({factor})*({phi} - ({found.need})) is not seen to be what has to be at least 0")
    rest = sympy.expand(wanted - factor * phi)
    linear = sympy.expand(factor * found.by) if found.kind == SQUARE else sympy.S.Zero
    times = lcm(*(int(part.as_coeff_Mul()[0].q) for e in (factor, rest, linear) for part in sympy.Add.make_args(e)))
    instance = {"A": str(sympy.expand(times * factor)), "C - n": str(sympy.expand(times * rest))}
    instance |= {"b": str(found.by)} if found.kind == POWER else {}
    instance |= {"E": str(sympy.expand(times * linear))} if found.kind == SQUARE else {}
    return Result(PROVED, evidence={
        "theorem": f"least-of-a-{found.kind}", "instance": instance, "hypotheses": f"A > 0, as A = {_written(parts)}",
        "note": f"{phi} grows with {found.name}, and its factor is positive",
        "certificate": proof.evidence["certificate"],
    })  # fmt: skip


def equal(name: str, equations: Sequence[tuple[Any, Any]], **more: str) -> Result:
    """The kernel's verdict on what makes an answer right, an instance of that theorem where there is one: equations."""
    named = {"theorem": name} if name else {}
    if not equations:
        return Result(PROVED, evidence={**named, "hypotheses": "none", **more})
    proof = _accepted([(exact(left), exact(right)) for left, right in equations])
    if proof.verdict != PROVED or proof.evidence.get("domain"):
        wrong = next((f"{left} == {right}" for left, right in equations if sympy.expand(left - right) != 0), "it")
        return Result(OPEN, f"{wrong} is not seen to hold", named)
    said = ", ".join(f"{left} == {right}" for left, right in equations)
    return Result(PROVED, evidence={**named, "hypotheses": said, **more,
                                    "certificate": proof.evidence["certificate"]})  # fmt: skip


def never_negative(value: Any) -> Result:
    """The kernel's verdict on the value being a sum of products of what is never negative."""
    parts = terms(value)
    if parts is None or any(c < 0 for c, _ in parts):
        return Result(OPEN, f"{value} is not seen to be at least 0")
    proof = _accepted([(exact(value), _whole(parts))])
    if proof.verdict != PROVED or proof.evidence.get("domain"):
        return Result(OPEN, f"{value} is not seen to be {_written(parts)}")
    return Result(PROVED, evidence={"hypotheses": f"{value} == {_written(parts)}, at least 0",
                                    "certificate": proof.evidence["certificate"]})  # fmt: skip


def _accepted(equations: Sequence[tuple[Any, Any]]) -> Result:
    """The kernel's verdict on equations; open where one is too long for a claim."""
    try:
        return identity(list(equations))
    except SymrfError:
        return Result(OPEN, "numbers of so many digits are not put to the kernel")


def _whole(parts: Terms) -> Any:
    return sympy.Add(*(c * sympy.Mul(*(part**e for part, e in factors)) for c, factors in parts))


def _written(parts: Terms) -> str:
    """A sum of which every term is seen to be not negative."""
    return " + ".join(
        "*".join(filter(None, (str(c) if c != 1 or not factors else "", *(f"({p})" + f"**{e}" * (e > 1)
                                                                          for p, e in factors))))
        for c, factors in parts
    )  # fmt: skip


def _least(base: Any) -> int:
    """The least that a base is."""
    low = int(base) if exact(base).is_Integer else least_of(base) if base.is_Symbol else None
    return 0 if low is None else low
