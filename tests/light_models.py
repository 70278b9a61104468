"""The models without weights that ship with the onnx package, compared with truth:
python -m tests.light_models [NAME …]

Every tensor of four dimensions is measured twice. On the input of the file: its size, and for some input rows (here:
all) at which rows it depends on them. On an input so high that some features see neither border, with NaN in the first
or in the last rows, ever more of them: which features begin or end there. That is what stride, size, padding and centre
are, and, by those of what is joined, alignment. Of columns there are fewer then than in the file, as each run takes a
fraction of the time; what has no feature on these is measured with all.
"""

from __future__ import annotations

import copy
import os
import sys
import time
from collections.abc import Container, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import onnx

import symrf
from symrf.derivation import AxisField, Derivation
from symrf.derivation.downward.ascent import Features
from tests import onnx_truth as truth

FOLDER = Path(onnx.__file__).parent / "backend" / "test" / "data" / "light"
MODELS = tuple(sorted(path.stem.removeprefix("light_") for path in FOLDER.glob("light_*.onnx")))
H, W = 2, 3
"""The dimensions of rows and columns."""
NARROW = 64
"""Columns enough for all but the last windows of these models."""
SWEPT = 96
"""Rows up to which NaN goes, or from which on: two features and more of the greatest stride, 32."""
DROPPED = 64
"""Rows at the lower border of which strides may leave some unread."""


def path(name: str) -> str:
    """The file of a model."""
    return str(FOLDER / f"light_{name}.onnx")


def compared(
    name: str, rows: Iterable[int] | None = None, width: int | None = None, apart: Container[str] = ()
) -> tuple[int, list[str]]:
    """How many tensors of how many rows were compared on the input of the file, and what differs.

    rows: None: all of them. width: of the input; None: as in the file. apart: tensors that are not compared.
    """
    derivation, names = answered(name, width, apart)
    if not names:
        return 0, []
    height, wide = derivation.network.input_size["h"], derivation.network.input_size["w"]
    tried = list(range(height) if rows is None else rows)
    seen = [derivation.seeing({"h": row, "w": 0}) for row in tried]
    sizes = {node: derivation[node]["h"].output_size for node in names}
    wrong: list[str] = []
    for row, said, found in zip(tried, seen, runs(name, names, (height, wide), tried), strict=True):
        for node, where in zip(names, found, strict=True):
            wrong += difference(node, sizes[node], said[derivation[node].name]["h"], where, row)
    return len(names) * len(tried), wrong


def swept(name: str, width: int | None = None, apart: Container[str] = (), every: int = 1) -> tuple[int, list[str]]:
    """How many ends of how many tensors were compared on a high input, and what differs, alignment too.

    every: of how many rows one is tried.
    """
    derivation, names = answered(name, width)
    exact = {node: derivation[node]["h"] for node in names if derivation[node]["h"].status == "exact"}
    told = {node: field for node, field in exact.items() if node not in apart}
    if not told:
        return 0, []
    reach = max(max(one.right, one.size - one.right_padding) for one in told.values())
    height = reach + (SWEPT + DROPPED + 64) // 32 * 32
    height += -height % 32
    tops, bottoms = range(0, SWEPT, every), range(height - DROPPED - SWEPT, height - DROPPED, every)
    swept = [*(slice(0, row + 1) for row in tops), *(slice(row, None) for row in bottoms)]
    found = runs(name, list(told), (height, derivation.network.input_size["w"]), swept)
    wrong: list[str] = []
    for (node, field), seen in zip(told.items(), zip(*found, strict=True), strict=True):
        wrong += unlike(
            node, field, dict(zip(tops, seen, strict=False)), dict(zip(bottoms, seen[len(tops) :], strict=True))
        )
    straight = aligned(onnx.load(path(name), load_external_data=False), exact)
    for node, field in told.items():
        if field.aligned != straight[node]:
            wrong.append(f"{node}: aligned is {field.aligned}, in truth {straight[node]}")
    return len(swept) * len(told), wrong


def answered(name: str, width: int | None, apart: Container[str] = ()) -> tuple[Derivation, list[str]]:
    """What symrf says of a model on inputs of that width, and the tensors of four dimensions, two of them axes."""
    made = truth.tensors_of(onnx.load(path(name), load_external_data=False))
    network = symrf.read(path(name))
    if width is not None:
        network = network.with_input_size({"h": network.input_size["h"], "w": width})
    derivation = symrf.derive(network)
    maps = [node for node in made if len(network.layout.get(node, ())) == 4 and node not in apart]
    return derivation, [node for node in maps if all(derivation[node][axis].status != "unsupported" for axis in "hw")]


