"""The kernel accepts the kept certificates, alone and without SymPy, and refuses everything near them."""

import copy
import json
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from symrf.kernel import Refused, check
from symrf.kernel.__main__ import load
from symrf.prove.statement import statement
from symrf.theorem import home, theorem
from symrf.verification.evidence import certificates
from symrf.words import words
from tests.kernel_attacks import ATTACKS
from tests.kernel_claims import DOWN, MALFORMED, claim
from tests.kernel_honest import HONEST
from tests.tools import some

EVIDENCE = sorted((home() / "evidence").glob("*.json"))


def name_of(path: Path) -> str:
    return path.stem.replace("_", "-")


def places(data, path=()):
    """Every number and every name in a certificate, as paths."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from places(value, (*path, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from places(value, (*path, i))
    elif data is not None:
        yield path, data


@contextmanager
def changed(certificate, path, value):
    """The certificate with another number or name there, and then as it was."""
    here = certificate
    for key in path[:-1]:
        here = here[key]
    before, here[path[-1]] = here[path[-1]], value
    try:
        yield
    finally:
        here[path[-1]] = before


def variants(value):
    """What a single number or name may be changed to."""
    if isinstance(value, int):
        return [value + 1, value - 1, value + 2, -value if value else 7]
    others = ["L", "l", "s", "k", "K", "r", "u", "#0", "#1", "sum", "prod", "+", "*", "1/3", "first", "last", "zz"]
    return [other for other in others if other != value]


def test_there_is_evidence():
    assert len(EVIDENCE) >= 25


@pytest.mark.parametrize("path", EVIDENCE, ids=name_of)
def test_accepts_the_evidence_of_the_theorem(path):
    assert check(load(path)) == statement(theorem(name_of(path)))


def test_evidence_is_regenerated_byte_for_byte():
    assert {path.name: path.read_text() for path in EVIDENCE} == certificates()


def test_runs_alone_without_sympy(tmp_path):
    (tmp_path / "sympy.py").write_text("raise ImportError('SymPy is blocked')\n")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); sys.argv[1:] = {[str(p) for p in EVIDENCE]!r}\n"
    code += "import runpy; runpy.run_module('symrf.kernel', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("proved: ") == len(EVIDENCE)
    assert "size: r[l] = 1 + Sum((K[i] - 1)*Product(s[j], j = l + 1 .. i - 1), i = l + 1 .. L)" in done.stdout
    blocked = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import sympy"], capture_output=True
    )
    assert blocked.returncode != 0, "the block on SymPy does not work"


@pytest.mark.parametrize("path", [p for p in EVIDENCE if p.stem == "size" or p in some(EVIDENCE, 16, 9)], ids=name_of)
def test_every_single_change_is_refused_or_another_statement(path):
    certificate = load(path)
    mine = copy.deepcopy(certificate["statement"])
    refused = other = 0
    for number, (where, value) in enumerate([*places(certificate)]):
        every = variants(value)
        for variant in some(every, len(every), number % len(every)):
            with changed(certificate, where, variant):
                try:
                    proved = check(certificate)
                except Refused:
                    refused += 1
                else:
                    assert proved != mine, f"{path.name}: {where} = {variant} is still accepted"
                    other += 1
    assert refused > 40


def test_evidence_of_another_theorem_is_another_statement():
    certificate = load(home() / "evidence" / "left_edge.json")
    assert check(certificate) != statement(theorem("size"))
    certificate["statement"]["name"] = "size"
    assert check(certificate) != statement(theorem("size"))


def test_the_attacks_start_from_something_accepted():
    assert check(claim([DOWN], [["at", "f", "L"], 1], [[1, "base", "f"]]))["name"] == "attack"
    good = claim([], [["sum", ["+", "L", 1], "L", 1], 0], [[1, "empty", "sum", ["+", "L", 1], "L", 1, [0]]])
    assert check(good)["name"] == "attack"


@pytest.mark.parametrize("name", HONEST)
def test_accepts_honest(name):
    assert check(HONEST[name]) == HONEST[name]["statement"]


@pytest.mark.parametrize("name", ATTACKS)
def test_refuses_attack(name):
    with pytest.raises(Refused) as refused:
        check(ATTACKS[name])
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize("name", MALFORMED)
def test_refuses_malformed(name):
    with pytest.raises(Refused):
        check(MALFORMED[name])


def test_refuses_deep_nesting_quickly(tmp_path):
    term: object = 1
    for _ in range(5000):
        term = ["+", term, 1]
    started = time.perf_counter()
    with pytest.raises(Refused):
        check(claim([], [term, term], []))
    path = tmp_path / "deep.json"
    path.write_text("[" * 200_000)
    with pytest.raises(Refused):
        load(path)
    assert time.perf_counter() - started < 5


def test_refuses_a_hundred_megabytes_quickly(tmp_path):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(Refused, match="larger than a megabyte"):
        load(path)


def test_refuses_what_multiplies_out_to_too_much():
    term: object = ["+", *(["at", "s", i] for i in range(60))]
    for _ in range(3):
        term = ["*", term, term]
    started = time.perf_counter()
    with pytest.raises(Refused, match="too much work"):
        check(claim([], [term, term], [], sequences=["s"]))
    assert time.perf_counter() - started < 60


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{", b"1" * 10_000, b'{"a": 1}'])
def test_refuses_files_that_are_no_certificates(tmp_path, content):
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(Refused):
        check(load(path))


def test_the_command_says_what_is_refused(tmp_path):
    path = tmp_path / "x.json"
    path.write_text(json.dumps(ATTACKS["a definition of itself"]))
    done = subprocess.run([sys.executable, "-m", "symrf.kernel", str(path)], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stdout == f"refused: {path}: the definition of f is circular\n"


def test_words_say_the_whole_statement():
    said = words(statement(theorem("centered-padding")))
    assert "c[l] = uL*S[l]  for all l = 0 .. L" in said
    assert "provided p[m] = 1/2*(K[m] - 1)  for all m = 1 .. L" in said
    assert "where c[i - 1] = " in said


def test_words_name_no_index_like_a_number():
    """Sum(i, i = 1 .. l) = l*i would be Gauss, wrongly, where i is a number."""
    goal = {"for": [["l", 0, None], ["j", None, "l"]], "equal": [["sum", 1, "l", "i"], ["*", "l", "i"]]}
    statement = {**claim([], [0, 0], [], numbers=["i"])["statement"], "goals": [goal]}
    assert words(statement).startswith("attack: Sum(i, m = 1 .. l) = l*i  for all l >= 0, j <= l\n")
    many = {**statement, "numbers": list("ijmnwxyz")}
    assert words(many).startswith("attack: Sum(i, i0 = 1 .. l) = l*i")


def test_the_work_is_counted_for_each_certificate_anew(monkeypatch):
    from symrf.kernel import polynomial

    monkeypatch.setattr(polynomial, "MAX_WORK", 20_000)
    for path in EVIDENCE:
        assert check(load(path))
