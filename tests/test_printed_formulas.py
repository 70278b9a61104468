"""Formulas that stand in public pages: each, typed as it is printed, gets its verdict."""

import pytest

from symrf.claims import check
from symrf.errors import SymrfError
from symrf.published.entries import all_published
from symrf.verification.result import PROVED, REFUTED
from tests.printed import NOT_READ, PRINTED
from tests.tools import some


def test_there_are_sixty_printed_formulas() -> None:
    assert len({formula for formula, *_ in PRINTED}) >= 60
    assert not {formula for formula, *_ in PRINTED} & {one.formula for e in all_published() for one in e.sources}


@pytest.mark.parametrize(("formula", "verdict", "holds"), some(PRINTED, 12))
def test_a_verdict_on_what_is_printed(formula: str, verdict: str, holds: str) -> None:
    found = check(formula)
    assert (found.verdict, " ".join(found.holds_when)) == (verdict, holds)
    assert found.counterexample if verdict == REFUTED else found.routes["kernel"].verdict == PROVED


@pytest.mark.parametrize("formula", NOT_READ)
def test_what_is_not_read_is_said_in_a_line(formula: str) -> None:
    with pytest.raises(SymrfError) as error:
        check(formula)
    assert "\n" not in str(error.value)
