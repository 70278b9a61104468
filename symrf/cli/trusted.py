"""A module in Python code, named on the command line: running it takes --trust."""

from __future__ import annotations

import pkgutil
import re
import sys
from typing import Any

from symrf.errors import SymrfError, near, shown
from symrf.network import Network

NAME = re.compile(r"(?P<module>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*):(?P<attribute>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)")


def read(arch: str, trust: bool, shape: str | None, optional: bool = False) -> Network:
    """The network that ARCH names; package.module:attribute, which runs code, where that is trusted.

    shape: of a torch module's input; optional: whether it may be given for what is none.
    """
    from symrf.readers import read as read_

    named = NAME.fullmatch(arch)
    if named is None:
        if shape is not None and not optional:
            raise SymrfError("--input-shape is for package.module:attribute; other networks take --input-size")
        return read_(arch)
    if not trust:
        raise SymrfError(f"{shown(arch)[1:-1]} is read by running its code; say --trust where you trust it")
    found = _found(named["module"], named["attribute"])
    if not _is_module(found) and callable(found):
        found = _called(found, arch)
    return read_(found, input_shape=None if shape is None else shape_of(shape))


def shape_of(given: str) -> Any:
    """Batch, channels and sizes, "1,3,224,224"; a size may be a name.

    >>> shape_of("1,3,224,n")
    (1, 3, 224, 'n')
    """
    parts = [part.strip() for part in given.split(",")]
    return tuple(int(part) if part.isdecimal() and len(part) < 19 else part for part in parts)


def _is_module(found: Any) -> bool:
    from symrf.readers.torch import is_module

    return is_module(found) and not isinstance(found, type)


def _found(module: str, attribute: str) -> Any:
    if "" not in sys.path:
        sys.path.insert(0, "")
    try:
        found: Any = pkgutil.resolve_name(module)
    except Exception as error:  # whatever the code of others raises
        raise SymrfError(f"cannot import {module}: {shown(str(error), 200)[1:-1]}") from None
    for name in attribute.split("."):
        if not hasattr(found, name):
            known = [one for one in dir(found) if not one.startswith("_")]
            raise SymrfError(f"{module} has no {shown(name)}; {near(name, known)}give module:attribute")
        found = getattr(found, name)
    return found


def _called(make: Any, arch: str) -> Any:
    """What a function or a class without arguments makes."""
    try:
        return make()
    except Exception as error:
        raise SymrfError(f"{arch}() fails: {shown(str(error), 200)[1:-1]}") from None
