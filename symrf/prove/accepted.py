"""Certificates that the kernel has accepted for the very statement asked about: the one way from search to proof."""

from __future__ import annotations

from typing import Any

from symrf.kernel import Refused, check
from symrf.prove.find import NotFound, certificate
from symrf.prove.statement import statement
from symrf.statement import NotExpressible
from symrf.theorem import Theorem


def certified(theorem: Theorem) -> Any:
    """The certificate; NotFound or NotExpressible, with the reason, where there is none."""
    proof = certificate(theorem)
    try:
        proved = check(proof)
    except Refused as reason:
        raise NotFound(str(reason)) from None
    if proved != statement(theorem):
        raise NotFound("the certificate proves another statement")
    return proof


def accepted(theorem: Theorem) -> Any:
    """The certificate, or None where there is none."""
    try:
        return certified(theorem)
    except (NotFound, NotExpressible):
        return None
