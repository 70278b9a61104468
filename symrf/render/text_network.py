"""One network for a terminal: its layers, and what its output sees."""

from __future__ import annotations

import textwrap
from collections.abc import Container, Iterable

from symrf.exposition import of_network
from symrf.exposition.cases import ByCase
from symrf.exposition.records import Fact
from symrf.exposition.sentences import Sentence
from symrf.exposition.table import Name
from symrf.exposition.table import size as sizes
from symrf.exposition.view import AxisView, View
from symrf.formulas import LETTERS
from symrf.render.text import TEXT, WIDTH, columns, plain
from symrf.terms import At, Rel, Sym


def architecture(view: View, only: Container[str] | None = None) -> str:
    """The layers of a network and what its output sees; with `only` the table holds these nodes alone."""
    parts = [plain(view.title), *map(TEXT.sentence, of_network.renamed(view))]
    parts += ["\n".join(_axis(axis, only)) for axis in view.axes]
    parts += [f"{TEXT.said(one)} (--output NODE says what each sees)" for one in of_network.others(view)]
    if view.terms:
        parts.append("\n".join(["where", *_claims(view.terms)]))
    parts += [TEXT.said(one) for axis in view.axes for _, one in of_network.features(axis)]
    return "\n\n".join(parts) + "\n"


def _axis(axis: AxisView, only: Container[str] | None) -> list[str]:
    size = "" if axis.size is None else f", input size {TEXT.inline(axis.size)}"
    several = "axis" if len(axis.axes) == 1 else "axes"
    named = [next((cell.name for cell in row if isinstance(cell, Name)), "") for row in axis.table.rows]
    shown = [row for row, name in zip(axis.table.rows, named, strict=True) if only is None or name in only]
    lines = [f"{several} {', '.join(map(plain, axis.axes))}{size}", "", columns(axis.table.columns, shown), ""]
    if axis.table.long:
        lines += [*_claims(axis.table.long), ""]
    lines += [line for one in of_network.everywhere(axis) for line in (TEXT.said(one), "")]
    return [*lines, *_result(axis)]


def _result(axis: AxisView) -> list[str]:
    """What the output sees: sentences, the table of its pieces, its numbers, and what else is to be known."""
    lines: list[str] = []
    for sentence in of_network.region(axis):
        lines.append(TEXT.said(sentence))
        lines += _claims(axis.bounds) if axis.long_region and axis.region and len(lines) == 1 else []
    if axis.pieces is not None:
        lines += ["", columns(axis.pieces.columns, axis.pieces.rows), ""]
    lines += _wrapped(of_network.phases(axis.pieces))
    facts = [f"{_called(fact)} = {TEXT.cell(fact.shown)}" for fact in axis.facts]
    lines += _wrapped(of_network.feature_zero(axis)) if facts else []
    if axis.range:
        size = f"{TEXT.inline(Sym('r'))} = {TEXT.cell(sizes(axis.report.field))}"
        lines += [f"receptive-field size {size}, by feature ({' … '.join(map(TEXT.inline, axis.range))})"]
        facts = facts[len(axis.range) :]
    if len(axis.short_facts) < len(axis.facts):
        lines += facts
    else:
        lines += textwrap.wrap(", ".join(facts), WIDTH, break_long_words=False, break_on_hyphens=False)
    lines += [*_wrapped(of_network.domain(axis)), *_cases(axis.cases), *_wrapped(of_network.border(axis.border))]
    lines += [*map(TEXT.said, of_network.unused(axis)), *map(TEXT.said, of_network.gaps(axis))]
    first, *rest = [*map(TEXT.said, of_network.disagreement(axis.disagreement)), ""]
    return [*lines, first, *(f"  {line}" for line in rest if line)] if first else lines


def _wrapped(said: Iterable[Sentence]) -> list[str]:
    return [line for one in said for line in textwrap.wrap(TEXT.said(one), WIDTH, break_long_words=False)]


def _cases(every: Iterable[ByCase]) -> list[str]:
    """A line for every case of every number."""
    lines = []
    for one in every:
        symbol = TEXT.inline(one.symbol)
        rows = [(f"{symbol} = {TEXT.inline(value)}", TEXT.listed(when)) for value, when in one.rows]
        wide = max(len(value) for value, _ in rows)
        lines += [f"  {value:<{wide}}  where {when}" for value, when in rows]
    return ["case by case:", *lines] if lines else []


def _called(fact: Fact) -> str:
    """Title and letter as claims have it, once where they are one word."""
    title = LETTERS[fact.quantity.letter].title.lower()
    alone = fact.symbol.name if isinstance(fact.symbol, At) else fact.quantity.letter
    letter = TEXT.inline(Sym(alone))
    return title if title == letter else f"{title} {letter}"


def _claims(claims: Iterable[Rel]) -> list[str]:
    return [f"  {TEXT.inline(claim)}" for claim in claims]
