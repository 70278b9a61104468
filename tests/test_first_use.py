"""Claims about all networks as somebody types them who has not read the manual."""

import io
import json
from functools import partial

import pytest

import symrf
from symrf.claims.chains import judge as general
from symrf.claims.chains.judge import _rounding
from symrf.claims.typed.read import read as read_typed
from symrf.cli import main
from symrf.refute.graded import has_maps
from symrf.refute.measure import Chain, scope
from symrf.render.text import answer
from symrf.terms.evaluate import Undefined
from symrf.theorem import Theorem
from symrf.verification import Result
from symrf.verification.routes import coq as coq_route
from tests.together import together
from tests.tools import optional, some

EMPTY = Chain(((1, 1, 1, 0, 0), (2, 1, 1, 0, 0)), 0, 1)


SIZES = some([
    ("n_out = floor((n_in - k)/s) + 1", ["p=0", "q=0", "d=1"]),
    ("n[L] <= n[0]", ["p[l]==0", "q[l]==0"]),
    ("n[l] <= n[l-1]", ["p[l]+q[l] <= K[l]-1"]),
    ("n_out = floor((n_in + p + q - K)/s + 1)", []),
    ("H_out = floor((H_in + 2*padding - dilation*(kernel_size-1) - 1)/stride + 1)", ["p=q"]),
    ("n_out = ceil(n_in/s)", ["p=(k-1)/2", "p=q", "d=1"]),
], 6)  # fmt: skip
TAKEN_OUT = [
    ("floor(k[l]/s[l]) + p[l]", True), ("floor(k[l]/s[l]) + p[l] + 1", False),
]  # fmt: skip


@pytest.fixture(scope="module")
def answers():
    """On sizes, on when one is right, on an integer taken out of what is rounded; Coq is asked once."""
    optional("coqc")
    sizes = [partial(symrf.check, claim, where=where) for claim, where in SIZES]
    condition = partial(symrf.check, "n_out = floor((n_in+2*p-k)/s + 1)")
    taken = [
        partial(_rounding, Theorem("claim", "", "", (f"{op}(k[l]/s[l] + p[l]) == {right.replace('floor', op)}",)))
        for right, _ in TAKEN_OUT
        for op in some(["ceil", "floor"], 2)
    ]
    found = together(*sizes, condition, *taken)
    return found[: len(sizes)], found[len(sizes)], found[len(sizes) + 1 :]


def test_sizes_are_proved(answers):
    for verdict in answers[0]:
        assert (verdict.verdict, verdict.reason) == ("proved", None)
        assert {verdict.routes[route]["verdict"] for route in ("z3", "coq")} == {"proved"}


def test_a_map_without_features_has_no_size():
    assert not has_maps(EMPTY)
    with pytest.raises(Undefined):
        scope(EMPTY, "n")["n"](2)


@pytest.mark.parametrize(
    ("claim", "where"),
    [("n_out = floor((n_in + p + q - K)/s + 2)", []), ("n_out = ceil(n_in/s)", ["p=(k-1)/2", "p=q", "k=3"]),
     ("n[l] < n[l-1]", ["p[l]==0", "q[l]==0"]), ("n_out = floor((n_in - k)/s) + 1", ["p=0", "q=0"])],
)  # fmt: skip
def test_sizes_that_are_wrong_are_refuted(claim, where, monkeypatch):
    monkeypatch.setattr(general, "weakest", lambda *_: ())  # where else it is true is another question
    verdict = symrf.check(claim, where=where)
    assert verdict.verdict == "refuted"
    assert {"network", "n0", "left", "right"} <= verdict.counterexample.keys()


def test_the_condition_of_a_size_is_found(answers):
    assert answers[1].holds_when == ("d[l] == 1 and p[l] == q[l]",)


def test_an_integer_is_taken_out_of_what_is_rounded(answers):
    found = [all(route["verdict"] == "proved" for route in routes.values()) for routes in answers[2]]
    assert found == [proved for _, proved in TAKEN_OUT for _ in some(["ceil", "floor"], 2)]


