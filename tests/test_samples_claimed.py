"""Claims about which samples are read, logarithms, common divisors, several networks and numbers of their own.

What a chain or a network reads is enumerated by the walk; what is claimed of it is compared with that.
"""

from __future__ import annotations

import random
from collections import Counter
from functools import reduce
from math import ceil, floor, gcd, log
from operator import rshift
from typing import Any

import pytest

import symrf
from symrf.claims.chains import dense
from symrf.claims.network.sample_counts import counted
from symrf.claims.typed.read import read
from symrf.errors import SymrfError
from symrf.layers import Conv, Crop, Elementwise
from symrf.network import Network
from symrf.network.side_by_side import beside
from symrf.oracle import walk
from symrf.readers import read as network_of
from symrf.refute.measure import Chain, scope
from symrf.terms import parse
from symrf.terms.evaluate import Undefined, compiled, holds
from symrf.verification.result import SKIPPED, Result
from symrf.verification.routes import coq as coq_route
from tests.tools import optional, some


def tree(dilation: str, kernel: Any = "k") -> dict[str, Any]:
    body = {"op": "conv", "kernel": kernel, "dilation": dilation}
    return {"layer": [{"op": "repeat", "name": "stage", "times": "B", "layers": [body]}]}


GROWING, BY_KERNEL, ANY = (network_of(tree(d)) for d in ("2**(i-1)", "k**(i-1)", "b**(i-1)"))


def sample(rng: random.Random) -> Network:
    """A chain, or two of one stride that join, of numbers."""
    layers = [Conv(rng.choice((1, 2, 3)), rng.choice((1, 1, 2, 3)), rng.choice((1, 1, 2, 3)), rng.choice((0, 1)))
              for _ in range(rng.choice((1, 2, 3)))]  # fmt: skip
    chain = reduce(rshift, layers, Network.of(Elementwise()))
    if rng.random() < 0.5:
        return chain
    other = Conv(rng.choice((1, 2, 5)), rng.choice((1, 1, chain.nodes[1].layer.stride)))
    return chain >> (Conv(2, 1, 2) | Crop(1, 0)) if rng.random() < 0.5 else chain >> other


def brute(net: Network) -> dict[str, Any]:
    seen = {y: walk(net, net.output, frozenset({y}))["input"] for y in range(-60, 61)}
    step, here = min(seen[1]) - min(seen[0]), seen[0]
    readers = Counter(x for region in seen.values() for x in region)
    counts = [readers[x] for x in range(min(here), min(here) + step)]
    size = max(here) - min(here) + 1
    of_samples = {f"readers({x})": readers[x] for x in range(-2, 3)}
    return of_samples | {"support": len(here), "density": len(here) / size, "fewest": min(counts), "most": max(counts)}


def test_what_is_counted_is_what_the_walk_sees():
    rng = random.Random(5)
    some_holes = some_unread = 0
    for _ in range(60):
        net = sample(rng)
        field = symrf.derive(net).output
        true = brute(net)
        for attribute, value in true.items():
            found = counted(net, net.output, attribute, field.size, field.stride)
            assert found == pytest.approx(value), (net, attribute)
        some_holes += true["density"] < 1
        some_unread += true["fewest"] == 0
    assert some_holes > 5
    assert some_unread > 5


def test_of_chains_readers_are_measured_as_enumerated():
    rng = random.Random(6)
    for _ in range(30):
        rows = tuple((rng.choice((1, 2, 3)), rng.choice((1, 2)), rng.choice((1, 2, 3)), 0, 0) for _ in range(2))
        values = scope(Chain(rows), ("fewest", "most", "count"))
        true = brute(Chain(rows).network)
        assert (values["fewest"](0), values["most"](0)) == (true["fewest"], true["most"])
        assert values["count"](0) == true["support"]


def verdict(claim: str, net: Any = None, *where: str, **more: Any) -> str:
    return symrf.check(claim, net, where, **more).verdict


