"""Pages from templates: those of reports, and beside them those of the site."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from symrf.render.html import Html, escape
from symrf.render.page import page
from symrf.render.writer import Finished
from symrf.terms import Op, Term

TEMPLATES = Path(__file__).parent / "templates"

Pages = dict[str, str]
"""Markdown by the page's path, as catalogue/size.md."""


class Linking(Html):
    """HTML in which the names of theorems lead to their pages.

    base: the folder of the page that is written; names: asked for the names, once there is one to be written.
    """

    def __init__(self, base: str, names: Callable[[], frozenset[str]] = frozenset) -> None:
        self.base, self.names = base, names

    def name(self, text: str) -> Finished:
        """A name; that of a theorem as a link."""
        shown = super().name(text)
        return self.link(f"catalogue/{text}", shown) if text in self.names() else shown

    def link(self, to: str, shown: str, place: str = "") -> Finished:
        """A link to another page of the site, by its path without a suffix; place: an anchor there."""
        where = f"{posixpath.relpath(to, self.base)}.html{'#' * bool(place)}{place}"
        return Finished(f'<a href="{escape(where)}">{escape(shown)}</a>')

    def factor(self, tree: Term) -> Finished:
        """What something is multiplied with."""
        written = self.inline(tree)
        return Finished(f"({written})") if isinstance(tree, Op) and tree.op == "+" else written


def written(template: str, writer: Html, **context: Any) -> str:
    """A page of the site."""
    return page(template, writer, (TEMPLATES,), **context)


def fenced(text: str, language: str) -> Finished:
    """Text as a block of code, as it is."""
    longest = max((len(run) for line in text.splitlines() for run in line.split() if set(run) == {"`"}), default=2)
    fence = "`" * max(3, longest + 1)
    return Finished(f"{fence}{language}\n{text.rstrip()}\n{fence}")


def write(pages: Mapping[str, str | bytes], folder: Path) -> None:
    """Write files below a folder; those that are there with the same content are left alone, as their time is read."""
    for name, content in pages.items():
        path = folder / name
        data = content.encode() if isinstance(content, str) else content
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
