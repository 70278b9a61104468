r"""A tree as LaTeX, in the order in which its author wrote it."""

from __future__ import annotations

import re
from fractions import Fraction

from symrf.terms.printer import ATOM, BIG, POWER, PRODUCT, SUM, Typeset, Written
from symrf.terms.tree import FEATURE, At, Big, Head, Num, Op, Rel, Sym, Term

GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau phi chi psi omega "
    "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
)
RELATION = {"==": "=", "<=": r"\le", ">=": r"\ge", "<": "<", ">": ">"}
_FRACTION = re.compile(r"\\frac\{((?:[^{}]|\{[^{}]*\})*)\}\{((?:[^{}]|\{[^{}]*\})*)\}")
_RAISED = re.compile(r"[_^](\{(?:[^{}]|\{[^{}]*\})*\}|\\?[A-Za-z0-9]+)")
_TOGETHER = {"uL": "u_L", "vL": "v_L"}


def latex(term: Term | Rel) -> str:
    r"""The tree as LaTeX for mathematics mode.

    >>> from symrf.terms.parse import parse
    >>> print(latex(parse("r[l-1] == s[l]*r[l] + (K[l] - s[l])")))
    r_{l-1} = s_l r_l + (K_l - s_l)
    """
    return _LATEX.write(term)


def inline(term: Term | Rel) -> str:
    r"""The tree as LaTeX for a line of text, where a fraction stands as a/b.

    >>> from symrf.terms.parse import parse_value
    >>> print(inline(parse_value("floor((n - 1)/2)*k/4 + (1/2)*x")))
    \left\lfloor (n - 1)/2 \right\rfloor k/4 + (1/2) x
    """
    return _INLINE.write(term)


def subscripted(name: str) -> tuple[str, str]:
    """A name as a symbol and what stands below it: trailing digits, or a part after _.

    >>> subscripted("k1"), subscripted("n_in"), subscripted("uL"), subscripted("alpha")
    (('k', '1'), ('n', 'in'), ('u', 'L'), ('alpha', ''))
    """
    match = re.fullmatch(r"([A-Za-z]+?)_?([0-9]*)", name)
    if match and name not in _TOGETHER:
        return match[1], match[2]
    base, _, below = _TOGETHER.get(name, name).partition("_")
    return base, below


def symbol(name: str) -> str:
    r"""A name as one LaTeX symbol.

    >>> symbol("k1"), symbol("alpha"), symbol("kbar"), symbol("n_in")
    ('k_{1}', '\\alpha', '\\bar{k}', 'n_{\\mathrm{in}}')
    """
    if isinstance(name, Head):
        return str(name)
    base, below = subscripted(name)
    head = _word(base) if base.isalpha() else rf"\mathrm{{{base}}}"
    if name in _TOGETHER or not below:
        return _TOGETHER.get(name, head)
    if not below.isdigit():
        escaped = below.replace("_", r"\_")
        below = _word(below) if below.isalpha() else rf"\mathrm{{{escaped}}}"
    return f"{head}_{{{below}}}"


def _word(word: str) -> str:
    if len(word) == 1:
        return word
    if len(word) == 4 and word.endswith("bar"):
        return rf"\bar{{{word[0]}}}"
    return f"\\{word}" if word in GREEK.split() else rf"\mathrm{{{word}}}"


def brackets(written: str) -> str:
    """Round brackets, growing only around something tall."""
    tall = any(c in written for c in (r"\frac", r"\sum", r"\prod", r"\left", "^"))
    return rf"\left({written}\right)" if tall else f"({written})"


