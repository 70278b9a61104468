"""Pages from templates. A template holds words and layout only; whatever it prints that is not finished is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from symrf.render.verdicts import said_by
from symrf.render.writer import Finished, Writer

TEMPLATES = Path(__file__).parent / "templates"
MARKS: Any = {
    "block_start_string": "<%", "block_end_string": "%>", "variable_start_string": "<<", "variable_end_string": ">>",
    "comment_start_string": "<#", "comment_end_string": "#>",
}  # fmt: skip
"""LaTeX is full of braces, so templates of every format are marked up with angle brackets."""


def counterexample(values: Mapping[str, Any]) -> str:
    """A counterexample as plain text: the network, the values of the free letters, what the two sides come to.

    >>> counterexample({"network": "L = 1: (k=1 s=2 d=1 p=0 q=0)", "L": 1, "l": 1, "left": 1, "right": 0})
    'L = 1: (k=1 s=2 d=1 p=0 q=0), l = 1; left side 1, right side 0'
    """
    rest = {name: value for name, value in values.items() if name not in ("network", "left", "right")}
    if "network" in values:
        rest.pop("L", None)
    where = [str(values["network"])] if "network" in values else []
    where += [f"{name} = {value}" for name, value in rest.items()]
    sides = [f"{side} side {values[side]}" for side in ("left", "right") if side in values]
    return "; ".join(", ".join(part) for part in (where, sides) if part)


def page(template: str, writer: Writer, **context: Any) -> str:
    """The template filled in. In it `w` is the writer."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    def finalize(value: object) -> str:
        if isinstance(value, Finished):
            return value
        if isinstance(value, str | int):
            return writer.escape(str(value))
        raise TypeError(f"{template} prints a {type(value).__name__}, which is no text")

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        **MARKS,
    )
    environment.filters["counterexample"] = counterexample
    environment.filters["routes"] = said_by
    return environment.get_template(template).render(w=writer, **context)
