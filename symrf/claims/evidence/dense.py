"""Whether a chain reads every sample of its region, for all values of its symbols: the condition of theorem no-holes.

In every layer of more than one tap d J is at most r below it, where J and r are jump and size below.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from symrf.derivation import derive
from symrf.errors import SymrfError
from symrf.layers import Elementwise, Window
from symrf.network import Network, Node
from symrf.numbers.positive import exact, never_negative
from symrf.numbers.sound_sympy import sympy
from symrf.numbers.symbols import least_of, symbol
from symrf.repeat import Repeat
from symrf.terms.geometric import Geometric


def dense(network: Network, domain: tuple[str, ...]) -> bool:
    """Whether that is seen of every layer; domain: least values of symbols, as k >= 2."""
    try:
        return all(never_negative(gap) for gap in gaps(network, domain))
    except SymrfError:  # no closed form below a layer
        return False


def gaps(network: Network, domain: tuple[str, ...]) -> Iterator[Any]:
    """Of every layer r below less d J: at least 0 where it leaves no holes. SymrfError where that is no number."""
    least = {name: int(low) for name, _, low in (one.partition(" >= ") for one in domain) if low.isdigit()}
    in_series(network.nodes, network.source)
    for place, node in enumerate(network.nodes):
        if node.name == network.source:
            continue
        nodes, layer = network.nodes[:place], node.layer
        body: tuple[Node, ...] = (node,)
        index = None
        if isinstance(layer, Repeat):
            index, body = layer.index, layer.body.nodes
            in_series(body, layer.body.source)
            copies = replace(node, layer=replace(layer, times=symbol(index, 0)))  # before copy index + 1
            nodes = (*nodes, copies)
        size, jump = _size_and_jump(replace(network, nodes=nodes, chosen=""))
        for inner in body:
            if isinstance(inner.layer, Elementwise):
                continue
            if not isinstance(inner.layer, Window):
                raise SymrfError(f"holes are not looked for through {inner.layer.op}")
            kernel, stride, dilation = (
                _next(exact(part), index) for part in (inner.layer.kernel, inner.layer.stride, inner.layer.dilation)
            )
            if kernel != 1:
                gap = sympy.expand(size - dilation * jump)
                here = {**least, **({kernel.name: max(least.get(kernel.name, 2), 2)} if kernel.is_Symbol else {})}
                known = {s: symbol(s.name, here[s.name]) for s in gap.free_symbols if s.name in here}
                yield _closed(gap.xreplace(known))
            size, jump = size + (kernel - 1) * dilation * jump, jump * stride


def _closed(gap: Any) -> Any:
    """With (b**n - 1)/(b - 1) for sums of powers of a symbol that is at least 2."""
    sums = [one for one in gap.atoms(Geometric) if one.args[0].is_Symbol and (least_of(one.args[0]) or 0) >= 2]
    closed = {one: (one.args[0] ** one.args[1] - 1) / (one.args[0] - 1) for one in sums}
    return sympy.expand(sympy.cancel(gap.xreplace(closed))) if closed else gap


def in_series(nodes: tuple[Node, ...], source: str) -> None:
    """SymrfError where the nodes are no chain."""
    below = source
    for node in nodes:
        if node.inputs != (below,) and node.name != source:
            raise SymrfError("holes are looked for in chains")
        below = node.name


def _size_and_jump(network: Network) -> tuple[Any, Any]:
    if not network.nodes:
        return sympy.S.One, sympy.S.One
    found = derive(network, network.output)
    field = found.output
    if field.size is None or field.stride is None:
        raise SymrfError("the layers below have no one size")
    return exact(found.expanded(field.size)), exact(found.expanded(field.stride))


def _next(value: Any, index: str | None) -> Any:
    """A number of copy index + 1, the index from 0 on."""
    return value.xreplace({s: symbol(s.name, 0) + 1 for s in value.free_symbols if s.name == index})
