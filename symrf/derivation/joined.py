"""Several maps joined: the state of the join from those of its inputs, and whether all paths to it agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from symrf.derivation.alignment import disagreement
from symrf.derivation.branch import merged
from symrf.derivation.extent import Extent, NotDerived, NotListed
from symrf.derivation.layered import as_rounded
from symrf.derivation.state import STATUSES, State
from symrf.errors import SymrfError, counted, shown
from symrf.network import Network, Node
from symrf.numbers import expression, is_symbolic, never_zero
from symrf.numbers.atoms import Atoms

if TYPE_CHECKING:
    from symrf.derivation.rounded import Rounded


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
    joined = _alignment(joined, network, node, trunk)
    blocked = next((state for state in inputs.values() if not state.known), None)
    if blocked is not None:
        return joined.without_field(blocked.reason, worst.status)
    try:
        if any(state.rounded for state in inputs.values()):
            return _with_rounded(joined, inputs.values(), atoms)
        try:
            branches = merged((branch for state in inputs.values() for branch in state.branches), atoms)
        except NotListed:
            return _with_rounded(joined, inputs.values(), atoms)
    except NotDerived as why:
        return joined.without_field(str(why))
    return replace(joined, branches=branches)


def _alignment(joined: State, network: Network, node: Node, inputs: Mapping[str, State]) -> State:
    """The joined state with what is known of its alignment: that of its inputs, and among them."""
    known = [(s.misalignment, s.sizes) for s in inputs.values() if s.misalignment is not None]
    single = {name: s.moving[0] for name, s in inputs.items() if len(s.moving) == 1}
    here = disagreement(network, node.name, single) if len(single) > 1 else None
    doubt = next((state.undecided for state in inputs.values() if state.undecided), "")
    if doubt != joined.undecided:
        joined = replace(joined, undecided=doubt)
    if any(state.rounded for state in inputs.values()):
        from symrf.derivation import rounded

        try:
            here = rounded.disagreement(network, node.name, _moving(inputs))
        except (rounded.Undecided, NotDerived) as why:
            joined = replace(joined, undecided=str(why))
    if here is not None:
        known.append((here, here.sizes))
    if not known:
        return joined if joined.misalignment is None else replace(joined, misalignment=None)
    worst = min(known, key=lambda pair: bool(pair[1].remainders))
    sizes = known[0][1]
    for _, others in known[1:]:
        sizes = sizes & others
    return replace(joined, misalignment=worst[0], sizes=sizes)


def _moving(inputs: Mapping[str, State]) -> dict[str, Rounded]:
    """The fields of the inputs that move with the feature, as formulas."""
    from symrf.derivation import rounded

    return {n: s.rounded or rounded.of_branches(s.moving) for n, s in inputs.items() if s.rounded or s.moving}


def _with_rounded(joined: State, inputs: Iterable[State], atoms: Atoms) -> State:
    """The join of states of which one at least has phases that cannot be listed."""
    from symrf.derivation import rounded

    seeing = (state for state in inputs if not state.sees_nothing)
    return as_rounded(joined, rounded.joined([s.rounded or rounded.of_branches(s.branches) for s in seeing]), atoms)


def _check_equal(node: Node, one: str, first: Extent | None, other: str, second: Extent | None) -> None:
    if first is None or second is None or first == second:
        return
    difference = expression(second.size - first.size)
    if is_symbolic(difference):
        difference = expression(difference.expand())
    if never_zero(difference):
        sizes = f"{shown(one)} has {counted(first.size, 'feature')} and {shown(other)} has {second.size}"
        raise SymrfError(f"node {shown(node.name)} ({node.layer.op}): {sizes}; the inputs of a join have one size")
