"""Tables and paragraphs for a terminal: theorems and verdicts."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable, Sequence

from symrf.errors import counted
from symrf.exposition import of_theorem
from symrf.exposition.catalogue import Entry
from symrf.exposition.names import common, condensed
from symrf.exposition.table import Cell, Column, Name, decimal
from symrf.formulas.quantities import UNDILATED
from symrf.numbers import Number
from symrf.printed import printed
from symrf.render.verdicts import said_by
from symrf.render.writer import Finished, Writer
from symrf.terms import Rel, Term
from symrf.terms import text as written
from symrf.terms.sympy_form import number_text
from symrf.verification import Verdict
from symrf.verification.result import OPEN, REFUTED, SKIPPED

WIDTH, LEAST, MOST = 100, 60, 200
"""Columns of a line where no terminal says how many, and at least and at most where one does."""
HOLDS = "true where"
STATED = ("right side − left side", "counterexample", HOLDS)
"""Details of a verdict that its theorem states already."""
SHORT = 16
"""Of a node's name at least so many letters stay."""
RECORDED = "as recorded with"
_TOGETHER = re.compile(r"(?<!\S)(\S{1,9}) (==|[=<>]=?|[+-]) (\S{1,9})(?!\S)")
"""A short formula, or a short part of one, that stays in one line."""


def plain(text: str) -> str:
    """Text on one line without control characters, which a terminal would obey."""
    return "".join(c for c in " ".join(str(text).split()) if c.isprintable())


def short(name: str, most: int = 60) -> str:
    """A node's name on one line; of a long one the end, where names differ.

    >>> short("a/" * 40 + "conv")[:8], len(short("a/" * 40 + "conv"))
    ('…/a/a/a/', 60)
    """
    line = plain(name)
    if cell_width(line) <= most:
        return line
    line = line[-most:]
    while cell_width(line) >= most:
        line = line[1:]
    return f"…{line}"


def cell_width(text: str) -> int:
    """How many cells of a terminal a text takes.

    >>> cell_width("conv"), cell_width("\u5c42")
    (4, 2)
    """
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    wide = int(wcswidth(text))
    return wide if wide >= 0 else len(text)


class Terminal(Writer):
    """A terminal."""

    to = " … "

    def escape(self, text: str) -> Finished:
        """Text on one line."""
        return Finished(plain(text))

    emphasis = escape

    def name(self, text: str) -> Finished:
        """A node's name, of a long one the end."""
        return Finished(short(text))

    def inline(self, tree: Term | Rel) -> Finished:
        """A formula, with one = as people write it."""
        same = isinstance(tree, Rel) and tree.op == "=="
        tree = printed(tree)
        return Finished(written(Rel("=", tree.left, tree.right) if isinstance(tree, Rel) and same else tree))

    def number(self, value: Number) -> Finished:
        """A number."""
        return Finished(decimal(value) or number_text(value))


TEXT = Terminal()


def terminal() -> int | None:
    """The columns of the terminal that the output goes to; None where it goes to none, and lines stay whole."""
    if not sys.stdout.isatty():
        return None
    return max(LEAST, min(shutil.get_terminal_size((WIDTH, 24)).columns, MOST))


def filled(text: str, first: str = "", rest: str = "") -> list[str]:
    """Words in lines as wide as the terminal, or else WIDTH, with what they begin with."""
    found: list[str] = []
    together = _TOGETHER.sub(lambda formula: formula[0].replace(" ", "\0"), plain(text))
    for word in (word.replace("\0", " ") for word in together.split()):
        longer = f"{found[-1]} {word}" if found else ""
        if found and cell_width(longer) <= (terminal() or WIDTH):
            found[-1] = longer
        else:
            found.append(f"{rest if found else first}{word}")
    return found


def lines(text: str, first: str = "", rest: str = "") -> list[str]:
    """The same, but one line where there is no terminal: other programs read it."""
    return filled(text, first, rest) if terminal() else [f"{first}{plain(text)}"]


def paragraph(text: str) -> str:
    """Words in lines of the terminal's width."""
    return "\n".join(filled(text))


