"""Einstein sums: transposes, sums and one product of matrices."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symrf.readers.model.layout import times
from symrf.readers.model.layouts import relaid, transpose
from symrf.readers.model.products import product, reduced
from symrf.readers.model.trace import Trace
from symrf.readers.model.value import Unclear, Value

_EQUATION = re.compile(r"[A-Za-z]*(,[A-Za-z]*)?(->[A-Za-z]*)?")


def einsum(trace: Trace, name: str, equation: str, values: Sequence[Value]) -> Value:
    """One operand or two, by letters for their dimensions; Unclear with more, a diagonal or an ellipsis."""
    equation = equation.replace(" ", "")
    given, arrow, wanted = equation.partition("->")
    letters = given.split(",")
    if not _EQUATION.fullmatch(equation) or len(letters) != len(values):
        raise Unclear(f"the sum {equation[:60]} is not modelled")
    if any(value.dims is None for value in values):
        raise Unclear("the shape of an operand is not known")
    if not arrow:
        wanted = "".join(sorted(c for c in set(given) - {","} if given.count(c) == 1))
    if any(len(set(one)) < len(one) for one in (*letters, wanted)) or not {*wanted} <= {*given}:
        raise Unclear(f"the sum {equation[:60]} is not modelled")
    if any(len(one) != value.rank for one, value in zip(letters, values, strict=True)):
        raise Unclear(f"the sum {equation[:60]} is not of tensors with these dimensions")
    if len(values) == 1:
        value, (one,) = _summed(trace, f"{name}:sum", values[0], letters[0], wanted), letters
        return _ordered(trace, name, value, "".join(c for c in one if c in wanted), wanted)
    one, other = letters
    first = _summed(trace, f"{name}:left", values[0], one, other + wanted)
    second = _summed(trace, f"{name}:right", values[1], other, one + wanted)
    one, other = (_kept(one, other + wanted), _kept(other, one + wanted))
    batch = _kept(wanted, "".join(set(one) & set(other)))
    inner = _kept(one, "".join(set(other) - set(wanted)))
    left, right = ("".join(c for c in letters if c not in batch + inner) for letters in (one, other))
    sizes = _sizes(one, first) | _sizes(other, second)
    if _sizes(one, first) != {c: sizes[c] for c in one}:
        raise Unclear("one dimension has several sizes")
    found = product(
        trace, f"{name}:product",
        _matrices(trace, f"{name}:rows", first, one, (batch, left, inner)),
        _matrices(trace, f"{name}:columns", second, other, (batch, inner, right)),
    )  # fmt: skip
    made = batch + left + right
    found = relaid(trace, f"{name}:unfolded", found, [sizes[c] for c in made])
    return _ordered(trace, name, found, made, wanted)


def _kept(letters: str, of: str) -> str:
    return "".join(c for c in letters if c in of)


def _sizes(letters: str, value: Value) -> dict[str, object]:
    return dict(zip(letters, value.shape, strict=True))


def _summed(trace: Trace, name: str, value: Value, letters: str, kept: str) -> Value:
    """The operand summed over what nothing else has."""
    places = [i for i, c in enumerate(letters) if c not in kept]
    return reduced(trace, name, value, places, False) if places else value


def _ordered(trace: Trace, name: str, value: Value, letters: str, wanted: str) -> Value:
    return transpose(trace, name, value, [letters.index(c) for c in wanted])


def _matrices(trace: Trace, name: str, value: Value, letters: str, groups: tuple[str, str, str]) -> Value:
    """The operand with its first group of dimensions as they are, and the two others as one dimension each."""
    batch, *others = groups
    turned = _ordered(trace, f"{name}:turned", value, letters, "".join(groups))
    sizes = dict(zip(letters, value.shape, strict=True))
    return relaid(trace, name, turned, [*(sizes[c] for c in batch), *(times(sizes[c] for c in g) for g in others)])
