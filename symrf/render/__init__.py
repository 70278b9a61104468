"""Reports and records of everything that symrf knows, in the formats that people and programs read.

The names below are imported on first use: a JSON record needs no templates and no theorems.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symrf.render.document import report
    from symrf.render.parts import formula, fragment, section

__all__ = ["formula", "fragment", "report", "section"]


def __getattr__(name: str) -> Any:
    if name == "report":
        from symrf.render.document import report

        return report
    if name in __all__:
        from symrf.render import parts

        return getattr(parts, name)
    raise AttributeError(f"symrf.render has no {name!r}; it has {', '.join(__all__)}")
