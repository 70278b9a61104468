"""A tree as text in the notation that parse() reads back."""

from __future__ import annotations

from fractions import Fraction

from symrf.terms.printer import ATOM, POWER, PRODUCT, UNARY, Linear, Written
from symrf.terms.tree import At, Big, Head, Op, Rel, Term


def text(term: Term | Rel) -> str:
    """The tree as text.

    >>> from symrf.terms.parse import parse
    >>> text(parse("s[l]*r[l]+(K[l]-s[l])"))
    's[l]*r[l] + (K[l] - s[l])'
    """
    return _TEXT.write(term)


class TextNotation(Linear):
    """symrf's own notation."""

    times, over = "*", "/"
    opposite, factor, divisor = PRODUCT, UNARY, POWER

    def number(self, value: Fraction) -> Written:
        """A number; a fraction is a quotient."""
        return str(value), ATOM if value.denominator == 1 and value >= 0 else PRODUCT if value >= 0 else UNARY

    def name(self, name: str) -> str:
        """The name as it is."""
        return name.plain if isinstance(name, Head) else name

    def indexed(self, tree: At) -> str:
        """k[l]."""
        return f"{self.name(tree.name)}[{self.write(tree.index)}]"

    def big(self, tree: Big) -> Written:
        """Sum(body, (i, first, last))."""
        body, first, last = map(self.write, (tree.body, tree.lo, tree.hi))
        return f"{tree.kind}({body}, ({tree.var}, {first}, {last}))", ATOM

    def power(self, base: Term, exponent: Term) -> Written:
        """base**exponent."""
        return f"{self.inside(base, ATOM)}**{self.inside(exponent, ATOM)}", POWER

    def applied(self, tree: Op) -> Written:
        """floor(…)."""
        return f"{tree.op}({', '.join(map(self.write, tree.args))})", ATOM


_TEXT = TextNotation()
