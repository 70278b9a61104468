"""Which products are integers: SymPy's answer, where it holds.

SymPy (1.14) looks at powers of 2 alone: n (k - 1)/6 is one to it for every odd k, and k/3 none for any even k. What has
another denominator than a power of 2 is left open here. Whoever asks takes SymPy from this module.
"""

from __future__ import annotations

from typing import Any

import sympy

__all__ = ["sympy"]

_SAID = sympy.Mul._eval_is_integer


def _is_integer(product: Any) -> bool | None:
    below = int(product.args[0].q) if product.args and product.args[0].is_Rational else 1
    return None if below & (below - 1) else _SAID(product)


sympy.Mul._prop_handler["integer"] = _is_integer
