"""The operations of ONNX: which rule each is, and where its numbers stand in which version."""

from __future__ import annotations

from collections.abc import Callable

from symrf.readers.model.run import Rule

TABLE: dict[str, Rule] = {}


def rule(*names: str) -> Callable[[Rule], Rule]:
    """The rule of these operations."""

    def put(function: Rule) -> Rule:
        for name in names:
            TABLE[name] = function
        return function

    return put
