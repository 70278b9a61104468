"""Whether there are features of the least and of the greatest size, where there may be fewer than phases."""

from __future__ import annotations

from symrf.derivation.answers.records import AxisField
from symrf.field import Field
from symrf.numbers import expression, is_symbolic, same
from symrf.numbers.order import at_least


def features_for(field: AxisField, end: str) -> int | None:
    """From how many features on there is one of size_min, or size_max; None where there always is one."""
    extent, value, phases = field.state.extent, getattr(field, end), field.phases
    if extent is None or value is None or phases is None or field.phase_symbol is not None:
        return None
    if not is_symbolic(extent.size):
        return None
    sizes = [phase.size if isinstance(phase, Field) else None for phase in phases]
    counts = (i for i, size in enumerate(sizes, start=1) if size is not None and same(size, value))
    count = next(counts, int(field.period))
    known = field.descent.known
    return None if count == 1 or at_least(known.least(expression(extent.size)), count) else count
