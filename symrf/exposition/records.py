"""What the report of one architecture holds. Formulas are trees, numbers are numbers, names are plain text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from symrf.exposition.closed_form import at_end
from symrf.exposition.instance import Evaluation, Step
from symrf.exposition.path import Path
from symrf.formulas import FIELD, LETTERS, Quantity
from symrf.notation import ALONE
from symrf.numbers import Number, plain
from symrf.printed import in_use
from symrf.terms import Rel, Sym, Term, latex
from symrf.terms.sympy_form import to_term
from symrf.theorem import claim

TITLES = {"c": "Centre of the region of feature 0"}
"""c_0 is a function of the feature u_L; as a number it is that of feature 0."""

LEAST = Sym("r_min")


def rule(quantity: Quantity) -> tuple[Rel, ...]:
    """The recurrence and the first value, but for one that says nothing, as u_L = u_L where that is what is asked."""
    written = [claim(quantity.text(which)) for which in ("recurrence", "boundary")]
    return tuple(rel for rel in written if _bare(rel.left) != _bare(rel.right))


def _bare(term: Term) -> str:
    """The term as it is read: u_L and uL alike."""
    return latex(term).replace("{", "").replace("}", "")


@dataclass(frozen=True)
class Row:
    """One node on one axis. places: its l on each path; layer: its own k s d p q K; field: its AxisField.

    copied: of a repetition, the own numbers of the layers that it copies.
    """

    name: str
    op: str
    inputs: tuple[str, ...]
    places: tuple[int | None, ...]
    layer: Mapping[str, Number]
    field: Any
    copied: tuple[Mapping[str, Number], ...] = ()


@dataclass(frozen=True)
class Calculation:
    """One quantity of the output worked out from the closed form of a theorem, at the network's ends, along a path."""

    quantity: Quantity
    theorem: str
    closed: Rel
    chain: Evaluation
    path: Path | None

    @property
    def rule(self) -> tuple[Rel, ...]:
        """The recurrence that the closed form solves, and its first value; none where it comes from others."""
        return rule(self.quantity) if self.theorem == self.quantity.name else ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """What the left side equals, step by step."""
        return ((self.closed.right,), *self.chain.steps)


@dataclass(frozen=True)
class OutputNumber:
    """One number of the output: what it is, how it is written, its value; whether it is that, at most or at least."""

    quantity: Quantity
    symbol: Term
    value: Number
    op: str = "=="

    @property
    def claim(self) -> Rel:
        """What is said of it."""
        return Rel(self.op, self.symbol, to_term(self.value))

    @property
    def shown(self) -> Number:
        """The value as it is printed: a centre counted as in the notation in use."""
        return plain(self.value + in_use().centers) if self.quantity.letter == "c" else self.value


def may_be_less(field: Any) -> bool:
    """Whether features may see less than the field of a node says, for some values of its symbols at least."""
    from symrf.derivation.upward.state import BOUND

    return bool(field.status == BOUND)


def is_bound(field: Any) -> bool:
    """The same where it is not known for which values."""
    return may_be_less(field) and not field.exact_where


def at_most(numbers: Iterable[OutputNumber]) -> tuple[OutputNumber, ...]:
    """Those of a bound that are at most as large: no stride and no centre.

    Nor what sees least: a feature may see nothing at all, and then another one is the least.
    """
    bounds = [one for one in numbers if one.quantity.letter in ("r", "P") and one.symbol != LEAST]
    titles = [replace(one.quantity, title=f"{one.quantity.title}, at most") for one in bounds]
    return tuple(replace(one, quantity=what, op="<=") for one, what in zip(bounds, titles, strict=True))


@dataclass(frozen=True)
class AxisReport:
    """What is said of one axis, or of several that agree. field: the output's AxisField."""

    axes: tuple[str, ...]
    field: Any
    rows: tuple[Row, ...]
    paths: tuple[Path, ...]
    calculations: tuple[Calculation, ...]
    branched: bool = False
    """Whether the output sees more of the source than by the path."""

    @property
    def facts(self) -> tuple[OutputNumber, ...]:
        """The numbers of the output that are known; Q only where it differs from P; no bound's but what it bounds."""
        return at_most(self._numbers) if self.bound else self._numbers

    @property
    def bound(self) -> bool:
        """Whether these are bounds of which it is not known when they are reached."""
        return is_bound(self.field)

    @property
    def at_most(self) -> tuple[OutputNumber, ...]:
        """What is true of the numbers also where they are bounds that are not reached."""
        return at_most(self._numbers)

    @property
    def _numbers(self) -> tuple[OutputNumber, ...]:
        letters = [letter for letter in ("r", "S", "P", "Q", "c", "start") if self.value(letter) is not None]
        if "Q" in letters and self.value("Q") == self.value("P"):
            letters.remove("Q")
        titled = {x: replace(LETTERS[x], title=TITLES.get(x, LETTERS[x].title)) for x in letters}
        numbers = (OutputNumber(titled[x], in_use().own(at_end(LETTERS[x].first)), self.value(x)) for x in letters)
        return (*self._range, *numbers)

    @property
    def range(self) -> tuple[OutputNumber, ...]:
        """The least and the greatest size, where features differ and it is known by how much."""
        return () if self.bound else self._range

    @property
    def _range(self) -> tuple[OutputNumber, ...]:
        from symrf.derivation.answers.reached import features_for

        if self.field.size is not None:
            return ()
        ends = (("least", LEAST.name, "size_min", ">="), ("greatest", "r_max", "size_max", "<="))
        size = LETTERS["r"]
        found = []
        for which, name, end, op in ends:
            if (value := getattr(self.field, end)) is not None:
                title = f"{size.title}, {which}"
                op = op if features_for(self.field, end) else "=="
                found.append(OutputNumber(replace(size, title=title), Sym(name), value, op))
        return tuple(found)

    def value(self, letter: str) -> Number | None:
        """The output's number of that letter, by the composition law."""
        return getattr(self.field, FIELD[ALONE.get(letter, letter)])


@dataclass(frozen=True)
class Exposition:
    """One architecture's report. theorems: what it rests on. terms: named intermediate expressions, usually none.

    others: the other outputs, nodes that nothing reads. sums: over copies, proved of this network just now.
    """

    title: str
    output: str
    others: tuple[str, ...]
    input_size: Mapping[str, Number]
    axes: tuple[AxisReport, ...]
    theorems: tuple[str, ...]
    terms: Mapping[str, Number]
    sums: tuple[Rel, ...] = ()
