"""Records that Coq has certified before, by the hash of the network and of what the record says.

Nothing is taken here: `symrf.certified.recorded` says which, after it has looked at the certificate's files.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from symrf.derivation.downward.descent import hash_of

SAID = (
    "node", "status", "kind", "stride", "size", "size_min", "size_max", "padding", "right_padding", "left", "right",
    "center", "start", "envelope", "period", "phases", "domain",
)  # fmt: skip
"""What a record says of the samples that features see."""

_files: dict[str, str] = {}
_READ_FROM: ContextVar[str] = ContextVar("read_from", default="")


def attest(files: Mapping[str, str]) -> None:
    """From now on these records, by their hashes, count as certified, each by the file named."""
    _files.update(files)


def forget() -> None:
    """No record counts as certified any more."""
    _files.clear()


@contextmanager
def read_from(folder: str | os.PathLike[str]) -> Iterator[None]:
    """Certificates are named as one finds them from this folder, in which documents will lie."""
    token = _READ_FROM.set(os.fspath(folder))
    try:
        yield
    finally:
        _READ_FROM.reset(token)


def certificate(axis: Any) -> str | None:
    """The file by which Coq has certified this very record of this very network; None where there is none."""
    file = _files.get(fingerprint(axis)) if _files else None
    return file and os.path.relpath(file, folder) if (folder := _READ_FROM.get()) else file


def fingerprint(axis: Any) -> str:
    """The hash of a record, an AxisField, with the network along its axis and what is known of its symbols."""
    return hash_of([axis.descent.fingerprint, *(str(getattr(axis, name)) for name in SAID)])
