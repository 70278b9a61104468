"""A statement is read once: what the writers for the kernel, z3, Coq and the walk say of it is the same statement."""

import pytest

from symrf.prove.statement import statement as for_the_kernel
from symrf.refute.compiled import CompiledStatement
from symrf.refute.measure import Chain
from symrf.statement import Kind, NotExpressible, about_integers, read
from symrf.theorem import Refutation, Theorem, refutation_names, theorem, theorem_names
from symrf.verification.coq.statement import coq_statement
from symrf.verification.smt.statement import z3_statement

EXTREMES = [
    "aligned-branches", "composition-distributes-over-join", "equal-stride-branches", "join-is-hull",
    "unequal-stride-branches", "refuted-largest-path-suffices",
]  # fmt: skip
"""These take the larger of two numbers, and round nothing."""
CIRCLE = (("x[L] == 0", "x[l-1] == y[l] + 1"), ("y[0] == 0", "y[l] == x[l-1]"))


def stated(claim: str, **more: tuple[str, ...]) -> Theorem:
    return Theorem("stated", "", "", (claim,), **more)  # type: ignore[arg-type]


def catalogue() -> list[Theorem]:
    entries = [theorem(name) for name in (*theorem_names(), *refutation_names())]
    known = [one for entry in entries if isinstance(entry, Refutation) for one in entry.known]
    return [entry for entry in (*entries, *known) if entry.statement]


@pytest.mark.parametrize("name", EXTREMES)
def test_the_larger_of_two_is_an_order_and_no_rounding(name: str) -> None:
    """z3 proves these of all reals, which says more; Coq of integers, where it has an order; neither of rationals."""
    found = theorem(name)
    assert (read(found).kind, read(found).rounds) == (Kind.ORDERED, False)
    assert (z3_statement(found).whole, z3_statement(found).ordered, coq_statement(found).whole) == (False, True, True)


def test_all_writers_agree_of_which_numbers_a_statement_is() -> None:
    for entry in catalogue():
        kind = read(entry).kind
        for write, ordered in ((z3_statement, lambda made: made.ordered), (coq_statement, lambda made: made.whole)):
            try:
                assert ordered(write(entry)) is (kind > Kind.RATIONAL), (entry.name, write)
            except NotExpressible:
                continue
        if kind > Kind.RATIONAL:
            with pytest.raises(NotExpressible):
                for_the_kernel(entry)


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (stated("r[l] == count[l]"), Kind.WHOLE),  # counts, although no sign of rounding is written
        (stated("r[l] == 1", network="same"), Kind.WHOLE),  # type: ignore[arg-type]
        (stated("x[l] == 1", define=(("x[0] == 1", "x[l] == floor(x[l-1]/2)"),)), Kind.WHOLE),  # type: ignore[arg-type]
        (stated("r[l] == 1", assume=("k[l] >= 2",)), Kind.ORDERED),
        (stated("r[l] == 1", carry=("r[l] >= 1",)), Kind.ORDERED),
        (stated("Max(r[l], 1) == 1"), Kind.ORDERED),
        (stated("r[l] == 1/2"), Kind.RATIONAL),
    ],
)
def test_kinds(found: Theorem, kind: Kind) -> None:
    assert read(found).kind is kind
    assert about_integers(found) is (kind > Kind.RATIONAL)


def test_what_is_needed_comes_in_order_and_once() -> None:
    needed = read(stated("c[l] == x*r[l]")).needed
    assert needed.scalars == {"L", "uL", "x"}
    assert needed.letters == ("d", "k", "K", "p", "s", "c", "r")
    kernel = for_the_kernel(stated("c[l] == x*r[l]"))
    assert [one["name"] for one in kernel["definitions"]] == ["K", "c", "r"]
    assert (kernel["sequences"], kernel["numbers"]) == (["d", "k", "p", "s"], ["uL", "x"])
    assert CompiledStatement(stated("n[l] == n[l]")).letters == {*"Kkdspqn"}
    assert CompiledStatement(stated("n[l] == n[l]")).needs_input


def test_an_integer_may_be_called_as_an_index_is() -> None:
    """In all readings: a statement about t copies names no index t."""
    found = stated("r[0] + t == t + r[0]", integers=("t",))
    assert read(found).goals[0].index is None
    kernel = for_the_kernel(found)
    assert (kernel["goals"][0]["for"], kernel["numbers"]) == ([], ["t"])
    assert z3_statement(found).claims[0].var is None
    assert coq_statement(found).integers == ["L", "t"]


def test_a_condition_about_another_index_is_left_out_of_proofs_and_refutes_nothing() -> None:
    found = stated("r[0] == 1", domain=("k[l] == 1", "s[l] == 1"))
    assert (read(found).goals[0].when, read(found).goals[0].more) == ((), True)
    assert CompiledStatement(found).check(Chain(((3, 1, 1, 0, 0),)), {}) == (0, None)
    kept = stated("r[l-1] == 1", domain=("k[l] == 1",))
    assert [len(kept_by.when) for kept_by in (read(kept).goals[0], z3_statement(kept).claims[0])] == [1, 1]
    assert CompiledStatement(kept).check(Chain(((3, 1, 1, 0, 0),)), {}) == (0, None)
    assert CompiledStatement(kept).check(Chain(((1, 1, 1, 0, 0),)), {})[0] == 1


@pytest.mark.parametrize("write", [for_the_kernel, z3_statement, coq_statement, lambda s: CompiledStatement(s).letters])
@pytest.mark.parametrize(
    ("define", "reason"),
    [
        (CIRCLE, "the definitions of x and y go in a circle"),
        (CIRCLE[:1] * 2, "x is defined twice"),
        ((("r[L] == 1", "r[l-1] == r[l]"),), "r is defined twice"),
        ((("x[0] == 1", "x[2*l] == x[l]"),), "write x"),
        ((("y[0] == 1", "x[l] == x[l-1]"),), "no first value of x"),
        ((("", "x[l-1] == k[l]"),), "write x"),
    ],
)
def test_what_defines_nothing_is_refused_by_all_in_the_same_words(write, define, reason) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotExpressible, match=reason):
        write(stated("x[0] == 1", define=define))
