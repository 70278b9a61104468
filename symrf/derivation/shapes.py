"""Branches as users see them: regions of one feature, envelopes of unequal strides, the fields of the phases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symrf.derivation.branch import Branch
from symrf.errors import SymrfError
from symrf.field import Field
from symrf.numbers import Number, expression, greatest, is_symbolic, least

Region = tuple[Number, Number]
Lines = tuple[tuple[Number, Number], ...]


@dataclass(frozen=True)
class Envelope:
    """u = min (S y + a) over the lines (S, a) of `left`, v = max (S y + b) over the lines (S, b) of `right`."""

    left: Lines
    right: Lines


def hull_at(branches: Sequence[Branch], y: Number) -> Region | None:
    """The region of output y, of one branch as sums; None where it reads nothing. Periodic: only for a number y."""
    regions: list[Region] = []
    for branch in branches:
        if branch.field is not None:
            regions.append(branch.field.region(y))
        elif is_symbolic(y):
            raise SymrfError(f"the region of feature {y} depends on {y} mod {branch.period}; give a number")
        elif (field := branch.at(y)) is not None:
            regions.append((field.left, field.right))
    if not regions:
        return None
    if len(regions) == 1:
        return regions[0]
    ends = zip(*((expression(u), expression(v)) for u, v in regions), strict=True)
    lefts, rights = map(list, ends)
    return least(lefts), greatest(rights)


def envelope(branches: Sequence[Branch], phase: int) -> Envelope | None:
    """The lines of one phase of branches of one period."""
    fields = [field for branch in branches if (field := branch.phases[phase]) is not None]
    if not fields:
        return None
    if all(isinstance(f.stride, int) for f in fields):
        fields.sort(key=lambda f: f.stride)
    left = tuple((expression(f.stride), expression(f.left)) for f in fields)
    return Envelope(left, tuple((expression(f.stride), expression(f.right)) for f in fields))


def phase_of(branches: Sequence[Branch], phase: int) -> Field | Envelope | None:
    """One phase of branches of one period: a field where there is one branch."""
    if len(branches) > 1:
        return envelope(branches, phase)
    field = branches[0].phases[phase]
    return None if field is None else Field(*(expression(x) for x in (field.stride, field.left, field.right)))


def without_covered(branches: tuple[Branch, ...], last: Number | None) -> tuple[Branch, ...]:
    """Without branches that see, for every feature there is, only a part of what one sees that does not move."""
    still = next((b.field for b in branches if b.field is not None and b.stride == 0), None)
    if len(branches) == 1 or still is None or last is None:
        return branches
    return tuple(b for b in branches if b.stride == 0 or b.field is None or not _covers(still, b.field, last))


def _covers(still: Field, moving: Field, last: Number) -> bool:
    from symrf.numbers.order import at_least

    ends = [moving.left - still.left, still.right - moving.right - moving.stride * last]
    return all(at_least(end, 0) for end in map(expression, ends))
