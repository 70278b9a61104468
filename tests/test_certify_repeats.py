"""Layers repeated a number of times that is a symbol, certified: what Coq's networks see next to the walk."""

from __future__ import annotations

import ast
import re
import shutil
from typing import Any

from symrf.certified.network import certificates
from symrf.certified.samples import points
from symrf.exact import exact
from symrf.readers import read
from symrf.repeat import concrete
from symrf.verification.coq.compiler import compiled, workbench
from tests.tools import optional


def conv(**given: Any) -> dict[str, Any]:
    """A convolution."""
    return {"op": "conv", "kernel": 3, **given}


def times(count: str, *layers: Any, **given: Any) -> dict[str, Any]:
    """Layers repeated."""
    return {"op": "repeat", "times": count, "layers": [*layers], **given}


CAUSAL = {"op": "conv", "kernel": "k", "dilation": "2**(i-1)", "padding": ["(k-1)*2**(i-1)", 0]}
NETWORKS: dict[str, tuple[dict[str, Any], dict[str, int]]] = {
    "TCN": (
        {"layer": [
            times("B", {"name": "a", **CAUSAL}, {"name": "b", **CAUSAL}, {"op": "add", "from": ["b", "input"]}),
        ]},
        {"B": 3, "k": 3},
    ),
    "WaveNet": (
        {"layer": [
            conv(kernel=2, padding=[1, 0], name="causal"),
            times("A", times("L", conv(kernel=2, dilation="2**(i-1)", padding=["2**(i-1)", 0]), index="i"), index="b"),
            conv(name="out"),
        ]},
        {"A": 2, "L": 3},
    ),
    "PatchGAN": (
        {"layer": [times("n", conv(kernel=4, stride=2, padding=1)), conv(kernel=4, padding=1), conv(kernel=4)]},
        {"n": 2},
    ),
    "a sum of numbers of copies": ({"layer": [times("B", conv(dilation="i", padding="i")), conv()]}, {"B": 4}),
    "a stride that may be 1": ({"layer": [conv(), times("B", conv(stride="s", padding=1)), conv()]}, {"B": 2, "s": 3}),
    "a stride": (
        {"symbols": {"s": {"min": 2}}, "layer": [conv(stride="s"), times("B", conv(stride="s", padding=1)), conv()]},
        {"B": 2, "s": 2},
    ),
    "two less": (
        {"symbols": {"B": {"min": 2}}, "layer": [times("B - 2", conv(stride=3, padding=1)), conv(stride=2)]}, {"B": 4},
    ),
    "beside copies": (
        {"symbols": {"k": {"odd": True}}, "layer": [
            conv(name="stem", padding=1), conv(name="other", padding=1, stride=1),
            times("B", conv(kernel="k", padding="(k - 1)/2"), name="body", **{"from": "stem"}),
            {"op": "add", "from": ["body", "other", "stem"]}, times("C", conv()), conv(),
        ]},
        {"B": 2, "C": 3, "k": 5},
    ),
}  # fmt: skip


WRONG = [
    ("TCN", "((2) ^ c1)", "((2) ^ (c1 + 1))"), ("a stride", "geometric x1 c1", "geometric x1 (c1 + 1)"),
    ("a sum of numbers of copies", "(pairs c1)", "(pairs (c1 + 1))"), ("PatchGAN", "(-1) * ((2) ^ c1)", "((2) ^ c1)"),
]  # fmt: skip
"""The closed form of the copies or their body changed, in file and statement alike."""


def test_the_networks_that_are_stated_see_what_the_walk_sees() -> None:
    """Coq computes the edges of the network at some numbers; what follows from them is what the layers do.

    That they are certified, and with wrong numbers are not, is asked in tests/test_certify.py, with others.
    """
    optional("coqc")
    parts = ["Require Import Tables.\nOpen Scope Z_scope."]
    for tree, values in NETWORKS.values():
        (one,) = certificates(read(tree))
        assert one.stated is not None, one.reason
        case = one.stated.case
        names = re.match(r"forall ([\w ]+),", case.statement)
        net = re.search(r"let net := (.*?) in\n\(forall m", case.statement, re.DOTALL)
        assert names
        assert net
        given = re.findall(r"(odd )?integer (\w+)", one.stated.said[0])[1:]  # after the feature m
        put = [values[x] // 2 if odd else values[x] for odd, x in given]
        network = f"(fun {names[1]} => {net[1]}) {' '.join(map(str, put))}"
        five = "[from e; up e; first e; step e; taps e; down e]"
        parts.append(f"Eval vm_compute in map (map (fun e => {five})) ({network}).")
    where = workbench("Tables")
    (where / "Seen.v").write_text("\n".join(parts), "utf-8")
    ran = compiled(where, "Seen", 60.0)
    shutil.rmtree(where)
    assert ran.problem is None, ran.problem
    answers = re.findall(r"= (\[.*?\])\s*: list", ran.output, re.DOTALL)
    for (name, (tree, values)), answer in zip(NETWORKS.items(), answers, strict=True):
        net, found = concrete(read(tree), values), points(ast.literal_eval(answer.replace(";", ",")))
        assert found is not None
        for y in range(2):
            (phase,) = found[-1]
            assert {s * y + o for s, o in phase} == {*exact(net, net.output, y).support}, name


def test_names_are_no_coq() -> None:
    """Whatever nodes and symbols are called: in comments nothing ends them, and no word of Coq is a symbol."""
    layers = [conv(name='*) Axiom no : False. (* "'), times("forall", conv(kernel="net", padding="c1", name="(*"))]
    (one,) = certificates(read({"layer": layers}))
    assert one.stated is not None
    case = one.stated.case
    assert case.source.count("(*") == case.source.count("*)") == 3
    assert '"' not in case.source
    assert "Axiom no" not in case.source
    assert "forall x1 x2 x3, " in case.statement
    assert not re.search(r"\bc1\b", case.statement.replace("fun c1 : Z", ""))
