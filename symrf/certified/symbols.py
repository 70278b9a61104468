"""A network with symbols as a theorem for all their values: every node's numbers from those of the nodes it reads.

Layers are windows, crops and joins, and copies of such, all numbers polynomials with whole coefficients in the symbols,
in powers of them and in their sums; an odd symbol k is 2 j + 1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from symrf.certified.coq import nested
from symrf.certified.levels import Level
from symrf.certified.stated import Stated
from symrf.certified.writer import M, NoRule
from symrf.derivation import AxisField
from symrf.verification.coq.file import HEADERS
from symrf.verification.coq.judge import CoqCase


def stated(fields: Sequence[AxisField]) -> Stated:
    """The theorem about all nodes; NoRule where there is none, with the reason."""
    return theorem(Level.of(fields), fields)


def theorem(level: Level, fields: Sequence[AxisField]) -> Stated:
    """The theorem on all nodes of a network, of each what is printed of it."""
    write, output = level.write, fields[-1]
    shown = [field for field in fields if field.node != level.network.source]
    goals = [f"exactly net {level.known[one.node].number} m {' '.join(level.region(one))}" for one in shown]
    proofs = [f"({level.ends} {level.known[one.node].lemma})" for one in shown]
    if not write.names:
        raise NoRule("its numbers hold no symbols")
    bounds = [f"{least} <= {name}" for name, least in write.bounds.items()]
    every = " ".join(write.names.values())
    section = f"Section Symbols.\nVariables {every} : Z.\n"
    section += "".join(f"Hypothesis bound{i} : {bound}.\n" for i, bound in enumerate(bounds))
    stated = " /\\\n".join(f"(forall m, {goal})" for goal in goals)
    section += f"{level.definitions}Lemma all_nodes :\n{stated}.\nProof. exact {nested(proofs)}. Qed.\nEnd Symbols.\n"
    premises = "".join(f"{bound} -> " for bound in bounds)
    statement = f"forall {every}, {premises}let net := {level.written} in\n{stated}"
    proof = f"Theorem certified : {statement}.\nProof. intros. apply all_nodes; assumption. Qed.\n"
    case = CoqCase(f"{HEADERS['Tables']}\n{section}{proof}", "certified", statement, "Z_scope", "Tables")
    m = next(name for name in ("m", "y", "y_") if name not in write.names)
    first, last = (re.sub(r"\b_m\b", m, str(end)) for end in output.region(M) or ("", ""))
    said = f"feature {m} of {output.node} sees from {first} to {last}, both ends and none beyond"
    names = [field.node for field in shown]
    return Stated(case, names, len(names), [f"{said}, for every integer {m} and {write.said}"], "")
