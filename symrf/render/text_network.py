"""One network for a terminal: its layers, and what its output sees."""

from __future__ import annotations

from collections.abc import Container, Iterable

from symrf.exposition import exactness, of_network
from symrf.exposition.cases import Cases
from symrf.exposition.records import OutputNumber
from symrf.exposition.repeated import repeated
from symrf.exposition.sentences import Sentence
from symrf.exposition.table import Name
from symrf.exposition.table import size as sizes
from symrf.exposition.view import AxisView, View
from symrf.formulas import LETTERS
from symrf.render.text import TEXT, cell_width, columns, filled, lines, plain, terminal
from symrf.terms import At, Rel, Sym

EQUAL = {"==": "="}


def architecture(view: View, only: Container[str] | None = None) -> str:
    """The layers of a network and what its output sees; with `only` the table holds these nodes alone."""
    parts = [plain(view.title), *map(TEXT.sentence, of_network.renamed(view))]
    parts += ["\n".join(_axis(axis, only)) for axis in view.axes]
    parts += [_line(one, " (--output NODE says what each sees)") for one in of_network.others(view)]
    if view.terms:
        parts.append("\n".join(["where", *_claims(view.terms)]))
    parts += [_line(one) for axis in view.axes for _, one in of_network.features(axis)]
    return "\n\n".join(parts) + "\n"


def _axis(axis: AxisView, only: Container[str] | None) -> list[str]:
    size = "" if axis.size is None else f", input size {TEXT.inline(axis.size)}"
    several = "axis" if len(axis.axes) == 1 else "axes"
    named = [next((cell.name for cell in row if isinstance(cell, Name)), "") for row in axis.table.rows]
    shown = [row for row, name in zip(axis.table.rows, named, strict=True) if only is None or name in only]
    head = f"{several} {', '.join(map(plain, axis.axes))}{size}"
    told = [_filled(one) for some in (of_network.own(axis), of_network.headed(axis)) for one in some]
    table = columns(axis.table.columns, shown) if shown else "no layer changes size or stride"
    said = [head, "", *told, *([""] if told else []), table, ""]
    if axis.table.long:
        said += [*_claims(axis.table.long), ""]
    for one in (*of_network.everywhere(axis), *repeated(axis.report.field.descent.network)):
        said += [_line(one), ""]
    return [*said, *_result(axis)]


def _result(axis: AxisView) -> list[str]:
    """What the output sees: sentences, the table of its pieces, its numbers, and what else is to be known."""
    said: list[str] = []
    for sentence in of_network.region(axis):
        said.append(_line(sentence))
        said += _claims(axis.bounds) if axis.long_region and axis.region and len(said) == 1 else []
    if axis.pieces is not None:
        said += ["", columns(axis.pieces.columns, axis.pieces.rows), ""]
    said += _wrapped(of_network.phases(axis.pieces))
    facts = [f"{_called(fact)} {EQUAL.get(fact.op, fact.op)} {TEXT.cell(fact.shown)}" for fact in axis.facts]
    said += _wrapped(of_network.feature_zero(axis)) if facts else []
    ends = sizes(axis.report.field)
    if axis.range and ends is not None:
        size = f"{TEXT.inline(Sym('r'))} = {TEXT.cell(ends)}"
        said += lines(f"receptive-field size {size}, by feature ({' … '.join(map(TEXT.inline, axis.range))})")
        said += _wrapped(exactness.there(axis))
        facts = facts[len(axis.range) :]
    if len(axis.short_facts) < len(axis.facts):
        said += [line for fact in facts for line in lines(fact)]
    else:
        said += filled(", ".join(facts))
    said += [*_wrapped(of_network.domain(axis)), *_cases(axis.cases)]
    said += _wrapped(of_network.border(axis.report.field.border))
    said += [*map(_line, of_network.unused(axis)), *map(_line, exactness.gaps(axis))]
    first, *rest = [*of_network.disagreement(axis.report.field), ()]
    said += [_line(first)] if first else []
    return [*said, *(line for one in rest if one for line in lines(TEXT.said(one), "  ", "    "))]


def _line(one: Sentence, more: str = "") -> str:
    """A sentence, over several lines only where a terminal is narrower."""
    return "\n".join(lines(TEXT.said(one) + more))


def _filled(one: Sentence) -> str:
    return "\n".join(filled(TEXT.said(one)))


def _wrapped(said: Iterable[Sentence]) -> list[str]:
    return [_filled(one) for one in said]


def _cases(every: Iterable[Cases]) -> list[str]:
    """A line for every case of every number."""
    found: list[str] = []
    for one in every:
        symbol = TEXT.inline(one.left)
        rows = [(f"{symbol} = {TEXT.inline(value)}", TEXT.listed(when)) for value, when in one.rows]
        wide = max(len(value) for value, _ in rows)
        for value, when in rows:
            line = f"  {value:<{wide}}  where {when}"
            fits = cell_width(line) <= (terminal() or cell_width(line))
            found += [line] if fits else lines(f"{value} where {when}", "  ", "    ")
    return ["case by case:", *found] if found else []


def _called(fact: OutputNumber) -> str:
    """Title and letter as claims have it, once where they are one word."""
    title = LETTERS[fact.quantity.letter].title.lower()
    alone = fact.symbol.name if isinstance(fact.symbol, At | Sym) else fact.quantity.letter
    letter = TEXT.inline(Sym(alone))
    return title if title == letter else f"{title} {letter}"


def _claims(claims: Iterable[Rel]) -> list[str]:
    return [f"  {TEXT.inline(claim)}" for claim in claims]
