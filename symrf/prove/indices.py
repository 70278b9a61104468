"""Where indices stand: what the bodies of sums and products take from them, and where their ranges begin and end."""

from __future__ import annotations

from fractions import Fraction

from symrf.prove.algebra import ONE, ZERO, Poly, add, atom, atoms_of, closed, const, mul, opened, sub
from symrf.prove.certificate_terms import text, text_of

OWN = atom("#", 0)
_OWN = next(iter(OWN))[0]


def place(end: str, bound: Poly, pivot: str) -> tuple[tuple, Fraction]:
    """A bound as (end, what is not constant), constant; only for bounds that hold the pivot."""
    key = frozenset((m, c) for m, c in bound if m)
    offset = sum((c for m, c in bound if not m), Fraction(0))
    holds = any(a == ("var", pivot) for m, _ in bound for a, _e in m)
    return ((end, key) if holds else ("", ZERO)), offset


def targets(polys: list[Poly], pivot: str) -> dict[tuple, Fraction]:
    """Where the ranges should start and end: the latest start and the earliest end that occur."""
    found: dict[tuple, Fraction] = {}
    for poly in polys:
        for a in atoms_of(poly):
            if a[0] not in ("sum", "prod"):
                continue
            for end, bound, choose in (("lo", a[1], max), ("hi", a[2], min)):
                key, offset = place(end, bound, pivot)
                if key[0]:
                    found[key] = choose(found.get(key, offset), offset)
    return found


def takes_own(poly: frozenset) -> bool:
    """Whether a body takes the index of its own binder."""
    return ("#", 0) in _bound(poly)


def own_atoms(monomial: frozenset) -> frozenset:
    """The part of a monomial that takes the index of its own binder."""
    return frozenset((a, e) for a, e in monomial if ("#", 0) in _bound_atom(a))


def _bound_atom(a: tuple, depth: int = 0) -> set[tuple]:
    if a[0] == "#":
        return {("#", a[1] - depth)}
    found: set[tuple] = set()
    for i, part in enumerate(a):
        if isinstance(part, frozenset):
            found |= _bound(part, depth + (i == 3))
    return found


def _bound(poly: frozenset, depth: int = 0) -> set[tuple]:
    """The indices that the polynomial takes from binders around it."""
    return {b for monomial, _ in poly for a, _e in monomial for b in _bound_atom(a, depth)}


def normal_count(lo: Poly, hi: Poly, body: Poly) -> tuple[str, Poly] | None:
    """How to count otherwise: ("shift", by) or ("reverse", 0); None where the range is counted as it should be.

    The index should stand in the body with the factor 1, and with the smallest offset 0; a body that does not take its
    index is counted from 1. Where it stands with 1 and with -1 both directions are as good: one of them is chosen.
    """
    if not takes_own(body):
        return None if lo == ONE else ("shift", sub(ONE, lo))
    indices, bounds = _indices(body)
    for places in (indices, bounds):
        up = [offset for factor, offset in places if factor == 1]
        if up:
            offset = min(up, key=_smallest)
            if offset:
                return "shift", offset
            down = [sub(offset, add(lo, hi)) for factor, offset in places if factor == -1]
            back = _backwards(body, add(lo, hi, min(down, key=_smallest))) if down else body
            return ("reverse", ZERO) if text(back) < text(body) else None
        if places:
            return ("reverse", ZERO) if all(factor == -1 for factor, _ in places) else None
    return None


def _backwards(body: Poly, total: Poly) -> Poly:
    return closed(opened(body, sub(total, atom("var", "'"))), "'")


def _smallest(offset: Poly) -> tuple[bool, Fraction, str]:
    constant = dict(offset).get(frozenset(), Fraction(0))
    return bool(atoms_of(offset)), constant if not atoms_of(offset) else Fraction(0), text(offset)


def _indices(body: Poly) -> tuple[list[tuple[Fraction, Poly]], list[tuple[Fraction, Poly]]]:
    """Where the body takes its own index: (factor, rest) of the indices of sequences, and of the ends of ranges."""
    sequences, bounds = [], []
    for a in sorted({a for monomial, _ in body for a, _e in monomial}, key=text_of):
        if a[0] == "at":
            sequences += _split(a[2], ZERO)
        if a[0] in ("sum", "prod"):
            bounds += _split(a[1], ZERO) + _split(a[2], ONE)
    return sequences, bounds


def _split(index: Poly, more: Poly) -> list[tuple[Fraction, Poly]]:
    factor = dict(index).get(_OWN, Fraction(0))
    return [(factor, index - mul(const(factor), OWN) + more)] if factor else []
