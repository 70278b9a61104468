"""One operation with the tensors it is given, as a table's rule sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from symrf.readers.model.folding import whole
from symrf.readers.model.graph import Operation
from symrf.readers.model.trace import Trace
from symrf.readers.model.value import Unclear, Value


def unclear(reason: str) -> Any:
    """A rule that is a frontier."""

    def refuse(call: Call) -> Value:
        raise Unclear(reason)

    return refuse


@dataclass(frozen=True)
class Call:
    """name: of its first output. given: its inputs in order, None for one left out."""

    trace: Trace
    operation: Operation
    name: str
    given: Sequence[Value | None]

    @property
    def kind(self) -> str:
        """What the format calls it."""
        return self.operation.kind

    @property
    def version(self) -> int:
        """Of the set of operations."""
        return self.operation.version

    def attribute(self, name: str, default: Any = None) -> Any:
        """An attribute, or what stands for one left out."""
        return self.operation.attributes.get(name, default)

    def has(self, place: int) -> bool:
        """Whether there is such an input."""
        return place < len(self.given) and self.given[place] is not None

    def value(self, place: int = 0) -> Value:
        """An input that has to be there."""
        value = self.given[place] if place < len(self.given) else None
        if value is None:
            raise Unclear(f"it lacks input {place + 1}")
        return value

    @property
    def values(self) -> list[Value]:
        """The inputs that are there."""
        return [value for value in self.given if value is not None]

    @property
    def folds(self) -> bool:
        """Whether nothing depends on an input of the model."""
        return not any(value.is_data for value in self.values)

    def numbers(self, place: int, name: str = "") -> tuple[Any, ...] | None:
        """Whole numbers given as an input, or as an attribute of that name; None where there are none.

        Unclear where the model works them out.
        """
        if self.has(place):
            items = whole(self.value(place).items)
            if items is None:
                raise Unclear(f"what it does depends on numbers that the model works out (input {place + 1})")
            return items
        given = self.attribute(name) if name else None
        return None if given is None else tuple(given) if isinstance(given, list | tuple) else (given,)
