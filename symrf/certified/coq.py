"""A table of numbers as Coq: the file that proves it by computation, and apart from that what it has to prove.

Neither is trusted to be right: the file is compiled, the statement is compiled without it, and the judge compares.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from symrf.certified.samples import Beside
from symrf.verification.coq.file import HEADERS
from symrf.verification.coq.judge import CoqCase

Entries = Mapping[int, Sequence[Sequence[Sequence[int]]]]
"""Number of a node -> its phases, lists of lines."""

NAMED = re.compile(r"[^A-Za-z0-9_./-]")
MOST_PHASES = 32
"""The theorem on the output says so many phases one by one; of more the table speaks."""


@dataclass(frozen=True)
class OnSize:
    """A network on an input of `samples`: of each node its edges, whether SAME, the rule of its size; and the sizes."""

    nodes: Sequence[Any]
    samples: int
    sizes: Sequence[int]

    def claim(self, layers: str) -> str:
        """The proposition about the sizes of the maps."""
        return f"sizes_on {layers} {self.samples} = [{'; '.join(map(str, self.sizes))}]"


NUMBERED = "(fun all => combine (numbers 1 (Z.of_nat (length all))) all)"
"""Answers of the nodes 1, 2, … with the numbers of these."""


def case(
    table: Mapping[str, Any],
    names: Sequence[str],
    printed: Entries,
    output: int,
    on: OnSize | None = None,
    besides: Sequence[Beside] = (),
) -> CoqCase:
    """The case for a table: the file is made from the table, the statement from what is printed of its nodes.

    on: the same network with the sizes of its maps, where the input has one. besides: what else is stated of it.
    """
    stated = _statement(table["network"], printed, output, on, besides)
    return CoqCase(_file(table, names, output, on, besides), "certified", stated, "Z_scope", "Tables")


def data(table: Mapping[str, Any], names: Sequence[str]) -> str:
    """The network and the answers as definitions, `net` and `answers`."""
    named = enumerate(zip(names, table["network"], strict=True), 1)
    nodes = ";\n".join(f"  (* {i} {NAMED.sub('?', name)} *) {_node(edges)}" for i, (name, edges) in named)
    said = ";\n".join(f"  {_answer(phases)}" for _, phases in table["answers"][1:])
    net = f"Definition net : network := [\n{nodes}].\n\n"
    return f"{HEADERS['Tables']}\n{net}Definition answers : list answer := [\n{said}].\n"


def _file(
    table: Mapping[str, Any], names: Sequence[str], output: int, on: OnSize | None, besides: Sequence[Beside]
) -> str:
    answers = [phases for _, phases in table["answers"]]
    goals = _about_output(answers[output], output)
    proofs = [
        f"Theorem output{i} : {goal}.\nProof. exact {_proof(answers[output], output, i)}. Qed.\n"
        for i, goal in enumerate(goals)
    ]
    goals += [one.goal for one in besides]
    proofs += [f"Theorem beside{i} : {one.goal}.\nProof. {one.proof} Qed.\n" for i, one in enumerate(besides)]
    parts = ["every", *(f"output{i}" for i in range(len(goals) - len(besides)))]
    parts += [f"beside{i}" for i in range(len(besides))]
    certified = f"Definition certified := {nested(parts)}.\n"
    if on is not None:
        stated = _joined(["Forall (states net) table", *goals, on.claim("layers")])
        certified = f"""Definition layers : sized := [
{_lines(on.nodes, _sized_node)}].

Lemma on_this_size : on_size layers {on.samples} = net.
Proof. vm_compute. reflexivity. Qed.

Theorem sizes : {on.claim("layers")}.
Proof. vm_compute. reflexivity. Qed.

Theorem certified : forall net, on_size layers {on.samples} = net -> {stated}.
Proof. intros net0 E. rewrite on_this_size in E. subst net0. exact {nested([*parts, "sizes"])}. Qed.
"""
    return f"""{data(table, names)}
Definition table : list (Z * answer) := {NUMBERED} answers.

Lemma passes : check net answers && forallb (among answers) table = true.
Proof. vm_compute. reflexivity. Qed.

Lemma checked : check net answers = true.
Proof. exact (proj1 (andb_prop _ _ passes)). Qed.

Theorem every : Forall (states net) table.
Proof. exact (table_sound _ _ _ passes). Qed.

