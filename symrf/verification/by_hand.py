"""Theorems on graphs and sets, which have no formula: stated and proved in Coq files written by hand, proofs/coq/.

What such a file states has to be read; that it is proved is checked: it compiles, every theorem in it is closed under
the global context, nothing in it is assumed, and coqchk accepts it.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from symrf.theorem import Theorem, home
from symrf.verification.coq.compiler import ABSENT, available, compiled, rechecked
from symrf.verification.verdict import INAPPLICABLE, OPEN, PROVED, SKIPPED, Verdict, combined, needed

SECONDS = 60.0
CLOSED = "Closed under the global context"
ASSUMING = re.compile(
    r"\b(Axioms?|Parameters?|Conjectures?|Hypothes[ie]s|Variables?|Context|Admitted|admit|Abort|Load|Declare|Unset|Set"
    r"|From|Add|Extract\w*|bypass_check|Primitive|Register|Redirect|Cd)\b"
)
REQUIRES = re.compile(r"^Require Import ([A-Za-z ]+)\.$", re.MULTILINE)
LIBRARIES = frozenset({"ZArith", "List", "Lia", "Bool", "Arith"})


def by_hand(theorem: Theorem, routes: Sequence[str]) -> Verdict:
    """The verdict on a theorem whose proof is a Coq file."""
    results: dict[str, dict[str, Any]] = {}
    for route in routes:
        started = time.perf_counter()
        applies = route == "coq"
        results[route] = judged(theorem.by_hand) if applies else {"verdict": INAPPLICABLE, "reason": "no formula"}
        results[route]["seconds"] = round(time.perf_counter() - started, 4)
    needs = needed(theorem.floors, by_hand=True)
    verdict, reason = combined(results, needs)
    if "coq" not in routes:
        reason = f"proved in proofs/coq/{theorem.by_hand}, which only the route coq checks"
    return Verdict(theorem.name, verdict, results, reason=reason, needs=needs)


def judged(name: str) -> dict[str, Any]:
    """Coq's verdict on a file of proofs/coq/."""
    if not available():
        return {"verdict": SKIPPED, "reason": ABSENT}
    return judged_text((home() / "coq" / name).read_text("utf-8"))


def judged_text(source: str) -> dict[str, Any]:
    """Coq's verdict on the text of such a file: proved only where every theorem in it is closed."""
    bare = re.sub(r"\(\*.*?\*\)", " ", source, flags=re.DOTALL)
    wrong = ASSUMING.search(bare)
    required = {library for line in REQUIRES.findall(bare) for library in line.split()}
    theorems = re.findall(r"^(?:Theorem|Corollary) (\w+)", bare, re.MULTILINE)
    if wrong or not required <= LIBRARIES or bare.count("Require") != len(REQUIRES.findall(bare)) or not theorems:
        return _open(f"{wrong[0]} in the file" if wrong else "a file requires Coq's own libraries and has a theorem")
    where = Path(tempfile.mkdtemp(prefix="symrf-coq-"))
    try:
        asked = "".join(f"\nPrint Assumptions {name}." for name in theorems)
        (where / "ByHand.v").write_text(re.sub(r"^Print .*$", "", source, flags=re.MULTILINE) + asked + "\n", "utf-8")
        ran = compiled(where, "ByHand", SECONDS)
        if ran.problem is not None:
            return _open(ran.problem)
        if ran.output.count(CLOSED) != len(theorems):
            return _open("a theorem rests on an assumption")
        checked = rechecked(where, ["ByHand"], SECONDS)
        return _open(f"coqchk: {checked.problem}") if checked.problem else {"verdict": PROVED, "theorems": theorems}
    finally:
        shutil.rmtree(where, ignore_errors=True)


def _open(reason: str) -> dict[str, Any]:
    return {"verdict": OPEN, "reason": f"Coq: {reason}"}
