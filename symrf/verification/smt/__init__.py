"""The obligations that z3 is asked, built from a theorem's statement and from nothing else.

index: linear indices. reading: trees as z3 terms. meaning: what a statement says, as rules. ranges: what is known of sums
and products. obligations: which instances of the rules one question needs. induction: the questions whose answers
make a proof. prover: asking them, within a budget. search: counterexamples at small depths.
"""
