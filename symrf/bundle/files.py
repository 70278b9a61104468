"""The files of a bundle, made in memory: name and text of each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from symrf import __version__
from symrf.bundle.bibliography import bibliography
from symrf.bundle.letters import Letters, Macros, letters
from symrf.bundle.shapes import TwoShapes
from symrf.bundle.table import columns_of, write
from symrf.errors import SymrfError, near, shown
from symrf.exposition.architecture import architecture
from symrf.exposition.equation import Equalities, NamedEquation
from symrf.exposition.equations import equations
from symrf.exposition.of_network import checked
from symrf.exposition.view import View, view
from symrf.network import Network
from symrf.notation import Notation
from symrf.numbers import symbols_in
from symrf.printed import using
from symrf.render.breaking import HIGH, height
from symrf.render.page import page
from symrf.render.shapes import WIDTHS
from symrf.render.writer import Finished
from symrf.repeat import free_symbols
from symrf.terms.latex import subscripted
from symrf.verification.recorded import recorded

MANIFEST, MAIN = "manifest.json", "main.tex"


@dataclass(frozen=True)
class Options:
    """What is asked of a bundle. columns: of the table, by commas; width: of aligned equations, page or column."""

    output: str | None = None
    columns: str | None = None
    strip_prefix: bool = False
    width: str = "page"
    notation: str | None = None

    def __post_init__(self) -> None:
        if self.width not in WIDTHS:
            hint = near(self.width, WIDTHS)
            raise SymrfError(f"no width {shown(self.width)}; {hint}the widths are {', '.join(WIDTHS)}")


def bundle(network: Network, options: Options = Options(), given: Mapping[str, Any] | None = None) -> dict[str, str]:
    """Every file of the bundle, by name; what is proved is said as recorded with the package.

    given: where the network comes from, for the manifest. SymrfError for a column or width that there is not, and what
    derive raises.

    >>> from symrf.layers import Conv
    >>> made = bundle(Network.of(Conv(3) >> Conv(5, stride=2)))
    >>> print(made["net.size.tex"], made["size.recurrence.tex"], sep="", end="")
    \\rfsize{0} = 7
    \\rfsize{l-1} = \\rfstride{l} \\rfsize{l} + (\\rfspan{l} - \\rfstride{l}) , \\qquad \\rfsize{\\rfdepth{}} = 1
    """
    with using(options.notation) as known:
        return _files(network, options, known, given)


def _files(network: Network, options: Options, known: Notation, given: Mapping[str, Any] | None) -> dict[str, str]:
    columns = columns_of(options.columns)
    found = architecture(network, options.output)
    shown_ = view(found)
    below = network if options.output is None else network.up_to(network.node(options.output).name)
    letters_ = letters(_symbols(below, shown_), known, _as_called(shown_))
    every = equations(shown_, below, found.sums)
    verdicts = recorded(list(dict.fromkeys(one.theorem for one in every if one.theorem)))
    files = {"symrf.tex": _macros(letters_)}
    for one in every:
        files |= _equation(one, letters_, WIDTHS[options.width])
    tables = _tables(shown_, letters_, columns, options)
    files |= {name: text for table in tables for name, text in table.items() if text}
    if picture := figure(below):
        files["figure.tex"] = picture
    files["theorems.bib"] = bibliography(verdicts)
    files[MAIN] = _main(every, files, shown_)
    files[MANIFEST] = _manifest(files, options, given, verdicts, len(found.sums), shown_)
    return files


def _symbols(network: Network, shown_: View) -> set[str]:
    """The names that formulas of the network hold beside symrf's letters."""
    found = {symbol.name for symbol in free_symbols(network)}
    for axis in shown_.axes:
        values = [getattr(row.field, what) for row in axis.report.rows for what in ("size", "left", "right", "stride")]
        found |= {symbol.name for symbol in symbols_in(values)}
    return found


