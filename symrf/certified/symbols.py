"""A network with symbols as a theorem for all their values: every node's numbers from those of the nodes it reads.

Layers are windows, crops and joins, and copies of such, all numbers polynomials with whole coefficients in the symbols,
in powers of them and in their sums; an odd symbol k is 2 j + 1.
"""

from __future__ import annotations

from collections.abc import Sequence

import sympy

from symrf.certified.coq import nested
from symrf.certified.levels import Level
from symrf.certified.stated import Stated
from symrf.certified.writer import M, NoRule, Writer
from symrf.derivation import AxisField
from symrf.verification.coq.file import HEADERS
from symrf.verification.coq.judge import Case


def stated(fields: Sequence[AxisField]) -> Stated:
    """The theorem about all nodes; NoRule where there is none, with the reason."""
    output = fields[-1]
    write, descent = Writer(output), output.descent
    level = Level(write, descent.network, {field.node: field.state for field in fields}, descent.extents)
    shown = [field for field in fields if field.node != descent.network.source]
    goals = [f"exactly net {level.known[field.node].number} m {_ends(field, write)}" for field in shown]
    proofs = [f"(affine_ends _ _ _ _ _ {level.known[field.node].lemma})" for field in shown]
    names = [field.node for field in shown]
    return theorem(write, level.written, level.definitions, names, goals, proofs, output)


def _ends(field: AxisField, write: Writer) -> str:
    """What is printed of a node, as it is stated."""
    stride, first, last = (write.text(x) for x in (field.stride, field.left, field.right))
    return f"({stride} * m + {first}) ({stride} * m + {last})"


def theorem(
    write: Writer, net: str, lemmas: str, names: Sequence[str], goals: Sequence[str], proofs: Sequence[str],
    output: AxisField,
) -> Stated:  # fmt: skip
    """The theorem on all nodes; `lemmas` define `net` and prove of each what is stated."""
    if not write.names:
        raise NoRule("its numbers hold no symbols")
    bounds = [f"{least} <= {name}" for name, least in write.bounds.items()]
    every = " ".join(write.names.values())
    section = f"Section Symbols.\nVariables {every} : Z.\n"
    section += "".join(f"Hypothesis bound{i} : {bound}.\n" for i, bound in enumerate(bounds))
    stated = " /\\\n".join(f"(forall m, {goal})" for goal in goals)
    section += f"{lemmas}Lemma all_nodes :\n{stated}.\nProof. exact {nested([*proofs])}. Qed.\nEnd Symbols.\n"
    premises = "".join(f"{bound} -> " for bound in bounds)
    statement = f"forall {every}, {premises}let net := {net} in\n{stated}"
    proof = f"Theorem certified : {statement}.\nProof. intros. apply all_nodes; assumption. Qed.\n"
    case = Case(f"{HEADERS['Tables']}\n{section}{proof}", "certified", statement, "Z_scope", "Tables")
    m = next(name for name in ("m", "y", "y_") if name not in write.names)
    first, last = (str(sympy.Add(end, 0).xreplace({M: sympy.Symbol(m)})) for end in output.region(M) or (0, 0))
    said = f"feature {m} of {output.node} sees from {first} to {last}, both ends and none beyond"
    return Stated(case, names, len(names), [f"{said}, for every integer {m} and {write.said}"], "")
