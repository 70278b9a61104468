"""The table of torch's operations, and how their arguments reach a rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from inspect import signature
from typing import Any

from symrf.readers.model.call import Call
from symrf.readers.model.joining import bound
from symrf.readers.model.run import Made, Rule
from symrf.readers.model.value import Unclear, Value

TABLE: dict[str, Rule] = {}
NO_BATCH = "its input has no batch; give input_shape with one"


@dataclass(frozen=True)
class Ref:
    """An argument that is an input of the operation: which one, and whether it is a tensor or else a number."""

    place: int
    tensor: bool


def rule(*names: str) -> Callable[[Callable[..., Made]], Callable[..., Made]]:
    """The rule of these operations, called with their arguments by torch's own names, `self` being `input`.

    Where it follows the input, no tensor that the module works out may be left over for its `_`.
    """

    def put(function: Callable[..., Made]) -> Callable[..., Made]:
        known = signature(function).parameters

        def followed(call: Call) -> Made:
            given = arguments(call)
            if given.get("masks") and "masks" not in known:
                given = {name: weighted(call, one, name in given["masks"]) for name, one in given.items()}
            for name, one in given.items() if {"input", "_"} <= {*known} else ():
                if name not in known and any(value.is_data for value in tensors({name: one})):
                    raise Unclear(f"what it does depends on numbers that the model works out ({name})")
            return function(call, **given)

        for name in names:
            TABLE[name] = followed
        return function

    return put


def weighted(call: Call, given: Any, mask: bool) -> Any:
    """An argument of an operation one of whose weights is a mask: a map is an upper bound."""
    if isinstance(given, list):
        return [weighted(call, one, mask) for one in given]
    return bound(call.trace, f"{call.name}:masked", given) if isinstance(given, Value) and not mask else given


def arguments(call: Call) -> dict[str, Any]:
    """The arguments by name, tensors as values, sizes that the module works out as numbers."""
    return {name: resolved(call, given) for name, given in call.operation.attributes.items()}


def resolved(call: Call, given: Any) -> Any:
    """An argument with what its references stand for."""
    if isinstance(given, list):
        return [resolved(call, one) for one in given]
    if not isinstance(given, Ref):
        return given
    value = call.value(given.place)
    if given.tensor:
        return value
    if value.items is None or len(value.items) != 1:
        raise Unclear("what it does depends on a number that the module works out")
    return value.items[0]


def tensors(given: dict[str, Any]) -> list[Value]:
    """The tensors among these arguments."""
    return [one for one in given.values() if isinstance(one, Value)]
