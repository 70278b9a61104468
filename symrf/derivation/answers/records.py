"""What a derivation answers for one axis of one node."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from symrf.derivation.answers.attested import certificate
from symrf.derivation.answers.features import there_are
from symrf.derivation.downward.descent import Descent, Unused
from symrf.derivation.reads.reading import exact_where
from symrf.derivation.shapes.border import Border
from symrf.derivation.shapes.lines import ExtremeLines
from symrf.derivation.shapes.phases import NOTHING
from symrf.derivation.shapes.shape import AFFINE, ENVELOPE, PERIODIC, Region, Shape
from symrf.derivation.shapes.size_range import SizeRange
from symrf.derivation.shapes.sizes import Sizes
from symrf.derivation.shapes.together import listed
from symrf.derivation.upward.alignment import Misalignment
from symrf.derivation.upward.state import BOUND, UNSUPPORTED, State
from symrf.errors import SymrfError, shown
from symrf.field import Field
from symrf.notebooks import InNotebooks
from symrf.numbers import Number, expression, half, is_symbolic, plain, same
from symrf.numbers.atoms import Atoms
from symrf.numbers.cases import Case, by_case
from symrf.numbers.sums import has_extreme

NUMBERS = ("size", "stride", "padding", "right_padding", "left", "right", "center", "start")


@dataclass(frozen=True)
class AxisField(InNotebooks):
    """One node's receptive field along one axis, in input samples. All numbers but the size are those of output 0.

    status: "exact", "whole-input", "upper-bound" or "unsupported", the last three with a reason.
    kind: "affine", "envelope" (paths of unequal strides) or "periodic" (after upsampling).
    Numbers are ints, fractions or SymPy expressions; None where there is no such number, and `reason` says why.
    """

    node: str
    axis: str
    state: State = field(repr=False)
    descent: Descent = field(repr=False)
    size_symbol: Any = field(default=None, repr=False)
    """The symbol that stands for the input size where numbers depend on it and it was not given."""

    def __repr__(self) -> str:
        said = [f"{x}={self.sums[x]}" for x in ("size", "stride", "padding") if self.sums[x] is not None]
        return f"AxisField({', '.join([repr(self.node), repr(self.axis), *said, self.status])})"

    @cached_property
    def shape(self) -> Shape | None:
        """What the features there are see, phases listed where they can be; None where it is not known."""
        shape, extent = self.state.shape, self.state.extent
        return None if shape is None else listed(shape if extent is None else shape.deciding(extent), Atoms())

    @property
    def status(self) -> str:
        """How far the answer is exact."""
        return self.state.status

    @cached_property
    def reason(self) -> str:
        """Why something is not exact, or not known, or what it depends on; empty where there is nothing to say."""
        if self.exact_where or self.state.reason:
            unless = f"some outputs may read less unless {' and '.join(self.exact_where)}"
            return unless if self.exact_where else self.state.reason
        if self.shape == NOTHING:
            return f"no path from {self.descent.network.source}"
        if self.shape is not None and self._first is None:
            return "output 0 reads nothing"
        named = {s for value in self.sums.values() if is_symbolic(value) for s in value.free_symbols}
        return f"depends on the input size {self.size_symbol}, which is not given" if self.size_symbol in named else ""

    @cached_property
    def exact_where(self) -> tuple[str, ...]:
        """The conditions on the symbols under all of which an upper bound is exact; empty where none are known."""
        below = self.descent.network.up_to(self.node).nodes if self.status == BOUND else ()
        found = [exact_where(node.layer) for node in below]
        return () if None in found else tuple(dict.fromkeys(one for some in found for one in some or ()))

    @property
    def domain(self) -> tuple[str, ...]:
        """The conditions on the symbols under which the answers mean something, as "k is odd" or "k >= 4"."""
        return self.descent.domain

    @property
    def checked(self) -> str | None:
        """What checked this answer again: "coq" (`certificate`), "python" (symrf/tables.py), None where nothing did."""
        return "coq" if self.certificate else "python" if self.node in self.descent.checked else None

    @property
    def certificate(self) -> str | None:
        """The file by which Coq has certified just this record, where a folder of `symrf certify` was given."""
        return certificate(self)

    @property
    def fits_for(self) -> tuple[str, ...]:
        """Of the conditions those on the input size, a symbol: for which sizes maps have features and joins fit.

        >>> import symrf
        >>> pool, up = {"op": "pool", "kernel": 2, "stride": 2}, {"op": "upsample", "factor": 2}
        >>> skip = {"op": "add", "from": ["upsample1", "input"]}
        >>> symrf.derive(symrf.read({"input": {"size": "n"}, "layer": [pool, up, skip]})).output.fits_for
        ('n is even', 'n >= 2')
        """
        sizes = {s.name for size in self.descent.network.input_size.values() for s in getattr(size, "free_symbols", ())}
        known = None not in self.descent.extents.values()  # of all maps, or else there may be more conditions
        return tuple(one for one in self.domain if known and sizes & {*re.findall(r"\w+", one)})

    @property
    def kind(self) -> str:
        """The shape of the answer."""
        return AFFINE if self.shape is None else self.shape.kind

    @cached_property
    def _first(self) -> Region | None:
        """The region of output 0."""
        return None if self.shape is None else self.shape.at(0)

    @cached_property
    def sums(self) -> Mapping[str, Number]:
        """The numbers by name, as the derivation carries them."""
        known: dict[str, Number] = dict.fromkeys(NUMBERS)
        if self.shape is not None and self.shape != NOTHING:
            known |= {"stride": self.shape.rate, "right_padding": getattr(self.shape.field, "right_padding", None)}
        if self._first is not None:
            u, v = self._first
            known |= {"size": v - u + 1, "left": u, "right": v, "padding": -u, "center": half(u + v)}
            known["start"] = plain(half(u + v) + Fraction(1, 2))
        return known

    def _number(self, name: str) -> Number:
        return None if (value := self.sums[name]) is None else expression(value)

    @cached_property
    def stride(self) -> Number:
        """S, how far the region moves per feature, on average over a period; None for an envelope."""
        return self._number("stride")

    @cached_property
    def size(self) -> Number:
        """r, the span of the region: last − first + 1; None where features differ (`size_min`, `size_max`)."""
        return self._number("size") if self.alike else None

    @cached_property
    def _size_range(self) -> SizeRange | None:
        """The least and the greatest size among the features."""
        if self.shape is None or self.kind == AFFINE:
            return (self._number("size"),) * 2
        extent, formula = self.state.extent, self.state.shape
        last = extent.last if extent and (self.output_size_known or isinstance(extent.last, int)) else None
        of_all = None if formula is None or formula.listed else formula.size_range(last)
        return of_all or self.shape.size_range(last)

    @property
    def size_min(self) -> Number:
        """The size of the feature that sees least, of those that see anything; None where it is not known."""
        return None if self._size_range is None else self._size_range[0]

    @property
    def size_max(self) -> Number:
        """The size of the feature that sees most; None where it is not known or they see ever more."""
        return None if self._size_range is None else self._size_range[1]

    @cached_property
    def alike(self) -> bool:
        """Whether all features that see anything see equally much."""
        low, high = self._size_range or (None, None)
        left = has_extreme(low) or has_extreme(high)
        return self.kind == AFFINE or None not in (low, high) and bool(low == high or not left and same(low, high))

    @cached_property
    def left(self) -> Number:
        """u_0, the first input index of output 0's region."""
        return self._number("left")

    @cached_property
    def right(self) -> Number:
        """v_0, the last input index of output 0's region."""
        return self._number("right")

    @cached_property
    def padding(self) -> Number:
        """P, the effective left padding: −u_0."""
        return self._number("padding")

    @cached_property
    def right_padding(self) -> Number:
        """Q, the effective right padding of an affine field."""
        return self._number("right_padding")

    @cached_property
    def center(self) -> Number:
        """c_0 = (u_0 + v_0)/2, as an index."""
        return self._number("center")

    @cached_property
    def start(self) -> Number:
        """The centre as a position, where the first input sample has its centre at 1/2."""
        return self._number("start")

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The numbers (NUMBERS) where a maximum or minimum is which argument; empty where none is, or too many are."""
        if self.kind != AFFINE or not any(has_extreme(self.sums[end]) for end in ("left", "right", "right_padding")):
            return ()
        return by_case([getattr(self, name) for name in NUMBERS])

    @property
    def aligned(self) -> bool | None:
        """Whether all paths agree on stride and centre, whatever the input size; None where that is not decided."""
        return None if self.state.aligned and self.state.undecided else self.state.aligned

    @property
    def aligned_for(self) -> Sizes | None:
        """The input sizes for which all paths agree, where that is some but not all."""
        size = self.size_symbol or self.descent.network.source_size.get(self.axis)
        return None if self.aligned or not self.state.sizes.about(size) else self.state.sizes

    @property
    def misalignment(self) -> Misalignment | None:
        """Two paths that disagree, where not aligned."""
        return self.state.misalignment

    @cached_property
    def envelope(self) -> ExtremeLines | None:
        """Lines of unequal strides S: u = min (S y + a), v = max (S y + b)."""
        lines = self.shape.phases(1)[0] if self.shape is not None and self.kind == ENVELOPE else None
        return lines if isinstance(lines, ExtremeLines) else None

    @cached_property
    def period(self) -> Number:
        """T, the number of phases: 1 unless periodic; an expression where an upsampling is by a symbol."""
        return 1 if self.shape is None else expression(self.shape.period)

    @cached_property
    def phases(self) -> tuple[Field | ExtremeLines | None, ...] | None:
        """Per phase φ < n the field of the outputs y = T m + φ as a function of m; None where nothing is read.

        Where T is an expression one field, with the symbol `phase_symbol`."""
        if self.shape is None or self.kind != PERIODIC:
            return None
        return self.shape.phases(min((n for n in (self.period, self.output_size) if isinstance(n, int)), default=1))

    @cached_property
    def phase_symbol(self) -> Any:
        """The symbol of a phase, where T is an expression; None elsewhere."""
        return None if self.shape is None else self.shape.phase_symbol

    @cached_property
    def output_size(self) -> Number:
        """The number of features; None where the input size is not known."""
        return self.state.extent.size if self.state.extent is not None and self.output_size_known else None

    @property
    def output_size_known(self) -> bool:
        """Whether the input size was given, as a number or as an expression."""
        return self.state.extent is not None and self.size_symbol is None

    def region(self, y: Number) -> Region | None:
        """(u, v): first and last input index that output y reads, padding included; None where it reads nothing."""
        self._check(y)
        shape = self.state.shape if is_symbolic(y) else self.shape
        if shape is not None:
            return (ends := shape.at(y)) and (expression(ends[0]), expression(ends[1]))
        try:
            return self.descent.sets(self.node, y, in_bounds=False).hull
        except SymrfError as why:
            raise SymrfError(f"node {shown(self.node)}, axis {self.axis}: {self.reason or why}") from None

    def region_in_bounds(self, y: Number) -> Region | None:
        """(u, v) without padding at any map; None where nothing is read. Needs an input size and integers."""
        self._check(y)
        if is_symbolic(y):
            raise SymrfError(f"the region in bounds of feature {y}: give the feature as a number")
        return self.descent.sets(self.node, y, in_bounds=True).hull

    @cached_property
    def border(self) -> Border | None:
        """Which features see samples of the input only, and how many reach beyond; None where that is not a number."""
        lasts = self.descent.last(self.node), self.descent.last(self.descent.network.source)
        if None in lasts or self.shape is None or self.status in (BOUND, UNSUPPORTED):
            return None
        return self.shape.border(*(last + 1 for last in lasts if last is not None))

    @cached_property
    def unused(self) -> Unused | None:
        """How many samples of the input no feature reads; None where that is not a number."""
        return self.descent.unused(self.node)

    def _check(self, y: Number) -> None:
        size = self.output_size
        if not (is_symbolic(y) or type(y) is int and y >= 0 and not (isinstance(size, int) and y >= size)):
            raise SymrfError(f"node {shown(self.node)}, axis {self.axis}: no feature {shown(y)}; {there_are(size)}")
