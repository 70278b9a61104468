"""Files that try to pass for a proof: the judge of Coq files takes them for bytes, and is not to be fooled by any."""

from pathlib import Path

import pytest

from symrf.verification.coq import compiler
from symrf.verification.coq.judge import CoqCase, Part, Refusal, _Trial, judge, nothing_assumed
from tests.tools import optional, some

ABSURD = "0 = 1"
HEAD = "Require Import Networks.\n"


@pytest.fixture(autouse=True)
def coq(request: pytest.FixtureRequest) -> None:
    if "no_coq" not in request.node.name:
        optional("coqc")
        optional("coqchk")


def judged(source: str, proposition: str = ABSURD) -> Refusal | None:
    (problem,) = judge([CoqCase(HEAD + source, "t", proposition, "Z_scope", "Networks")], 20.0)
    return problem


LOOP = "Fixpoint loop (n : nat) : 0 = 1 := loop n.\nDefinition t := loop O.\n"
BAD = "Inductive bad : Prop := c : (bad -> False) -> bad.\n"
CURRY = """Lemma no : bad -> False.
Proof. intros [f]. exact (f (c f)). Qed.
Lemma t : 0 = 1.
Proof. destruct (no (c no)). Qed.
"""
GIRARD = """From Coq Require Hurkens.
Definition t : 0 = 1 := match Hurkens.TypeNeqSmallType.paradox Type eq_refl with end.
"""
TRUE = "Theorem t : True.\nProof. exact I. Qed.\n"
MODULES = "".join(f"Module S{i}. Definition stated := True. End S{i}.\n" for i in range(40))
STATED = f"Module SymrfAudit.\nModule Stated.\n{MODULES}End Stated.\nEnd SymrfAudit.\n"
READING = {
    "a notation": 'Notation "x = y" := True : type_scope.\nNotation "0" := 1 : Z_scope.\n',
    "a scope": 'Declare Scope evil.\nNotation "x = y" := True : evil.\nDelimit Scope evil with Z.\n'
    "#[global] Open Scope evil.\n#[global] Bind Scope evil with Z.\n#[global] Arguments eq {A} x%evil y%evil.\n",
    "a coercion": "Definition holds (b : bool) : Prop := True.\n#[global] Coercion holds : bool >-> Sortclass.\n",
    "a tactic": "Ltac lia := idtac.\nLtac reflexivity ::= idtac.\n#[global] Hint Extern 0 => exact I : core.\n",
    "a module named as one of Coq's": "Module Z.\nDefinition add (x y : Z) := 0.\nEnd Z.\n"
    "Module Coq. Module Init. Module Logic.\nDefinition eq (A : Type) (x y : A) := True.\n"
    "End Logic. End Init. End Coq.\n",
    "modules named as the audit's": f"{STATED}Export SymrfAudit.\nExport Stated.\nExport S0.\n",
    "settings": "#[global] Set Universe Polymorphism. #[global] Set Program Mode. #[global] Set Implicit Arguments.\n"
    "#[global] Set Asymmetric Patterns. #[global] Unset Elimination Schemes.\n",
    "a section": "Section Secret.\nVariable given : 0 = 0.\n"
    "Lemma inside : 0 = 0.\nProof. exact given. Qed.\nEnd Secret.\n",
}
"""What would make another proposition of the text of one, if that were read when this is loaded or imported."""
USES = "Theorem t : 0 = 1.\nProof. exact cheat. Qed.\n"
FORGED = 'Goal True. idtac "Closed under the global context". Abort.\n'
ASSUMED, OTHER, ABSENT = "rests on an assumption", "it proves another statement", "it is not there"

