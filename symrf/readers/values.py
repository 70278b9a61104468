"""The numbers of architecture files: integers, or formulas in the file's symbols, read without evaluating text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.formulas import FIELD, LETTERS
from symrf.numbers import LIMIT, Number, is_symbolic, plain
from symrf.terms import At, Big, Num, Sym, Term, parse_value
from symrf.terms.parse import number
from symrf.terms.tree import walk

Symbols = dict[str, Any]
TAKEN = frozenset(FIELD) - {"n"}
"""The letters that stand for a field in tables, answers and claims: no symbol can be told from them. n may be one, the
size of the input."""


def unlike_letters(name: str) -> str:
    """The name of a symbol; SymrfError where it is the letter of a quantity.

    >>> unlike_letters("k")
    'k'
    """
    if name in TAKEN:
        meaning = LETTERS[name].title.lower()
        raise SymrfError(f"symbol {name}: {name} stands for the {meaning}; use another name, such as {name}1")
    return name


def value(given: Any, what: str, symbols: Symbols) -> Number:
    """An int, or the SymPy expression of a formula; names that `symbols` lacks are added as positive integers.

    >>> value("2*k - 1", "kernel", {}), value("7", "kernel", {})
    (2*k - 1, 7)
    """
    if isinstance(given, str):
        tree = parse_value(given, what)
        if isinstance(tree, Num) and tree.value.denominator == 1:
            return tree.value.numerator
        return _expression(tree, given, what, symbols)
    if isinstance(given, int) and not isinstance(given, bool) and abs(given) < LIMIT:
        return given
    if is_symbolic(given):
        return plain(given)
    kind = "an integer below 2**63" if isinstance(given, int) and not isinstance(given, bool) else "an integer"
    raise SymrfError(f'{what} is {shown(given)}; it must be {kind} or a formula such as "2*k - 1"')


def fraction(given: Any, what: str, symbols: Symbols) -> Number:
    """A number that may be a fraction, such as "3/2"; otherwise as `value`.

    >>> fraction("3/2", "factor", {}), fraction(2, "factor", {})
    (Fraction(3, 2), 2)
    """
    if isinstance(given, float):
        raise SymrfError(f'{what} is {given}; write a fraction such as "3/2"')
    known = number(parse_value(given, what)) if isinstance(given, str) else None
    return value(given, what, symbols) if known is None else plain(known)


def _expression(tree: Term, given: str, what: str, symbols: Symbols) -> Number:
    from symrf.terms.sympy_form import natural, to_sympy

    if isinstance(tree, Sym):
        if tree.name not in symbols:
            symbols[tree.name] = natural(unlike_letters(tree.name))
        return symbols[tree.name]
    for part in walk(tree):
        if isinstance(part, At | Big):
            kind = "sequence" if isinstance(part, At) else "Sum or Product"
            raise SymrfError(f"{what} {shown(given)}: a number has plain names only, no {kind}")
        if isinstance(part, Sym) and part.name not in symbols:
            symbols[part.name] = natural(unlike_letters(part.name))
    result = plain(to_sympy(tree, symbols))
    if is_symbolic(result) and (not result.free_symbols or result.is_finite is False):
        raise SymrfError(f"{what} {shown(given)} is {shown(str(result))[1:-1]}; it must be an integer")
    return result


def each(given: Any, what: str, axes: tuple[str, ...], one: Any) -> Any:
    """A parameter for all axes, or a table with a value for each axis; `one` reads a single value."""
    if isinstance(given, Mapping) and not (given and set(given) <= {"left", "right"}):
        unknown = [axis for axis in given if axis not in axes]
        if unknown or len(given) != len(axes):
            told = f"it has {', '.join(shown(str(a))[1:-1] for a in given) or 'nothing'}"
            raise SymrfError(f"{what} is a table by axis; {told}, the axes are {', '.join(axes)}")
        return {axis: one(given[axis], f"{what} on axis {axis}") for axis in axes}
    return one(given, what)
