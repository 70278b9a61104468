"""From files, lists and names to networks.

>>> read([[11, 4, 0], [3, 2, 0]]).output
'conv2'
>>> read({"layer": [{"op": "conv", "kernel": "k"}]}).node("conv1").layer.kernel
k
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.layers import Layer
from symrf.network import Network
from symrf.readers.architecture import Architecture

__all__ = ["Architecture", "read", "read_architecture"]

READERS = (
    "architecture",
    "chain",
    "built_in",
    "models",
    "files",
)
"""Modules here, each with a function `reads`: what a source describes, or None where it is not theirs. The first that
knows a source reads it; none imports what is heavy before."""


def read(source: Any, input_shape: Any = None) -> Network:
    """The network that `source` describes.

    source: a zoo name; the path of an architecture file (TOML or JSON) or "-" for standard input; the path of an ONNX
    model (.onnx), or a model that onnx has loaded; text, or the path of a file, in a format of others: what Keras
    writes with model.to_json(), Darknet's cfg, a printed nn.Sequential, Fomoro's strings, "#3,1,1,SAME"; a list
    of layers [k, s, p], [k, s, p, d] or [k, s, [p, q], d]; the parsed tree of an architecture file; a torch module; or
    a network or layer itself. input_shape: of a module's input, batch and channels too, as (1, 3, 224, 224).
    SymrfError, in one line, where it cannot be read.

    >>> import symrf
    >>> net = symrf.read([[3, 1, 1], [2, 2, 0]])
    >>> symrf.derive(net).output.size
    4
    >>> symrf.derive(symrf.read("vgg_16")).output.size
    212
    """
    from symrf.readers.torch import from_module, is_module

    if is_module(source):
        return from_module(source, input_shape)
    if input_shape is not None:
        raise SymrfError("input_shape is for torch modules; other networks take symrf.derive(network, input_size=…)")
    if isinstance(source, Network | Layer):
        return Network.of(source)
    return read_architecture(source).network


def read_architecture(source: Any) -> Architecture:
    """The same, with the file's symbols and what it expects."""
    if isinstance(source, Network | Layer):
        return Architecture(Network.of(source))
    for reader in READERS:
        found: Architecture | None = import_module(f"symrf.readers.{reader}").reads(source)
        if found is not None:
            return found
    raise SymrfError(f"cannot read {shown(source)}; give a zoo name, a path, a list [[k, s, p], …] or a table")
