"""Inside an environment: one target's report as JSON, every accusation confirmed by running the operation."""

from __future__ import annotations

import contextlib
import json
import logging
import sys
import warnings
from typing import Any

from symrf.layers import Conv
from symrf.testing import conformance
from symrf.testing.capabilities import NAMES
from symrf.testing.draw import chain_of
from symrf.testing.report import Report, plain, record
from symrf.testing.runner import WRONG, Result
from symrf.testing.truth import OneOf, equal
from tests.published.onnx_model import measured
from tests.published.targets import TARGETS


def report(name: str, examples: int | None = None) -> dict[str, Any]:
    """What is recorded of a target."""
    target = next(t for t in TARGETS if t.name == name)
    suite = conformance(target.call, seconds=120, isolate=target.isolate)
    with contextlib.suppress(Exception), contextlib.redirect_stdout(sys.stderr):
        target.call(chain_of([Conv(3)]).with_input_size(5))  # what it imports is imported once
    results = []
    for capability in NAMES:
        results.append(suite.result(capability, examples or target.examples))
        print(f"{name}: {capability} {results[-1].verdict}", file=sys.stderr, flush=True)
    found = record(Report(name, 0, examples or target.examples, tuple(results), suite.symbols()))
    for proof in found["symbols"]["proofs"]:
        if proof["verdict"] == "open":
            proof["detail"] = ""  # which prover ran out of time depends on the machine
    for result, row in zip(results, found["capabilities"], strict=True):
        row["confirmed"] = confirmed(result) if result.verdict == WRONG else None
    return found


def confirmed(result: Result) -> dict[str, Any]:
    """What onnxruntime shows of the accusation: the measured value, and whether it is the walk's."""
    import onnxruntime

    by = f"onnxruntime {onnxruntime.__version__}"
    if result.network is None or result.quantity is None:
        raise ValueError(f"{result.name} is called wrong without a network")
    try:
        value = measured(result.network, result.quantity, result.feature)
    except Exception as error:
        return {"by": by, "measured": None, "agrees": None, "reason": f"{type(error).__name__}: {error}"[:200]}
    agrees = None if value is None else agree(value, result.true)
    return {"by": by, "measured": plain(tuple(value) if isinstance(value, list) else value), "agrees": agrees}


def agree(value: Any, true: Any) -> bool:
    """Whether a measured value is the true one; of sizes all are measured."""
    if isinstance(value, list):
        return set(value) == set(true.values) if isinstance(true, OneOf) else value == [true]
    return equal(value, true)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    few = int(sys.argv[2]) if len(sys.argv) > 2 else None
    print(json.dumps(report(sys.argv[1], few)))
