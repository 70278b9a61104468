"""A network's own symbols kept apart from the letters and indices of the formulas that stand beside them."""

from __future__ import annotations

from collections.abc import Collection

from symrf.formulas import LETTERS
from symrf.network import Network
from symrf.notation import OF_MAPS
from symrf.numbers.symbols import least_of, symbol
from symrf.printed import in_use
from symrf.repeat import free_symbols, substituted
from symrf.terms.latex import subscripted
from symrf.terms.tree import Head

INDICES = {"L": "Lambda", "l": "lambda", "m": "mu", "i": "iota"}
"""The names of indices, and what a symbol of that name is written as."""
BESIDE = "n"
"""A letter that people use for the size of the input, which it is."""


def apart(network: Network, indices: bool = True) -> tuple[Network, tuple[tuple[str, str], ...]]:
    """The network with other names for symbols that would be read as letters of formulas, and which those are.

    indices: whether formulas with indices stand beside it; a figure has none.

    >>> from symrf.layers import Conv
    >>> net, renamed = apart(Network.of(Conv(symbol("m")) >> Conv(symbol("D"))))
    >>> renamed, net.nodes[0].layer.kernel
    ((('m', 'mu'),), mu)
    """
    every = {one.name: one for one in free_symbols(network)}
    renamed = {name: _free(name, every) for name in sorted(every) if _read_otherwise(name, indices)}
    new = {name: symbol(other, least_of(every[name]), every[name].is_odd) for name, other in renamed.items()}
    return (substituted(network, new) if new else network), tuple(renamed.items())


def _read_otherwise(name: str, indices: bool) -> bool:
    known = in_use()
    authors = {Head(known.head(letter)).plain for letter in OF_MAPS}
    authors |= {known.index(one) for one in INDICES if indices}
    head, below = subscripted(name)
    indexed = not below or below.isdigit() or below == "L"
    return (indices and name in INDICES) or (head in {*LETTERS, *authors} and head != BESIDE and indexed)


def _free(name: str, taken: Collection[str]) -> str:
    """A new name that is none of those taken."""
    new = INDICES.get(name, f"{name.replace('_', '')}_net")
    for number in range(len(taken)):
        if new not in taken:
            break
        new = f"{new.partition('_')[0]}_net{number}"
    return new
