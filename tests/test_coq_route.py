"""The Coq route: the whole catalogue is proved or refuted from its statements, and nothing else passes for a proof."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from symrf.refute.compiled import CompiledStatement
from symrf.refute.graded import least
from symrf.refute.measure import Chain
from symrf.statement import NotExpressible
from symrf.theorem import Refutation, Theorem, refutation_names, theorem, theorem_names
from symrf.verification.coq import compiler
from symrf.verification.coq.compiler import compiled, workshop
from symrf.verification.coq.evidence import cases, catalogue, proving, write
from symrf.verification.coq.file import HEADER, LIBRARY, closed, folder, scope, text
from symrf.verification.coq.judge import CoqCase, judge
from symrf.verification.coq.negation import denied, negation
from symrf.verification.coq.statement import coq_statement
from symrf.verification.coq.writer import named
from symrf.verification.routes import coq as coq_route
from tests.soundness_false import FALSE
from tests.tools import optional, some

OPEN: dict[str, str] = {}
"""Statements with a formula that Coq does not prove, and why. Best empty."""

BY_HAND = {"size_counts_features_if_dense", "clip_at_input_if_dense"}
COMMENT = re.compile(r"\(\*(?:(?!\(\*|\*\)).)*\*\)", re.DOTALL)


@pytest.fixture(autouse=True)
def coq(request: pytest.FixtureRequest) -> None:
    if "no_coq" not in request.node.name:
        optional("coqc")
        optional("coqchk")


def stated(*claims: str, name: str = "claim", **more: object) -> Theorem:
    return replace(Theorem(name, "Claim", "", claims), **more)  # type: ignore[arg-type]


# ---- the catalogue


def test_everything_with_a_formula_is_proved_or_refuted() -> None:
    """A part of the catalogue, all of it in the deep profile; the recorded verdicts are about all of it.

    An equation, an order of maps, and a false statement with what is known of it.
    """
    formulas = [name for name in theorem_names() if not theorem(name).by_hand]
    names = [*some(formulas, 28, 15), *some(refutation_names(), 10, 3)]
    theorems, verdicts = {entry.name: entry for entry in catalogue() if entry.name in names}, {}
    route = coq_route.CoqRoute([theorem(name) for name in names])
    for entry in theorems.values():
        if isinstance(entry, Refutation):
            verdicts[entry.name] = route.refute(entry, least(CompiledStatement(entry), 60.0))
        elif entry.statement:
            verdicts[entry.name] = route.run(entry)
    wrong = {name: verdict for name, verdict in verdicts.items() if verdict["verdict"] in ("open", "failed")}
    assert verdicts
    assert wrong.keys() == OPEN.keys() & verdicts.keys(), wrong
    for name, verdict in verdicts.items():
        if name not in OPEN:
            assert verdict["verdict"] == ("refuted" if isinstance(theorems[name], Refutation) else "proved"), name
            assert verdict["file"] == f"{name.replace('-', '_')}.v"


def test_the_kept_files_are_made_from_the_statements() -> None:
    """Byte for byte; `python -m symrf.verification.coq` writes them."""
    kept = {path.name: path.read_bytes() for path in folder().glob("*.v") if path.stem not in LIBRARY}
    assert kept == {name: case.source.encode() for name, case in cases().items()}
    asked = {f"{name.replace('-', '_')}.v" for name in theorem_names() if theorem(name).statement}
    assert asked <= kept.keys()


def test_writing_removes_what_is_no_longer_stated(tmp_path: Path) -> None:
    (tmp_path / "old.v").write_text("")
    (tmp_path / "Symrf.v").write_text("")
    written = write(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in written} | {"Symrf.v"}


def test_proofs_by_hand_are_few_and_used() -> None:
    assert {path.stem for path in (folder() / "by_hand").iterdir()} == BY_HAND
    uniform = re.compile(r"^  (symrf|rounding|ordering|refute statement|first \[solve \[ordering\].*)\.$", re.MULTILINE)
    assert {name.removesuffix(".v") for name, case in cases().items() if not uniform.search(case.source)} == BY_HAND


def test_nothing_is_assumed_in_the_library() -> None:
    assuming = r"\b(Axioms?|Parameters?|Conjecture|Admitted|admit|give_up|bypass_check|Unset)\b"
    for path in sorted(folder().rglob("*.v")):
        bare = COMMENT.sub(" ", path.read_text("utf-8"))
        assert re.findall(assuming, bare) == [], path.name
        # inside a section a hypothesis is a premise of what follows; outside of all it would be an axiom
        depth = 0
        for line in bare.splitlines():
            depth += len(re.findall(r"^Section ", line)) - len(re.findall(r"^End ", line))
            assert depth or not re.match(r"\s*(Variables?|Hypothes[ie]s|Context)\b", line), (path.name, line)


# ---- what is not a proof


def open_for(case: CoqCase, seconds: float = 20.0) -> str:
    """Why a case is not made, as it has to be."""
    (problem,) = judge([case], seconds)
    assert problem is not None
    return problem.reason


@pytest.mark.parametrize(
    ("old", "new", "words"),
    some([
        ("  premises.\n  symrf.\nQed.", "Admitted.", "rests on an assumption"),
        ("  symrf.\nQed.", "  admit.\nQed.", "given up"),
        ("Theorem size ", "Axiom cheat : False.\nTheorem size ", "coqchk lists an assumption"),
        ("Theorem size ", "Unset Guard Checking.\nFixpoint f (n : nat) : False := f n.\nTheorem size ", "assumption"),
        ("Theorem size ", "Definition Sum (a b : Z) (f : Z -> Qc) := #0.\nTheorem size ", ""),
        ("#1 + Sum (l + 1) L", "#1 + Sum l L", ""),
        ("(0 <= L)%Z ->", "(1 <= L)%Z ->", "it proves another statement"),
        ("(r[L] = #1) ->", "(r[L] = #1) -> (r[L] = #1) ->", "it proves another statement"),
        ("Theorem size ", "Theorem sizes ", "it is not there"),
        ("  symrf.\n", "  symrf.\nQed.\nTheorem other : 1 = 1.\nProof.\n  reflexivity.\n", None),
    ], 5),
)  # fmt: skip
def test_tampering_is_refused(old: str, new: str, words: str | None) -> None:
    case = proving(theorem("size"))
    place = case.source.rindex(old)
    changed = replace(case, source=case.source[:place] + case.source[place:].replace(old, new, 1))
    assert changed.source != case.source
    if words is None:
        assert judge([changed]) == [None], "something more that is true does no harm"
    else:
        assert words in open_for(changed)


def test_a_changed_statement_under_the_name_of_a_theorem_is_refused() -> None:
    other = replace(theorem("size"), statement=("r[l] == r[l]",))
    assert coq_route.run(other)["verdict"] == "failed"
    assert "size.v is not what the statement says" in coq_route.run(other)["reason"]


def test_wrong_cases_do_not_harm_the_others() -> None:
    good, bad = proving(theorem("jump")), proving(stated("1 == 2"))
    problems = judge([bad, good, replace(bad, source="Axiom x : False.")], 20.0)
    assert [problem is None for problem in problems] == [False, True, False]


# ---- false statements


def attempted(theorems: list[Theorem], seconds: int) -> list[bool]:
    """Which of the statements the uniform script proves, all in one run of coqc."""
    source = HEADER
    for i, entry in enumerate(theorems):
        made = coq_statement(entry)
        tactic = "rounding" if made.whole else "symrf"
        bound = " ".join([*made.integers, *made.rationals, *made.given, *made.defined, *made.lists])
        source += (
            f"Module M{i}. Open Scope {scope(made)}.\nGoal {closed(made)}.\nProof.\n"
            f"{f'intros {bound}.' if bound else ''}\n"
            f'first [timeout {seconds} (solve [{tactic}]); idtac "proved {i}" | idtac "open {i}"]. Abort.\nEnd M{i}.\n'
        )
    where = workshop()
    (where / "Attempts.v").write_text(source)
    ran = compiled(where, "Attempts", 300.0)
    assert ran.problem is None, ran.problem
    said = re.findall(r"^(proved|open) (\d+)$", ran.output, re.MULTILINE)
    assert [int(i) for _, i in said] == list(range(len(theorems)))
    return [word == "proved" for word, _ in said]


@pytest.mark.slow
def test_mutants_are_not_proved() -> None:
    """The script fails on every false claim near a true one. That it fails refutes nothing; see the negations below."""
    claims = some(FALSE, 40)
    true = [theorem("size"), theorem("output-size"), stated("r[l] - 1 == v[l] - u[l]")]
    verdicts = attempted([*true, *(stated(claim) for claim, _ in claims)], 4)
    assert verdicts[:3] == [True] * 3
    assert len(claims) >= 4
    assert [claim for (claim, _), proved in zip(claims, verdicts[3:], strict=True) if proved] == []


def test_contradictory_definitions_are_refused() -> None:
    """Sequences defined in a circle need not exist, and then anything would follow."""
    up, down = ("x[0] == 0", "x[l] == y[l] + 1"), ("y[L] == 0", "y[l-1] == x[l-1]")
    circle = stated("x[l] == y[l]", define=(up, down))
    itself = stated("x[l] == 0", define=(("", "x[l] == x[l] + 1"),))
    ahead = stated("x[l] == 0", define=(("x[0] == 0", "x[l] == x[l+1] + 1"),))
    twice = stated("x[l] == 0", define=(("x[0] == 0", "x[l] == x[l-1]"), ("x[0] == 1", "x[l] == x[l-1]")))
    known = stated("r[l] == 0", define=(("r[L] == 0", "r[l-1] == r[l]"),))
    refused = {"go in a circle": (circle,), "circular": (itself, ahead), "twice": (twice, known)}
    for words, entries in refused.items():
        for entry in entries:
            with pytest.raises(NotExpressible, match=words):
                text(entry)


def test_every_file_shows_that_its_sequences_exist() -> None:
    for name, case in cases().items():
        sequences = "[l - 1]" in case.source or "K[l] =" in case.source
        if "refute statement" not in case.source:
            assert ("_exists" in case.source) == sequences, name


# ---- refutations


EXAMPLES = {
    "r[l-1] == s[l]*r[l] + K[l]": Chain(((1, 1, 1, 0, 0),)),
    "r[0] == 1 + Sum(K[m] - 1, (m, 1, L))": Chain(((1, 2, 1, 0, 0), (2, 1, 1, 0, 0))),
    "c[l] == -P[l] + uL*S[l] + r[l]/2": Chain((), uL=3),
    "start[l] == 1/2": Chain(((2, 1, 1, 0, 0),)),
    "Sum(k[m], (m, 0, L)) == Sum(k[m], (m, 1, L))": Chain(((1, 1, 1, 0, 0),), outside=(5,)),
    "n[l] == floor((n[l-1] + p[l] + q[l] - K[l])/s[l])": Chain(((1, 1, 1, 0, 0),), n0=1),
    "p[l] <= 3": Chain(((1, 1, 1, 4, 0),)),
    "u[l] == v[l]": Chain(((2, 1, 1, -1, 0),), uL=-2),
    "S[0] == 2**L": Chain(((1, 3, 1, 0, 0),)),
}


def test_what_is_true_is_made() -> None:
    """A theorem, negations at a counterexample, and names that Coq uses."""
    examples = enumerate(some([*EXAMPLES.items()], 3))
    made = [negation(stated(claim, name=f"false-{i}"), chain, {}) for i, (claim, chain) in examples]
    found = [CoqCase(source, f"false_{i}", denied(said), scope(said)) for i, (source, said) in enumerate(made)]
    words = ["at", "at_", "fun", "Sum", "Z", "total", "k"]
    assert len({named(word) for word in words}) == len(words)
    found.append(proving(stated("at[l] + fun*S == Sum(at[m], (m, l, l)) + S*fun", name="forall")))
    found.append(proving(theorem("size")))
    assert judge(found, 20.0) == [None] * len(found)


def test_a_true_statement_has_no_negation() -> None:
    source, said = negation(theorem("dilated-kernel-span"), Chain(((3, 2, 1, 0, 0),)), {})
    assert open_for(CoqCase(source, "dilated_kernel_span", denied(said), scope(said)))


def test_the_domain_is_part_of_what_is_negated() -> None:
    """A kernel of no tap, which is none, would be a counterexample."""
    source, said = negation(stated("k[l]*d[l]*s[l] >= 1"), Chain(((0, 1, 1, 0, 0),)), {})
    assert said.conditions[1:4] == [f"forall l, 1 <= l <= L -> 1 <= {x}[l]" for x in "ksd"]
    assert open_for(CoqCase(source, "claim", denied(said), scope(said)))


# ---- tools


def test_without_coq_the_route_is_skipped_no_coq(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler.shutil, "which", lambda program: None)
    reason = "coqc is not installed; apt-get install coq"
    assert coq_route.run(theorem("size")) == {"verdict": "skipped", "reason": reason}
    false = theorem("refuted-depth-adds-k")
    assert coq_route.refute(false, least(CompiledStatement(false), 60.0)) == {"verdict": "skipped", "reason": reason}