@pytest.mark.parametrize("half", ["p[l]/2", "1/2"])
def test_a_fraction_is_not(half):
    """floor(k/2 + 1/2) is not floor(k/2) + 1/2, nor without it."""
    stated = Theorem("claim", "", "", (f"floor(k[l]/2 + {half}) == floor(k[l]/2)",))
    assert {route["verdict"] for route in _rounding(stated).values()} <= {"refuted", "open", "inapplicable"}


# ---- what is typed, and what is said of it


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("r[0] == r[0]\nr[L] == 1", "r[0] == r[0], r[L] == 1"),
        ("r_0 = 1 +\n\\sum_{l=1}^{L}\n(K_l - 1)\n\\prod_{i=1}^{l-1}\ns_i\nr_L = 1",
         "r[0] == 1 + Sum((K[l] - 1)*Product(s[i], (i, 1, l - 1)), (l, 1, L)), r[L] == 1"),
        ("r[0] == 1 +\nSum(K[l] - 1,\n(l, 1, L))", "r[0] == 1 + Sum(K[l] - 1, (l, 1, L))"),
        ("r_L\n= 1", "r[L] == 1"),
        (r"r_0 = \Sigma_{l=1}^{L} k_l", "r[0] == Sum(k[l], (l, 1, L))"),
        (r"S_0 = \Pi^{L}_{l=1} s_l", "S[0] == Product(s[l], (l, 1, L))"),
    ],
)  # fmt: skip
def test_a_line_that_is_a_claim_is_one(typed, read):
    assert read_typed(typed).text == read


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("r_out = r_in + (k-1)*j_i", "write j_in or j_out"),
        ("r_0 != 1", "write =="),
        ("r = L_in", "unknown symbol 'L_in'; did you mean n_in?"),
        ("center_out = center_in", "did you mean start_in?"),
        ("r_out = r_in + (k-1)*j_int", "did you mean j_in?"),
        ("r_0 = Summ(k[l],(l,1,L))", "did you mean Sum?"),
        (r"r_0 = \frac{1}{2", r"claim 'r_0 = \frac{1}{2'"),
        (r"\frac{1}{2} \frac{k_l}{2}", r"claim '\frac{1}{2} \frac{k_l}{2}'"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_write(typed, said):
    with pytest.raises(symrf.SymrfError) as error:
        symrf.check(typed)
    assert said in str(error.value)


def test_the_counterexample_has_the_index_of_the_claim():
    verdict = symrf.check("R[i] == R[i-1] + (k[i]-1)*J[i-1]")
    assert verdict.counterexample["i"] == 1
    assert "l" not in verdict.counterexample
    assert verdict.difference.endswith("(for L = 1, i = 1)")
    assert verdict.routes["walk"].keys() == {"verdict", "seconds"}
    assert "right side − left side: " in answer(verdict)


def test_a_route_that_does_not_apply_is_not_open(monkeypatch):
    monkeypatch.setattr(coq_route, "run", lambda *_: Result("proved"))
    verdict = symrf.check("r[l] >= 1")
    assert verdict.routes["kernel"]["verdict"] == "inapplicable"
    assert "kernel –, z3 proved, coq proved" in answer(verdict)


def test_conditions_that_contradict_each_other():
    verdict = symrf.check("r[0] == 1", where=["k[l] == 2", "k[l] == 3"])
    assert verdict.reason.endswith("k[l] == 3: they contradict each other")


def test_a_route_is_asked_once():
    with pytest.raises(symrf.SymrfError, match="'coq' is asked 2 times"):
        symrf.verify(["size"], ["coq", "kernel", "coq"])


def test_several_lines_on_standard_input(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"r[0] == r[0]\nr[L] == 2\n")))
    with pytest.raises(SystemExit) as ended:
        main(["check", "-", "--format", "json"])
    assert ended.value.code == 1
    said = json.loads(capsys.readouterr().out)
    assert [claim["verdict"] for claim in said["claims"]] == ["proved", "refuted"]
