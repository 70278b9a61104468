"""The operations of architecture files: which layer each is, and which keys it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.layers import (
    SAME,
    SAME_LOWER,
    VALID,
    AdaptivePool,
    Add,
    Attention,
    Concat,
    Conv,
    ConvTranspose,
    Crop,
    Elementwise,
    Global,
    Layer,
    PixelShuffle,
    Pool,
    Upsample,
)
from symrf.readers.values import Symbols, each, fraction, value

COMMON = ("name", "op", "from")
WINDOW = ("kernel", "stride", "dilation", "padding", "ceil_mode", "border")


def _pad(left: Any = 0, right: Any = 0) -> Crop:
    """A crop of as many samples less."""
    return Crop(_negative(left), _negative(right))


def _negative(value: Any) -> Any:
    return {axis: -v for axis, v in value.items()} if isinstance(value, Mapping) else -value


OPS: dict[str, tuple[Callable[..., Layer], tuple[str, ...]]] = {
    "conv": (Conv, WINDOW),
    "pool": (Pool, WINDOW),
    "conv_transpose": (ConvTranspose, ("kernel", "stride", "dilation", "padding", "output_padding")),
    "upsample": (Upsample, ("factor", "size", "mode", "rule", "round")),
    "adaptive_pool": (AdaptivePool, ("size",)),
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
REQUIRED = {"kernel": "kernel = 3"}
WORDS = ("mode", "rule", "round", "border", "ceil_mode")


def operation(table: Mapping[str, Any], axes: tuple[str, ...], symbols: Symbols) -> Layer:
    """The layer that a table describes; new symbols are added to `symbols`."""
    kind, keys = OPS[table["op"]]
    known_keys(table, (*COMMON, *keys), table["op"])
    for key, example in REQUIRED.items():
        if key in keys and key not in table:
            raise SymrfError(f"no {key}; write {example}")
    numbers: dict[str, Any] = {}
    for key in keys:
        if key not in table:
            continue
        given = table[key]
        if key in WORDS:
            numbers[key] = given
            continue
        read = {"padding": _padding, "factor": fraction}.get(key, value)
        numbers[key] = each(given, key, axes, lambda g, what, read=read: read(g, what, symbols))
    return kind(**numbers)


def known_keys(table: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in known:
            raise SymrfError(f"unknown key {shown(key)} in {where}{nearest(key, known)}; known are {', '.join(known)}")


def nearest(word: object, known: Any) -> str:
    """A hint at the known word nearest to one that is not known."""
    close = get_close_matches(word[:60], list(known), 1, 0.5) if isinstance(word, str) else []
    return f" (did you mean {close[0]!r}?)" if close else ""


def _padding(given: Any, what: str, symbols: Symbols) -> Any:
    """An integer or formula, { left, right }, a pair, "same", "same_lower" or "valid"."""
    if isinstance(given, Mapping):
        known_keys(given, ("left", "right"), what)
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
