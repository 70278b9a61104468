"""HTML: one page without other files, its formulas in MathML, text that stays text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape as escape_html

from symrf.exposition.cases import Cases
from symrf.exposition.instance import Step
from symrf.exposition.sentences import Sentence
from symrf.exposition.table import File
from symrf.numbers import Number, is_symbolic
from symrf.printed import printed, printed_cases, printed_chain
from symrf.render import mathml
from symrf.render.writer import Document, Finished
from symrf.terms import Rel, Term
from symrf.terms.sympy_form import to_term


def escape(text: str) -> Finished:
    """Text that is read as it was typed, on one line.

    >>> print(escape('<b> & "c"'))
    &lt;b&gt; &amp; &quot;c&quot;
    """
    if isinstance(text, Finished):
        return text
    return Finished(escape_html("".join(c for c in " ".join(str(text).split()) if c.isprintable()), quote=True))


class Html(Document):
    """HTML with MathML."""

    suffix = "html"

    escape = staticmethod(escape)

    def said(self, sentence: Sentence) -> Finished:
        """A sentence as it is; no line begins with what closes a formula or follows it."""
        return Finished(_CLOSED.sub(r'<span style="white-space: nowrap">\g<0></span>', super().said(sentence)))

    def name(self, text: str) -> Finished:
        """A node's name."""
        return Finished(f"<code>{escape(text)}</code>")

    def file(self, file: File) -> Finished:
        """A file that can be opened."""
        return Finished(f'<a href="{escape(file.address)}">{self.name(file.path)}</a>')

    def emphasis(self, text: str) -> Finished:
        """Text that stands out."""
        return Finished(f"<em>{escape(text)}</em>")

    def inline(self, tree: Term | Rel) -> Finished:
        """A formula in a line of text."""
        return Finished(f"<math>{mathml.inline(printed(tree))}</math>")

    def chain(self, left: Term, steps: Sequence[Step]) -> Finished:
        """left = step = step …, displayed."""
        return Finished(mathml.chain(*printed_chain(left, steps)))

    def claims(self, *every: Sequence[Rel]) -> Finished:
        """Groups of claims, displayed: a group in one line, the groups one under the other."""
        return Finished(mathml.claims([list(map(printed, group)) for group in every if group]))

    def cases(self, every: Sequence[Cases]) -> Finished:
        """Numbers case by case, one under the other, displayed."""
        placed = [printed_cases(one.left, one.rows) for one in every]
        return Finished(mathml.block([(mathml.mathml(symbol), mathml.cases(rows)) for symbol, rows in placed]))

    def number(self, value: Number) -> Finished:
        """A number in a cell."""
        return self.inline(to_term(value)) if is_symbolic(value) else Finished(str(value).replace("-", "−"))


_CLOSED = re.compile(r"<math>(?:(?!</math>).)*</math>[).,;:]+")
WRITER = Html()
