"""Coq files written by hand: accepted as they are, refused with a hole, an axiom or a false theorem."""

import pytest

import symrf
from symrf.theorem import home, theorem, theorem_names
from symrf.verification import by_hand
from symrf.verification.by_hand import judged, judged_text
from tests.tools import optional

NAMES = [name for name in theorem_names() if theorem(name).by_hand]
GOOD = "Require Import ZArith Lia.\nOpen Scope Z_scope.\nTheorem t : forall x : Z, x <= x.\nProof. intros. lia. Qed.\n"


def test_there_are_such_theorems():
    assert {"path-region", "graph-equals-paths", "ends-suffice"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_accepted(name):
    optional("coqc")
    (verdict,) = symrf.verify([name], routes=["coq"])
    assert verdict.verdict == "proved", verdict
    assert name.replace("-", "_") in "\n".join(verdict.routes["coq"]["theorems"])


def test_a_small_good_file_is_accepted():
    optional("coqc")
    assert judged_text(GOOD)["verdict"] == "proved"


@pytest.mark.parametrize(
    "bad",
    [
        GOOD.replace("lia. Qed.", "admit. Admitted."),
        GOOD.replace("x <= x", "x < x"),
        GOOD.replace("Theorem", "Axiom a : False.\nTheorem"),
        GOOD.replace("Theorem", "Parameter a : False.\nTheorem"),
        GOOD.replace("Theorem", "Variable a : False.\nTheorem"),
        GOOD.replace("Theorem", "Lemma"),
        GOOD.replace("Lia", "Lia Classical"),
        GOOD.replace("Qed.", ""),
        GOOD.replace("Open Scope", "From Coq Require Import Reals. Open Scope"),
        "",
    ],
)
def test_refused(bad):
    optional("coqc")
    assert judged_text(bad)["verdict"] == "open"


def test_without_coq_it_is_skipped_and_says_what_to_install(monkeypatch):
    monkeypatch.setattr(by_hand, "available", lambda: False)
    result = judged("path_region.v")
    assert result["verdict"] == "skipped"
    assert "apt-get install coq" in result["reason"]


def test_every_file_belongs_to_a_theorem():
    assert {path.name for path in (home() / "coq").glob("*.v")} == {theorem(name).by_hand for name in NAMES}
