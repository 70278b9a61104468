"""Verdicts: every statement of the catalogue by several independent routes."""

from symrf.verification.result import Result
from symrf.verification.routes import ROUTES
from symrf.verification.verdict import Verdict
from symrf.verification.verify import verify

__all__ = ["ROUTES", "Result", "Verdict", "verify"]
