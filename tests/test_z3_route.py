"""The z3 route: it proves the catalogue from its statements, and no mutant of it."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from symrf.theorem import Refutation, Theorem, refutation_names, theorem, theorem_names
from symrf.verification.routes import z3 as z3_route
from tests.counterexamples import fails
from tests.floors import imported
from tests.tools import ROOT, optional, some

ONLY_THE_WALK_KNOWS = {"refuted-clip-at-input", "refuted-size-counts-features"}
"""Refutations about quantities without a recurrence."""


@pytest.fixture(autouse=True)
def _z3() -> None:
    optional("z3")


def stated(*statement: str, **parts: Any) -> Theorem:
    """A theorem made for one test."""
    return Theorem("made-for-a-test", "", "", statement, **parts)


def verdict(found: Theorem) -> str:
    return str(z3_route.run(found)["verdict"])


# ---- what is proved


@pytest.mark.parametrize("name", some(theorem_names(), 12, 1))
def test_the_catalogue_is_proved(name: str) -> None:
    said = z3_route.run(theorem(name))
    if not theorem(name).statement:
        assert said["verdict"] == "inapplicable", said
        return
    assert (said["verdict"], said.get("reason")) == ("proved", None)
    assert said["from"] == "statement"
    assert said["obligations"]


def test_what_is_proved_of_the_size() -> None:
    size = z3_route.run(theorem("size"))["obligations"]
    assert size[-2:] == ["claim 1, l = L", "claim 1, from l to l - 1"]
    assert "first term out of Product(s[m], (m, a, b)): one term more" in size
    assert any(name.startswith("factor out of Sum") for name in size)


def test_one_layer_equivalent_is_proved_for_every_depth() -> None:
    names = z3_route.run(theorem("one-layer-equivalent"))["obligations"]
    assert "only finitely many windows fit" in names
    assert names[-2:] == [
        "claim 1 for map l' in place of map 0, l' = L",
        "claim 1 for map l' in place of map 0, from l' to l' - 1",
    ]


@pytest.mark.parametrize(
    "true",
    some([
        stated("r[0] == 1 + Sum((K[l] - 1)*Product(s[i], (i, 1, l - 1)), (l, 1, L))"),
        stated("Sum(m**2, (m, 1, L)) == L*(L + 1)*(2*L + 1)/6"),
        stated("Sum(2**m, (m, 0, L - 1)) == 2**L - 1"),
        stated("Product(s[i], (i, 1, l))*Product(s[i], (i, l+1, L)) == Product(s[i], (i, 1, L))"),
        stated("h[l] == S[l]/2", define=(("h[L] == 1/2", "h[l-1] == s[l]*h[l]"),)),
        stated("r[l] >= 1"),
        stated("(n[l] - 1)*s[l] + K[l] - n[l-1] - p[l] <= q[l]"),
        stated("n[L] == n[0]", assume=("s[m] == 1", "p[m] + q[m] == K[m] - 1")),
        stated("floor(x/2) + ceil(x/2) == x", integers=("x",)),
        stated("S1*Min(a, b) == Min(S1*a, S1*b)", domain=("S1 >= 1",)),
        stated("r[0] == 1 + 2*L", assume=("K[m] == kbar", "s[m] == 1", "kbar == 3")),
    ], 2),
    ids=lambda t: t.statement[0],
)  # fmt: skip
def test_other_truths_are_proved(true: Theorem) -> None:
    assert verdict(true) == "proved"


def test_conditions_of_refutations_are_proved() -> None:
    """Where they have recurrences, and but for one that needs two inductions, one inside the other."""
    refutations = [found for name in refutation_names() if isinstance(found := theorem(name), Refutation)]
    known = [t for found in refutations for t in (found.gap, *found.conditions) if t is not None]
    said = {t.name: z3_route.run(t) for t in known}
    assert "refuted" not in {result["verdict"] for result in said.values()}
    unproved = {name for name, result in said.items() if result["verdict"] != "proved"}
    assert unproved <= {"product-index-if-unit-strides", "clip-at-input-if-dense", "size-counts-features-if-dense"}


# ---- what is not proved

SIZE = "r[l] == 1 + Sum((K[m] - 1)*Product(s[i], (i, l+1, m-1)), (m, l+1, L))"
LEFT = "u[l] == uL*Product(s[i], (i, l+1, L)) - Sum(p[m]*Product(s[i], (i, l+1, m-1)), (m, l+1, L))"
ONE_LAYER = "n[L] == floor((n[0] + P[0] + Q[0] - r[0])/S[0]) + 1"

MUTANTS = [
    ("size", SIZE, "(i, l+1, m-1)", "(i, l+1, m)"),
    ("size", SIZE, "(i, l+1, m-1)", "(i, l, m-1)"),
    ("size", SIZE, "(i, l+1, m-1)", "(i, l+2, m-1)"),
    ("size", SIZE, "(m, l+1, L)", "(m, l, L)"),
    ("size", SIZE, "(m, l+1, L)", "(m, l+1, L-1)"),
    ("size", SIZE, "(m, l+1, L)", "(m, l+1, L+1)"),
    ("size", SIZE, "1 + Sum", "Sum"),
    ("size", SIZE, "K[m]", "k[m]"),
    ("size", SIZE, "K[m] - 1", "K[m]"),
    ("size", SIZE, "Product(s[i]", "Product(s[i] + 1"),
    ("size", SIZE, "K[m] - 1", "2*d[m]"),
    ("left-edge", LEFT, "- Sum", "+ Sum"),
    ("left-edge", LEFT, "uL*", ""),
    ("left-edge", LEFT, "p[m]", "q[m]"),
    ("left-edge", LEFT, "(i, l+1, L)) -", "(i, l+1, L-1)) -"),
    ("effective-stride", "S[l] == Product(s[i], (i, l+1, L))", "l+1", "l"),
    ("center-affine", "c[l] == -P[l] + uL*S[l] + (r[l] - 1)/2", "(r[l] - 1)/2", "r[l]/2"),
    ("forward-backward-bridge", "start[L] + uL*J[L] == c[0] + 1/2", " + 1/2", ""),
    ("start", "start[0] == 1/2", "1/2", "0"),
    ("uniform-layers", "(sbar - 1)*(r[0] - 1) == (Kbar - 1)*(sbar**L - 1)", "sbar**L - 1", "sbar**L - sbar"),
    ("doubling-dilation", "r[0] == 1 + (kbar - 1)*(2**L - 1)", "kbar - 1", "2"),
    ("one-layer-equivalent", ONE_LAYER, " + Q[0]", " + P[0]"),
    ("one-layer-equivalent", ONE_LAYER, "floor", "ceil"),
    ("one-layer-equivalent", ONE_LAYER, "/S[0]", "/J[0]"),
    ("output-size", "n[l] == floor((n[l-1] + p[l] + q[l] - K[l])/s[l]) + 1", "K[l]", "k[l]"),
    ("output-size", "n[l] == floor((n[l-1] + p[l] + q[l] - K[l])/s[l]) + 1", ") + 1", ")"),
    ("output-size", "n[l] == floor((n[l-1] + p[l] + q[l] - K[l])/s[l]) + 1", "floor", "ceil"),
    ("output-size-ceil-mode", "n[l] == ceil((n[l-1] + p[l] + q[l] - K[l])/s[l]) + 1", "", ""),
    ("same-padding", "n[l] == ceil(n[l-1]/s[l])", "ceil", "floor"),
    ("same-padding", "p[l] == floor(Max((n[l] - 1)*s[l] + K[l] - n[l-1], 0)/2)", "p[l]", "q[l]"),
    ("nested-floor", "floor((floor(x/a) + b)/c) == floor((x + a*b)/(a*c))", "x + a*b", "x + b"),
]  # fmt: skip


OUTSIDE = {"(i, l, m-1)", "(m, l, L)", "(m, l+1, L+1)", "l"}


def mutant(name: str, statement: str, old: str, new: str) -> Theorem:
    """The theorem with another statement; what it carries along is left out, as that alone would be proved."""
    found = theorem(name)
    assert old in statement
    parts = {"assume": found.assume, "define": found.define, "domain": found.domain, "integers": found.integers}
    return stated(statement.replace(old, new, 1) if old else statement, network=found.network, **parts)


@pytest.mark.parametrize(("name", "statement", "old", "new"), some(MUTANTS, 8))
def test_mutants_are_refuted(name: str, statement: str, old: str, new: str) -> None:
    """With a counterexample that is complete: the network, rebuilt from what is printed, gives both sides."""
    false = mutant(name, statement, old, new)
    said = z3_route.run(false)
    assert said["verdict"] == "refuted"
    assert fails(false, said["counterexample"])
    assert any(x.startswith("outside ") for x in said["counterexample"]) == (new in OUTSIDE), said["counterexample"]


def test_a_model_that_the_walk_does_not_confirm_refutes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A z3 that lies: of networks, of numbers, of what is outside."""
    search = "symrf.verification.smt.search.counterexample"
    false = stated("r[l] == 1 + Sum((k[m] - 1)*Product(s[i], (i, l+1, m-1)), (m, l+1, L))")
    for model in (
        {"L": 1, "l": 0, "k[1]": 3, "d[1]": 1, "left": 3, "right": 4},
        {"L": 0, "l": 0, "k[1]": 3, "d[1]": 2, "left": 3, "right": 4},
        {"L": 1, "l": 0, "k[1]": 0, "d[1]": 2, "left": -1, "right": 0},
    ):
        monkeypatch.setattr(search, lambda *_, model=model, **__: dict(model))
        for said in (z3_route.run(false), z3_route.refute(false)):
            assert said["verdict"] == "open"
            assert "which a walk does not confirm" in said["reason"]
    monkeypatch.setattr(search, lambda *_, **__: {"L": 1, "l": 0, "k[1]": 3, "d[1]": 2, "left": 0, "right": 0})
    said = z3_route.run(false)["counterexample"]
    assert (said["network"], said["left"], said["right"]) == ("L = 1: (k=3 s=1 d=2 p=0 q=0)", "5", "3")


