"""Where what is kept is not what it should be: the first place at which two records, or two texts, part."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from symrf.errors import shown

BEFORE = 16
"""So many characters, and the word that they begin in, are shown of what lines share before they part."""


def of_data(kept: Any, wanted: Any, place: str = "") -> str:
    """The first entry of a record that differs, by its place.

    >>> of_data({"goals": [["+", "x", 2]]}, {"goals": [["+", "x", 1]]})
    'goals 0 2 is 2, where 1 is wanted'
    """
    keys: list[Any] = []
    if isinstance(kept, dict) and isinstance(wanted, dict) and kept.keys() == wanted.keys():
        keys = list(wanted)
    elif isinstance(kept, list) and isinstance(wanted, list) and len(kept) == len(wanted):
        keys = list(range(len(wanted)))
    for key in keys:
        if kept[key] != wanted[key]:
            return of_data(kept[key], wanted[key], f"{place} {key}")
    return f"{place.strip() or 'it'} is {shown(kept)}, where {shown(wanted)} is wanted"


def of_text(kept: bytes, wanted: bytes) -> str:
    """The first line that differs, by its number; of long lines what differs, with a few words before it.

    >>> of_text(b"a" + bytes([10]) + b"b", b"a" + bytes([10]) + b"c")
    "line 2 is 'b', where 'c' is wanted"
    """
    texts = [text.decode("utf-8", "backslashreplace").split("\n") for text in (kept, wanted)]
    for number, (old, new) in enumerate(zip_longest(*texts), start=1):
        if old != new:
            start = _parting((old or "").strip(), (new or "").strip())
            return f"line {number} is {_line(old, start)}, where {_line(new, start)} is wanted"
    return "nothing differs"


def _parting(old: str, new: str) -> int:
    """From where on two lines are shown: a word or more before they part, or their beginning."""
    same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    return old.rfind(" ", 0, same - BEFORE) + 1 if same > BEFORE else 0


def _line(text: str | None, start: int) -> str:
    return "missing" if text is None else shown("... " * bool(start) + text.strip()[start:])
