"""Formulas as people type them: the tree that is read, in symrf's letters, and what is refused."""

from __future__ import annotations

import json
import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import symrf
from symrf import SymrfError
from symrf.claims.chains import judge as general
from symrf.claims.typed.read import read
from symrf.cli import run
from symrf.formulas.quantities import LAYER_LETTERS, MAP_LETTERS
from symrf.terms import At, Big, Num, Op, Rel, Sym, Term, latex, names, parse, text
from symrf.terms.evaluate import Undefined, compiled
from symrf.terms.typed import parse_typed
from symrf.theorem import INDICES, SCALARS, refutation_names, theorem, theorem_names
from tests.tools import some
from tests.typed import EQUATIONS, READ, REFUSED, TRUE

STATEMENTS = {
    f"{name}-{i}": tree
    for name in (*theorem_names(), *refutation_names())
    for i, tree in enumerate(theorem(name).claims())
}


@pytest.mark.parametrize(("typed", "meant"), [(typed, meant) for typed, *meant in READ], ids=range(len(READ)))
def test_what_is_read(typed: str, meant: list[str]) -> None:
    reading = read(typed)
    assert [text(tree) for tree in reading.claims] == meant
    assert reading.claims == tuple(map(parse, meant))
    assert not reading.own
    assert read(reading.text).claims == reading.claims


@pytest.mark.parametrize(("typed", "words"), REFUSED, ids=range(len(REFUSED)))
def test_what_is_refused(typed: str, words: str) -> None:
    with pytest.raises(SymrfError) as error:
        symrf.check(typed)
    assert words in str(error.value)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 400


@pytest.mark.parametrize("name", some([*EQUATIONS], 2))
def test_published_equations_get_a_verdict(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(general, "weakest", lambda *_: ())  # where else it is true is another question
    found = symrf.check(EQUATIONS[name])
    assert found.verdict == ("proved" if name in TRUE else "refuted")
    assert found.read_as


@pytest.mark.parametrize("name", STATEMENTS)
def test_what_is_printed_is_read_back(name: str) -> None:
    tree = STATEMENTS[name]
    known = frozenset[str]().union(*names(tree))
    assert parse(text(tree)) == tree
    assert parse_typed(text(tree), known=known) == (tree,)
    assert parse_typed(latex(tree), known=known) == (tree,)


LEAVES = st.one_of(
    st.integers(0, 12).map(lambda n: Num(Fraction(n))),
    st.sampled_from([Sym("x"), Sym("y"), Sym("l"), At("k", Sym("l")), At("s", Op("+", (Sym("l"), Num(Fraction(1)))))]),
)


def larger(parts: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    """Formulas made of smaller ones, in all the ways that there are."""
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Op, st.sampled_from(["+", "*", "Min", "Max"]), several),
        st.builds(lambda op, a: Op(op, (a,)), st.sampled_from(["neg", "floor", "ceil"]), parts),
        st.builds(lambda a, b: Op("/", (a, b)), parts, parts),
        st.builds(lambda a, n: Op("**", (a, Num(Fraction(n)))), LEAVES, st.integers(0, 3)),
        st.builds(
            lambda kind, body, var, high: Big(kind, body, var, Num(Fraction(1)), high),
            st.sampled_from(["Sum", "Product"]), parts, st.sampled_from("li"), st.sampled_from([Sym("y"), Sym("x")]),
        ),
    )  # fmt: skip


@given(st.recursive(LEAVES, larger, max_leaves=12))
def test_latex_and_text_of_any_formula_mean_the_same(tree: Term) -> None:
    scope = {"x": 3, "y": 2, "l": 5, "k": {n: n * n + 2 for n in range(20)}, "s": {n: 7 - n for n in range(20)}}

    def value(found: Term | Rel) -> object:
        assert not isinstance(found, Rel)
        try:
            return compiled(found)(scope)
        except Undefined:
            return "no value"

    for written in (latex(tree), text(tree)):
        (again,) = parse_typed(written, known=frozenset({"x", "y"}))
        assert value(again) == value(tree)
    assert value(parse(text(tree))) == value(tree)


def of_chains(tree: Rel) -> bool:
    """Whether a statement has symrf's own letters only."""
    scalars, sequences = names(tree)
    return scalars <= SCALARS | INDICES and sequences <= LAYER_LETTERS | MAP_LETTERS


@pytest.mark.parametrize("name", [name for name, tree in STATEMENTS.items() if of_chains(tree)])
def test_symrfs_own_letters_keep_their_meaning(name: str) -> None:
    tree = STATEMENTS[name]
    assert read(text(tree)).claims == read(latex(tree)).claims == (tree,)
    assert read(text(tree)).own


def test_decimals_are_exact() -> None:
    assert read(r"start_0 = 0.5").claims == read(r"start_{0} = 0.50").claims
    assert read(r"start_{0} = 0.5").text == "start[0] == 1/2"


@pytest.mark.parametrize("claim", ["start = 10.5", "start == 10.5", "  start == 10.5", "start=10.5 ", "10.5 = start"])
def test_a_decimal_is_read_where_it_stands(claim: str) -> None:
    """All of its digits, whatever stands before it: 10.5 is not 0.5."""
    assert symrf.check(claim, symrf.read([[3, 2, 1]])).verdict == "refuted"
    assert symrf.check(claim, symrf.read([[21, 2, 0]])).verdict == "proved"


