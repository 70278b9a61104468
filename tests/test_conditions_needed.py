"""Of what is said of where a false statement is right, nothing can be left out."""

from dataclasses import replace

import pytest

from symrf.published.entries import all_published
from symrf.refute.compiled import CompiledStatement
from symrf.refute.graded import least
from symrf.theorem import Refutation, Theorem, refutation_names, theorem
from tests.tools import some

FALSE = [*map(theorem, refutation_names()), *(one.stated for one in all_published())]
DROPPED = [
    (condition, dropped) for found in FALSE if isinstance(found, Refutation) for condition in found.conditions
    for dropped in (*condition.assume, *condition.domain) if dropped not in (*found.assume, *found.domain)
]  # fmt: skip


@pytest.mark.parametrize(("condition", "dropped"), some(DROPPED, 6), ids=lambda value: getattr(value, "name", value))
def test_no_condition_is_too_many(condition: Theorem, dropped: str) -> None:
    """Without any one of them the walk finds a network for which the statement is false."""
    fewer = replace(
        condition, assume=tuple(one for one in condition.assume if one != dropped),
        domain=tuple(one for one in condition.domain if one != dropped),
    )  # fmt: skip
    assert least(CompiledStatement(fewer)) is not None
    assert least(CompiledStatement(condition), 200) is None
