"""ONNX: reductions, normalisations, matrix products."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod
from typing import Any

from symrf.layers import Pool, Unknown
from symrf.readers.model import folding
from symrf.readers.model.call import Call
from symrf.readers.model.einsum import einsum
from symrf.readers.model.joining import elementwise
from symrf.readers.model.layout import axes_of, plain
from symrf.readers.model.layouts import transpose
from symrf.readers.model.products import normalised, product, reduced
from symrf.readers.model.space import contraction, spatial
from symrf.readers.model.value import Unclear, Value
from symrf.readers.onnx.joins import scaled
from symrf.readers.onnx.table import rule

REDUCED = ("Mean", "Sum", "Max", "Min", "Prod", "L1", "L2", "LogSum", "LogSumExp", "SumSquare")
FOLDED: dict[str, Callable[[Any], Any]] = {"ReduceProd": prod, "ReduceSum": sum, "ReduceMax": max, "ReduceMin": min}


@rule(*(f"Reduce{name}" for name in REDUCED))
def reduction(call: Call) -> Value:
    """Along some dimensions, along all where none are given."""
    below, axes = call.value(), call.numbers(1, "axes")
    keep = bool(call.attribute("keepdims", 1))
    if not axes and call.attribute("noop_with_empty_axes", 0):
        return elementwise(call.trace, call.name, [below])
    places = [i % below.rank for i in axes] if axes else list(range(below.rank))
    found = reduced(call.trace, call.name, below, places, keep)
    if not below.is_data and below.items is not None and len(places) == below.rank and call.kind in FOLDED:
        return folding.holding(found.layout, [FOLDED[call.kind](below.items)])
    return found


@rule("ArgMax", "ArgMin")
def extreme(call: Call) -> Value:
    """Where along one dimension."""
    keep = bool(call.attribute("keepdims", 1))
    return reduced(call.trace, call.name, call.value(), [call.attribute("axis", 0)], keep)


@rule("TopK")
def largest(call: Call) -> Value:
    """The first k of all along a dimension, in an order of their own."""
    below, k = call.value(), call.numbers(1, "k")
    place = call.attribute("axis", -1) % below.rank
    if not below.is_data or below.behind or not k:
        return reduced(call.trace, call.name, below, [place])
    layers, dims = contraction(below, [place])
    return call.trace.node(call.name, below, layers, (*dims[:place], plain(k[0]), *dims[place + 1 :]))


@rule("Softmax", "LogSoftmax", "Hardmax")
def softmax(call: Call) -> Value:
    """Over one dimension; before version 13 over all from it on."""
    below, last = call.value(), -1 if call.version >= 13 else 1
    place = call.attribute("axis", last) % below.rank
    return normalised(call.trace, call.name, below, [place] if call.version >= 13 else range(place, below.rank))


def _with_statistics(call: Call, found: Value, places: Sequence[int], keep: bool) -> list[Value]:
    """What a normalisation makes, and behind it the means and variances that it has divided by."""
    return [found, *(reduced(call.trace, name, call.value(), places, keep) for name in call.operation.outputs[1:])]


@rule("BatchNormalization")
def batch(call: Call) -> Value | list[Value]:
    """Pointwise at inference; over batch and map while training."""
    below = _normal(call)
    if not call.attribute("training_mode", 0):
        return [elementwise(call.trace, call.name, [below])]
    places = [i for i in range(below.rank) if i != 1]
    return _with_statistics(call, normalised(call.trace, call.name, below, places), places, False)


def _normal(call: Call) -> Value:
    """The map that is normalised, whose dimensions after batch and channels are likely to be spatial."""
    below = call.value()
    if below.is_data and below.rank > 2:
        call.trace.reveal(axes_of(below.layout[2:]), False)
    return below


@rule("LRN")
def local(call: Call) -> Value:
    """Over neighbouring channels."""
    below, size = _normal(call), call.attribute("size", 1)
    if not axes_of(below.layout[1:2]):
        return elementwise(call.trace, call.name, [below])
    return spatial(call.trace, call.name, below, {1: Pool(size, padding=((size - 1) // 2, size // 2))})


@rule("InstanceNormalization")
def instance(call: Call) -> Value:
    """Over the map."""
    below = _normal(call)
    return normalised(call.trace, call.name, below, range(2, below.rank))


@rule("LayerNormalization", "RMSNormalization")
def layer(call: Call) -> Value | list[Value]:
    """Over all dimensions from one on."""
    below = call.value()
    places = range(call.attribute("axis", -1) % below.rank, below.rank)
    return _with_statistics(call, normalised(call.trace, call.name, below, places), places, True)


@rule("GroupNormalization")
def group(call: Call) -> Value:
    """Over the map, and some channels."""
    below = _normal(call)
    if axes_of(below.layout[1:2]):
        raise Unclear("its groups of channels lie along an axis")
    return normalised(call.trace, call.name, below, range(2, below.rank))


@rule("LpNormalization")
def norm(call: Call) -> Value:
    """By the norm along one dimension."""
    below = call.value()
    return normalised(call.trace, call.name, below, [call.attribute("axis", -1)])


@rule("MeanVarianceNormalization")
def variance(call: Call) -> Value:
    """Over some dimensions, batch and space where none are given."""
    below = call.value()
    return normalised(call.trace, call.name, below, call.attribute("axes") or [0, 2, 3])


OPERANDS = {"QLinearMatMul": (0, 3)}


@rule("MatMul", "MatMulInteger", "QLinearMatMul", follows=None)
def matrix(call: Call) -> Value:
    """A product of matrices."""
    one, other = OPERANDS.get(call.kind, (0, 1))
    call = scaled(call, one, other)
    return product(call.trace, call.name, call.value(one), call.value(other))


@rule("Gemm", follows=None)
def gemm(call: Call) -> Value:
    """A product of two matrices, either turned, and a third added."""
    one, other = call.value(), call.value(1)
    if call.attribute("transA", 0) and one.dims is not None:
        one = transpose(call.trace, f"{call.name}:left", one, (1, 0))
    if call.attribute("transB", 0) and other.dims is not None:
        other = transpose(call.trace, f"{call.name}:right", other, (1, 0))
    if not call.has(2) or not call.value(2).is_data:
        return product(call.trace, call.name, one, other)
    return elementwise(call.trace, call.name, [product(call.trace, f"{call.name}:product", one, other), call.value(2)])


@rule("Einsum", follows=None)
def summed(call: Call) -> Value:
    """A sum of products, by letters for dimensions."""
    return einsum(call.trace, call.name, call.attribute("equation", ""), call.values)


@rule("CumSum", "CumProd")
def running(call: Call) -> Value:
    """Everything up to each index."""
    below, place = call.value(), call.numbers(1, "axis")
    if not below.is_data or not place:
        return elementwise(call.trace, call.name, [below])
    axes = axes_of([below.layout[place[0] % below.rank]])
    reason = Unknown("recurrent: every sample up to this one")
    return call.trace.node(call.name, below, dict.fromkeys(axes, reason), below.layout)