class LatexNotation(Typeset):
    """LaTeX for mathematics mode."""

    relations = RELATION
    room = r" \, "

    def _narrow(self, term: Term) -> str:
        return self.write(term).replace(" ", "")

    def _index(self, term: Term) -> str:
        written = self._narrow(term)
        return written if len(written) == 1 else f"{{{written}}}"

    def brackets(self, written: str) -> str:
        """Round brackets, growing only around something tall."""
        return brackets(written)

    def number(self, value: Fraction) -> Written:
        """A number; a fraction as one."""
        if value.denominator == 1:
            return str(value), ATOM if value >= 0 else SUM
        sign = "-" if value < 0 else ""
        return rf"{sign}\frac{{{abs(value.numerator)}}}{{{value.denominator}}}", SUM if sign else POWER

    def name(self, name: str) -> str:
        """A symbol."""
        return symbol(name)

    def indexed(self, tree: At) -> str:
        """The index below."""
        return f"{symbol(tree.name)}_{self._index(tree.index)}"

    def big(self, tree: Big) -> Written:
        """A sum or product sign with its ends."""
        sign = r"\sum" if tree.kind == "Sum" else r"\prod"
        ends = f"_{{{symbol(tree.var)}={self._narrow(tree.lo)}}}^{self._index(tree.hi)}"
        return f"{sign}{ends} {self.inside(tree.body, BIG)}", BIG

    def is_long(self, symbol: Sym | At) -> bool:
        """Whether a symbol is a word by itself."""
        return len(symbol.name) > 1 and self.name(symbol.name).startswith(r"\mathrm{")

    def between(self, before: str, piece: str, arg: Term) -> str:
        """A dot between numbers."""
        return r" \cdot " if before[-1:].isdigit() and piece[:1].isdigit() or isinstance(arg, Num) else " "

    def quotient(self, above: Term, below: Term) -> Written:
        """A fraction."""
        return rf"\frac{{{latex(above)}}}{{{latex(below)}}}", POWER

    def power(self, base: Term, exponent: Term) -> Written:
        """The exponent above, and a base with an index in braces."""
        whole = self.inside(base, ATOM)
        whole = rf"{{{whole}}}" if "_" in whole and not whole.startswith(r"\left") else whole
        return f"{whole}^{{{self._narrow(exponent)}}}", POWER

    def applied(self, tree: Op) -> Written:
        """Rounding in its own brackets; min and max; a root, a logarithm (of answers to questions); u(y)."""
        inside = ", ".join(map(self.write, tree.args))
        if tree.op in ("floor", "ceil"):
            return rf"\left\l{tree.op} {inside} \right\r{tree.op}", ATOM
        if tree.op in ("Min", "Max", "gcd"):
            return rf"\{tree.op.lower()}\left({inside}\right)", ATOM
        if tree.op == "sqrt":
            return rf"\sqrt{{{inside}}}", ATOM
        if tree.op == "log":
            value, base = map(self.write, tree.args)
            return rf"\log_{{{base}}} \left({value}\right)", PRODUCT
        if tree.op in FEATURE:
            return symbol(tree.op) + brackets(inside), ATOM
        raise TypeError(f"not a term: {tree!r}")


class InlineLatex(LatexNotation):
    """LaTeX for a line of text."""

    def number(self, value: Fraction) -> Written:
        """A number, a fraction as a/b."""
        return str(value), SUM if value < 0 else ATOM if value.denominator == 1 else BIG

    def quotient(self, above: Term, below: Term) -> Written:
        """a/b, in brackets within a product."""
        return f"{self.inside(above, PRODUCT)}/{self.inside(below, POWER)}", BIG


_LATEX, _INLINE = LatexNotation(), InlineLatex()


def width(written: str) -> float:
    """Roughly how wide LaTeX comes out, in digits.

    >>> width("1 + 10") > width("110"), width(r"\\frac{a + b}{2}") == width("a + b")
    (True, True)
    """
    while match := _FRACTION.search(written):
        written = written[: match.start()] + max(match.groups(), key=width) + written[match.end() :]
    written = written.replace(r" \, ", "  ")
    written = re.sub(r"\\(left|right|bigl|bigr|mathrm)(?![A-Za-z])", "", written)
    written = _RAISED.sub(lambda m: "." * -(-7 * len(re.sub(r"\\[A-Za-z]+|[{}]", "x", m[1])) // 10), written)
    written = re.sub(r"\\(sum|prod|max|min)(?![A-Za-z])", "###", written)
    written = re.sub(r"\\[A-Za-z]+", "o", written)
    return sum({" ": 0.2, "{": 0, "}": 0, "+": 3, "-": 3, "(": 0.9, ")": 0.9, "o": 1.5}.get(c, 1.1) for c in written)
