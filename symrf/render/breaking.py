r"""Long formulas over several lines: where LaTeX may end a line, and how wide a piece comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from symrf.exposition.instance import Step
from symrf.terms import Op, Rel, Term, inline, latex
from symrf.terms.latex import RELATION, brackets, width
from symrf.terms.printer import signed
from symrf.terms.tree import ONE, summands

LINE = 68.0
"""How wide a line may be, in digits: next to a left side of the USUAL width it fills the text of a plain article."""

USUAL = 4.0
GAP = 6.0
r"""A \qquad and a comma, in digits; also a brace before cases and what stands between them."""

HIGH = 32
"""How high a formula may be that no page can end in, in lines."""

Write = Callable[[Term], str]


def relation(claim: Rel, *beside: Rel, limit: float = LINE) -> str:
    """A claim as lines of an aligned or align* environment, none wider than `limit`, others beside the end of it."""
    left, sign = latex(claim.left), RELATION[claim.op]
    used = width(left) - USUAL
    short = used <= limit / 2 or used + width(latex(claim.right)) <= limit
    every = broken((claim.right,), limit - max(used, 0)) if short else sides(claim, limit)
    for other in map(latex, beside):
        if (max(used, 0) if short else 0) + width(every[-1]) + GAP + width(other) <= limit:
            every[-1] += rf", \qquad {other}"
        else:
            every[-1:] = [f"{every[-1]},", other]
    if short:
        return aligned(left, sign, every)
    return " \\\\\n".join([f"&{every[0]}", *(rf"&\quad {line}" for line in every[1:])])


def enclosed(claim: Rel, limit: float) -> str:
    """A condition in brackets, as a row without a sign, or several where it is wider than `limit`."""
    first, *rest = [latex(claim)] if width(latex(claim)) <= limit else sides(claim, limit)
    return " \\\\\n".join([rf"&\quad ({first}", *(rf"&\qquad {line}" for line in rest)]) + ")"


def sides(claim: Rel, limit: float, write: Write = latex) -> list[str]:
    """A relation as lines, its sign at the beginning of the one at which the right side begins."""
    first, *lefts = broken((claim.left,), limit, write)
    right, *rights = broken((claim.right,), limit, write)
    return [first, *(rf"{{}} {line}" for line in lefts), f"{RELATION[claim.op]} {right}",
            *(rf"{{}} {line}" for line in rights)]  # fmt: skip


def stacked(rows: Sequence[str], limit: float = LINE, below: Sequence[str] = ()) -> str:
    """Rows one under the other: aligned at their signs where that is no wider than `limit`, else at their beginnings.

    below: rows without a sign.
    """
    every = [line for row in (*rows, *below) for line in row.partition(r"\begin")[0].split(" \\\\\n")]
    lines = [line.partition("&")[::2] for line in every]
    wide = max(width(left) for left, _ in lines) + max(width(right) for _, right in lines) > limit + USUAL
    if len(lines) > 1 and (wide or any(row.startswith("&") for row in rows)):
        rows = [row if row.startswith("&") else "&" + row.replace("&", "", 1) for row in rows]
    return " \\\\\n".join([*rows, *below])


def chained(left: Term, steps: list[Step], limit: float = LINE) -> str:
    """left = step = step …, each on lines of its own; a step that looks like the one before is left out."""
    rows = [broken(step, limit) for step in steps]
    rows = [row for i, row in enumerate(rows) if row not in rows[:i]]
    return " \\\\\n".join(aligned(latex(left) if i == 0 else "", "=", row) for i, row in enumerate(rows))


def by_case(left: Term, rows: Sequence[tuple[Term, Sequence[Rel]]], limit: float | None = LINE) -> list[str]:
    """left = one value or another, with the conditions of each; below the value where they do not fit beside it.

    Where that is higher than a page, in parts between which a page may end.
    """
    beside = limit is None or case_width(left, rows) <= limit
    if limit is None or beside:
        every = [rf"{value} & \text{{where }} {when}" for value, when in _columns(rows)]
    else:
        room = limit - max(width(latex(left)) - USUAL, 0) - GAP
        every = [" \\\\\n".join(_case(value, when, room)) for value, when in rows]
    parts: list[list[str]] = [[]]
    for one in every:
        if parts[-1] and limit is not None and sum(map(height, [*parts[-1], one])) > HIGH:
            parts.append([])
        parts[-1].append(one)
    end = " \\\\\n" if beside else " \\\\[1ex]\n"
    return [f"{latex(left)} &= \\begin{{cases}}\n{end.join(part)}\n\\end{{cases}}" for part in parts]


def height(written: str) -> int:
    """Roughly how high rows come out, in lines: one with a fraction or a sum is as high as two."""
    return sum(1 + any(tall in line for tall in (r"\frac", r"\sum", r"\prod")) for line in written.split("\n"))


def case_width(left: Term, rows: Sequence[tuple[Term, Sequence[Rel]]]) -> float:
    """How wide cases are with their conditions beside them, next to a left side of the USUAL width."""
    taken = sum(max(map(width, column)) for column in zip(*_columns(rows), strict=True))
    return width(latex(left)) - USUAL + taken + 2 * GAP


def _columns(rows: Sequence[tuple[Term, Sequence[Rel]]]) -> list[tuple[str, str]]:
    return [(inline(value), ", ".join(map(inline, when))) for value, when in rows]


def _case(value: Term, when: Sequence[Rel], limit: float) -> Iterator[str]:
    """The lines of a value, then those of its conditions."""
    first, *rest = broken((value,), limit, inline)
    yield first
    yield from (rf"\quad {{}} {line}" for line in rest)
    for i, one in enumerate(when):
        comma = "," * (i < len(when) - 1)
        whole = inline(one)
        begin, *more = [whole] if width(whole) + GAP <= limit else sides(one, limit - GAP, inline)
        *lines, last = [rf"\qquad {line}" if line[:2] == "{}" else rf"\qquad {{}} {line}" for line in (begin, *more)]
        head = rf"\quad \text{{where }} {begin}" if i == 0 else rf"\qquad {begin}"
        yield from [head + comma] if not more else [head, *lines[1:], last + comma]


def aligned(left: str, sign: str, lines: list[str]) -> str:
    """One relation, the lines after the first indented."""
    first, *rest = lines
    return " \\\\\n".join([f"{left} &{sign} {first}".lstrip(), *(rf"&\quad {{}} {line}" for line in rest)])


def broken(step: Step, limit: float = LINE, write: Write = latex) -> list[str]:
    """A sum as lines, none wider than `limit` wherever a formula can be broken."""
    lines, here, used = [], "", 0.0
    for piece in _sum(step, limit, write):
        size = width(piece)
        if here and used + size > limit:
            lines.append(here)
            here, used = "", 0.0
        here += (" " if here else "") + piece
        used += size
    return [*lines, here]


def _sum(step: Step, limit: float, write: Write) -> Iterator[str]:
    """Pieces between which a line may end; each term but the first begins with its sign."""
    parts = summands(step[0]) if len(step) == 1 else step
    for i, (minus, part) in enumerate(signed(parts)):
        sign = ("- " if i else "-") if minus else "+ " if i else ""
        first, *rest = _fitting(part, limit - width(sign), write, bracketed=len(parts) > 1 or minus)
        yield sign + first
        yield from rest


def _fitting(term: Term, limit: float, write: Write, bracketed: bool) -> list[str]:
    """A term as one piece where it fits, otherwise cut at its factors, in its numerator or between its arguments."""
    bracketed = bracketed and isinstance(term, Op) and term.op in ("+", "neg")
    whole = write(term)
    if width(whole) <= limit:
        return [brackets(whole) if bracketed else whole]
    match term:
        case Op(op="+") if bracketed:
            return _embraced("(", term, ")", limit, write)
        case Op(op="+"):
            return [*_sum((term,), limit, write)]
        case Op(op="*", args=args):
            return [piece for arg in args for piece in _fitting(arg, limit, write, bracketed=True)]
        case Op(op="/", args=(above, below)) if width(write(below)) <= limit / 2:
            part = write(Op("/", (ONE, below)))
            if write is inline:
                return _embraced("(", above, f"){part[1:]}", limit, write)
            return [part, *_embraced("(", above, ")", limit, write)]
        case Op(op="floor" | "ceil" as op, args=(inner,)):
            return _embraced(rf"\l{op} ", inner, rf"\r{op}", limit, write)
        case Op(op="Min" | "Max" as op, args=args):
            begin = rf"\{op.lower()}\bigl("
            groups = [_fitting(arg, limit - width(f"{begin}),"), write, bracketed=False) for arg in args]
            listed = [[*group[:-1], f"{group[-1]},"] for group in groups[:-1]] + groups[-1:]
            return _between(begin, [piece for group in listed for piece in group], r"\bigr)")
    return [brackets(whole) if bracketed else whole]


def _embraced(before: str, term: Term, after: str, limit: float, write: Write) -> list[str]:
    """The pieces of a term in brackets, which take room too."""
    return _between(rf"\bigl{before}", [*_sum((term,), limit - width(before + after), write)], rf"\bigr{after}")


def _between(before: str, pieces: list[str], after: str) -> list[str]:
    pieces = [before + pieces[0], *pieces[1:]]
    return [*pieces[:-1], pieces[-1] + after]
