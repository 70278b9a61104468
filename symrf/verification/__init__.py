"""Verdicts: every statement of the catalogue by several independent routes."""

from symrf.verification.verdict import ROUTES, Verdict
from symrf.verification.verify import verify

__all__ = ["ROUTES", "Verdict", "verify"]
