"""A tree as MathML, which browsers typeset without any script; in the order in which its author wrote it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from fractions import Fraction
from html.entities import name2codepoint
from unicodedata import lookup

from symrf.exposition.instance import Step
from symrf.terms import At, Big, Num, Op, Rel, Sym, Term, text
from symrf.terms.latex import GREEK, subscripted
from symrf.terms.printer import ATOM, BIG, POWER, PRODUCT, SUM, Typeset, Written, signed
from symrf.terms.tree import Head, summands

LINE = 88
"""How many characters of a sum stand in a line."""

SLASH = '<mo lspace="0" rspace="0">/</mo>'
"""Of a fraction in a line, without the room of an operator."""

_GREEK = {name: chr(name2codepoint[name]) for name in GREEK.split()}
_RELATION = {"==": "=", "<=": "≤", ">=": "≥", "<": "&lt;", ">": "&gt;"}
_ACCENTS = {"tilde": "~", "hat": "^", "bar": "¯"}
_HANDS = {"mathcal": "SCRIPT", "mathbf": "BOLD"}
_SIGNS = {"floor": ("⌊", "⌋"), "ceil": ("⌈", "⌉")}


def mathml(tree: Term | Rel) -> str:
    """The tree as the inside of a <math> element.

    >>> from symrf.terms import parse
    >>> mathml(parse("S[L] == 1"))
    '<msub><mi>S</mi><mi>L</mi></msub><mo>=</mo><mn>1</mn>'
    """
    return _MATHML.write(tree)


def inline(tree: Term | Rel) -> str:
    """The same for a line of text or a cell, where a fraction stands as a/b.

    >>> from symrf.terms import parse
    >>> inline(parse("c == n/2"))
    '<mi>c</mi><mo>=</mo><mi>n</mi><mo lspace="0" rspace="0">/</mo><mn>2</mn>'
    """
    return _INLINE.write(tree)


def chain(left: Term, steps: Sequence[Step]) -> str:
    """left = step = step …, each on lines of its own."""
    rows: list[tuple[str, str]] = []
    for step in steps:
        lines = _lines(step)
        if not any(lines[0] == f"<mo>=</mo>{right}" for _, right in rows[-1:]):
            rows += [("", f"<mo>=</mo>{lines[0]}"), *(("", f"<mspace width='2em'/>{line}") for line in lines[1:])]
    return block([(mathml(left), rows[0][1]), *rows[1:]])


def claims(groups: Sequence[Sequence[Rel]]) -> str:
    """A group of claims in each line."""
    rows = []
    for first, *rest in groups:
        beside = "".join(f"<mo>,</mo><mspace width='2em'/>{mathml(other)}" for other in rest)
        rows.append((mathml(first.left), f"<mo>{_RELATION[first.op]}</mo>{mathml(first.right)}{beside}"))
    return block(rows)


def block(rows: Sequence[tuple[str, str]]) -> str:
    """Rows of left and right sides as a displayed formula."""
    written = "".join(f"<mtr><mtd>{left}</mtd><mtd>{right}</mtd></mtr>\n" for left, right in rows)
    return f'<math display="block"><mtable displaystyle="true">\n{written}</mtable></math>'


def cases(rows: Sequence[tuple[Term, Sequence[Rel]]]) -> str:
    """= one value or another, with the conditions of each."""
    written = ""
    for value, when in rows:
        conditions = "<mo>,</mo>".join(map(mathml, when))
        written += f"<mtr><mtd>{mathml(value)}</mtd><mtd><mtext>&#160;where&#160;</mtext>{conditions}</mtd></mtr>"
    return f"<mo>=</mo><mrow><mo>{{</mo><mtable>{written}</mtable></mrow>"


def _lines(step: Step) -> list[str]:
    """A sum as lines of about LINE characters."""
    parts = summands(step[0]) if len(step) == 1 else step
    lines, used = [""], 0
    for i, (minus, part) in enumerate(signed(parts)):
        size = len(text(part)) + 3 * minus
        if lines[-1] and used + size > LINE:
            lines.append("")
            used = 0
        sign = (_MATHML.minus if i else _MATHML.sign) if minus else _MATHML.plus if i else ""
        least = BIG if minus or len(parts) > 1 else SUM
        lines[-1] += sign + _MATHML.inside(part, least)
        used += size + 3
    return lines


def fenced(opened: str, inside: str, closed: str) -> str:
    """Brackets, as high as what is inside where that is high: browsers leave room beside those that stretch."""
    stretched = "" if any(f"<{high}" in inside for high in ("mfrac", "munderover", "mtable")) else ' stretchy="false"'
    return f"<mrow><mo{stretched}>{opened}</mo>{inside}<mo{stretched}>{closed}</mo></mrow>"


class MathML(Typeset):
    """The inside of a <math> element."""

    room = '<mo>&#8290;</mo><mspace width="0.17em"/>'
    plus, minus, sign = "<mo>+</mo>", "<mo>−</mo>", '<mo form="prefix">−</mo>'

    def write(self, tree: Term | Rel) -> str:
        """The elements without outer brackets; of a relation both sides."""
        if isinstance(tree, Rel):
            return f"{self.write(tree.left)}<mo>{_RELATION[tree.op]}</mo>{self.write(tree.right)}"
        return super().write(tree)

    def row(self, term: Term) -> str:
        """The term in one piece."""
        return f"<mrow>{self.write(term)}</mrow>"

    def brackets(self, written: str) -> str:
        """Round brackets, as high as what is inside."""
        return fenced("(", written, ")")

    def number(self, value: Fraction) -> Written:
        """A number; a fraction as one."""
        sign = self.sign if value < 0 else ""
        if value.denominator == 1:
            return f"{sign}<mn>{abs(value)}</mn>", SUM if sign else ATOM
        above, below = (f"<mn>{part}</mn>" for part in (abs(value.numerator), value.denominator))
        return f"{sign}<mfrac>{above}{below}</mfrac>", SUM if sign else POWER

    def name(self, name: str) -> str:
        """A symbol, what belongs below it there."""
        if isinstance(name, Head):
            return _head(name)
        base, below = subscripted(name)
        head = _letters(base)
        return f"<msub>{head}{_letters(below)}</msub>" if below else head

    def indexed(self, tree: At) -> str:
        """The index below."""
        plain = isinstance(tree.index, Num | Sym)
        return f"<msub>{self.name(tree.name)}{self.write(tree.index) if plain else self.row(tree.index)}</msub>"

    def big(self, tree: Big) -> Written:
        """A sum or product sign with its ends."""
        sign = "∑" if tree.kind == "Sum" else "∏"
        under = f"<mrow>{self.name(tree.var)}<mo>=</mo>{self.write(tree.lo)}</mrow>"
        return f"<munderover><mo>{sign}</mo>{under}{self.row(tree.hi)}</munderover>{self.inside(tree.body, BIG)}", BIG

    def is_long(self, symbol: Sym | At) -> bool:
        """Whether a symbol is a word by itself."""
        return re.match("(<msub>)?<mi>[^<]{2,}</mi>", self.name(symbol.name)) is not None

    def between(self, before: str, piece: str, arg: Term) -> str:
        """A dot before a number."""
        number = arg.args[0] if isinstance(arg, Op) and arg.op == "**" else arg
        return "<mo>⋅</mo>" if isinstance(number, Num) else "<mo>&#8290;</mo>"

    def quotient(self, above: Term, below: Term) -> Written:
        """A fraction."""
        return f"<mfrac>{self.row(above)}{self.row(below)}</mfrac>", POWER

    def power(self, base: Term, exponent: Term) -> Written:
        """The exponent above."""
        return f"<msup><mrow>{self.inside(base, ATOM)}</mrow>{self.row(exponent)}</msup>", POWER

    def applied(self, tree: Op) -> Written:
        """Rounding in its own brackets; min and max."""
        inside = "<mo>,</mo>".join(map(self.write, tree.args))
        if tree.op in _SIGNS:
            opened, closed = _SIGNS[tree.op]
            return fenced(opened, inside, closed), ATOM
        return f"<mi>{tree.op.lower()}</mi>{fenced('(', inside, ')')}", ATOM


class InlineMathML(MathML):
    """The same for a line of text."""

    def number(self, value: Fraction) -> Written:
        """A number, a fraction as a/b."""
        if value.denominator == 1:
            return super().number(value)
        whole = f"<mn>{abs(value.numerator)}</mn>{SLASH}<mn>{value.denominator}</mn>"
        return (f"{self.sign}{whole}", SUM) if value < 0 else (whole, BIG)

    def quotient(self, above: Term, below: Term) -> Written:
        """a/b, in brackets within a product."""
        return f"{self.inside(above, PRODUCT)}{SLASH}{self.inside(below, POWER)}", BIG


def _head(name: Head) -> str:
    """An author's symbol: a letter with an accent or in another hand, or a word."""
    above, _, below = name.partition(r"_{\mathrm{")
    if below:
        return f"<msub>{_head(Head(above))}{_letters(below.rstrip('}'))}</msub>"
    command, _, letter = name.removeprefix("\\").removesuffix("}").partition("{")
    if command in _ACCENTS:
        return f"<mover>{_letters(letter)}<mo>{_ACCENTS[command]}</mo></mover>"
    if command in _HANDS:
        size = "CAPITAL" if letter.isupper() else "SMALL"
        for whole in (f"MATHEMATICAL {_HANDS[command]} {size} {letter}", f"{_HANDS[command]} {size} {letter}"):
            with suppress(KeyError):
                return f"<mi>{lookup(whole)}</mi>"
    return _letters(name.plain)


def _letters(name: str) -> str:
    if len(name) == 4 and name.endswith("bar"):
        return f"<mover><mi>{name[0]}</mi><mo>{_ACCENTS['bar']}</mo></mover>"
    return f"<mi>{_GREEK.get(name, name)}</mi>"


_MATHML, _INLINE = MathML(), InlineMathML()
