"""The certificates of one network: one for the axes that have equal numbers; of numbers, its table as a theorem."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from symrf.certified import coq, sized
from symrf.certified.samples import besides
from symrf.certified.stated import ABOUT, SIZES, Stated, least, line, sees
from symrf.derivation import AxisField, Derivation, derive
from symrf.derivation.upward.table import AxisTable
from symrf.errors import counted
from symrf.network import Network
from symrf.verification.coq.compiler import ABSENT, available
from symrf.verification.coq.judge import judge

CERTIFIED, REFUSED, OPEN = "certified", "refused", "open"
MAX_WORK = 2_000_000
"""Phases times taps of a network, beyond which no certificate is made."""


@dataclass
class Certificate:
    """What Coq says of one source and the axes that share its numbers.

    verdict: "certified", "refused" or "open", the last two with a reason. fields: of all nodes, along all its axes.
    """

    axes: tuple[str, ...]
    source: str
    output: str
    stated: Stated | None
    verdict: str = OPEN
    reason: str = ""
    seconds: float = 0.0
    fields: list[AxisField] = field(default_factory=list, repr=False)

    @property
    def records(self) -> list[AxisField]:
        """The fields that the theorem is about."""
        about = () if self.stated is None else {*self.stated.names}
        return [one for one in self.fields if one.node in about]

    @property
    def lacking(self) -> list[str]:
        """What of the answers has no statement."""
        return [what for what in ABOUT if self.stated is None or what not in self.stated.about]

    @property
    def alone(self) -> list[str]:
        """What is stated of the output, and not of the nodes below it."""
        return [what for what in ABOUT if self.stated is not None and what in self.stated.about and what != SIZES]


def certificates(network: Network, axis: str | None = None) -> list[Certificate]:
    """The certificates to be made, none of them judged yet, of the network seen from its source."""
    found: dict[int, Certificate] = {}
    derived = derive(network)
    for name in derived.axes if axis is None else [axis]:
        fields = [node[name] for node in derived.values()]
        known = found.get(id(fields[-1].descent))
        if known is None:
            known = found[id(fields[-1].descent)] = _prepared(derived, name, fields)
        else:
            known.axes = (*known.axes, name)
        known.fields += fields
    return [*found.values()]


def _prepared(derived: Derivation, axis: str, fields: Sequence[AxisField]) -> Certificate:
    descent, output = fields[-1].descent, derived.network.output
    states = {field.node: field.state for field in fields}
    table = AxisTable(descent.network, descent.extents, states, MAX_WORK)
    made, reason = None, ""
    if not derived.network.nodes:
        reason = "there is no layer"
    elif output in table.numbers:
        made = of_numbers(table, fields, output)
    elif fields[-1].size_symbol is not None:
        made, reason = sized.stated(table.network, fields[-1])
    else:
        made, reason = _with_symbols(fields)
    return Certificate(
        (axis,), derived.network.source, output, made, reason=f"no rule for {output}: {reason}" if reason else ""
    )


def _with_symbols(fields: Sequence[AxisField]) -> tuple[Stated | None, str]:
    from symrf.certified.levels import Level, stated
    from symrf.certified.spans import Spans
    from symrf.certified.writer import NoRule

    reason = ""
    for kind in (Level, Spans):
        try:
            return stated(kind, fields), ""
        except NoRule as why:
            reason = str(why)
    return None, fields[-1].reason or reason


def judged(found: Sequence[Certificate], seconds: float) -> None:
    """Let Coq judge those that have a case, together; `seconds` for each command."""
    asked = [(one, one.stated) for one in found if one.stated is not None]
    if not available():
        for one, _ in asked:
            one.reason = ABSENT
        return
    started = time.monotonic()
    problems = judge([made.case for _, made in asked], seconds)
    for (one, made), problem in zip(asked, problems, strict=True):
        one.seconds = time.monotonic() - started
        if problem is None:
            one.verdict = CERTIFIED
        elif problem.late or problem.library or not made.which:
            one.reason = f"Coq: {problem}"  # a script that does not succeed says nothing of what is so
        else:
            one.verdict, one.reason = REFUSED, made.refused_at(seconds) or f"Coq: {problem}"


def of_numbers(table: AxisTable, fields: Sequence[AxisField], output: str) -> Stated:
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
        said.append(f"feature {y} of {output} {sees(first, last)}, for every integer m")
    if len(phases) > coq.MOST_PHASES:
        said.append(f"of {counted(len(phases), 'phase')} the first {coq.MOST_PHASES}; the table states all")
    return said
