"""The checker of networks with symbols: what it accepts is so for small values, and each of its rules is needed."""

from __future__ import annotations

import itertools
import sys
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from symrf import derive
from symrf.derivation.upward import symbolic
from symrf.derivation.upward.table import CheckFailed
from symrf.kernel.polynomial import Poly, const
from symrf.layers import Conv
from symrf.network import Network, Node
from symrf.numbers.symbols import symbol
from symrf.readers import read
from tests.floors import imported
from tests.random_tables import reach_too_far
from tests.symbolic_cases import BY_HAND, COPIES, LEAST, MORE, MUTANTS, NO, NONE, ONE, POWER, TWO, J, K, P, Said, Z
from tests.tools import ROOT

SOURCE = (ROOT / "symrf" / "symbolic.py").read_text("utf-8")
VALUES = [dict(zip("jkpz", found, strict=True)) for found in itertools.product((1, 3), (2, 3), (0, 2), (-4, 5))]
Case = tuple[list[list[Any]], list[Said]]
names = itertools.count()


def at(number: Poly, values: Mapping[str, int]) -> Any:
    """A polynomial at values; of the power 2**j too."""
    known = {**values, "(2**j)": 2 ** values["j"]}
    total: Any = 0
    for monomial, coefficient in number:
        for (_, name), exponent in monomial:
            coefficient *= known[name] ** exponent
        total += coefficient
    return total


def sees(nodes: Sequence[Any], number: int, y: int, values: Mapping[str, int]) -> set[int]:
    """By trying all taps."""
    if number == 0:
        return {y}
    found = set()
    for below, *numbers in nodes[number - 1]:
        up, first, step, taps = (at(x, values) for x in numbers)
        for m in range(taps):
            found |= sees(nodes, below, up * y + first + step * m, values)
    return found


def right(nodes: Sequence[Any], said: Sequence[Said]) -> bool:
    """Whether everything said is so, at small values."""
    for values, y in itertools.product(VALUES, (-2, 0, 3)):
        for number, (stride, lefts, rights) in enumerate(said, 1):
            found = sees(nodes, number, y, values)
            first, last = (at(stride, values) * y + f(at(x, values) for x in ends)
                           for f, ends in ((min, lefts), (max, rights)))  # fmt: skip
            if not found or (min(found), max(found)) != (first, last):
                return False
    return True


def cases() -> Iterator[Case]:
    """Networks with something said of each node: so, or nearly so."""
    r = Random(7)
    numbers = {
        "up": [ONE, TWO, K], "first": [NO, NO - P, ONE - K, Z, POWER], "step": [ONE, TWO, J, NO],
        "taps": [ONE, TWO, K, K - ONE],
    }  # fmt: skip
    for _ in range(500):
        nodes: list[list[Any]] = []
        said: list[Said] = [(ONE, (NO,), (NO,))]
        for number in range(r.randint(1, 2)):
            up = r.choice(numbers["up"])
            below = r.randint(0, number)
            edges = [
                (below, up, *(r.choice(numbers[x]) for x in ("first", "step", "taps"))) for _ in range(r.randint(1, 3))
            ]
            ends = []
            for below, up, first, step, taps in edges:
                s, lefts, rights = said[below]
                ends.append(
                    (s * up, [s * first + x for x in lefts], [s * (first + step * (taps - ONE)) + x for x in rights])
                )
            nodes.append(edges)
            lefts, rights = ([*{end for one in ends for end in one[place]}] for place in (1, 2))
            said.append(
                (ends[0][0], r.sample(lefts, r.randint(1, len(lefts))), r.sample(rights, r.randint(1, len(rights))))
            )
        one = r.randint(1, len(nodes))
        if r.randint(0, 1):
            s, lefts, rights = said[one]
            more = r.choice([ONE, NO - ONE, P])
            less, on = [*lefts, lefts[0] - more], [*rights, rights[0] + more]
            said[one] = r.choice([(s + more, lefts, rights), (s, less[-1:], rights), (s, lefts, on[-1:]),
                                  (s, less, rights), (s, lefts, on)])  # fmt: skip
        yield nodes, said[1:]


def of_copies(module: Any, copy: Said, said: Said) -> str:
    """What a checker says of copies on top of a window of k; wrong where it takes more for the same."""
    checker = module.CheckedSymbols({**LEAST, "B": 0})
    checker.bound("(2**B)", 1)
    k = K - ONE
    try:
        checker.add([(0, TWO, NO, ONE, K)], (TWO, [NO], [k]))
        edge = checker.copies(1, copy, said, NONE, MORE)
        checker.add([edge], (TWO * said[0], [TWO * said[1][0]], [TWO * said[2][0] + k]))
    except (module.Wrong, module.Undecided) as why:
        return type(why).__name__
    try:
        checker.add([edge], (TWO * said[0], [TWO * said[1][0]], [TWO * said[2][0] + K]))
    except (module.Wrong, module.Undecided):
        return "accepted"
    return "anything"


def verdict(module: Any, nodes: Sequence[Any], said: Sequence[Said]) -> str:
    """What a checker says of a network."""
    checker = module.CheckedSymbols(LEAST)
    try:
        for edges, one in zip(nodes, said, strict=True):
            checker.add(edges, one)
    except (module.Wrong, module.Undecided) as why:
        return type(why).__name__
    return "accepted"