def _as_called(shown_: View) -> set[str]:
    """The symbols that are what they are called, as s1 where it is the stride of layer 1."""
    rows = [row for axis in shown_.axes for row in axis.report.rows]
    numbers = [(x, str(place), str(value)) for row in rows for place in row.places for x, value in row.layer.items()]
    return {name for letter, place, name in numbers if subscripted(name) == (letter, place)}


def _macros(letters_: Letters) -> str:
    notes = [f"% {old} is written {new}, as the network has a symbol of that letter." for old, new in letters_.renamed]
    head = f"% Made by symrf {__version__}. What you define before this is read wins."
    return "\n".join([head, *notes, letters_.definitions])


def _equation(one: NamedEquation, letters_: Letters, limit: float) -> dict[str, str]:
    writer, shapes = Macros(letters_, one.general), TwoShapes(one, letters_)
    files = {f"{one.name}.tex": shapes.one_line(limit), f"{one.name}.aligned.tex": shapes.aligned(limit)}
    if height(files[f"{one.name}.tex"]) > HIGH:  # no page holds it, but one may end in an alignment
        del files[f"{one.name}.tex"]
    if one.where:
        files[f"{one.name}.where.tex"] = "\n".join(map(writer.sentence, one.where)) + "\n"
    return files


def _tables(
    shown_: View, letters_: Letters, columns: Sequence[str], options: Options
) -> list[dict[str, str]]:
    """The files of the table of each group of axes."""
    found = []
    for number, axis in enumerate(shown_.axes, start=1):
        name = "table" if len(shown_.axes) == 1 else f"table.{number}"
        table = write(axis.report, letters_, columns, options.strip_prefix, WIDTHS[options.width])
        texts = {"": table.tabular, ".terms": table.terms, ".where": table.where}
        found.append({f"{name}{end}.tex": text for end, text in texts.items()})
    return found


def _main(every: Sequence[NamedEquation], files: Mapping[str, str], shown_: View) -> str:
    """A document that uses all of it."""
    from symrf.render.latex import WRITER

    rows = []
    for one in every:
        broken = isinstance(one.parts[0], Equalities) or "&" in files.get(f"{one.name}.tex", "&")
        rows.append((Finished(one.name), one.name, broken, f"{one.name}.where.tex" in files))
    tables = [name.removesuffix(".tex") for name in files if name.startswith("table") and name.count(".") < 3]
    bare = [name for name in tables if not name.endswith((".terms", ".where"))]
    found = [(Finished(name), *(f"{name}.{end}.tex" in files for end in ("terms", "where"))) for name in bare]
    figure = "figure.tex" in files
    said = dict.fromkeys(sentence for axis in shown_.axes for sentence in checked(axis))
    return page(
        "bundle.tex.j2", WRITER, version=__version__, title=shown_.title, equations=rows, tables=found, figure=figure,
        checked=[WRITER.sentence(sentence) for sentence in said],
    )  # fmt: skip


def figure(network: Network) -> str:
    """The picture that says most of a network: its samples, letters where it has symbols, or its graph."""
    from symrf.figures.draw import Asked, drawn

    for kind in ("field", "schematic", "graph", "growth"):
        try:
            return drawn(network, Asked(kind))
        except SymrfError:
            continue
    return ""


def digest(text: str) -> str:
    """SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _manifest(
    files: Mapping[str, str], options: Options, given: Mapping[str, Any] | None, verdicts: Sequence[Any], sums: int,
    shown_: View,
) -> str:  # fmt: skip
    fields = [axis.report.field for axis in shown_.axes]
    record = {
        "schema": 1,
        "symrf": __version__,
        "architecture": dict(given or {}),
        "options": asdict(options),
        "theorems": {verdict.name: verdict.verdict for verdict in verdicts},
        "sums_proved_now": sums,
        "checked": {one.axis: {"by": one.checked, "certificate": one.certificate} for one in fields},
        "files": {name: digest(text) for name, text in sorted(files.items())},
    }
    return json.dumps(record, indent=1) + "\n"
