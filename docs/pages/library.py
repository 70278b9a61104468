"""The reference of the Python library: for every public name what autodoc makes of its docstring."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import ModuleType

import symrf
import symrf.formulas
import symrf.testing
from docs.pages.writing import Pages

SETTINGS = {"autoclass": "   :members:\n", "autofunction": "", "autoexception": ""}

ANSWERS = (
    "symrf.derivation.Derivation", "symrf.derivation.AxisField", "symrf.verification.Verdict",
    "symrf.verification.Result", "symrf.questions.solution.Solution",
)  # fmt: skip
"""What functions return, which nobody makes himself."""


def pages() -> Pages:
    """The page of the library."""
    lines = ["# The Python library", "", "Names are imported on first use; `import symrf` costs nothing.", ""]
    for module, title in ((symrf, "symrf"), (symrf.testing, "symrf.testing")):
        lines += [f"## {title}", "", *_module(module)]
    lines += ["## What is answered", "", *(_directive("autoclass", name) for name in ANSWERS)]
    lines += ["## symrf.formulas", "", *_formulas()]
    return {"library.md": "\n".join(lines) + "\n"}


def _module(module: ModuleType) -> Iterator[str]:
    for name in module.__all__:
        found = getattr(module, name)
        if callable(found):
            directive = "autoclass" if inspect.isclass(found) else "autofunction"
            if inspect.isclass(found) and issubclass(found, Exception):
                directive = "autoexception"
            yield _directive(directive, f"{module.__name__}.{name}")


def _directive(directive: str, name: str) -> str:
    return f"```{{eval-rst}}\n.. {directive}:: {name}\n{SETTINGS[directive]}```\n"


def _formulas() -> Iterator[str]:
    yield "What each letter means: `.recurrence`, `.boundary`, `.closed_form` as SymPy expressions, `.latex(which)`."
    yield ""
    for quantity in symrf.formulas.QUANTITIES:
        name = quantity.name.replace("-", "_")
        yield f"- `symrf.formulas.{name}`: {quantity.title.lower()}, letter `{quantity.letter}`"
    yield ""
