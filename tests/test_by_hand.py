"""Coq files written by hand: what they prove is what their entries say, whatever else stands in them."""

import re

import pytest

import symrf
from symrf.theorem import home, theorem, theorem_names
from symrf.verification.coq.file import WORDS, identifier
from symrf.verification.routes import coq as coq_route
from tests.tampering import Copy, copy
from tests.tools import optional, some

__all__ = ["copy"]

NAMES = [name for name in theorem_names() if theorem(name).by_hand]


@pytest.fixture(autouse=True)
def coq(request: pytest.FixtureRequest) -> None:
    if "no_coq" not in request.node.name:
        optional("coqc")
        optional("coqchk")


# ---- the files as they are


def test_all_are_proved() -> None:
    """A part of them, of two files, and all in the deep profile; recorded verdicts are about all."""
    found = symrf.verify(some(NAMES, 24, 10), routes=["kernel", "z3", "coq"])
    assert {"path-region", "graph-equals-paths", "ends-suffice", "residual-stage"} <= set(NAMES)
    assert [verdict.name for verdict in found if verdict.verdict != "proved"] == []
    assert all(verdict.routes["coq"]["by_hand"] == theorem(verdict.name).by_hand for verdict in found)


def test_beside_a_formula_both_are_needed() -> None:
    (verdict,) = symrf.verify(["residual-stage"], routes=["kernel"])
    assert (verdict.verdict, verdict.ok, verdict.needs) == ("open", True, ("kernel", "coq"))
    assert verdict.reason == "it takes kernel and coq, and coq was not asked"


def test_every_file_belongs_to_a_theorem() -> None:
    words = {f"{name}.v" for kind in ("Networks", "Tables") for name in WORDS[kind]}
    owned = {theorem(name).by_hand for name in NAMES} | words
    assert {path.name for path in (home() / "coq").glob("*.v")} == owned


def test_every_proposition_is_about_what_is_read() -> None:
    """A proposition that only mentions its own definitions would be about nothing; one without any is about numbers."""
    read = ("seen", "reads", "through", "paths n")
    defined = re.findall(r"(?:Definition|Fixpoint|Inductive|Record) (\w+)", (home() / "coq" / "Networks.v").read_text())
    for proposition in (theorem(name).proposition for name in NAMES):
        words = {*re.findall(r"\w+", proposition)}
        assert any(word in proposition for word in read) or not words & {*defined}, proposition
    assert {"window", "size", "dense", "chain"} <= {*defined}


# ---- what verify says: exit 1, the theorem and the file


def renamed(copy: Copy) -> None:
    copy.change("coq/layers.v", "Theorem ends_suffice", "Theorem ends_suffice_too")


def weakened(copy: Copy) -> None:
    path = copy.path("coq/layers.v")
    text = path.read_text("utf-8")
    start = text.index("Theorem ends_suffice")
    lemma = text[start:].replace("ends_suffice", "exactly").replace("Theorem exactly", "Lemma exactly", 1)
    path.write_text(text[:start] + lemma + "\nTheorem ends_suffice : True.\nProof. exact I. Qed.\n")


def deleted(copy: Copy) -> None:
    copy.path("coq/layers.v").write_text("Require Import Networks.\n")


def redefined(copy: Copy) -> None:
    copy.change("coq/layers.v", "NetworksLemmas.\n", "NetworksLemmas.\nDefinition reads (l : layer) (y : Z) := [y].\n")


def missing(copy: Copy) -> None:
    copy.path("coq/layers.v").unlink()


def elsewhere(copy: Copy) -> None:
    copy.change("ends_suffice.py", "layers.v", "branches.v")


def lemmas(copy: Copy) -> None:
    copy.change("coq/NetworksLemmas.v", "Lemma least_is_first", "Lemma lowest_is_first")


def unused(copy: Copy) -> str:
    """Beside one theorem that needs no lemma: all others would be checked too, which takes longer than to see this."""
    kept = re.search(r"Theorem least_of_a_line.*?Qed\.\n", copy.path("coq/counts.v").read_text("utf-8"), re.DOTALL)
    assert kept
    copy.path("coq/counts.v").write_text(f"Require Import Networks NetworksLemmas.\n{kept[0]}")
    file = copy.path("coq/NetworksLemmas.v")
    loaded = re.findall(r"^Require .*$", file.read_text("utf-8"), re.MULTILINE)
    file.write_text("\n".join([*loaded, "Axiom cheat : False.", ""]))
    return "least-of-a-line"


def words(copy: Copy) -> None:
    copy.change("coq/Networks.v", "x mod stride w =? 0", "x mod stride w <=? 0")


def no_words(copy: Copy) -> None:
    copy.path("coq/Networks.v").unlink()


def another_proposition(copy: Copy) -> None:
    copy.change("ends_suffice.py", "stride w <= kernel w ->", "stride w <= kernel w + 1 ->")


TAMPERINGS = [
    (renamed, "ends_suffice in layers.v: it is not there"),
    (weakened, "ends_suffice in layers.v: it proves another statement"),
    (deleted, "ends_suffice in layers.v: it is not there"),
    (redefined, "ends_suffice in layers.v: "),
    (missing, "ends_suffice in layers.v: the file is unreadable"),
    (elsewhere, "ends_suffice in branches.v: it is not there"),
    (lemmas, "NetworksLemmas.v"),
    (unused, "coqchk lists an assumption: NetworksLemmas.cheat"),
    (words, "Networks.v is changed"),
    (no_words, "Networks.v is unreadable"),
    (another_proposition, "ends_suffice.py"),
]


@pytest.mark.parametrize(("tamper", "reason"), some(TAMPERINGS, 6, 1), ids=lambda value: getattr(value, "__name__", ""))
def test_tampering(copy: Copy, tamper: object, reason: str) -> None:
    assert callable(tamper)
    name = tamper(copy) or "ends-suffice"
    assert reason in copy.refused(".v", name, "--route", "coq")


def test_the_words_of_generated_files(copy: Copy) -> None:
    copy.change("evidence/coq/Symrf.v", "(i <? n)", "(i <=? n)")
    assert "Symrf.v is changed" in copy.refused("Symrf.v", "size", "--route", "coq")


def test_without_coq_it_is_skipped_no_coq(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coq_route, "available", lambda: False)
    (verdict,) = symrf.verify(["path-region"], routes=["coq"])
    assert verdict.routes["coq"]["verdict"] == "skipped"
    assert verdict.ok
    assert "apt-get install coq" in verdict.routes["coq"]["reason"]


def test_the_theorem_has_the_name_of_its_entry() -> None:
    texts = {name: (home() / "coq" / theorem(name).by_hand).read_text("utf-8") for name in NAMES}
    assert [name for name in NAMES if f"\nTheorem {identifier(name)} :" not in texts[name]] == []
