"""A folder with the certificates of a network, which Coq alone checks: sh check.sh."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symrf.certified.network import Certificate
from symrf.verification.coq.file import WORDS, found

_CHECK = """#!/bin/sh
# Compiles the definitions, the soundness theorem, the statements, and their proofs; then has Coq say what the proofs
# rest on (nothing: "Closed under the global context", or this fails) and coqchk check all of it again.
set -eu
cd "$(dirname "$0")"
said=$(for name in {names}; do coqc -q -w none -Q . "" "$name.v" || exit 1; done)
echo "$said"
case "$said" in *Axioms:*) echo "not proved: it rests on these axioms" >&2; exit 1;; esac
coqchk -silent -o -Q . "" {rechecked}
"""


def files(made: Sequence[Certificate]) -> dict[str, str]:
    """File name -> content."""
    fixed = WORDS["Tables"]
    written = {f"{name}.v": found(name).read_text("utf-8") for name in fixed}
    names = list(fixed)
    for number, one in enumerate(made, 1):
        if one.stated is None:
            continue
        case, own = one.stated.case, own_name(number, one)
        stated = f"Require Import Tables.\nOpen Scope Z_scope.\nDefinition stated : Prop :=\n{case.statement}.\n"
        audit = f"Require {own}_stated {own}.\n"
        audit += f"Definition proved : {own}_stated.stated := {own}.certified.\nPrint Assumptions proved.\n"
        for name, text in ((f"{own}_stated", stated), (own, case.source), (f"{own}_proved", audit)):
            written[f"{name}.v"] = text
            names.append(name)
    rechecked = " ".join(f"-norec {name}" for name in names)
    return written | {"check.sh": _CHECK.format(names=" ".join(names), rechecked=rechecked)}


def own_name(number: int, one: Certificate) -> str:
    """The name of the file of a certificate, the number-th."""
    return re.sub(r"[^A-Za-z0-9_]", "_", "_".join([f"net{number if number > 1 else ''}", *one.axes]))
