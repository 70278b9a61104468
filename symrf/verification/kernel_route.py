"""The kernel route: a certificate is read (or found), checked, and compared with the statement of the theorem file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from symrf.kernel.__main__ import load
from symrf.kernel.check import check
from symrf.kernel.polynomial import Refused
from symrf.prove.find import NotFound, certificate
from symrf.prove.statement import NotExpressible, statement
from symrf.theorem import Theorem, home


def evidence(name: str) -> Path:
    """Where the certificate of that theorem is kept."""
    return home() / "evidence" / f"{name.replace('-', '_')}.json"


def run(theorem: Theorem) -> dict[str, Any]:
    """The kernel's verdict on one theorem."""
    try:
        wanted = statement(theorem)
        path = evidence(theorem.name)
        kept = path.is_file()
        proof = load(path) if kept else certificate(theorem)
        if check(proof) != wanted:
            return {"verdict": "open", "reason": f"{path.name} proves another statement"}
    except (NotExpressible, NotFound) as reason:
        return {"verdict": "open", "reason": str(reason)}
    except Refused as reason:
        return {"verdict": "open", "reason": f"certificate refused: {reason}"}
    return {"verdict": "proved", "certificate": "kept" if kept else "found"}
