"""The checker of tables: what is derived is accepted, what is wrong refused, and each of its rules is needed."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import types
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from symrf import derive
from symrf.derivation.upward.table import AxisTable, CheckFailed
from symrf.errors import SymrfError
from symrf.layers import Conv, ConvTranspose, Upsample
from symrf.network import Network, Node
from symrf.numbers.symbols import symbol
from symrf.tables import Checked, TooMuch, check
from symrf.zoo import zoo, zoo_names
from tests.floors import imported
from tests.random_tables import envelopes, network, of, plain, reach_too_far, refused, table, trial, wrong
from tests.table_cases import CONV, HONEST, MALFORMED, WRONG
from tests.table_mutants import EQUIVALENT, MUTANTS
from tests.tools import ROOT

SOURCE = (ROOT / "symrf" / "tables.py").read_text("utf-8")
numbers = itertools.count()


@cache
def honest() -> tuple[Any, ...]:
    """Tables that are right."""
    made = [table(network(seed) if seed % 4 else envelopes(seed))[0] for seed in range(60)]
    thin: list[Any] = [ConvTranspose(5, 3, 2), ConvTranspose(4, 2, 3)]
    thin += [ConvTranspose(4, 3, 2) >> ConvTranspose(5, 3, 2, (2, 1)), ConvTranspose(2, 3) >> Conv(3) >> Conv(2, 1, 2)]
    return (*HONEST.values(), *made, *(table(Network.of(net))[0] for net in thin), plain(unet().written))


def unet() -> AxisTable:
    """The table of a network of sixteen phases."""
    return of(derive(zoo("unet")), "h")


@cache
def false() -> tuple[Any, ...]:
    """Tables that are wrong."""
    made = [data for seed in range(1, 60) for data in wrong(table(network(seed) if seed % 4 else envelopes(seed))[0])]
    return (*WRONG.values(), *MALFORMED.values(), *made[::5])


def checker(source: str) -> Any:
    """A checker made from this source: (check, Refused, the module)."""
    module = types.ModuleType(f"tables_{next(numbers)}")
    sys.modules[module.__name__] = module
    exec(compile(source, "tables.py", "exec"), module.__dict__)
    return module


def faults(source: str) -> Iterator[str]:
    """What a checker accepts and should not, or refuses and should not."""
    made = checker(source)
    for data in honest():
        try:
            if made.check(data) != data["answers"]:
                yield "other answers"
        except Exception as error:
            yield f"refuses what is right: {error}: {data}"
    for data in false():
        try:
            made.check(data)
            yield f"accepts what is wrong: {data}"
        except made.WrongTable:
            pass
        except Exception as error:
            yield f"lets out {error!r}: {data}"
    yield from lazy(made)


def lazy(made: Any) -> Iterator[str]:
    """What takes too much work is not done, and what is within the bound is."""
    big = [[0, 1, 0, 1, 1, 5]]
    phases = [[[1, 0, 0]], [], [], [], []]
    for most, edges, answer, enough in (
        (10, big, phases, True), (9, big, phases, False), (10**6, [[0, 1, 0, 1, 1, 10**7]], [[]], False),
        (10**3, [[0, 2, 0, 10**4, 3, 2]], [[[1, 0, 10**4]]], False),
        (2, [[0, 1, 0, 10**4, 3, 1]], [[[1, 0, 2 * 10**4]]], True),
        (1, [[0, 1, 0, 1, 1, 1]], [[[1, 0, 0]]], False), (3, [[0, 1, 0, 1, 1, 1]], [[[1, 0, 0]]], True),
        (3, [[0, 1, 0, 10**4, 2, 1], [0, 2, 0, 1, 1, 1]], [[[1, 0, 10**4], [2, 0, 0]]], True),
        (2, [[0, 1, 0, 1, 10**5, 1]], [[[1, 0, 10**5 - 1]]], True),
        (2, [[0, 2, 0, 1, 10**5, 2]], [[[1, 0, 10**5 // 2 - 1]]], True),
    ):  # fmt: skip
        one = made.Checked(most)
        try:
            one.add(edges, ("exact", answer))
            yield from () if enough else ["does more than it should"]
            one.add(edges, ("exact", answer))
            yield from () if most > 10 else ["forgets what it has done"]
        except made.TooMuch:
            yield from ["does less than it should"] if enough and len(one.lines) == 1 else []
        except made.WrongTable as error:
            yield f"does not stop: {error}"
    one = made.Checked(7)  # 4 for each, since the phase that sees something counts, wherever it is
    one.add([[0, 1, 1, 1, 1, 2]], ("exact", [[], [[1, 1, 1]]]))
    try:
        one.add([[1, 1, 0, 1, 1, 1]], ("exact", [[], [[1, 1, 1]]]))
        yield "does more than it should"
    except made.TooMuch:
        pass


# ---- what is derived is accepted


@pytest.mark.parametrize("name", zoo_names())
def test_every_network_of_the_zoo(name: str) -> None:
    net = zoo(name)
    try:
        derived = derive(net, input_size=224)
    except SymrfError:  # there is no such map on 224 samples
        derived = derive(net, input_size=227) if "alexnet" in name else derive(net)
    for axis in derived.output.axes.values():
        found = of(derived, axis.axis)
        assert {*derived} <= {*found.numbers}
        assert check(json.loads(json.dumps(found.written))) == plain(found.answers)
        assert axis.checked == "python"


def test_random_networks_and_wrong_answers() -> None:
    accepted, unclaimed, right, found = trial(80, 800)
    assert (accepted, found) == (80, [])
    assert right >= 800
    assert unclaimed <= 3


def test_a_derivation_that_is_wrong_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sample too many on the right: nothing is printed."""
    net = Network((Node("a", Conv(3)), Node("b", Conv(5), ("a",))))
    assert derive(net).output.size == 7
    reach_too_far(monkeypatch)
    with pytest.raises(CheckFailed, match="'a': the derivation and its check disagree: node 1: phase 0 of 1"):
        derive(net)


