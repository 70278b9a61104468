"""A tree as text in the notation that parse() reads back."""

from __future__ import annotations

from symrf.terms.tree import At, Big, Num, Op, Rel, Sym, Term

SUM, PRODUCT, UNARY, POWER, ATOM = range(1, 6)


def text(term: Term | Rel) -> str:
    """The tree as text.

    >>> from symrf.terms.parse import parse
    >>> text(parse("s[l]*r[l]+(K[l]-s[l])"))
    's[l]*r[l] + (K[l] - s[l])'
    """
    if isinstance(term, Rel):
        return f"{text(term.left)} {term.op} {text(term.right)}"
    return _print(term)[0]


def _inside(term: Term, least: int) -> str:
    written, level = _print(term)
    return written if level >= least else f"({written})"


def _print(term: Term) -> tuple[str, int]:
    match term:
        case Num(value=value):
            return (str(value), ATOM if value.denominator == 1 and value >= 0 else PRODUCT if value >= 0 else UNARY)
        case Sym(name=name):
            return name, ATOM
        case At(name=name, index=index):
            return f"{name}[{text(index)}]", ATOM
        case Big():
            return f"{term.kind}({text(term.body)}, ({term.var}, {text(term.lo)}, {text(term.hi)}))", ATOM
        case Op(op="+", args=(first, *rest)):
            parts = [_inside(first, UNARY if _negative(first) else PRODUCT)]
            for part in rest:
                if isinstance(part, Op) and part.op == "neg":
                    parts.append(" - " + _inside(part.args[0], PRODUCT))
                else:
                    parts.append(" + " + _inside(part, PRODUCT))
            return "".join(parts), SUM
        case Op(op="*", args=(first, *rest)):
            return "*".join([_inside(first, PRODUCT), *(_inside(a, UNARY) for a in rest)]), PRODUCT
        case Op(op="/", args=(above, below)):
            return f"{_inside(above, PRODUCT)}/{_inside(below, POWER)}", PRODUCT
        case Op(op="**", args=(base, exponent)):
            return f"{_inside(base, ATOM)}**{_inside(exponent, ATOM)}", POWER
        case Op(op="neg", args=(a,)):
            return f"-{_inside(a, PRODUCT)}", UNARY
        case Op():
            return f"{term.op}({', '.join(map(text, term.args))})", ATOM
    raise TypeError(f"not a term: {term!r}")


def _negative(term: Term) -> bool:
    return isinstance(term, Op) and term.op == "neg"
