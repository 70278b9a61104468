"""A route's result is one frozen object, of which one writer makes the record."""

import ast
import json
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

import symrf
from symrf.claims.network.every_value import of_each
from symrf.render import json as records
from symrf.theorem import theorem
from symrf.verification import ROUTES, Result, Verdict
from symrf.verification.coq.judge import CoqCase, Refusal
from symrf.verification.result import Clock, timed
from symrf.verification.routes import OPENED
from symrf.verification.routes import coq as coq_route
from symrf.verification.verdict import combined
from tests.tools import missing

ROOT = Path(symrf.__file__).parent
WRITERS = {
    "verification/result.py", "render/json.py", "testing/verdicts/report.py", "questions/solution.py",
    "published/shown.py",
}  # fmt: skip
"""The last three write the verdict of a capability, of an answer and of a published statement, which are no route's."""


def literals(source: str) -> list[int]:
    """The lines on which a mapping is written out, or asked, with the key "verdict"."""
    found = []
    for node in ast.walk(ast.parse(source)):
        keys = node.keys if isinstance(node, ast.Dict) else [node.slice] if isinstance(node, ast.Subscript) else []
        found += [node.lineno for key in keys if isinstance(key, ast.Constant) and key.value == "verdict"]
    return found


def test_a_verdict_in_a_record_is_written_in_one_place() -> None:
    paths = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in ROOT.rglob("*.py")}
    found = {path for path, source in paths.items() if "verdict" in source and literals(source)}
    assert found == WRITERS


@pytest.mark.parametrize("source", ['x = {"verdict": 1}', 'x = said["verdict"]', 'x = {**a, "verdict": 1}'])
def test_a_verdict_written_elsewhere_is_seen(source: str) -> None:
    assert literals(source) == [1]


def test_a_result_reads_as_its_record() -> None:
    said = Result("passed", evidence={"examples": 200}, seconds=0.25)
    assert said == {"verdict": "passed", "examples": 200, "seconds": 0.25}
    assert (said["verdict"], said.get("reason"), len(said)) == ("passed", None, 3)
    assert json.loads(json.dumps(dict(said))) == said
    with pytest.raises(KeyError):
        said["reason"]


def test_a_result_is_not_changed() -> None:
    said = Result("open", "no certificate was found")
    with pytest.raises(FrozenInstanceError):
        said.verdict = "proved"  # type: ignore[misc]
    with pytest.raises(TypeError):
        said["verdict"] = "proved"  # type: ignore[index]
    assert said.also(note="n") != said == Result("open", "no certificate was found")


def test_the_record_holds_what_the_results_say() -> None:
    (verdict,) = symrf.verify(["size"], routes=["kernel"])
    record = records.verdict(verdict)
    assert record["routes"]["kernel"] == verdict.routes["kernel"]
    assert list(record["routes"]["kernel"]) == ["verdict", "certificate", "seconds"]


def test_every_route_is_opened_and_answers_with_a_result() -> None:
    assert tuple(OPENED) == ROUTES == ("kernel", "z3", "coq", "fuzz")
    size = theorem("size")
    said = {name: opened([size], {"size": 20}).run(size) for name, opened in OPENED.items() if name != "coq"}
    assert {name: result.verdict for name, result in said.items()} == {
        "kernel": "proved", "z3": "skipped" if missing("z3") else "proved", "fuzz": "passed"
    }  # fmt: skip


def test_every_result_is_timed_once() -> None:
    assert timed(Result, "proved").seconds is not None
    assert timed(Result, "proved", seconds=7.0).seconds == 7.0
    assert Clock(before=2.0).seconds >= 2.0 > Clock().seconds


def test_of_several_values_the_least_that_a_route_says_counts() -> None:
    proved = Result("proved", evidence={"certificate": {}, "where": {}}, seconds=1.0)
    walks = [Result("passed", evidence={"examples": n}, seconds=0.5) for n in (3, 4)]
    cases = {n: Verdict("x", "proved", {"kernel": proved, "walk": walk}) for n, walk in enumerate(walks)}
    routes = of_each("k", {n: (lambda one=one: one) for n, one in cases.items()}).routes  # type: ignore[misc]
    assert routes["walk"] == {"verdict": "passed", "examples": 7, "note": "7 walks", "seconds": 1.0}
    assert [part["of"] for part in routes["kernel"]["certificates"]] == ["k == 0: the claim", "k == 1: the claim"]
    cases[1] = Verdict("x", "proved", {"kernel": Result("derived", evidence={"note": "n"}), "walk": walks[1]})
    routes = of_each("k", {n: (lambda one=one: one) for n, one in cases.items()}).routes  # type: ignore[misc]
    assert routes["kernel"].verdict == "derived"


def test_a_failure_outweighs_a_disagreement_and_both_a_proof() -> None:
    failed = {"kernel": Result("failed", "gone"), "z3": Result("proved"), "fuzz": Result("refuted")}
    assert combined(failed, ("z3",)) == ("open", "kernel: gone")
    assert combined({**failed, "kernel": Result("proved")}, ("kernel",))[0] == "open"


def test_work_that_asks_coq_waits_until_all_has_asked_and_each_hears_its_own_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cases = [CoqCase("", f"case {i}", "", "Z_scope") for i in range(4)]
    refused, asked = Refusal("no"), list[list[CoqCase]]()

    def judge(some: list[CoqCase], seconds: float) -> list[Refusal | None]:
        asked.append(some)
        return [refused if case is cases[3] else None for case in some]

    def work(item: tuple[int, ...]) -> tuple[tuple[int, ...], list[Refusal | None]]:
        return item, [coq_route._problem(cases[i], 4.0) for i in item]

    monkeypatch.setattr(coq_route, "judge", judge)
    monkeypatch.setattr(coq_route, "_made", set())
    items = [(0, 1), (2,), (), (3,)]
    found = list(coq_route.gathered(work, items))
    assert found == [((), []), ((2,), [None]), ((3,), [refused]), ((0, 1), [None, None])]
    assert asked == [[cases[0], cases[2], cases[3]], [cases[1]]]
    assert coq_route._problem(cases[3], 4.0) is refused
    assert len(asked) == 3
