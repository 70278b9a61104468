"""Records that Coq has certified before, by the hash of the network and of what the record says.

Nothing is taken here: `symrf.certified.recorded` says which, after it has looked at the certificate's files.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from symrf.derivation.downward.descent import hash_of

if TYPE_CHECKING:
    from symrf.derivation.answers.records import AxisField

_files: dict[str, str] = {}


def attest(files: Mapping[str, str]) -> None:
    """From now on these records, by their hashes, count as certified, each by the file named."""
    _files.update(files)


def forget() -> None:
    """No record counts as certified any more."""
    _files.clear()


def certificate(axis: AxisField) -> str | None:
    """The file by which Coq has certified this very record of this very network; None where there is none."""
    return _files.get(fingerprint(axis)) if _files else None


def fingerprint(axis: AxisField) -> str:
    """The hash of a record together with the network along its axis and what is known of its symbols."""
    from symrf.derivation.answers.jsonform import said_of

    return hash_of([axis.descent.fingerprint, axis.node, said_of(axis)])
