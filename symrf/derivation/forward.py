"""One pass over the nodes of one axis, in topological order: field(node) = join of the inputs ∘ field of the layer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from symrf.derivation.alignment import NEVER, Misalignment, Sizes, disagreement
from symrf.derivation.atoms import Atoms
from symrf.derivation.branch import NOTHING, Branch, merged, on_top
from symrf.derivation.extent import Extent, NotDerived, NotListed, next_extent
from symrf.derivation.names import Names
from symrf.derivation.taps import Reads, Taps, reads
from symrf.errors import SymrfError, shown
from symrf.field import IDENTITY, Field
from symrf.layers import Global, Input, Layer
from symrf.network import INPUT, Network, Node, gates
from symrf.number import Number, expression, is_symbolic
from symrf.repeat import Repeat

if TYPE_CHECKING:
    from symrf.derivation.rounded import Rounded

EXACT, WHOLE, BOUND, UNSUPPORTED = STATUSES = ("exact", "whole-input", "upper-bound", "unsupported")


@dataclass(frozen=True)
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


def forward(network: Network, atoms: Atoms, names: Names, size: Number | None) -> dict[str, State]:
    """The state of every node of a network on one axis, on an input of that many samples (None: not known)."""
    start = State((Branch((IDENTITY,), 1),), _extent(size, atoms))
    other = next(iter(network.input_size.values()), None)
    states = {INPUT: start if network.source == INPUT else State((NOTHING,), _extent(other, atoms))}
    gated = gates(network) if any(isinstance(node.layer, Global) for node in network.nodes) else ()
    for position, node in enumerate(network.nodes, 1):
        if isinstance(node.layer, Input):
            here = node.name == network.source
            states[node.name] = start if here else State((NOTHING,), _extent(node.layer.size, atoms))
            continue
        inputs = {name: states[name] for name in node.inputs}
        trunk = {name: state for name, state in inputs.items() if (node.name, name) not in gated}
        below = _joined(network, node, inputs, trunk, atoms)
        above = _on_top(below, node, atoms)
        branches = tuple([names.shorten(branch, position) for branch in above.branches])
        extent = names.shorten_extent(above.extent, position)
        if branches != above.branches or extent is not above.extent:
            above = replace(above, branches=branches, extent=extent)
        _check_size(node, above.extent, size)
        states[node.name] = above
    return states


def _extent(size: Number | None, atoms: Atoms) -> Extent | None:
    return None if size is None else Extent(atoms.lift(size) - 1)


def _joined(
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
        branches = merged((branch for state in inputs.values() for branch in state.branches), atoms)
    except NotDerived as why:
        return joined.without_field(str(why))
    return replace(joined, branches=branches)


def _alignment(joined: State, network: Network, node: Node, inputs: Mapping[str, State]) -> State:
    """The joined state with what is known of its alignment: that of its inputs, and among them."""
    known = [(s.misalignment, s.sizes) for s in inputs.values() if s.misalignment is not None]
    single = {name: s.moving[0] for name, s in inputs.items() if len(s.moving) == 1}
    here = disagreement(network, node.name, single) if len(single) > 1 else None
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


def _on_top(below: State, node: Node, atoms: Atoms) -> State:
    """The state above a layer that stands on the state below."""
    if isinstance(node.layer, Repeat):
        return _on_repeat(below, node.layer, atoms)
    layer = lifted(node.layer, atoms)
    extent = None if below.extent is None else next_extent(layer, below.extent)
    above = below if extent is below.extent else replace(below, extent=extent)
    if below.branches == (NOTHING,):
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
    return _bounded(_as_rounded(above, rounded.on_top(field, read), atoms), read.bound)


def _as_rounded(state: State, field: Rounded, atoms: Atoms) -> State:
    """The state with that field, its phases listed where they can be."""
    from symrf.derivation import rounded

    branch = rounded.listed(field, atoms)
    return replace(state, branches=() if branch is None else (branch,), rounded=field if branch is None else None)


def _with_rounded(joined: State, inputs: Iterable[State], atoms: Atoms) -> State:
    """The join of states of which one at least has phases that cannot be listed."""
    from symrf.derivation import rounded

    seeing = (state for state in inputs if state.branches != (NOTHING,))
    return _as_rounded(joined, rounded.joined([s.rounded or rounded.of_branches(s.branches) for s in seeing]), atoms)


def _on_repeat(below: State, layer: Repeat, atoms: Atoms) -> State:
    """The state above a repetition whose number of copies is a symbol."""
    from symrf.derivation.repeat import repeated

    inside = forward(layer.body, Atoms(), Names(atoms, ()), None)[layer.body.output]
    above = replace(below, extent=None)
    if not below.known or below.branches == (NOTHING,):
        return above
    if inside.field is None or inside.status != EXACT:
        return above.without_field(inside.reason or f"{layer.op} of a body that is {inside.status}")
    found = repeated(inside.field, layer.index, layer.times)
    if isinstance(found, str):
        return above.without_field(found)
    field = Field(*(atoms.lift(x) for x in (found.stride, found.left, found.right, found.right_padding)))
    try:
        above = _over_field(above, below, field, atoms)
    except NotDerived as why:
        return above.without_field(str(why))
    if below.extent is not None and field.right_padding is not None:
        above = replace(above, extent=below.extent.above(field.stride, field.right - field.right_padding))
    return above if inside.aligned else replace(above, misalignment=below.misalignment or inside.misalignment)


def _over_field(above: State, below: State, field: Field, atoms: Atoms) -> State:
    """The state above layers of that field together."""
    try:
        if below.rounded is None:
            read = Reads(field.stride, (Taps(field.left, field.right),), field.right_padding)
            return replace(above, branches=tuple(on_top(branch, read, atoms) for branch in below.branches))
    except NotListed:
        pass
    from symrf.derivation import rounded

    under = below.rounded or rounded.of_branches(below.branches)
    return _as_rounded(above, rounded.on_top(under, rounded.reading_of(field)), atoms)


def lifted(layer: Layer, atoms: Atoms) -> Layer:
    """The layer with its expressions as sums."""
    changed = {}
    for f in fields(layer):
        value = getattr(layer, f.name)
        if isinstance(value, tuple):
            changed[f.name] = (atoms.lift(value[0]), atoms.lift(value[1]))
        elif is_symbolic(value):
            changed[f.name] = atoms.kernel(value) if f.name == "kernel" else atoms.lift(value)
    if not changed:
        return layer
    result = copy(layer)
    for name, value in changed.items():
        object.__setattr__(result, name, value)
    return result


def _check_equal(node: Node, one: str, first: Extent | None, other: str, second: Extent | None) -> None:
    if first is None or second is None or first == second:
        return
    difference = expression(second.size - first.size)
    if is_symbolic(difference):
        difference = expression(difference.expand())
    if difference != 0 and not (is_symbolic(difference) and difference.free_symbols):
        sizes = f"{shown(one)} has {first.size} features and {shown(other)} has {second.size}"
        raise SymrfError(f"node {shown(node.name)} ({node.layer.op}): {sizes}; the inputs of a join have one size")


def _check_size(node: Node, extent: Extent | None, size: Number | None) -> None:
    if extent is not None and (last := extent.last_number) is not None and last < 0:
        raise SymrfError(
            f"node {shown(node.name)} ({node.layer.op}) has {extent.size} features on an input of {size} samples;"
            " give a larger input size"
        )
