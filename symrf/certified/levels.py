"""A network with symbols as a theorem for all their values: every node's numbers from those of the nodes it reads.

Layers are windows, crops and joins, and copies of such, all numbers polynomials with whole coefficients in the symbols,
in powers of them and in their sums; an odd symbol k is 2 j + 1. The nodes are definitions and lemmas of Coq.

What is repeated is a level of its own, of which copies are put above the last node below them: its numbers are shown
for any copy, those of so many copies by induction, and of all as of one node more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from symrf.certified.coq import NAMED, nested
from symrf.certified.parts import Below, Numbers, Parts, Segment
from symrf.certified.stated import Stated, sees
from symrf.certified.writer import M, NoRule, SymbolWriter
from symrf.derivation import AxisField
from symrf.derivation.reads.equation import Equation, equation
from symrf.derivation.reads.extent import Extent, NotDerived
from symrf.derivation.reads.padding import padding_in_force
from symrf.derivation.upward.copies import heard
from symrf.derivation.upward.forward import forward
from symrf.derivation.upward.long_terms import Names
from symrf.derivation.upward.repeat import repeated
from symrf.derivation.upward.state import Extents, State
from symrf.errors import shown
from symrf.field import Field
from symrf.layers import Elementwise
from symrf.network import Network, Node, gates
from symrf.numbers import expression
from symrf.numbers.atoms import Atoms
from symrf.numbers.sound_sympy import sympy
from symrf.repeat import Repeat, free_symbols
from symrf.verification.coq.file import HEADERS
from symrf.verification.coq.judge import CoqCase


@dataclass
class Level(Parts):
    """The network, or what is repeated, of which copy c + 1 is the body at c. put: what its symbols stand for."""

    write: SymbolWriter = field(kw_only=True)
    network: Network = field(kw_only=True)
    states: Mapping[str, State] = field(kw_only=True)
    extents: Mapping[str, Extent | None] = field(kw_only=True)
    fields: Mapping[str, AxisField] = field(default_factory=dict, kw_only=True)
    put: Mapping[Any, Any] = field(default_factory=dict, kw_only=True)
    rule: ClassVar[str] = "affine"
    source: ClassVar[Numbers] = ("1", "0", "0")
    ends: ClassVar[str] = "affine_ends _ _ _ _ _"
    script_of_copies: ClassVar[str] = "repeated"

    @classmethod
    def of(cls, fields: Sequence[AxisField]) -> Self:
        """The network of these fields."""
        descent, by_name = fields[-1].descent, {field.node: field for field in fields}
        states = {name: field.state for name, field in by_name.items()}
        return cls(
            descent.network.output, write=SymbolWriter(fields[-1]), network=descent.network, states=states,
            extents=descent.extents, fields=by_name,
        )  # fmt: skip

    def __post_init__(self) -> None:
        if gates(self.network) or len(self.network.inputs) > 1:
            raise NoRule("only windows, crops and joins of the one input have a rule")
        goal = f"{self.rule} {self.net} 0 {' '.join(self.source)}"
        self.lemmas.append(self._proved(f"{self.name}_node0", goal, f"apply input_{self.rule}"))
        self.known[self.network.source] = Below("0", self.source, f"{self.name}_node0")
        for node in self.network.nodes:
            if node.name != self.network.source:
                self._add(node)

    def text(self, value: Any) -> str:
        """A number, in what the symbols stand for."""
        return self.write.text(sympy.Add(expression(value), 0).xreplace({**self.put}))

    # ---- nodes

    def _add(self, node: Node) -> None:
        if any(name not in self.known for name in node.inputs) or not node.inputs:
            raise NoRule(f"{shown(node.name)} is another input")
        numbers = self._numbers(node)
        if isinstance(node.layer, Repeat):
            self.known[node.name] = self._repeated(node, node.layer, self.known[node.inputs[0]], numbers)
            return
        reads = []
        for name in dict.fromkeys(node.inputs):
            below = self.known[name]
            reads.append((below, self._edge(node, below.number, self.extents[name])))
        self.known[node.name] = self._lemma(node.name, reads, numbers)

    def _numbers(self, node: Node) -> Numbers:
        """What is said of a node."""
        state = self.states.get(node.name)
        shape = None if state is None else state.shape
        if shape is None or shape.field is None:
            raise NoRule(f"{shown(node.name)} has phases or several strides, or its numbers are not known")
        return self._triple(shape.field)

    def region(self, field: AxisField) -> Numbers:
        """Both ends of what feature m sees, as they are printed."""
        stride, first, last = (self.text(x) for x in (field.stride, field.left, field.right))
        return f"({stride} * m + {first})", f"({stride} * m + {last})"

    def _triple(self, found: Field) -> Numbers:
        return self.text(found.stride), self.text(found.left), self.text(found.right)

    def _lemma(self, name: str, reads: Sequence[tuple[Below, str]], numbers: Numbers) -> Below:
        """A node more, and the lemma about it."""
        part, made = self.parts[-1], self._next()
        known = "".join(f"pose proof {self._use(below.lemma)}. " for below, _ in reads)
        read = [f"({edge}, ({', '.join(below.numbers)}))" for below, edge in reads]
        place = self._use(f"{self.name}_at{len(self.parts)}")
        part.nodes.append(f"[{'; '.join(edge for _, edge in reads)}]")
        return self._stated(name, made, numbers, f"{known}{{}}{self._script(place, len(part.nodes) - 1, read)}.")

    def _script(self, place: str, number: int, reads: Sequence[str]) -> str:
        return f"node {place} {number} [{'; '.join(reads)}]"

    def _stated(self, name: str, lemma: str, numbers: Numbers, script: str) -> Below:
        goal = f"{self.rule} {self.net} {self.size} {' '.join(numbers)}"
        script = script.replace("{}", self.write.known(goal + script))
        self.lemmas.append(
            f"(* {NAMED.sub('?', name)} *)\nLemma {lemma} : {self._all}{goal}.\nProof. {self._intro}{script} Qed.\n"
        )
        return Below(self.size, numbers, lemma)

    def _next(self) -> str:
        return f"{self.name}_node{len(self.lemmas)}"

    def _edge(self, node: Node, below: str, extent: Extent | None) -> str:
        reads = read_by(node, extent)
        if reads.down != 1 or reads.weightless:
            raise NoRule(f"{shown(node.name)} ({node.layer.op}) with symbols has no rule")
        return f"Edge {below} {' '.join(map(self.text, (reads.up, reads.first, reads.step, reads.taps)))} 1"

    # ---- layers repeated

    def _repeated(self, node: Node, layer: Repeat, below: Below, numbers: Numbers) -> Below:
        if below.number != self.size:  # copies are put above the last node
            as_it_is = self._edge(Node("", Elementwise(), node.inputs), below.number, None)
            below = self._lemma("", [(below, as_it_is)], below.numbers)
        inside = free_symbols(layer.body)
        index = [s for s in inside if s.name == layer.index]
        count, copy = self.text(layer.times), self.write.copy()
        c = self.write.copies[copy]
        if any(other in count for other in self.copies) or not layer.body.nodes:
            raise NoRule(f"{shown(node.name)}: copies of nothing, or as many as the number of a copy")
        with heard():
            states, _ = forward(layer.body, Atoms(), Names(Atoms(), ()), None)
        level = Level(
            layer.body.output, f"{self.name}_body{len(self.parts)}", (*self.copies, c), write=self.write,
            network=layer.body, states=states, extents=Extents(states),
            put={**self.put, **dict.fromkeys(index, copy + 1)},
        )  # fmt: skip
        last = level.known[layer.body.output]
        shape = states[layer.body.output].shape
        if last.number != level.size or shape is None or shape.field is None:
            raise NoRule(f"{shown(node.name)} has nodes above its output")
        try:
            every = repeated(shape.field, layer.index, copy)
        except NotDerived as why:
            raise NoRule(f"{shown(node.name)}: {why}") from None
        self.before += [level.definitions, self._induction(level, last, c, self._triple(every))]
        size, place = self._use(f"{self.name}_size{len(self.parts)}"), self._use(f"{self.name}_at{len(self.parts) + 1}")
        self.parts.append(Segment(self.size, level=level, count=count))
        self.parts.append(Segment(f"({self.parts[-1].before} + {level.size} * {count})"))
        found = f"({self._use(f'{level.name}_copies')} {count} ltac:(bounds))"
        script = f"{{}}{self.script_of_copies} {place} {size} {found} {self._use(below.lemma)}."
        return self._stated(node.name, self._next(), numbers, script)

    def _induction(self, level: Level, last: Below, c: str, closed: Numbers) -> str:
        """What c copies see, in closed form."""
        one, sums = (" ".join(f"(fun {c} : Z => {x})" for x in numbers) for numbers in (last.numbers, closed))
        return (
            f"Lemma {level.name}_copies : {self._all}forall {c}, 0 <= {c} -> "
            f"body_is (copies {level.body} {c}) ({level.size} * {c}) {' '.join(closed)}.\n"
            f"Proof. {self._intro}pose proof {self._use(f'{level.name}_is')}. "
            f"none_and_one_more {level.body} {level.size} {one} {sums}. Qed.\n"
        )

def read_by(node: Node, extent: Extent | None) -> Equation:
    """What a layer reads; NoRule where that is not known."""
    try:
        left, _ = padding_in_force(node.layer, extent, Atoms())
        return equation(node.layer, left, None if extent is None else extent.last)
    except NotDerived as why:
        raise NoRule(f"{shown(node.name)}: {why}") from None


def stated(kind: type[Level], fields: Sequence[AxisField]) -> Stated:
    """The theorem on all nodes of a network, of each what is printed of it; NoRule where there is none, and why."""
    level = kind.of(fields)
    write, output = level.write, fields[-1]
    shown = [field for field in fields if field.node != level.network.source]
    goals = [f"exactly net {level.known[one.node].number} m {' '.join(level.region(one))}" for one in shown]
    proofs = [f"({level.ends} {level.known[one.node].lemma})" for one in shown]
    if not write.names:
        raise NoRule("its numbers hold no symbols")
    bounds = [f"{least} <= {name}" for name, least in write.bounds.items()]
    every = " ".join(write.names.values())
    section = f"Section Symbols.\nVariables {every} : Z.\n"
    section += "".join(f"Hypothesis bound{i} : {bound}.\n" for i, bound in enumerate(bounds))
    stated = " /\\\n".join(f"(forall m, {goal})" for goal in goals)
    section += f"{level.definitions}Lemma all_nodes :\n{stated}.\nProof. exact {nested(proofs)}. Qed.\nEnd Symbols.\n"
    premises = "".join(f"{bound} -> " for bound in bounds)
    statement = f"forall {every}, {premises}let net := {level.written} in\n{stated}"
    proof = f"Theorem certified : {statement}.\nProof. intros. apply all_nodes; assumption. Qed.\n"
    case = CoqCase(f"{HEADERS['Tables']}\n{section}{proof}", "certified", statement, "Z_scope", "Tables")
    m = next(name for name in ("m", "y", "y_") if name not in write.names)
    first, last = (re.sub(r"\b_m\b", m, str(end)) for end in output.region(M) or ("", ""))
    said = f"feature {m} of {output.node} {sees(first, last)}"
    names = [field.node for field in shown]
    return Stated(case, names, len(names), [f"{said}, for every integer {m} and {write.said}"], "")
