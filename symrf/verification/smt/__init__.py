"""The obligations that z3 is asked, built from a theorem's statement and from nothing else.

index: linear indices. trees: constants. writer: trees as z3 terms. rules, statement, counting: what a statement says.
sums: lemmas on sums and products. question: the instances that one question needs. induction: the questions whose
answers make a proof. prover: asking them, within a budget. search: small depths, where everything is written out.
"""
