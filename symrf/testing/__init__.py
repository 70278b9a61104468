"""A formula regression suite for other people's code.

`conformance(fn)` makes a pytest class out of a function that computes receptive fields or sizes; `vectors()` is the
same for other languages, as JSON; `layers`, `chains` and `networks` are Hypothesis strategies of the networks on which
false formulas do not happen to be right. Everything is imported on first use.
"""

from __future__ import annotations

from typing import Any

__all__ = ["CAPABILITIES", "MISTAKES", "Hooks", "chains", "conformance", "layers", "networks", "vectors"]


def __getattr__(name: str) -> Any:
    if name in ("layers", "chains", "networks"):
        from symrf.testing.drawn import strategies

        return getattr(strategies, name)
    if name not in __all__:
        from symrf.errors import near

        raise AttributeError(f"symrf.testing has no {name!r}; {near(name, __all__)}it has {', '.join(__all__)}")
    from symrf.testing.drawn import capabilities, corpus
    from symrf.testing.functions import hooks
    from symrf.testing.mistakes import known
    from symrf.testing.verdicts import suite

    home = {"CAPABILITIES": capabilities, "MISTAKES": known, "Hooks": hooks, "conformance": suite}
    return getattr(home.get(name, corpus), name)


def __dir__() -> list[str]:
    return __all__
