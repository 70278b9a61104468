r"""The table of a bundle: a bare tabular, what is seen from the input under the letters that are counted from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symrf.bundle.letters import Letters, Macros, finished
from symrf.errors import SymrfError, near, shown
from symrf.exposition.names import common
from symrf.exposition.of_network import OF_LAYER
from symrf.exposition.records import AxisReport, Row, may_be_less
from symrf.exposition.repeated import repeated
from symrf.exposition.table import SEEN, Abbreviations, Cell, Column, Name, hidden, is_long, number
from symrf.exposition.view import CELL
from symrf.layers import SAME
from symrf.notation import ALONE, FORWARD
from symrf.render.breaking import LINE, relation
from symrf.render.latex import DIGIT
from symrf.render.latex import letters as spelt
from symrf.terms import At, Sym, latex
from symrf.terms.latex import width
from symrf.terms.sympy_form import to_term

OWN = ("k", "s", "d", "K", "p", "q")
MEANING = {
    **OF_LAYER, "n": "the number of features of the map",
    "r": "the receptive-field size of a feature of map {}, in input samples",
    "S": "the distance of neighbouring receptive fields of map {}, in input samples",
    "start": "the centre of the first receptive field of map {}, where the first sample has its centre at $1/2$",
    "P": "the effective left padding of the field of map {} by itself, in input samples",
    "u": "the first input sample of the field of feature 0 of map {}",
    "v": "the last input sample of the field of feature 0 of map {}",
    "c": "the centre of the field of feature 0 of map {}, as an index of the input",
}  # fmt: skip
DEFAULT = ("l", "layer", "k", "s", "d", "p", "S", "r", "start")
KNOWN = ("l", "layer", "operation", *OWN, *SEEN, *ALONE)


@dataclass(frozen=True)
class Tabular:
    """A tabular or, of many rows, several; what its short names stand for, and its words."""

    tabular: str
    terms: str
    where: str


def columns_of(given: str | None) -> tuple[str, ...]:
    """The columns that are asked for; SymrfError where one is not known."""
    wanted = DEFAULT if given is None else tuple(part.strip() for part in given.split(","))
    for name in wanted:
        if name not in KNOWN:
            hint = near(name, KNOWN)
            raise SymrfError(f"no column {shown(name)}; {hint}the columns are {', '.join(KNOWN)}")
    return tuple(dict.fromkeys(ALONE.get(name, name) for name in wanted))


HEAD = 3
LONGEST, NARROW = 64, 8.5
"""Letters of a name that a cell of one line holds; where one is longer, names are broken. Centimetres in small letters
of a table that fits a plain article in letters of the usual size."""


def write(
    report: AxisReport, letters: Letters, wanted: Sequence[str], strip_prefix: bool, limit: float = LINE
) -> Tabular:
    """The table of one axis; limit: how wide a line is, in digits."""
    long = Abbreviations(report)
    prefix = common([row.name for row in report.rows]) if strip_prefix else ""
    writer = Macros(letters)
    every = [column for name in wanted for column in _columns(name, report, long, prefix)]
    if wanted == columns_of(None):
        every = [(name, column) for name, column in every if any(cell is not None for cell in column.cells)]
    head = " & ".join(_heading(name, column, writer, letters) for name, column in every) + r" \\"
    only = [column for _, column in every]
    cells = Macros(letters, general=False)
    used = {name for name, _ in every}
    heads = DIGIT * sum(max(width(letters.heads.get(FORWARD.get(name, name), "")) - HEAD, 0) for name in used)
    return Tabular(
        _tabulars(only, head, cells, NARROW * limit / LINE - heads),
        finished(" \\\\\n".join(relation(letters.of_network(rel)) for rel in long.claims)),
        _where(used, letters, prefix, report),
    )


def _tabulars(every: Sequence[Column], head: str, cells: Macros, narrow: float) -> str:
    """A bare tabular; made to fit the line where it may be wider than that of a plain article, in parts where high."""
    names = [spelt(cell.name) for column in every for cell in column.cells if isinstance(cell, Name)]
    plain = "".join("r" if column.right else "l" for column in every)
    kinds = plain if max(names, default=0) <= LONGEST else cells.columns(every)
    parts = cells.parts(every)
    same = " & ".join(rf"\hphantom{{{cells.widest(column)}}}" for column in every) + r" \\[-\normalbaselineskip]"
    begin = [rf"\begin{{tabular}}{{@{{}}{kinds}@{{}}}}", same, r"\toprule", head, r"\midrule"]
    begin = begin if len(parts) > 1 else [begin[0], *begin[2:]]
    bodies = [[" & ".join(map(cells.cell, row)) + r" \\" for row in rows] for rows in parts]
    written = ["\n".join([*begin, *rows, r"\bottomrule", r"\end{tabular}"]) for rows in bodies]
    if len(parts) == 1 and cells.wide(every) <= narrow:
        return f"{written[0]}\n"
    return "\n\n".join(f"\\noindent\\symrffit{{%\n{one}}}%" for one in written) + "\n"


def _columns(name: str, report: AxisReport, long: Abbreviations, prefix: str) -> list[tuple[str, Column]]:
    rows = report.rows
    if name == "l":
        several = len(report.paths) > 1
        found = [Column(path.carries if several else Sym("l"), tuple(row.places[i] for row in rows))
                 for i, path in enumerate(report.paths)]  # fmt: skip
        return [(name, column) for column in found]
    cells: list[Cell]
    if name == "layer":
        cells = [Name(row.name[len(prefix) :]) for row in rows]
    elif name == "operation":
        cells = [row.op.replace("_", " ") for row in rows]
    elif name in OWN:
        cells = [row.layer.get(name, SAME if hidden(row) and name in "pq" else None) for row in rows]
    else:
        cells = [_seen(row, name) for row in rows]
        if all(cell is None for cell in cells):
            return []
    heading = name if name in ("layer", "operation") else Sym(name)
    return [(name, Column(heading, tuple(_short(cell, long) for cell in cells)))]


def _seen(row: Row, name: str) -> Cell:
    return number(row.field, name, SEEN[name], may_be_less(row.field))


def _short(cell: Cell, long: Abbreviations) -> Cell:
    """An expression in place where it is no wider than a cell, otherwise under a name."""
    if is_long(cell) and width(latex(to_term(cell))) <= CELL:
        return to_term(cell)
    return long.cell(cell)


def _heading(name: str, column: Column, writer: Macros, letters: Letters) -> str:
    l_ = Sym("l")
    if name in FORWARD:  # in row l as the recurrence from the input calls it, and no letter that is counted from f_L
        return writer.inline(At(FORWARD[name], l_))
    if name in OWN or name in ("n", "start"):
        return writer.inline(At(name, l_))
    if name in "Puvc":
        return f"${_of_map(name, letters)}$"
    return writer.heading(column)


def _of_map(name: str, letters: Letters) -> str:
    """The letter of the field of map l by itself: the network up to there."""
    return f"{letters.write(At(name, Sym('0')))}^{{({letters.write(Sym('l'))})}}"


def _where(used: set[str], letters: Letters, prefix: str, report: AxisReport) -> str:
    """What the letters of the table mean, and no others."""
    w = Macros(letters)
    index = w.inline(Sym("l"))
    lines = []
    for name, words in MEANING.items():
        if name in used:
            own = f"${_of_map(name, letters)}$" if name in "Puvc" else w.inline(At(FORWARD.get(name, name), Sym("l")))
            lines.append(f"{own} is {words.format(index)}")
    if prefix:
        lines.append(f"all names of layers begin with {w.name(prefix)}, which is left out")
    if report.branched and "l" in used:
        lines.append(f"{index} numbers the layers of a path that carries the region")
    lines += map(Macros(letters, general=False).said, repeated(report.field.descent.network))
    said = "; ".join(lines)
    return f"{said[:1].upper()}{said[1:]}.\n"