def runs(
    name: str, names: Sequence[str], size: tuple[int, int], rows: Iterable[int | slice]
) -> Iterable[Sequence[Any]]:
    """For NaN in these rows of an input of that size, again and again, which rows of every tensor are NaN then."""
    model = truth.neutral(onnx.load(path(name), load_external_data=False))
    constants = {one.name for one in model.graph.initializer}
    given = next(one for one in model.graph.input if one.name not in constants)
    dims = given.type.tensor_type.shape.dim
    dims[H].dim_value, dims[W].dim_value = size
    ready = truth.session(summed(model, names), [f"{node}:rows" for node in names])
    feed = {given.name: np.ones([one.dim_value for one in dims], np.float32)}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(lambda row: truth.poisoned(ready, feed, given.name, {H: row}), rows)


def summed(model: Any, names: Sequence[str]) -> Any:
    """The part of the model that makes these tensors, and of each the sum of all but its rows, NaN where one is.

    Weights are made once, not in every run, and a Reshape leaves it open how many rows a map has.
    """
    model, wanted = copy.deepcopy(model), set(names)
    held = {one.name: one for one in model.graph.initializer}
    for node in reversed(list(model.graph.node)):
        if wanted.isdisjoint(node.output):
            model.graph.node.remove(node)
            continue
        wanted.update(node.input)
        if node.op_type == "ConstantOfShape":
            shape = onnx.numpy_helper.to_array(held[node.input[0]])
            value = [onnx.numpy_helper.to_array(one.t)[0] for one in node.attribute] or [np.float32(0)]
            weights = onnx.numpy_helper.from_array(np.full(shape, value[0]), node.output[0])
            model.graph.initializer.append(weights)
            model.graph.node.remove(node)
        elif node.op_type == "Reshape" and node.input[1] in held:
            shape = onnx.numpy_helper.to_array(held[node.input[1]]).copy()
            shape[-2] = -1
            held[node.input[1]].CopyFrom(onnx.numpy_helper.from_array(shape, node.input[1]))
    for every in (model.graph.initializer, model.graph.input):
        for one in [one for one in every if one.name not in wanted]:
            every.remove(one)
    for name in names:
        others = [i for i in range(4) if i != H]
        model.graph.node.append(onnx.helper.make_node("ReduceSum", [name], [f"{name}:rows"], axes=others, keepdims=0))
    return model


def difference(node: str, size: Any, said: Features | None, where: Any, row: int) -> list[str]:
    """What symrf says of one tensor that is not so: its size, and which features see a row."""
    if len(where) != size:
        return [f"{node}: {size} rows, in truth {len(where)}"]
    seen = np.flatnonzero(where).tolist()
    true = Features(seen[0], seen[-1], len(seen)) if seen else None
    return [] if said == true else [f"{node}: row {row} is seen by {said}, in truth by {true}"]


def unlike(node: str, field: AxisField, begun: Mapping[int, Any], ended: Mapping[int, Any]) -> list[str]:
    """Whether features do not begin or end where symrf says: y at S y + a, and at S y + b.

    begun, ended: the features that see a row or one before it, or one after it.
    """
    step, left, right = field.stride, field.left, field.right
    said = [f"{node}: features do not see {step} y + {left} … {step} y + {right}"]
    for row, where in (*begun.items(), *ended.items()):
        if where.all() or not where.any() or 3 * step > SWEPT:
            return [f"{node}: of features that see neither border row {row} does not tell"]
        each = step * np.arange(len(where))
        if (where != (each + left <= row if row in begun else each + right >= row)).any():
            return said
    return []


def aligned(model: Any, fields: Mapping[str, AxisField]) -> dict[str, bool]:
    """Whether all that is joined, from the input up, has one stride and one centre."""
    found: dict[str, bool] = {}
    for node, parts in truth.on_data_paths(model):
        maps = [fields[name] for name in parts if name in fields]
        alike = len({(one.stride, one.center) for one in maps}) <= 1 and all(found.get(name, True) for name in parts)
        found |= dict.fromkeys(node.output, alike)
    return found


def main() -> int:
    """Measure all models, or those named, whole, and say how much that was."""
    bad = 0
    for name in sys.argv[1:] or MODELS:
        begun = time.process_time()
        narrow, tensors = answered(name, NARROW)[1], len(answered(name, None)[1])
        parts = [how(name, width=NARROW) for how in (compared, swept)]
        parts += [how(name, apart=narrow) for how in (compared, swept)]
        count, wrong = sum(one for one, _ in parts), [line for _, lines in parts for line in lines]
        bad += len(wrong)
        said = f"{name}: {tensors} tensors, {count} comparisons, {len(wrong)} wrong"
        print(f"{said} ({time.process_time() - begun:.0f} s of processor time)", *wrong[:5], sep="\n  ", flush=True)
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main())
