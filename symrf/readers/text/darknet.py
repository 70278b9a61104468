"""Darknet's cfg files: sections in order, each reading the one before it or those that it counts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from symrf.errors import SymrfError, near, shown
from symrf.network import INPUT, Network
from symrf.numbers import same
from symrf.readers.model.call import Call, unclear
from symrf.readers.model.folding import vector
from symrf.readers.model.graph import Graph, Operation
from symrf.readers.model.layouts import sliced
from symrf.readers.model.products import normalised
from symrf.readers.model.run import Rule, network_of
from symrf.readers.model.value import Unclear
from symrf.readers.onnx.standard import standard, weight, window

MAX_SECTIONS = 100_000
_SECTION = re.compile(r"\[([A-Za-z][A-Za-z0-9_]{0,39})\]")
_START = re.compile(r"(?:\s|[#;][^\n]*\n)*\[net(?:work)?\]\s*(?:[#;\n]|$)")
_NUMBER = re.compile(r"[+-]?\d{1,9}")

Settings = Mapping[str, str]


def is_darknet(text: str) -> bool:
    """Whether a text begins with the section [net], behind comments.

    >>> is_darknet("# yolo\\n[net]\\nwidth=416\\n"), is_darknet("[[layer]]\\nop = 'conv'")
    (True, False)
    """
    return _START.match(text) is not None


def from_darknet(text: str) -> Network:
    """The network of a cfg file, its nodes called by section and number, convolutional_0 …; the number is an alias."""
    (_, net), *sections = _sections(text)
    shape = [1, _positive(net, "channels", 3), _positive(net, "height", ""), _positive(net, "width", "")]
    operations: list[Operation] = []
    for number, (kind, options) in enumerate(sections):
        try:
            before = [operation.outputs[0] for operation in operations]
            read = _read(kind, options, before)
            _checked(kind, options)
        except SymrfError as error:
            raise SymrfError(f"section {number} [{kind}]: {error}") from None
        operations.append(Operation(kind, read, (f"{kind}_{number}",), dict(options), str(number)))
    if not operations:
        raise SymrfError("no layer after [net]")
    return network_of(Graph({INPUT: shape}, {}, operations, "", [operations[-1].outputs[0]]), rule_of)


def rule_of(operation: Operation) -> Rule | None:
    """What a section does."""
    return RULES.get(operation.kind)


def _sections(text: str) -> list[tuple[str, Settings]]:
    found: list[tuple[str, dict[str, str]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        said = line.strip()
        if not said or said[0] in "#;":
            continue
        if section := _SECTION.fullmatch(said):
            found.append((section[1], {}))
            if len(found) > MAX_SECTIONS:
                raise SymrfError(f"more than {MAX_SECTIONS} sections")
            continue
        key, sign, value = said.partition("=")
        if not sign or not found:
            raise SymrfError(f"line {number}: {shown(said)}; write a section such as [convolutional], or key=value")
        found[-1][1][key.strip()] = value.strip()
    return list(found)


def _number(options: Settings, key: str, default: Any) -> Any:
    """A whole number, or what stands for one left out."""
    given = options.get(key, "").partition("#")[0].strip()
    if not given:
        return default
    if not _NUMBER.fullmatch(given):
        raise SymrfError(f"{key} is {shown(given)}; it must be a whole number")
    return int(given)


def _positive(options: Settings, key: str, default: Any) -> Any:
    found = _number(options, key, default)
    if found != "" and found < 1:
        raise SymrfError(f"{key} is {found}; it must be at least 1")
    return found


def _checked(kind: str, options: Settings) -> None:
    """A complaint about an unknown section near a known one, or about numbers that are none."""
    if kind not in RULES and (hint := near(kind, RULES)):
        raise SymrfError(f"no such section; {hint.strip()}")
    for key in ("size", "stride", "stride_x", "stride_y", "filters", "groups", "dilation"):
        if not (kind == "upsample" and key == "stride"):
            _positive(options, key, 1)
    for key in ("pad", "padding"):
        _number(options, key, 0)


def _read(kind: str, options: Settings, before: Sequence[str]) -> tuple[str, ...]:
    """Which sections a section reads."""
    last = before[-1] if before else INPUT
    if kind == "route":
        return tuple(_counted(part, before) for part in options.get("layers", options.get("from", "")).split(","))
    if kind == "shortcut":
        return (last, *(_counted(part, before) for part in options.get("from", "").split(",")))
    return (last, _counted(options.get("from", ""), before)) if kind in ("scale_channels", "sam") else (last,)


def _counted(given: str, before: Sequence[str]) -> str:
    """A section by its number, or below 0 counted back from this one."""
    number = _number({"layers": given.strip()}, "layers", None)
    if number is None:
        raise SymrfError("it names no section to read; write layers = -1, 61 or from = -3")
    place = number + len(before) if number < 0 else number
    if not 0 <= place < len(before):
        raise SymrfError(f"it reads section {number}; there are {len(before)} before it")
    return before[place]


def _int(call: Call, key: str, default: Any) -> Any:
    return _number(call.operation.attributes, key, default)


def _strides(call: Call) -> list[int]:
    stride = _int(call, "stride", 1)
    return [_int(call, "stride_y", stride), _int(call, "stride_x", stride)]


def _convolution(call: Call) -> Any:
    below, k, d = call.value(), _int(call, "size", 1), _int(call, "dilation", 1)
    pad = k // 2 if _int(call, "pad", 0) else _int(call, "padding", 0)
    if d > 1 and 2 * pad != k - 1:
        raise Unclear("Darknet gives the map of this dilation and padding another size than it computes")
    groups = _int(call, "groups", 1)
    shape = weight(_int(call, "filters", 1), 1, k, k)
    pads = [pad * d] * 4
    return standard(
        call, "Conv", [below, shape], kernel_shape=[k, k], strides=_strides(call), dilations=[d, d], pads=pads,
        group=groups,
    )  # fmt: skip


def _transposed(call: Call) -> Any:
    k = _int(call, "size", 1)
    pad = k // 2 if _int(call, "pad", 0) else _int(call, "padding", 0)
    shape = weight(1, _int(call, "filters", 1), k, k)
    return standard(
        call, "ConvTranspose", [call.value(), shape], kernel_shape=[k, k], strides=_strides(call), pads=[pad] * 4
    )


def _pool(call: Call) -> Any:
    """size - 1 samples of padding in all unless told otherwise, the odd one on the right."""
    if _int(call, "maxpool_depth", 0):
        raise Unclear("pooling over channels is not modelled")
    k = _int(call, "size", _int(call, "stride", 1))
    total = _int(call, "padding", k - 1)
    left = total // 2
    kind = "MaxPool" if call.kind == "maxpool" else "AveragePool"
    return window(call, kind, call.value(), [k, k], _strides(call), [left] * 2, [total - left] * 2)


def _route(call: Call) -> Any:
    whole = call.value() if len(call.values) == 1 else None
    if whole is None:
        if any(not same(a, b) for v in call.values for a, b in zip(v.shape[2:], call.value().shape[2:], strict=True)):
            raise Unclear("it joins maps of different sizes")
        whole = standard(call, "Concat", call.values, axis=1)
    groups = _int(call, "groups", 1)
    if groups == 1:
        return whole if len(call.values) > 1 else standard(call, "Identity", [whole])
    n = int(whole.shape[1]) // groups
    first = n * _int(call, "group_id", 0)
    return sliced(call.trace, call.name, whole, {1: (first, first + n, 1)})


def _shortcut(call: Call) -> Any:
    """The sum of maps of one size; of others Darknet takes every so manieth sample."""
    sizes = [value.shape[2:] for value in call.values]
    if any(not same(a, b) for other in sizes for a, b in zip(other, sizes[0], strict=True)):
        raise Unclear("it adds maps of different sizes")
    one, *others = (value for value in call.values)
    dims = one.layout
    kept = [value.moved((value.layout[0], dims[1], *value.layout[2:])) for value in others]
    return standard(call, "Sum", [one, *kept])


def _upsample(call: Call) -> Any:
    factor = _int(call, "stride", 2)
    if factor < 1:
        raise Unclear("upsampling by a stride below 1 is not modelled")
    return standard(call, "Upsample", [call.value(), vector([1.0, 1.0, float(factor), float(factor)])])


def _dense(call: Call) -> Any:
    below = call.value()
    flat = standard(call, "Flatten", [below], f"{call.name}:flat")
    return standard(call, "MatMul", [flat, weight(int(flat.shape[1]), _int(call, "output", 1))])


def _softmax(call: Call) -> Any:
    """Over the whole map and its channels."""
    return normalised(call.trace, call.name, call.value(), range(1, 4))


def _as(kind: str) -> Rule:
    return lambda call: standard(call, kind, call.values)


RULES: dict[str, Rule] = {
    **dict.fromkeys(("convolutional", "conv"), _convolution),
    **dict.fromkeys(("deconvolutional", "deconv"), _transposed),
    **dict.fromkeys(("maxpool", "max", "local_avgpool"), _pool),
    **dict.fromkeys(("avgpool", "avg"), _as("GlobalAveragePool")),
    **dict.fromkeys(("dropout", "batchnorm", "activation", "logistic", "cost", "yolo", "region"), _as("Identity")),
    **dict.fromkeys(("softmax", "soft"), _softmax),
    **dict.fromkeys(("connected", "conn"), _dense),
    **dict.fromkeys(("scale_channels", "sam"), _as("Mul")),
    **dict.fromkeys(("rnn", "gru", "lstm", "crnn", "conv_lstm"), unclear("recurrent")),
    **dict.fromkeys(("reorg", "reorg3d", "reorg_old"), unclear("it deals the samples out anew")),
    **dict.fromkeys(("local", "crop", "detection", "normalization", "lrn"), unclear("the section is not modelled")),
    "route": _route,
    "shortcut": _shortcut,
    "upsample": _upsample,
}
"""What every section does. A section that is not here is a frontier, never passed over."""
