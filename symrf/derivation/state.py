"""What is known at one node of one axis."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symrf.derivation.alignment import NEVER, Misalignment, Sizes
from symrf.derivation.branch import NOTHING, Branch
from symrf.derivation.extent import Extent
from symrf.field import Field

if TYPE_CHECKING:
    from symrf.derivation.rounded import Rounded

EXACT, WHOLE, BOUND, UNSUPPORTED = STATUSES = ("exact", "whole-input", "upper-bound", "unsupported")


@dataclass(frozen=True, slots=True)
class State:
    """What is known at one node: its branches to the input, its extent, and whether all paths to it agree.

    branches: one per distinct stride of paths; none where the field is not known, and then `reason` says why, or where
    its phases cannot be listed, and then it is `rounded`.
    sizes: for which input sizes all paths agree, where not for all; misalignment: two paths that then do not;
    undecided: why it is not known whether they agree.
    """

    branches: tuple[Branch, ...]
    extent: Extent | None
    status: str = EXACT
    reason: str = ""
    misalignment: Misalignment | None = None
    sizes: Sizes = NEVER
    rounded: Rounded | None = None
    undecided: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a field."""
        return bool(self.branches) or self.rounded is not None

    @property
    def sees_nothing(self) -> bool:
        """Whether nothing is read of the source."""
        return self.branches == (NOTHING,)

    @property
    def field(self) -> Field | None:
        """The field, where it is affine."""
        return self.branches[0].field if len(self.branches) == 1 else None

    @property
    def moving(self) -> tuple[Branch, ...]:
        """The branches that move with the feature, and do not all see one place or nothing."""
        return tuple([b for b in self.branches if b.stride != 0])

    @property
    def aligned(self) -> bool:
        """Whether all paths agree on stride and centre, for every input size."""
        return self.misalignment is None

    def without_field(self, reason: str, status: str = UNSUPPORTED) -> State:
        """The same node, its field not known."""
        return replace(self, branches=(), rounded=None, status=status, reason=reason)
