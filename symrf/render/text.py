"""Tables and paragraphs for a terminal: theorems and verdicts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from symrf.errors import counted
from symrf.exposition.catalogue import Entry
from symrf.exposition.numbers import number_text
from symrf.render.page import counterexample
from symrf.render.table import Cell, Name, Range, decimal
from symrf.render.verdicts import said_by
from symrf.terms import At, Big, Num, Op, Rel, Sym, Term
from symrf.terms import text as written
from symrf.verification import Verdict
from symrf.verification.verdict import OPEN, SKIPPED

WIDTH = 100
HOLDS = "  true where"
STATED = ("  right side − left side", HOLDS)
"""Details of a verdict that its theorem states already."""
UNDILATED = "d[l] == 1"


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
        case Range(low=low, high=None):
            return f"{cell(low)} or more"
        case Range(low=low, high=high):
            return f"{cell(low)} … {cell(high)}"
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


def entry(found: Entry) -> str:
    """One theorem: English, formula, conditions, the idea of its proof, source, verdict."""

    def paragraph(text: str) -> str:
        return textwrap.fill(plain(text), WIDTH, break_on_hyphens=False)

    parts = [f"{found.title} ({found.name})", paragraph(found.english), _formulas(found.statement)]
    if found.file:
        what = "What it says of the samples that are read, and its proof," if found.statement else "Statement and proof"
        parts.append(paragraph(f"{what} are in the Coq file {found.file}."))
    if found.conditions:
        parts.append("provided that\n" + _formulas(found.conditions))
    if found.where:
        parts.append("with\n" + _formulas(found.where))
    if found.difference is not None:
        parts.append(f"what is claimed less what is true:\n    {written(found.difference)}")
    if found.holds_when:
        parts.append(paragraph(f"Right {'exactly ' * found.exactly}when {found.holds_when}."))
    if found.right:
        parts.append(f"True instead: {found.right} (symrf show {found.right})\n{_formulas(found.instead)}".rstrip())
    parts += [paragraph(f"{what}: {said}") for what, said in _said(found) if said]
    if found.verdict is not None:
        parts.append(f"Verdict: {verdict(found.verdict)}")
    return "\n\n".join(part for part in parts if part) + "\n"


def _said(found: Entry) -> list[tuple[str, str]]:
    where = "Where published" if found.kind == "refutation" else "Source"
    return [("Proof", found.idea), (where, f"{found.source}.")]


def _formulas(claims: Sequence[Rel | Term]) -> str:
    return "\n".join(f"    {written(claim)}" for claim in claims)


def verdict(found: Verdict) -> str:
    """A verdict with its routes in one line, and what refutes or what is missing below."""
    routes = _routes(found)
    lines = [found.verdict + (f" ({routes})" if routes else "")]
    return "\n".join([*lines, *(line for line in details(found) if not line.startswith(STATED))])


def answer(found: Verdict) -> str:
    """The answer to a claim: the verdict first, and where a false claim is true; then all that is known."""
    routes = _routes(found, inapplicable=True)
    said = [f"{found.verdict}: {plain(found.name)}"]
    if found.read_as:
        said.append(f"  read as: {plain(found.read_as)}")
    if found.claims:
        return "\n".join([*said, *(f"  {line}" for claim in found.claims for line in answer(claim).split("\n"))])
    said += [f"  where {plain(condition)}" for condition in found.where]
    if found.holds_when:
        said.append(f"  false in general; true where {_alternatives(found.holds_when)} (proved)")
    said += [line for line in details(found) if not line.startswith(HOLDS)]
    return "\n".join([*said, *([f"  routes: {routes}"] if routes else [])])


def _alternatives(conditions: Sequence[str]) -> str:
    return "; and where ".join(map(plain, conditions))


def _routes(found: Verdict, inapplicable: bool = False) -> str:
    every = said_by(found, inapplicable)
    return ", ".join(said if said.startswith("not ") else f"{route} {said}" for route, said in every)


def details(found: Verdict) -> list[str]:
    """What refutes a statement, where it holds, or why nothing is known."""
    instead = "with dilation write" if UNDILATED in found.holds_when else "right would be"
    said = [("note", found.note), ("domain", ", ".join(found.domain)), ("right side − left side", found.difference)]
    said += [("true where", _alternatives(found.holds_when)), ("rests on", found.rests_on), ("reason", found.reason)]
    said.append((instead, found.suggestion))
    for route, result in found.routes.items():
        said += [(f"left open by {route}", f"{name}: {why}") for name, why in result.get("unproved", {}).items()]
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
    excused = [verdict.name for verdict in found if verdict.ok and verdict.verdict == OPEN]
    end = [f"not as expected: {', '.join(wrong)}" if wrong else "all as expected"]
    if excused and not wrong:
        end = ["the open ones need a route that was not asked or is not there, all else as expected"]
    skipped = {n: r["reason"] for v in found for n, r in v.routes.items() if r["verdict"] == SKIPPED}
    end += [f"{name} was skipped: {reason}" for name, reason in skipped.items()]
    return "; ".join([f"{counted(len(found), 'statement')}: {', '.join(counts)}", *end])
