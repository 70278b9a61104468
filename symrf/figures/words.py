"""Words of pictures: numbers and formulas in their alternative text and in SVG, with the signs of mathematics."""

from __future__ import annotations

import re

from symrf.terms import Rel, Term, text

SIGNS = {"floor": ("⌊", "⌋"), "ceil": ("⌈", "⌉")}


def said(formula: Term | Rel | int) -> str:
    """A formula or a whole number as words of a sentence.

    >>> said(-5)
    '−5'
    """
    written = str(formula) if isinstance(formula, int) else text(formula)
    return with_signs(written).replace("**", "^").replace("*", " ")


def counted(number: int, thing: str) -> str:
    """So many of these.

    >>> counted(1, "path"), counted(0, "hole"), counted(12, "path")
    ('1 path', 'no holes', '12 paths')
    """
    return f"{said(number) if number else 'no'} {thing}{'s' * (number != 1)}"


def with_signs(written: str) -> str:
    """What a keyboard has, by the signs of mathematics.

    >>> with_signs("u == floor((n - 1)/2) - ceil(k)")
    'u = ⌊(n − 1)/2⌋ − ⌈k⌉'
    """
    while begun := re.search(r"(floor|ceil)\(", written):
        depth, end = 1, begun.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(written[end], 0)
            end += 1
        left, right = SIGNS[begun[1]]
        written = f"{written[: begun.start()]}{left}{written[begun.end() : end - 1]}{right}{written[end:]}"
    written = re.sub(r"\b(Min|Max)\(", lambda least: least[0].lower(), written)
    return re.sub(r"(?<=\d)\*(?=\d)", " · ", written).replace("==", "=").replace("-", "−")
