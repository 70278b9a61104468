"""The sequences that have a recurrence, and the number of features, which is counted."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from symrf.formulas.quantities import LETTERS, MAP_LETTERS, SPAN
from symrf.terms import At, Num, Rel, Sym, Term
from symrf.theorem import Theorem, claim, free_index, offset
from symrf.verification.coq.writer import NotExpressible

Counted = dict[str, tuple[list[str], str]]


@dataclass(frozen=True)
class Definition:
    """A sequence by its recurrence; first None: explicit. down: the recurrence gives the value one index below."""

    letter: str
    first: Rel | None
    step: Rel
    index: str
    down: bool = False

    @property
    def trees(self) -> list[Rel]:
        """Its equations."""
        return [self.step] if self.first is None else [self.first, self.step]


def definitions(theorem: Theorem) -> dict[str, Definition]:
    """Every sequence with a recurrence: the quantities of the catalogue and the theorem's own."""
    catalogue = [_definition("", SPAN), *(_definition(q.first, q.step) for q in LETTERS.values() if q.letter != "n")]
    own = [_definition(first, step) for first, step in theorem.define]
    taken = {d.letter for d in own} & {"n", *"ksdpq", *(d.letter for d in catalogue)}
    if taken or len({d.letter for d in own}) < len(own):
        raise NotExpressible(f"{', '.join(sorted(taken)) or 'a sequence'} is defined twice")
    return {d.letter: d for d in (*catalogue, *own)}


def _definition(source: str, text: str) -> Definition:
    first, step = claim(source) if source else None, claim(text)
    head, index = step.left, free_index(step)
    if not isinstance(head, At) or index is None or step.op != "==" or first is not None and first.op != "==":
        raise NotExpressible("a recurrence gives one term of its sequence")
    back = offset(head.index, index)
    if back not in (0, -1) or first is None and back != 0:
        raise NotExpressible(f"the recurrence of {head.name} is not for the index {index} or {index} - 1")
    start: Term = Sym("L") if back else Num(Fraction(0))
    if first is not None and first.left != At(head.name, start):
        raise NotExpressible(f"the first value of {head.name} is not that of map {'L' if back else '0'}")
    return Definition(head.name, first, step, index, down=back == -1)


def unwritten(letter: str) -> None:
    """Raise for a quantity of the catalogue that has no recurrence."""
    if letter in MAP_LETTERS:
        raise NotExpressible(f"{letter} is known only by walking a network")


WINDOWS = "0 <= {n}[l] /\\ forall y, 0 <= y -> (y < {n}[l] <-> s[l] * y - p[l] + K[l] - 1 <= n[l - 1] - 1 + q[l])"
LACKING = "Z.max ((- (- {n} / s[l]) - 1) * s[l] + K[l] - {n}) 0"
ONE_MORE = (
    "if (0 <? {c}) && (s[l] * ({c} - 1) - p[l] + K[l] - 1 <? {n} - 1 + q[l]) && (s[l] * {c} - p[l] <=? {n} - 1)"
    " then {c} + 1 else {c}"
)
INPUT = "n[0] = n0"


def networks(kind: str) -> Counted:
    """What n, and what it rests on, is in a network of that padding: letter -> (propositions, witness).

    n[l] is the number of windows that fit; in SAME networks the padding is what the windows lack; in ceil mode there
    is one window more where samples are left over and it does not start in the right padding.
    """
    below = "n[l - 1]"
    if kind == "same":
        lacking = LACKING.format(n="before")
        count = f"let total := {lacking} in fitting s[l] K[l] (total / 2) (total - total / 2) before"
        return {
            "n": ([INPUT, WINDOWS.format(n="n")], f"Up 0 n0 (fun l before => {count})"),
            "total": ([f"total[l] = {LACKING.format(n=below)}"], f"fun l : Z => {LACKING.format(n=below)}"),
            "p": (["p[l] = total[l] / 2"], "fun l : Z => total[l] / 2"),
            "q": (["q[l] = total[l] - p[l]"], "fun l : Z => total[l] - p[l]"),
        }
    if kind == "ceil":
        count = f"let full := fitting s[l] K[l] p[l] q[l] before in {ONE_MORE.format(c='full', n='before')}"
        return {
            "n": ([INPUT, f"n[l] = {ONE_MORE.format(c='full[l]', n=below)}"], f"Up 0 n0 (fun l before => {count})"),
            "full": ([WINDOWS.format(n="full")], f"fun l : Z => fitting s[l] K[l] p[l] q[l] {below}"),
        }
    return {"n": ([INPUT, WINDOWS.format(n="n")], "Up 0 n0 (fun l before => fitting s[l] K[l] p[l] q[l] before)")}
