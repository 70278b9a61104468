"""The Coq file of a theorem."""

from __future__ import annotations

from pathlib import Path

from symrf.terms import At, Sym, Term
from symrf.terms.tree import walk
from symrf.theorem import Theorem, home
from symrf.verification.coq.sentence import Definition, Sentence, sentence
from symrf.verification.coq.writer import NotExpressible, Writer, named

LIBRARY = "Symrf"


def folder() -> Path:
    """Where the Coq files are kept."""
    return home() / "evidence" / "coq"


def identifier(name: str) -> str:
    """The Coq name of a theorem."""
    return named(name.replace("-", "_"))


def header(whole: bool) -> str:
    """What every file begins with."""
    return f"Require Import Symrf SymrfTactics.\nOpen Scope {'Z' if whole else 'Qc'}_scope.\n"


def binders(made: Sentence, defined: bool = True) -> str:
    """Everything that is arbitrary, by its type."""
    kinds = [
        (made.integers, "Z"),
        (made.rationals, "Qc"),
        (made.given + (made.defined if defined else []), f"Z -> {made.values}"),
    ]
    return "".join(f" ({' '.join(map(named, group))} : {kind})" for group, kind in kinds if group)


def proposition(made: Sentence) -> str:
    """The statement below its binders."""
    premises = [*made.conditions, *made.recurrences]
    wrapped = [p if p.startswith("(") and p.endswith(")%Z") else f"({p})" for p in premises]
    goals = made.goals if len(made.goals) == 1 else [f"({g})" for g in made.goals]
    return "".join(f"  {p} ->\n" for p in wrapped) + "  " + " /\\\n  ".join(goals)


def closed(made: Sentence) -> str:
    """The statement as one closed proposition."""
    bound = binders(made)
    return (f"forall{bound},\n" if bound else "") + proposition(made)


def text(theorem: Theorem) -> str:
    """The file of a theorem; NotExpressible where Coq is not asked."""
    made, name = sentence(theorem), identifier(theorem.name)
    tactic = "rounding" if made.whole else "symrf"
    carried = "".join(f"  assert ({c}) by {tactic}.\n" for c in made.carried)
    script = f"  premises.\n{carried}  {tactic}.\n"
    parts = [
        f"(* {theorem.title}: generated from the statement of proofs/{theorem.name.replace('-', '_')}.py. *)\n",
        header(made.whole),
        *([exists(made, name)] if made.definitions and not made.whole else []),
        f"Theorem {name}{binders(made)} :\n{proposition(made)}.\nProof.\n{script}Qed.\n",
        f"Print Assumptions {name}.\n",
    ]
    return "\n".join(parts)


def exists(made: Sentence, name: str) -> str:
    """That the sequences exist, whatever is given: the hypotheses about them contradict nothing."""
    writer = Writer(made.whole, frozenset(made.integers))
    poses = "".join(f"  pose ({named(d.letter)} := {witness(d, writer)}).\n" for d in made.definitions)
    letters = [named(d.letter) for d in made.definitions]
    hypotheses = [r for r in made.recurrences][: sum(2 if d.first is not None else 1 for d in made.definitions)]
    claims = " /\\\n  ".join(f"({h})" for h in hypotheses)
    return (
        f"(* The sequences exist. *)\nLemma {name}_defined{binders(made, defined=False)} :\n"
        f"  exists {' '.join(letters)} : Z -> {made.values},\n  {claims}.\n"
        f"Proof.\n{poses}  exists {', '.join(letters)}; defined.\nQed.\n"
    )


def witness(found: Definition, writer: Writer) -> str:
    """The sequence as a function that computes it."""
    index = found.index
    inner = writer.knowing(index)
    if found.first is None:
        return f"fun {named(index)} : Z => {inner.value(found.step.right)}"
    own: dict[Term, str] = {t: "before" for t in walk(found.step.right) if isinstance(t, At) and t.name == found.letter}
    body = Writer(inner.whole, inner.integers, inner.given, own).value(found.step.right)
    kind = "Down L" if found.down else "Up 0"
    return f"{kind} ({writer.value(found.first.right)}) (fun {named(index)} before => {body})"
