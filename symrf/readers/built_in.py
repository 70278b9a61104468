"""The names of the zoo."""

from __future__ import annotations

from typing import Any

from symrf.readers.architecture import Architecture
from symrf.zoo import zoo, zoo_names


def reads(source: Any) -> Architecture | None:
    """The network of that name; None for any other text."""
    return Architecture(zoo(source)) if isinstance(source, str) and source in zoo_names() else None
