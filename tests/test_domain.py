"""The domain of a network: what is printed is exactly when its numbers mean something, and counterexamples obey it."""

from __future__ import annotations

import json
import pickle
import re
from itertools import product
from typing import Any

import pytest
import sympy
from hypothesis import assume, given
from hypothesis import strategies as st

import symrf
from symrf.claims.typed.read import read as claims_read
from symrf.domain import domain
from symrf.errors import SymrfError
from symrf.layers import Conv
from symrf.network import Network
from symrf.numbers.symbols import least_of, symbol
from symrf.oracle import walk
from symrf.render import fragment
from symrf.repeat import concrete, free_symbols, substitute
from symrf.terms import Rel, parse, parse_value
from symrf.terms.evaluate import Undefined, compiled, holds
from tests.test_cli import invoke, said
from tests.tools import examples


def conv(**numbers: Any) -> dict[str, Any]:
    return {"op": "conv", "kernel": 1, **numbers}


def repeat(times: Any, *layers: dict[str, Any]) -> dict[str, Any]:
    return {"op": "repeat", "times": times, "layers": list(layers)}


def read(*layers: dict[str, Any], **more: Any) -> Network:
    return symrf.read({"layer": list(layers), **more})


def obeyed(condition: str, values: dict[str, int]) -> bool:
    """Whether a printed condition holds, read from its text alone."""
    while " where " in condition:
        condition, _, where = condition.rpartition(" where ")
        if not obeyed(where, values):
            return True
    condition, _, loop = condition.partition(" for ")
    if loop:
        index, last = re.fullmatch(r"(\w+) = 1 \.\. (.*)", loop).groups()  # type: ignore[union-attr]
        copies = compiled(parse_value(last))(dict(values))
        return all(obeyed(condition, {**values, index: i}) for i in range(1, int(copies) + 1))
    for words, modulus in ((" is odd", 2), (" is even", 2), (" is an integer", 1)):
        if condition.endswith(words):
            value = compiled(parse_value(condition.removesuffix(words)))(dict(values))
            return value % modulus == (words == " is odd")
    claim = parse(condition)
    assert isinstance(claim, Rel), condition
    return holds(claim)(dict(values))[0]


def valid(network: Network, values: dict[str, int]) -> bool:
    try:
        concrete(network, values)
    except SymrfError:
        return False
    return True


@pytest.mark.parametrize(
    ("network", "conditions"),
    [
        (read(conv(kernel="k", padding="(k - 1)/2")), ["k is odd"]),
        (read(conv(kernel="k - 3")), ["k >= 4"]),
        (read(repeat("B - 2", conv(kernel=3))), ["B >= 2"]),
        (read(repeat("B - 2", conv(kernel="k", padding="k/2"))), ["B >= 2", "k is even where B >= 3"]),
        (read(conv(kernel="k"), conv(kernel="k - 1"), conv(kernel="k - 4", padding="k/2")), ["k is even", "k >= 5"]),
        (read(repeat("B", conv(kernel="k", dilation="2**(i-1)", padding="2**(i-1)*(k-1)/2"))), ["k is odd"]),
        (read(repeat("B", conv(kernel="k - i"))), ["k >= B + 1"]),
        (read(repeat("B", conv(kernel="k + i - 3"))), ["k >= 3"]),
        (read(conv(padding="(k**2 - 1)/3")), ["(k**2 - 1)/3 is an integer"]),
        (read(conv(padding="k*(k + 1)/2")), []),
        (read(conv(padding="(k**2 - 1)/8")), ["k is odd"]),
        (read(conv(padding="(k - m)/2")), ["(k - m)/2 is an integer"]),
        (read(conv(kernel="k/s")), ["k/s is an integer"]),
        (read(conv(kernel="7 - k")), ["k <= 6"]),
        (read(conv(kernel="k/6"), conv(kernel="(k - 2)/4")), ["(k - 6)/12 is an integer", "k >= 6"]),
        (read(conv(kernel="floor(k/2) - 3")), ["floor(k/2) >= 4"]),
        (read(conv(stride="s - 1", dilation="2*d - 5")), ["d >= 3", "s >= 2"]),
        (read(conv(), input={"size": "n - 3"}), ["n >= 4"]),
        (read({"op": "crop", "left": "h/2", "step": "h"}), ["h is even"]),
        (read({"op": "upsample", "factor": "f - 2"}), ["f >= 3"]),
        (read(conv(kernel="k"), symbols={"k": {"min": 3, "odd": True}}), ["k is odd", "k >= 3"]),
        (read(conv(kernel="k"), symbols={"k": {"min": 0}}), ["k >= 1"]),
        (read(conv(kernel="k"), conv(stride="s", padding="p")), []),
        (read(conv(kernel=3)), []),
    ],
)
def test_what_is_inferred(network: Network, conditions: list[str]) -> None:
    found = domain(network)
    assert list(found.conditions) == conditions
    names = sorted(found.symbols)
    declared = {s.name: s for s in free_symbols(network)}
    ranges = {name: range(max(least_of(declared[name]) or 1, 0), 20 if len(names) < 2 else 8) for name in names}
    for values in (dict(zip(names, v, strict=True)) for v in product(*(ranges[name] for name in names))):
        allowed = not any(declared[n].is_odd and v % 2 == 0 for n, v in values.items())
        within = all(obeyed(condition, values) for condition in found.conditions)
        assert within == (valid(network, values) and allowed), values
        if within:
            assert all(v >= found.values[n][0] and (v - found.values[n][0]) % found.values[n][1] == 0
                       for n, v in values.items())  # fmt: skip


