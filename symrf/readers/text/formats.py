"""Text that describes a network in a format of others, told by how it begins."""

from __future__ import annotations

from collections.abc import Callable

from symrf.network import Network
from symrf.readers.text.darknet import from_darknet, is_darknet
from symrf.readers.text.fomoro import from_fomoro, is_fomoro
from symrf.readers.text.printed import from_printed, is_printed

FORMATS: tuple[tuple[Callable[[str], bool], Callable[[str], Network]], ...] = (
    (is_fomoro, from_fomoro),
    (is_darknet, from_darknet),
    (is_printed, from_printed),
)


def reader_of(text: str) -> Callable[[str], Network] | None:
    """What reads a text of these formats; None where it is of none.

    >>> reader_of("[net]\\nwidth=64") is from_darknet, reader_of("[[3, 1, 1]]")
    (True, None)
    """
    return next((reader for begins, reader in FORMATS if begins(text)), None)
