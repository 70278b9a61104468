"""For which values of its symbols a network is one: every number of a layer an integer, and as large as it has to be.

padding (k - 1)/2 means that k is odd, kernel k - 3 that k >= 4, times B - 2 that B >= 2. What the symbols themselves
say beyond positive integers is part of it. Conditions are texts in the notation of claims, and "k is odd", "k is even",
"(k**2 - 1)/3 is an integer", which symrf.claims reads too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from symrf.domain.conditions import Conditions, Domain
from symrf.domain.words import Demand, Loops
from symrf.layers import Layer
from symrf.network import Network
from symrf.numbers import is_symbolic
from symrf.numbers.symbols import least_of
from symrf.repeat import Repeat, free_symbols


def domain(network: Network, more: Iterable[Demand] = (), others: Iterable[str] = ()) -> Domain:
    """The conditions under which the network is one; SymrfError, in one line, where no values satisfy them.

    more, others: what is known besides, as numbers and in words.

    >>> from symrf.layers import Conv
    >>> from symrf.numbers.symbols import symbol
    >>> k = symbol("k")
    >>> domain(Network.of(Conv(k - 3, padding=(k - 1) / 2))).conditions
    ('k is odd', 'k >= 4')
    """
    symbols = free_symbols(network)
    return Conditions(symbols).of([*_numbers(network), *more], others) if symbols else Domain((), {}, {})


def _numbers(network: Network, loops: Loops = ()) -> Iterator[Demand]:
    """Every number that holds a symbol, of the layers and of the input."""
    if not loops:
        for axis, size in network.input_size.items():
            yield from _of(f"input size on axis {axis}", size, 1, ())
    for node in network.nodes:
        for name, value, least in _parameters(node.layer):
            yield from _of(f"{name} of {node.name}", value, least, loops)
        if isinstance(node.layer, Repeat):
            yield from _numbers(node.layer.body, (*loops, (node.layer.index, node.layer.times)))


def _parameters(layer: Layer) -> Iterator[tuple[str, Any, int | None]]:
    for name, least in layer.leasts.items():
        yield name, getattr(layer, name), least
    if hasattr(layer, "padding"):
        yield "padding", layer.padding, None


def _of(what: str, value: Any, least: int | None, loops: Loops) -> Iterator[Demand]:
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for one in value:
            yield from _of(what, one, least, loops)
    elif is_symbolic(value) and value.free_symbols and not _always(value, least):
        yield Demand(what, value, least, loops)


def _always(value: Any, least: int | None) -> bool:
    """Whether it is a symbol that says so itself (quick)."""
    bound = least_of(value) if value.is_Symbol and value.is_integer else None
    return bool(value.is_Symbol and value.is_integer and (least is None or bound is not None and bound >= least))
