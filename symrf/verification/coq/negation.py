"""A false statement as a Coq file: the statement fails at a counterexample, so that its negation is proved.

The statement is taken in its weakest reading: of integer layers with k, s, d >= 1 only, and p, q >= 0 where the
counterexample has such. That a proof of it fails would prove nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from symrf.refute.measure import Chain, outside
from symrf.statement import NotExpressible
from symrf.theorem import Theorem
from symrf.verification.coq.file import HEADER, closed, identifier, scope
from symrf.verification.coq.statement import LAYER, CoqStatement, coq_statement
from symrf.verification.coq.writer import named


def negation(theorem: Theorem, chain: Chain, scalars: Mapping[str, int]) -> tuple[str, CoqStatement]:
    """(the file, what it negates) for a counterexample: a chain, and the values of the statement's own symbols."""
    padded = all(p >= 0 and q >= 0 for _, _, _, p, q in chain.layers)
    made = coq_statement(theorem, integral=True, padded=padded)
    name = identifier(theorem.name)
    values = {"L": chain.depth, "uL": chain.uL, "n0": chain.n0} | {named(x): v for x, v in scalars.items()}
    missing = [x for x in made.integers if x not in values]
    if missing:
        raise NotExpressible(f"the counterexample gives no value for {', '.join(missing)}")
    poses = [(x, _integer(values[x])) for x in made.integers] + [(x, _sequence(chain, x)) for x in made.given]
    poses += list(made.witnesses.items())
    arguments = [*made.integers, *made.given, *made.defined, *made.lists]
    text = "\n".join(
        [
            f"{HEADER}Open Scope {scope(made)}.\n",
            f"(* {theorem.title.replace('*', '')}: the statement {theorem.name}, and where it fails. *)\n",
            f"Definition {name}_statement : Prop :=\n{closed(made)}.\n",
            f"Theorem {name} : ~ {name}_statement.\nProof.\n  intro statement.",
            *(f"  pose ({x} := {value})." for x, value in poses),
            f"  specialize (statement {' '.join(arguments)}).\n  refute statement.\nQed.\n",
            f"Print Assumptions {name}.\n",
        ]
    )
    return text, made


def denied(made: CoqStatement) -> str:
    """What such a file has to prove."""
    return f"~ ({closed(made)})"


def _integer(value: int) -> str:
    return f"{value}%Z" if value >= 0 else f"({value})%Z"


def _sequence(chain: Chain, letter: str) -> str:
    """The values of a given sequence: of the layers, and one for every index where there is none."""
    other = _integer(outside(chain, letter, 0))
    if letter not in LAYER:
        return f"fun _ : Z => {other}"
    rows = [row[LAYER.index(letter)] for row in chain.layers]
    return f"layered ({''.join(f'{_integer(v)} :: ' for v in rows)}nil) {other}"
