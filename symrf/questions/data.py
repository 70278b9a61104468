"""An answer as JSON."""

from __future__ import annotations

from typing import Any

from symrf.questions.solution import Solution


def data(found: Solution) -> dict[str, Any]:
    """What the answer says: numbers as numbers, expressions as text."""
    sizes = found.sizes
    return {
        "schema": 1,
        "question": found.question,
        "names": list(found.names),
        "verdict": found.verdict,
        "answer": str(found),
        "latex": found.formula or None,
        "least": found.least,
        "pairs": found.value if isinstance(found.value, list) else None,
        "sizes": None if sizes is None else {
            "modulus": sizes.modulus, "remainders": list(sizes.remainders), "since": sizes.first,
            "few": list(sizes.few),
        },
        "domain": list(found.domain),
        "routes": {name: dict(route) for name, route in found.routes.items()},
        "reason": found.reason or None,
    }  # fmt: skip


