"""HTML: one page without scripts or other files, its formulas in MathML, text that stays text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape as escape_html

from symrf.exposition.instance import Step
from symrf.exposition.numbers import to_term
from symrf.render import mathml
from symrf.render.cases import ByCase
from symrf.render.latex import spaced
from symrf.render.page import Finished
from symrf.render.table import Cell, Column, Name, decimal
from symrf.terms import At, Big, Num, Op, Rel, Sym, Term


def escape(text: str) -> Finished:
    """Text that is read as it was typed, on one line.

    >>> print(escape('<b> & "c"'))
    &lt;b&gt; &amp; &quot;c&quot;
    """
    if isinstance(text, Finished):
        return text
    return Finished(escape_html("".join(c for c in " ".join(str(text).split()) if c.isprintable()), quote=True))


def name(text: str) -> Finished:
    """A node's name."""
    return Finished(f"<code>{escape(text)}</code>")


def emphasis(text: str) -> Finished:
    """Text that stands out."""
    return Finished(f"<em>{escape(text)}</em>")


def prose(text: str) -> Finished:
    """English in which a letter with an index, such as u_L, is a formula."""
    return spaced(text, escape, inline)


def inline(tree: Term | Rel) -> Finished:
    """A formula in a line of text."""
    return Finished(f"<math>{mathml.mathml(tree)}</math>")


def listed(every: Sequence[Term | Rel]) -> Finished:
    """Formulas in a line of text, one after the other."""
    return Finished(", ".join(map(inline, every)))


def chain(left: Term, steps: Sequence[Step]) -> Finished:
    """left = step = step …, displayed."""
    return Finished(mathml.chain(left, steps))


def claims(*every: Sequence[Rel]) -> Finished:
    """Groups of claims, displayed: a group in one line, the groups one under the other."""
    return Finished(mathml.claims([group for group in every if group]))


def rows(every: Sequence[Rel]) -> Finished:
    """Claims, one under the other, displayed."""
    return claims(*((claim,) for claim in every))


def cases(every: Sequence[ByCase]) -> Finished:
    """Numbers case by case, one under the other, displayed."""
    return Finished(mathml.block([(mathml.mathml(one.symbol), mathml.cases(one.rows)) for one in every]))


def cell(value: Cell) -> Finished:
    """A cell of a layer table."""
    match value:
        case None:
            return Finished("")
        case Name(name=text):
            return name(text)
        case Num() | Sym() | At() | Op() | Big():
            return inline(value)
        case str():
            return escape(value)
    return Finished((decimal(value) or inline(to_term(value))).replace("-", "−"))


def heading(column: Column) -> Finished:
    """The head of a column."""
    return escape(column.heading) if isinstance(column.heading, str) else inline(column.heading)
