"""The operations of ONNX: which rule each is, and where its numbers stand in which version."""

from __future__ import annotations

from collections.abc import Callable

from symrf.readers.model.call import Call
from symrf.readers.model.run import Made, Rule
from symrf.readers.model.value import Unclear

TABLE: dict[str, Rule] = {}


def rule(*names: str, follows: int | None = 1) -> Callable[[Rule], Rule]:
    """The rule of these operations; it follows so many of their inputs, all where None, where the model makes them."""

    def put(function: Rule) -> Rule:
        def guarded(call: Call) -> Made:
            for place, value in enumerate(call.given[follows:] if follows else (), 1 + (follows or 0)):
                if value is not None and value.is_data:
                    raise Unclear(f"what it does depends on numbers that the model works out (input {place})")
            return function(call)

        for name in names:
            TABLE[name] = guarded
        return function

    return put
