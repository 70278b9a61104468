"""Derivations: published numbers, closed forms, names, axes, joins; and what is wrong, in exact words."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy

from symrf.derivation import derive
from symrf.derivation.answers.jsonform import as_tables
from symrf.errors import SymrfError
from symrf.layers import Add, Conv, Elementwise, Global, Pool
from symrf.network import INPUT, Network, Node
from symrf.zoo import zoo
from tests.strategies import chain_of
from tests.tools import some

# ---- published numbers

DANG = {
    "conv1": (55, 4, 11, "11/2"),
    "pool1": (27, 8, 19, "19/2"),
    "conv2": (27, 8, 51, "19/2"),
    "pool2": (13, 16, 67, "35/2"),
    "conv3": (13, 16, 99, "35/2"),
    "conv4": (13, 16, 131, "35/2"),
    "conv5": (13, 16, 163, "35/2"),
    "pool5": (6, 32, 195, "67/2"),
    "fc6-conv": (1, 32, 355, "227/2"),
    "fc7-conv": (1, 32, 355, "227/2"),
}


def test_alexnet_as_published() -> None:
    fields = derive(zoo("dang_alexnet"), input_size=227)
    assert {
        name: (f.output_size, f.stride, f.size, str(f.start)) for name, f in fields.items()
    } == DANG  # fmt: skip


def test_centers_of_features_as_published() -> None:
    """Dang Ha The Hien's convention: the first input sample has its centre at 1/2."""
    pool5 = derive(zoo("dang_alexnet"))["pool5"]
    for axis, feature, published in (("h", 4, 161.5), ("w", 3, 129.5)):
        u, v = pool5[axis].region(feature)
        assert Fraction(u + v + 1, 2) == published == pool5.start + feature * pool5.stride


def test_vgg_as_published() -> None:
    pool5 = derive(zoo("vgg_16"), "pool5").output
    assert (pool5.size, pool5.stride, pool5.padding) == (212, 32, 90)
    assert pool5.aligned


# ---- symbols


def all_symbols(count: int) -> Network:
    """Layers whose every number is a symbol of its own."""

    def layer(i: int) -> Conv:
        k, s, d, p, q = (sympy.Symbol(f"{letter}{i}", integer=True, positive=True) for letter in "ksdpq")
        return Conv(k, s, d, (p, q))

    return chain_of([layer(i) for i in range(1, count + 1)])


@pytest.mark.parametrize("count", some(range(7), 4))
def test_chains_of_symbols_are_the_closed_forms(count: int) -> None:
    n = sympy.Symbol("n", integer=True, positive=True)
    found = derive(all_symbols(count), output=f"l{count}" if count else INPUT, input_size=n)
    assert not found.terms
    size, left, right_padding, stride = sympy.Integer(1), sympy.Integer(0), sympy.Integer(0), sympy.Integer(1)
    for i in range(1, count + 1):
        k, s, d, p, q = (sympy.Symbol(f"{letter}{i}", integer=True, positive=True) for letter in "ksdpq")
        size += d * (k - 1) * stride
        left -= p * stride
        right_padding += q * stride
        stride *= s
    field = found.output
    assert field.size == size
    assert field.stride == stride
    assert field.left == left == -field.padding
    assert field.right == left + size - 1
    assert field.right_padding == right_padding
    assert sympy.expand(field.center - (left + (size - 1) / 2)) == 0
    assert sympy.expand(field.start - field.center) == sympy.Rational(1, 2)
    expected = sympy.floor((n - left + right_padding - size) / stride) + 1 if count else n
    assert sympy.simplify(field.output_size - expected) == 0


def test_one_layer_of_symbols_is_printed_as_in_a_paper() -> None:
    field = derive(all_symbols(2)).output
    assert str(field.size) == "d1*(k1 - 1) + d2*s1*(k2 - 1) + 1"
    assert [str(end) for end in field.region(sympy.Symbol("y"))] == [
        "-p1 - p2*s1 + s1*s2*y",
        "d1*(k1 - 1) + d2*s1*(k2 - 1) - p1 - p2*s1 + s1*s2*y",
    ]


def test_long_chains_of_symbols_have_named_terms() -> None:
    """Twenty layers: far fewer factors than the Θ(L²) of the closed form, and the same numbers."""
    n = sympy.Symbol("n", integer=True, positive=True)
    found = derive(all_symbols(20), input_size=n)
    field = found.output
    names = [*found.terms]
    assert names[:5] == ["J7", "A7", "B7", "Q7", "E7"]
    assert str(field.size).startswith("-A19 + B19")
    values = {letter + str(i): 1 + (i * ord(letter)) % 3 for i in range(1, 21) for letter in "ksdpq"}
    whole = {what: found.expanded(getattr(field, what)) for what in ("left", "right", "size")}
    numbers = {symbol: values[symbol.name] for symbol in whole["right"].free_symbols}
    chain = [Conv(*(values[f"{c}{i}"] for c in "ksd"), (values[f"p{i}"], values[f"q{i}"])) for i in range(1, 21)]
    same = derive(chain_of(chain)).output
    for what, formula in whole.items():
        assert formula.xreplace(numbers) == getattr(same, what)


