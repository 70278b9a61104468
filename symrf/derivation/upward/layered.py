"""One layer on one map: the state above it from the state below."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

from symrf.derivation.reads.equation import next_extent
from symrf.derivation.reads.extent import NotDerived
from symrf.derivation.reads.reading import Reading
from symrf.derivation.shapes.together import on_top
from symrf.derivation.upward.state import BOUND, EXACT, UNSUPPORTED, WHOLE, State
from symrf.layers import Global, Layer
from symrf.numbers import is_symbolic
from symrf.numbers.atoms import Atoms


def layered(below: State, given: Layer, atoms: Atoms) -> State:
    """The state above a layer that stands on the state below."""
    layer = lifted(given, atoms)
    extent = None if below.extent is None else next_extent(layer, below.extent)
    above = below if extent is below.extent else replace(below, extent=extent)
    if below.sees_nothing:
        return above
    if isinstance(layer, Global) and below.status != UNSUPPORTED:
        above = replace(above, status=WHOLE if below.status == EXACT else below.status)
    if below.shape is None:
        return above
    try:
        shape, bound = on_top(below.shape, Reading.of(layer, below.extent, atoms), atoms)
    except NotDerived as why:
        if isinstance(layer, Global):
            return above.without_field("the whole input; how much that is needs its size", WHOLE)
        return above.without_field(str(why))
    bound = bound or layer.less
    if bound and above.status in (EXACT, WHOLE):
        return replace(above, shape=shape, status=BOUND, reason=bound)
    return replace(above, shape=shape)


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
