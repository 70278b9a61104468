"""A threshold written out: Max(1, ceil(log(1 + (n - 1)/(2*(k - 1)), 2))), as text and as LaTeX."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy

from symrf.questions.positive import exact
from symrf.questions.threshold import LINE, SQUARE, Threshold
from symrf.terms import latex
from symrf.terms.sympy_form import number_text, to_term


def text(found: Threshold) -> str:
    """The least value as text. Of a need that may be below what the least value has, that is taken."""
    need = _sum(found.need, number_text)
    if found.kind == LINE:
        inner = need if found.need.is_integer else f"ceil({need})"
    elif found.kind == SQUARE:
        minus = f" - {number_text(found.by)}" if found.by != 0 else ""
        root = number_text(sympy.expand(found.by**2 + 4 * found.need))
        inner = f"ceil((sqrt({root if found.real else f'Max(0, {root})'}){minus})/2)"
    else:
        inner = f"ceil(log({need if found.real else f'Max(1, {need})'}, {found.by}))"
    return f"Max({found.lowest}, {inner})"


def tex(found: Threshold) -> str:
    """The same in LaTeX."""
    need = _sum(found.need, _in_latex)
    if found.kind == LINE:
        return rf"\max\left({found.lowest}, {need if found.need.is_integer else _up(need)}\right)"
    if found.kind == SQUARE:
        minus = f" - {_in_latex(found.by)}" if found.by != 0 else ""
        root = _in_latex(sympy.expand(found.by**2 + 4 * found.need))
        inner = rf"\frac{{\sqrt{{{root if found.real else _most(0, root)}}}{minus}}}{{2}}"
    else:
        inner = rf"\log_{{{_in_latex(found.by)}}} \left({need if found.real else _most(1, need)}\right)"
    return rf"\max\left({found.lowest}, {_up(inner)}\right)"


def _up(inner: str) -> str:
    return rf"\left\lceil {inner} \right\rceil"


def _most(least: int, inner: str) -> str:
    return rf"\max\left({least}, {inner}\right)"


def _sum(value: Any, written: Callable[[Any], str]) -> str:
    """1 + (n - 1)/(2 (k - 1)), where `written` would make one fraction of it."""
    number, rest = exact(value).as_coeff_Add()
    if number == 0 or rest == 0 or not sympy.fraction(rest)[1].free_symbols:
        return written(value)
    below = written(-rest) if rest.could_extract_minus_sign() else None
    return f"{written(number)} + {written(rest)}" if below is None else f"{written(number)} - {below}"


def _in_latex(value: Any) -> str:
    return latex(to_term(value))
