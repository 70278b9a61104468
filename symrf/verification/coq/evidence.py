"""The kept files: of every theorem with a formula, of every false statement, and of what is proved about those.

python -m symrf.verification.coq writes them to proofs/evidence/coq/, the same bytes every time.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from symrf.errors import SymrfError
from symrf.statement import NotExpressible
from symrf.theorem import Refutation, Theorem, home, refutation_names, theorem, theorem_names
from symrf.verification.coq.file import LIBRARY, closed, identifier, scope, text
from symrf.verification.coq.judge import CoqCase
from symrf.verification.coq.negation import denied, negation
from symrf.verification.coq.statement import coq_statement


def proving(stated: Theorem) -> CoqCase:
    """The case for a theorem; NotExpressible where Coq is not asked."""
    made = coq_statement(stated)
    return CoqCase(text(stated), identifier(stated.name), closed(made), scope(made))


def refuting(stated: Theorem, example: Any) -> CoqCase:
    """The case against a statement that is false at the example, which has a chain and values of symbols."""
    source, made = negation(stated, example.chain, example.scalars)
    return CoqCase(source, identifier(stated.name), denied(made), scope(made))


def written_by_hand(stated: Theorem) -> CoqCase:
    """The case for what a file in proofs/coq/ proves of a theorem; OSError where it cannot be read."""
    source = (home() / "coq" / stated.by_hand).read_text("utf-8", "surrogateescape")
    return CoqCase(source, identifier(stated.name), stated.proposition.strip(), "Z_scope", "Networks")


def cases() -> dict[str, CoqCase]:
    """File name -> case, of the whole catalogue."""
    return _cases(home())


@cache
def _cases(home: Path) -> dict[str, CoqCase]:
    return cases_of([theorem(name) for name in (*theorem_names(), *refutation_names())])


def cases_of(entries: Iterable[Theorem]) -> dict[str, CoqCase]:
    """File name -> case, of these entries and of what is proved about them."""
    found: dict[str, CoqCase] = {}
    for stated in whole(entries):
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
    return whole([theorem(name) for name in (*theorem_names(), *refutation_names())])


def whole(entries: Iterable[Theorem]) -> list[Theorem]:
    """Theorems and refutations, and after them what is proved about the refutations."""
    found = list(entries)
    return found + [t for refutation in found if isinstance(refutation, Refutation) for t in refutation.known]


def _against(stated: Refutation) -> CoqCase:
    from symrf.refute.compiled import CompiledStatement
    from symrf.refute.graded import least

    example = least(CompiledStatement(stated))
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
