"""Architecture files as parsed trees: title, axes, [symbols], [input], [[layer]] …, [expect]."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.layers import Input, Layer
from symrf.network import INPUT, Network, Node
from symrf.numbers import integer
from symrf.numbers.symbols import symbol
from symrf.readers.operations import COMMON, OPS, known_keys, nearest, operation
from symrf.readers.values import Symbols, each, unlike_letters, value
from symrf.repeat import Repeat, free_symbols, unrolled
from symrf.terms.tree import NAME

TOP = ("title", "axes", "symbols", "input", "layer", "expect")
REPEAT = ("times", "layers", "index")
MAX_LAYERS = 100_000
MAX_NESTING = 8


@dataclass(frozen=True)
class Architecture:
    """A network with what its file says besides: its symbols by name, and the values it expects (as written)."""

    network: Network
    symbols: Mapping[str, Any] = field(default_factory=dict)
    expect: Mapping[str, Any] = field(default_factory=dict)


def reads(source: Any) -> Architecture | None:
    """The architecture that a parsed file describes; None for anything but a table."""
    return from_tree(source) if isinstance(source, Mapping) else None


def from_tree(tree: Mapping[str, Any]) -> Architecture:
    """The architecture that a parsed file describes.

    >>> from_tree({"layer": [{"op": "conv"}]})
    Traceback (most recent call last):
    symrf.errors.SymrfError: layer 1 'conv1': no kernel; write kernel = 3
    """
    known_keys(tree, TOP, "the file")
    title = tree.get("title", "")
    if not isinstance(title, str):
        raise SymrfError(f"title is {shown(title)}; it must be text")
    axes = _axes(tree.get("axes", ["x"]))
    symbols = _symbols(_table(tree, "symbols"))
    inputs = _inputs(tree.get("input", {}), axes, symbols)
    size = inputs.get(INPUT)
    sizes = size if isinstance(size, Mapping) else {} if size is None else dict.fromkeys(axes, size)
    others = tuple(Node(name, Input(size), ()) for name, size in inputs.items() if name != INPUT)
    nodes = _nodes(tree.get("layer", []), axes, symbols, tuple(inputs))
    whole = Network((*others, *nodes), axes, sizes, title)
    declared = _table(tree, "symbols")
    used = {found.name for found in free_symbols(whole)} if declared else set()
    for name in declared:
        if name not in used and (hint := nearest(name, used - set(declared))):
            raise SymrfError(f"symbol {name} is declared and not used{hint}")
    network = unrolled(whole)
    return Architecture(network, symbols, _table(tree, "expect"))


def _inputs(given: Any, axes: tuple[str, ...], symbols: Symbols) -> dict[str, Any]:
    """[input] or several [[input]]: name -> size, None where it is not given."""
    if isinstance(given, Mapping):
        known_keys(given, ("size",), "[input]")
        given = [{"name": INPUT, **given}]
    if not isinstance(given, list | tuple) or not given or not all(isinstance(table, Mapping) for table in given):
        raise SymrfError(f"input is {shown(given)}; write [input], or [[input]] with a name for each of several")
    found: dict[str, Any] = {}
    for table in given:
        known_keys(table, ("name", "size"), "[[input]]")
        name = table.get("name")
        if not isinstance(name, str) or not name or name in found or name in axes:
            raise SymrfError(f"name of [[input]] is {shown(name)}; each has one of its own, which no axis has")
        what = "input size" if name == INPUT else f"size of input {shown(name)}"
        size = table.get("size")
        found[name] = None if size is None else each(size, what, axes, lambda g, w: integer(value(g, w, symbols), w, 1))
    return found


def _table(tree: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    table = tree.get(key, {})
    if not isinstance(table, Mapping):
        raise SymrfError(f"{key} is {shown(table)}; it must be a table, [{key}]")
    return table


def _axes(given: Any) -> tuple[str, ...]:
    right = isinstance(given, list | tuple) and 1 <= len(given) <= 8
    if not right or not all(isinstance(a, str) and NAME.fullmatch(a) and a not in ("left", "right") for a in given):
        raise SymrfError(f'axes are {shown(given)}; give one to eight names, such as ["h", "w"]')
    return tuple(given)


def _symbols(table: Mapping[str, Any]) -> Symbols:
    found: Symbols = {}
    for name, given in table.items():
        if not isinstance(name, str) or not NAME.fullmatch(name):
            raise SymrfError(f"symbol {shown(name)}: a name is a letter, then letters, digits or _ (at most 40)")
        if not isinstance(given, Mapping):
            raise SymrfError(f"symbol {name} is {shown(given)}; write {name} = {{ min = 1 }}")
        known_keys(given, ("min", "odd", "integer"), f"symbol {name}")
        least = given.get("min")
        if least is not None and (not isinstance(least, int) or isinstance(least, bool)):
            raise SymrfError(f"min of symbol {name} is {shown(least)}; it must be an integer")
        for key in ("integer", "odd"):
            if given.get(key, True) is not True:
                raise SymrfError(f"{key} of symbol {name} is {shown(given[key])}; only true is known")
        found[name] = symbol(unlike_letters(name), least, given.get("odd"))
    return found


def _nodes(
    given: Any, axes: tuple[str, ...], symbols: Symbols, sources: tuple[str, ...] = (INPUT,), depth: int = 0
) -> tuple[Node, ...]:
    if not isinstance(given, list | tuple):
        raise SymrfError(f"layer is {shown(given)}; write each layer as a table [[layer]]")
    if len(given) > MAX_LAYERS:
        raise SymrfError(f"{len(given)} layers; at most {MAX_LAYERS} are read")
    names = _names(given, sources)
    nodes: list[Node] = []
    for position, (table, name) in enumerate(zip(given, names, strict=True)):
        try:
            inputs = _from(table, names[position - 1] if position else sources[0])
            layer = _layer(table, axes, symbols, depth)
            if len(inputs) != 1 and not layer.joins:
                raise SymrfError(f"from has {len(inputs)} names; {layer.op} reads exactly one layer")
            for source in inputs:
                if source not in names.known:
                    where = " in this repeat, which sees its own layers and its input only" if depth else ""
                    raise SymrfError(f"from {shown(source)}: no such layer{where}{nearest(source, names.known)}")
        except SymrfError as error:
            raise SymrfError(f"layer {position + 1} {shown(name)}: {error}") from None
        nodes.append(Node(name, layer, inputs))
    return tuple(nodes)


class _Names(list[str]):
    """The layers' names in order."""

    known: frozenset[str] = frozenset()


