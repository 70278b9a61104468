r"""A tree as LaTeX, in the order in which its author wrote it."""

from __future__ import annotations

import re

from symrf.terms.tree import At, Big, Num, Op, Rel, Sym, Term

SUM, BIG, PRODUCT, POWER, ATOM = range(1, 6)
_GREEK = frozenset(
    {"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi"}
    | {"pi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi"}
    | {"Sigma", "Phi", "Psi", "Omega"}
)
_RELATION = {"==": "=", "<=": r"\le", ">=": r"\ge", "<": "<", ">": ">"}
_SPECIAL = {"uL": "u_L", "vL": "v_L", "start": r"\mathrm{start}"}


def latex(term: Term | Rel) -> str:
    r"""The tree as LaTeX for mathematics mode.

    >>> from symrf.terms.parse import parse
    >>> print(latex(parse("r[l-1] == s[l]*r[l] + (K[l] - s[l])")))
    r_{l-1} = s_l r_l + (K_l - s_l)
    """
    if isinstance(term, Rel):
        return f"{latex(term.left)} {_RELATION[term.op]} {latex(term.right)}"
    return _print(term)[0]


def symbol(name: str) -> str:
    r"""A name as one LaTeX symbol: trailing digits and a part after _ are subscripts.

    >>> symbol("k1"), symbol("alpha"), symbol("kbar"), symbol("n_in")
    ('k_{1}', '\\alpha', '\\bar{k}', 'n_{\\mathrm{in}}')
    """
    if name in _SPECIAL:
        return _SPECIAL[name]
    match = re.fullmatch(r"([A-Za-z]+?)_?([0-9]*)", name)
    if match:
        base, digits = match.groups()
        return _word(base) + (f"_{{{digits}}}" if digits else "")
    base, _, below = name.partition("_")
    escaped = below.replace("_", r"\_")
    below = escaped if below.isdigit() else _word(below) if below.isalpha() else rf"\mathrm{{{escaped}}}"
    head = _word(base) if base.isalpha() else rf"\mathrm{{{base}}}"
    return f"{head}_{{{below}}}"


def _word(word: str) -> str:
    if len(word) == 1:
        return word
    if len(word) == 4 and word.endswith("bar"):
        return rf"\bar{{{word[0]}}}"
    return f"\\{word}" if word in _GREEK else rf"\mathrm{{{word}}}"


def brackets(written: str) -> str:
    """Round brackets, growing only around something tall."""
    tall = any(c in written for c in (r"\frac", r"\sum", r"\prod", r"\left", "^"))
    return rf"\left({written}\right)" if tall else f"({written})"


def _inside(term: Term, least: int) -> str:
    written, level = _print(term)
    return written if level >= least else brackets(written)


def _index(term: Term) -> str:
    written = latex(term).replace(" ", "")
    return written if len(written) == 1 else f"{{{written}}}"


def _print(term: Term) -> tuple[str, int]:
    match term:
        case Num(value=value):
            if value.denominator != 1:
                sign = "-" if value < 0 else ""
                return rf"{sign}\frac{{{abs(value.numerator)}}}{{{value.denominator}}}", SUM if sign else ATOM
            return str(value), ATOM if value >= 0 else SUM
        case Sym(name=name):
            return symbol(name), ATOM
        case At(name=name, index=index):
            return f"{symbol(name)}_{_index(index)}", ATOM
        case Big():
            sign = r"\sum" if term.kind == "Sum" else r"\prod"
            ends = f"_{{{symbol(term.var)}={latex(term.lo).replace(' ', '')}}}^{_index(term.hi)}"
            return f"{sign}{ends} {_inside(term.body, BIG)}", BIG
        case Op(op="+", args=(first, *rest)):
            parts = [_inside(first, BIG if not _negative(first) else SUM)]
            for part in rest:
                if isinstance(part, Op) and part.op == "neg":
                    parts.append(" - " + _inside(part.args[0], BIG))
                else:
                    parts.append(" + " + _inside(part, BIG))
            return "".join(parts), SUM
        case Op(op="*", args=args):
            return _product(args)
        case Op(op="/", args=(above, below)):
            return rf"\frac{{{latex(above)}}}{{{latex(below)}}}", ATOM
        case Op(op="**", args=(base, exponent)):
            whole = _inside(base, ATOM)
            whole = rf"{{{whole}}}" if "_" in whole and not whole.startswith(r"\left") else whole
            return f"{whole}^{{{latex(exponent).replace(' ', '')}}}", POWER
        case Op(op="neg", args=(a,)):
            return f"-{_inside(a, PRODUCT if not isinstance(a, Big) else BIG)}", SUM
        case Op(op="floor" | "ceil" as op, args=(a,)):
            return rf"\left\l{op} {latex(a)} \right\r{op}", ATOM
        case Op(op="Min" | "Max" as op, args=args):
            return rf"\{op.lower()}\left({', '.join(map(latex, args))}\right)", ATOM
    raise TypeError(f"not a term: {term!r}")


def _product(args: tuple[Term, ...]) -> tuple[str, int]:
    """Factors side by side; a dot only between numbers; a sum or product sign only last."""
    written = ""
    for i, arg in enumerate(args):
        last = i == len(args) - 1
        piece = _inside(arg, BIG if last and i else PRODUCT)
        piece = brackets(piece) if isinstance(arg, Op) and arg.op == "*" else piece
        dot = written[-1:].isdigit() and piece[:1].isdigit() or i and isinstance(arg, Num)
        written += (r" \cdot " if dot else " " if written else "") + piece
    return written, BIG if _ends_big(args[-1]) else PRODUCT


def _ends_big(term: Term) -> bool:
    return isinstance(term, Big)


def _negative(term: Term) -> bool:
    return isinstance(term, Op) and term.op == "neg" or isinstance(term, Num) and term.value < 0
