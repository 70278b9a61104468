"""Tables and paragraphs for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from symrf.exposition.catalogue import Entry
from symrf.exposition.numbers import number_text
from symrf.formulas import Quantity
from symrf.render.page import counterexample
from symrf.render.table import Cell, Column, Name, decimal
from symrf.render.verdicts import route_words, routes_of
from symrf.render.view import AxisView, View
from symrf.terms import At, Big, Num, Op, Rel, Sym, Term
from symrf.terms import text as written
from symrf.verification import Verdict

WIDTH = 100
STATED = ("  difference", "  holds when")
"""Details of a verdict that its theorem states already."""


def plain(text: str) -> str:
    """Text on one line without control characters, which a terminal would obey."""
    return "".join(c for c in " ".join(str(text).split()) if c.isprintable())


def cell(value: Cell) -> str:
    """A cell of a layer table."""
    match value:
        case None:
            return ""
        case Name(name=text):
            return plain(text)
        case Num() | Sym() | At() | Op() | Big():
            return written(value)
        case str():
            return plain(value)
    return decimal(value) or number_text(value)


def grid(headings: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[bool] | None = None) -> str:
    """A table with a line under its heads."""
    from tabulate import tabulate

    aligned = ["right" if r else "left" for r in right] if right else ["left"] * len(headings)
    body = [list(row) for row in rows]
    table = tabulate(body, list(headings), tablefmt="simple", disable_numparse=True, colalign=aligned if body else None)
    return "\n".join(line.rstrip() for line in table.splitlines())


def architecture(view: View, node: str | None = None) -> str:
    """The layers of a network and what its output sees; with `node` the table holds that node alone."""
    parts = [plain(view.title)]
    for axis in view.axes:
        parts += [_axis(view, axis, node)]
    if view.terms:
        parts += ["where\n" + _lines(view.terms)]
    return "\n\n".join(parts) + "\n"


def _axis(view: View, axis: AxisView, node: str | None) -> str:
    size = "" if axis.size is None else f", input size {written(axis.size)}"
    several = "axis" if len(axis.axes) == 1 else "axes"
    parts = [f"{several} {', '.join(map(plain, axis.axes))}{size}"]
    table = axis.table
    rows = [[cell(c) for c in row] for row in table.rows if node is None or Name(node) in row]
    parts += ["", grid([_heading(c) for c in table.columns], rows, [c.right for c in table.columns])]
    if table.long:
        parts += ["", _lines(table.long)]
    if table.always:
        parts += ["", f"in every layer {', '.join(written(Rel('=', rel.left, rel.right)) for rel in table.always)}"]
    parts += ["", *_result(view, axis)]
    return "\n".join(parts)


def _result(view: View, axis: AxisView) -> list[str]:
    lines = []
    if axis.region:
        u, v = map(written, axis.region)
        ends = "u … v, where" if axis.long_region else f"{u} … {v}"
        lines.append(f"feature y of {plain(view.output)} sees the input samples {ends}")
        lines += [f"  u = {u}", f"  v = {v}"] if axis.long_region else []
    facts = [f"{_called(fact.quantity)} = {cell(fact.value)}" for fact in axis.facts]
    if len(axis.short_facts) < len(facts):
        lines += facts
    else:
        lines += textwrap.wrap(", ".join(facts), WIDTH, break_long_words=False, break_on_hyphens=False)
    return [*lines, *(f"note: {plain(gap)}" for gap in axis.gaps)]


def _called(quantity: Quantity) -> str:
    """Title and letter, once where they are one word."""
    title = quantity.title.lower()
    return title if title == quantity.letter else f"{title} {quantity.letter}"


def _heading(column: Column) -> str:
    return column.heading if isinstance(column.heading, str) else written(column.heading)


def _lines(claims: Iterable[Rel]) -> str:
    return "\n".join(f"  {_equation(claim)}" for claim in claims)


def _equation(claim: Rel) -> str:
    """A definition, with one = as people write it."""
    return written(Rel("=" if claim.op == "==" else claim.op, claim.left, claim.right))


def entry(found: Entry) -> str:
    """One theorem: English, formula, conditions, the idea of its proof, source, verdict."""

    def paragraph(text: str) -> str:
        return textwrap.fill(plain(text), WIDTH, break_on_hyphens=False)

    parts = [f"{found.title} ({found.name})", paragraph(found.english), _formulas(found.statement)]
    if found.conditions:
        parts.append("provided that\n" + _formulas(found.conditions))
    if found.where:
        parts.append("with\n" + _formulas(found.where))
    if found.difference is not None:
        parts.append(f"the left side exceeds the right by\n    {written(found.difference)}")
    parts += [paragraph(f"{what}: {said}") for what, said in _said(found) if said]
    if found.verdict is not None:
        parts.append(f"Verdict: {verdict(found.verdict)}")
    return "\n\n".join(part for part in parts if part) + "\n"


def _said(found: Entry) -> list[tuple[str, str]]:
    instead = f"{found.right} (symrf show {found.right})" if found.right else ""
    source = f"{found.source}."
    return [("Right when", found.holds_when), ("True instead", instead), ("Proof", found.idea), ("Source", source)]


def _formulas(claims: Sequence[Rel | Term]) -> str:
    return "\n".join(f"    {written(claim)}" for claim in claims)


def verdict(found: Verdict) -> str:
    """A verdict with its routes in one line, and what refutes or what is missing below."""
    routes = _routes(found)
    lines = [found.verdict + (f" ({routes})" if routes else "")]
    return "\n".join([*lines, *(line for line in details(found) if not line.startswith(STATED))])


def answer(found: Verdict) -> str:
    """The answer to a claim: the verdict first, then all that is known."""
    routes = _routes(found)
    said = [f"{found.verdict}: {plain(found.name)}", *details(found)]
    return "\n".join([*said, *([f"  routes: {routes}"] if routes else [])])


def _routes(found: Verdict) -> str:
    words = [(route, route_words(found.routes[route])) for route in routes_of([found])]
    return ", ".join(f"{route} {said}" for route, said in words if said)


def details(found: Verdict) -> list[str]:
    """What refutes a statement, when it holds, or why nothing is known."""
    said = [("difference", found.difference), ("holds when", found.holds_when), ("reason", found.reason)]
    said.append(("right would be", found.suggestion))
    if found.counterexample:
        said.insert(0, ("counterexample", counterexample(found.counterexample)))
    return [f"  {what}: {plain(text)}" for what, text in said if text]


def row(cells: Sequence[str], first: int) -> str:
    """A line of the verdicts' table, its first column so wide."""
    return "  ".join([cells[0].ljust(first), *(cell.ljust(10) for cell in cells[1:])]).rstrip()


def tally(found: Sequence[Verdict]) -> str:
    """How many statements there are of each verdict, and whether all are as expected."""
    counts = [f"{n} {word}" for word in ("proved", "refuted", "open") if (n := sum(v.verdict == word for v in found))]
    wrong = [verdict.name for verdict in found if not verdict.ok]
    end = f"not as expected: {', '.join(wrong)}" if wrong else "all as expected"
    return f"{len(found)} statement{'s' * (len(found) != 1)}: {', '.join(counts)}; {end}"


def feature(view: View, y: int) -> str:
    """Which input samples feature y of the output is computed from, on every axis."""
    lines = []
    for axis in view.axes:
        field = axis.report.field
        u, v = field.region(y)
        label = f", axis {', '.join(map(plain, axis.axes))}" if len(view.axes) > 1 else ""
        line = f"feature {y} of {plain(view.output)}{label} sees the input samples {cell(u)} … {cell(v)}"
        if isinstance(field.output_size, int):
            inside = field.region_in_bounds(y)
            line += "; in bounds " + ("nothing" if inside is None else f"{cell(inside[0])} … {cell(inside[1])}")
        lines.append(line)
    return "\n".join(lines) + "\n"
