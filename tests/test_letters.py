"""One letter, one meaning: what is seen from the input and what is seen from the output, and the network's symbols."""

import re

import pytest
import sympy

import symrf
from symrf.exposition.answer import letters
from symrf.exposition.architecture import architecture
from symrf.exposition.own_symbols import apart
from symrf.exposition.table import table
from symrf.layers import Conv
from symrf.network import Network
from symrf.numbers.symbols import least_of, symbol
from symrf.render import fragment
from symrf.terms import Sym
from tests import networks

FORMATS = ("latex", "markdown", "html")


def test_no_column_has_a_letter_that_is_counted_from_the_output() -> None:
    heads = {column.heading for column in table(architecture(networks.alexnet()).axes[0]).columns}
    assert {Sym("J"), Sym("R"), Sym("start"), "first", "last", "mid", "pad"} <= heads
    assert not heads & {Sym(x) for x in ("r", "S", "P", "Q", "u_0", "v_0", "c")}


def test_the_columns_are_the_forward_recurrences() -> None:
    """R_l and J_l by their own recurrence, from numbers of the layers alone."""
    found = table(architecture(networks.alexnet()).axes[0])
    columns = {column.heading: column.cells for column in found.columns}
    size, jump = 1, 1
    for k, s, *both in zip(*(columns[Sym(x)] for x in "ksRJ"), strict=True):
        size, jump = size + (k - 1) * jump, jump * s  # type: ignore[operator]
        assert both == [size, jump]


@pytest.mark.parametrize("name", ["m", "l", "i", "L", "r", "S", "u0", "c_0", "R_L", "start"])
def test_a_symbol_that_is_a_letter_is_renamed_and_that_is_said_once(name: str) -> None:
    net, renamed = apart(Network.of(Conv(symbol(name, 3)) >> Conv(3, stride=2)))
    ((old, new),) = renamed
    assert old == name != new
    (kernel,) = (s for s in net.nodes[0].layer.kernel.free_symbols)
    assert (kernel.name, least_of(kernel)) == (new, 3)
    assert apart(net)[1] == (), "what it is renamed to is no letter"


def test_other_symbols_stay_and_new_names_are_free() -> None:
    k, D, n = (symbol(x) for x in ("k", "D", "n"))
    net = Network.of(Conv(k, dilation=D, padding=n))
    assert apart(net) == (net, ())
    both = Network.of(Conv(symbol("m")) >> Conv(symbol("mu")))
    renamed, pairs = apart(both)
    assert len(pairs) == 1
    assert len({s.name for node in renamed.nodes for s in node.layer.kernel.free_symbols}) == 2


@pytest.mark.parametrize("format", FORMATS)
def test_a_renamed_symbol_is_nowhere_in_the_document(format: str) -> None:
    net = Network.of(Conv(symbol("m")) >> Conv(3, stride=2))
    page = fragment(net, format)
    assert page.count("is written") == 1
    assert not any(re.search(r"\(m - 1\)|m - 1\b(?!\})", part) for part in page.splitlines() if "prod" not in part)
    assert "is written" not in fragment(Network.of(Conv(symbol("k")) >> Conv(3, stride=2)), format)


@pytest.mark.parametrize("format", FORMATS)
def test_the_notation_stands_first_and_lists_what_is_used(format: str) -> None:
    page = symrf.report(Conv(3) >> Conv(3), format, verdicts=networks.accepted)
    assert page.index("Notation") < page.index("Layers</h3>" if format == "html" else "Network")
    assert "Output size" not in page, "no n is in the document"
    assert "Effective right padding" not in page
    assert ("Output size" in symrf.report(networks.alexnet(), format, verdicts=networks.accepted))


ROW = {"latex": r"\begin{longtable}", "markdown": "| ---: |", "html": "<tr>"}


@pytest.mark.parametrize(("format", "row"), ROW.items())
def test_abbreviations_are_said_before_the_table(format: str, row: str) -> None:
    long = symbol("a") * symbol("b") * symbol("D") * sympy.Integer(1000) + symbol("E")
    page = symrf.report(Conv(long), format, verdicts=networks.accepted)
    layers = page.index("Layers</h3>" if format == "html" else "Layers", page.index("Start"))
    said = page.index("In the table", layers)
    assert row not in page[layers:said]
    assert row in page[said:]


def test_the_number_of_a_period_has_no_name_of_a_size_of_the_input() -> None:
    """y = 2 m + φ said nothing where m is how many samples there are; on another axis, or written μ, too."""
    net = symrf.read(
        'axes = ["h", "w"]\ninput = { size = { h = "n", w = "m" } }\n'
        'layer = [{ op = "conv", kernel = 3, stride = 2 }, { op = "upsample", factor = 2 }]'
    )
    for shown in (net, apart(net)[0]):
        named = [{one.name for one in letters(axis)} for axis in symrf.derive(shown).output.axes.values()]
        assert len(named) == 2
        assert all("i" in names and "m" not in names for names in named)
