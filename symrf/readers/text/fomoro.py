"""Fomoro's strings: kernel, stride, dilation and padding of each layer, as in "#3,1,1,SAME;2,2,1,VALID"."""

from __future__ import annotations

import re

from symrf.errors import SymrfError, shown
from symrf.network import Network
from symrf.readers.chain import MAX_LAYERS, from_list

LAYER = re.compile(r"\s*(\d{1,9})\s*,\s*(\d{1,9})\s*,\s*(\d{1,9})\s*,\s*(SAME|VALID)\s*", re.IGNORECASE)
_FIRST = re.compile(rf"\s*(?:https?://[^\s#]{{0,300}})?#?{LAYER.pattern}(?:;|$)", re.IGNORECASE)
_MEANT = re.compile(r"#\s*\d{1,9}\s*,.*")
"""One line that is nothing else, if not right either: over more lines it may be a comment of TOML."""


def is_fomoro(text: str) -> bool:
    """Whether a text begins as such a string, or as an address that ends in one.

    >>> is_fomoro("#3,1,1,SAME;2,2,1,VALID"), is_fomoro("[[3, 1, 1]]")
    (True, False)
    """
    return _FIRST.match(text[:1000]) is not None or _MEANT.fullmatch(text.strip()) is not None


def from_fomoro(text: str) -> Network:
    """The chain of convolutions; SymrfError at the first layer that is none.

    >>> from_fomoro("#3,1,2,SAME").nodes[0].layer
    Conv(kernel=3, stride=1, dilation=2, padding='same', ceil_mode=False, border='zeros')
    """
    before, mark, after = text.strip().partition("#")
    layers = (after if mark else before).rstrip(";").split(";")
    if len(layers) > MAX_LAYERS:
        raise SymrfError(f"a string of {len(layers)} layers; at most {MAX_LAYERS} are read")
    found = []
    for number, given in enumerate(layers, 1):
        layer = LAYER.fullmatch(given)
        if layer is None:
            raise SymrfError(f"layer {number}: {shown(given)}; write kernel,stride,dilation,SAME or VALID: 3,1,1,SAME")
        kernel, stride, dilation = map(int, layer.groups()[:3])
        found.append([kernel, stride, layer[4].lower(), dilation])
    return from_list(found)
