"""Lines and their extremes, as one writes them."""

from __future__ import annotations

from collections.abc import Sequence


def line(slope: int, at: int) -> str:
    """S m + a, as one writes it.

    >>> line(32, -90), line(1, 0), line(0, 4)
    ('32 m - 90', 'm', '4')
    """
    moving = "" if slope == 0 else "m" if slope == 1 else f"{slope} m"
    if not at:
        return moving or "0"
    return f"{moving} {'-' if at < 0 else '+'} {abs(at)}" if moving else str(at)


def least(which: str, ends: Sequence[str]) -> str:
    """The least, or the greatest, of lines."""
    return ends[0] if len(ends) == 1 else f"the {which} of {', '.join(ends)}"
