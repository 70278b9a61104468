"""ONNX: operations index by index, of one tensor or of several, with the arithmetic of small constants."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from symrf.numbers import floor_divide, greatest, is_symbolic, least, never_zero, same
from symrf.readers.model import folding
from symrf.readers.model.call import Call, unclear
from symrf.readers.model.joining import aligned, chosen, concat, elementwise
from symrf.readers.model.layout import extent, plain
from symrf.readers.model.products import normalised, reduced
from symrf.readers.model.value import Unclear, Value
from symrf.readers.onnx.table import TABLE, rule


def _divide(a: Any, b: Any) -> Any:
    if isinstance(a, float) or isinstance(b, float):
        return a / b
    if is_symbolic(a) or is_symbolic(b):
        return floor_divide(a, b)
    quotient = abs(a) // abs(b)
    return quotient if (a < 0) == (b < 0) else -quotient


def _same(a: Any, b: Any) -> bool:
    if is_symbolic(a) or is_symbolic(b):
        if not same(a, b) and not never_zero(a - b):
            raise ValueError("not known")
        return same(a, b)
    return bool(a == b)


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def known(a: Any, b: Any) -> bool:
        if is_symbolic(a) or is_symbolic(b):
            raise ValueError("not known")
        return bool(compare(a, b))

    return known


def _power(a: Any, b: Any) -> Any:
    if abs(b) > 64:
        raise ValueError("too large")
    return a**b


def _rounded(function: Callable[[float], int]) -> Callable[[Any], Any]:
    return lambda a: a if is_symbolic(a) else type(a)(function(a))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "Add": operator.add,
    "Sub": operator.sub,
    "Mul": operator.mul,
    "Div": _divide,
    "Mod": operator.mod,
    "Pow": _power,
    "Min": lambda *a: least(a),
    "Max": lambda *a: greatest(a),
    "Sum": lambda *a: sum(a),
    "Equal": _same,
    "Less": _ordered(operator.lt),
    "LessOrEqual": _ordered(operator.le),
    "Greater": _ordered(operator.gt),
    "GreaterOrEqual": _ordered(operator.ge),
    "And": lambda a, b: bool(a and b),
    "Or": lambda a, b: bool(a or b),
    "Not": lambda a: not a,
    "Neg": operator.neg,
    "Abs": abs,
    "Floor": _rounded(math.floor),
    "Ceil": _rounded(math.ceil),
    "Round": _rounded(round),
    "Sqrt": math.sqrt,
    "Where": lambda c, a, b: a if c else b,
    "Identity": lambda a: a,
}
"""What is worked out of small constants."""

SEVERAL = (
    "Add", "Sub", "Mul", "Div", "Mod", "Pow", "Min", "Max", "Sum", "Mean", "Equal", "Less", "LessOrEqual", "Greater",
    "GreaterOrEqual", "And", "Or", "Xor", "Where", "BitShift", "BitwiseAnd", "BitwiseOr", "BitwiseXor", "PRelu",
)  # fmt: skip
ONE = (
    "Relu", "LeakyRelu", "Clip", "Sigmoid", "HardSigmoid", "HardSwish", "Tanh", "Erf", "Exp", "Log", "Sqrt", "Neg",
    "Abs", "Floor", "Ceil", "Round", "Reciprocal", "Softplus", "Softsign", "Elu", "Selu", "Celu", "Gelu", "Mish",
    "Swish", "ThresholdedRelu", "Sign", "Sin", "Cos", "Tan", "Asin", "Acos", "Atan", "Sinh", "Cosh", "Asinh", "Acosh",
    "Atanh", "Not", "BitwiseNot", "Dropout", "Identity", "Cast", "CastLike", "Shrink", "IsNaN", "IsInf",
    "QuantizeLinear", "DequantizeLinear", "Bernoulli", "BitCast",
)  # fmt: skip


@rule(*SEVERAL, follows=None)
def several(call: Call) -> Value:
    """Index by index, with broadcasting; before version 7 the second operand may lie from an axis on."""
    values = call.values
    if call.version < 7 and len(values) == 2 and all(value.dims is not None for value in values):
        values = _placed(call, *values)
    if call.folds and call.kind in FUNCTIONS and all(value.dims is not None for value in values):
        dims, _ = aligned([value.layout for value in values])
        return folding.applied(FUNCTIONS[call.kind], values, dims)
    if call.kind == "Where":
        return chosen(call.trace, call.name, *values)
    return elementwise(call.trace, call.name, values)


def _placed(call: Call, one: Value, other: Value) -> list[Value]:
    axis = call.attribute("axis")
    if axis is None or other.rank >= one.rank:
        return [one, other]
    after = one.rank - int(axis) % one.rank - other.rank
    return [one, Value((*other.layout, *[plain(1)] * after), other.node, other.sizes, other.ends, other.single)]


@rule(*ONE, follows=None)
def one(call: Call) -> Value | list[Value]:
    """Index by index, of its first input."""
    below = call.value()
    if not below.is_data:
        if call.kind in FUNCTIONS and below.dims is not None:
            return folding.applied(FUNCTIONS[call.kind], [below], below.layout)
        return Value(below.dims, items=_cast(call, below.items) if call.kind == "Cast" else None)
    others = [value for value in call.values[1:] if value.is_data and call.kind != "CastLike"]
    return elementwise(call.trace, call.name, [below, *others])


def _cast(call: Call, items: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
    if items is None:
        return None
    to = call.attribute("to", 0)
    if to in (6, 7, 2, 3, 4, 5, 12, 13) or str(to).startswith(("INT", "UINT")):
        return tuple(i if is_symbolic(i) else int(i) for i in items)
    if to in (1, 10, 11):
        return tuple(i if is_symbolic(i) else float(i) for i in items)
    return tuple(bool(i) for i in items) if to == 9 and not any(map(is_symbolic, items)) else items


@rule("Concat", follows=None)
def concatenated(call: Call) -> Value:
    """Along one dimension, the channels before version 4."""
    place, values = call.attribute("axis", 1), call.values
    if call.folds and all(value.dims is not None for value in values):
        place %= max(values[0].rank, 1)
        found = concat(call.trace, call.name, values, place)
        return folding.joined(values, place, found.layout)
    return concat(call.trace, call.name, values, place)


@rule("DynamicQuantizeLinear")
def quantised(call: Call) -> list[Value]:
    """The map, by a scale and a zero point that the whole map makes."""
    below = call.value()
    if not below.is_data or below.behind:
        return [elementwise(call.trace, call.name, [below])] * 3
    found = normalised(call.trace, call.name, below, range(below.rank))
    scale = call.trace.node(f"{call.name}:scale", below, {}, below.layout)
    scale = reduced(call.trace, f"{call.name}:zero_point", scale, range(below.rank), False)
    return [found, scale, scale]


def scaled(call: Call, *operands: int) -> Call:
    """The same of a map with the scales and zero points that the model works out, each one number, put into it."""
    given = {i: value for i, value in enumerate(call.given) if value is not None and i not in operands}
    every = {i: value for i, value in given.items() if value.is_data}
    if any(value.dims is not None and any(not same(n, 1) for n in value.shape) for value in every.values()):
        raise Unclear(f"what it does depends on numbers that the model works out (input {min(every) + 1})")
    if not every:
        return call
    ones = [value if value.dims is None else value.moved(()) for value in every.values()]
    below = elementwise(call.trace, f"{call.name}:scaled", [call.value(), *ones])
    return replace(call, given=[below, *(None if i in every else call.given[i] for i in range(1, len(call.given)))])


DATA = "which samples it reads depends on the data"


@rule("ScatterND", "ScatterElements", "Scatter", follows=None)
def scattered(call: Call) -> Value:
    """Its first input with some numbers written anew; of constants the shape is known, and no number."""
    if not call.folds:
        raise Unclear(DATA)
    return Value(call.value().dims)


@rule("GatherND", "GatherElements", follows=None)
def gathered(call: Call) -> Value:
    """Numbers of its first input at the indices that the second holds; of constants the shape is known."""
    if not call.folds:
        raise Unclear(DATA)
    taken, at = call.value().layout, call.value(1).layout
    if call.kind == "GatherElements":
        return Value(at)
    count = extent(at[-1]) if at else 0
    if not isinstance(count, int):
        raise Unclear("how many dimensions it takes from is not known")
    return Value((*at[:-1], *taken[call.attribute("batch_dims", 0) + count :]))


FRONTIER = {
    "control flow": "If Loop Scan SequenceMap",
    "recurrent": "LSTM GRU RNN",
    DATA: (
        "GridSample DeformConv Col2Im MaxUnpool RoiAlign MaxRoiPool NonMaxSuppression NonZero Compress Unique"
        " AffineGrid"
    ),
    "a spectrum of all samples": "STFT DFT MelWeightMatrix",
    "it reverses samples": "ReverseSequence",
}
for _reason, _names in FRONTIER.items():
    for _name in _names.split():
        TABLE[_name] = unclear(_reason)