@pytest.mark.parametrize(
    ("network", "words"),
    [
        (lambda: read(conv(kernel="k - 5"), conv(kernel="4 - k")), "k >= 6 (kernel of conv1) and k <= 3 (ker"),
        (lambda: read(conv(kernel="k", padding="k/2"), conv(padding="(k - 1)/2")), "no value of k: k is even"),
        (lambda: read(conv(kernel="k", padding="k/2"), symbols={"k": {"odd": True}}), "padding of conv is k/2"),
        (lambda: read(conv(kernel="k - 5", padding="(k-1)/2"), conv(kernel="7 - k")), "k is odd, and k <= 6"),
        (lambda: read(conv(kernel="k", padding="k/4 + 1/2"), conv(padding="k/4")), "no value of k"),
    ],
)
def test_a_contradiction_is_refused_in_one_line(network: Any, words: str) -> None:
    for ask in (lambda: symrf.derive(network()), lambda: symrf.check("r == 1", network())):
        with pytest.raises(SymrfError) as error:
            ask()
        assert words in str(error.value)
        assert "\n" not in str(error.value)


def test_symbols_know_their_parity() -> None:
    k = symbol("k", 4, True)
    assert (least_of(k), k.is_odd) == (5, True)
    assert pickle.loads(pickle.dumps(k)) == k != symbol("k", 4)
    assert least_of(symbol("m", 1, False)) == 2
    odd = sympy.Symbol("k", odd=True)
    assert domain(Network.of(Conv(odd, padding=(odd - 1) / 2))).conditions == ("k is odd", "k >= 1")
    with pytest.raises(SymrfError, match="only true is known"):
        read(conv(kernel="k"), symbols={"k": {"odd": False}})


FILE = {"layer": [conv(kernel="k - 3", padding="(k - 1)/2"), repeat("B - 2", conv(kernel=3))]}
WANTED = ["B >= 2", "k is odd", "k >= 4"]


def test_every_record_page_and_verdict_says_it() -> None:
    record = json.loads(said("derive", "-", "--format", "json", stdin=json.dumps(FILE)))
    assert [node["axes"]["x"]["domain"] for node in record["nodes"]] == [WANTED, WANTED]
    alone = json.loads(said("derive", "-", "--output", "conv1", "--format", "json", stdin=json.dumps(FILE)))
    assert alone["nodes"][0]["axes"]["x"]["domain"] == ["k is odd", "k >= 4"], "of what the node rests on"
    assert symrf.derive(symrf.read(FILE)).output.domain == tuple(WANTED)
    assert f"where {', '.join(WANTED)}" in said("derive", "-", stdin=json.dumps(FILE))
    assert "where $B \\ge 2$, $k$ is odd, $k \\ge 4$" in fragment(symrf.read(FILE), "latex")
    assert "where $`B \\ge 2`$, $`k`$ is odd, $`k \\ge 4`$" in fragment(symrf.read(FILE), "markdown")
    assert "is odd" in fragment(symrf.read(FILE), "html")
    for claim, verdict in (("r == k + 2*B - 7", "proved"), ("r == k + 2*B - 8", "refuted")):
        found = symrf.check(claim, symrf.read(FILE))
        assert (found.verdict, list(found.domain)) == (verdict, WANTED)
        shown = invoke("check", claim, "--in", "-", stdin=json.dumps(FILE))
        assert f"domain: {', '.join(WANTED)}" in shown.output
        as_json = invoke("check", claim, "--in", "-", "--format", "json", stdin=json.dumps(FILE))
        assert json.loads(as_json.output)["domain"] == WANTED


@pytest.mark.parametrize("claim", ["r == 1", "r == k", "P == k", "r == m + 1", "S == 2", "P == (k + 1)/2"])
def test_counterexamples_obey_it(claim: str) -> None:
    net = read(
        conv(kernel="k - 3", padding="(k - 1)/2"),
        conv(kernel="m/3", padding="(m - k)/2"),
        repeat("B - 2", conv(kernel=2)),
    )
    found = symrf.check(claim, net)
    assert found.verdict == "refuted"
    assert found.counterexample is not None
    values = {name: int(found.counterexample[name]) for name in ("k", "m", "B")}
    assert all(obeyed(condition, values) for condition in found.domain)
    assert valid(net, values)


def test_a_claim_that_is_true_on_the_domain_alone_is_not_refuted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symrf.claims.network.judge.by_z3_and_coq", lambda *_: {})  # which take their time
    net = read(conv(kernel="k", padding="(k - 1)/2"))
    assert symrf.check("P == floor(k/2)", net).verdict != "refuted"
    assert symrf.check("P == floor(k/2)", read(conv(kernel="k", padding="floor((k-1)/2)"))).verdict == "refuted"


