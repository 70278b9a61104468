r"""Formulas as people type them, to trees: one grammar for LaTeX, for LaTeX without backslashes and for plain text.

Rules where the habits of writers differ (what was read is always shown):
- a sum or product sign takes the factors that follow it, up to the next + or - outside brackets; where only j < l is
  said of its index, it begins at 1; \sum(k_i, i=1 to L) is read too; without ends it is over all layers, \sum_i k_i;
  with dots, k_1 + \dots + k_L, it is over the layers between;
- factors and / go from left to right; a/b c without brackets is refused;
- a subscript or exponent without braces is one name or number in plain text, one character in LaTeX;
- r(l-1) is a term of a sequence where the brackets hold an index only; k(k-1) is a product.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from fractions import Fraction
from functools import cache
from typing import Any, NoReturn

import lark

from symrf.errors import typed
from symrf.terms.dotted import dotted
from symrf.terms.parse import FUNCTIONS, MAX_DIGITS, Checks, applied, power
from symrf.terms.text import text
from symrf.terms.tokens import Tokens
from symrf.terms.tree import ONE, At, Big, Num, Op, Rel, Sym, Term, walk

GRAMMAR = r"""
start: claim (_SEP claim)*
claim: sum ((EQ | CMP) sum)*
?sum: term | sum _PLUS DOTS _PLUS term -> dotted_sum | sum _PLUS term -> add | sum _MINUS term -> subtract
?term: product | _MINUS term -> negative | _PLUS term -> group
?product: factors | factors big -> times | factors _STAR big -> times | big
big: BIG limits product | BIG product -> of_every_layer | BIG _LPAR sum _COMMA NAME EQ sum _TO sum _RPAR -> in_words
limits: _SUB lower _HAT argument | _HAT argument _SUB lower -> limits_upside_down | _SUB between
    | _SUB NAME -> every_layer | _SUB _LBRACE NAME _RBRACE -> every_layer
lower: _LBRACE NAME EQ sum _RBRACE | _LPAR NAME EQ sum _RPAR
between: _LBRACE sum CMP sum (CMP sum)? _RBRACE
?factors: run | factors _SLASH signed -> over | factors _FLOORDIV signed -> floored
    | factors _SLASH power power -> unclear
?run: power | run power -> times | factors _STAR signed -> times
    | run DOTS power -> dotted_product | factors _STAR DOTS _STAR signed -> dotted_product
?signed: power | _MINUS power -> negative
?power: atom | atom _HAT argument -> raised | atom _POW signed -> raised
?atom: NUMBER -> number | NAME -> name | indexed | NAME _PRIME -> primed
    | _LPAR sum _RPAR -> group | _LSQB sum _RSQB -> group | _LBRACE sum _RBRACE -> group
    | _FRAC braced braced -> fraction | _LFLOOR sum _RFLOOR -> floor | _LCEIL sum _RCEIL -> ceil
    | FUNC _LPAR sum (_COMMA sum)* _RPAR -> applied | FUNC _LBRACE sum (_COMMA sum)* _RBRACE -> applied
    | CALL _LPAR sum _COMMA _LPAR NAME _COMMA sum _COMMA sum _RPAR _RPAR -> called
