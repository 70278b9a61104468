"""Whatever is changed in certificates and generated Coq files, `symrf verify` ends with 1 and names the file."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from symrf.verification.routes import coq as coq_route
from tests.tampering import Copy, copy
from tests.tools import optional, some

__all__ = ["copy"]

SIZE = "evidence/size.json"


def loaded(path: Path) -> dict:
    found: dict = json.loads(path.read_text("utf-8"))
    return found


def dumped(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, separators=(",", ":")) + "\n", "utf-8")


def test_nothing_changed_nothing_refused(copy: Copy) -> None:
    code, said = copy.verify("size", "output-size", "refuted-depth-adds-k", "--route", "kernel")
    assert code == 0, said
    assert "need a route that was not asked" in said


# ---- certificates


def number(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace('"base":1}', '"base":2}'), "utf-8")


def multiplier(path: Path) -> None:
    data = loaded(path)
    data["proof"][-1]["step"][0][0] = 7
    dumped(path, data)


def weaker(path: Path) -> None:
    """The first goal is that 0 = 0, which the certificate proves."""
    data = loaded(path)
    trivial = {"for": [], "equal": [0, 0]}
    data["statement"]["goals"] = [trivial]
    data["proof"] = [{**trivial, "proof": []}]
    dumped(path, data)


def premise(path: Path) -> None:
    data = loaded(path)
    data["statement"]["assume"] = [{"for": [], "equal": [0, 1]}]
    dumped(path, data)


def other_depth(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace('["L",0,null]', '["L",1,null]'), "utf-8")


def of_another(path: Path) -> None:
    path.write_bytes((path.parent / "jump.json").read_bytes())


def called_otherwise(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace('"name":"size"', '"name":"sizes"'), "utf-8")


def twice_a_key(path: Path) -> None:
    """A reader who takes the first of two equal keys reads another statement."""
    path.write_text(path.read_text("utf-8").replace('"schema":1,', '"schema":1,"proof":[],'), "utf-8")


def spaces(path: Path) -> None:
    dumped(path, loaded(path))
    path.write_text(json.dumps(loaded(path)), "utf-8")


CERTIFICATES: list[tuple[Callable[[Path], object], str]] = [
    (number, "does not follow|add up|another statement|goal is not"),
    (multiplier, "refused"),
    (weaker, "another statement: goals"),
    (premise, "refused|another statement"),
    (other_depth, "refused|another statement"),
    (of_another, "another statement"),
    (called_otherwise, "another statement: name"),
    (twice_a_key, "not as it is written"),
    (spaces, "not as it is written"),
    (lambda path: path.write_text("", "utf-8"), "unreadable"),
    (lambda path: path.write_text("[1, 2", "utf-8"), "unreadable"),
    (lambda path: path.write_text("[]", "utf-8"), "malformed"),
    (lambda path: path.write_bytes(b'{"schema": "\xff\xfe'), "unreadable"),
    (lambda path: path.write_text("[" * 100_000, "utf-8"), "unreadable"),
    (lambda path: path.write_text(" " * 1_000_001, "utf-8"), "larger than a megabyte"),
    (lambda path: (path.unlink(), path.mkdir()), "unreadable"),
    (lambda path: path.unlink(), "missing; a certificate was found anew"),
]


@pytest.mark.parametrize(("tamper", "words"), CERTIFICATES)
def test_certificates(copy: Copy, tamper: Callable[[Path], object], words: str) -> None:
    tamper(copy.path(SIZE))
    said = copy.refused("size.json", "size", "--route", "kernel")
    assert any(word in said for word in words.split("|")), said


def test_a_goal_less(copy: Copy) -> None:
    path = copy.path("evidence/composition_identity.json")
    data = loaded(path)
    assert len(data["statement"]["goals"]) > 1
    data["statement"]["goals"].pop()
    dumped(path, data)
    assert "another statement: goals" in copy.refused(path.name, "composition-identity", "--route", "kernel")


def test_two_certificates_exchanged(copy: Copy) -> None:
    one, other = copy.path("evidence/jump.json"), copy.path("evidence/start.json")
    texts = one.read_bytes(), other.read_bytes()
    one.write_bytes(texts[1])
    other.write_bytes(texts[0])
    said = copy.refused("jump.json", "jump", "start", "--route", "kernel")
    assert "start.json" in said


def test_a_certificate_of_what_the_kernel_cannot_say(copy: Copy) -> None:
    copy.path("evidence/output_size.json").write_bytes(copy.path(SIZE).read_bytes())
    assert "outside the kernel's language" in copy.refused("output_size.json", "output-size", "--route", "kernel")


@pytest.mark.parametrize("route", ["kernel", "coq"])
def test_files_that_belong_to_nothing(copy: Copy, route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are looked for where all is verified; here nothing else is, which is sooner."""
    from symrf.verification.verify import stray

    files = {
        "kernel": ["evidence/extra.json", "evidence/refuted_depth_adds_k.json"],
        "coq": ["evidence/coq/extra.v", "coq/extra.v", "evidence/coq/by_hand/extra.v"],
    }
    for name in files[route]:
        copy.path(name).write_text("{}")
    found = list(stray([route]))
    assert sorted(verdict.name for verdict in found) == sorted(files[route])
    assert not any(verdict.ok for verdict in found)
    whole = sys.modules["symrf.verification.verify"]
    for name in ("theorem_names", "refutation_names"):
        monkeypatch.setattr(whole, name, lambda: ())
    monkeypatch.setattr("symrf.published.entries.all_published", lambda: ())
    copy.refused(Path(files[route][0]).name, "--route", route)


