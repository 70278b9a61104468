"""A network with symbols whose ends are no lines: formulas in y with floors, least and greatest, node after node.

Layers are those of which every tap between the first and the last is read: windows, crops, joins, and upsampling and
transposed convolutions that leave nothing out. Each end is the least, or the greatest, of what the layers below give.
Of what is repeated each copy has one stride and ends that are lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from symrf.certified.levels import Level, read_by
from symrf.certified.parts import Numbers
from symrf.certified.writer import M, NoRule
from symrf.derivation import AxisField
from symrf.derivation.reads.extent import Extent
from symrf.errors import SymrfError, shown
from symrf.network import Node
from symrf.numbers import expression
from symrf.numbers.sound_sympy import sympy

INPUT = "(fun m : Z => m)"


@dataclass
class Spans(Level):
    """The network, both ends of each node as functions of the output."""

    rule: ClassVar[str] = "spans"
    source: ClassVar[Numbers] = (INPUT, INPUT)
    ends: ClassVar[str] = "spans_ends _ _ _ _"
    script_of_copies: ClassVar[str] = "repeated_is"

    def _numbers(self, node: Node) -> Numbers:
        if node.name not in self.fields:
            raise NoRule(f"{shown(node.name)} is another input")
        return tuple(f"(fun m : Z => {end})" for end in self.region(self.fields[node.name]))

    def region(self, field: AxisField) -> Numbers:
        """Both ends of what feature m sees."""
        try:
            found = field.region(M)
        except SymrfError as why:
            raise NoRule(str(why)) from None
        if found is None or field.status != "exact":
            raise NoRule(f"what {shown(field.node)} sees is no formula")
        return tuple(self.write.term(sympy.Add(expression(end), 0)) for end in found)

    def _script(self, place: str, number: int, reads: Sequence[str]) -> str:
        first, *more = reads
        return f"node_is {place} {number} {first} " + (f"[{'; '.join(more)}]" if more else "(@nil (edge * ends))")

    def _edge(self, node: Node, below: str, extent: Extent | None) -> str:
        reads = read_by(node, extent)
        if reads.weightless:
            raise NoRule(f"{shown(node.name)} ({node.layer.op}) with symbols has no rule")
        five = (reads.up, reads.first, reads.step, reads.taps, reads.down)
        return f"Edge {below} {' '.join(self.write.term(sympy.Add(expression(x), 0)) for x in five)}"