ATTACKS = {
    "an axiom": ("Axiom cheat : 0 = 1.\n" + USES, ASSUMED),
    "an axiom that a notation hides from who strips comments, and a forged count": (
        'Notation "\'(*\' x" := (S x) (at level 1).\nAxiom cheat : 0 = 1.\nNotation "\'*)\' x" := (S x) (at level 1).\n'
        + FORGED + USES,
        ASSUMED,
    ),
    "a parameter of a module type": (
        "Module Type T. Parameter cheat : 0 = 1. End T.\nDeclare Module M : T.\nDefinition t := M.cheat.\n",
        ASSUMED,
    ),
    "a module sealed over an axiom": (
        "Module Type T. Parameter t : 0 = 1. End T.\nModule M : T. Axiom t : 0 = 1. End M.\nDefinition t := M.t.\n",
        ASSUMED,
    ),
    "a variable outside every section": ("Variable cheat : 0 = 1.\n" + USES, ASSUMED),
    "a hypothesis of a section": ("Section S. Hypothesis cheat : 0 = 1.\n" + USES + "End S.\n", OTHER),
    "a functor": (
        "Module Type T. Parameter t : 0 = 1. End T.\nModule F (X : T). Definition t := X.t. End F.\n",
        ABSENT,
    ),
    "Admitted": ("Theorem t : 0 = 1.\nProof. Admitted.\n", ASSUMED),
    "admit": ("Theorem t : 0 = 1.\nProof. admit. Qed.\n", "given up"),
    "a proof that is none": ("Theorem t : 0 = 1.\nProof. vm_cast_no_check (eq_refl 0). Qed.\n", "type"),
    "a theorem of Coq's own classical logic": (
        "Require Import Classical.\nTheorem t : forall P : Prop, P \\/ ~ P.\nProof. exact classic. Qed.\n",
        "forall P : Prop, P \\/ ~ P",
        ASSUMED,
    ),
    "an axiom that is not used": ("Axiom cheat : False.\nDefinition t : 0 = 0 := eq_refl.\n", "0 = 0", "coqchk"),
    "no guard": ("Unset Guard Checking.\n" + LOOP, ASSUMED),
    "no guard, for who loads it too": ("#[global] Unset Guard Checking.\n" + LOOP, ASSUMED),
    "no guard, for one definition": (LOOP.replace("Fixpoint", "#[bypass_check(guard)] Fixpoint"), ASSUMED),
    "no positivity": ("Unset Positivity Checking.\n" + BAD + CURRY, ASSUMED),
    "no universes": ("#[global] Unset Universe Checking.\n" + GIRARD, ASSUMED),
    "a weaker theorem of the name": (TRUE, OTHER),
    "a theorem of another name": (TRUE.replace("t :", "u :"), ABSENT),
    "its own equality": ("Definition eq (A : Type) (x y : A) := True.\nDefinition t : eq Z 0 1 := I.\n", OTHER),
    "a notation for the statement": ('Notation "0 = 1" := True.\nTheorem t : 0 = 1.\nProof. exact I. Qed.\n', OTHER),
    "modules named as the project's": (
        f"{STATED}Module Networks. End Networks.\n{TRUE}",
        OTHER,
    ),
    "a coercion from what it proves": (
        "Inductive weak := w.\nAxiom cheat : weak -> 0 = 1.\n#[global] Coercion cheat : weak >-> eq.\n"
        "Definition t := w.\n",
        f"{OTHER}|{ASSUMED}",
    ),
    "settings for who loads it": (
        "#[global] Set Program Mode. #[global] Set Printing All. #[global] Set Printing Width 2.\n"
        "#[global] Obligation Tactic := exfalso.\n#[global] Hint Resolve I : core.\n" + TRUE,
        OTHER,
    ),
    "a file of the project's": ("Require SymrfAudit.\n" + TRUE, "SymrfAudit"),
    "code of its own": ('Declare ML Module "cheat".\n' + TRUE, "cheat"),
    "what changes how text is read": ("".join(READING.values()) + TRUE, "Z.add 1 1 = 0", OTHER),
    "nothing": ("", ABSENT),
    "an end before the end": (TRUE + "Quit.\n", "Syntax"),
    "files of its own": (
        'Redirect "SymrfAudit" Print nat.\nPrint Universes "SymrfJudged0.vo".\n' + TRUE,
        OTHER,
    ),
    "bytes that are no text": ("\udcff\udcfe(* \udc80", "Syntax|Lexer|Comment|Illegal"),
    "a comment that does not end": (TRUE + "(* ", "Comment|comment|Syntax"),
}


SOME = {*some([*ATTACKS], 36, 3), "what changes how text is read", "no universes"}
HONEST = "Theorem t : 0 = 0.\nProof. reflexivity. Qed.\n"
ODD = 'Notation "x (* y" := (x + y) (at level 50).\n#[global] Set Printing All.\n' + STATED
GOOD = {"at first": HONEST, "odd": ODD + FORGED + HONEST, "read otherwise": HONEST + "".join(READING.values())}
"""What is proved, with odd but honest things around it."""


LOADED = CoqCase(HEAD + READING["a notation"] + TRUE, "t", "1 = 2", "Z_scope", "Networks")
"""Where it is imported before its proposition is read, that is another."""


