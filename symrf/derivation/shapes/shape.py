"""What the features of a node see, whatever form it has: a region of the input for each, from at(y)[0] to at(y)[1]."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar

from symrf.derivation.reads.extent import Extent
from symrf.derivation.shapes.border import Border, border
from symrf.derivation.shapes.lines import ExtremeLines
from symrf.derivation.shapes.size_range import SizeRange, size_range
from symrf.derivation.shapes.sizes import Sizes
from symrf.field import Field
from symrf.numbers import Number, expression, half
from symrf.numbers.atoms import Atoms

AFFINE, ENVELOPE, PERIODIC = "affine", "envelope", "periodic"
Region = tuple[Number, Number]


class Shape(ABC):
    """What the features y = 0, 1, … of one node see.

    How shapes are joined, and what stands on top of one, is said in `together`.
    """

    __slots__ = ()
    listed: ClassVar[bool] = True
    """Whether it is made of lists of phases."""

    @property
    @abstractmethod
    def kind(self) -> str:
        """affine, envelope (paths of unequal strides) or periodic (after upsampling)."""

    @property
    @abstractmethod
    def rate(self) -> Number | None:
        """Input samples per output, on average over a period; None where paths are of several rates."""

    @property
    @abstractmethod
    def period(self) -> Number:
        """T: T features further the same is seen, moved."""

    @abstractmethod
    def at(self, y: Number, residue: int | None = None) -> Region | None:
        """First and last input index of output y; None where it reads nothing.

        residue: y mod T, needed where y is an expression and the phases are listed.
        """

    @abstractmethod
    def parts(self, atoms: Atoms) -> tuple[Any, ...]:
        """The lists of phases, one for each rate, that it is the hull of. NotListed where these cannot be listed."""

    @property
    @abstractmethod
    def moving(self) -> Shape | None:
        """The part that moves with the feature; None where there is none, or several."""

    @abstractmethod
    def apart(self, other: Any, among: Sizes) -> tuple[int | None, Sizes] | None:
        """The first feature whose centre is another in another shape of one part, and the input sizes for which all
        are the same, where these are too many of those among which they are asked about; None where they always are.
        The feature is None where that is not decided."""

    @abstractmethod
    def phases(self, count: int) -> tuple[Field | ExtremeLines | None, ...]:
        """What the outputs T m + φ see, as functions of m, for phases φ < count; None where nothing is read."""

    def size_range(self, last: Number | None) -> SizeRange | None:
        """The least and the greatest size among the features up to `last` (None: there are any number)."""
        return size_range(self.phases(int(self.period)), self.period, last)

    def border(self, features: int, samples: int) -> Border | None:
        """Which of so many features see the samples 0 … samples − 1 only; None where there are symbols."""
        alike = [part.stretched(self.period) for part in self.parts(Atoms())]
        return border([(part.stride, part.fields) for part in alike], features, samples)

    def each(self, change: Callable[[Any], Any]) -> Shape:
        """The shape with each of its lists of phases changed."""
        return self

    def deciding(self, extent: Extent) -> Shape:
        """The shape without what decides no end of any feature of a map of that extent."""
        return self

    @property
    def field(self) -> Field | None:
        """The field, where it is affine."""
        return None

    @property
    def phase_symbol(self) -> Any:
        """The symbol of a phase, where phases are not listed but given by one formula."""
        return None

    def center(self, y: int) -> Number:
        """The centre of what output y sees; None where it reads nothing."""
        region = self.at(y)
        return None if region is None else half(expression(region[0] + region[1]))
