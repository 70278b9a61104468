"""A function named as package.module:function. Importing it runs its module: callers ask for trust first."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

from symrf.errors import SymrfError, near, shown


def imported(target: str) -> Any:
    """What the name means, the working directory being searched too.

    >>> imported("math:floor")(2.5)
    2
    """
    module, colon, names = target.partition(":")
    if not colon or not module or not names:
        raise SymrfError(f"target {shown(target)}; write package.module:function")
    if os.getcwd() not in sys.path:
        sys.path.insert(0, os.getcwd())
    try:
        found: Any = import_module(module)
    except Exception as error:
        raise SymrfError(f"target {shown(target)}: importing it raised {type(error).__name__}: {error}") from None
    for name in names.split("."):
        if not hasattr(found, name):
            known = [n for n in dir(found) if not n.startswith("_")]
            raise SymrfError(f"target {shown(target)}: {module} has no {shown(name)}; {near(name, known)}".rstrip("; "))
        found = getattr(found, name)
    if not callable(found):
        raise SymrfError(f"target {shown(target)}: {shown(found)} cannot be called; name a function")
    return found
