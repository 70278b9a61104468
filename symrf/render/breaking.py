r"""Long formulas over several lines: where LaTeX may end a line, and how wide a piece comes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symrf.exposition.instance import Step
from symrf.terms import Num, Op, Rel, Term, inline, latex
from symrf.terms.latex import RELATION, brackets, width
from symrf.terms.printer import signed

LINE = 92.0
"""How wide a line may be, in digits: next to a left side of the USUAL width it fills the text of an A4 page."""

USUAL = 4.0


def relation(claim: Rel, *beside: Rel, limit: float = LINE) -> str:
    """A claim as lines of an aligned or align* environment, none wider than `limit`, others beside the end of it."""
    left, sign = latex(claim.left), RELATION[claim.op]
    ending = "".join(rf", \qquad {latex(other)}" for other in beside)
    used = width(left) - USUAL
    if used <= limit / 2 or used + width(latex(claim.right)) <= limit:
        *lines, last = broken((claim.right,), limit - max(used, 0))
        return aligned(left, sign, [*lines, last + ending])
    first, *rest = broken((claim.left,), limit)
    *lines, last = broken((claim.right,), limit)
    indented = [*(rf"{{}} {line}" for line in rest), *([*lines, last + ending])]
    indented[len(rest)] = f"{sign} {indented[len(rest)]}"
    return " \\\\\n".join([f"&{first}", *(rf"&\quad {line}" for line in indented)])


def chained(left: Term, steps: list[Step], limit: float = LINE) -> str:
    """left = step = step …, each on lines of its own; a step that looks like the one before is left out."""
    rows = [broken(step, limit) for step in steps]
    rows = [row for i, row in enumerate(rows) if row not in rows[:i]]
    return " \\\\\n".join(aligned(latex(left) if i == 0 else "", "=", row) for i, row in enumerate(rows))


def by_case(left: Term, rows: Sequence[tuple[Term, Sequence[Rel]]]) -> str:
    """left = one value or another, with the conditions of each."""
    written = (rf"{inline(value)} & \text{{where }} {', '.join(map(inline, when))}" for value, when in rows)
    inner = " \\\\\n".join(written)
    return f"{latex(left)} &= \\begin{{cases}}\n{inner}\n\\end{{cases}}"


def aligned(left: str, sign: str, lines: list[str]) -> str:
    """One relation, the lines after the first indented."""
    first, *rest = lines
    return " \\\\\n".join([f"{left} &{sign} {first}".lstrip(), *(rf"&\quad {{}} {line}" for line in rest)])


def broken(step: Step, limit: float = LINE) -> list[str]:
    """A sum as lines, none wider than `limit` wherever a formula can be broken."""
    lines, here, used = [], "", 0.0
    for piece in _sum(step, limit):
        size = width(piece)
        if here and used + size > limit:
            lines.append(here)
            here, used = "", 0.0
        here += (" " if here else "") + piece
        used += size
    return [*lines, here]


def _sum(step: Step, limit: float) -> Iterator[str]:
    """Pieces between which a line may end; each term but the first begins with its sign."""
    only = step[0] if len(step) == 1 else None
    parts = only.args if isinstance(only, Op) and only.op == "+" else step
    for i, (minus, part) in enumerate(signed(parts)):
        sign = ("- " if i else "-") if minus else "+ " if i else ""
        first, *rest = _fitting(part, limit, bracketed=len(parts) > 1 or minus)
        yield sign + first
        yield from rest


def _fitting(term: Term, limit: float, bracketed: bool) -> list[str]:
    """A term as one piece where it fits, otherwise cut at its factors, in its numerator or between its arguments."""
    bracketed = bracketed and isinstance(term, Op) and term.op in ("+", "neg")
    whole = latex(term)
    if width(whole) <= limit:
        return [brackets(whole) if bracketed else whole]
    match term:
        case Op(op="+"):
            pieces = list(_sum((term,), limit))
            return _embraced("", pieces) if bracketed else pieces
        case Op(op="*", args=args):
            return [piece for arg in args for piece in _fitting(arg, limit, bracketed=True)]
        case Op(op="/", args=(above, Num(value=value))):
            return [rf"\frac{{1}}{{{value}}}", *_embraced("", list(_sum((above,), limit)))]
        case Op(op="Min" | "Max" as op, args=args):
            groups = [_fitting(arg, limit, bracketed=False) for arg in args]
            listed = [[*group[:-1], f"{group[-1]},"] for group in groups[:-1]] + groups[-1:]
            return _embraced(rf"\{op.lower()}", [piece for group in listed for piece in group])
    return [brackets(whole) if bracketed else whole]


def _embraced(head: str, pieces: list[str]) -> list[str]:
    first, *rest = pieces
    if not rest:
        return [rf"{head}\bigl({first}\bigr)"]
    return [rf"{head}\bigl({first}", *rest[:-1], rf"{rest[-1]}\bigr)"]
