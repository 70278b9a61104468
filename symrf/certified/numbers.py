"""A network of numbers as a theorem about it: its table, and what is printed of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symrf.certified import coq, sized
from symrf.certified.samples import besides
from symrf.certified.stated import SIZES, Stated, least, line
from symrf.derivation import AxisField
from symrf.derivation.upward.table import AxisTable
from symrf.errors import counted


def stated(table: AxisTable, fields: Sequence[AxisField], output: str) -> Stated:
    """The theorem about the nodes of a table; `fields` are what is printed of them."""
    numbers = table.numbers
    said = {field.node: _printed(field, table) for field in fields if field.node in numbers}
    printed = {numbers[name]: said.get(name, [[]]) for name in table.names}  # what has no field is another input
    lines = sum(len(lines) for _, phases in table.answers[1:] for lines in phases)
    on = sized.on_size(table, fields)
    which = f"{coq.data(table.written, table.names)}\nEval vm_compute in refused net answers.\n"
    more = besides(table, fields[-1], None if on is None else on.sizes)
    case = coq.case(table.written, table.names, printed, numbers[output], on, more)
    words = _words(table, output)
    if on is not None:
        words.append(f"on inputs of {counted(on.samples, 'sample')} {output} has {counted(on.sizes[-1], 'feature')}")
    words += [one.said for one in more]
    about = [*([SIZES] if on is not None else ()), *(what for one in more for what in one.about)]
    return Stated(case, table.names, lines, words, which, about)


def _printed(axis: AxisField, table: AxisTable) -> Sequence[Any]:
    """The lines of one node as its record prints them; as they are carried, where it prints less than all."""
    _, carried = table.answers[table.numbers[axis.node]]
    if axis.shape != axis.state.shape or axis.period != len(carried):
        return carried
    if axis.kind == "affine" and axis.left is not None:
        return [[(axis.stride, axis.left, axis.right)]]
    if axis.kind == "envelope" and axis.envelope is not None:
        ends = zip(axis.envelope.left, axis.envelope.right, strict=True)
        return [sorted((stride, left, right) for (stride, left), (_, right) in ends)]
    return carried


def _words(table: AxisTable, output: str) -> list[str]:
    """What the theorem on the output says."""
    _, phases = table.answers[table.numbers[output]]
    said = []
    for phase, lines in enumerate(phases[: coq.MOST_PHASES]):
        y = "m" if len(phases) == 1 else f"{len(phases)} m + {phase}" if phase else f"{len(phases)} m"
        if not lines:
            said.append(f"feature {y} of {output} sees nothing, for every integer m")
            continue
        first = least("least", [line(s, a) for s, a, _ in lines])
        last = least("greatest", [line(s, b) for s, _, b in lines])
        sees = f"from {first} to {last}, both ends and none beyond"
        said.append(f"feature {y} of {output} sees {sees}, for every integer m")
    if len(phases) > coq.MOST_PHASES:
        said.append(f"of {counted(len(phases), 'phase')} the first {coq.MOST_PHASES}; the table states all")
    return said
