"""The recurrences and closed forms of receptive-field arithmetic, as data and as SymPy expressions.

>>> from symrf import formulas
>>> formulas.size.recurrence
Eq(r[l - 1], K[l] + r[l]*s[l] - s[l])
>>> formulas.size.boundary
Eq(r[L], 1)
>>> print(formulas.size.latex("recurrence"))
r_{l-1} = s_l r_l + (K_l - s_l)
"""

from __future__ import annotations

from symrf.errors import near
from symrf.formulas.quantities import FIELD, LAYER_LETTERS, LETTERS, MAP_LETTERS, QUANTITIES, Parameter, Quantity, span

__all__ = ["FIELD", "LAYER_LETTERS", "LETTERS", "MAP_LETTERS", "QUANTITIES", "Parameter", "Quantity", "span"]


def __getattr__(name: str) -> Quantity:
    for quantity in QUANTITIES:
        if name in (quantity.name, quantity.name.replace("-", "_")):
            return quantity
    names = [quantity.name for quantity in QUANTITIES]
    raise AttributeError(f"no formula {name!r}; {near(name, names)}there are {', '.join(names)}")