@pytest.mark.parametrize(
    ("claim", "net", "where", "expected"),
    [
        ("no_holes", GROWING, (), "proved"),
        ("stage.support == 1 + (k - 1)*(2**B - 1)", GROWING, (), "proved"),
        ("stage.holes", GROWING, (), "refuted"),
        ("support == k**B", BY_KERNEL, (), "proved"),
        ("most == ceil(r/S)", BY_KERNEL, (), "proved"),
        ("no_holes", ANY, (), "refuted"),
        ("(b - 1)*(r - 1) == (k - 1)*(b**B - 1)", ANY, (), "proved"),
        ("(b - 1)*(r - 1) == (k - 1)*(b**B + 1)", ANY, (), "refuted"),
        ("r == k**B", BY_KERNEL, (), "proved"),
        (r"B = \log_2 \left(\frac{r + 1}{2}\right)", GROWING, ("k == 3",), "proved"),
        ("B >= log(r, 2)", GROWING, ("k == 3",), "refuted"),
        ("gcd(k, 2) == 1", GROWING, (), "refuted"),
    ],
)  # fmt: skip
def test_claims_about_a_network(claim: str, net: Network, where: tuple[str, ...], expected: str):
    assert verdict(claim, net, *where) == expected


def test_sums_of_powers_of_a_symbol_rest_on_theorems():
    found = symrf.check("r == 1 + (k - 1)*Sum(b**(i - 1), (i, 1, B))", ANY)
    assert found.rests_on == "theorems one-layer-equivalent, size at the layers of this network"


@pytest.mark.parametrize(
    ("claim", "where", "least"),
    some([
        ("no_holes", (), "L = 1: (k=2 s=1 d=2 p=0 q=0)"),
        ("no_holes", ("d[l] == 1",), "L = 2: (k=1 s=2 d=1 p=0 q=0), (k=2 s=1 d=1 p=0 q=0)"),
        ("every_sample_read", ("L == 1",), "L = 1: (k=1 s=2 d=1 p=0 q=0)"),
        ("gcd(k[l], s[l]) == 1", (), "L = 1: (k=2 s=2 d=1 p=0 q=0)"),
        ("density > 2/3", (), "L = 1: (k=2 s=1 d=2 p=0 q=0)"),
        ("mod(r[0], 2) == 1", (), "L = 1: (k=2 s=1 d=1 p=0 q=0)"),
        ("last_window_meets", ("d[l] == 1", "p[l] == 0"), "L = 1: (k=1 s=1 d=1 p=0 q=1)"),
        ("every_window_meets", ("p[l] == q[l]", "k[l] >= 2", "p[l] <= k[l]/2"), "L = 1: (k=2 s=1 d=2 p=1 q=1)"),
    ], 2),
)  # fmt: skip
def test_what_is_false_of_chains_has_a_least_example(claim: str, where: tuple[str, ...], least: str):
    found = symrf.check(claim, where=where)
    assert found.verdict == "refuted"
    assert found.counterexample is not None
    assert found.counterexample["network"] == least


BY_THEOREMS = [
    ("no_holes", ["d[l] == 1", "s[l] <= k[l]"], "no-holes"),
    ("every_sample_read", ["L == 1", "gcd(s[l], d[l]) == 1", "k[l] >= s[l]"], "every-sample-is-read"),
]


@pytest.mark.parametrize(("claim", "where", "theorem"), some(BY_THEOREMS, 2, 1))
def test_chains_by_theorems(claim: str, where: list[str], theorem: str) -> None:
    optional("coqc")
    found = symrf.check(claim, where=where)
    assert found.verdict == "proved"
    assert theorem in (found.note or "")
    assert "theorem" in found.routes


def test_a_theorem_that_is_not_recorded_carries_nothing(monkeypatch):
    """Even where what the theorem asks of the layers is taken for made by Coq."""
    monkeypatch.setattr(coq_route, "_problem", lambda *_: None)
    monkeypatch.setattr(dense, "theorems", lambda *names: Result(SKIPPED, "not recorded: it has changed"))
    found = symrf.check("every_sample_read", where=["d[l] == 1", "k[l] >= s[l]"])
    assert found.verdict == "open"
    assert "every-sample-of-a-chain-in-general: not recorded" in (found.reason or "")


def test_a_theorem_is_not_taken_where_its_condition_fails():
    """Conditions that only look like those of the theorem: the walk refutes each of these."""
    assert verdict("every_sample_read", None, "L == 1", "k[l] >= s[l]") == "refuted"
    assert verdict("every_sample_read", None, "L == 1", "gcd(s[l], d[l]) == 1") == "refuted"
    assert verdict("every_sample_read", None, "gcd(s[l], d[l]) == 1", "d[l] == 1") == "refuted"


