"""Division in the kernel's terms: a quotient becomes a product with a reciprocal, a sequence of its own.

The reciprocal t of a parameter is any sequence with s[l] t[l] = 1 in every layer: there is one, as s >= 1. So it is
for K, and on maps for r and R, which are at least 1 (size-at-least-one, span-at-least-kernel). That of a product of
strides, S or J, is defined by a recurrence, and that it is one is a step that is proved. b^(-m) is (1/b)^m.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from symrf.statement import NotExpressible
from symrf.terms import At, Big, Num, Op, Rel, Term, names, text
from symrf.terms.parse import number
from symrf.terms.tree import rebuilt, walk
from symrf.theorem import Theorem

ONE = Num(Fraction(1))
PREFIX = "inv_"
NEVER_ZERO = "ksdKrR"
STRIDES = {
    "S": ("inv_S[L] == 1", "inv_S[l-1] == inv_s[l]*inv_S[l]"),
    "J": ("inv_J[0] == 1", "inv_J[l] == inv_J[l-1]*inv_s[l]"),
}
FACTS = (
    "J[l]*inv_s[l] == J[l-1]",
    "S[l-1]*inv_s[l] == S[l]",
    "J[l]*S[l] == S[0]",
    "S[l]*inv_S[l] == 1",
    "J[l]*inv_J[l] == 1",
    "S[0]*inv_S[l] == J[l]",
    "S[0]*inv_J[l] == S[l]",
    "J[l]*inv_S[0] == inv_S[l]",
    "u[l] == uL*S[l] - P[l]",
    "r[0] == R[l] + J[l]*(r[l] - 1)",
)
"""What may help, each proved before it is used."""


def divides(theorem: Theorem) -> bool:
    """Whether something is divided by what is no number."""
    return any(
        isinstance(part, Op) and (_lowered(part) or part.op == "/" and number(part.args[1]) is None)
        for tree in theorem.claims()
        for part in walk(tree)
    )


def _lowered(power: Op) -> bool:
    """Whether it is b**(-m), m no number."""
    exponent = power.args[-1]
    return power.op == "**" and isinstance(exponent, Op) and exponent.op == "neg" and number(exponent) is None


def multiplied(theorem: Theorem) -> Theorem:
    """The theorem with reciprocals in place of divisors; NotExpressible where a divisor might be 0."""
    claims = [Rel(tree.op, _products(tree.left), _products(tree.right)) for tree in theorem.claims()]
    letters = set().union(*(names(tree)[1] for tree in claims))
    if any(letter.startswith(PREFIX) for tree in theorem.claims() for letter in names(tree)[1]):
        raise NotExpressible(f"a sequence is called {PREFIX}…, as a reciprocal is")
    strides = [letter for letter in STRIDES if PREFIX + letter in letters]
    parameters = [x for x in NEVER_ZERO if PREFIX + x in letters or x == "s" and strides]
    known = letters | ({"J", "S"} if strides else set()) - ({"inv_s"} if strides else set())
    facts = tuple(fact for fact in FACTS if _letters(fact) <= known)
    return replace(
        theorem,
        statement=tuple(map(text, claims)),
        assume=(*theorem.assume, *(f"{x}[m]*{PREFIX}{x}[m] == 1" for x in parameters)),
        define=(*theorem.define, *(STRIDES[x] for x in strides)),
        carry=(*facts, *theorem.carry),
    )


def _letters(fact: str) -> set[str]:
    from symrf.theorem import claim

    return names(claim(fact))[1]


def _products(tree: Term) -> Term:
    """The tree without divisors."""
    match tree:
        case Op(op="/", args=(above, below)) if number(below) is None:
            return Op("*", (_products(above), _reciprocal(below)))
        case Op(op="**", args=(base, Op(op="neg", args=(exponent,)))) if number(exponent) is None:
            return Op("**", (_reciprocal(base), _products(exponent)))
    return rebuilt(tree, _products)


def _reciprocal(tree: Term) -> Term:
    """1/tree, for a product of what is never 0."""
    value = number(tree)
    if value:
        return Num(1 / value)
    match tree:
        case At(name=name, index=index) if name in NEVER_ZERO or name in STRIDES:
            return At(PREFIX + name, index)
        case Op(op="*", args=args):
            return Op("*", tuple(map(_reciprocal, args)))
        case Op(op="/", args=(above, below)):
            return Op("*", (_reciprocal(above), below))
        case Op(op="**", args=(base, exponent)):
            return Op("**", (_reciprocal(base), exponent))
        case Big(kind="Product"):
            return Big("Product", _reciprocal(tree.body), tree.var, tree.lo, tree.hi)
    known = "numbers and by products of k, s, d, K, r, R, S and J"
    raise NotExpressible(f"the kernel divides by {known}, not by {text(tree)}")
