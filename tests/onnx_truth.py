"""What the tensors of an ONNX model really depend on, by running it: NaN in at one index, NaN out at some.

The same file is run by onnxruntime, with what could drop or spread a NaN made neutral: activations on data paths become
Identity, the maximum of a window its average. Shape arithmetic, which reads no data, is left as it is.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import onnx
import onnxruntime

ACTIVATIONS = frozenset(
    {
        "Relu", "LeakyRelu", "PRelu", "Clip", "Sigmoid", "HardSigmoid", "HardSwish", "Tanh", "Elu", "Selu", "Celu",
        "Softplus", "Softsign", "Gelu", "Mish", "Swish", "Erf", "Exp", "Log", "Sqrt", "Abs", "Floor", "Ceil", "Round",
        "Reciprocal", "Neg", "Dropout", "ThresholdedRelu",
    }
)  # fmt: skip
"""Output index y of input index y: Identity of the first input."""

AVERAGED = {"MaxPool": "AveragePool", "GlobalMaxPool": "GlobalAveragePool", "Max": "Sum", "Min": "Sum"}


def on_data_paths(model: Any) -> Iterator[tuple[Any, list[str]]]:
    """The nodes that data goes through, and which of their inputs are data; weights and shapes are none."""
    data = {one.name for one in model.graph.input} - {one.name for one in model.graph.initializer}
    for node in model.graph.node:
        parts = [name for name in node.input if name in data]
        if parts and node.op_type not in ("Shape", "Size"):
            data.update(node.output)
            yield node, parts


def neutral(model: Any, activation: str = "Identity") -> Any:
    """The model with activations as Identity, or as Tanh, which keeps numbers small, and maxima as averages.

    On data paths only.
    """
    model = copy.deepcopy(model)
    for node, _ in on_data_paths(model):
        if node.op_type in ACTIVATIONS:
            node.op_type = activation
            del node.attribute[:], node.input[1:], node.output[1:]
        elif node.op_type in AVERAGED:
            node.op_type = AVERAGED[node.op_type]
            kept = [one for one in node.attribute if one.name != "storage_order" and not _usual(one)]
            del node.attribute[:], node.output[1:]
            node.attribute.extend(kept)
    return model


def _usual(attribute: Any) -> bool:
    """Whether these are dilations that do nothing, which an older AveragePool does not take."""
    return attribute.name == "dilations" and set(attribute.ints) == {1}


def session(model: Any, tensors: Sequence[str]) -> Any:
    """The model ready to run on one thread, with these tensors as outputs, nothing optimised."""
    model = copy.deepcopy(model)
    del model.graph.output[:]
    model.graph.output.extend(onnx.ValueInfoProto(name=name) for name in tensors)
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 4
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def tensors_of(model: Any) -> list[str]:
    """The names of all tensors that operations make."""
    return [name for node in model.graph.node for name in node.output if name]


def poisoned(ready: Any, given: Mapping[str, Any], source: str, places: Mapping[int, int | slice]) -> list[Any]:
    """Where each output is NaN, with NaN in one input where its dimensions have these indices; None of no floats."""
    feed = {name: np.array(value) for name, value in given.items()}
    wrong = feed[source]
    wrong[tuple(places.get(i, slice(None)) for i in range(wrong.ndim))] = np.nan
    return [np.isnan(one) if one.dtype.kind == "f" else None for one in ready.run(None, feed)]


def along(where: Any, place: int) -> frozenset[int]:
    """The indices of one dimension at which something is NaN."""
    others = tuple(i for i in range(where.ndim) if i != place)
    return frozenset(np.flatnonzero(where.any(axis=others)).tolist())


def without_gates(model: Any, shapes: Mapping[str, Sequence[int]]) -> Any:
    """The model with every join of a map and a tensor that has one index on each of its long dimensions cut.

    shapes: of every tensor. Batch and channels are the dimensions in which the two agree, or have one index.
    """
    model = copy.deepcopy(model)
    for node, parts in on_data_paths(model):
        if node.op_type not in ("Mul", "Add", "Sub", "Div", "Sum") or len(parts) != 2:
            continue
        one, other = (shapes.get(name, ()) for name in parts)
        if len(one) < 3 or len(one) != len(other):
            continue
        for kept, large, small in ((parts[0], one, other), (parts[1], other, one)):
            unlike = [i for i in range(1, len(one)) if large[i] != small[i]]
            if unlike and all(small[i] == 1 for i in unlike) and _on_space(large, small):
                node.op_type = "Identity"
                del node.attribute[:]
                node.input[:] = [kept]
                break
    return model


def _on_space(large: Sequence[int], small: Sequence[int]) -> bool:
    """Whether the small one has one index wherever a map would have many: all but one dimension after the batch."""
    return sum(n > 1 for n in small[1:]) <= 1
