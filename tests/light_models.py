"""The models without weights that ship with the onnx package, compared with truth: python -m tests.light_models

Every tensor of four dimensions: its size, and for some input rows (here: all) at which rows it depends on them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import onnx

import symrf
from symrf.derivation import Derivation
from tests import onnx_truth as truth

FOLDER = Path(onnx.__file__).parent / "backend" / "test" / "data" / "light"
MODELS = tuple(sorted(path.stem.removeprefix("light_") for path in FOLDER.glob("light_*.onnx")))
H = 2
"""The dimension of the rows."""


def path(name: str) -> str:
    """The file of a model."""
    return str(FOLDER / f"light_{name}.onnx")


def compared(name: str, rows: Iterable[int] | None = None) -> tuple[int, list[str]]:
    """How many tensors of how many rows were compared, and what differs. rows: None: all of them."""
    model = onnx.load(path(name), load_external_data=False)
    derivation = symrf.derive(symrf.read(path(name)))
    made = set(truth.tensors_of(model))
    names = [node for node in derivation if node in made]
    ready = truth.session(truth.neutral(model), names)
    source = ready.get_inputs()[0]
    given = {source.name: np.ones(source.shape, np.float32)}
    wrong: list[str] = []
    count = 0
    for row in range(source.shape[H]) if rows is None else rows:
        for node, where in zip(names, truth.poisoned(ready, given, source.name, {H: row}), strict=True):
            if where.ndim == 4:
                count += 1
                wrong += difference(derivation, node, where, row)
    return count, wrong


def difference(derivation: Derivation, node: str, where: Any, row: int) -> list[str]:
    """What symrf says of one tensor that is not so."""
    field = derivation[node]["h"]
    if field.output_size != where.shape[H]:
        return [f"{node}: {field.output_size} rows, in truth {where.shape[H]}"]
    regions = map(field.region_in_bounds, range(where.shape[H]))
    said = {y for y, region in enumerate(regions) if region is not None and region[0] <= row <= region[1]}
    seen = truth.along(where, H)
    return [] if said == seen else [f"{node}: row {row} is seen by {sorted(said)}, in truth by {sorted(seen)}"]


def main() -> int:
    """Compare all rows of all models, or of those named."""
    bad = 0
    for name in sys.argv[1:] or MODELS:
        count, wrong = compared(name)
        bad += len(wrong)
        print(f"{name}: {count} comparisons, {len(wrong)} wrong", *wrong[:5], sep="\n  ", flush=True)
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main())
