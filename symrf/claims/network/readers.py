"""Claims about how many features read sample x, readers(x): of features of any index, as fewest and most are.

Features S apart in y read samples S apart, so that readers(x + S) is readers(x): where x is a name each remainder is
looked at, or each x in the range that conditions give.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import partial
from math import ceil, floor

from symrf.claims.network.derived import Derived
from symrf.claims.network.every_value import Contradiction, of_each
from symrf.claims.network.quantities import NotKnown, Subject
from symrf.claims.network.under_conditions import judge_given
from symrf.claims.typed.names import READERS, DottedName
from symrf.errors import SymrfError, shown
from symrf.terms import Num, Op, Rel, Sym, Term, names, text
from symrf.terms.parse import number
from symrf.terms.tree import TURNED, ZERO, put, walk
from symrf.verification import Verdict
from symrf.verification.result import OPEN

MOST = 64
"""So many samples are looked at one by one."""


def judge_readers(tree: Rel, derived: Derived, where: tuple[Rel, ...]) -> Verdict:
    """The verdict on a claim about one network, in which readers(x) may stand, x a number or a name of its own."""
    calls = _calls(tree)
    asked = [call.args[0] for call in calls]
    free = {one.name for one in asked if isinstance(one, Sym)}
    if any(not isinstance(one, Sym) and number(one) is None for one in asked) or len(free) > 1:
        raise SymrfError(f"claim: {READERS}(x): x is a whole number or one name, as in {READERS}(x) <= 2")
    if not free:
        return judge_given(_at_numbers(tree), derived, where)
    x = free.pop()
    bounds, others = (tuple(c for c in where if (x in names(c)[0]) is own) for own in (True, False))
    left = names(put(tree, dict.fromkeys(calls, ZERO)))[0]
    if x in left or x in {symbol.name for symbol in derived.domain.symbols.values()}:
        raise SymrfError(f"claim: {shown(x)} is a sample; it stands in {READERS}({x}) and in its bounds only")
    try:
        samples = _samples(x, bounds, derived)
        at = {i: _at_numbers(tree, {Sym(x): Num(Fraction(i))}) for i in samples}
        found = {i: partial(judge_given, one, derived, others) for i, one in at.items()}
        return _named(of_each(x, found), tree, where)
    except NotKnown as why:
        return _named(Verdict("", OPEN, reason=str(why).removeprefix("claim: ")), tree, where)
    except Contradiction:
        return _named(Verdict("", OPEN, reason=f"no {x} meets {', '.join(map(text, bounds))}"), tree, where)


def _calls(tree: Rel) -> set[Op]:
    return {part for part in walk(tree) if isinstance(part, Op) and part.op == READERS}


def _at_numbers(tree: Rel, sample: Mapping[Term, Term] | None = None) -> Rel:
    """With the name readers(3) for what is asked of sample 3."""
    tree, found = put(tree, dict(sample or {})), dict[Term, Term]()
    for call in _calls(tree):
        value = number(call.args[0])
        if value is None or value.denominator != 1:
            raise SymrfError(f"claim: {READERS}({text(call.args[0])}): a sample is a whole number")
        found[call] = Sym(f"{READERS}({value})")
    return put(tree, found)


def _samples(x: str, bounds: tuple[Rel, ...], derived: Derived) -> range:
    """One sample of each remainder by the stride, or those within the bounds."""
    low, high = None, None
    for one in bounds:
        op, other = (one.op, one.right) if one.left == Sym(x) else (TURNED[one.op], one.left)
        bound = number(other)
        if bound is None or Sym(x) not in (one.left, one.right):
            raise SymrfError(f"where {shown(text(one))}: a bound of sample {x} is a number")
        if op in (">=", ">", "=="):
            least = floor(bound) + 1 if op == ">" else ceil(bound)
            low = least if low is None else max(low, least)
        if op in ("<=", "<", "=="):
            greatest = ceil(bound) - 1 if op == "<" else floor(bound)
            high = greatest if high is None else min(high, greatest)
    step = Subject.of(derived, DottedName(derived.network.output, "")).derived("stride")
    try:
        every = int(step)
    except TypeError:
        raise NotKnown(f"which samples differ is known of a stride that is a number, not of {step}") from None
    if not 1 <= every <= MOST:
        raise NotKnown(f"{every} samples differ by their readers; up to {MOST} are looked at one by one")
    first = low if low is not None else high - every + 1 if high is not None else 0
    last = first + every - 1
    return range(first, (last if high is None else min(last, high)) + 1)


def _named(verdict: Verdict, tree: Rel, where: tuple[Rel, ...]) -> Verdict:
    return replace(verdict, name=text(tree), where=tuple(map(text, where)))