def test_lambda_is_a_name() -> None:
    """As symrf writes a symbol l beside indices; what Python means by the word is not read."""
    assert text(parse("2*lambda = Sum(lambda**i, (i, 1, lambda))")) == "2*lambda == Sum(lambda**i, (i, 1, lambda))"
    for wrong in ("lambda: 0", "lambda x: x", "lambda\u03bb", "(lambda y: y)(3)"):
        with pytest.raises(SymrfError):
            parse(wrong)
    tree = {"input": {"size": "n"}, "layer": [{"op": "conv", "kernel": "l", "stride": 2}]}
    assert r"n \ge \lambda" in symrf.report(symrf.read(tree))


def test_a_reading_is_echoed_only_where_it_differs() -> None:
    assert symrf.check("J[l] = J[l-1]*s[l]").read_as is None
    assert symrf.check("J_{l} = J_{l-1} s_l").read_as == "J[l] == J[l - 1]*s[l]"
    shown = symrf.check("j_out = j_in*s")
    assert (shown.name, shown.read_as) == ("j_out = j_in*s", "J[l] == J[l - 1]*s[l]")
    assert "read as: J[l] == J[l - 1]*s[l]" in str(shown)


def test_all_of_a_chain_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(general, "weakest", lambda *_: ())  # where else it is true is another question
    found = symrf.check(r"S_0 = J_L = \prod_{i=1}^{L} s_i")
    assert (found.verdict, [claim.verdict for claim in found.claims]) == ("proved", ["proved", "proved"])
    wrong = symrf.check("S_0 = J_L = 1")
    assert (wrong.verdict, [claim.verdict for claim in wrong.claims]) == ("refuted", ["proved", "refuted"])
    assert wrong.counterexample == wrong.claims[1].counterexample is not None
    first = symrf.check("J_L = 1, S_0 = J_L")
    assert first.verdict == "refuted"


def test_letters_of_a_network_stay_what_they_are() -> None:
    network = symrf.read({"layer": [{"op": "repeat", "times": "N", "layers": [{"op": "conv", "kernel": "k1"}]}]})
    assert read("r = 1 + N(k1 - 1)", network).text == "r == 1 + N*(k1 - 1)"
    assert read(r"r = 1 + N (k_{1} - 1)", network).text == "r == 1 + N*(k1 - 1)"
    assert symrf.check(r"r - 1 = N(k_1-1)", network).verdict == "proved"
    assert symrf.check("r = 1 + N(k1-2)", network).verdict == "refuted"


def test_the_command_shows_what_was_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(general, "weakest", lambda *_: ())  # where else it is true is another question
    assert run(["check", "j_out = j_in*s"]) == 0
    assert capsys.readouterr().out.startswith("proved: j_out = j_in*s\n  read as: J[l] == J[l - 1]*s[l]\n")
    assert run(["check", "S_0 = J_L = 1", "--format", "json"]) == 1
    record = json.loads(capsys.readouterr().out)
    assert record["read_as"] == "S[0] == J[L], J[L] == 1"
    assert [claim["verdict"] for claim in record["claims"]] == ["proved", "refuted"]
    assert run(["check", r"S_0 = s_1 \cdots k_L"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


PIECES = ["r", "_", "{", "}", "(", ")", "[", "]", "^", r"\frac", r"\sum", r"\left", ".", ",", "=", "+", "-", "*", "/",
          "l", "12", "L", " ", "'", "\\", r"\text", "\u2211", "\u2081", "\u00b2", "k1", "in", "out", "Sum", "floor",
          "|", "\x00", "\ud800", "&", r"\\", "<", "1.5", "//", "**", r"\bar", r"\le"]  # fmt: skip


def complaint(typed: str) -> str:
    """What is said against a text; nothing where claims are read in it; any other error is a defect."""
    try:
        found = read(typed).claims
    except SymrfError as error:
        return str(error)
    return "" if found else "nothing was read"


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_text_is_read_or_refused_in_one_line(typed: str) -> None:
    said = complaint(typed)
    assert "\n" not in said
    assert len(said) < 400


LONG = ["2^{" + "-" * 3900 + "1}", "2^{" + "a/" * 1900 + "1}", "2^{" + r"\sum_{l=1}^L " * 250 + "1}",
        "a/" * 1900 + "b c",
        "(" * 1999 + ")" * 1999, "1+" * 1999 + "1", r"\sum_{l=1}^{L} " * 260 + "1", "^" * 4000, "a_" * 1999 + "b",
        r"\frac{1}{" * 400, "kd" * 1999 + r"\cdot", r"\left" * 800, "-" * 3900, "k(" * 1300, "\u2081" * 4000,
        "k" * 4000, "\\" + "k" * 3999, r"\text{" * 600, "a b " * 999 + "=1", "a/" * 1999 + "b", "a = " * 900 + "b",
        "\u2211" * 3999, "a'" * 1999, "r(l" * 1000, "1." * 1999, r"\begin{" * 500, "x" * 4001]  # fmt: skip


def test_long_text_takes_time_in_proportion() -> None:
    """The slowest of them takes no more than a hundred times as long as an ordinary claim of the same length."""
    ordinary = " + ".join(["k_l s_l"] * 360) + " = 0"

    def seconds(typed: str) -> float:
        started = time.perf_counter()
        complaint(typed)
        return time.perf_counter() - started

    seconds(ordinary)
    allowed = 100 * seconds(ordinary)
    assert max(map(seconds, LONG)) < allowed
