"""The induction that a document shows for a sum over copies: true, and refused where it would not be a proof."""

import pytest

import symrf
from symrf.exposition.architecture import architecture
from symrf.exposition.copies import induction
from symrf.exposition.equations import own_equations, short
from symrf.exposition.view import view
from symrf.network import Network
from symrf.render import fragment
from symrf.terms import Rel, parse
from symrf.terms.sympy_form import to_sympy
from tests import networks


def repeated(**conv: object) -> Network:
    layer = {"name": "c", "op": "conv", "kernel": "k", **conv}
    return symrf.read({"layer": [{"name": "b", "op": "repeat", "times": "B", "layers": [layer]}]})


def same(rel: Rel) -> bool:
    return bool((to_sympy(rel.left) - to_sympy(rel.right)).expand() == 0)


@pytest.mark.parametrize("dilation", ["2**(i - 1)", "i", "i**2 + 1"])
def test_base_and_step_hold(dilation: str) -> None:
    (stated,) = architecture(repeated(dilation=dilation)).sums
    found = induction(stated)
    assert found is not None
    assert same(found.base)
    assert same(found.step)


def test_a_wrong_closed_form_has_a_false_step_or_base() -> None:
    for wrong in ("B**2 + 1", "B**2 + B"):
        stated = parse(f"Sum(2*i - 1, (i, 1, B)) == {wrong}")
        assert isinstance(stated, Rel)
        found = induction(stated)
        assert found is not None
        assert not (same(found.base) and same(found.step))


@pytest.mark.parametrize(
    "stated",
    ["Sum(B*i, (i, 1, B)) == B*B*(B + 1)/2", "Sum(i, (i, 0, B)) == B*(B + 1)/2", "Sum(i, (i, 1, 2*B)) == B*(2*B + 1)"],
)
def test_other_sums_are_not_told_as_one(stated: str) -> None:
    found = parse(stated)
    assert isinstance(found, Rel)
    assert induction(found) is None


def test_the_sum_of_a_stride_is_told_too() -> None:
    (stated,) = architecture(repeated(stride="s")).sums
    found = induction(stated)
    assert found is not None
    assert same(found.base)
    assert (to_sympy(found.step.left) - to_sympy(found.step.right)).simplify() == 0


@pytest.mark.parametrize("format", ["latex", "markdown", "html"])
def test_a_report_tells_the_recurrence_over_copies_and_the_induction(format: str) -> None:
    page = symrf.report(repeated(dilation="2**(i - 1)"), format, verdicts=networks.accepted)
    assert page.count("induction over the number of copies") == 1
    assert page.count("after copy") == 1
    assert "induction over" not in symrf.report(networks.alexnet(), format, verdicts=networks.accepted)


@pytest.mark.parametrize("network", [repeated(), symrf.read("distill_misaligned")])
def test_derive_latex_has_every_equation_of_the_network_once(network: Network) -> None:
    found = architecture(network)
    every = own_equations(view(found), network, found.sums)
    page = fragment(network, "latex")
    named = [one.name for one in short(every)]
    assert {"net.center", "net.region"} <= set(named)
    for name in named:
        assert page.count(f"% {name}\n") == 1
    assert "of feature 0" in page.lower()
