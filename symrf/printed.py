"""Formulas as they are printed: in the author's notation that is in use, symrf's own where none is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from symrf.notation import FORWARD, Notation, notation
from symrf.terms import Rel, Sym, Term
from symrf.terms.tree import Head, Tree

Step = tuple[Term, ...]
Branch = tuple[Term, Sequence[Rel]]

SYMRF = Notation()
_IN_USE = ContextVar("notation", default=SYMRF)


def in_use() -> Notation:
    """The notation that formulas are printed in."""
    return _IN_USE.get()


@contextmanager
def using(given: str | Notation | None) -> Iterator[Notation]:
    """Print formulas in this notation: reports, fragments, entries, tables, figures.

    >>> import symrf
    >>> with using("dang"):
    ...     print(symrf.report(symrf.Conv(3), "markdown").count("j_l = j_{l-1} s_l"))
    1
    """
    before = _IN_USE.set(notation(given))
    try:
        yield in_use()
    finally:
        _IN_USE.reset(before)


def printed(tree: Tree) -> Tree:
    """The formula in the notation in use."""
    known = in_use()
    return tree if known == SYMRF else known.printed(tree)


def printed_chain(left: Term, steps: Sequence[Step]) -> tuple[Term, list[Step]]:
    """left = step = step … in the notation in use."""
    known = in_use()
    return printed(left), [tuple(printed(one) for one in step) for step in known.steps(left, steps)]


def printed_cases(left: Term, rows: Sequence[Branch]) -> tuple[Term, list[Branch]]:
    """left = one value or another, by case, in the notation in use."""
    values = [printed(Rel("==", left, value)).right for value, _ in rows]
    conditions = (tuple(map(printed, when)) for _, when in rows)
    return printed(left), list(zip(values, conditions, strict=True))


def printed_head(term: Term) -> Term:
    """A letter that heads a column, without its index, in the notation in use."""
    return Sym(Head(in_use().head(term.name))) if isinstance(term, Sym) and term.name in in_use().heads else term


def alone(letter: str) -> Sym:
    """A number of a network's output without an index: r and S, or R and J where the input is the origin."""
    return Sym(FORWARD.get(letter, letter) if in_use().origin == "input" else letter)
