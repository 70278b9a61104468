"""Whatever is changed in a theorem's file, or filed where it does not belong, `symrf verify` ends with 1."""

from functools import partial

import pytest

from symrf.claims.chains import judge
from symrf.refute.graded import least
from symrf.theorem import Theorem
from symrf.verification.routes import coq
from tests.tampering import Copy, copy
from tests.tools import optional, some

__all__ = ["copy"]

TRUE = 'statement=("r[l] == 1 + Sum((K[m] - 1)*Product(s[i], (i, l+1, m-1)), (m, l+1, L))",)'
FILES = [
    (TRUE, 'statement=("r[L] == 1",)', "weakened"),
    (TRUE, 'statement=("r[l] == 2 + Sum((K[m] - 1)*Product(s[i], (i, l+1, m-1)), (m, l+1, L))",)', "false"),
    (TRUE, f'{TRUE}, assume=("s[m] == 1",)', "under a condition"),
    (TRUE, TRUE.replace('",)', '", "r[0] == r[0]")'), "with one more claim"),
]


@pytest.mark.parametrize("route", ["kernel", "coq"])
@pytest.mark.parametrize(("old", "new", "how"), FILES, ids=[how for *_, how in FILES])
def test_a_statement_that_is_not_what_is_proved(copy: Copy, old: str, new: str, how: str, route: str) -> None:
    copy.change("size.py", old, new)
    said = copy.refused("size.json" if route == "kernel" else "size.v", "size", "--route", route)
    assert "the statement is in size.py" in said


BROKEN = [
    ('name="size"', 'name="sizes"', "share one name"),
    (TRUE, "statement=()", "states nothing"),
    (TRUE, 'statement=("r[l] ==",)', "size.py"),
    (TRUE, "statement=(1,)", "size.py"),
    ("theorem = Theorem(", "other = Theorem(", "holds no theorem"),
    ("from symrf.theorem", "from symrf.theorems", "cannot be read"),
    ("theorem = Theorem(", "theorem = = Theorem(", "SyntaxError"),
]


@pytest.mark.parametrize(("old", "new", "words"), BROKEN)
def test_a_file_that_holds_no_such_theorem(copy: Copy, old: str, new: str, words: str) -> None:
    copy.change("size.py", old, new)
    assert words in copy.refused("size.py", "size", "jump", "--route", "kernel")


def test_a_broken_file_is_the_matter_of_no_other_statement(copy: Copy) -> None:
    copy.change("size.py", "theorem = Theorem(", "other = Theorem(")
    copy.change("refuted/refuted_product_index.py", "refutation = Refutation(", "other = Refutation(")
    stated = Theorem("claim", "claim", "", ("r[l] >= 0",))
    assert judge._in_the_catalogue(stated) is stated
    assert not coq._in_the_catalogue(stated)


def test_a_domain_that_is_dropped(copy: Copy) -> None:
    text = copy.path("nested_floor.py").read_text("utf-8")
    (line,) = (line for line in text.splitlines() if line.strip().startswith("domain="))
    copy.change("nested_floor.py", line + "\n", "")
    copy.refused("nested_floor.v", "nested-floor", "--route", "coq")
    optional("z3")
    code, said = copy.verify("nested-floor", "--route", "z3")
    assert code == 1, said


FALSE_FILED_AS_TRUE = '''"""A false statement."""
from symrf.theorem import Theorem
theorem = Theorem("depth-adds-k", "False", "nowhere", ("r[l-1] == r[l] + k[l]",))
'''


@pytest.mark.parametrize("route", ["kernel", "z3", "coq", "fuzz"])
def test_a_false_statement_filed_as_a_theorem(copy: Copy, route: str) -> None:
    if route in ("z3", "coq"):
        optional("z3" if route == "z3" else "coqc")
    copy.path("depth_adds_k.py").write_text(FALSE_FILED_AS_TRUE)
    code, said = copy.verify("depth-adds-k", "--route", route, "--examples", "200")
    assert code == 1, said
    assert "not as expected: depth-adds-k" in said


TRUE_FILED_AS_FALSE = '''"""A true statement."""
from symrf.theorem import Refutation
refutation = Refutation("refuted-size", "True", "nowhere", ("r[l-1] == s[l]*r[l] + K[l] - s[l]",))
'''


