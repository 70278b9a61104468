"""A function named as package.module:function. Importing it runs its module: callers ask for trust first."""

from __future__ import annotations

import os
import sys
from pkgutil import resolve_name
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
        found = resolve_name(target)
    except AttributeError:
        known = [name for name in dir(sys.modules.get(module)) if not name.startswith("_")]
        told = f"{module} has no {shown(names)}; {near(names, known)}"
        raise SymrfError(f"target {shown(target)}: {told}".rstrip("; ")) from None
    except (Exception, SystemExit) as error:  # a script that ends at once is not a pass
        raise SymrfError(f"target {shown(target)}: importing it raised {type(error).__name__}: {error}") from None
    if not callable(found):
        raise SymrfError(f"target {shown(target)}: {shown(found)} cannot be called; name a function")
    return found
