"""Work beside: programs two at a time, each file of Coq once, random networks the same in other processes."""

from __future__ import annotations

import importlib
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import symrf
from symrf.cli import cli
from symrf.theorem import theorem
from symrf.verification.concurrent import AT_A_TIME, begun, side_by_side
from symrf.verification.coq import judge as judging
from symrf.verification.coq.compiler import Run
from symrf.verification.coq.judge import CLOSED, TOGETHER, CoqCase, judge
from symrf.verification.routes import fuzz as fuzz_route


class Counter:
    """How many run at once, at most."""

    def __init__(self) -> None:
        self.now = self.most = 0
        self.lock = threading.Lock()

    def __enter__(self) -> None:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(0.02)

    def __exit__(self, *_: object) -> None:
        with self.lock:
            self.now -= 1


def test_two_at_a_time_in_their_order() -> None:
    counter = Counter()

    def squared(n: int) -> int:
        with counter:
            return n * n

    assert side_by_side(squared, range(8)) == [n * n for n in range(8)]
    assert counter.most == AT_A_TIME == 2
    assert side_by_side(squared, []) == []


def test_where_one_fails_none_is_begun_after() -> None:
    done = []

    def work(n: int) -> None:
        if n == 0:
            raise symrf.SymrfError("no")
        time.sleep(0.05)
        done.append(n)

    with pytest.raises(symrf.SymrfError, match="no"):
        side_by_side(work, range(50))
    assert len(done) < 10


def test_what_is_begun_answers_or_raises_later() -> None:
    held = threading.Event()
    answer = begun(lambda: held.wait(10))
    held.set()
    assert answer() is True
    with pytest.raises(ZeroDivisionError):
        begun(lambda: 1 // 0)()


def test_coq_compiles_each_file_once_and_two_at_a_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    files: list[tuple[str, str]] = []
    counter = Counter()

    def compiled(where: Path, name: str, seconds: float) -> Run:
        files.append((name, (where / f"{name}.v").read_text()))
        with counter:
            (where / f"{name}.vo").touch()
        return Run(CLOSED)

    def workbench(words: Any) -> Path:
        made = tmp_path / f"{threading.get_ident()}-{time.monotonic_ns()}"
        made.mkdir()
        return made

    monkeypatch.setattr(judging, "compiled", compiled)
    monkeypatch.setattr(judging, "workbench", workbench)
    monkeypatch.setattr(judging, "workshop", lambda words: tmp_path / words)
    monkeypatch.setattr(judging, "rechecked", lambda *_: Run(""))
    monkeypatch.setattr(judging, "nothing_assumed", lambda _: True)
    count = 2 * TOGETHER + 5
    cases = [CoqCase(f"Theorem t{i} : True.", f"t{i}", "True", "Z_scope") for i in range(count)]
    cases += [CoqCase(f"(* {i // 2} *)", f"h{i}", "True", "Z_scope", "Networks") for i in range(4)]
    assert judge(cases) == [None] * len(cases)
    assert len(files) == len({*files}) == 3 + 2 + 2
    assert [name for name, _ in files].count("SymrfAudit") == 2, "one for each file of words"
    assert counter.most == 2


def test_the_same_networks_in_other_processes() -> None:
    theorems = [theorem(name) for name in ("size", "jump", "uniform-layers", "same-padding")]
    here, there = fuzz_route.fuzz(theorems, 20), fuzz_route.beside(dict.fromkeys(theorems, 20))
    timeless = [{name: replace(one, seconds=0.0) for name, one in found.items()} for found in (here, there)]
    assert timeless[0] == timeless[1]
    assert all(one.checked for one in there.values())


def test_a_process_that_does_not_answer_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    assert fuzz_route.beside({theorem("jump"): 5})["jump"].examples == 5


def test_the_table_begins_before_anything_is_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*_: object) -> Iterator[Any]:
        yield from ()
        raise symrf.SymrfError("nothing was reached")

    monkeypatch.setattr(importlib.import_module("symrf.published.judge"), "judged", late)
    result = CliRunner().invoke(cli, ["verify", "size", "--route", "kernel"])
    assert result.output.split() == ["statement", "verdict", "kernel"]
    assert isinstance(result.exception, symrf.SymrfError)


def test_unknown_names_are_said_before_the_table() -> None:
    result = CliRunner().invoke(cli, ["verify", "size", "sise"])
    assert isinstance(result.exception, symrf.SymrfError)
    assert result.output == ""