def made(source: str) -> Any:
    """A checker from this source."""
    module = types.ModuleType(f"symbolic_{next(names)}")
    sys.modules[module.__name__] = module
    exec(compile(source, "symbolic.py", "exec"), module.__dict__)
    return module


def faults(module: Any, every: Sequence[tuple[Case, bool]]) -> Iterator[str]:
    """What a checker decides and should not."""
    for nodes, said, wanted in BY_HAND:
        if verdict(module, nodes, said) != wanted:
            yield f"{wanted} is {verdict(module, nodes, said)}"
    for copy, total, wanted in COPIES:
        if (told := of_copies(module, copy, total)) != wanted:
            yield f"{wanted} is {told}: {total}"
    checker = module.CheckedSymbols({})
    checker.bound("(2**j)", 2)
    if [checker._never_negative(POWER - const(least)) for least in (1, 2, 3)] != [True, True, False]:
        yield "another least value"
    accepted = 0
    for (nodes, said), so in every:
        found = verdict(module, nodes, said)
        accepted += found == "accepted"
        if found != "Undecided" and (found == "accepted") != so:
            yield f"{found}: {nodes} {said}"
    if accepted < 80:
        yield f"accepts {accepted}"


@pytest.fixture(scope="module")
def every() -> list[tuple[Case, bool]]:
    return [(one, right(*one)) for one in cases()]


def test_what_it_accepts_is_so_and_what_it_calls_wrong_is_not(every: list[tuple[Case, bool]]) -> None:
    assert list(faults(made(SOURCE), every)) == []


@pytest.mark.parametrize(("old", "new"), MUTANTS)
def test_a_mutant_is_caught(old: str, new: str, every: list[tuple[Case, bool]]) -> None:
    assert SOURCE.count(old) == 1, old
    assert next(faults(made(SOURCE.replace(old, new)), every), None) is not None


def test_it_is_short_and_knows_the_kernel_alone() -> None:
    assert len(SOURCE.splitlines()) <= 150
    modules = {name for _, name in imported("symrf.symbolic", SOURCE, set())}
    assert all(name.startswith(("symrf.kernel", "collections")) for name in modules), modules


# ---- what is derived


def records(network: Any) -> dict[str, str | None]:
    """What checked each node."""
    derived = derive(network)
    return {name: derived[name].axes["x"].checked for name in derived}


def test_networks_with_symbols_say_what_is_checked() -> None:
    layers: list[dict[str, Any]] = [
        {"name": "a", "op": "conv", "kernel": "k", "padding": "p"},
        {"name": "b", "op": "conv", "kernel": "j", "padding": "q", "from": "input"},
        {"name": "join", "op": "add", "from": ["a", "b"]},
        {"name": "up", "op": "upsample", "factor": "f"},
        {"name": "last", "op": "conv", "kernel": 3},
    ]
    assert records(read({"layer": layers})) == {**dict.fromkeys(["a", "b", "join"], "python"), "up": None, "last": None}


@pytest.mark.parametrize(
    ("times", "numbers", "by", "nested"),
    [
        (
            "B",
            {"kernel": "k", "dilation": "2**(i-1)", "padding": {"left": "(k-1)*2**(i-1)", "right": 0}},
            "python",
            "python",
        ),
        ("B", {"kernel": "k", "dilation": "i", "padding": "i"}, "python", "python"),
        ("B", {"kernel": "k", "stride": "s", "padding": 1}, "python", None),  # powers of powers
        ("B", {"kernel": 4, "stride": 2, "padding": 1}, "python", None),
        ("B", {"kernel": "B"}, None, None),  # another body for every number of copies
        ("B + 1", {"kernel": 3}, None, None),  # not by their number itself
    ],
)
def test_copies_say_what_is_checked(times: str, numbers: dict[str, Any], by: str | None, nested: str | None) -> None:
    stage = {"name": "stage", "op": "repeat", "times": times, "layers": [{"op": "conv", **numbers}]}
    last = {"name": "last", "op": "conv", "kernel": 3}
    assert records(read({"layer": [stage, last]})) == {"stage": by, "last": by}
    stacks = {"name": "stacks", "op": "repeat", "times": "N", "index": "b", "layers": [stage]}
    assert records(read({"layer": [stacks]})) == {"stacks": nested}


def test_a_sum_over_copies_that_is_wrong_is_not_said_to_be_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    right: Any = vars(symbolic)["repeated"]

    def wrong(*given: Any) -> Any:
        found = right(*given)
        return replace(found, right=found.right + 1)

    net = read({"layer": [{"name": "stage", "op": "repeat", "times": "B", "layers": [{"op": "conv", "kernel": "k"}]}]})
    assert records(net) == {"stage": "python"}
    monkeypatch.setattr(symbolic, "repeated", wrong)
    assert records(net) == {"stage": None}


def test_a_derivation_that_is_wrong_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    net = Network((Node("a", Conv(symbol("k"))),))
    assert derive(net).output.size == symbol("k")
    reach_too_far(monkeypatch)
    with pytest.raises(CheckFailed, match="'a': the derivation and its check disagree: a last sample"):
        derive(net)
