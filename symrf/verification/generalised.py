"""What may imply a claim about map 0 or about L layers, and is easier to prove by induction: the same for every map l.

Suggestions only: whoever takes one up proves it, and proves that the claim follows from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from symrf.terms import At, Big, Op, Rel, Sym, Term
from symrf.terms.parse import number
from symrf.terms.tree import rebuilt

Change = Callable[[Term, str], Term]


def generalisations(tree: Rel, index: str) -> Iterator[tuple[str, Rel, bool]]:
    """(what was done, the claim with a new free index, whether the claim itself is that at L); otherwise at 0."""
    for what, change in WAYS:
        made = Rel(tree.op, change(tree.left, index), change(tree.right, index))
        if made != tree:
            yield what.format(index), made, change is _up_to_map


def _from_map(tree: Term, index: str) -> Term:
    if isinstance(tree, At) and number(tree.index) == 0:
        return At(tree.name, Sym(index))
    return rebuilt(tree, lambda part: _from_map(part, index))


def _with_bounds(tree: Term, index: str) -> Term:
    """Also in the lower bounds of sums and products: a sum from 1 becomes one from l + 1."""
    if isinstance(tree, Big) and number(tree.lo) is not None:
        return Big(tree.kind, _with_bounds(tree.body, index), tree.var, Op("+", (Sym(index), tree.lo)), tree.hi)
    if isinstance(tree, At):
        return _from_map(tree, index)
    return rebuilt(tree, lambda part: _with_bounds(part, index))


def _with_depth(tree: Term, index: str) -> Term:
    """Also in what depends on the number of layers: above map l there are L - l."""
    if tree == Sym("L"):
        return Op("+", (tree, Op("neg", (Sym(index),))))
    if isinstance(tree, At | Big):
        return _from_map(tree, index)
    return rebuilt(tree, lambda part: _with_depth(part, index))


def _up_to_map(tree: Term, index: str) -> Term:
    return Sym(index) if tree == Sym("L") else rebuilt(tree, lambda part: _up_to_map(part, index))


WAYS: tuple[tuple[str, Change], ...] = (
    ("for map {} in place of map 0", _from_map),
    ("for map {} in place of map 0, sums too", _with_bounds),
    ("for map {} in place of map 0, depth too", _with_depth),
    ("for {} in place of L", _up_to_map),
)
