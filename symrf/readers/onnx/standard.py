"""What an operation of another format does, said as an operation of ONNX: one table for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symrf.readers.model.call import Call
from symrf.readers.model.graph import Operation
from symrf.readers.model.value import Value, constant
from symrf.readers.onnx import rule_of

VERSION = 20
"""Of the operations meant."""


def standard(call: Call, kind: str, given: Sequence[Value | None], name: str = "", **attributes: Any) -> Any:
    """What ONNX's operation of that kind makes of these tensors; name: of a step on the way, else of the call."""
    operation = Operation(kind, (), call.operation.outputs, attributes, version=VERSION)
    rule = rule_of(operation)
    if rule is None:
        raise LookupError(f"ONNX has no operation {kind}")
    return rule(Call(call.trace, operation, name or call.name, given))


def window(
    call: Call, kind: str, below: Value, kernel: Sequence[int], stride: Any, left: Any, right: Any, **more: Any
) -> Any:
    """A pooling window: kernel and stride for each dimension, as many samples on the left and on the right."""
    pads = [*left, *right]
    return standard(call, kind, [below], kernel_shape=list(kernel), strides=list(stride), pads=pads, **more)


def weight(*shape: int) -> Value:
    """A weight of which only the shape is known."""
    return constant(shape)
