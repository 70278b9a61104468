"""The inputs of a model: which of their dimensions are spatial, and how many samples they have."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from symrf.errors import SymrfError, near, shown
from symrf.network import INPUT
from symrf.numbers import Number
from symrf.numbers.symbols import symbol
from symrf.readers.model.graph import Graph
from symrf.readers.model.trace import Revealed, Trace
from symrf.readers.values import TAKEN
from symrf.terms.tree import NAME

Axes = Mapping[tuple[str, int], str]
"""Which dimension of which input is which axis."""

Shapes = dict[str, list[Number]]
NAMES = {1: ("x",), 2: ("h", "w"), 3: ("d", "h", "w")}
MAX_RANK = 64


def axes_of(graph: Graph, run: Callable[[Trace, Shapes], object]) -> tuple[Axes, tuple[str, ...]]:
    """Which dimensions are which axes, and the axes in order: those that the first spatial operation slides over.

    To find them the model is run through with every dimension as an axis, until that operation. Where there is none a
    normalisation of the map tells, and else the dimensions after batch and channels are taken.
    """
    shapes = {name: shape or () for name, shape in graph.inputs.items()}
    wide = next((name for name, shape in shapes.items() if len(shape) > MAX_RANK), None)
    if wide is not None:
        raise SymrfError(f"input {shown(wide)} has {len(shapes[wide])} dimensions; a tensor has at most {MAX_RANK}")
    labels = {(name, i): f"{n} {i}" for n, name in enumerate(shapes) for i in range(len(shapes[name]))}
    back = {label: key for key, label in labels.items()}
    found: dict[bool, dict[str, list[int]]] = {True: {}, False: {}}
    trace = Trace(tuple(labels.values()), labels)

    def reveal(axes: tuple[str, ...], surely: bool) -> None:
        for name in {back[axis][0] for axis in axes}:
            found[surely].setdefault(name, [back[axis][1] for axis in axes if back[axis][0] == name])
        if all(name in found[True] for name in shapes):
            raise Revealed

    trace.reveal = reveal
    with suppress(Revealed):
        run(trace, shapes_of(graph, labels, (), None))
    places = {**found[False], **found[True]}
    ranks = {name: len(shape) for name, shape in shapes.items()}
    name = max(ranks, key=lambda n: ranks[n])
    if not places and ranks[name]:
        places[name] = list(range(2, ranks[name])) or [ranks[name] - 1]
    for name, rank in ranks.items():
        like = next((other for other in places if ranks[other] == rank), None)
        if name not in places and like is not None:
            places[name] = places[like]
    most = max(map(len, places.values()), default=1)
    names = NAMES.get(most, tuple(f"x{i + 1}" for i in range(most)))
    return {(name, i): names[most - len(dims) + n] for name, dims in places.items() for n, i in enumerate(dims)}, names


def shapes_of(graph: Graph, of: Axes, axes: Sequence[str], size: Any) -> Shapes:
    """The shape of every input: its own numbers, symbols for those without, and what is asked for on an axis."""
    asked = _asked(graph, axes, size)
    shapes: Shapes = {}
    for name, shape in graph.inputs.items():
        if shape is None:
            raise SymrfError(f"input {shown(name)} has no shape in the model; give it one")
        shapes[name] = []
        for i, given in enumerate(shape):
            axis = of.get((name, i))
            wanted = asked.get(name, {}).get(axis)
            if wanted is None:
                wanted = given if isinstance(given, int) and given >= 0 else _symbol(given, axis, axes)
            shapes[name].append(wanted)
    return shapes


def _symbol(given: Any, axis: str | None, axes: Sequence[str]) -> Any:
    """A symbol for a dimension without a number: of its own name where that is one, n or n_h of an axis."""
    name = given if isinstance(given, str) and NAME.fullmatch(given) and given not in TAKEN else ""
    if axis is None or not axes:
        return symbol(f"dim_{name}" if name else "dim")
    return symbol(name or ("n" if len(axes) == 1 else f"n_{axis}"))


def _asked(graph: Graph, axes: Sequence[str], size: Any) -> dict[str, Mapping[str | None, Number]]:
    """input -> axis -> size, as Network.with_input_size takes it."""
    if size is None:
        return {}
    names = {name: name for name in graph.inputs}
    if len(names) == 1:
        names[INPUT] = next(iter(names))
    every = size if isinstance(size, Mapping) and any(name in size for name in names) else None
    if every is None:
        every = dict.fromkeys(graph.inputs, size)
    asked: dict[str, Mapping[str | None, Number]] = {}
    for name, one in every.items():
        _known(name, names, "input")
        sizes = one if isinstance(one, Mapping) else dict.fromkeys(axes, one)
        for axis in sizes:
            _known(axis, axes, "axis")
        asked[names[name]] = dict(sizes)
    return asked


def _known(name: str, known: Any, what: str) -> None:
    if name not in known:
        several = "axes" if what == "axis" else "inputs"
        hint = f"{near(name, known)}the {several} are {', '.join(shown(n)[1:-1] for n in known)}"
        raise SymrfError(f"input size names {what} {shown(name)}; {hint}")
