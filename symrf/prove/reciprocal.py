"""Division in the kernel's terms: a quotient becomes a product with a reciprocal, a sequence of its own.

The reciprocal t of a parameter is any sequence with s[l] t[l] = 1 in every layer: there is one, as s >= 1. So it is
for K, and on maps for r and R, which are at least 1 (size-at-least-one, span-at-least-kernel). That of a product of
strides, S or J, is defined by a recurrence, and that it is one is a step that is proved. b^(-m) is (1/b)^m.
"""

from __future__ import annotations

from dataclasses import replace

from symrf.prove.pairs import RECIPROCAL
from symrf.statement import NotExpressible
from symrf.terms import At, Big, Num, Op, Rel, Term, names, text
from symrf.terms.parse import number
from symrf.terms.tree import ONE, plus, rebuilt, times, walk
from symrf.theorem import Theorem

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
    claims = [rebuilt(tree, _products) for tree in theorem.claims()]
    letters = set().union(*(names(tree)[1] for tree in claims))
    if any(letter.startswith(RECIPROCAL) for tree in theorem.claims() for letter in names(tree)[1]):
        raise NotExpressible(f"a sequence is called {RECIPROCAL}…, as a reciprocal is")
    strides = [letter for letter in STRIDES if RECIPROCAL + letter in letters]
    parameters = [x for x in NEVER_ZERO if RECIPROCAL + x in letters or x == "s" and strides]
    known = letters | ({"J", "S"} if strides else set()) - ({"inv_s"} if strides else set())
    facts = tuple(fact for fact in FACTS if _letters(fact) <= known)
    return replace(
        theorem,
        statement=tuple(map(text, claims)),
        assume=(*theorem.assume, *(f"{x}[m]*{RECIPROCAL}{x}[m] == 1" for x in parameters)),
        define=(*theorem.define, *(STRIDES[x] for x in strides)),
        carry=(*facts, *theorem.carry),
    )


def without_divisors(tree: Rel) -> tuple[Rel, tuple[Term, ...]]:
    """An equation times those of its divisors that may be 0, and these: where none of them is 0, it says the same.

    Others, and what divides inside a sum or what is rounded, stay as they are.

    >>> from symrf.theorem import claim
    >>> cleared, (divisor,) = without_divisors(claim("(S[0] - 1)/(s[1] - 1) == 1 + s[1]"))
    >>> text(cleared), not_zero(divisor)
    ('S[0] - 1 == (1 + s[1])*(s[1] - 1)', 's[1] >= 2')
    """
    if tree.op != "==":
        return tree, ()
    (left, a), (right, b) = _quotient(tree.left), _quotient(tree.right)
    if a == b:
        return Rel("==", left, right), tuple(dict.fromkeys(a))
    return Rel("==", times([left, *b]), times([right, *a])), tuple(dict.fromkeys((*a, *b)))


def not_zero(divisor: Term) -> str:
    """The condition that a divisor is not 0."""
    match divisor:
        case Op(op="+", args=(At(name=name) as term, Op(op="neg", args=(one,)))) if one == ONE:
            if name in NEVER_ZERO or name in STRIDES:
                return f"{text(term)} >= 2"
    return f"{text(divisor)} != 0"


def _quotient(tree: Term) -> tuple[Term, tuple[Term, ...]]:
    """The tree as a quotient: what is above, and the factors below that may be 0."""
    match tree:
        case Op(op="/", args=(above, below)):
            over, under = _quotient(above)
            try:
                _reciprocal(below)
            except NotExpressible:
                return over, (*under, below)
            return Op("/", (over, below)), under
        case Op(op="neg", args=(inner,)):
            over, under = _quotient(inner)
            return Op("neg", (over,)), under
        case Op(op="*", args=args):
            parts = [_quotient(part) for part in args]
            return times([over for over, _ in parts]), tuple(one for _, under in parts for one in under)
        case Op(op="+", args=args):
            parts = [_quotient(part) for part in args]
            if len({under for _, under in parts}) == 1:
                return plus([over for over, _ in parts]), parts[0][1]
            others = [[one for n, (_, under) in enumerate(parts) if n != m for one in under] for m in range(len(parts))]
            scaled = [times([over, *rest]) for (over, _), rest in zip(parts, others, strict=True)]
            return plus(scaled), tuple(one for _, under in parts for one in under)
    return tree, ()


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
            return At(RECIPROCAL + name, index)
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
