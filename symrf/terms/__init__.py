"""The language of formulas: one tree that is parsed, printed, evaluated, and turned into SymPy or kernel terms.

A formula is written once, as text in the order a paper would print it; every other form is made from its tree.
"""

from symrf.terms.latex import inline, latex
from symrf.terms.parse import parse, parse_value
from symrf.terms.text import text
from symrf.terms.tree import At, Big, Num, Op, Rel, Sym, Term, names

__all__ = ["At", "Big", "Num", "Op", "Rel", "Sym", "Term", "inline", "latex", "names", "parse", "parse_value", "text"]
