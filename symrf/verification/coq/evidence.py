"""The kept files: of every theorem with a formula, of every false statement, and of what is proved about those.

python -m symrf.verification.coq writes them to proofs/evidence/coq/, the same bytes every time.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from symrf.errors import SymrfError
from symrf.theorem import Refutation, Theorem, refutation_names, theorem, theorem_names
from symrf.verification.coq.file import LIBRARY, closed, identifier, scope, text
from symrf.verification.coq.judge import Case
from symrf.verification.coq.negation import denied, negation
from symrf.verification.coq.sentence import sentence
from symrf.verification.coq.writer import NotExpressible

SECONDS = 60.0


def proving(stated: Theorem) -> Case:
    """The case for a theorem; NotExpressible where Coq is not asked."""
    made = sentence(stated)
    return Case(text(stated), identifier(stated.name), closed(made), scope(made))


def refuting(stated: Theorem, example: Any) -> Case:
    """The case against a statement that is false at the example, which has a chain and values of symbols."""
    source, made = negation(stated, example.chain, example.scalars)
    return Case(source, identifier(stated.name), denied(made), scope(made))


@cache
def cases() -> dict[str, Case]:
    """File name -> case, of the whole catalogue."""
    found: dict[str, Case] = {}
    for stated in catalogue():
        try:
            case = _against(stated) if isinstance(stated, Refutation) else proving(stated)
        except NotExpressible:
            continue
        name = f"{identifier(stated.name)}.v"
        if name in found:
            raise SymrfError(f"two statements are called {stated.name}")
        found[name] = case
    return found


def catalogue() -> list[Theorem]:
    """Every statement: theorems, refutations, and the theorems that say where and by how much those are right."""
    refutations = [theorem(name) for name in refutation_names()]
    found = [theorem(name) for name in theorem_names()] + refutations
    for refutation in refutations:
        if isinstance(refutation, Refutation):
            found += [t for t in (refutation.gap, *refutation.conditions) if t is not None]
    return found


def _against(stated: Refutation) -> Case:
    from symrf.refute.graded import least
    from symrf.refute.scene import Scene

    example = least(Scene(stated), SECONDS)
    if example is None:
        raise NotExpressible("no counterexample was found")
    return refuting(stated, example)


def write(folder: Path) -> list[Path]:
    """Write the files, and remove those of statements that no longer exist; the library stays."""
    wanted = cases()
    for stale in folder.glob("*.v"):
        if stale.name not in wanted and stale.stem not in LIBRARY:
            stale.unlink()
    paths = []
    for name, case in sorted(wanted.items()):
        (folder / name).write_text(case.source, "utf-8")
        paths.append(folder / name)
    return paths
