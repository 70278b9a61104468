"""A formula regression suite for other people's code.

`conformance(fn)` makes a pytest class out of a function that computes receptive fields or sizes; `vectors()` is the
same for other languages, as JSON; `layers`, `chains` and `networks` are Hypothesis strategies of the networks on which
false formulas do not happen to be right. Everything is imported on first use.
"""

from __future__ import annotations

from typing import Any

_HOME = {
    "conformance": "symrf.testing.suite",
    "Hooks": "symrf.testing.hooks",
    "vectors": "symrf.testing.vectors",
    "layers": "symrf.testing.strategies",
    "chains": "symrf.testing.strategies",
    "networks": "symrf.testing.strategies",
    "CAPABILITIES": "symrf.testing.capabilities",
    "MISTAKES": "symrf.testing.mistakes",
}

__all__ = [*_HOME]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    from symrf.errors import near

    raise AttributeError(f"symrf.testing has no {name!r}; {near(name, __all__)}it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return __all__