def test_formulas_grow_with_the_number_of_layers_and_not_with_its_square() -> None:
    lengths = [len(str(as_tables(derive(all_symbols(count), f"l{count}")))) for count in (60, 120, 240)]
    assert lengths[2] - lengths[1] < 2.3 * (lengths[1] - lengths[0])


def test_names_do_not_collide_with_the_networks_own() -> None:
    own = sympy.Symbol("J7", integer=True, positive=True)
    found = derive(Network.of(all_symbols(8)) >> Conv(own))
    assert "J7" not in found.terms
    assert "J7_" in found.terms


def test_a_symbolic_input_size() -> None:
    n, k = sympy.symbols("n k", integer=True, positive=True)
    assert derive(Conv(k, padding=(k - 1) / 2), input_size=n).output.output_size == n


# ---- axes


def test_axes_that_differ_are_asked_one_by_one() -> None:
    net = Network((Node("conv", Conv({"h": 3, "w": 5}, padding={"h": 1, "w": (0, 2)})),), ("h", "w"))
    field = derive(net).output
    assert (field["h"].size, field["w"].size) == (3, 5)
    assert field.stride == 1
    with pytest.raises(SymrfError, match=r'^node \'conv\': axes h and w differ; ask field\["h"\]\.size$'):
        field.size  # noqa: B018
    with pytest.raises(SymrfError, match="no axis 'd'; the axes are h, w"):
        field["d"]


# ---- names


def test_nodes_are_found_within_their_scope() -> None:
    fields = derive(zoo("vgg_16"))
    assert fields["conv5/conv5_3"] is fields["vgg_16/conv5/conv5_3"]
    assert list(derive(zoo("vgg_16"), "conv1/conv1_2")) == ["vgg_16/conv1/conv1_2"]
    with pytest.raises(SymrfError, match="no node 'conv9' in this network"):
        derive(zoo("vgg_16"), "conv9")


def test_an_ambiguous_name_lists_the_nodes() -> None:
    net = Network((Node("a/conv", Conv(3)), Node("b/conv", Conv(3), ("a/conv",))))
    with pytest.raises(SymrfError, match="'conv' is the name of several nodes: a/conv, b/conv; give more of it"):
        derive(net, "conv")


# ---- joins


def test_alignment_names_the_two_paths() -> None:
    stem = Network((Node("stem", Conv(3, padding=1)), Node("wide", Conv(5, padding=2), ("stem",))))
    nodes = (*stem.nodes, Node("late", Conv(3, padding=(0, 2)), ("stem",)), Node("sum", Add(), ("wide", "late")))
    field = derive(Network((*nodes, Node("top", Conv(2), ("sum",))))).output
    assert not field.aligned
    found = field.misalignment
    assert found.paths == (("stem", "wide", "sum"), ("stem", "late", "sum"))
    assert (found.part, found.join, found.what, found.difference) == ("stem", "sum", "center", 1)
    assert str(found) == "center 0 by stem → wide → sum, but 1 by stem → late → sum"


def test_a_residual_block_of_symbols_is_aligned() -> None:
    k = sympy.Symbol("k", integer=True, positive=True)
    block = Conv(k, padding=(k - 1) / 2) | Elementwise()
    field = derive(Conv(7, stride=2, padding=3) >> block).output
    assert field.aligned
    assert sympy.expand(field.size - (7 + 2 * (k - 1))) == 0
    assert not field.size.has(sympy.Max)


def test_undecided_joins_stay_small() -> None:
    """Sixty blocks whose paddings are free symbols: Min and Max hold only what the paths do not share."""
    net = Network.of(Elementwise())
    for i in range(60):
        k, p = (sympy.Symbol(f"{c}{i}", integer=True, positive=True) for c in "kp")
        net = net >> (Conv(k, padding=(p, k - 1 - p)) | Elementwise())
    found = derive(net, input_size=sympy.Symbol("n", integer=True, positive=True))
    assert len(str(found.output.left)) < 4000
    assert not found.output.aligned


def test_joined_maps_have_one_size() -> None:
    net = Network((Node("a", Conv(2)), Node("b", Conv(3)), Node("both", Add(), ("a", "b"))))
    with pytest.raises(SymrfError, match=r"^node 'both' \(add\): 'a' has 9 features and 'b' has 8; "):
        derive(net, input_size=10)


def test_an_input_too_small_is_named() -> None:
    with pytest.raises(SymrfError, match=r"^node 'conv1' \(conv\) has no feature on an input of 2 samples; "):
        derive(Conv(3), input_size=2)


def test_a_feature_that_does_not_exist() -> None:
    field = derive(Conv(3), input_size=4).output
    assert field.region(1) == (1, 3)
    with pytest.raises(SymrfError, match="node 'conv1', axis x: no feature 2; there are 0 to 1"):
        field.region(2)


def test_after_a_global_operation_the_region_is_the_whole_input() -> None:
    net = Pool(2, stride=2) >> Global() >> Conv(1)
    field = derive(net, input_size=9).output
    assert (field.status, field.left, field.right, field.region(0)) == ("whole-input", 0, 7, (0, 7))
    assert derive(net).output.status == "whole-input"