def test_logarithms_say_what_they_say_of_powers():
    """Every relation and rounding, against the numbers themselves."""
    rounding = {"{}": lambda x: x, "ceil({})": ceil, "floor({})": floor}
    compare = {"==": "__eq__", "<=": "__le__", "<": "__lt__", ">=": "__ge__", ">": "__gt__"}
    for form, rounded in rounding.items():
        for op, method in compare.items():
            for turned in (False, True):
                side = form.format("log_2(n0)")
                typed = f"{side} {op} L - 1" if turned else f"L - 1 {op} {side}"
                said = [holds(claim) for claim in read(typed).claims]
                for n in (1, 2, 3, 4, 5, 8):
                    for depth in range(1, 6):
                        exact = round(log(n, 2), 9)
                        sides = (rounded(exact), depth - 1) if turned else (depth - 1, rounded(exact))
                        true = getattr(float(sides[0]), method)(float(sides[1]))
                        assert all(one({"n0": n, "L": depth})[0] for one in said) == true, (typed, n, depth)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (r"L = \left\lceil \log_{2}\left(n_0\right) \right\rceil", "2**(L - 1) < n[0], 2**L >= n[0]"),
        ("L >= log2(n_0)", "2**L >= n[0]"),
        ("L = log_k(n_0)", "k >= 2, k**L == n[0]"),
        ("L + 1 = ⌊log_10 n_0⌋", "10**(L + 1) <= n[0], 10**(L + 2) > n[0]"),
    ],
)
def test_logarithms_as_they_are_written(typed: str, meant: str):
    assert read(typed).text == meant


@pytest.mark.parametrize(
    "typed",
    ["L = log(n_0)", "2*ceil(log_2(n_0)) = L", "L = log_1(n_0)", "L = log_2(log_2(n_0))", "L/2 = log_2(n_0)"],
)
def test_other_logarithms_are_refused(typed: str):
    with pytest.raises(SymrfError, match="logarithm"):
        read(typed)


def test_gcd_and_mod_have_their_values():
    for a in range(-6, 7):
        for b in range(1, 7):
            assert compiled(parse("gcd(x, y)"))({"x": a, "y": b}) == gcd(a, b)
            assert compiled(parse("mod(x, y)"))({"x": a, "y": b}) == a % b
    with pytest.raises(Undefined):
        compiled(parse("gcd(x/2, 2)"))({"x": 1})
    for wrong in ("gcd(2) == 1", "gcd(1, 2, 3) == 1"):
        with pytest.raises(SymrfError):
            read(wrong)


def test_several_networks():
    pair = {"A": GROWING, "B": ANY}
    assert verdict("A.r == B.r", pair, "b == 2") == "proved"
    assert verdict("A.r == B.r", pair) == "refuted"
    assert verdict("A.r == A/stage.r", pair) == "proved"
    with pytest.raises(SymrfError, match=r"of which network\? write B.r"):
        symrf.check("r == 1", pair)
    with pytest.raises(SymrfError, match="axes"):
        beside({"A": GROWING, "B": network_of("vgg_16")})


def test_several_networks_see_what_each_sees():
    rng = random.Random(8)
    for _ in range(10):
        one, other = sample(rng), sample(rng)
        both = beside({"A": one, "B": other})
        for name, net in (("A", one), ("B", other)):
            seen = walk(both.seen_from(f"{name}/input"), name, frozenset({2}))
            assert seen[f"{name}/input"] == walk(net, net.output, frozenset({2}))["input"]


ADAPTIVE = ("n >= 1", "m >= 1", "i >= 0")


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("ceil((i + 1)*n/m) - floor(i*n/m) == ceil(n/m)", "refuted"),
        ("((i + 1)*n)**2 - (i*n)**2 == (2*i + 1)*n**2", "proved"),
    ],
)
def test_numbers_of_a_claims_own(claim: str, expected: str):
    assert verdict(claim, None, *ADAPTIVE, integers=("i", "n", "m")) == expected


def test_numbers_of_their_own_are_for_chains():
    with pytest.raises(SymrfError, match="integers"):
        symrf.check("r == n", GROWING, integers=["n"])
    with pytest.raises(SymrfError, match="unknown symbol"):
        symrf.check("x == y", integers=["x"])


def test_the_fourth_moment_of_equal_layers():
    from symrf.exact import exact
    from symrf.published.entries import published

    entry = published("gaussian-limit")
    claim = holds(parse(entry.claim[0]))  # type: ignore[arg-type]
    for k in (2, 3, 4):
        for depth in (1, 2, 3):
            found = exact(reduce(rshift, [Conv(k)] * (depth - 1), Network.of(Conv(k))))
            fourth = sum((x - found.mean) ** 4 * c for x, c in found.paths.items()) / found.total
            assert claim({"l": depth, "kbar": k, "M": {depth: fourth}})[0]
            assert not claim({"l": depth, "kbar": k, "M": {depth: fourth + 1}})[0]
