"""Polynomials over the rationals whose indeterminates are numbers, f(index), sums and products."""

from collections.abc import Callable, Iterable
from fractions import Fraction

MAX_WORK, work = 400_000, [0]

class Refused(Exception):
    """The certificate is not a proof; the message says why."""


class Poly(frozenset):
    """A set of (monomial, coefficient), a monomial being a set of (atom, exponent): equal polynomials are equal.

    Atoms: ("var", name); ("at", f, index), a term of the sequence f; ("sum" | "prod", lo, hi, body) over the integers
    lo <= # <= hi, empty (0 or 1) whenever hi < lo; and in a body ("#", n), the index of the n-th binder around it.
    """

    def __add__(self, other: "Poly") -> "Poly":
        return collect(len(self) + len(other), (*self, *other))

    def __mul__(self, other: "Poly") -> "Poly":
        pairs = ((dict(m1), m2, c1 * c2) for m1, c1 in self for m2, c2 in other)
        terms = ((frozenset((m1 | {a: m1.get(a, 0) + e for a, e in m2}).items()), c) for m1, m2, c in pairs)
        return collect(len(self) * len(other), terms)

    def __sub__(self, other: "Poly") -> "Poly":  # type: ignore[override]
        return self + const(-1) * other

    def rewrite(self, leaf: Callable[[tuple, int], "Poly"], depth: int = 0) -> "Poly":
        """Replace every number and bound index by leaf(atom, how many binders are around it)."""
        total = const(0)
        for monomial, c in self:
            term = const(c)
            for a, exponent in monomial:  # of an atom's parts only a body, the last of four, lies inside a binder
                inner = (x.rewrite(leaf, depth + (i == 3)) if type(x) is Poly else x for i, x in enumerate(a))
                image = leaf(a, depth) if a[0] in ("var", "#") else atom(*inner)
                for _ in range(exponent):
                    term = term * image
            total += term
        return total

    def substitute(self, values: dict[str, "Poly"]) -> "Poly":  # values hold no bound index: nothing is captured
        return self.rewrite(lambda a, _: values.get(a[1], atom(*a)))

    def opened(self, value: "Poly") -> "Poly":  # this body of a sum or product at the index `value`
        return self.rewrite(lambda a, depth: value if a == ("#", depth) else atom(*a))

    def closed(self, name: str) -> "Poly":  # the inverse: the number `name` becomes the bound index
        return self.rewrite(lambda a, depth: atom("#", depth) if a == ("var", name) else atom(*a))

    def atoms(self) -> set[tuple]:  # at every depth
        top = {a for monomial, _ in self for a, _ in monomial}
        return top.union(*(part.atoms() for a in top for part in a if type(part) is Poly))


def collect(count: int, terms: Iterable[tuple[frozenset, int | Fraction]]) -> Poly:
    work[0] += count + 1
    if work[0] > MAX_WORK:
        raise Refused("too much work: what it multiplies out has more terms than are checked")
    total: dict[frozenset, int | Fraction] = {}
    for monomial, c in terms:
        total[monomial] = total.get(monomial, 0) + c
    return Poly((m, c) for m, c in total.items() if c)


def const(value: int | Fraction) -> Poly:
    return Poly({(frozenset(), value)} if value else ())


def atom(*parts: object) -> Poly:
    return Poly({(frozenset({(parts, 1)}), 1)})