@pytest.mark.parametrize("name", some(["size", "left-edge", "output-size", "same-padding", "one-layer-equivalent"], 2))
def test_what_was_mutated_is_proved(name: str) -> None:
    """Or else the mutants would show nothing."""
    assert verdict(mutant(name, theorem(name).statement[0], "", "")) == "proved"


@pytest.mark.parametrize(
    "false",
    [
        stated("S[0] == Product(s[i], (i, 1, L))*(1 + L*(L - 1)*(L - 2)*(s[1] - 1))"),
        stated("r[0] == 1 + Sum((K[m] - 1)*Product(s[i], (i, 1, m-1)), (m, 1, L))*(1 + L*(L - 1)*(L - 2))"),
    ],
    ids=["strides", "size"],
)
def test_truths_for_two_layers_only_are_open(false: Theorem) -> None:
    said = z3_route.run(false)
    assert said["verdict"] == "open"
    assert said["reason"].startswith("no proof was found that ")


# ---- counterexamples


@pytest.mark.parametrize("name", some(sorted(set(refutation_names()) - ONLY_THE_WALK_KNOWS), 3))
def test_published_errors_are_refuted(name: str) -> None:
    said = z3_route.refute(theorem(name))
    assert said["verdict"] == "refuted"
    assert fails(theorem(name), said["counterexample"])


