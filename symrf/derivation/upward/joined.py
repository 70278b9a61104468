"""Several maps joined: the state of the join from those of its inputs, and whether all paths to it agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce
from operator import and_

from symrf.derivation.reads.extent import Extent, NotDerived
from symrf.derivation.shapes.phases import Phases
from symrf.derivation.shapes.sizes import ALWAYS
from symrf.derivation.shapes.together import comparable, hull
from symrf.derivation.upward.alignment import NotCompared, disagreement
from symrf.derivation.upward.state import EXACT, STATUSES, State
from symrf.errors import SymrfError, counted, shown
from symrf.network import Network, Node
from symrf.numbers import expression, is_symbolic, never_zero
from symrf.numbers.atoms import Atoms


def joined(
    network: Network, node: Node, inputs: Mapping[str, State], trunk: Mapping[str, State], atoms: Atoms
) -> State:
    """The join of the inputs; sizes and alignment are those of the trunk, the inputs that are not gates."""
    first = next(iter(trunk.values()))
    if len(inputs) == 1:
        return first
    known, sized = next(((name, s) for name, s in trunk.items() if s.extent is not None), ("", first))
    for name, state in trunk.items():
        _check_equal(node, known, sized.extent, name, state.extent)
    if first.extent is not sized.extent:
        first = replace(first, extent=sized.extent)
    worst = max(inputs.values(), key=lambda state: STATUSES.index(state.status))
    same_status = (first.status, first.reason) == (worst.status, worst.reason)
    joined = first if same_status else replace(first, status=worst.status, reason=worst.reason)
    joined = _alignment(joined, network, node, trunk, atoms)
    blocked = next((state for state in inputs.values() if state.shape is None), None)
    if blocked is not None:
        return joined.without_field(blocked.reason, worst.status)
    try:
        return replace(joined, shape=hull((s.shape for s in inputs.values() if s.shape is not None), atoms))
    except NotDerived as why:
        return joined.without_field(str(why))


def nested(states: Sequence[State]) -> State | None:
    """The join of exact affine fields in plain ints that agree on stride, centre and size of the map, the common case:
    the widest, as its region holds the others'; None where it is another case."""
    widest = states[0]
    center, left, padding, extent = None, 0, 0, widest.extent
    for state in states:
        shape = state.shape
        if type(shape) is not Phases or len(shape.fields) != 1 or (f := shape.fields[0]) is None:
            return None
        if state.misalignment is not None or state.undecided or state.status != EXACT or state.reason:
            return None
        a, b, q = f.left, f.right, f.right_padding
        if not type(f.stride) is type(a) is type(b) is type(q) is int:
            return None
        if center is None:
            center, stride, left, padding = a + b, f.stride, a, q
        elif a + b != center or f.stride != stride or state.extent is not extent and state.extent != extent:
            return None
        if a < left:
            widest, left = state, a
        if q > padding:
            padding = q
    field = widest.shape.field if widest.shape is not None else None
    if field is None or field.right_padding == padding:
        return widest
    return widest.over(Phases((replace(field, right_padding=padding),), field.stride), extent)


def _alignment(joined: State, network: Network, node: Node, inputs: Mapping[str, State], atoms: Atoms) -> State:
    """The joined state with what is known of its alignment: that of its inputs, and among them."""
    known = [(s.misalignment, s.sizes) for s in inputs.values() if s.misalignment is not None]
    sizes = reduce(and_, (sizes for _, sizes in known), ALWAYS)
    doubt = next((state.undecided for state in inputs.values() if state.undecided), "")
    moving = {name: m for name, s in inputs.items() if s.shape is not None and (m := s.shape.moving) is not None}
    here = None
    try:
        here = disagreement(network, node.name, comparable(moving, atoms), sizes) if len(moving) > 1 else None
    except (NotCompared, NotDerived) as why:
        doubt = str(why)
    if doubt != joined.undecided:
        joined = replace(joined, undecided=doubt)
    if here is not None:
        known.append((here, here.sizes))
        sizes = sizes & here.sizes
    if not known:
        return joined if joined.misalignment is None else replace(joined, misalignment=None)
    worst = min(known, key=lambda pair: bool(pair[1].remainders))
    return replace(joined, misalignment=worst[0], sizes=sizes)


def _check_equal(node: Node, one: str, first: Extent | None, other: str, second: Extent | None) -> None:
    if first is None or second is None or first == second:
        return
    difference = expression(second.size - first.size)
    if is_symbolic(difference):
        difference = expression(difference.expand())
    if never_zero(difference):
        sizes = f"{shown(one)} has {counted(first.size, 'feature')} and {shown(other)} has {second.size}"
        raise SymrfError(f"node {shown(node.name)} ({node.layer.op}): {sizes}; the inputs of a join have one size")