@pytest.fixture(scope="module")
def problems() -> dict[str, Refusal | None]:
    """What is said of each attack; they are judged together, which is sooner, and may not help or harm each other."""
    cases = {name: CoqCase(HEAD + source, "t", "0 = 0", "Z_scope", "Networks") for name, source in GOOD.items()}
    for name, (source, *proposition, _) in ATTACKS.items():
        if name in SOME:
            cases[name] = CoqCase(HEAD + source, "t", *(proposition or [ABSURD]), "Z_scope", "Networks")
    cases["loaded, not imported"] = LOADED
    return dict(zip(cases, judge([*cases.values()], 20.0), strict=True))


@pytest.mark.parametrize("attack", sorted(SOME))
def test_refused(problems: dict[str, Refusal | None], attack: str) -> None:
    problem = problems[attack]
    assert problem is not None
    assert any(word in problem.reason for word in ATTACKS[attack][-1].split("|")), problem


@pytest.mark.parametrize("name", GOOD)
def test_accepted_beside_them(problems: dict[str, Refusal | None], name: str) -> None:
    """Those whose fault shows in the audit of all, and those that unmake the checks of who loads them, do no harm."""
    assert problems[name] is None


def test_what_is_to_be_proved_is_said_before_anything_judged_is_loaded(
    problems: dict[str, Refusal | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Imported before that, a notation would have made another statement of it, which the same file proves."""
    asked = _Trial._audit

    def later(trial: _Trial, left: list[int]) -> list[Part]:
        parts = asked(trial, left)
        text = [text for _, _, text in parts]
        assert "SymrfJudged" not in "".join(text[: text.index(next(t for t in text if "Require SymrfJudged" in t))])
        text[1] = f"Require Import SymrfJudged0.\n{text[1]}"
        return [(None, "", "".join(text))]

    monkeypatch.setattr(_Trial, "_audit", later)
    assert judge([LOADED], 20.0) == [None]
    assert OTHER in str(problems["loaded, not imported"])


def test_what_goes_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Coq writes what it compiled where it was sent, and not where it is looked for."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    problem = judged('Cd "..".\n' + TRUE, "True")
    assert problem is not None
    assert problem.reason == "Coq did not come to its end"
    assert list(tmp_path.glob("*.vo")) != []


def test_what_takes_too_long_is_open_and_not_wrong() -> None:
    (problem,) = judge([CoqCase(HEAD + "Goal True. do 100000000 idtac.\n", "t", ABSURD, "Z_scope", "Networks")], 1.0)
    assert problem is not None
    assert (problem.late, problem.reason) == (True, "no answer in 1 s of processor time")


def test_what_counts_is_how_long_a_program_computes_no_coq(tmp_path: Path) -> None:
    """Not how long it waits, as it does where the machine is busy with other things."""
    waits = compiler._run(["sh", "-c", "sleep 0.3; echo done"], tmp_path, 0.02)
    assert (waits.problem, waits.output) == (None, "done\n")
    hangs = compiler._run(["sleep", "60"], tmp_path, 0.004)
    assert (hangs.late, hangs.problem) == (True, "no answer in 0.4 s by the clock")


SUMMARY = """
CONTEXT SUMMARY
===============

* Theory: Set is predicative

* Axioms: <none>

* Constants/Inductives relying on type-in-type: <none>

* Constants/Inductives relying on unsafe (co)fixpoints: <none>

* Inductives whose positivity is assumed: <none>

"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Axioms: <none>", "Axioms:\n    SymrfJudged0.cheat"),
        ("Axioms: <none>", "Axioms:\n    Coq.Logic.Classical_Prop.classic"),
        ("Axioms: <none>", "Axioms:"),
        ("* Axioms: <none>\n\n", ""),
        ("type-in-type: <none>", "type-in-type:\n    SymrfJudged0.t"),
        ("fixpoints: <none>", "fixpoints:\n    SymrfJudged0.t"),
        ("assumed: <none>", "assumed:\n    SymrfJudged0.t"),
        ("* Inductives whose positivity is assumed: <none>\n\n", ""),
        ("is predicative", "is impredicative"),
        ("\nCONTEXT", "Modules were checked\nCONTEXT"),
        ("assumed: <none>\n", "assumed: <none>\n\n* Rewrite rules: allowed\n"),
    ],
)
def test_a_summary_of_coqchk_that_is_not_as_expected_no_coq(old: str, new: str) -> None:
    assert nothing_assumed(SUMMARY)
    assert old in SUMMARY
    assert not nothing_assumed(SUMMARY.replace(old, new))
