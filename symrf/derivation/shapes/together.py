"""Shapes together: what stands on top of one, the hull of several, and which are compared.

Phases are listed where they can be; formulas in y are put into formulas where they cannot, and where symbols make one
formula of many phases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from symrf.derivation.reads.extent import NotDerived, NotListed, TooManyPhases
from symrf.derivation.reads.reading import Reading
from symrf.derivation.shapes.envelope import merged
from symrf.derivation.shapes.in_y import InY, hull_in_y, in_y
from symrf.derivation.shapes.phases import NOTHING
from symrf.derivation.shapes.shape import Shape
from symrf.numbers.atoms import Atoms


def on_top(below: Shape, reading: Reading, atoms: Atoms) -> tuple[Shape, str]:
    """What is seen through what stands on top, and why that may be less; empty where it is exact."""
    reason = ""
    if below.listed or not _exact_by_ends(reading):
        try:
            read = reading.listed(atoms)
            return merged((part.on_top(read, atoms) for part in below.parts(atoms)), atoms), read.bound
        except TooManyPhases as too_many:
            reason = str(too_many)
        except NotListed:
            pass
    ends = reading.ends()
    try:
        formula = in_y(below, atoms)
    except NotDerived as why:
        raise NotDerived(reason or str(why)) from None
    return _simplest(formula.on_top(ends), atoms), ends.bound


def _exact_by_ends(reading: Reading) -> bool:
    try:
        return not reading.ends().bound
    except NotDerived:
        return False


def hull(shapes: Iterable[Shape], atoms: Atoms) -> Shape:
    """The hull of several: of formulas where it is known which reach farthest, else of lists of phases."""
    every = list(shapes)
    if not all(shape.listed for shape in every):
        every = [shape for shape in every if shape != NOTHING]
        if (found := _farthest(every, atoms)) is not None:
            return _simplest(found, atoms)
    try:
        return merged([part for shape in every for part in shape.parts(atoms)], atoms)
    except NotListed:
        return _simplest(hull_in_y([in_y(shape, atoms) for shape in every if shape != NOTHING]), atoms)


def _farthest(every: list[Shape], atoms: Atoms) -> InY | None:
    """The hull of formulas where one is the farthest for every feature to the left, and one to the right."""
    try:
        formulas = [in_y(shape, atoms) for shape in every]
        found = hull_in_y(formulas)
    except NotDerived:
        return None
    lefts, rights = zip(*((one.left, one.right) for one in formulas), strict=True)
    return found if found.left in lefts and found.right in rights else None


def comparable(shapes: Mapping[str, Shape], atoms: Atoms) -> Mapping[str, Shape]:
    """Shapes of one part each, all of them lists of phases or, where some cannot be listed, all formulas."""
    if all(shape.listed for shape in shapes.values()):
        return shapes
    try:
        return {name: shape.parts(atoms)[0] for name, shape in shapes.items()}
    except NotListed:
        return {name: in_y(shape, atoms) for name, shape in shapes.items()}


def listed(shape: Shape, atoms: Atoms) -> Shape:
    """The shape with its phases listed, where they can be."""
    if shape.listed or isinstance(shape, InY) and shape.long:
        return shape
    try:
        return shape.parts(atoms)[0]
    except NotListed:
        return shape


def _simplest(found: InY, atoms: Atoms) -> Shape:
    """One formula where there are symbols and several phases."""
    return found if found.symbols and found.period != 1 else listed(found, atoms)
