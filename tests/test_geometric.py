"""Geometric sums whose ratio may be 1: right there too, carried through layers, joins, names, JSON, text and claims."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

import pytest
import sympy

import symrf
from symrf.claims import read_claim
from symrf.derivation.upward.repeat import total
from symrf.kernel import check as kernel_check
from symrf.network import Network
from symrf.numbers.symbols import symbol
from symrf.oracle import walk
from symrf.render import fragment
from symrf.render.json import derivation
from symrf.repeat import concrete, free_symbols, substitute
from symrf.terms import latex, parse_value
from symrf.terms.evaluate import compiled
from symrf.terms.geometric import Geometric
from symrf.terms.sympy_form import natural, number_text, to_sympy, to_term
from tests.tools import some

s, t, B, N = (symbol(name) for name in ("s", "t", "B", "N"))


def repeated(*layers: dict[str, Any], times: Any = "B") -> dict[str, Any]:
    return {"op": "repeat", "times": times, "layers": list(layers)}


STRIDED = repeated({"op": "conv", "kernel": "k", "stride": "s", "padding": "p"})
FILES: dict[str, list[dict[str, Any]]] = {
    "alone": [STRIDED],
    "layers above and below": [{"op": "conv", "kernel": 3, "stride": 2}, STRIDED, {"op": "conv", "kernel": "i"}],
    "two in a row": [STRIDED, repeated({"op": "pool", "kernel": "m", "stride": "t"}, times="N")],
    "a join": [
        {**STRIDED, "name": "a", "from": "input"},
        {**repeated({"op": "conv", "kernel": 3, "stride": "s"}), "name": "b", "from": "input"},
        {"op": "add", "from": ["a", "b"]},
    ],
    "a dilation that grows": [repeated({"op": "conv", "kernel": "k", "stride": "s", "dilation": "t**(i - 1)"})],
    "an expression": [repeated({"op": "conv", "kernel": "k", "stride": "s*t"})],
    "nested": [repeated(repeated({"op": "conv", "kernel": "k", "stride": "s"}, times="N"))],
    "several layers": [repeated({"op": "conv", "kernel": "k"}, {"op": "conv", "kernel": 3, "stride": "s"})],
}  # fmt: skip


def read(name: str) -> Network:
    return symrf.read({"layer": FILES[name]})


def grid(network: Network) -> list[dict[str, int]]:
    """Values with every stride 1, 2 and more, and copies from none on."""
    names = sorted(symbol.name for symbol in free_symbols(network))
    choices = {"B": (1, 2, 3), "N": (1, 2), "s": (1, 2, 3), "t": (1, 2)}
    return [dict(zip(names, v, strict=True)) for v in product(*(choices.get(name, (1, 4)) for name in names))]


@pytest.mark.parametrize("name", FILES)
def test_the_walk_agrees_at_a_stride_of_one_and_elsewhere(name: str) -> None:
    net = read(name)
    found = symrf.derive(net)
    field = found.output
    assert field.status == "exact"
    assert "Sum(" in str(found.expanded(field.size)) or name == "nested"
    for values in grid(net):
        numbers = concrete(net, values)
        regions = [walk(numbers, numbers.output, frozenset({y}), None)["input"] for y in (0, 1, 5)]
        size, left, stride = (substitute(found.expanded(x), values) for x in (field.size, field.left, field.stride))
        assert [(min(seen), max(seen)) for seen in regions] == [
            (left + y * stride, left + y * stride + size - 1) for y in (0, 1, 5)
        ], values


@pytest.mark.parametrize("name", FILES)
def test_text_and_json_are_read_back_as_the_same_expression(name: str) -> None:
    net = read(name)
    record = json.loads(json.dumps(derivation(symrf.derive(net))))
    known = {symbol.name: symbol for symbol in free_symbols(net)}
    field = symrf.derive(net).output
    for key in ("size", "stride", "left", "center"):
        written = record["nodes"][-1]["axes"]["x"][key]
        for text in (str(written), number_text(getattr(field, key))):
            read_back = to_sympy(parse_value(text), known, natural)
            assert sympy.expand(read_back - getattr(field, key)) == 0, text
            assert sympy.srepr(read_back.free_symbols) == sympy.srepr(sympy.sympify(getattr(field, key)).free_symbols)


@pytest.mark.parametrize("name", FILES)
def test_documents_show_the_sum(name: str) -> None:
    page = fragment(read(name), "latex", expanded=True)
    assert r"\sum_{" in page
    assert "Geometric" not in page + fragment(read(name), "markdown") + fragment(read(name), "html")


def test_the_atom_is_what_it_says() -> None:
    for base, times in product(range(4), range(6)):
        expected = sum(base**i for i in range(times))
        assert Geometric(base, times) == expected
        assert Geometric(s, B).xreplace({s: sympy.Integer(base), B: sympy.Integer(times)}) == expected
        assert Geometric(s, B).rewrite(sympy.Sum).xreplace({s: sympy.Integer(base)}).subs(B, times).doit() == expected
    assert Geometric(s, B).is_integer
    assert Geometric(s, B).is_positive
    assert Geometric(s, symbol("n", 0)).is_nonnegative
    assert str(Geometric(symbol("i"), symbol("j"))) == "Sum(i**(m - 1), (m, 1, j))"
    assert sympy.latex(Geometric(s + 1, B) ** 2) == r"\left(\sum_{i=1}^{B} \left(s + 1\right)^{i - 1}\right)^{2}"
    assert latex(to_term(Geometric(s, B) * s)) == r"s \sum_{i=1}^B s^{i-1}"


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Sum(s**(i-1), (i, 1, B))", Geometric(s, B)),
        ("Sum(s**i, (i, 0, B - 1))", Geometric(s, B)),
        ("Sum(s**j, (j, 1, B))", s * Geometric(s, B)),
        ("Sum(3*t*s**(2*i)*t**i, (i, 1, B))", 3 * t**2 * s**2 * Geometric(s**2 * t, B)),
        ("Sum(s**(i-1), (i, 2, B))", s * Geometric(s, B - 1)),
        ("Sum(s**(i-1), (i, 3, B))", None),
        ("Sum(i*s**i, (i, 1, B))", None),
        ("Sum(s**(i*i), (i, 1, B))", None),
        ("Sum(s**(B-i), (i, 1, B))", None),
        ("Sum(s, (i, 1, B))", None),
    ],
)
def test_a_sum_is_read_as_the_atom_where_it_is_one(text: str, same: Any) -> None:
    read_as = to_sympy(parse_value(text), {"s": s, "t": t, "B": B})
    assert read_as == same if same is not None else read_as.has(sympy.Sum)
    for values in product((1, 2, 3), (1, 2), range(2, 5)):
        put = dict(zip((s, t, B), map(sympy.Integer, values), strict=True))
        exactly = compiled(parse_value(text))(dict(zip("stB", values, strict=True)))
        assert read_as.xreplace(put).doit() == exactly


def test_a_bound_index_hides_a_symbol_of_its_name() -> None:
    i = symbol("i")
    assert to_sympy(parse_value("i*Sum(s**(i - 1), (i, 1, B))"), {"i": i, "s": s, "B": B}) == i * Geometric(s, B)
    assert read_claim("i == 1").left.name == "i"


def test_sums_over_copies_that_grow_by_a_symbol_are_proved() -> None:
    i, n, g = (sympy.Symbol(x, integer=True, positive=True) for x in "ing")
    assert total(g**i, "i", n) == g * Geometric(g, n)
    assert total(g ** (i**2), "i", n) is None


@pytest.mark.parametrize(
    ("name", "claim", "verdict"),
    some([
        ("alone", "S == s**B", "proved"),
        ("alone", "(s - 1)*(r - 1) == (k - 1)*(s**B - 1)", "proved"),
        ("alone", "r == 1 + (k - 1)*Sum(s**(i - 1), (i, 1, B))", "proved"),
        ("alone", "s*(r - 1) == (k - 1)*Sum(s**j, (j, 1, B))", "proved"),
        ("alone", "P*(s - 1) == p*(s**B - 1)", "proved"),
        ("a dilation that grows", "(s*t - 1)*(r - 1) == (k - 1)*(s**B*t**B - 1)", "proved"),
        ("an expression", "S == s**B*t**B", "proved"),
        ("an expression", "(s*t - 1)*(r - 1) == (k - 1)*(s**B*t**B - 1)", "proved"),
        ("two in a row", "S == s**B*t**N", "proved"),
        ("alone", "S == s**(B + 1)", "refuted"),
        ("alone", "S == s*B", "refuted"),
        ("alone", "(s - 1)*(r - 1) == (k - 1)*(s**B - 2)", "refuted"),
        ("alone", "(s - 1)*(r - 1) == k*(s**B - 1)", "refuted"),
        ("alone", "(s - 1)*(r - 1) == (k - 1)*(s**(B - 1) - 1)", "refuted"),
        ("alone", "r == 1 + (k - 1)*Sum(s**i, (i, 1, B))", "refuted"),
        ("alone", "r == 1 + (k - 1)*s**B", "refuted"),
    ], 2),
)
def test_claims_about_a_stride_that_may_be_one(name: str, claim: str, verdict: str) -> None:
    found = symrf.check(claim, read(name))
    assert found.verdict == verdict, str(found)
    if verdict == "proved":
        assert kernel_check(found.routes["kernel"]["certificate"])


def test_powers_and_sums_of_them_cancel_in_a_difference() -> None:
    found = symrf.check("(s - 1)*(r - 1) == (k - 1)*(s**B + 1)", read("alone"))
    assert (found.verdict, found.difference) == ("refuted", "2*(k - 1)")