?braced: _LBRACE sum _RBRACE -> group
?indexed: NAME _SUB argument -> subscripted | NAME _INDEX sum _RSQB -> indexed
?argument: _LBRACE sum _RBRACE -> group | _LPAR sum _RPAR -> bracketed | NUMBER -> number | NAME -> name
%declare DOTS EQ CMP BIG FUNC CALL NAME NUMBER _SEP _PLUS _MINUS _STAR _SLASH _FLOORDIV _POW _HAT _SUB _FRAC _PRIME
%declare _COMMA _LPAR _RPAR _LBRACE _RBRACE _LSQB _RSQB _INDEX _LFLOOR _RFLOOR _LCEIL _RCEIL _TO
"""
MAX_CLAIMS = 12
DOTS = r"write out what they stand for, such as \prod_{i=1}^{L} s_i or \sum_{l=1}^{L} k_l"
ENDS = r"a sum or product has an index and two ends, as in \sum_{l=1}^{L} k_l"
CALLED = ("Sum", "Product", *FUNCTIONS)
_CALLED = re.compile(r"([A-Za-z]{3,})\s*\(")
KEPT = frozenset({"EQ", "CMP", "BIG", "FUNC", "CALL", "DOTS", "NAME", "NUMBER"})


def parse_typed(source: str, what: str = "claim", known: frozenset[str] = frozenset()) -> tuple[Term | Rel, ...]:
    r"""Read what somebody typed: one tree a claim; a = b = c is two of them.

    known: names that are to stay whole; k_{1} is k1 or k_1 where one of them is known.

    >>> from symrf.terms.text import text
    >>> [text(t) for t in parse_typed(r"r_0 = 1 + \sum_{l=1}^L (k_l - 1) \prod_{i=1}^{l-1} s_i")]
    ['r[0] == 1 + Sum((k[l] - 1)*Product(s[i], (i, 1, l - 1)), (l, 1, L))']
    >>> [text(t) for t in parse_typed("v_{l} \u2264 2p = floor(n/2)")]
    ['v[l] <= 2*p', '2*p == floor(n/2)']
    """
    checks = Checks(source, what)
    checks.sized()
    tokens = Tokens(checks, known).read()
    try:
        found = _parser().parse(tokens)
        trees: tuple[Term | Rel, ...] = Build(checks, known).transform(found)
    except lark.exceptions.UnexpectedToken as error:
        _unexpected(checks, error.token, {kind.lstrip("_") for kind in error.expected})
    except lark.exceptions.VisitError as error:
        raise error.orig_exc from None
    if len(trees) > MAX_CLAIMS:
        checks.wrong(f"{len(trees)} claims; at most {MAX_CLAIMS} are read at once")
    for tree in trees:
        checks.after(tree)
    return trees


def _unexpected(checks: Checks, found: Any, expected: set[str]) -> NoReturn:
    """Say where reading ended, and what is missing there."""
    kind, at = found.type.lstrip("_"), found.start_pos
    in_limits = expected & {"EQ", "CMP"} and "SEP" not in expected
    if in_limits or expected <= {"SUB", "HAT"} or expected == {"LPAR", "LBRACE"} or expected == {"SUB", "HAT", "LPAR"}:
        missing = ENDS
    elif expected == {"LBRACE"}:
        missing = r"a fraction has two pairs of braces, as in \frac{a}{b}"
    elif kind == "DOTS":
        missing = f"the dots: {DOTS}"
    elif kind in ("HAT", "SUB"):
        missing = "a second subscript or exponent; put braces around what it belongs to"
    elif "NUMBER" in expected and kind not in ("NUMBER", "NAME"):
        missing = "a number or a name is missing before this"
    else:
        missing = "not understood"
    called = [word for word in _CALLED.findall(checks.source) if word not in CALLED]
    close = next(((w, c) for w in called for c in get_close_matches(w, CALLED, 1, 0.7)), None)
    if close is not None:
        missing += f"; {close[0]}: did you mean {close[1]}?"
    if kind == "$END":
        checks.wrong(f"the formula ends too early: {missing.removesuffix(' before this')}")
    checks.wrong(f"near {typed(checks.source[at : at + 12])} (character {at + 1}): {missing}")


class _Lexer(lark.lexer.Lexer):
    """Hands the parser the tokens that stand already."""

    def __init__(self, _: Any) -> None:
        pass

    def lex(self, tokens: Any, _: Any = None) -> Iterator[lark.Token]:
        for kind, written, at in tokens:
            yield lark.Token(kind if kind in KEPT else f"_{kind}", written, start_pos=at)


@cache
def _parser() -> Any:
    return lark.Lark(GRAMMAR, parser="lalr", lexer=_Lexer)


@lark.v_args(inline=True)
class Build(lark.visitors.Transformer_NonRecursive[Any, Any]):
    """Makes our trees of lark's, without recursion; a method has the name of a rule of the grammar."""

    def __init__(self, checks: Checks, known: frozenset[str]) -> None:
        super().__init__()
        self.checks, self.known = checks, known

    def start(self, *claims: tuple[Term | Rel, ...]) -> tuple[Term | Rel, ...]:
        return tuple(rel for claim in claims for rel in claim)

    def claim(self, first: Term, *rest: Any) -> tuple[Term | Rel, ...]:
        if not rest:
            return (first,)
        sides, signs = (first, *rest[1::2]), rest[::2]
        names = ["==" if sign.type == "EQ" else str(sign) for sign in signs]
        return tuple(Rel(name, a, b) for name, a, b in zip(names, sides, sides[1:], strict=False))

    def add(self, a: Term, b: Term) -> Term:
        return Op("+", (*a.args, b)) if isinstance(a, Op) and a.op == "+" else Op("+", (a, b))

    def subtract(self, a: Term, b: Term) -> Term:
        return self.add(a, Op("neg", (b,)))

    def dotted_sum(self, before: Term, dots: str, last: Term) -> Term:
        return self._dotted("+", before, dots, last)

    def dotted_product(self, before: Term, dots: str, last: Term) -> Term:
        return self._dotted("*", before, dots, last)

    def _dotted(self, op: str, before: Term, dots: str, last: Term) -> Term:
        return dotted(op, before, last) or self.checks.wrong(f"the dots {dots}: {DOTS}")

    def negative(self, a: Term) -> Term:
        return Op("neg", (a,))

    def group(self, a: Term) -> Term:
        return a

    bracketed = group

    def times(self, a: Term, b: Term) -> Term:
        return Op("*", (*a.args, b)) if isinstance(a, Op) and a.op == "*" else Op("*", (a, b))

    def over(self, above: Term, below: Term) -> Term:
        return Op("/", (above, below))

    fraction = over

    def floored(self, above: Term, below: Term) -> Term:
        return Op("floor", (self.over(above, below),))

    def unclear(self, above: Term, below: Term, after: Term) -> Term:
        self.checks.after(above)
        beside = text(self.times(self.over(above, below), after))
        under = text(self.over(above, self.times(below, after)))
        return self.checks.wrong(f"a factor beside a /; write {beside} or {under}")

    def raised(self, base: Term, exponent: Term) -> Term:
        if _letters(exponent) == "eff":
            return At(f"{base.name}_eff", base.index) if isinstance(base, At) else Sym(f"{_letters(base)}_eff")
        self.checks.after(exponent)
        return power(self.checks, base, exponent)

    def number(self, digits: str) -> Term:
        if len(digits) > MAX_DIGITS:
            self.checks.wrong(f"a number of more than {MAX_DIGITS} digits")
        return Num(Fraction(digits))

    def name(self, name: str) -> Term:
        return Sym(str(name))

    def primed(self, name: str) -> Term:
        return Sym(f"{name}'")

    def subscripted(self, name: str, index: Term) -> Term:
        if name in ("u", "v") and index == Sym("L"):  # the feature looked at
            return Sym("uL")
        whole = (f"{name}{text(index)}", f"{name}_{text(index)}") if isinstance(index, Num | Sym) else ()
        for spelled in whole:
            if spelled in self.known:
                return Sym(spelled)
        if isinstance(index, Sym) and len(index.name) > 1:
            return Sym(f"{name}_{index.name}")
        return self.indexed(name, index)

    def indexed(self, name: str, index: Term) -> Term:
        return At(str(name), index)

    def floor(self, a: Term) -> Term:
        return Op("floor", (a,))

    def ceil(self, a: Term) -> Term:
        return Op("ceil", (a,))

    def applied(self, function: str, *args: Term) -> Term:
        if function in ("floor", "ceil") and len(args) > 1:
            self.checks.wrong(f"{function} takes one argument")
        return applied(self.checks, str(function), args)

    def big(self, kind: str, limits: tuple[str, Term, Term], body: Term) -> Term:
        return Big("Sum" if kind == "sum" else "Product", body, *limits)

    def every_layer(self, var: str) -> tuple[str, Term, Term]:
        return str(var), ONE, Sym("L")

    def of_every_layer(self, kind: str, body: Term) -> Term:
        bound = {part.var for part in walk(body) if isinstance(part, Big)}
        places = {text(part.index) for part in walk(body) if isinstance(part, At)} - bound
        if len(places) != 1 or not (var := places.pop()).isalpha() or var == "L":
            self.checks.wrong(ENDS)
        return self.big(kind, self.every_layer(var), body)

    def called(self, kind: str, body: Term, var: str, low: Term, high: Term) -> Term:
        return Big(str(kind), body, str(var), low, high)

    def lower(self, var: str, _: str, low: Term) -> tuple[str, Term]:
        return str(var), low

    def limits(self, lower: Any, high: Term | None = None) -> tuple[str, Term, Term]:
        return lower if high is None else (*lower, high)

    def limits_upside_down(self, high: Term, lower: tuple[str, Term]) -> tuple[str, Term, Term]:
        return (*lower, high)

    def between(self, *said: Any) -> tuple[str, Term, Term]:
        low, first, var, second, high = said if len(said) == 5 else (ONE, "<=", *said)
        if not isinstance(var, Sym) or not {str(first), str(second)} <= {"<", "<="}:
            self.checks.wrong(r"the ends of a sum or product; write \sum_{l=1}^{L}")
        return (
            var.name,
            self.add(low, ONE) if first == "<" else low,
            self.subtract(high, ONE) if second == "<" else high,
        )

    def in_words(self, kind: str, body: Term, var: str, _: str, low: Term, high: Term) -> Term:
        return self.big(kind, (str(var), low, high), body)


def _letters(term: Term) -> str:
    """A name, or, as LaTeX takes letters apart, a product of names, in one word."""
    return "".join(map(_letters, term.args)) if isinstance(term, Op) and term.op == "*" else getattr(term, "name", "")