def columns(every: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> str:
    """A table of columns; of all their rows, or some. Where it is too wide it goes on below, with the names again."""
    heads, right = [TEXT.heading(c) for c in every], [c.right for c in every]
    cells = [[str(TEXT.cell(c)) for c in row] for row in rows]
    limit = terminal()
    if limit is None:
        return grid(heads, cells, right)
    names = [i for i, c in enumerate(every) if any(isinstance(cell, Name) for cell in c.cells)]
    wide = [width + 2 for width in _widths(heads, cells)]
    for i in names:  # names first, without what tells none apart, and down to their ends
        if sum(wide) > limit + 2:
            briefly = _briefly([row[i] for row in cells])
            cells = [[*row[:i], name, *row[i + 1 :]] for row, name in zip(cells, briefly, strict=True)]
            wide[i] = _widths([heads[i]], [[name] for name in briefly])[0] + 2
        least = max(SHORT, limit * 2 // 5) + 2
        wide[i] = max(min(wide[i], limit + 2 - sum(wide) + wide[i]), min(wide[i], least))
        cells = [[short(c, wide[i] - 2) if j == i else c for j, c in enumerate(row)] for row in cells]
    parts: list[list[int]] = [[]]
    for i, size in enumerate(wide):
        if sum(wide[j] for j in parts[-1]) + size > limit + 2 and set(parts[-1]) - set(names):
            parts.append([*names])
        parts[-1].append(i)
    return "\n\n".join(
        grid([heads[i] for i in part], [[row[i] for i in part] for row in cells], [right[i] for i in part])
        for part in parts
    )


def _briefly(names: Sequence[str]) -> list[str]:
    """Names without what all begin with and what within them tells none apart."""
    prefix = common(names)
    return [f"{'…' * bool(prefix)}{name}" for name in condensed([name.removeprefix(prefix) for name in names])[0]]


def grid(headings: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[bool] | None = None) -> str:
    """A table with a line under its heads; where a terminal is narrower, the widest columns are wrapped."""
    from tabulate import tabulate

    aligned = ["right" if r else "left" for r in right] if right else ["left"] * len(headings)
    body = [list(row) for row in rows]
    limit = terminal()
    table = tabulate(
        body, list(headings), tablefmt="simple", disable_numparse=True, colalign=aligned if body else None,
        maxcolwidths=_narrowed(_widths(headings, body), limit) if limit and body else None,
    )  # fmt: skip
    return "\n".join(line.rstrip() for line in table.splitlines())


def _widths(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[int]:
    """How wide each column is; a head has two more, as tabulate gives it."""
    every = zip(headings, *rows, strict=True)
    return [max([cell_width(head) + 2, *map(cell_width, column)]) for head, *column in every]


def _narrowed(wide: list[int], limit: int) -> list[int]:
    """The widths, the widest less and less, until all columns and the gaps of two between them are within the limit."""
    while sum(wide) > max(limit - 2 * (len(wide) - 1), len(wide)):
        wide[wide.index(max(wide))] -= 1
    return wide


def entry(found: Entry) -> str:
    """One theorem: English, formula, what else is said of it, verdict."""
    title = "\n".join(lines(f"{found.title} ({found.name})"))
    parts = [title, paragraph(TEXT.prose(found.english)), _formulas(found.statement)]
    parts += [paragraph(TEXT.sentence(sentence)) for sentence in of_theorem.entry(found)]
    if found.verdict is not None:
        parts.append(verdict(found.verdict, "Verdict: "))
    return "\n\n".join(part for part in parts if part) + "\n"


def _formulas(claims: Sequence[Rel | Term]) -> str:
    return "\n".join(f"    {written(printed(claim))}" for claim in claims)


def verdict(found: Verdict, first: str = "") -> str:
    """A verdict with its routes, and what refutes or what is missing below. first: what it begins with."""
    routes = _routes(found)
    said = lines(found.verdict + (f" ({routes})" if routes else ""), first, "    ")
    return "\n".join([*said, *details(found, STATED)])


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
        general = "false in general; " if found.verdict == REFUTED else ""
        said.append(f"  {general}true where {_alternatives(found.holds_when)} (proved)")
    said += details(found, (HOLDS,))
    return "\n".join([*said, *(lines(f"routes: {routes}", "  ", "    ") if routes else [])])


def _alternatives(conditions: Sequence[str]) -> str:
    return "; and where ".join(map(plain, conditions))


def _routes(found: Verdict, inapplicable: bool = False) -> str:
    every = said_by(found, inapplicable)
    return ", ".join(said if said.startswith("not ") else f"{route} {said}" for route, said in every)


def details(found: Verdict, known: Sequence[str] = ()) -> list[str]:
    """What refutes a statement, where it holds, or why nothing is known. known: what of this is said already."""
    called = {"right would be": "with dilation write"} if UNDILATED in found.holds_when else {}
    more = {RECORDED: "; --verify proves it again"}
    said = [(called.get(what, what), text and text + more.get(what, "")) for what, text in found.details.items()]
    for route, result in found.routes.items():
        unproved = result.evidence.get("unproved", {})
        said += [(f"left open by {route}", f"{name}: {why}") for name, why in unproved.items()]
    if found.counterexample:
        said.insert(0, ("counterexample", of_theorem.counterexample(found.counterexample)))
    new = [(what, text) for what, text in said if text and what not in known]
    return [line for what, text in new for line in lines(f"{what}: {text}", "  ", "    ")]


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
    skipped = {n: r.reason for v in found for n, r in v.routes.items() if r.verdict == SKIPPED}
    end += [f"{name} was skipped: {reason}" for name, reason in skipped.items()]
    return "; ".join([f"{counted(len(found), 'statement')}: {', '.join(counts)}", *end])
