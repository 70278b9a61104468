"""What the field has published: every formula that was collected has an entry, and every entry its verdict."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner

from symrf.claims import check
from symrf.claims.chains import judge as general
from symrf.cli import cli
from symrf.errors import SymrfError
from symrf.published import entries as module
from symrf.published.entries import all_published, published, published_names
from symrf.published.find import alike, find
from symrf.published.judge import judged
from symrf.published.recorded import recorded
from symrf.terms import parse
from symrf.theorem import AREAS, Broken, home, refutation_names, theorem, theorem_names
from symrf.verification.result import PROVED, REFUTED
from symrf.verification.routes import coq as coq_route
from symrf.verification.verdict import saying
from tests.exactly import disagreements
from tests.field_formulas import COLLECTED, COMPLETE, FLOATS, FOUND, FOUND_WHERE, PRINTED
from tests.tools import deep, optional, some

CLAIMING = [entry for entry in all_published() if entry.claim]
CHAINS = [entry for entry in CLAIMING if not entry.network]
EXACT = [e for e in CLAIMING if e.exact and e.network not in ("resnet-c4", "ssd-priors")]
QUICK = ["kernel", "z3", "fuzz"]


# ---- every formula has an entry


def where(id: str) -> list[str]:
    """The entries under which a collected formula stands."""
    return [entry.name for entry in all_published() if any(one.id == id for one in entry.sources)]


def test_every_formula_has_an_entry() -> None:
    assert len(set(COLLECTED)) == len(COLLECTED) == 118
    assert [id for id in COLLECTED if not where(id)] == []
    assert [entry.name for entry in all_published() if entry.pending] == []


def test_guides_and_manuals_are_complete() -> None:
    ids = {one.id for entry in all_published() for one in entry.sources}
    assert [f"{of}_{end}" for of, ends in COMPLETE.items() for end in ends.split() if f"{of}_{end}" not in ids] == []
    assert len([entry for entry in all_published() if not entry.pending]) >= 200


def test_entries_are_short_and_of_one_area() -> None:
    files = [*home().rglob("*.py"), *(entry.file for entry in all_published())]
    assert [path.name for path in files if len(path.read_text("utf-8").splitlines()) > 25] == []
    for entry in all_published():
        assert entry.sources, entry.name
        for known in filter(None, (entry.same_as, entry.right)):
            assert known in (*theorem_names(), *refutation_names(), *published_names()), entry.name
    assert {theorem(name).area for name in (*theorem_names(), *refutation_names())} <= set(AREAS)
    assert not {*published_names()} & {*theorem_names(), *refutation_names()}


def test_formulas_are_written_in_the_words_of_their_sources() -> None:
    for entry in all_published():
        for one in entry.sources:
            assert one.formula.isprintable(), one.id
            assert one.source.isprintable(), one.id
            assert not one.source.startswith("same"), one.id


# ---- verdicts


@pytest.mark.parametrize("entry", some(CLAIMING, 90), ids=lambda entry: entry.name)
def test_a_verdict_by_the_routes_that_apply(entry: module.Published) -> None:
    optional("z3")
    (verdict,) = judged([entry], QUICK, 120)  # with fewer, conditions can be met by none
    assert verdict.ok, verdict.reason
    assert verdict.verdict in (entry.verdict, "open")  # what is rounded needs Coq besides
    if entry.verdict == REFUTED:
        assert verdict.counterexample
        assert verdict.routes["walk"].verdict == REFUTED


def test_recorded_verdicts_are_as_expected() -> None:
    """Where this fails something that judges has been changed since: python -m symrf.published.recorded."""
    found = recorded(CLAIMING)
    assert [verdict.reason for verdict in found if not verdict.recorded] == []
    for entry, verdict in zip(CLAIMING, found, strict=True):
        assert verdict.verdict == entry.verdict
        assert len(verdict.holds_when) == len(entry.holds), entry.name


CHANGED = [
    ("two-windows", {"claim": ("r[l-1] == K[l] + r[l]*s[l]",)}),
    ("tiling", {"assume": ("k[l] == s[l]",)}),
    ("dilation-by-a-base", {"claim": ("(bbar - 1)*(r[0] - 1) == (kbar - 1)*(bbar**L + 1)",)}),
    ("frames-by-hop", {"holds": (("k == 3",),)}),
    ("half-kernel-padding", {"holds": (("K[l] == 2*p[l] + 2",),)}),
    ("patch-discriminator", {"claim": ("r == 9*2**B - 1",)}),
    ("blocks-times-power", {"holds": (("N == 2",),)}),
    ("least-input", {"verdict": REFUTED}),
    ("never-less-by-a-stride", {"verdict": PROVED, "holds": ()}),
    ("seventy", {"verdict": REFUTED}),
]


@pytest.mark.parametrize(("name", "changes"), some(CHANGED, 3), ids=lambda value: str(value)[:40])
def test_what_is_not_so_is_not_as_expected(name: str, changes: dict[str, object]) -> None:
    optional("z3")
    entry = replace(published(name), **changes)  # type: ignore[arg-type]
    (verdict,) = judged([entry], None if entry.network else QUICK, 20)  # of a network only all say where it holds
    assert not (verdict.ok and verdict.verdict in (entry.verdict, "open"))


def test_no_route_is_asked_that_was_not_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of claims about one network either: they are open for want of it, which is as expected, and of nothing else."""
    optional("z3")
    monkeypatch.setattr(coq_route, "run", lambda *_: pytest.fail("Coq was asked"))
    entry = published("linear-asymmetric")
    for routes, absent in ((["kernel", "z3"], "coq"), (["kernel"], "z3 and coq"), (["z3"], "kernel")):
        (verdict,) = judged([entry], routes)
        assert (verdict.verdict, verdict.ok, saying("skipped", verdict.routes)) == ("open", True, [])
        assert re.search(f"{absent},?( which)? was not asked", str(verdict.reason))
    for name, claim, said in (("seventy", "r >= 71", "refuted"), ("linear-asymmetric", "u(y) <= y**y", "open")):
        (verdict,) = judged([replace(published(name), claim=(claim,))], ["kernel", "z3"])
        assert (verdict.verdict, verdict.ok) == (said, False)