SIZES = st.sampled_from(["k", "k - 2", "k - 3", "2*k - 5", "m + 1", "(k + 1)/2", "k - m", "m/2 + 1", "9 - m"])
PADS = st.sampled_from([0, "k", "(k - 1)/2", "m/2", "(k + m)/2", "k*(k - 1)/2", "(m**2 - 1)/3", "(k - 1)/3", "-m/2"])
STEPS = st.sampled_from([1, "m", "k - 1", "m - 1", "(k - 1)/2", "2*m - 3"])
LAYERS = st.builds(lambda k, s, d, p: conv(kernel=k, stride=s, dilation=d, padding=p), SIZES, STEPS, STEPS, PADS)
COPIES = st.builds(
    repeat,
    st.sampled_from(["B", "B - 1", 2]),
    st.builds(
        lambda k, d, p: conv(kernel=k, dilation=d, padding=p),
        st.sampled_from(["k", "k - 3", "m", "k + i - 3", "k - i"]),
        st.sampled_from([1, "2**(i - 1)", "m"]),
        st.sampled_from([0, "(k - 1)/2", "2**(i - 1)*(k - 1)/2", "i*(m - 1)/2"]),
    ),
)


@examples(16)
@given(st.lists(LAYERS | COPIES, min_size=1, max_size=3))
def test_random_networks_are_valid_just_within_and_their_walk_is_what_was_derived(layers: list[dict[str, Any]]) -> None:
    net = read(*layers)
    names = sorted(s.name for s in free_symbols(net))
    grid = [dict(zip(names, v, strict=True)) for v in product(range(1, 7), repeat=len(names)) if sum(v) < 12]
    try:
        found = symrf.derive(net)
    except SymrfError:
        assert not any(valid(net, values) for values in grid)
        return
    field, walked = found.output, 0
    for values in grid:
        within = all(obeyed(condition, values) for condition in field.domain)
        assert within == valid(net, values), (values, field.domain)
        if within and walked < 6 and field.size is not None:
            size = substitute(found.expanded(field.size), values)
            if size > 3000:
                continue
            walked += 1
            numbers = concrete(net, values)
            seen = walk(numbers, numbers.output, frozenset({0}), None)["input"]
            assert (min(seen), max(seen) - min(seen) + 1) == (substitute(found.expanded(field.left), values), size)


@examples(8)
@given(st.lists(LAYERS, min_size=1, max_size=2), st.sampled_from(["r == k", "P == 1", "S == m", "r == 7"]))
def test_random_counterexamples_obey_the_domain(layers: list[dict[str, Any]], claim: str) -> None:
    net = read(conv(kernel="k"), conv(kernel="m"), *layers)
    try:
        found = symrf.check(claim, net)
    except SymrfError as error:
        assume("no value of" not in str(error))
        raise
    if found.counterexample is not None:
        values = {name: int(found.counterexample[name]) for name in ("k", "m")}
        assert valid(net, values)
        assert all(obeyed(condition, values) for condition in found.domain)


@pytest.mark.parametrize("words", ["k is odd", "k is even", "(k + 1)/3 is an integer"])
def test_conditions_can_be_typed_as_claims(words: str) -> None:
    (claim,) = claims_read(words, Network.of(Conv(symbol("k")))).claims
    for k in range(1, 9):
        assert holds(claim)({"k": k})[0] == obeyed(words, {"k": k})


def test_the_reader_of_conditions_in_this_file_can_say_no() -> None:
    assert not obeyed("k is odd", {"k": 4})
    assert not obeyed("(k - 1)/3 is an integer", {"k": 3})
    assert not obeyed("k >= i + 1 for i = 1 .. B", {"k": 2, "B": 2})
    assert obeyed("k is odd where B >= 3", {"k": 2, "B": 2})
    assert not obeyed("k is odd where B >= 3", {"k": 2, "B": 3})
    with pytest.raises(Undefined):
        obeyed("k >= 4", {})


def test_a_condition_that_follows_from_another_is_not_said() -> None:
    def conditions(*kernels: object) -> tuple[str, ...]:
        layers = [{"op": "conv", "kernel": kernel} for kernel in kernels]
        return symrf.derive(symrf.read({"input": {"size": "n"}, "layer": layers})).output.fits_for

    assert conditions("k", 5) == ("n >= k + 4",)
    assert conditions("k", "2*m", 3) == ("n >= k + 2*m + 1",)
    beside = [{"op": "conv", "kernel": kernel, "from": "input", "name": kernel} for kernel in "km"]
    layers = [*beside, {"op": "global", "from": "k", "name": "a"}, {"op": "global", "from": "m", "name": "b"}]
    add = {"op": "add", "from": ["a", "b"]}
    either = symrf.derive(symrf.read({"input": {"size": "n"}, "layer": [*layers, add]})).output.fits_for
    assert either == ("n >= k", "n >= m"), "neither follows from the other"
