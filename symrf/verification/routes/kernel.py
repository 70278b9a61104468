"""The kernel route: a kept certificate is read, checked, and compared with the statement of the theorem file.

What is kept of the catalogue is what proves it: where that is missing, changed or unreadable the route fails, also
where another certificate can be found. For every other statement a certificate is searched.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from symrf.kernel.__main__ import load
from symrf.kernel.check import check
from symrf.kernel.polynomial import Refused
from symrf.prove.accepted import certified
from symrf.prove.find import NotFound
from symrf.prove.statement import statement
from symrf.statement import NotExpressible
from symrf.theorem import Theorem, home, theorem_names
from symrf.verification.first_difference import of_data, of_text
from symrf.verification.result import FAILED, INAPPLICABLE, OPEN, PROVED, Result

WRITES = "python -m symrf.verification.evidence writes it"


def evidence(name: str) -> Path:
    """Where the certificate of that theorem is kept."""
    return home() / "evidence" / f"{name.replace('-', '_')}.json"


def dumped(proof: Any) -> str:
    """The text of a certificate's file: no second one reads the same."""
    return json.dumps(proof, separators=(",", ":")) + "\n"


def run(theorem: Theorem) -> Result:
    """The kernel's verdict on one theorem: proved, open, failed, or inapplicable outside its language."""
    path = evidence(theorem.name)
    try:
        wanted = statement(theorem)
    except NotExpressible as reason:
        if path.exists():
            return _failed(f"{path.name} is kept of a statement outside the kernel's language: {reason}")
        return Result(INAPPLICABLE, str(reason))
    if path.exists():
        return _kept(path, wanted)
    try:
        certified(theorem)
    except NotFound as reason:
        missing = theorem.name in theorem_names()
        return _failed(f"{path.name} is missing, and {reason}") if missing else Result(OPEN, str(reason))
    if theorem.name in theorem_names():
        return _failed(f"{path.name} is missing; a certificate was found anew, and {WRITES}")
    return Result(PROVED, evidence={"certificate": "found"})


def refute(theorem: Theorem, example: Any = None) -> Result:
    """The kernel has no proof that a statement is false."""
    return Result(INAPPLICABLE, "it proves and does not refute")


def _kept(path: Path, wanted: Any) -> Result:
    try:
        proof = load(path)
        proved = check(proof)
    except Refused as reason:
        return _failed(f"{path.name} is refused: {reason}")
    if proved != wanted:
        return _failed(f"{path.name} proves another statement: {of_data(proved, wanted)}")
    kept, written = path.read_bytes(), dumped(proof).encode()
    if kept != written:
        return _failed(f"{path.name} is not as it is written: {of_text(kept, written)}")
    return Result(PROVED, evidence={"certificate": "kept"})


def _failed(reason: str) -> Result:
    return Result(FAILED, reason)
