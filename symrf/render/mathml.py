"""A tree as MathML, which browsers typeset without any script; in the order in which its author wrote it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.entities import name2codepoint

from symrf.exposition.instance import Step
from symrf.terms import At, Big, Num, Op, Rel, Sym, Term, text

LINE = 88
"""How many characters of a sum stand in a line."""

_GREEK = {name: chr(code) for name, code in name2codepoint.items() if 0x391 <= code <= 0x3C9}
_SPECIAL = {"uL": "u_L", "vL": "v_L"}
_RELATION = {"==": "=", "<=": "≤", ">=": "≥", "<": "&lt;", ">": "&gt;"}
_SIGNS = {"floor": ("⌊", "⌋"), "ceil": ("⌈", "⌉")}


def mathml(tree: Term | Rel) -> str:
    """The tree as the inside of a <math> element.

    >>> from symrf.terms import parse
    >>> mathml(parse("S[L] == 1"))
    '<msub><mi>S</mi><mi>L</mi></msub><mo>=</mo><mn>1</mn>'
    """
    if isinstance(tree, Rel):
        return f"{mathml(tree.left)}<mo>{_RELATION[tree.op]}</mo>{mathml(tree.right)}"
    return _print(tree)


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
    only = step[0] if len(step) == 1 else None
    parts = only.args if isinstance(only, Op) and only.op == "+" else step
    lines, used = [""], 0
    for i, part in enumerate(parts):
        size = 3 if part is None else len(text(part))
        if lines[-1] and used + size > LINE:
            lines.append("")
            used = 0
        lines[-1] += "<mo>+</mo><mo>⋯</mo>" if part is None else _signed(part, first=i == 0, several=len(parts) > 1)
        used += size + 3
    return lines


def _signed(part: Term, first: bool, several: bool) -> str:
    minus = isinstance(part, Op) and part.op == "neg"
    inner = part.args[0] if isinstance(part, Op) and minus else part
    sign = "<mo>−</mo>" if minus else "" if first else "<mo>+</mo>"
    return sign + (_in_brackets(inner) if (several or minus) and _is_sum(inner) else mathml(inner))


def _is_sum(term: Term) -> bool:
    return isinstance(term, Op) and term.op in ("+", "neg") or isinstance(term, Num) and term.value < 0


def _in_brackets(term: Term) -> str:
    return f"<mrow><mo>(</mo>{mathml(term)}<mo>)</mo></mrow>"


def _row(term: Term) -> str:
    return f"<mrow>{mathml(term)}</mrow>"


def _symbol(name: str) -> str:
    """A name as one symbol: trailing digits and a part after _ stand below."""
    name = _SPECIAL.get(name, name)
    match = re.fullmatch(r"([A-Za-z]+?)(?:_([A-Za-z0-9_]*)|([0-9]+))?", name)
    base, word, digits = match.groups() if match else (name, "", "")
    head = f"<mi>{_GREEK.get(base, base)}</mi>"
    below = str(digits or word or "")
    return f"<msub>{head}<mi>{_GREEK.get(below, below)}</mi></msub>" if below else head


def _print(term: Term) -> str:
    match term:
        case Num(value=value):
            if value.denominator == 1:
                return f"<mn>{value}</mn>".replace("-", "−")
            sign = "<mo>−</mo>" if value < 0 else ""
            return f"{sign}<mfrac><mn>{abs(value.numerator)}</mn><mn>{value.denominator}</mn></mfrac>"
        case Sym(name=name):
            return _symbol(name)
        case At(name=name, index=index):
            below = mathml(index)
            return f"<msub>{_symbol(name)}{below if isinstance(index, Num | Sym) else f'<mrow>{below}</mrow>'}</msub>"
        case Big(kind=kind, var=var, lo=lo, hi=hi, body=body):
            sign = "∑" if kind == "Sum" else "∏"
            under = f"<mrow>{_symbol(var)}<mo>=</mo>{mathml(lo)}</mrow>"
            big = f"<munderover><mo>{sign}</mo>{under}{_row(hi)}</munderover>"
            return big + (_in_brackets(body) if _is_sum(body) else mathml(body))
    return _operation(term)


def _operation(term: Op) -> str:
    args = term.args
    match term.op:
        case "+":
            return "".join(_signed(part, first=i == 0, several=True) for i, part in enumerate(args))
        case "neg":
            return _signed(term, first=True, several=False)
        case "*":
            return _product(args)
        case "/":
            return f"<mfrac>{_row(args[0])}{_row(args[1])}</mfrac>"
        case "**":
            plain = isinstance(args[0], Sym | At) or isinstance(args[0], Num) and args[0].value >= 0
            return f"<msup>{_row(args[0]) if plain else _in_brackets(args[0])}{_row(args[1])}</msup>"
        case "floor" | "ceil" as op:
            opened, closed = _SIGNS[op]
            return f"<mrow><mo>{opened}</mo>{mathml(args[0])}<mo>{closed}</mo></mrow>"
    inside = "<mo>,</mo>".join(map(mathml, args))
    return f"<mi>{term.op.lower()}</mi><mrow><mo>(</mo>{inside}<mo>)</mo></mrow>"


def _product(args: Sequence[Term]) -> str:
    """Factors side by side; a dot before a number, and brackets around a sum sign that is not the last factor."""
    written = ""
    for i, arg in enumerate(args):
        closed = _is_sum(arg) or isinstance(arg, Big) and i < len(args) - 1 or isinstance(arg, Op) and arg.op == "*"
        if i:
            written += "<mo>⋅</mo>" if isinstance(arg, Num) or _starts_with_number(arg) else "<mo>&#8290;</mo>"
        written += _in_brackets(arg) if closed else mathml(arg)
    return written


def _starts_with_number(term: Term) -> bool:
    return isinstance(term, Op) and term.op == "**" and isinstance(term.args[0], Num)
