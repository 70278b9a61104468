"""The quantities of one node of a network that a claim may name: derived as expressions, measured with the walk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, partial
from math import gcd, lcm
from typing import Any

from symrf.claims.network.derived import Derived, FromInput
from symrf.claims.network.sample_counts import counted
from symrf.claims.network.walked import Measure, Walked
from symrf.claims.typed.names import INSIDE, DottedName, exactly
from symrf.derivation import AxisField, Derivation, NodeField, derive
from symrf.derivation.answers.reached import features_for
from symrf.derivation.upward.state import BOUND, UNSUPPORTED
from symrf.errors import SymrfError, shown
from symrf.network import INPUT, Network
from symrf.network.axes import alike_axes
from symrf.numbers import Number, expression, half, is_symbolic, plain
from symrf.repeat import substitute, unrolled
from symrf.terms.evaluate import Undefined

MAX_SPAN = 20_000


class NotKnown(SymrfError):
    """Why a quantity that there is has no formula."""


@dataclass(frozen=True, eq=False)
class Subject:
    """One node of a network, seen from one input, on the axes that are asked about.

    The attributes other than the size are those of output 0; what each feature sees has formulas in its index.
    """

    whole: Derived
    seen: FromInput
    node: str
    _walked: dict[tuple[str, tuple[int, ...]], Walked] = field(default_factory=dict)

    @classmethod
    def of(cls, whole: Derived, where: DottedName) -> Subject:
        """The node that a name means, the same for all claims. On all axes, where it names none: they are to agree."""
        if where not in whole.subjects:
            source = where.source or whole.network.up_to(where.node).source
            whole.subjects[where] = cls(whole, whole.seen(source, where.axis), where.node)
        found: Subject = whole.subjects[where]
        return found

    @property
    def network(self) -> Network:
        """The network, seen from the input that its numbers are about, on the axes that are asked about."""
        return self.seen.network

    def derived(self, attribute: str) -> Any:
        """The expression of a quantity, every named term written out; SymrfError where there is none."""
        if exactly(attribute):
            return self._counted(attribute)
        value = self._agreed(attribute)
        if value is None:
            kind = NotKnown if self.axis.status == UNSUPPORTED else SymrfError
            raise kind(f"claim: node {shown(self.node)} has no {attribute}: {self._why_none(attribute)}")
        return self._found.expanded(value)

    def _counted(self, attribute: str) -> Any:
        ends = attribute not in INSIDE  # or else it is of features of any size
        if ends and self.differs:
            raise NotKnown(f"features of {shown(self.node)} see unequally much")
        try:
            size, stride = (self.derived("size"), self.derived("stride")) if ends else (None, None)
            found = {counted(self.network.on(axis), self.node, attribute, size, stride) for axis in self._own_axes}
        except SymrfError as why:
            raise NotKnown(str(why)) from None
        if len(found) > 1:
            raise NotKnown(f"the axes of {shown(self.node)} differ; name one")
        return found.pop()

    def _agreed(self, attribute: str) -> Any:
        try:
            return getattr(self._field, attribute)
        except SymrfError:
            told = f'write for example "{self.node}.{self.network.axes[0]}.{attribute}"'
            raise SymrfError(f"claim: the axes {', '.join(self.network.axes)} of this network differ; {told}") from None

    def _why_none(self, attribute: str) -> str:
        if self.axis.reason:
            return self.axis.reason
        if attribute == "size_max" and self.axis.kind == "envelope":
            return "it grows with the feature's index, without end where the input size is not known"
        if attribute.startswith("size_"):
            return "which feature it is depends on the symbols"
        if attribute == "output_size":
            return "give the size of the input, in the file's [input] or with --input-size"
        return f"its field is {self.axis.kind}"

    @property
    def differs(self) -> bool:
        """Whether features see unequally much, or may: then its size is claimed of every one of them."""
        return self._agreed("alike") is False

    @cached_property
    def _found(self) -> Derivation:
        return self.whole.of(self.network, self.node)

    @property
    def _field(self) -> NodeField:
        return self._found.nodes[self.node]

    @property
    def axis(self) -> AxisField:
        """The derived field on the first axis."""
        return next(iter(self._field.axes.values()))

    @property
    def bound(self) -> str:
        """Why the derived quantities are bounds only; empty where they are exact."""
        bounds = [axis for axis in self._field.axes.values() if axis.status == BOUND]
        return str(bounds[0].reason) if bounds else ""

    @property
    def exact_where(self) -> tuple[str, ...]:
        """The conditions under which the bounds are exact, on all axes."""
        return tuple(dict.fromkeys(one for axis in self._field.axes.values() for one in axis.exact_where))

    def features_for(self, end: str) -> int | None:
        """From how many features on there is one of size_min, or size_max, on all axes; None where there always is."""
        counts = (features_for(axis, end) for axis in self._field.axes.values())
        return max((count for count in counts if count), default=None)

    @property
    def alone(self) -> Iterator[Network]:
        """The node and what is below it, once for every axis that is asked about and is not like another."""
        below = self.network.up_to(self.node) if self.node != INPUT else self.network
        yield from (below.on(axis) for axis in self._own_axes)

    # ---- what each feature sees

    @property
    def period(self) -> int:
        """T, where phases are listed: what feature T m + φ sees is a formula in m."""
        return lcm(*(axis.period for axis in self._field.axes.values() if axis.phase_symbol is None))

    @property
    def last(self) -> Number | None:
        """The index of the last feature; None where the input size is not known."""
        size = self._agreed("output_size")
        return None if size is None else self._found.expanded(size) - 1

    def region(self, y: Any, residue: int | None) -> tuple[Any, Any] | None:
        """First and last input index of feature y, an expression that leaves the remainder `residue` by the period.

        None where it reads nothing; SymrfError where no formula is known.
        """
        found = [self._region(self._field[axis], y, residue) for axis in self._own_axes]
        if any(other != found[0] for other in found[1:]):
            raise SymrfError(f"claim: the axes of node {shown(self.node)} differ; name one")
        return found[0]

    def _region(self, axis: AxisField, y: Any, residue: int | None) -> tuple[Any, Any] | None:
        if axis.shape is None:
            raise SymrfError(f"claim: node {shown(self.node)}: what a feature sees is not known: {axis.reason}")
        if residue is None and axis.phase_symbol is None and axis.period > 1:
            raise SymrfError(f"claim: what feature {y} sees depends on {y} mod {axis.period}; give a number")
        region = axis.shape.at(y, residue)
        if region is None:
            return None
        first, last = map(self._expanded, region)
        return flat(first), flat(last)

    def _expanded(self, value: Number) -> Any:
        return self._found.expanded(expression(value))

    # ---- by the walk

    def measured(self, attribute: str, values: Mapping[str, int]) -> Measure:
        """A quantity by the walk, at these values of the symbols: on every axis, and where one differs, of that one."""
        derived = None if exactly(attribute) else substitute(self._agreed(attribute), values)
        return self._of_axes(values, lambda walked, known: walked.measured(attribute, known), derived)

    def of_feature(self, letter: str, y: int, values: Mapping[str, int]) -> Measure:
        """r, u, v, c or start of feature y by the walk."""
        return self._of_axes(values, lambda walked, _: walked.of_feature(letter, y))

    def _of_axes(
        self, values: Mapping[str, int], measure: Callable[[Walked, int | None], Measure], expected: Any = None
    ) -> Measure:
        found: Measure = 0
        for i, axis in enumerate(self._own_axes):
            value = measure(self._walk(axis, values), expected if isinstance(expected, int) else None)
            expected = value if expected is None else expected
            if i == 0 or value != expected:
                found = value
        return found

    def _walk(self, axis: str, values: Mapping[str, int]) -> Walked:
        key = axis, tuple(values.values())
        if key not in self._walked:
            period = substitute(self._field[axis].period, values)
            every = period if isinstance(period, int) else 1
            self._walked[key] = Walked(self.seen.at(values, axis), self.node, every, partial(self._furthest, axis))
        return self._walked[key]

    def _furthest(self, axis: str) -> tuple[str, ...]:
        """The path that brings the right padding, by what was derived: the walk then looks at this one too."""
        found = derive(unrolled(self.network.on(axis).up_to(self.node))).nodes
        path = [self.node]
        while path[0] in found:
            below = found[path[0]].inputs
            same = [x for x in below if x in found and found[x].right_padding == found[path[0]].right_padding]
            path.insert(0, same[0] if len(below) > 1 and same else below[0])
        return tuple(path)

    def check_span(self, values: Mapping[str, int]) -> None:
        """Undefined where the region at these values has more samples than are walked to."""
        for axis in self._own_axes:
            sums = self._field[axis].sums
            size = substitute(self._expanded(sums["size"]), values) if sums["size"] is not None else 0
            size = plain(size) if is_symbolic(size) else size
            if not isinstance(size, int) or size > MAX_SPAN:
                raise Undefined("too large to walk")

    @cached_property
    def _own_axes(self) -> tuple[str, ...]:
        """The axes, of those with the same layers and sizes one alone."""
        return tuple(axes[0] for axes in alike_axes(self.network))


def of_region(letter: str, region: tuple[Any, Any]) -> Any:
    """r, u, v, c or start of a feature that sees u … v."""
    u, v = region
    match letter:
        case "u":
            return u
        case "v":
            return v
        case "r":
            return flat(v - u + 1)
    center = half(u + v)
    return center if letter == "c" else plain(center + Fraction(1, 2))


def modulus(period: int, step: int) -> int:
    """The least M such that step · M is a multiple of the period.

    >>> modulus(8, 2), modulus(8, 3)
    (4, 8)
    """
    return period // gcd(period, step)


def flat(value: Any) -> Any:
    """The value multiplied out, as an int where it is one."""
    return plain(value.expand()) if is_symbolic(value) else value
