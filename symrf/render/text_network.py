"""One network for a terminal: its layers, and what its output sees."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from symrf.formulas import Quantity
from symrf.render.answer import Disagreement, Seen, Words, border_words
from symrf.render.cases import ByCase
from symrf.render.table import Column, Name
from symrf.render.table import size as sizes
from symrf.render.text import WIDTH, cell, grid, plain
from symrf.render.view import AxisView, View
from symrf.terms import Rel
from symrf.terms import text as written

MOST = 8
"""Of more other outputs the first are named."""


def architecture(view: View, node: str | None = None) -> str:
    """The layers of a network and what its output sees; with `node` the table holds that node alone."""
    parts = [plain(view.title), *(_axis(view, axis, node) for axis in view.axes)]
    if view.others:
        names = ", ".join(map(plain, view.others[:MOST])) + (" …" if len(view.others) > MOST else "")
        parts.append(f"outputs too, as nothing reads them: {names} (--output NODE says what each sees)")
    if view.terms:
        parts += ["where\n" + _lines(view.terms)]
    parts += [_feature(view, axis, seen) for axis in view.axes for seen in axis.seen]
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
        lines.append(f"feature {axis.y.name} of {plain(view.output)} sees the input samples {ends}")
        lines += [f"  u = {u}", f"  v = {v}"] if axis.long_region else []
    lines += _pieces(view, axis)
    facts = [f"{_called(fact.quantity)} = {cell(fact.value)}" for fact in axis.facts if fact.symbol not in axis.range]
    if axis.range:
        size = cell(sizes(axis.report.field))
        lines += [f"receptive-field size r = {size}, by feature ({' … '.join(map(written, axis.range))})"]
    if axis.report.field.kind != "affine" and facts:
        average = f" (S on average over {written(axis.average)} features)" if axis.average and axis.has_stride else ""
        lines.append(f"of feature 0{average}:")
    if len(axis.short_facts) < len(axis.facts):
        lines += facts
    else:
        lines += textwrap.wrap(", ".join(facts), WIDTH, break_long_words=False, break_on_hyphens=False)
    domain = ", ".join(axis.report.field.domain)
    lines += textwrap.wrap(f"where {domain}", WIDTH, break_long_words=False) if domain else []
    lines += _cases(axis.cases)
    lines += _borders(axis)
    lines += [f"note: {plain(gap)}" for gap in axis.gaps]
    return lines + ([] if axis.disagreement is None else _disagreement(axis.disagreement))


def _cases(every: Iterable[ByCase]) -> list[str]:
    """A line for every case of every number."""
    lines = []
    for one in every:
        symbol = written(one.symbol)
        rows = [(f"{symbol} = {written(value)}", ", ".join(map(written, when))) for value, when in one.rows]
        wide = max(len(value) for value, _ in rows)
        lines += [f"  {value:<{wide}}  where {when}" for value, when in rows]
    return ["case by case:", *lines] if lines else []


def _borders(axis: AxisView) -> list[str]:
    """Which features reach beyond an input of known size, and which samples none reads."""
    lines, border, unused = [], axis.border, axis.unused
    if border is not None and border.beyond:
        lines.append(border_words(border, " … "))
    if unused is not None:
        samples = f"{unused.total} samples are" if unused.total > 1 else "1 sample is"
        lines.append(f"{samples} read by no feature: {unused.before} at the start, {unused.after} at the end")
    return lines


def _pieces(view: View, axis: AxisView) -> list[str]:
    """The table of an envelope or of phases, and how to read it."""
    pieces = axis.pieces
    if pieces is None:
        return []
    rows = [[cell(c) for c in row] for row in pieces.rows]
    table = ["", grid([_heading(c) for c in pieces.columns], rows, [c.right for c in pieces.columns]), ""]
    if pieces.period is None:
        y = axis.y.name
        return [f"its paths have different strides S: the least S*{y} + a and the greatest S*{y} + b over", *table]
    read = f"feature {_equation(pieces.feature)} of {plain(view.output)} sees the input samples"
    said = [f"{read} {' … '.join(map(written, pieces.ends))}"]
    if pieces.repeated:
        table.append("of several lines of one phase the least first and the greatest last sample count")
    if pieces.blank:
        table.append("a phase without numbers reads nothing")
    if pieces.left_out:
        table.append(f"{pieces.left_out} more phases are not shown; --format json has them all")
    return [*said, *table]


def _disagreement(found: Disagreement) -> list[str]:
    of = f" of feature {found.feature} of {plain(found.join)}" if found.what == "centre" else ""
    where = f" in copy {found.copy[0]} of {plain(found.copy[1])}" if found.copy else ""
    one, two = map(cell, found.values)
    ways = ["straight there" if not way else f"through {_arrows(way)}" for way in found.ways]
    lines = [
        f"note: paths do not agree{where}: the {found.what}{of} is {one} by one and {two} by another, a difference of"
        f" {cell(found.difference)}" + (", but for symbols with which this is 0" if found.vanishing else ""),
        f"  they part at {plain(found.part)} and join at {plain(found.join)}",
        f"  one goes {ways[0]}",
        f"  the other {ways[1]}",
    ]
    return [*lines, f"  they agree on inputs of n samples with {found.sizes}"] if found.sizes else lines


def _arrows(way: Words) -> str:
    return " → ".join(plain(step) if isinstance(step, str) else f"({step} more)" for step in way)


def _feature(view: View, axis: AxisView, seen: Seen) -> str:
    """Which input samples one feature of the output is computed from."""
    named = seen.axes or (axis.axes if len(view.axes) > 1 else ())
    label = f", axis {', '.join(map(plain, named))}" if named else ""
    name = f"feature {seen.feature} of {plain(view.output)}{label}"
    if seen.reason:
        return f"what {name} sees is not known: {plain(seen.reason)}"
    if seen.region is None:
        return f"{name} reads nothing"
    line = f"{name} sees the input samples {' … '.join(map(written, seen.region))}"
    if seen.inside == ():
        return line
    return f"{line}; in bounds {'nothing' if seen.inside is None else ' … '.join(map(written, seen.inside))}"


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
