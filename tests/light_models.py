"""The models without weights that ship with the onnx package, compared with truth: python -m tests.light_models

Every tensor of four dimensions: its size, and for some input rows (here: all) at which rows it depends on them. All
rows are tried on inputs of fewer columns, where each run takes a fraction of the time, and what has no feature on these
on the whole input.
"""

from __future__ import annotations

import copy
import sys
from collections.abc import Container, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx

import symrf
from symrf.derivation import AxisField, Derivation
from tests import onnx_truth as truth

FOLDER = Path(onnx.__file__).parent / "backend" / "test" / "data" / "light"
MODELS = tuple(sorted(path.stem.removeprefix("light_") for path in FOLDER.glob("light_*.onnx")))
H, W = 2, 3
"""The dimensions of rows and columns."""
NARROW = 64
"""Columns enough for all but the last windows of these models."""


def path(name: str) -> str:
    """The file of a model."""
    return str(FOLDER / f"light_{name}.onnx")


def compared(
    name: str, rows: Iterable[int] | None = None, width: int | None = None, apart: Container[str] = ()
) -> tuple[int, list[str]]:
    """How many tensors of how many rows were compared, and what differs.

    rows: None: all of them. width: of the input; None: as in the file. apart: tensors that are not compared.
    """
    model = onnx.load(path(name), load_external_data=False)
    derivation, names = answered(name, width)
    names = [node for node in names if node not in apart]
    if not names:
        return 0, []
    constants = {one.name for one in model.graph.initializer}
    given = next(one for one in model.graph.input if one.name not in constants)
    dims = given.type.tensor_type.shape.dim
    dims[W].dim_value = width or dims[W].dim_value
    ready = truth.session(summed(truth.neutral(model), names), [f"{node}:rows" for node in names])
    told = {node: ends(derivation[node]["h"]) for node in names}
    feed = {given.name: np.ones([one.dim_value for one in dims], np.float32)}
    wrong: list[str] = []
    tried = range(dims[H].dim_value) if rows is None else list(rows)
    for row in tried:
        for node, where in zip(names, truth.poisoned(ready, feed, given.name, {H: row}), strict=True):
            wrong += difference(node, told[node], where, row)
    return len(names) * len(tried), wrong


def answered(name: str, width: int | None) -> tuple[Derivation, list[str]]:
    """What symrf says of a model on inputs of that width, and the tensors of four dimensions, two of them axes."""
    made = truth.tensors_of(onnx.load(path(name), load_external_data=False))
    network = symrf.read(path(name))
    if width is not None:
        network = network.with_input_size({"h": network.input_size["h"], "w": width})
    derivation = symrf.derive(network)
    maps = [node for node in made if len(network.layout.get(node, ())) == 4]
    return derivation, [node for node in maps if all(derivation[node][axis].status != "unsupported" for axis in "hw")]


def summed(model: Any, names: Sequence[str]) -> Any:
    """The part of the model that makes these tensors, and of each the sum of all but its rows, NaN where one is."""
    model, wanted = copy.deepcopy(model), set(names)
    for node in reversed(list(model.graph.node)):
        if wanted.isdisjoint(node.output):
            model.graph.node.remove(node)
        wanted.update(node.input if wanted & set(node.output) else ())
    for name in names:
        others = [i for i in range(4) if i != H]
        model.graph.node.append(onnx.helper.make_node("ReduceSum", [name], [f"{name}:rows"], axes=others, keepdims=0))
    return model


def ends(field: AxisField) -> Any:
    """The first and the last row that every feature sees; of one that sees none the first lies behind the last."""
    assert isinstance(field.output_size, int)
    return np.array([field.region_in_bounds(y) or (1, 0) for y in range(field.output_size)])


def difference(node: str, told: Any, where: Any, row: int) -> list[str]:
    """What symrf says of one tensor that is not so."""
    if len(told) != len(where):
        return [f"{node}: {len(told)} rows, in truth {len(where)}"]
    said = (told[:, 0] <= row) & (row <= told[:, 1])
    if (said == where).all():
        return []
    seen = [sorted(np.flatnonzero(one).tolist()) for one in (said, where)]
    return [f"{node}: row {row} is seen by {seen[0]}, in truth by {seen[1]}"]


def main() -> int:
    """Compare all rows of all models, or of those named, and say how many tensors of four dimensions that were."""
    bad = 0
    for name in sys.argv[1:] or MODELS:
        narrow = answered(name, NARROW)[1]
        count, wrong = compared(name, None, NARROW)
        rest, more = compared(name, None, None, narrow)
        tensors = len(answered(name, None)[1])
        bad += len(wrong) + len(more)
        said = f"{name}: {tensors} tensors, {count + rest} comparisons, {len(wrong + more)} wrong"
        print(said, *(wrong + more)[:5], sep="\n  ", flush=True)
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main())
