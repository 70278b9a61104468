"""A network with symbols as a theorem for all their values: every node's numbers from those of the nodes it reads.

Layers are windows, crops and joins, all numbers polynomials with whole coefficients; an odd symbol k is 2 j + 1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import sympy

from symrf.certified.coq import NAMED, nested
from symrf.certified.stated import Stated
from symrf.derivation import AxisField
from symrf.derivation.reads.equation import equation
from symrf.derivation.reads.extent import NotDerived
from symrf.derivation.reads.padding import padding_in_force
from symrf.network import gates
from symrf.numbers import expression
from symrf.numbers.atoms import Atoms
from symrf.numbers.symbols import least_of
from symrf.verification.coq.file import HEADERS
from symrf.verification.coq.judge import Case

M = sympy.Dummy("m", integer=True)
"""Any output; no symbol of a network is the same, whatever its name."""
PARITY = re.compile(r"(\w+) is (odd|even)")


class NoRule(Exception):
    """Why there is no theorem."""


class Writer:
    """Polynomials as Coq, in the symbols of the network."""

    def __init__(self, output: AxisField) -> None:
        self.halved = {m[1]: m[2] for c in output.domain if (m := PARITY.fullmatch(c))}
        self.names: dict[str, str] = {}
        self.bounds: dict[str, int] = {}

    def text(self, value: Any) -> str:
        """A number; NoRule where it is no polynomial with whole coefficients."""
        e = sympy.expand(
            sympy.Add(expression(value), 0).xreplace({s: self._symbol(s) for s in sorted(_symbols(value), key=str)})
        )
        if not e.is_polynomial(*e.free_symbols):
            raise NoRule(f"{e} is no polynomial")
        terms = []
        for monomial, coefficient in sympy.Poly(e, *sorted(e.free_symbols, key=str)).terms() if e.free_symbols else ():
            if not coefficient.is_Integer:
                raise NoRule(f"{e} has coefficients that are not whole")
            symbols = sorted(e.free_symbols, key=str)
            factors = [s.name for s, power in zip(symbols, monomial, strict=True) for _ in range(power)]
            terms.append(" * ".join([f"({coefficient})", *factors]))
        return f"({' + '.join(terms)})" if e.free_symbols else f"({int(e)})"

    def term(self, value: Any) -> str:
        """An expression in the output m, with floors, least and greatest; NoRule where Z has no word for it."""
        known = {s: self._symbol(s) for s in sorted(value.free_symbols - {M}, key=str)}
        return self._term(sympy.expand(value.xreplace(known)))

    def _term(self, e: Any) -> str:
        if e.is_Integer:
            return f"({int(e)})"
        if e.is_Symbol:
            return str(e.name)  # of M too
        if e.is_Add or e.is_Mul:
            return f"({(' + ' if e.is_Add else ' * ').join(map(self._term, e.args))})"
        if e.is_Pow and e.exp.is_Integer and 0 < e.exp < 9:
            return f"({' * '.join([self._term(e.base)] * int(e.exp))})"
        if isinstance(e, sympy.Max | sympy.Min):
            word, (text, *more) = "Z.max" if isinstance(e, sympy.Max) else "Z.min", map(self._term, e.args)
            for one in more:
                text = f"({word} {one} {text})"
            return text
        if isinstance(e, sympy.floor):
            above, below = sympy.fraction(sympy.together(e.args[0]))
            return f"({self._term(sympy.expand(above))} / {self._term(sympy.expand(below))})"
        raise NoRule(f"{e} has no word in Coq here")

    def _symbol(self, s: Any) -> Any:
        name, least = self.names.setdefault(s.name, f"x{len(self.names) + 1}"), least_of(s)
        half = {"odd": 1, "even": 0}.get(self.halved.get(s.name, ""))
        if least is not None:
            self.bounds[name] = least if half is None else -((half - least) // 2)
        here = sympy.Symbol(name, integer=True)
        return here if half is None else 2 * here + half

    @property
    def said(self) -> str:
        """What the symbols are."""
        parts = []
        for given, name in self.names.items():
            least, parity = self.bounds.get(name), self.halved.get(given, "")
            bound = "" if least is None or parity else f" >= {least}"
            parts.append(f"{parity} integer {given}{bound}".strip())
        return ", ".join(parts)


def _symbols(value: Any) -> set[Any]:
    return set(sympy.Add(expression(value), 0).free_symbols)


def stated(fields: Sequence[AxisField]) -> Stated:
    """The theorem about the output; NoRule where there is none, with the reason."""
    output = fields[-1]
    write, network = Writer(output), output.descent.network
    by_name, gated = {field.node: field for field in fields}, gates(network)
    numbers: dict[str, int] = {network.source: 0}
    said: dict[str, tuple[str, str, str]] = {network.source: ("1", "0", "0")}
    nodes, lemmas = [], ["Lemma node0 : affine net 0 1 0 0.\nProof. apply input_affine. Qed.\n"]
    for node in network.nodes:
        if node.name == network.source:
            continue
        if node.name not in by_name or gated:
            raise NoRule("only windows, crops and joins of the one input have a rule")
        here = by_name[node.name]
        edges = [(below, _edge(here, node, below, numbers, write)) for below in dict.fromkeys(node.inputs)]
        shape = here.state.shape
        field = None if shape is None else shape.field
        if field is None:
            raise NoRule(f"{node.name} has phases or several strides, or its numbers are not known")
        triple = (write.text(field.stride), write.text(field.left), write.text(field.right))
        number = len(numbers)
        reads = "; ".join(f"({edge}, ({', '.join(said[below])}))" for below, edge in edges)
        known = "".join(f"pose proof node{numbers[below]}. " for below, _ in edges)
        nodes.append(f"[{'; '.join(edge for _, edge in edges)}]")
        lemmas.append(
            f"(* {NAMED.sub('?', node.name)} *)\nLemma node{number} : affine net {number} {' '.join(triple)}.\n"
            f"Proof. {known}node {number - 1} [{reads}]. Qed.\n"
        )
        numbers[node.name], said[node.name] = number, triple
    return _finished(write, nodes, lemmas, numbers, [field for field in fields if field.node != network.source])


def _edge(above: AxisField, node: Any, below: str, numbers: Mapping[str, int], write: Writer) -> str:
    if below not in numbers:
        raise NoRule(f"{below} has no rule")
    extent = above.descent.extents[below]
    try:
        left, _ = padding_in_force(node.layer, extent, Atoms())
        reads = equation(node.layer, left, None if extent is None else extent.last)
    except NotDerived as why:
        raise NoRule(f"{node.name}: {why}") from None
    if reads.down != 1 or reads.weightless:
        raise NoRule(f"{node.name} ({node.layer.op}) with symbols has no rule")
    five = [write.text(x) for x in (reads.up, reads.first, reads.step, reads.taps)]
    return f"Edge {numbers[below]} {' '.join(five)} 1"


def _finished(
    write: Writer, nodes: list[str], lemmas: list[str], numbers: Mapping[str, int], fields: Sequence[AxisField]
) -> Stated:
    output = fields[-1]
    goals = [f"exactly net {numbers[field.node]} m {_ends(field, write)}" for field in fields]
    ends = f"from ({output.stride}) m + ({output.left}) to ({output.stride}) m + ({output.right})"
    said = f"feature m of {output.node} sees {ends}, both ends and none beyond"
    return theorem(
        write, nodes, lemmas, [name for name in numbers if numbers[name]], goals, said, "affine_ends _ _ _ _ _"
    )


def _ends(field: AxisField, write: Writer) -> str:
    """What is printed of a node, as it is stated."""
    stride, first, last = (write.text(x) for x in (field.stride, field.left, field.right))
    return f"({stride} * m + {first}) ({stride} * m + {last})"


def theorem(
    write: Writer, nodes: Sequence[str], lemmas: Sequence[str], names: Sequence[str], goals: Sequence[str], said: str,
    ends: str,
) -> Stated:  # fmt: skip
    """The theorem on all nodes, 1, 2, …, each with a lemma, node1, node2, …; ends: what turns one into a goal."""
    if not write.names:
        raise NoRule("its numbers hold no symbols")
    bounds = [f"{least} <= {name}" for name, least in write.bounds.items()]
    every, net = " ".join(write.names.values()), "[" + ";\n  ".join(nodes) + "]"
    section = f"Section Symbols.\nVariables {every} : Z.\n"
    section += "".join(f"Hypothesis bound{i} : {bound}.\n" for i, bound in enumerate(bounds))
    stated = " /\\\n".join(f"(forall m, {goal})" for goal in goals)
    proved = nested([f"({ends} node{number})" for number in range(1, len(goals) + 1)])
    section += f"Definition net : network := {net}.\n{''.join(lemmas)}"
    section += f"Lemma all_nodes :\n{stated}.\nProof. exact {proved}. Qed.\nEnd Symbols.\n"
    premises = "".join(f"{bound} -> " for bound in bounds)
    statement = f"forall {every}, {premises}let net := {net} in\n{stated}"
    proof = f"Theorem certified : {statement}.\nProof. intros. apply all_nodes; assumption. Qed.\n"
    case = Case(f"{HEADERS['Tables']}\n{section}{proof}", "certified", statement, "Z_scope", "Tables")
    return Stated(case, names, len(nodes), [f"{said}, for every integer m and {write.said}"], "")
