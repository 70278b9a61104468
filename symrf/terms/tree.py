"""The tree of a formula. It keeps the order and the brackets that its author chose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
"""What a symbol may be called."""

TURNED = {"==": "==", "<=": ">=", "<": ">", ">=": "<=", ">": "<"}
"""The relation with its sides exchanged."""


@dataclass(frozen=True, slots=True)
class Num:
    """A rational number."""

    value: Fraction


ZERO, ONE = Num(Fraction(0)), Num(Fraction(1))


@dataclass(frozen=True, slots=True)
class Sym:
    """A scalar: L, uL, a bound index, or a symbol of a network."""

    name: str


@dataclass(frozen=True, slots=True)
class At:
    """A term of a sequence: k[l]."""

    name: str
    index: Term


@dataclass(frozen=True, slots=True)
class Op:
    """op is one of + * (two or more arguments), / ** gcd (two), neg floor ceil and those of FEATURE (one), Min Max (one
    or more)."""

    op: str
    args: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Big:
    """Sum or Product of body over the integers lo <= var <= hi; empty (0 or 1) whenever hi < lo."""

    kind: str
    body: Term
    var: str
    lo: Term
    hi: Term


Term = Num | Sym | At | Op | Big


class Head(str):
    """A name as an author's LaTeX has it, printed as it is."""

    __slots__ = ()

    @property
    def plain(self) -> str:
        r"""The same where there is no LaTeX.

        >>> Head(r"\rho").plain, Head(r"\tilde{r}").plain, Head(r"\mathrm{kernel\_size}").plain
        ('rho', 'rtilde', 'kernel_size')
        """
        head, _, below = self.partition(r"_{\mathrm{")
        command, _, inside = head.replace(r"\_", "_").removeprefix("\\").removesuffix("}").partition("{")
        plain = f"{inside}{'' if command in ('', 'mathrm', 'mathit', 'mathsf') else command}"
        return f"{plain}_{below.rstrip('}')}" if below else plain


@dataclass(frozen=True, slots=True)
class Rel:
    """A claim: left op right, op one of == <= < >= >."""

    op: str
    left: Term
    right: Term


Tree = TypeVar("Tree", Term, Rel, Term | Rel)

FEATURE = frozenset({"r", "u", "v", "c", "start", "readers"})
"""What can be asked of one feature of a network, such as u(y), or of one sample, readers(x): operations of one argument
that claims replace."""

LAYER_LETTERS = frozenset("ksdpqK")
"""The sequences that belong to layers 1 … L; all others belong to maps 0 … L."""


def plus(terms: list[Term]) -> Term:
    """The terms added: nothing is 0, a single one stands alone."""
    return Op("+", tuple(terms)) if len(terms) > 1 else terms[0] if terms else ZERO


def summands(term: Term) -> tuple[Term, ...]:
    """What is added up in a sum; what is none, alone."""
    return term.args if isinstance(term, Op) and term.op == "+" else (term,)


def times(factors: list[Term]) -> Term:
    """The factors multiplied: nothing is 1, a single one stands alone, products among them are taken apart."""
    flat = [part for f in factors for part in (f.args if isinstance(f, Op) and f.op == "*" else (f,))]
    return Op("*", tuple(flat)) if len(flat) > 1 else flat[0] if flat else ONE


def within(first: Term, what: Term, last: Term) -> Rel:
    """first <= what <= last, as it is printed; it is never parsed."""
    return Rel("<=", Rel("<=", first, what), last)  # type: ignore[arg-type]


def negated(term: Term) -> Term:
    """Minus the term, without two signs in a row."""
    match term:
        case Op(op="neg", args=(inner,)):
            return inner
        case Num(value=value) if value <= 0:
            return Num(-value)
    return Op("neg", (term,))


def children(term: Term | Rel) -> tuple[Term, ...]:
    """The immediate parts of a tree."""
    match term:
        case At():
            return (term.index,)
        case Op():
            return term.args
        case Big():
            return (term.lo, term.hi, term.body)
        case Rel():
            return (term.left, term.right)
    return ()


def rebuilt(tree: Tree, change: Callable[[Term], Term]) -> Tree:
    """The tree with each of its immediate parts changed, of a relation both sides; binders keep their names."""
    if isinstance(tree, Rel):
        return Rel(tree.op, change(tree.left), change(tree.right))
    match tree:
        case At(name=name, index=inner):
            return At(name, change(inner))
        case Op(op=op, args=args):
            return Op(op, tuple(map(change, args)))
        case Big():
            return Big(tree.kind, change(tree.body), tree.var, change(tree.lo), change(tree.hi))
    return tree


def put(tree: Tree, values: Mapping[Any, Term]) -> Tree:
    """The tree with terms for terms; what a Sum or Product binds is left alone."""
    if not isinstance(tree, Rel) and tree in values:
        return values[tree]
    if isinstance(tree, Big):
        inner = {old: new for old, new in values.items() if tree.var not in names(old)[0]}
        return Big(tree.kind, put(tree.body, inner), tree.var, put(tree.lo, values), put(tree.hi, values))
    return rebuilt(tree, lambda part: put(part, values))


def walk(term: Term | Rel) -> Iterator[Term | Rel]:
    """The tree and every part of it."""
    stack: list[Term | Rel] = [term]
    while stack:
        here = stack.pop()
        yield here
        stack.extend(reversed(children(here)))


def names(term: Term | Rel) -> tuple[set[str], set[str]]:
    """(free scalars, sequences) that the tree mentions."""
    match term:
        case Sym():
            return {term.name}, set()
        case Big():
            (low, s1), (high, s2), (body, s3) = map(names, children(term))
            return low | high | body - {term.var}, s1 | s2 | s3
    scalars: set[str] = set()
    sequences = {term.name} if isinstance(term, At) else set()
    for part in children(term):
        inner = names(part)
        scalars |= inner[0]
        sequences |= inner[1]
    return scalars, sequences