def test_a_broken_published_statement_is_the_matter_of_no_other(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    (copy.path("evidence") / "seventy.toml").write_text("claim = [", "utf-8")
    monkeypatch.setattr("symrf.published.entries.folder", lambda: copy.path("evidence"))
    assert copy.verify("size", "--route", "kernel")[0] == 0
    for names in (["seventy"], ["size", "seventy"], []):
        code, said = copy.verify(*names, "--route", "kernel")
        assert (code, "seventy.toml" in said) == (2, True)


# ---- generated Coq files: that they are what the statement says is seen without Coq

COQ = [
    ("#1 + Sum", "#2 + Sum"),
    ("  symrf.\nQed.", "  admit.\nAdmitted."),
    ("Theorem size ", "Axiom cheat : False.\nTheorem size "),
    ("(0 <= L)%Z ->", "(0 <= L)%Z -> (1 <= L)%Z ->"),
    ("Theorem size ", "Theorem sizes "),
    ("Print Assumptions size.\n", ""),
    ("Require Import Symrf SymrfTactics.", "Require Import Symrf SymrfTactics Classical."),
    ("Proof.", "Proof. (* nothing to see *)"),
]


@pytest.mark.parametrize(("old", "new"), COQ)
def test_generated_coq(copy: Copy, old: str, new: str) -> None:
    copy.change("evidence/coq/size.v", old, new)
    assert "line " in copy.refused("size.v", "size", "--route", "coq")


CHEAT = "Axiom cheat : forall P : Prop, P.\nLtac symrf := apply cheat.\nLtac premises := idtac.\nLtac defined := symrf."
LEMMAS = [
    ("", f"Require Export Symrf.\n{CHEAT}\n", "SymrfTactics.cheat"),
    ("*", "\nLtac symrf ::= idtac.\n", "incomplete proof"),
    ("*", "\nAxiom cheat : False.\n", "coqchk"),
]


@pytest.mark.parametrize(("kept", "more", "words"), some(LEMMAS, 3))
def test_lemmas_and_tactics_of_generated_files(copy: Copy, kept: str, more: str, words: str) -> None:
    """They are no part of what is proved, and prove nothing by an axiom; that a file is not accepted names them."""
    optional("coqc")
    path = copy.path("evidence/coq/SymrfTactics.v")
    path.write_text(path.read_text("utf-8") * bool(kept) + more)
    assert words in copy.refused(path.name, "size", "--route", "coq")


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00", "folder"])
def test_a_coq_file_that_cannot_be_read(copy: Copy, content: bytes | str | None) -> None:
    path = copy.path("evidence/coq/size.v")
    path.unlink()
    if isinstance(content, str):
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    copy.refused("size.v", "size", "--route", "coq")


def test_a_coq_file_of_another_theorem(copy: Copy) -> None:
    path = copy.path("evidence/coq/size.v")
    path.write_bytes(copy.path("evidence/coq/jump.v").read_bytes())
    copy.refused("size.v", "size", "--route", "coq")


def test_a_negation_of_something_else(copy: Copy) -> None:
    copy.change("evidence/coq/refuted_depth_adds_k.v", "statement", "statements")
    copy.refused("refuted_depth_adds_k.v", "refuted-depth-adds-k", "--route", "coq")


def test_conditions_of_refutations(copy: Copy) -> None:
    """The statement's own file is right; that of the condition under which it holds is not, or its proof by hand."""
    optional("coqc")
    copy.change("evidence/coq/dilation_multiplies_if_undilated.v", "Qed.", "Admitted.")
    copy.change("evidence/coq/by_hand/size_counts_features_if_dense.v", ".", ". idtac.")
    refuted = ("refuted-dilation-multiplies", "refuted-size-counts-features")
    said = copy.refused("dilation_multiplies_if_undilated.v", *refuted, "--route", "coq")
    assert "1 of 2 conditions proved" in said
    assert any("size_counts_features_if_dense.v" in line for line in said.splitlines())


def test_without_coq_a_changed_file_is_seen_all_the_same(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coq_route, "available", lambda: False)
    code, said = copy.verify("size", "--route", "coq")
    assert code == 0
    assert "coq was skipped: coqc is not installed" in said
    copy.change("evidence/coq/size.v", "Qed.", "Admitted.")
    copy.refused("size.v", "size", "--route", "coq")