@pytest.mark.parametrize("name", sorted(ONLY_THE_WALK_KNOWS))
def test_what_only_the_walk_knows_is_left_to_it(name: str) -> None:
    assert "only the walk knows it" in z3_route.refute(theorem(name))["reason"]


@pytest.mark.parametrize("name", some(["size", "output-size", "same-padding", "nested-floor", "centered-padding"], 3))
def test_a_true_statement_has_no_counterexample(name: str) -> None:
    from symrf.verification.smt.search import counterexample

    assert counterexample(theorem(name)) is None


# ---- the route itself


def test_without_z3_it_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    skipped = {"verdict": "skipped", "reason": "z3 is not installed; pip install 'symrf[smt]'"}
    assert z3_route.run(theorem("size")) == skipped
    assert z3_route.refute(theorem("size")) == skipped


@pytest.mark.parametrize("seconds", [0, 0.002])
def test_no_time_is_no_proof(seconds: float) -> None:
    said = z3_route.run(theorem("size"), seconds)
    assert said["verdict"] == "open"
    assert said["reason"]


def test_an_unanswered_obligation_is_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    from symrf.verification.smt.prover import Prover

    ask: Callable[..., Any] = Prover._check
    monkeypatch.setattr(Prover, "_check", lambda self, name, *rest: None if "l - 1" in name else ask(self, name, *rest))
    assert verdict(theorem("jump")) == "open"


def test_it_shares_nothing_with_the_kernel_or_the_finder() -> None:
    files = [ROOT / "symrf/verification/routes/z3.py", *sorted((ROOT / "symrf/verification/smt").glob("*.py"))]
    assert len(files) > 10
    assert [problem for file in files for problem in shared(file.read_text(encoding="utf-8"), file)] == []


def test_what_is_shared_is_seen() -> None:
    assert shared("from symrf.prove.normal import Rewriter", Path("x.py")) == ["x.py: symrf.prove.normal.Rewriter"]


def shared(source: str, file: Path) -> list[str]:
    """What a file of the route imports from the other route."""
    names = (name for _, name in imported("symrf.verification.smt.x", source, set()))
    return [f"{file.name}: {name}" for name in names if name.startswith(("symrf.prove", "symrf.kernel"))]
