"""A network on one axis as an ONNX model with weights of one: for shape inference, and to see what is really read."""

from __future__ import annotations

from math import prod
from typing import Any

from symrf.layers import SAME, SAME_LOWER, ConvTranspose, Elementwise, Pool, Upsample, Window
from symrf.network import Layer, Network

OPSET = 19


def model(network: Network, n: int, batch: int = 1) -> Any:
    """The model on `batch` signals of n samples."""
    from onnx import TensorProto, helper

    weights: dict[int, Any] = {}
    nodes = [_node(node.name, node.layer, node.inputs, weights, helper) for node in network.nodes]
    constants = [*weights.values(), *_scales(network, helper)]
    given = helper.make_tensor_value_info(network.source, TensorProto.FLOAT, [batch, 1, n])
    output = helper.make_tensor_value_info(network.output, TensorProto.FLOAT, None)
    graph = helper.make_graph(nodes, "network", [given], [output], constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=9)


def _node(name: str, layer: Layer, inputs: tuple[str, ...], weights: dict[int, Any], helper: Any) -> Any:
    if layer.joins:
        return helper.make_node("Sum", list(inputs), [name])  # a concatenation reads the same
    if isinstance(layer, Elementwise):
        return helper.make_node("Identity", list(inputs), [name])
    if isinstance(layer, Upsample):
        mode = {"mode": layer.mode, "coordinate_transformation_mode": layer.rule, "nearest_mode": "floor"}
        return helper.make_node("Resize", [*inputs, "", f"{name} scales"], [name], **mode)
    if not isinstance(layer, Window | ConvTranspose):
        raise NotImplementedError(layer.op)
    given: dict[str, Any] = {
        "kernel_shape": [layer.kernel], "strides": [layer.stride], "dilations": [layer.dilation],
    }  # fmt: skip
    if isinstance(layer.padding, str):
        given["auto_pad"] = {SAME: "SAME_UPPER", SAME_LOWER: "SAME_LOWER"}[layer.padding]
    elif min(layer.padding) < 0:
        raise NotImplementedError("negative padding")
    else:
        given["pads"] = list(layer.padding)
    if isinstance(layer, Pool) and layer.ceil_mode:
        return helper.make_node("MaxPool", list(inputs), [name], ceil_mode=1, **given)
    weights[layer.kernel] = helper.make_tensor(f"ones {layer.kernel}", 1, [1, 1, layer.kernel], [1.0] * layer.kernel)
    both = [*inputs, f"ones {layer.kernel}"]
    if isinstance(layer, ConvTranspose):
        return helper.make_node("ConvTranspose", both, [name], output_padding=[layer.output_padding], **given)
    return helper.make_node("Conv", both, [name], **given)


def _scales(network: Network, helper: Any) -> list[Any]:
    every = [node for node in network.nodes if isinstance(node.layer, Upsample)]
    return [helper.make_tensor(f"{node.name} scales", 1, [3], [1.0, 1.0, float(node.layer.factor)]) for node in every]


def reads(network: Network, n: int) -> list[list[int]]:
    """For every output the inputs that change it, found by running the model on one impulse after another."""
    import numpy
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level, options.intra_op_num_threads = 4, 1
    session = onnxruntime.InferenceSession(model(network, n, n).SerializeToString(), options)
    impulses = numpy.eye(n, dtype=numpy.float32)[:, None, :]
    (found,) = session.run(None, {network.source: impulses})
    return [numpy.flatnonzero(found[:, 0, y]).tolist() for y in range(found.shape[2])]


def measured(network: Network, quantity: str, feature: int = 0) -> Any:
    """A quantity of a network, by running it; None where running does not show it.

    What lies in the padding is seen from a feature far from the ends of a larger input that leaves the same remainders.
    """
    n = next(iter(network.input_size.values()))
    if quantity in ("output_size", "regions_in_bounds"):
        rows = reads(network, n)
        return len(rows) if quantity == "output_size" else _ends(rows[feature])
    layers: list[Any] = [node.layer for node in network.nodes]
    strides = [x.stride for x in layers if isinstance(x, Window)]
    period = prod(x.factor if isinstance(x, Upsample) else x.stride for x in layers if _spreads(x))
    if any(x.joins for x in layers) and len(set(strides)) > 1:
        ends = _ends(reads(network, n)[feature])  # sizes agree on this input only
        if ends is None or ends[0] == 0 or ends[1] == n - 1:
            return None
        return _of(quantity, ends, {ends[1] - ends[0] + 1}, None)
    reach = sum((x.kernel - 1) * x.dilation + 5 for x in layers if not x.joins and hasattr(x, "kernel")) + 8
    step = prod(strides) * period
    rows = reads(network, n + 2 * step * (reach + feature + 2))
    middle = len(rows) // 2 // period
    first, after = _ends(rows[period * middle]), _ends(rows[period * (middle + 1)])
    spans = {_span(rows[period * middle + phase]) for phase in range(period)} - {0}
    if first is None or after is None:
        return None
    move = after[0] - first[0]
    back = move * (middle - feature // period)
    at = _ends(rows[period * middle + feature % period])
    shifted = None if at is None else (at[0] - back, at[1] - back)
    return _of(quantity, shifted, spans, move if period == 1 else None)


def _spreads(layer: Any) -> bool:
    return isinstance(layer, Upsample | ConvTranspose)


def _of(quantity: str, ends: tuple[int, int] | None, spans: set[int], stride: int | None) -> Any:
    if quantity == "regions" or ends is None:
        return ends
    middle = sum(ends) / 2
    found = {"left": ends[0], "right": ends[1], "padding": -ends[0], "center": middle, "start": middle + 0.5}
    return {**found, "size": sorted(spans), "stride": stride}.get(quantity)


def _ends(read: list[int]) -> tuple[int, int] | None:
    return (read[0], read[-1]) if read else None


def _span(read: list[int]) -> int:
    return read[-1] - read[0] + 1 if read else 0


