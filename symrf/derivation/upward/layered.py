"""One layer on one map: the state above it from the state below."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

from symrf.derivation.reads.equation import next_extent
from symrf.derivation.reads.extent import NotDerived, needs_size
from symrf.derivation.reads.reading import Reading
from symrf.derivation.shapes.phases import Phases
from symrf.derivation.shapes.together import on_top
from symrf.derivation.upward.state import BOUND, EXACT, UNSUPPORTED, WHOLE, State
from symrf.field import Field
from symrf.layers import Elementwise, Global, Layer, Window
from symrf.numbers import is_symbolic
from symrf.numbers.atoms import Atoms


class LiftedLayer:
    """One layer, with its expressions as sums; of a window that reads the same on maps of all sizes what that is.

    field: the same as one field.
    """

    __slots__ = ("field", "layer", "reading")

    def __init__(self, given: Layer, atoms: Atoms) -> None:
        self.layer = lifted(given, atoms)
        self.reading: Reading | None = None
        self.field: Field | None = None
        if isinstance(given, Window) and not needs_size(self.layer):
            self.reading = Reading.of(self.layer, None, atoms)
            self.field = self.reading.listed(atoms).field


class Reads(dict[Layer, LiftedLayer]):
    """Of each layer what it reads, once for all that are equal."""

    def __init__(self, atoms: Atoms) -> None:
        super().__init__()
        self.atoms = atoms

    def __missing__(self, layer: Layer) -> LiftedLayer:
        read = self[layer] = LiftedLayer(layer, self.atoms)
        return read


def layered(below: State, read: LiftedLayer, atoms: Atoms) -> State:
    """The state above a layer that stands on the state below."""
    layer, window = read.layer, read.field
    if isinstance(layer, Elementwise) and not layer.less:
        return below
    extent = None if below.extent is None else next_extent(layer, below.extent)
    if window is not None and below.shape is not None and (field := below.shape.field) is not None:
        seen = field @ window
        return below.over(Phases((seen,), seen.stride), extent)
    above = below.over(below.shape, extent)
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
    return above.over(shape, extent)


def lifted(layer: Layer, atoms: Atoms) -> Layer:
    """The layer with its expressions as sums."""
    if layer.plain:
        return layer
    changed = {}
    for name, value in zip(layer.names(), layer.values, strict=True):
        if isinstance(value, tuple):
            if is_symbolic(value[0]) or is_symbolic(value[1]):
                changed[name] = (atoms.lift(value[0]), atoms.lift(value[1]))
        elif is_symbolic(value):
            changed[name] = atoms.kernel(value) if name == "kernel" else atoms.lift(value)
    result = copy(layer)
    for name, value in changed.items():
        object.__setattr__(result, name, value)
    return result
