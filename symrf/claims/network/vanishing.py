"""Where a refuted claim about one network is true: at values of a symbol at which the difference is 0."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symrf.claims.evidence.identity import identity
from symrf.numbers.sound_sympy import sympy
from symrf.numbers.symbols import least_of
from symrf.verification.result import PROVED


def true_where(left: Any, right: Any, gap: Any) -> tuple[str, ...]:
    """Conditions such as k == 3 for each of which left = right is proved; gap is their difference, factored."""
    found = []
    for symbol, root in _roots(gap):
        at = {symbol: root}
        if identity([(left.xreplace(at).doit(), right.xreplace(at).doit())]).verdict == PROVED:
            found.append(f"{symbol} == {root}")
    return tuple(found)


def _roots(gap: Any) -> Iterator[tuple[Any, Any]]:
    """(symbol, value) at which a factor that is linear in this symbol alone vanishes, within the symbol's range."""
    above = sympy.together(gap).as_numer_denom()[0]
    try:
        factors = [] if above.is_number else sympy.factor_list(above)[1]
    except (sympy.PolynomialError, TypeError):  # SymPy 1.14 cannot sort factors with a symbol in the exponent
        return
    for factor, _ in factors:
        symbols = factor.free_symbols
        if len(symbols) != 1 or not factor.is_polynomial(symbol := next(iter(symbols))):
            continue
        if sympy.degree(factor, symbol) == 1:
            least = least_of(symbol)
            for root in sympy.solve(factor, symbol):
                if root.is_integer and (least is None or root >= least):
                    yield symbol, root
