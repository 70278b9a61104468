"""Inside an environment: reports of targets as JSON, a line each, every accusation confirmed by running the operation.

An argument is a target as JSON: its name, which capabilities, on how many networks, and the folders that its package
stands in.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import logging
import os
import sys
import traceback
import warnings
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from symrf.layers import Conv, Upsample
from symrf.network import Network
from symrf.testing import conformance
from symrf.testing.drawn.draw import chain_of
from symrf.testing.truth import OneOf, equal
from symrf.testing.verdicts.report import Report, plain, record
from symrf.testing.verdicts.runner import WRONG, Outcome
from tests.published.onnx_model import measured
from tests.published.targets import TARGETS


def report(name: str, capabilities: Sequence[str], examples: int) -> dict[str, Any]:
    """What is recorded of a target of these capabilities, each on so many networks."""
    target = next(t for t in TARGETS if t.name == name)
    suite = conformance(target.call, seconds=120, isolate=target.isolate)
    for network in (chain_of([Conv(3)]), Conv(3) | Conv(3), chain_of([Conv(3), Upsample(2)])):
        with contextlib.suppress(Exception), contextlib.redirect_stdout(sys.stderr):
            target.call(network.with_input_size(5))  # what it imports is imported once
    results = []
    for capability in capabilities:
        results.append(suite.result(capability, examples))
        print(f"{name}: {capability} {results[-1].verdict}", file=sys.stderr, flush=True)
    found = record(Report(name, 0, examples, tuple(results), suite.symbols()))
    for proof in found["symbols"]["proofs"]:
        if proof["verdict"] == "open":
            proof["detail"] = ""  # which prover ran out of time depends on the machine
        refuted = proof["verdict"] == "refuted"
        proof["confirmed"] = shown(at(proof), proof["quantity"], Fraction(proof["at"]["true"])) if refuted else None
    for result, row in zip(results, found["capabilities"], strict=True):
        row["confirmed"] = confirmed(result) if result.verdict == WRONG else None
    return found


def at(proof: Mapping[str, Any]) -> Network:
    """The chain of convolutions at which a proof's expression is refuted."""
    found = {name: int(value) for name, value in proof["at"].items() if name not in ("true", "y")}
    plain_ones = {"k": 1, "s": 1, "d": 1, "p": 0}
    layers = []
    for i in range(1, proof["depth"] + 1):
        k, s, d, p = (found.get(f"{letter}{i}", value) for letter, value in plain_ones.items())
        layers.append(Conv(k, s, d, (p, found.get(f"q{i}", p))))
    return chain_of(layers).with_input_size(found.get("n", sum(x.span for x in layers) * 9))


def confirmed(result: Outcome) -> dict[str, Any]:
    """What onnxruntime shows of the accusation: the measured value, and whether it is the walk's."""
    if result.network is None or result.quantity is None:
        raise ValueError(f"{result.name} is called wrong without a network")
    return shown(result.network, result.quantity, result.true, result.feature)


def shown(network: Network, quantity: str, true: Any, feature: int = 0) -> dict[str, Any]:
    """A quantity of a network, run in onnxruntime, beside the true value."""
    import onnxruntime

    by = f"onnxruntime {onnxruntime.__version__}"
    try:
        value = measured(network, quantity, feature)
    except Exception as error:
        return {"by": by, "measured": None, "agrees": None, "reason": f"{type(error).__name__}: {error}"[:200]}
    agrees = None if value is None else agree(value, true)
    return {"by": by, "measured": plain(tuple(value) if isinstance(value, list) else value), "agrees": agrees}


def agree(value: Any, true: Any) -> bool:
    """Whether a measured value is the true one; of sizes all are measured."""
    if isinstance(value, list):
        return set(value) == set(true.values) if isinstance(true, OneOf) else value == [true]
    return equal(value, true)


def forked(asked: Mapping[str, Any]) -> None:
    """A target's line, written by a fork, which alone imports what stands in the places; where it died, why."""
    sys.stdout.flush()
    child = os.fork()
    if not child:
        code = 1
        try:
            there = {path.stem for place in asked["places"] for path in Path(place).iterdir()}
            if there & sys.modules.keys():
                raise ImportError(f"imported before, of another version: {', '.join(there & sys.modules.keys())}")
            sys.path[:0] = asked["places"]
            print(json.dumps(report(asked["name"], asked["capabilities"], asked["examples"])), flush=True)
            code = 0
        except BaseException:
            traceback.print_exc()
        os._exit(code)
    status = os.waitpid(child, 0)[1]
    if status:
        print(json.dumps({"not_run": f"it ended with status {status}"}), flush=True)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    for heavy in ("torch", "onnxruntime", "z3"):  # what several import, and once takes long
        importlib.import_module(heavy)
    for one in sys.argv[1:]:
        forked(json.loads(one))
