"""Mathematics on written pages, ```math as GitHub reads it: LaTeX through symrf's own reader to MathML, no script."""

from __future__ import annotations

from typing import Any

from docutils import nodes

from symrf.render.html import WRITER
from symrf.terms import Rel
from symrf.terms.typed import parse_typed


def block(writer: Any, node: nodes.Element) -> None:
    """A displayed formula, or several."""
    groups = [[tree] for tree in parse_typed(node.astext()) if isinstance(tree, Rel)]
    writer.body.append(f'<div class="wide">{WRITER.claims(*groups)}</div>')
    raise nodes.SkipNode


def inline(writer: Any, node: nodes.Element) -> None:
    """A formula in a line of text."""
    writer.body.append("".join(map(WRITER.inline, parse_typed(node.astext(), "formula"))))
    raise nodes.SkipNode


def setup(app: Any) -> dict[str, bool]:
    """Make it Sphinx's way of writing mathematics."""
    app.add_html_math_renderer("symrf", (inline, None), (block, None))
    return {"parallel_read_safe": True}
