"""symrf derives, proves and typesets receptive-field formulas of convolutional networks.

The names below are imported on first use, so that `import symrf` costs nothing.
"""

from __future__ import annotations

from typing import Any

from symrf.notebooks import shown_by

__version__ = "0.1.0"

_HOME = {
    "read": "symrf.readers",
    "derive": "symrf.derivation",
    "verify": "symrf.verification",
    "check": "symrf.claims",
    "report": "symrf.render",
    "solve": "symrf.questions",
    "symbol": "symrf.numbers.symbols",
    "SymrfError": "symrf.errors",
    "Field": "symrf.field",
    "Network": "symrf.network",
    "Node": "symrf.network",
    "Conv": "symrf.layers",
    "Pool": "symrf.layers",
    "ConvTranspose": "symrf.layers",
    "Upsample": "symrf.layers",
    "Elementwise": "symrf.layers",
    "Add": "symrf.layers",
    "Concat": "symrf.layers",
    "PixelShuffle": "symrf.layers",
    "Global": "symrf.layers",
    "Attention": "symrf.layers",
    "Crop": "symrf.layers",
    "Input": "symrf.layers",
    "Repeat": "symrf.repeat",
}
_MODULES = ("formulas",)

__all__ = [*_HOME, *_MODULES, "__version__"]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _MODULES:
        return import_module(f"symrf.{name}")
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    from symrf.errors import near

    raise AttributeError(f"symrf has no {name!r}; {near(name, __all__)}it has {', '.join(__all__)}")


def _shown(format: str, value: object) -> str | None:
    from importlib import import_module

    room = "figures" if type(value).__module__.startswith("symrf.figures.") else "render"
    said: str | None = import_module(f"symrf.{room}.notebook").write(format, value)
    return said


shown_by(_shown)


def __dir__() -> list[str]:
    return __all__
