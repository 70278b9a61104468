"""Finds counterexamples: concrete networks on which a claim fails, measured by the walk."""