@pytest.mark.parametrize("route", ["kernel", "z3", "coq", "fuzz"])
def test_a_true_statement_filed_as_a_refutation(copy: Copy, route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever route is asked: it does not merely stay open, as nothing refutes the statement."""
    monkeypatch.setattr("symrf.verification.refuted.least", partial(least, networks=200))
    if route in ("z3", "coq"):
        optional("z3" if route == "z3" else "coqc")
    copy.path("refuted/refuted_size.py").write_text(TRUE_FILED_AS_FALSE)
    code, said = copy.verify("refuted-size", "--route", route, "--examples", "100")
    assert code == 1, said
    assert "not as expected: refuted-size" in said
    if route in ("kernel", "z3"):
        assert "it is filed as false, and proved by " + route in said


def test_a_condition_under_which_a_false_statement_does_not_hold(copy: Copy) -> None:
    copy.change("refuted/refuted_dilation_multiplies.py", "d[m] == 1", "s[m] == 1")
    code, said = copy.verify("refuted-dilation-multiplies", "--route", "kernel")
    assert code == 1, said
    assert "1 of 2 conditions proved; dilation-multiplies-if-undilated" in said


@pytest.mark.parametrize("dropped", some(["s", "d"], 2, 1))
def test_random_networks_show_that_a_condition_is_missing(copy: Copy, dropped: str) -> None:
    copy.change("refuted/refuted_clip_at_input.py", f'"{dropped}[m] == 1", ', "")
    said = copy.refused("refuted_clip", "refuted-clip-at-input", "--route", "fuzz", "--examples", "200")
    assert "clip-at-input-if-dense is false: network = " in said


EXACT = [
    ("depth_adds_k", '"k[l] == 2"', '"k[l] == 3"'),
    ("dilation_multiplies", 'iff=("d[l] == 1",)', 'iff=("d[l] <= 2",)'),
    ("size_adds_k_minus_s", "+ Min(d[l], k[l])", "+ Max(d[l], k[l])"),
    ("start_ignores_dilation", "Min(d[l], k[l])", "d[l]"),
    ("largest_path_suffices", "*(b2 - b1), 0)", "*(b2 - b1), 1)"),
    ("ceil_output_size", '"s[l]*floor(', '"1 + s[l]*floor('),
]


@pytest.mark.parametrize(("name", "old", "new"), EXACT)
def test_where_a_false_statement_is_said_to_hold_exactly(copy: Copy, name: str, old: str, new: str) -> None:
    copy.change(f"refuted/refuted_{name}.py", old, new)
    said = copy.refused(f"refuted_{name}.py", f"refuted-{name.replace('_', '-')}", "--route", "kernel")
    assert "walk: it does not hold exactly where" in said


def test_a_statement_that_only_its_own_file_can_be_wrong_about(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a route refutes it there is no reason but the counterexample, and the file is named all the same."""
    few = "symrf.verification.refuted.least"
    monkeypatch.setattr(few, lambda scene, networks=200: least(scene, networks))
    copy.change("size.py", "(K[m] - 1)", "(K[m] - 2)")
    assert "the statement is in size.py" in copy.refused("size.py", "size", "--route", "fuzz", "--examples", "20")
    change = "+ (k[l] - 1)*d[l]*J[l-1]"
    copy.change("refuted/refuted_depth_adds_k.py", "+ k[l]", change)
    copy.refused("refuted_depth_adds_k.py", "refuted-depth-adds-k", "--route", "kernel")


def test_a_theorem_that_fuzzing_never_meets(copy: Copy) -> None:
    made = 'Theorem("vacuous", "", "", ("r[0] == 7",), domain=("r[0] >= 10**9",))'
    copy.path("vacuous.py").write_text(f"from symrf.theorem import Theorem\ntheorem = {made}\n")
    code, said = copy.verify("vacuous", "--route", "fuzz", "--examples", "20")
    assert code == 1, said
    assert "no network met the conditions" in said


def test_a_condition_that_one_route_leaves_open_is_said(copy: Copy) -> None:
    """The kernel is what has to prove it; that z3 does not is no failure, and no secret."""
    optional("z3")
    code, said = copy.verify("refuted-product-index", "--route", "kernel,z3")
    assert code == 0, said
    assert "  left open by z3: product-index-if-unit-strides: no proof was found that " in said
