r"""LaTeX formulas to trees, by a small grammar; the limits of the ASCII parser hold here too.

A sum or product sign takes the factors that follow it, up to the next + or - outside brackets.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.terms.parse import Checks, power
from symrf.terms.tree import At, Big, Num, Op, Rel, Sym, Term

GRAMMAR = r"""
start: sum (RELATION sum)?
?sum: product | sum "+" product -> add | sum "-" product -> subtract | "-" product -> negative
    | sum "+" big -> add | sum "-" big -> subtract | "-" big -> negative | big
?big: BIG "_" "{" name "=" sum "}" "^" argument bigbody -> big | factors big -> times_big
?bigbody: product | big
?product: factors
?factors: power | factors power -> times | factors DOT power -> times_dot
?power: atom | atom "^" argument -> power
?atom: NUMBER -> number | indexed | name -> scalar | "(" sum ")" | "[" sum "]" | "{" sum "}"
    | "\\frac" "{" sum "}" "{" sum "}" -> fraction
    | "\\lfloor" sum "\\rfloor" -> floor | "\\lceil" sum "\\rceil" -> ceil
    | "\\max" "(" arguments ")" -> maximum | "\\min" "(" arguments ")" -> minimum
arguments: sum ("," sum)*
indexed: name "_" argument
?argument: "{" sum "}" | SINGLE -> single
name: LETTER | "\\mathrm" "{" WORD "}" | "\\text" "{" WORD "}" | "\\operatorname" "{" WORD "}" | GREEK
BIG: "\\sum" | "\\prod"
DOT: "\\cdot" | "\\times" | "*"
RELATION: "=" | "\\leq" | "\\le" | "\\geq" | "\\ge" | "<" | ">"
LETTER: /[A-Za-z]/
SINGLE: /[A-Za-z0-9]/
WORD: /[A-Za-z][A-Za-z0-9]*/
GREEK: /\\(alpha|beta|gamma|delta|epsilon|kappa|lambda|mu|nu|rho|sigma|tau|phi|psi|omega|Delta)(?![A-Za-z])/
NUMBER: /[0-9]+/
%ignore /\s+/
"""


def is_latex(source: str) -> bool:
    """Whether the text is LaTeX rather than ASCII notation: it has a backslash, or a subscript in LaTeX's way."""
    return "\\" in source or bool(re.search(r"[A-Za-z]_(\{|[A-Za-z0-9](?![A-Za-z0-9_]))", source)) and "[" not in source


def parse_latex(source: str, what: str = "claim") -> Term | Rel:
    r"""Read a LaTeX formula.

    >>> from symrf.terms.text import text
    >>> text(parse_latex(r"r_0 = 1 + \sum_{l=1}^{L} (k_l - 1) \prod_{i=1}^{l-1} s_i"))
    'r[0] == 1 + Sum((k[l] - 1)*Product(s[i], (i, 1, l - 1)), (l, 1, L))'
    """
    import lark

    checks = Checks(source, what)
    checks.before()
    cleaned = re.sub(r"\\(left|right|displaystyle|limits|[,;!: ])(?![A-Za-z])|\$|\\quad|&|\\\\", " ", source)
    cleaned = re.sub(r"\\(left|right)(?=\\)", " ", cleaned).strip().rstrip(".,")
    try:
        tree = _Build(checks).transform(_parser().parse(cleaned))
    except (lark.exceptions.UnexpectedInput, RecursionError) as error:
        near = cleaned[max(getattr(error, "pos_in_stream", 0) or 0, 0) :][:12]
        raise SymrfError(f"{what} {shown(source)}: LaTeX not understood near {shown(near)}") from None
    checks.after(tree)
    return tree


@cache
def _parser() -> Any:
    import lark

    return lark.Lark(GRAMMAR, parser="earley", ambiguity="resolve", maybe_placeholders=False)


class _Build:
    """Builds our tree from lark's, bottom up."""

    def __init__(self, checks: Checks) -> None:
        self.checks = checks

    def transform(self, tree: Any) -> Any:
        """The tree of one lark node; tokens stay text."""
        if not hasattr(tree, "children"):
            return str(tree)
        return getattr(self, f"on_{tree.data}")(*(self.transform(c) for c in tree.children))

    def on_start(self, left: Term, relation: str = "", right: Term | None = None) -> Term | Rel:
        if right is None:
            return left
        names = {"=": "==", r"\le": "<=", r"\leq": "<=", r"\ge": ">=", r"\geq": ">=", "<": "<", ">": ">"}
        return Rel(names[relation], left, right)

    def on_add(self, a: Term, b: Term) -> Term:
        return Op("+", (*a.args, b)) if isinstance(a, Op) and a.op == "+" else Op("+", (a, b))

    def on_subtract(self, a: Term, b: Term) -> Term:
        return self.on_add(a, Op("neg", (b,)))

    def on_negative(self, a: Term) -> Term:
        return Op("neg", (a,))

    def on_times(self, a: Term, b: Term) -> Term:
        return Op("*", (*a.args, b)) if isinstance(a, Op) and a.op == "*" else Op("*", (a, b))

    on_times_big = on_times

    def on_times_dot(self, a: Term, _: str, b: Term) -> Term:
        return self.on_times(a, b)

    def on_big(self, kind: str, index: str, low: Term, high: Term, body: Term) -> Term:
        return Big("Sum" if kind == r"\sum" else "Product", body, index, low, high)

    def on_power(self, base: Term, exponent: Term) -> Term:
        return power(self.checks, base, exponent)

    def on_number(self, digits: str) -> Term:
        return Num(Fraction(digits))

    def on_single(self, letter: str) -> Term:
        return Num(Fraction(letter)) if letter.isdigit() else Sym(letter)

    def on_scalar(self, name: str) -> Term:
        return Sym(name)

    def on_indexed(self, name: str, index: Term) -> Term:
        if name in ("u", "v") and index == Sym("L"):  # the feature looked at
            return Sym("uL")
        return At(name, index)

    def on_name(self, word: str) -> str:
        return word.lstrip("\\")

    def on_fraction(self, above: Term, below: Term) -> Term:
        return Op("/", (above, below))

    def on_floor(self, a: Term) -> Term:
        return Op("floor", (a,))

    def on_ceil(self, a: Term) -> Term:
        return Op("ceil", (a,))

    def on_arguments(self, *args: Term) -> tuple[Term, ...]:
        return args

    def on_maximum(self, args: tuple[Term, ...]) -> Term:
        return Op("Max", args)

    def on_minimum(self, args: tuple[Term, ...]) -> Term:
        return Op("Min", args)
