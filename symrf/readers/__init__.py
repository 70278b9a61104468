"""From files, lists and names to networks.

>>> read([[11, 4, 0], [3, 2, 0]]).output
'conv2'
>>> read({"layer": [{"op": "conv", "kernel": "k"}]}).node("conv1").layer.kernel
k
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.layers import Layer
from symrf.network import Network
from symrf.readers.architecture import Architecture

__all__ = ["Architecture", "read", "read_architecture"]


def read(source: Any) -> Network:
    """The network that `source` describes.

    source: a zoo name; the path of an architecture file (TOML or JSON) or "-" for standard input; a list of layers
    [k, s, p], [k, s, p, d] or [k, s, [p, q], d]; the parsed tree of an architecture file; or a network or layer itself.
    SymrfError, in one line, where it cannot be read.
    """
    if isinstance(source, Network | Layer):
        return Network.of(source)
    return read_architecture(source).network


def read_architecture(source: Any) -> Architecture:
    """The same, with the file's symbols and what it expects."""
    from symrf.readers.architecture import from_tree
    from symrf.readers.chain import from_list

    if isinstance(source, Network | Layer):
        return Architecture(Network.of(source))
    if isinstance(source, Mapping):
        return from_tree(source)
    if isinstance(source, list | tuple):
        return Architecture(from_list(source))
    if isinstance(source, str):
        from symrf.zoo import zoo, zoo_names

        if source in zoo_names():
            return Architecture(zoo(source))
    if isinstance(source, str | Path):
        from symrf.readers.files import from_file

        return from_file(source)
    raise SymrfError(f"cannot read {shown(source)}; give a zoo name, a path, a list [[k, s, p], …] or a table")
