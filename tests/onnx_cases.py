"""The onnx package's own test cases: python -m tests.onnx_cases [-t] [-v] [NAME …]

-t: its tiny models only; -v: every case with its verdict. Of each case the first input is data and the others are what
the case gives. For every index of the input along an axis, the outputs that change are compared with those that see it
by symrf. right: they are the same. wide: symrf says more. wrong: symrf misses one. refused: a frontier, or one line.
apart: there is no space in it, or it cannot be run.
"""

from __future__ import annotations

import importlib
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from google.protobuf.message import DecodeError
from onnx import numpy_helper
from onnx.reference import ReferenceEvaluator

import symrf
from symrf.derivation.downward.index_set import IndexSet
from symrf.errors import SymrfError
from tests import onnx_truth as truth

Verdict = tuple[str, str]


def cases(*modules: str) -> Iterator[tuple[str, Any, list[Any]]]:
    """Name, model and inputs of every case of a single operation, or of those in these modules of onnx."""
    from onnx.backend.test.case import node

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for module in modules:  # which adds its cases to the list, as it is imported
            importlib.import_module(f"{node.__name__}.{module}")
        found = list(node._NodeTestCases) if modules else node.collect_testcases(None)
    for case in found:
        if case.model is not None and case.data_sets:
            yield case.name, case.model, list(case.data_sets[0][0])


def tiny() -> Iterator[tuple[str, Any, list[Any]]]:
    """The same of the tiny models that ship with the package: exported from torch, and by hand."""
    folder = Path(onnx.__file__).parent / "backend" / "test" / "data"
    for kind in ("pytorch-converted", "pytorch-operator", "simple"):
        for path in sorted((folder / kind).glob("*/model.onnx")):
            model = onnx.load(str(path), load_external_data=False)
            given = sorted(path.parent.glob("test_data_set_0/input_*.pb"), key=lambda p: int(p.stem.split("_")[1]))
            known = {one.name for one in model.graph.initializer}
            names = [one.name for one in model.graph.input if one.name not in known]
            try:
                inputs = [numpy_helper.to_array(onnx.load_tensor(str(one))) for one in given]
            except (TypeError, DecodeError):  # a sequence, or a map
                inputs = []
            yield f"{kind}/{path.parent.name}", model, inputs if len(inputs) == len(names) else []


def judged(model: Any, inputs: list[Any]) -> Verdict:
    """What becomes of one case."""
    if not inputs or not isinstance(inputs[0], np.ndarray) or inputs[0].dtype.kind not in "fiu" or not inputs[0].size:
        return "apart", "its first input is no tensor of numbers"
    try:
        model = bound(model, inputs)
        runs = runner(model, inputs[0])
        before = runs(inputs[0])
        if not np.array_equal(before, runs(inputs[0]), equal_nan=before.dtype.kind == "f"):
            return "apart", "its output is random"
    except Exception as error:
        return "apart", f"cannot be run: {str(error).splitlines()[0][:80]}"
    try:
        network = symrf.read(model)
    except SymrfError as error:
        return "refused", str(error)
    output = next(name for node in model.graph.node for name in node.output if name == model.graph.output[0].name)
    try:
        node = network.node(output).name
    except SymrfError:
        return "refused", "; ".join(map(str, network.frontier)) or "its output depends on no input"
    weighted = any(one.op_type in ("Resize", "Upsample") for one in model.graph.node)
    return compared(network, node, runs, before, inputs[0], weighted)


def bound(model: Any, inputs: list[Any]) -> Any:
    """The model with every input but the first as a constant."""
    made = truth.neutral(model)
    known = {one.name for one in made.graph.initializer}
    kept = [one for one in made.graph.input if one.name not in known]
    del made.graph.input[:]
    made.graph.input.extend(kept)
    names = [one.name for one in made.graph.input]
    kind = onnx.helper.np_dtype_to_tensor_dtype(inputs[0].dtype)
    made.graph.input[0].CopyFrom(onnx.helper.make_tensor_value_info(names[0], kind, inputs[0].shape))
    for name, value in zip(names[1:], inputs[1:], strict=True):
        made.graph.initializer.append(onnx.numpy_helper.from_array(np.asarray(value), name))
    del made.graph.input[1:]
    return made


