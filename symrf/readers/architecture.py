"""Architecture files as parsed trees: title, axes, [symbols], [input], [[layer]] …, [expect]."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.layers import (
    SAME,
    SAME_LOWER,
    VALID,
    Add,
    Attention,
    Concat,
    Conv,
    ConvTranspose,
    Crop,
    Elementwise,
    Global,
    Input,
    Layer,
    PixelShuffle,
    Pool,
    Upsample,
    is_join,
)
from symrf.network import INPUT, Network, Node
from symrf.number import integer
from symrf.readers.values import Symbols, each, unlike_letters, value
from symrf.repeat import Repeat, free_symbols, unrolled
from symrf.symbols import symbol

TOP = ("title", "axes", "symbols", "input", "layer", "expect")
COMMON = ("name", "op", "from")
WINDOW = ("kernel", "stride", "dilation", "padding", "ceil_mode")


def _pad(left: Any = 0, right: Any = 0) -> Crop:
    """A crop of as many samples less."""
    return Crop(_negative(left), _negative(right))


def _negative(value: Any) -> Any:
    return {axis: -v for axis, v in value.items()} if isinstance(value, Mapping) else -value


OPS: dict[str, tuple[Callable[..., Layer], tuple[str, ...]]] = {
    "conv": (Conv, WINDOW),
    "pool": (Pool, WINDOW),
    "conv_transpose": (ConvTranspose, ("kernel", "stride", "dilation", "padding", "output_padding")),
    "upsample": (Upsample, ("factor", "mode", "rule")),
    "elementwise": (Elementwise, ()),
    "add": (Add, ()),
    "concat": (Concat, ()),
    "pixel_shuffle": (PixelShuffle, ("factor",)),
    "global": (Global, ()),
    "attention": (Attention, ()),
    "crop": (Crop, ("left", "right", "step")),
    "slice": (Crop, ("left", "right", "step")),
    "pad": (_pad, ("left", "right")),
}
PADDINGS = (SAME, SAME_LOWER, VALID)
REPEAT = ("times", "layers", "index")
REQUIRED = {"kernel": "kernel = 3", "factor": "factor = 2"}
WORDS = ("mode", "rule")
MAX_LAYERS = 100_000
MAX_NESTING = 8
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")


@dataclass(frozen=True)
class Architecture:
    """A network with what its file says besides: its symbols by name, and the values it expects (as written)."""

    network: Network
    symbols: Mapping[str, Any] = field(default_factory=dict)
    expect: Mapping[str, Any] = field(default_factory=dict)


def from_tree(tree: Mapping[str, Any]) -> Architecture:
    """The architecture that a parsed file describes.

    >>> from_tree({"layer": [{"op": "conv"}]})
    Traceback (most recent call last):
    symrf.errors.SymrfError: layer 1 'conv1': no kernel; write kernel = 3
    """
    _known_keys(tree, TOP, "the file")
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
        _known_keys(given, ("size",), "[input]")
        given = [{"name": INPUT, **given}]
    if not isinstance(given, list | tuple) or not given or not all(isinstance(table, Mapping) for table in given):
        raise SymrfError(f"input is {shown(given)}; write [input], or [[input]] with a name for each of several")
    found: dict[str, Any] = {}
    for table in given:
        _known_keys(table, ("name", "size"), "[[input]]")
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


def _known_keys(table: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in known:
            raise SymrfError(f"unknown key {shown(key)} in {where}{nearest(key, known)}; known are {', '.join(known)}")


def nearest(word: object, known: Any) -> str:
    """A hint at the known word nearest to one that is not known."""
    close = get_close_matches(word[:60], list(known), 1, 0.5) if isinstance(word, str) else []
    return f" (did you mean {close[0]!r}?)" if close else ""


def _axes(given: Any) -> tuple[str, ...]:
    right = isinstance(given, list | tuple) and 1 <= len(given) <= 8
    if not right or not all(isinstance(a, str) and _NAME.fullmatch(a) and a not in ("left", "right") for a in given):
        raise SymrfError(f'axes are {shown(given)}; give one to eight names, such as ["h", "w"]')
    return tuple(given)


def _symbols(table: Mapping[str, Any]) -> Symbols:
    found: Symbols = {}
    for name, given in table.items():
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise SymrfError(f"symbol {shown(name)}: a name is a letter, then letters, digits or _ (at most 40)")
        if not isinstance(given, Mapping):
            raise SymrfError(f"symbol {name} is {shown(given)}; write {name} = {{ min = 1 }}")
        _known_keys(given, ("min", "odd", "integer"), f"symbol {name}")
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
            if len(inputs) != 1 and not is_join(layer):
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
    _known_keys(table, (*COMMON, *REPEAT), "repeat")
    if depth >= MAX_NESTING:
        raise SymrfError(f"repeat nested more than {MAX_NESTING} deep")
    for key, example in (("times", 'times = "B"'), ("layers", "layers = [ { op = 'conv', kernel = 3 } ]")):
        if key not in table:
            raise SymrfError(f"no {key}; write {example}")
    index = table.get("index", "i")
    if not isinstance(index, str) or not _NAME.fullmatch(index):
        raise SymrfError(f"index of repeat is {shown(index)}; it must be a name such as i")
    times = value(table["times"], "times", symbols)
    inner: Symbols = {**symbols, index: symbol(index)}
    body = Network(_nodes(table["layers"], axes, inner, depth=depth + 1), axes)
    symbols.update((name, symbol) for name, symbol in inner.items() if name != index)
    return Repeat(times, body, index)


def _layer(table: Mapping[str, Any], axes: tuple[str, ...], symbols: Symbols, depth: int = 0) -> Layer:
    if table["op"] == "repeat":
        return _repeat(table, axes, symbols, depth)
    kind, keys = OPS[table["op"]]
    _known_keys(table, (*COMMON, *keys), table["op"])
    for key, example in REQUIRED.items():
        if key in keys and key not in table:
            raise SymrfError(f"no {key}; write {example}")
    numbers: dict[str, Any] = {}
    for key in keys:
        if key not in table:
            continue
        given = table[key]
        if key == "padding":
            numbers[key] = each(given, key, axes, lambda g, what: _padding(g, what, symbols))
        elif key == "ceil_mode" or key in WORDS:
            numbers[key] = given
        else:
            numbers[key] = each(given, key, axes, lambda g, what: value(g, what, symbols))
    return kind(**numbers)


def _padding(given: Any, what: str, symbols: Symbols) -> Any:
    """An integer or formula, { left, right }, a pair, "same", "same_lower" or "valid"."""
    if isinstance(given, Mapping):
        _known_keys(given, ("left", "right"), what)
        return tuple(value(given.get(side, 0), f"{side} {what}", symbols) for side in ("left", "right"))
    if isinstance(given, list | tuple):
        if len(given) != 2:
            raise SymrfError(f"{what} is {shown(given)}; a pair is [left, right]")
        left, right = given
        return value(left, f"left {what}", symbols), value(right, f"right {what}", symbols)
    if not isinstance(given, str):
        return value(given, what, symbols)
    if given.lower() in PADDINGS:
        return given.lower()
    if given not in symbols and (close := get_close_matches(given.lower(), PADDINGS, 1, 0.7)):
        hint = f"did you mean {close[0]!r}? (a symbol of that name is to be declared)"
        raise SymrfError(f"{what} is {shown(given)}; {hint}")
    return value(given, what, symbols)
