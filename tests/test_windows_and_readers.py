"""Claims about windows that meet the input, and about how many features read a sample, against plain enumeration."""

from __future__ import annotations

import random
from functools import partial
from itertools import product

import pytest

import symrf
from symrf.claims.chains import judge as general
from symrf.claims.network.sample_counts import counted
from symrf.claims.network.walked import Walked
from symrf.errors import SymrfError
from symrf.layers import Conv
from symrf.network import Network, Node
from symrf.numbers.symbols import symbol
from symrf.refute.measure import Chain, scope
from symrf.terms.evaluate import Undefined
from tests.together import together
from tests.tools import some

INSIDE = ("inside", "firstinside", "lastinside")


def test_what_is_no_padding_is_counted_as_the_walk_sees_it():
    """Of chains and of networks alike; some windows meet the input and some do not."""
    rng = random.Random(7)
    verdicts = set()
    for _ in range(40):
        rows = tuple(tuple(rng.choice(x) for x in ((1, 2, 3), (1, 2), (1, 2), (0, 1, 2), (0, 1))) for _ in range(2))
        chain = Chain(rows, n0=rng.choice((1, 2, 5)))
        try:
            values = scope(chain, (*INSIDE, "n"))
            features = values["n"](2)
        except Undefined:
            continue
        net = chain.network.with_input_size(chain.n0)
        seen = []
        for y in range(features):
            t = {s * y - p + d * m for k, s, d, p, _ in rows[1:] for m in range(k)} & {*range(values["n"](1))}
            x = {s * z - p + d * m for k, s, d, p, _ in rows[:1] for z in t for m in range(k)} & {*range(chain.n0)}
            seen.append(len(x))
        for name, true in zip(INSIDE, (min(seen), seen[0], seen[-1]), strict=True):
            assert values[name](0) == true, (chain, name)
            assert counted(net, net.output, name, None, None) == true, (chain, name)
            assert Walked(net, net.output).measured(name) == true, (chain, name)
        verdicts.add(min(seen) > 0)
    assert verdicts == {True, False}


@pytest.mark.parametrize("where", some([("d[l] == 1",), ("L == 1", "n[0] >= d[1]")], 2))
def test_windows_that_meet_the_input(where: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(general, "weakest", lambda *_: ())  # where else it is true is another question
    fits = (*where, "p[l] <= d[l]*(k[l] - 1)", "q[l] <= d[l]*(k[l] - 1)")
    found = symrf.check("every_window_meets", where=fits)
    assert found.verdict == "proved"
    assert "windows-that-meet-the-input" in (found.note or "")
    assert symrf.check("every_window_meets", where=(*where, fits[-1])).verdict == "refuted"  # no bound on p
    assert symrf.check("every_window_meets", where=fits[len(where) :]).verdict == "refuted"  # small maps


@pytest.mark.parametrize(
    ("claim", "where", "expected"),
    [
        ("readers(3) == 1", (), "proved"),
        ("readers(x) <= 2", (), "proved"),
        ("readers(x) == 1", (), "refuted"),
        ("readers(x) == 1", ("x == 7",), "proved"),
        ("readers(x) == 1", ("x > 6", "x <= 8"), "refuted"),
        ("readers(x) == 1", ("x > 6", "x <= 6"), "open"),
    ],
)
def test_how_many_features_read_a_sample(claim: str, where: tuple[str, ...], expected: str):
    for net in (Network.of(Conv(3, stride=2)), Network.of(Conv(3, stride=2)).with_input_size(9)):
        assert symrf.check(claim, net, where).verdict == expected


def test_how_many_features_read_a_sample_by_a_formula():
    """Of symbols, without holes, at numbers: as enumeration counts them."""
    k, s, p = symbol("k", 2), symbol("s", 1), symbol("p", 0)
    net = Network((Node("a", Conv(k, padding=p)), Node("b", Conv(k, stride=s, padding=1), ("a",))))
    for x in (-3, 4):
        found = counted(net, net.output, f"readers({x})", 2*k - 1, s)
        for taps, step, pad in product((2, 4), (1, 2, 3), (0, 1)):
            reads = [{step*y - 1 + t - pad + m for t in range(taps) for m in range(taps)} for y in range(-20, 21)]
            assert found.subs({k: taps, s: step, p: pad}) == sum(x in seen for seen in reads)
    one = Network.of(Conv(k, stride=2, padding=p))
    true, false = together(*(partial(symrf.check, f"readers(x) <= {most}", one) for most in ("k", "k - 2")))
    assert (true.verdict, false.verdict) == ("proved", "refuted")


WRONG = ("readers(2*x) == 1", "readers(x) == x", "readers(1/2) == 1", "readers(x) == readers(y)")


@pytest.mark.parametrize("wrong", WRONG)
def test_a_sample_is_a_number_or_one_name(wrong: str):
    with pytest.raises(SymrfError, match=r"sample|one name"):
        symrf.check(wrong, Network.of(Conv(3, stride=2)))
    with pytest.raises(SymrfError, match=r"of a network"):
        symrf.check("readers(3) == 1")