def test_a_refutation_without_its_conditions_is_open() -> None:
    entry = replace(published("halved"), claim=("n[l] == n[l-1]/2",))
    optional("z3"), optional("coqc")
    (verdict,) = judged([entry])
    assert (verdict.verdict, verdict.ok) == ("open", False)
    assert "0 of 1 conditions" in str(verdict.reason)


@pytest.mark.parametrize("entry", some(EXACT, 20), ids=lambda entry: entry.name)
def test_exact_conditions_are_exact(entry: module.Published) -> None:
    assert disagreements(entry, 150) == []


ENOUGH = [e for e in CHAINS if e.holds and not e.exact]


@pytest.mark.parametrize("entry", some(ENOUGH, 3), ids=lambda entry: entry.name)
def test_other_conditions_are_enough_and_not_necessary(entry: module.Published) -> None:
    found = disagreements(entry, 3000 if entry.name == "output-size-by-taps" else 150)
    assert found
    assert {line.rpartition(": ")[2] for line in found} == {"right"}


def test_a_source_stands_in_two_entries_where_it_says_two_things() -> None:
    """Both halves of "if and only if", two cases of one definition, two consequences of one layer."""
    ids = [(one.id, entry) for entry in all_published() for one in entry.sources]
    twice = {id for id, _ in ids if [other for other, _ in ids].count(id) > 1}
    assert twice == {"adaptive_to_pool", "matconvnet_compose", "unet_even", "hdc_k3", "ssd_prior", "tf_same_pad_case",
                     "dv_14"}  # fmt: skip
    said = [(e.claim, e.assume, e.domain, e.network, e.padding, e.define, e.every) for e in CLAIMING]
    assert len(said) == len({*said})


LOOSE = [
    ("halved", (("n[l-1] >= 1",),)),
    ("half-kernel-padding", (("d[l] == 1",),)),
    ("blocks-times-power", (("N <= 2",),)),
    ("closest-feature", (("2*(x % S) >= S + 1",),)),
]


@pytest.mark.parametrize(("name", "holds"), LOOSE, ids=[name for name, _ in LOOSE])
def test_a_condition_that_is_not_exact_is_seen(name: str, holds: tuple[tuple[str, ...], ...]) -> None:
    assert disagreements(replace(published(name), holds=holds), 150)


