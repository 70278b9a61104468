"""A network with SAME padding on an input of any size n: what it reads depends on n mod M alone, so M tables state it.

Last indices of maps are (times last + more)/over of that of the map below, rounded down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

from symrf.certified import coq
from symrf.certified.stated import Stated, line, sees
from symrf.derivation import AxisField, derive
from symrf.derivation.reads.extent import needs_size
from symrf.derivation.reads.size_rule import size_rule
from symrf.derivation.upward.table import AxisTable
from symrf.errors import SymrfError, shown
from symrf.layers import SAME, SAME_LOWER, Global, Layer, Window
from symrf.network import Network, gates

MAX_SIZES = 256
TRIES = 24


def stated(network: Network, output: AxisField) -> tuple[Stated | None, str]:
    """The theorem for every size of the input, or None and the reason why there is none."""
    others = [node for node in network.nodes if not isinstance(node.layer, Window)]  # of which SAME is no reason
    moving = next((n.name for n in others if isinstance(n.layer, Global) or needs_size(n.layer)), None)
    if moving is not None:
        return None, f"which samples {shown(moving)} reads depends on the size of its input, not on a remainder of it"
    rules = _rules(network)
    if output.node not in rules:
        return None, "the size of its map has no rule here"
    period = _period(network, _turns(network, rules))
    if period > MAX_SIZES:
        return None, f"{period} sizes of the input to be told apart; at most {MAX_SIZES}"
    tables = []
    for remainder in range(period):
        table = _at(network, remainder, period)
        if table is None or output.node not in table.numbers:
            return None, f"no numbers on inputs of {remainder} samples modulo {period}"
        tables.append(table)
    first = tables[0]
    if any(table.numbers != first.numbers for table in tables):
        return None, "which nodes have numbers depends on the size of the input"
    nodes = [_node(network, name, first, rules) for name in first.names]
    if any(
        _node(network, name, table, rules) != node
        for table in tables
        for name, node in zip(first.names, nodes, strict=True)
    ):
        return None, "its layers are others for other sizes of the input"
    answers = [[phases for _, phases in table.answers] for table in tables]
    lines = sum(len(found) for table in answers for phases in table[1:] for found in phases)
    place = first.numbers[output.node]
    said = _words(output.node, [table[place] for table in answers])
    return Stated(
        coq.sized_case(nodes, first.names, answers),
        first.names,
        lines,
        said,
        coq.sized_which(nodes, first.names, answers),
    ), ""


def on_size(table: AxisTable, fields: Sequence[AxisField]) -> coq.OnSize | None:
    """The same network with the rules of its sizes, where the size of the input and all others are numbers."""
    network, rules = table.network, _rules(table.network)
    sizes = {field.node: field.output_size for field in fields}
    samples = next(iter(network.source_size.values()), None)
    if type(samples) is not int or any(name not in rules or type(sizes.get(name)) is not int for name in table.names):
        return None
    nodes = [_node(network, name, table, rules) for name in table.names]
    return coq.OnSize(nodes, samples, [samples, *(sizes[name] for name in table.names)])


def _rules(network: Network) -> dict[str, tuple[str, int, int, int]]:
    """Of each map whose size follows by a rule: the map below, times, more, over."""
    found: dict[str, tuple[str, int, int, int]] = {network.source: ("", 1, 0, 1)}
    gated = gates(network)
    for node in network.nodes:
        trunk = [name for name in node.inputs if (node.name, name) not in gated]
        rule = size_rule(node.layer)
        if rule is not None and trunk and all(name in found for name in trunk) and all(type(x) is int for x in rule):
            found[node.name] = (trunk[0], *rule)
    return found


def _turns(network: Network, rules: Mapping[str, tuple[str, int, int, int]]) -> dict[str, Fraction]:
    """By how much the last index of each map grows with that of the input, in the long run."""
    found = {network.source: Fraction(1)}
    for name, (below, times, _, over) in rules.items():
        if below:
            found[name] = found[below] * times / over
    return found


def _period(network: Network, turns: Mapping[str, Fraction]) -> int:
    """The least M such that n + M is like n."""
    needed = [turn.denominator for turn in turns.values()]
    for node in network.nodes:
        if isinstance(node.layer, Window) and _upper(node.layer) is not None and node.inputs[0] in turns:
            needed.append((turns[node.inputs[0]] / node.layer.stride).denominator)
    return lcm(*needed)


def _upper(layer: Layer) -> bool | None:
    """Whether the larger half of SAME padding is on the left; None of a layer without."""
    if not isinstance(layer, Window) or layer.padding not in (SAME, SAME_LOWER):
        return None
    return bool(layer.padding == SAME_LOWER)


def _at(network: Network, remainder: int, period: int) -> AxisTable | None:
    """The table on an input of `remainder` samples modulo `period`, on which every map has a feature."""
    for power in range(TRIES):
        try:
            derived = derive(network, input_size=remainder + period * 2**power)
        except SymrfError:
            continue
        axis = next(iter(derived.axes))
        descent = derived.output[axis].descent
        return AxisTable(descent.network, descent.extents, {name: node[axis].state for name, node in derived.items()})
    return None


def _node(network: Network, name: str, table: AxisTable, rules: Mapping[str, tuple[str, int, int, int]]) -> Any:
    """Edges, for each whether its padding is SAME, and the rule of the size."""
    edges = table.edges[table.numbers[name] - 1]
    below, *rule = rules[name]
    upper = next((_upper(node.layer) for node in network.nodes if node.name == name), None)
    if upper is not None:  # by its padding, and not as it is on this size
        edges = [(start, up, 0, *rest) for start, up, _, *rest in edges]
    return edges, upper, (table.numbers[below], *rule)


def _words(output: str, tables: Sequence[Any]) -> list[str]:
    """What is stated of the output, sizes of the same answer together."""
    if any(len(phases) != 1 or len(phases[0]) != 1 for phases in tables):
        return [f"{output}: a table for each of {len(tables)} remainders of the input size n"]
    groups: dict[tuple[int, int, int], list[int]] = {}
    for remainder, (((slope, left, right),),) in enumerate(tables):
        groups.setdefault((slope, left, right), []).append(remainder)
    said = []
    for (slope, left, right), remainders in groups.items():
        region = sees(line(slope, left), line(slope, right))
        when = f"n mod {len(tables)} = {', '.join(map(str, remainders))}" if len(tables) > 1 else "every n >= 1"
        said.append(f"feature m of {output} {region}, for every integer m and input size n >= 1, {when}")
    return said
