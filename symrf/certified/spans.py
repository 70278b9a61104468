"""A network with symbols whose ends are no lines: formulas in y with floors, least and greatest, node after node.

Layers are those of which every tap between the first and the last is read: windows, crops, joins, and upsampling and
transposed convolutions that leave nothing out. Each end is the least, or the greatest, of what the layers below give.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sympy

from symrf.certified.coq import NAMED
from symrf.certified.levels import read_by
from symrf.certified.stated import Stated
from symrf.certified.symbols import theorem
from symrf.certified.writer import M, NoRule, Writer
from symrf.derivation import AxisField
from symrf.errors import SymrfError
from symrf.network import gates
from symrf.numbers import expression
from symrf.repeat import Repeat

INPUT = ("(fun m : Z => m)", "(fun m : Z => m)")


def stated(fields: Sequence[AxisField]) -> Stated:
    """The theorem about all nodes; NoRule where there is none, with the reason."""
    output = fields[-1]
    write, network = Writer(output), output.descent.network
    by_name = {field.node: field for field in fields}
    if gates(network):
        raise NoRule("only windows, crops, joins and upsampling of the one input have a rule")
    numbers, said, nodes = {network.source: 0}, {network.source: INPUT}, []
    lemmas = ["Lemma node0 : spans net 0 (fun m : Z => m) (fun m : Z => m).\nProof. apply input_spans. Qed.\n"]
    for node in network.nodes:
        if node.name == network.source:
            continue
        if node.name not in by_name or not node.inputs:
            raise NoRule(f"{node.name} is another input")
        edges = [
            (below, _edge(by_name[node.name], node, below, numbers, write)) for below in dict.fromkeys(node.inputs)
        ]
        low, high = (f"(fun m : Z => {end})" for end in _ends(by_name[node.name], write))
        number = len(numbers)
        first, *more = (f"({edge}, ({said[below][0]}, {said[below][1]}))" for below, edge in edges)
        others = f"[{'; '.join(more)}]" if more else "(@nil (edge * ends))"
        known = "".join(f"pose proof node{numbers[below]}. " for below, _ in edges)
        nodes.append(f"[{'; '.join(edge for _, edge in edges)}]")
        lemmas.append(
            f"(* {NAMED.sub('?', node.name)} *)\nLemma node{number} : spans net {number} {low} {high}.\n"
            f"Proof. {known}node_is {number - 1} {first} {others}. Qed.\n"
        )
        numbers[node.name], said[node.name] = number, (low, high)
    names = [name for name in numbers if numbers[name]]
    net = "[" + ";\n  ".join(nodes) + "]"
    goals = [f"exactly net {numbers[name]} m {' '.join(_ends(by_name[name], write))}" for name in names]
    proofs = [f"(spans_ends _ _ _ _ node{numbers[name]})" for name in names]
    return theorem(write, net, f"Definition net : network := {net}.\n{''.join(lemmas)}", names, goals, proofs, output)


def _ends(field: AxisField, write: Writer) -> tuple[str, str]:
    """Both ends of what feature m sees."""
    try:
        region = field.region(M)
    except SymrfError as why:
        raise NoRule(str(why)) from None
    if region is None or field.status != "exact":
        raise NoRule(f"what {field.node} sees is no formula")
    first, last = (write.term(sympy.Add(expression(end), 0)) for end in region)
    return first, last


def _edge(above: AxisField, node: Any, below: str, numbers: Mapping[str, int], write: Writer) -> str:
    extent = above.descent.extents[below]
    if isinstance(node.layer, Repeat):
        raise NoRule(f"{node.name}: there is no rule here for layers repeated a number of times that is a symbol")
    reads = read_by(node, extent)
    if reads.weightless:
        raise NoRule(f"{node.name} ({node.layer.op}) with symbols has no rule")
    five = [
        write.term(sympy.Add(expression(x), 0)) for x in (reads.up, reads.first, reads.step, reads.taps, reads.down)
    ]
    return f"Edge {numbers[below]} {' '.join(five)}"