def test_what_notes_say_was_tried() -> None:
    for n in range(1, 20):
        for m in range(1, 12):
            equal = all(-(-(i + 1) * n // m) - i * n // m == -(-n // m) for i in range(m))
            assert equal == (n % m == 0 or m % (n % m) == 0), (n, m)
    for r in range(1, 15):
        for s in range(1, 8):
            one = {sum(s * y <= t <= s * y + r - 1 for y in range(-20, 40)) for t in range(s)}
            assert (one == {-(-r // s)}) == (r % s == 0), (r, s)


@pytest.mark.parametrize(("name", "words", "tried", "by_float", "exact"), FLOATS, ids=[row[0] for row in FLOATS])
def test_the_least_failure_of_floating_point(
    name: str, words: str, tried: Sequence[range], by_float: Callable[..., int], exact: Callable[..., int]
) -> None:
    least = next(numbers for numbers in product(*tried) if by_float(*numbers) != exact(*numbers))
    assert words in " ".join(published(name).note.split())
    assert f"{by_float(*least)} in place of {exact(*least)} " in words
    assert f"n == {least[0]}`" in words


# ---- files that are none


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title = 'x'", "'sources'"),
        ("title = 'x'\narea = 'depth'\nclaim = 'r == 1'\nsources = []", "areas are size"),
        ("title = 'x'\narea = 'size'\nsources = []", "one of same_as, claim and pending"),
        ("title = 'x'\narea = 'size'\nclaim = 'r == 1'\nverdict = 'open'\nsources = []", "proved or refuted"),
        ("title = 'x'\narea = 'size'\nclam = 'r == 1'\nsources = []", "did you mean"),
        ("title = ", "one.toml"),
    ],
)
def test_a_file_that_holds_no_statement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, words: str) -> None:
    (tmp_path / "one.toml").write_text(text)
    monkeypatch.setattr(module, "folder", lambda: tmp_path)
    with pytest.raises(Broken, match=words):
        published("one")
    with pytest.raises(SymrfError, match="no published statement"):
        published("two")


# ---- further formulas, as printed


@pytest.mark.parametrize(("source", "verdict", "formula"), some(PRINTED, 15), ids=lambda value: str(value)[:30])
def test_what_pages_print_is_judged(source: str, verdict: str, formula: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where what is false is true is asked in tests/test_where.py, which takes longer."""
    optional("z3")
    if not deep():
        monkeypatch.setattr(general, "weakest", lambda *_: ())
    found = check(formula)
    assert found.verdict in (verdict, "open")  # what is rounded needs Coq besides
    assert found.counterexample if verdict == REFUTED else found.verdict == PROVED


@pytest.mark.parametrize("formula", ["height = stride + breadth", "out = in + fog", "oW = iW[l] + padW.left"])
def test_words_of_nobody_are_not_read(formula: str) -> None:
    with pytest.raises(SymrfError, match="claim"):
        check(formula)


# ---- search by formula


@pytest.mark.parametrize(("formula", "name"), some(FOUND, 2))
def test_the_entry_that_a_formula_equals(formula: str, name: str) -> None:
    assert name in [match.name for match in find(formula).equal]


@pytest.mark.parametrize(
    ("formula", "near"),
    [
        ("r_0 = v_0 - u_0", "size-from-edges"),
        ("S_0 = \\prod_{i=1}^{L-1} s_i", "effective-stride"),
        ("r[0] == Sum((K[l+1] - 1)*Product(s[i], (i, 1, l)), (l, 1, L-1)) + 1", "size"),
        ("n[l] == floor((n[l-1] + p[l] + q[l] - K[l])/s[l])", "output-size"),
        (r"R_L = 1 + \sum_{m=1}^{L} (K_m - 1) J_{m-1}", "forward-size"),
    ],
)
def test_what_no_entry_equals_has_near_ones(formula: str, near: str) -> None:
    found = find(formula)
    assert found.equal == ()
    assert near in [match.name for match in found.nearest]


@pytest.mark.parametrize(("formula", "name", "how"), FOUND_WHERE)
def test_the_entry_that_a_formula_is_under_a_condition(formula: str, name: str, how: str) -> None:
    found = find(formula)
    assert found.equal == ()
    assert (name, how) in [(match.name, match.how) for match in found.nearest]


def test_true_equations_are_not_all_one() -> None:
    assert not alike(parse("S[0] == J[L]"), "r[0] == v[0] - u[0] + 1")  # type: ignore[arg-type]
    assert find("S[0] == J[L]").equal[0].name == "forward-backward-bridge"


def test_what_the_commands_answer() -> None:
    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(cli, arguments, standalone_mode=False, catch_exceptions=False)
        return done.return_value or 0, done.output

    code, text = run("find", "r_out = r_in + (k-1)*j_in", "--format", "json")
    assert (code, json.loads(text)["equal"][0]["name"]) == (0, "size-by-jumps")
    code, text = run("find", "r[0] == 7 + L")
    assert code == 1
    assert "the nearest are" in text
    code, text = run("list", "--area", "adaptive", "--format", "json")
    adaptive = [entry.name for entry in all_published() if entry.area == "adaptive"]
    assert [entry["name"] for entry in json.loads(text)["entries"]] == adaptive
    assert "when K[l] = 2*p[l] + 1" in run("show", "half-kernel-padding")[1]
    assert r"u(y) &= \left\lfloor \frac{y}{2}" in run("show", "nearest-doubling", "--format", "latex")[1]
    code, text = run("verify", "seventy", "patch-discriminator")
    assert code == 0
    assert "2 statements: 2 proved; all as expected" in text
    with pytest.raises(SymrfError, match="not judged yet"):
        list(judged([replace(published("seventy"), claim=(), pending="why")]))
