"""The gallery: a page for every network that is built in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from docs.pages.known import names
from docs.pages.writing import Linking, Pages, fenced, written
from symrf.derivation import AxisField, derive
from symrf.derivation.upward.table import AxisTable
from symrf.errors import SymrfError
from symrf.exposition.architecture import architecture
from symrf.exposition.table import Cell, Range
from symrf.exposition.view import View, view
from symrf.figures.draw import Asked, drawn
from symrf.figures.field import ROWS
from symrf.network import Network
from symrf.numbers import is_symbolic
from symrf.render.document import WORDS, report
from symrf.render.page import page
from symrf.render.writer import Finished
from symrf.terms import Sym
from symrf.theorem import theorem_names
from symrf.zoo import about, zoo

KINDS = {"field": "What one feature sees", "growth": "Size, jump and padding, layer by layer", "graph": "The network"}
"""The figures of a page, and what is said below each."""

SIZE = 224
"""Samples of the input, where a figure needs a number."""

WRITER = Linking("gallery")
LEADING = Linking("gallery", names)


@dataclass(frozen=True)
class Shown:
    """A network as its page shows it. commands: what made what is shown. tables: what checked its numbers, by path."""

    name: str
    title: str
    about: str
    view: View
    table: str
    figures: tuple[tuple[str, Finished], ...]
    theorems: tuple[str, ...]
    commands: tuple[str, ...]
    tables: Mapping[str, str]


Networks = tuple[Shown, ...]


def networks(names: Sequence[str]) -> Networks:
    """These networks of the zoo."""
    return tuple(shown(name, zoo(name)) for name in names)


def shown(name: str, network: Network) -> Shown:
    """What the page of one network holds."""
    found = view(architecture(network))
    used = dict.fromkeys(calculation.theorem for axis in found.axes for calculation in axis.report.calculations)
    figures, commands = [], [f"symrf derive {name}", f"symrf report {name} --format html -o build/{name}"]
    for kind, words in KINDS.items():
        try:
            drawing, options, besides = figure(network, kind)
        except SymrfError:
            continue
        figures.append((f"{words}{besides}", Finished(drawing)))
        commands.append(f"symrf figure {name} --kind {kind}{options} --format svg -o {name}-{kind}.svg")
    known = {*theorem_names()}
    names = tuple(one for one in used if one in known)
    table = page("fragment.html.j2", WRITER, view=found, **WORDS).partition("</h2>")[2].replace("h3>", "h2>")
    made = tables_of(name, found)
    return Shown(name, found.title, about(name), found, table, tuple(figures), names, tuple(commands), made)


def tables_of(name: str, found: View) -> dict[str, str]:
    """The tables that checked a network's numbers, as `python -m symrf.kernel` reads them; none where symbols are."""
    made = {}
    for axis in found.axes:
        field = axis.report.field
        rows = {row.name: row.field.state for row in axis.report.rows}
        table = AxisTable(field.descent.network, field.descent.extents, rows)
        if field.node in table.numbers:
            made[f"tables/{name}.{'-'.join(axis.axes)}.json"] = json.dumps(table.written)
    return made


def figure(network: Network, kind: str) -> tuple[str, str, str]:
    """The figure of that kind as SVG, what the command is told besides, and what is said of that.

    Of a deep network it shows the last layers, and where the padding depends on the size of the input, one of SIZE.
    """
    names = [node.name for node in network.nodes]
    stretches = [(names[-min(count, len(names))], names[-1]) for count in (ROWS, ROWS // 2, ROWS // 4)]
    sized = (network.with_input_size(SIZE), f" --input-size {SIZE}", f", of {SIZE} samples")
    every = [(network, "", ""), sized]
    for net, size, samples in every[kind != "graph" and _depends_on_size(network) :]:
        for layers in (None, *(stretches if kind == "field" else ())):
            with suppress(SymrfError):
                stretch = " --layers {}..{}".format(*layers) if layers else ""
                below = f", down to {layers[0]}" if layers else ""
                return drawn(net, Asked(kind, layers=layers), "svg"), f"{size}{stretch}", f"{below}{samples}"
    raise SymrfError(f"no figure {kind} of {network.title}")


def _depends_on_size(network: Network) -> bool:
    return any(is_symbolic(field.padding) for field in derive(network).output.axes.values())


def used(networks: Networks) -> dict[str, list[tuple[str, str]]]:
    """By theorem, the networks whose report rests on it: name and title."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in networks:
        for name in one.theorems:
            found.setdefault(name, []).append((one.name, one.name))
    return found


def reports(networks: Networks) -> dict[str, bytes]:
    """The report of every network, a page by itself, by its path below the site's root."""
    return {f"reports/{one.name}.html": report(zoo(one.name), "html").encode() for one in networks}


def tables(networks: Networks) -> dict[str, bytes]:
    """The tables of every network, by their path below the site's root."""
    return {name: written.encode() for one in networks for name, written in one.tables.items()}


def pages(networks: Networks) -> Pages:
    """The pages of the networks, and the one that lists them."""
    made = {
        f"gallery/{one.name}.md": written(
            "network.md.j2", WRITER, net=one, table=Finished(one.table), leading=LEADING, alignment=alignment,
            commands=fenced("\n".join(one.commands), "sh"), **WORDS,
        )
        for one in networks
    }  # fmt: skip
    return made | {"gallery/index.md": written("gallery.md.j2", WRITER, networks=networks, letter=Sym, size=size)}


def size(field: AxisField) -> Cell:
    """The size; from the least to the greatest where features differ."""
    return Range(field.size_min, field.size_max) if field.size is None else field.size


def alignment(field: AxisField) -> str:
    """Whether all paths to the output agree, in words."""
    if field.aligned is None:
        return "Whether all paths agree is not known."
    if field.aligned:
        return "All paths from the input to the output see centres at the same place."
    return "Paths do not agree; which two, where they part and join, and by how much, is said below."
