"""What operations are called after the modules that they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

OWN = "torch.nn.modules"
"""Where the classes of torch's own modules are."""


class ModulePlace(NamedTuple):
    """Where an operation stands: the path of its innermost module ("" for none), whether that is one of the library's
    own, which call of it, and what the operation is called below it."""

    path: str
    own: bool
    call: str
    short: str


def named(places: Sequence[ModulePlace]) -> list[tuple[str, str]]:
    """(name, row) of every operation: the path of a module of the library's own, else a name below its module; and
    what the last operation of such a module's call is called, "" where it stands in none.

    Of several operations of one call the last has the module's name; a second call is name~2.

    >>> above = [ModulePlace("a", True, "1", "pad"), ModulePlace("a", True, "1", "conv")]
    >>> named([*above, ModulePlace("b", False, "2", "add")])
    [('a.pad', 'a'), ('a', 'a'), ('b.add', '')]
    """
    found: list[tuple[str, str]] = []
    steps: list[str] = []
    taken: dict[str, int] = {}
    for i, place in enumerate(places):
        last = i + 1 == len(places) or (places[i + 1].path, places[i + 1].call) != (place.path, place.call)
        whole = bool(place.own and place.path and last)
        name = place.path if whole else f"{place.path}.{place.short}" if place.path else place.short
        taken[name] = taken.get(name, 0) + 1
        steps.append(name if taken[name] == 1 else f"{name}~{taken[name]}")
        if last:
            found += [(step, steps[-1] if whole else "") for step in steps]
            steps = []
    return found
