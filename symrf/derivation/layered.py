"""One layer on one map: the state above it from the state below."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING

from symrf.derivation.branch import merged, on_top
from symrf.derivation.extent import NotDerived, NotListed, next_extent
from symrf.derivation.state import BOUND, EXACT, UNSUPPORTED, WHOLE, State
from symrf.derivation.taps import Reads, Taps, reads
from symrf.field import Field
from symrf.layers import Global, Layer
from symrf.numbers import is_symbolic
from symrf.numbers.atoms import Atoms

if TYPE_CHECKING:
    from symrf.derivation.rounded import Rounded


def layered(below: State, given: Layer, atoms: Atoms) -> State:
    """The state above a layer that stands on the state below."""
    layer = lifted(given, atoms)
    extent = None if below.extent is None else next_extent(layer, below.extent)
    above = below if extent is below.extent else replace(below, extent=extent)
    if below.sees_nothing:
        return above
    if isinstance(layer, Global) and below.status != UNSUPPORTED:
        above = replace(above, status=WHOLE if below.status == EXACT else below.status)
    if not below.known:
        return above
    try:
        if below.rounded is not None:
            return _on_rounded(above, below, layer, atoms)
        try:
            read = reads(layer, below.extent, atoms)
            branches = merged((on_top(branch, read, atoms) for branch in below.branches), atoms)
        except NotListed:
            return _on_rounded(above, below, layer, atoms)
        return replace(_bounded(above, read.bound), branches=branches)
    except NotDerived as why:
        if isinstance(layer, Global):
            return above.without_field("the whole input; how much that is needs its size", WHOLE)
        return above.without_field(str(why))


def _bounded(above: State, reason: str) -> State:
    exact = above.status in (EXACT, WHOLE)
    return replace(above, status=BOUND, reason=reason) if reason and exact else above


def _on_rounded(above: State, below: State, layer: Layer, atoms: Atoms) -> State:
    """The state of a layer on a field whose phases cannot be listed, or which makes it such a one."""
    from symrf.derivation import rounded

    read = rounded.reading(layer, below.extent, atoms)
    field = below.rounded or rounded.of_branches(below.branches)
    return _bounded(as_rounded(above, rounded.on_top(field, read), atoms), read.bound)


def as_rounded(state: State, field: Rounded, atoms: Atoms) -> State:
    """The state with that field, its phases listed where they can be."""
    from symrf.derivation import rounded

    branch = rounded.listed(field, atoms)
    return replace(state, branches=() if branch is None else (branch,), rounded=field if branch is None else None)


def over_field(above: State, below: State, field: Field, atoms: Atoms) -> State:
    """The state above layers of that field together."""
    try:
        if below.rounded is None:
            read = Reads(field.stride, (Taps(field.left, field.right),), field.right_padding)
            return replace(above, branches=tuple(on_top(branch, read, atoms) for branch in below.branches))
    except NotListed:
        pass
    from symrf.derivation import rounded

    under = below.rounded or rounded.of_branches(below.branches)
    return as_rounded(above, rounded.on_top(under, rounded.reading_of(field)), atoms)


def lifted(layer: Layer, atoms: Atoms) -> Layer:
    """The layer with its expressions as sums."""
    changed = {}
    for name, value in vars(layer).items():
        if isinstance(value, tuple):
            if is_symbolic(value[0]) or is_symbolic(value[1]):
                changed[name] = (atoms.lift(value[0]), atoms.lift(value[1]))
        elif is_symbolic(value):
            changed[name] = atoms.kernel(value) if name == "kernel" else atoms.lift(value)
    if not changed:
        return layer
    result = copy(layer)
    for name, value in changed.items():
        object.__setattr__(result, name, value)
    return result