def _names(layers: Any, sources: tuple[str, ...]) -> _Names:
    """Given names, or the operation with a number: conv1, conv2, …"""
    counts: Counter[str] = Counter()
    names = _Names()
    taken: dict[str, int] = {}
    for position, table in enumerate(layers, 1):
        if not isinstance(table, Mapping):
            raise SymrfError(f"layer {position} is {shown(table)}; a layer is a table with op, kernel, …")
        op = table.get("op")
        if not isinstance(op, str) or op not in (*OPS, "repeat"):
            named = f" {shown(table['name'])}" if "name" in table else ""
            told = "no op" if op is None else f"unknown op {shown(op)}{nearest(op, OPS)}"
            raise SymrfError(f"layer {position}{named}: {told}; known are {', '.join(OPS)}, repeat")
        counts[op] += 1
        name = table.get("name", f"{op}{counts[op]}")
        if not isinstance(name, str) or not name:
            raise SymrfError(f"layer {position}: name is {shown(name)}; it must be text")
        if name in taken or name == INPUT or name in sources:
            other = f"layer {taken[name]} has it too" if name in taken else "it stands for the input"
            raise SymrfError(f"layer {position} {shown(name)}: the name is taken, {other}; give another")
        taken[name] = position
        names.append(name)
    names.known = frozenset((*taken, *sources))
    return names


def _from(table: Mapping[str, Any], before: str) -> tuple[str, ...]:
    given = table.get("from", before)
    inputs = tuple(given) if isinstance(given, list | tuple) else (given,)
    if not inputs or not all(isinstance(name, str) for name in inputs):
        raise SymrfError(f"from is {shown(given)}; it must be a layer's name or a list of names")
    return inputs


def _repeat(table: Mapping[str, Any], axes: tuple[str, ...], symbols: Symbols, depth: int) -> Repeat:
    """Layers repeated: inside, the index is a symbol of its own that hides an outer one of the same name."""
    known_keys(table, (*COMMON, *REPEAT), "repeat")
    if depth >= MAX_NESTING:
        raise SymrfError(f"repeat nested more than {MAX_NESTING} deep")
    for key, example in (("times", 'times = "B"'), ("layers", "layers = [ { op = 'conv', kernel = 3 } ]")):
        if key not in table:
            raise SymrfError(f"no {key}; write {example}")
    index = table.get("index", "i")
    if not isinstance(index, str) or not NAME.fullmatch(index):
        raise SymrfError(f"index of repeat is {shown(index)}; it must be a name such as i")
    times = value(table["times"], "times", symbols)
    inner: Symbols = {**symbols, index: symbol(index)}
    body = Network(_nodes(table["layers"], axes, inner, depth=depth + 1), axes)
    symbols.update((name, symbol) for name, symbol in inner.items() if name != index)
    return Repeat(times, body, index)


def _layer(table: Mapping[str, Any], axes: tuple[str, ...], symbols: Symbols, depth: int = 0) -> Layer:
    return _repeat(table, axes, symbols, depth) if table["op"] == "repeat" else operation(table, axes, symbols)