{"".join(proofs)}
{certified}"""


def _lines(items: Sequence[Any], write: Callable[[Any], str]) -> str:
    return ";\n".join(map(write, items))


def _joined(goals: Sequence[str]) -> str:
    return " /\\\n".join(f"({goal})" for goal in goals)


def _z(number: int) -> str:
    return f"({number})" if number < 0 else str(number)


def _list(items: Iterable[Any], write: Callable[[Any], str]) -> str:
    return "[" + "; ".join(map(write, items)) + "]"


def _node(edges: Any) -> str:
    return _list(edges, lambda edge: "Edge " + " ".join(map(_z, edge)))


def _answer(phases: Any) -> str:
    return _list(phases, lambda lines: _list(lines, lambda line: "Line " + " ".join(map(_z, line))))


def nested(parts: list[str]) -> str:
    """Proofs of a conjunction as one."""
    return parts[0] if len(parts) == 1 else f"(conj {parts[0]} {nested(parts[1:])})"


def _line(slope: int, at: int) -> str:
    """S m + a.

    >>> _line(32, -90), _line(1, 0), _line(0, 4)
    ('(32 * m + -90)', '(1 * m + 0)', '(0 * m + 4)')
    """
    return f"({slope} * m + {at})"


def _extreme(name: str, ends: Sequence[str]) -> str:
    return ends[0] if len(ends) == 1 else f"({name} {ends[0]} [{'; '.join(ends[1:])}])"


def _about_output(phases: Sequence[Any], output: int) -> list[str]:
    """What the output sees, a proposition for each phase."""
    found, period = [], len(phases)
    for phase, lines in enumerate(phases if period <= MOST_PHASES else ()):
        y = "m" if period == 1 else f"({period} * m + {phase})"
        if not lines:
            found.append(f"forall m, nothing net {output} {y}")
            continue
        first = _extreme("least", [_line(s, a) for s, a, _ in lines])
        last = _extreme("greatest", [_line(s, b) for s, _, b in lines])
        found.append(f"forall m, exactly net {output} {y} {first} {last}")
    return found


def _proof(phases: Sequence[Any], output: int, phase: int) -> str:
    """Of one phase of the output, from the theorem on answers."""
    sound = f"(answer_sound net answers {output} _ checked eq_refl)"
    if len(phases) == 1:
        return f"(every_output _ _ _ _ {sound})" if phases[0] else f"(no_output _ _ {sound})"
    return f"(fun m => {sound} {phase} _ m eq_refl)"


def _statement(
    network: Sequence[Any], printed: Entries, output: int, on: OnSize | None, besides: Sequence[Beside]
) -> str:
    entries = ";\n".join(f"({i}, {_answer(phases)})" for i, phases in printed.items())
    goals = [f"Forall (states net) [\n{entries}]", *_about_output(printed[output], output)]
    goals += [one.goal for one in besides]
    if on is None:
        return f"let net := [\n{_lines(network, _node)}] in\n{_joined(goals)}"
    layers = f"[\n{_lines(on.nodes, _sized_node)}]"
    return f"forall net, on_size {layers} {on.samples} = net ->\n{_joined([*goals, on.claim(layers)])}"


def sized_case(nodes: Sequence[Any], names: Sequence[str], answers: Sequence[Any]) -> CoqCase:
    """The case for a network on inputs of any size: nodes as (edges, whether SAME puts more on the left, the rule of
    the size), None for explicit padding."""
    source = f"""{_sized_data(nodes, names, answers)}
Definition tables : list (list (Z * answer)) := map {NUMBERED} answers.

Theorem certified : states_sized net tables.
Proof. apply (sized_sound net answers). vm_compute. reflexivity. Qed.
"""
    edges = ";\n".join(map(_sized_node, nodes))
    return CoqCase(source, "certified", f"states_sized [\n{edges}] {_tables(answers)}", "Z_scope", "Tables")


def sized_which(nodes: Sequence[Any], names: Sequence[str], answers: Sequence[Any]) -> str:
    """A file in which Coq computes the first node that is refused, for some size."""
    wrong = "fun r => match nth answers r with Some a => refused (on_size net r) a | None => 1 end"
    first = f"fold_right (fun r place => if place =? 0 then ({wrong}) r else place) 0 (numbers 0 {len(answers)})"
    return f"{_sized_data(nodes, names, answers)}\nEval vm_compute in {first}.\n"


def _sized_data(nodes: Sequence[Any], names: Sequence[str], answers: Sequence[Any]) -> str:
    named = enumerate(zip(names, nodes, strict=True), 1)
    net = ";\n".join(f"  (* {i} {NAMED.sub('?', name)} *) {_sized_node(node)}" for i, (name, node) in named)
    said = ";\n".join("[" + ";\n  ".join(_answer(phases) for phases in table[1:]) + "]" for table in answers)
    net = f"Definition net : sized := [\n{net}].\n\n"
    return f"{HEADERS['Tables']}\n{net}Definition answers : list (list answer) := [\n{said}].\n"


def _sized_node(node: Any) -> str:
    edges, upper, rule = node
    padding = "Explicit" if upper is None else f"Same {str(upper).lower()}"
    written = _list(edges, lambda edge: f"(Edge {' '.join(map(_z, edge))}, {padding})")
    return f"({written}, Size {' '.join(map(_z, rule))})"


def _tables(answers: Sequence[Any]) -> str:
    entries = (";\n".join(f"({i}, {_answer(phases)})" for i, phases in enumerate(table[1:], 1)) for table in answers)
    return "[" + ";\n".join(f"[{part}]" for part in entries) + "]"
