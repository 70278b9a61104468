"""Indices: linear in integer variables, with integer coefficients, in a canonical form so that equal ones are equal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from symrf.statement import NotExpressible
from symrf.terms import Op, Sym, Term
from symrf.terms.text import text
from symrf.verification.smt.trees import constant


@dataclass(frozen=True, slots=True)
class Index:
    """The sum of coefficient times variable, plus a constant. parts: sorted, without zeros."""

    parts: tuple[tuple[str, int], ...] = ()
    constant: int = 0

    def __add__(self, other: Index | int) -> Index:
        if isinstance(other, int):
            return Index(self.parts, self.constant + other)
        found = dict(self.parts)
        for name, c in other.parts:
            found[name] = found.get(name, 0) + c
        return Index(tuple(sorted((n, c) for n, c in found.items() if c)), self.constant + other.constant)

    def __mul__(self, factor: int) -> Index:
        return Index(tuple((n, c * factor) for n, c in self.parts if factor), self.constant * factor)

    def __sub__(self, other: Index | int) -> Index:
        return self + other * -1

    def __str__(self) -> str:
        text = "".join(f" {'+-'[c < 0]} {'' if abs(c) == 1 else f'{abs(c)}*'}{name}" for name, c in self.parts)
        if self.constant or not self.parts:
            text += f" {'+-'[self.constant < 0]} {abs(self.constant)}"
        return text.removeprefix(" + ").strip()

    def gap(self, other: Index) -> int | None:
        """self - other, where that is a number."""
        return self.constant - other.constant if self.parts == other.parts else None

    def put(self, places: Places) -> Index:
        """The same index with values for some of its variables."""
        total = Index((), self.constant)
        for name, c in self.parts:
            total += places.get(name, variable(name)) * c
        return total


Places = Mapping[str, Index]


def variable(name: str) -> Index:
    """The index that is one variable."""
    return Index(((name, 1),))


def index(tree: Term, places: Places) -> Index:
    """Read a tree as an index; the integer variables are those of `places`."""
    value = constant(tree)
    if value is not None and value.denominator == 1:
        return Index((), int(value))
    match tree:
        case Sym(name=name) if name in places:
            return places[name]
        case Op(op="neg", args=(a,)):
            return index(a, places) * -1
        case Op(op="+", args=args):
            total = Index()
            for a in args:
                total += index(a, places)
            return total
        case Op(op="*", args=(a, b)):
            for factor, other in ((constant(a), b), (constant(b), a)):
                if factor is not None and factor.denominator == 1:
                    return index(other, places) * int(factor)
    raise NotExpressible(f"{text(tree)} is not a linear index")
