"""What is known at one node of one axis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from symrf.derivation.reads.extent import Extent
from symrf.derivation.shapes.phases import NOTHING
from symrf.derivation.shapes.shape import Shape
from symrf.derivation.shapes.sizes import NEVER, Sizes
from symrf.derivation.upward.alignment import Misalignment

EXACT, WHOLE, BOUND, UNSUPPORTED = STATUSES = ("exact", "whole-input", "upper-bound", "unsupported")


@dataclass(frozen=True, slots=True)
class State:
    """What is known at one node: what its features see, its extent, and whether all paths to it agree.

    shape: None where the field is not known, and then `reason` says why.
    sizes: for which input sizes all paths agree, where not for all; misalignment: two paths that then do not;
    undecided: why it is not known whether they agree.
    """

    shape: Shape | None
    extent: Extent | None
    status: str = EXACT
    reason: str = ""
    misalignment: Misalignment | None = None
    sizes: Sizes = NEVER
    undecided: str = ""

    @property
    def sees_nothing(self) -> bool:
        """Whether nothing is read of the source."""
        return self.shape == NOTHING

    @property
    def aligned(self) -> bool:
        """Whether all paths agree on stride and centre, for every input size."""
        return self.misalignment is None

    def over(self, shape: Shape | None, extent: Extent | None) -> State:
        """The same paths, with that shape on a map of that extent."""
        if shape is self.shape and extent is self.extent:
            return self
        return State(shape, extent, self.status, self.reason, self.misalignment, self.sizes, self.undecided)

    def without_field(self, reason: str, status: str = UNSUPPORTED) -> State:
        """The same node, its field not known."""
        return replace(self, shape=None, status=status, reason=reason)


UNKNOWN = State(None, None)


class Extents(Mapping[str, Extent | None]):
    """The extents of maps by name, read off their states."""

    def __init__(self, states: Mapping[str, State]) -> None:
        self._states = states

    def __getitem__(self, name: str) -> Extent | None:
        return self._states[name].extent

    def __iter__(self) -> Iterator[str]:
        return iter(self._states)

    def __len__(self) -> int:
        return len(self._states)