def test_what_is_not_checked_says_so() -> None:
    net = Network((Node("a", Conv(3)), Node("b", Upsample(symbol("f")), ("a",)), Node("c", Conv(3), ("b",))))
    derived = derive(net)
    assert [derived[name].axes["x"].checked for name in "abc"] == ["python", None, None]


# ---- what is wrong is refused


@pytest.mark.parametrize("name", [*MALFORMED, *WRONG])
def test_refused(name: str) -> None:
    assert refused({**MALFORMED, **WRONG}[name])


def test_too_much_work_is_not_done() -> None:
    with pytest.raises(TooMuch):
        Checked(100).add([[0, 1, 0, 1, 1, 1000]], ("exact", [[]]))


# ---- each rule is needed


def test_the_checker_as_it_stands_has_no_fault() -> None:
    assert list(faults(SOURCE)) == []
    assert len(false()) > 500


@pytest.mark.parametrize(("old", "new"), MUTANTS, ids=[f"{i}" for i in range(1, len(MUTANTS) + 1)])
def test_a_mutant_is_caught(old: str, new: str) -> None:
    assert SOURCE.count(old) == 1, f"not once in the checker: {old}"
    fault = next(faults(SOURCE.replace(old, new)), None)
    if (old, new) in EQUIVALENT:
        assert fault is None, f"not equivalent after all: {fault}"
    else:
        assert fault is not None, f"survives: {old.strip()} -> {new.strip()}"


# ---- alone


def test_it_is_short_and_alone() -> None:
    """The standard library only, 150 lines at most."""
    assert len(SOURCE.splitlines()) <= 150
    modules = {name.split(".")[0] for _, name in imported("symrf.tables", SOURCE, set())}
    assert modules <= sys.stdlib_module_names


def test_it_checks_files_without_any_package(tmp_path: Path) -> None:
    (tmp_path / "right.json").write_text(json.dumps(CONV), "utf-8")
    (tmp_path / "wrong.json").write_text(json.dumps(WRONG["the status"]), "utf-8")
    command = [sys.executable, "-S", "-m", "symrf.kernel", str(tmp_path / "right.json"), str(tmp_path / "wrong.json")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "output 1 m + 0 of node 1 sees from the least of 2 m + -1 to the greatest of 2 m + 1 (exact)" in done.stdout
    assert f"refused: {tmp_path / 'wrong.json'}: node 1: the status is not whole-input" in done.stdout
