"""Pages from templates. A template holds words and layout only; whatever it prints that is not finished is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symrf.exposition import of_network, of_theorem
from symrf.render.verdicts import said_by
from symrf.render.writer import Document, Finished

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
MARKS: Any = {
    "block_start_string": "<%", "block_end_string": "%>", "variable_start_string": "<<", "variable_end_string": ">>",
    "comment_start_string": "<#", "comment_end_string": "#>",
}  # fmt: skip
"""LaTeX is full of braces, so templates of every format are marked up with angle brackets."""


def page(template: str, writer: Document, folders: Sequence[Path] = (), /, **context: Any) -> str:
    """The template filled in. In it `w` is the writer, `of_network` and `of_theorem` make sentences.

    folders: where templates are looked for first.
    """
    found = _environment(writer, tuple(folders)).get_template(template)
    return str(found.render(w=writer, of_network=of_network, of_theorem=of_theorem, **context))


@lru_cache(maxsize=32)
def _environment(writer: Document, folders: tuple[Path, ...]) -> Environment:
    """Where templates of that writer are compiled, each once."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    def finalize(value: object) -> str:
        if isinstance(value, Finished):
            return value
        if isinstance(value, str | int):
            return writer.escape(str(value))
        raise TypeError(f"a template prints a {type(value).__name__}, which is no text")

    environment = Environment(
        loader=FileSystemLoader([*folders, TEMPLATES]),
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        **MARKS,
    )
    environment.filters["routes"] = said_by
    return environment
