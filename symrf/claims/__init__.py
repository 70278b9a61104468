"""Claims that somebody typed: proved, refuted with the least counterexample, or open with the reason."""

from symrf.claims.check import check, read_claim

__all__ = ["check", "read_claim"]
