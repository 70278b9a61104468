"""How far what is said of a network is exact: bounds, and sizes that not every output has."""

from __future__ import annotations

from collections.abc import Iterator

from symrf.derivation.answers.reached import features_for
from symrf.exposition.answer import MEANING
from symrf.exposition.cases import left_open
from symrf.exposition.conditions import spaced, spoken
from symrf.exposition.sentences import Sentence, listed
from symrf.exposition.view import AxisView
from symrf.numbers import expression
from symrf.terms import Rel
from symrf.terms.sympy_form import to_term


def there(axis: AxisView) -> Iterator[Sentence]:
    """From how many features on there are some of the least and of the greatest size, where that is not so of any."""
    few = [fact.symbol for fact in axis.report.range if fact.op != "=="]
    if few:
        field = axis.report.field
        count = max(count for end in ("size_min", "size_max") if (count := features_for(field, end)))
        size = Rel(">=", to_term(expression(field.state.extent.size)), to_term(count))
        reached = (*listed(few), " are reached" if len(few) > 1 else " is reached")
        yield (*reached, f" where there are {count} features or more, ", size)


def gaps(axis: AxisView) -> Iterator[Sentence]:
    """What keeps a field from being exact, and what it depends on."""
    field = axis.report.field
    reason = field.reason if field.status == "exact" else f": {field.reason}" if field.reason else ""
    if field.exact_where:
        where = (piece for one in listed(map(spoken, field.exact_where)) for piece in spaced(one))
        yield ("note: upper-bound, that is so where ", *where, "; otherwise a feature may be computed from less")
    elif field.status != "exact" or reason:
        said = f"note: {MEANING.get(field.status, '')}{reason}"
        before, size, after = said.partition(f" {field.size_symbol},")
        yield (f"{before} ", to_term(field.size_symbol), f",{after}") if size else (said,)
    yield from left(axis)


def reached(axis: AxisView) -> Iterator[Sentence]:
    """Under which conditions a bound is what every feature sees, where some are known."""
    if where := axis.report.field.exact_where:
        said = (piece for one in listed(map(spoken, where)) for piece in spaced(one))
        yield ("with equality where ", *said, "; otherwise a feature may be computed from less")


def left(axis: AxisView) -> Iterator[Sentence]:
    """Of which numbers a maximum or minimum is left."""
    for left in left_open(axis.report):
        yield (f"note: {left}",)
