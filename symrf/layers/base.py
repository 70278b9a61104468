"""A layer, whatever it does, and how its parameters are checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar

from symrf.errors import SymrfError
from symrf.number import integer


def _each(value: Any, what: str, check: Callable[[Any, str], Any]) -> Any:
    """Check a parameter, or each axis's value of it."""
    if isinstance(value, Mapping):
        if not value:
            raise SymrfError(f"{what} is an empty table; give a number for each axis")
        return {axis: check(v, f"{what} on axis {axis}") for axis, v in value.items()}
    return check(value, what)


@dataclass(frozen=True)
class Layer:
    """One operation. `on(axis)` is the same layer with the numbers of one axis."""

    op: ClassVar[str] = ""
    leasts: ClassVar[Mapping[str, int | None]] = {}
    """The numbers of the layer, and the least value of each; None: any integer."""

    def __post_init__(self) -> None:
        for name, least in self.leasts.items():
            self._check(name, at_least(least))

    @property
    def pointwise(self) -> bool:
        """Whether output y reads input y alone."""
        return False

    def on(self, axis: str) -> Layer:
        """This layer's parameters on one axis."""
        changes = {}
        for f in fields(self):
            value = getattr(self, f.name)
            if isinstance(value, Mapping):
                if axis not in value:
                    named = ", ".join(map(str, value))
                    raise SymrfError(f"{self.op} has no {f.name} for axis {axis}; it names {named}")
                changes[f.name] = value[axis]
        return replace(self, **changes) if changes else self

    def __rshift__(self, other: Any) -> Any:
        """This layer, then the other layer or network on its output: a Network."""
        return self._network() >> other

    def __or__(self, other: Any) -> Any:
        """Both on the same input, their outputs added: a Network."""
        return self._network() | other

    def _network(self) -> Any:
        from symrf.network import Network

        return Network.of(self)

    def _check(self, name: str, check: Callable[[Any, str], Any]) -> None:
        object.__setattr__(self, name, _each(getattr(self, name), f"{name} of {self.op}", check))


def at_least(bound: int | None) -> Callable[[Any, str], Any]:
    """The check of a parameter that is an integer of at least `bound`, or any integer."""
    return lambda value, what: integer(value, what, bound)
