r"""Regions phase by phase, as symrf prints them: y = 16 m + \phi, then u_0 and v_0, each by the cases of \phi."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from symrf.claims.typed.read import TypedClaims
from symrf.errors import SymrfError, typed
from symrf.network import Network
from symrf.terms import Num, Op, Rel, Sym, Term, text
from symrf.terms.tree import ONE, ZERO, plus, put, walk

Read = Callable[[str, Network | None], TypedClaims]

MOST = 64
"""Phases at most: a claim each."""

_WHERE = r"& \text{where }"
_INDENTED = re.compile(r"\\\\\s*\\qq?uad(?![A-Za-z])(\s*\{\})?")
_FEATURE = re.compile(r"\s*\\?[a-z]+ *={1,2} *(\d+) *([a-z]+|\\mu) *\+ *(\\?[a-z]+) *,\s*(?:\\qquad)?")
_CASES = re.compile(r"([^&]*?)={1,2}\s*\\begin\{cases\}(.*?)\\end\{cases\}\s*,?\s*(?:\\qquad)?", re.DOTALL)
_ROW = re.compile(r"(.*?)&\s*\\text\{where \}\s*(?:(\d+) \\le )?(\\?[a-z]+) (?:=|\\le) (\d+)\s*", re.DOTALL)


def by_phase(claim: str, network: Network, read: Read) -> TypedClaims | None:
    r"""A claim for every phase and end; None where the text does not begin with what y is.

    SymrfError where it does, and what follows is not understood, or leaves a phase out.
    """
    begun = _FEATURE.match(claim) if len(claim) < 100 * MOST else None
    if begun is None:
        return None
    period = int(begun[1])
    if not 1 <= period <= MOST:
        raise SymrfError(f"claim {typed(claim)}: {period} phases; at most {MOST} are gone through")
    found: list[Rel] = []
    rest, m = claim[begun.end() :], read(f"0 = {begun[2]}", network).claims[0].right
    while rest.strip():
        cases, line = _CASES.match(rest), rest.partition(r"\qquad")
        if cases:
            rows = [_row(row, begun[3], claim) for row in _rows(cases[2])]
            left, rest = cases[1], rest[cases.end() :]
        else:
            left, _, value = line[0].strip().rstrip(",").partition("=")
            rows, rest = [(value.lstrip("="), 0, period - 1)], line[2]
        values = {phase: value for value, first, last in rows for phase in range(first, last + 1)}
        if sorted(values) != list(range(period)) or len(values) < sum(last - first + 1 for _, first, last in rows):
            raise SymrfError(f"claim {typed(claim)}: its cases are not each phase from 0 to {period - 1} once")
        for phase, value in sorted(values.items()):
            feature = Op("+", (Op("*", (Num(Fraction(period)), m)), Num(Fraction(phase))))
            for one in read(f"{left} = {value}", network).claims:
                found.append(Rel(one.op, put(one.left, {Sym(x): Op(x, (feature,)) for x in "uv"}), one.right))
    return TypedClaims(" ".join(claim.split()), tuple(dict.fromkeys(found)), False)


def by_case(claim: str) -> list[tuple[str, str]] | None:
    r"""A claim and its conditions for every case of the symbols; None where the text is no such claim.

    >>> by_case(r"r_0 = \begin{cases} k & \text{where } k \ge m \\ m & \text{where } m \ge k + 1 \end{cases}")
    [('r_0 = k', 'k \\ge m'), ('r_0 = m', 'm \\ge k + 1')]
    """
    found = None if len(claim) > 100 * MOST or _FEATURE.match(claim) else _CASES.fullmatch(claim.strip())
    if found is None:
        return None
    rows = [row.partition(_WHERE) for row in _rows(found[2])]
    if not all(value.strip() and when.strip() for value, _, when in rows):
        raise SymrfError(rf"claim {typed(claim)}: a case is value & \text{{where }} k \ge m")
    return [(f"{found[1].strip()} = {value.strip()}", when.strip()) for value, _, when in rows]


def covering(cases: Sequence[Sequence[Rel]]) -> Rel:
    """That always all conditions of one case hold, as a claim about whole numbers.

    >>> from symrf.terms import parse, text
    >>> text(covering([[parse("k >= m")], [parse("m > k"), parse("m >= 2")]]))
    'Max(k - m, Min(m - k - 1, m - 2)) >= 0'
    """
    each = [_most("Min", [gap for one in conditions for gap in _gaps(one)]) for conditions in cases]
    return Rel(">=", _most("Max", each), ZERO)


def never(conditions: Sequence[Rel]) -> Rel:
    """That never all of the conditions hold: one of them misses by 1 at least.

    >>> from symrf.terms import parse, text
    >>> text(never([parse("k >= m"), parse("m > k")]))
    'Min(k - m, m - k - 1) <= -1'
    """
    return Rel("<=", _most("Min", [gap for one in conditions for gap in _gaps(one)]), Op("neg", (ONE,)))


def _most(op: str, parts: Sequence[Term]) -> Term:
    return parts[0] if len(parts) == 1 else Op(op, tuple(parts))


def _gaps(one: Rel) -> Iterator[Term]:
    """What is not negative where a condition holds."""
    if one.op in (">", "<") and any(isinstance(part, Op) and part.op == "/" for part in walk(one)):
        raise SymrfError(f"claim: case {typed(text(one))}: write >= or <= where there are fractions")
    less = [Op("neg", (ONE,))] if one.op in (">", "<") else []
    for more, other in ((one.left, one.right), (one.right, one.left)):
        if one.op == "==" or (one.op in (">", ">=")) == (more is one.left):
            yield plus([more, Op("neg", (other,)), *less])


def _rows(cases: str) -> list[str]:
    """One row for every case, whose lines after the first are indented where it takes several."""
    one = _INDENTED.sub(" ", cases.replace(r"\\[1ex]", r"\\")).strip()
    return [row if "&" in row else row.replace(r"\text{where }", _WHERE) for row in one.split(r"\\")]


def _row(row: str, phase: str, claim: str) -> tuple[str, int, int]:
    """A value, and the first and the last phase that have it."""
    found = _ROW.fullmatch(row.strip())
    if found is None or found[3] != phase:
        raise SymrfError(f"claim {typed(claim)}: a case is value & \\text{{where }} 0 \\le {phase} \\le 3")
    last = int(found[4])
    return found[1], last if found[2] is None else int(found[2]), last