def runner(model: Any, given: Any) -> Any:
    """A function from the first input to the first output: by onnxruntime, or else by onnx itself."""
    name, output = model.graph.input[0].name, model.graph.output[0].name
    try:
        ready = truth.session(model, [output])
        ready.run(None, {name: given})
        return lambda given: np.asarray(ready.run(None, {name: given})[0])
    except Exception:
        evaluator = ReferenceEvaluator(model)
        return lambda given: np.asarray(evaluator.run([output], {name: given})[0])


def changed(runs: Any, given: Any, place: int, index: int, weighted: bool = False) -> Any:
    """Where the output differs when one index of a dimension of the input does.

    weighted: not with NaN, which also comes through where its weight is 0.
    """
    found = None
    generator = np.random.default_rng(1)
    here = tuple(index if i == place else slice(None) for i in range(given.ndim))
    for trial in range(weighted, 6):
        one, other = (np.array(given) for _ in range(2))
        if trial and given.dtype.kind == "f":
            one = generator.normal(0, 3 ** (trial - 2), given.shape).astype(given.dtype)
            other = one.copy()
            other[here] = generator.normal(0, 3**trial, other[here].shape)
        elif trial:
            info = np.iinfo(given.dtype)
            low, high = max(info.min, -100), min(info.max, 100)
            one = generator.integers(low, high, given.shape).astype(given.dtype)
            other = one.copy()
            other[here] = generator.integers(low, high, other[here].shape)
        elif given.dtype.kind == "f":
            other[here] = np.nan
        before, after = runs(one), runs(other)
        if before.shape != after.shape:
            raise ValueError("the shape of its output depends on the data")
        differs = before != after
        if before.dtype.kind == "f":
            differs &= ~(np.isnan(before) & np.isnan(after))
        found = differs if found is None else found | differs
    return found


def compared(network: Any, node: str, runs: Any, before: Any, given: Any, weighted: bool) -> Verdict:
    """The verdict on an output that symrf answers for."""
    derivation = symrf.derive(network)
    inside, outside = network.layout["input"], network.layout[node]
    spatial = [axis for axis in network.axes if axis in inside]
    verdict = ("right", "")
    seen_any = False
    for axis in spatial:
        field = derivation[node][axis]
        if field.status == "unsupported":
            verdict = ("refused", field.reason)
            continue
        place = inside.index(axis)
        out = outside.index(axis) if axis in outside else None
        if len(outside) != before.ndim:
            return "wrong", f"{len(outside)} dimensions, in truth {before.ndim}"
        if out is None and field.output_size != 1:
            verdict = ("refused", f"axis {axis} lies in one dimension with others")
            continue
        size = 1 if out is None else before.shape[out]
        if field.output_size != size:
            return "wrong", f"axis {axis}: {field.output_size} outputs, in truth {size}"
        seen_any = True
        said = [bits(field.descent.sets(node, y, in_bounds=True)) for y in range(size)]
        for index in range(given.shape[place]):
            try:
                differs = changed(runs, given, place, index, weighted)
            except Exception as error:
                return "apart", f"cannot be run: {str(error).splitlines()[0][:80]}"
            true = {0} if out is None and differs.any() else set() if out is None else truth.along(differs, out)
            mine = {y for y in range(size) if index in said[y]}
            if true - mine:
                return "wrong", f"axis {axis}: sample {index} is seen by {sorted(true)}, not by {sorted(mine)} only"
            if mine - true and field.status != "upper-bound":
                verdict = ("wide", f"axis {axis}: sample {index} is seen by {sorted(true)} only, not by {sorted(mine)}")
    return verdict if seen_any or verdict[0] == "refused" else ("apart", "no axis")


def bits(found: IndexSet) -> set[int]:
    """The indices of a set."""
    return {found.first + i for i, bit in enumerate(reversed(f"{found.bits:b}")) if bit == "1"}


def main() -> int:
    """Every case, or those whose names hold one of the words given."""
    every = "-v" in sys.argv
    words = [word for word in sys.argv[1:] if word not in ("-v", "-t")]
    counts: Counter[str] = Counter()
    for name, model, inputs in chain(tiny(), cases()) if "-t" not in sys.argv else tiny():
        if words and not any(word in name for word in words):
            continue
        verdict, why = judged(model, inputs)
        counts[verdict] += 1
        if verdict in ("wrong", "wide") or words or every:
            print(f"{verdict}: {name}: {why}", flush=True)
    print(dict(counts))
    return min(counts["wrong"], 1)


if __name__ == "__main__":
    sys.exit(main())
