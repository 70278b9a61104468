"""Paths of several rates together: the hull of lists of phases, whose ends are the least and the greatest of lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import lcm

from symrf.derivation.reads.extent import Extent, NotDerived
from symrf.derivation.shapes.lines import ExtremeLines, least_lines
from symrf.derivation.shapes.phases import Phases, of_ints, of_one_rate
from symrf.derivation.shapes.shape import ENVELOPE, PERIODIC, Region, Shape
from symrf.derivation.shapes.sizes import Sizes
from symrf.field import Field
from symrf.numbers import Number, expression, greatest, is_symbolic, least, never_above, same
from symrf.numbers.atoms import Atoms

MAX_RATES, MAX_LINES = 64, 1000
"""Of how many rates paths may be; lines in ints that can decide an end may be many."""


@dataclass(frozen=True, slots=True)
class Envelope(Shape):
    """The hull of lists of phases of different rates."""

    every: tuple[Phases, ...]

    @property
    def kind(self) -> str:
        return ENVELOPE if self.period == 1 else PERIODIC

    @property
    def rate(self) -> None:
        return None

    @property
    def period(self) -> int:
        return lcm(*(part.period for part in self.every))

    @property
    def moving(self) -> Phases | None:
        """The one list that moves, where the others see one place."""
        moving = [part for part in self.every if part.moving is not None]
        return moving[0] if len(moving) == 1 else None

    def at(self, y: Number, residue: int | None = None) -> Region | None:
        regions = [region for part in self.every if (region := part.at(y, residue)) is not None]
        if len(regions) < 2:
            return regions[0] if regions else None
        lefts, rights = (list(map(expression, ends)) for ends in zip(*regions, strict=True))
        return least(lefts), greatest(rights)

    def parts(self, atoms: Atoms) -> tuple[Phases, ...]:
        return self.every

    def each(self, change: Callable[[Phases], Phases]) -> Envelope:
        """All lists changed; itself where none is."""
        changed = tuple(map(change, self.every))
        return self if all(a is b for a, b in zip(changed, self.every, strict=True)) else Envelope(changed)

    def deciding(self, extent: Extent) -> Shape:
        """Without lists that see only a part of what one sees that does not move."""
        still = next((p.field for p in self.every if p.field is not None and p.stride == 0), None)
        if still is None:
            return self
        last = extent.last
        kept = tuple(p for p in self.every if p.stride == 0 or p.field is None or not _covers(still, p.field, last))
        return kept[0] if len(kept) == 1 else Envelope(kept)

    def apart(self, other: Shape, among: Sizes) -> tuple[int | None, Sizes] | None:
        """Of several rates there is no one centre; they are told apart where they are joined."""
        raise NotDerived("paths of different strides")

    def phases(self, count: int) -> tuple[ExtremeLines | None, ...]:
        alike = [part.stretched(self.period).fields for part in self.every]
        return tuple(
            _lines([f for f in phase if f is not None]) for phase in zip(*(p[:count] for p in alike), strict=True)
        )


def _lines(fields: list[Field]) -> ExtremeLines | None:
    if not fields:
        return None
    if all(isinstance(f.stride, int) for f in fields):
        fields.sort(key=lambda f: f.stride)
    left, right = (
        tuple((expression(f.stride), expression(end)) for f, end in zip(fields, ends, strict=True))
        for ends in ([f.left for f in fields], [f.right for f in fields])
    )
    return ExtremeLines(left, right)


def _covers(still: Field, moving: Field, last: Number) -> bool:
    ends = [moving.left - still.left, still.right - moving.right - moving.stride * last]
    return all(never_above(0, end) for end in map(expression, ends))


def merged(every: Iterable[Phases], atoms: Atoms) -> Phases | Envelope:
    """Lists of one rate become one, their hull; the others stay apart, and those that read nothing go."""
    given = list(every)
    known = given[0] if len(given) == 1 else of_ints(given)
    if known is not None:
        return known
    groups = _by_rate([phases for phases in given if any(phases.fields)] or given[:1])
    found = [group[0] if len(group) == 1 else of_ints(group) or of_one_rate(group, atoms) for group in groups]
    most = MAX_RATES
    if len(found) > 2 and all(map(_is_line, found)):
        found, most = _extreme(found), MAX_LINES
    if len(found) > most:
        raise NotDerived(f"paths of more than {most} different strides")
    return found[0] if len(found) == 1 else Envelope(tuple(found))


def _by_rate(every: list[Phases]) -> list[list[Phases]]:
    """The lists by their rate, each once, in their order; numbers are looked up, expressions compared."""
    groups: list[list[Phases]] = []
    numbered: dict[Number, list[Phases]] = {}
    for phases in every:
        rate = phases.stride if phases.period == 1 else phases.rate
        known = next((g for g in groups if same(g[0].rate, rate)), None) if is_symbolic(rate) else numbered.get(rate)
        if known is None:
            groups.append([phases])
            if not is_symbolic(rate):
                numbered[rate] = groups[-1]
        elif phases not in known:
            known.append(phases)
    return groups


def _is_line(phases: Phases) -> bool:
    """Whether it is affine, in plain ints."""
    field = phases.field
    return field is not None and type(field.stride) is type(field.left) is type(field.right) is int


def _extreme(every: list[Phases]) -> list[Phases]:
    """Of lines in ints, without those that decide neither end for any feature."""
    lines = [(f.stride, f.left, f.right) for phases in every if (f := phases.field) is not None]
    left = least_lines((stride, left) for stride, left, _ in lines)
    right = least_lines((-stride, -right) for stride, _, right in lines)
    kept = ((stride, left_) in left or (-stride, -right_) in right for stride, left_, right_ in lines)
    return [phases for phases, keep in zip(every, kept, strict=True) if keep]
