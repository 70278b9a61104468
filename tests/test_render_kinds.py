"""Answers that are not one affine field, in every format: envelopes, phases, disagreeing paths, bounds, the unknown."""

from typing import Any

import pytest

import symrf
from symrf.derivation import AxisField
from symrf.derivation.answers.jsonform import as_tables
from symrf.errors import SymrfError
from symrf.exposition.answer import MANY, between, pieces, region, seen
from symrf.exposition.architecture import architecture
from symrf.exposition.table import Abbreviations, Table, table
from symrf.exposition.view import view
from symrf.network import Network
from symrf.render import fragment, text_network
from symrf.terms import Sym
from symrf.terms import text as written
from symrf.terms.evaluate import compiled
from tests import goldens, networks
from tests.goldens import of_kind
from tests.test_render import unclosed

FORMATS = ("latex", "markdown", "html")


def output(network: Network) -> AxisField:
    field: AxisField = symrf.derive(network).output.axes["x"]
    return field


def said(network: Network, feature: int | None = None) -> str:
    return text_network.architecture(view(architecture(network), feature=feature))


# ---- the pieces of a field are the regions of its features


def by_rows(found: Any, y: int) -> tuple[Any, Any] | None:
    """The region of feature y by the table of pieces, as its reader works it out."""
    if found.period is None:
        lines = [(s * y + a, s * y + b) for s, a, b in found.rows]
    else:
        m, phase = divmod(y, found.period)
        rows = [row for row in found.rows if phase in phases_of(row[0])]
        lines = [(s * m + a, s * m + b) for _, s, a, b, _ in rows if s is not None]
    return (min(u for u, _ in lines), max(v for _, v in lines)) if lines else None


def phases_of(label: Any) -> range:
    first, _, last = str(label).partition(" … ")
    return range(int(first), int(last or first) + 1)


@pytest.mark.parametrize("name", ["strides", "phases", "strides_and_phases"])
def test_the_table_of_pieces_gives_every_region(name: str) -> None:
    field = output(of_kind(name))
    found = pieces(field)
    assert found is not None
    assert [by_rows(found, y) for y in range(12)] == [field.region(y) for y in range(12)]


def test_the_formulas_of_an_envelope_give_every_region() -> None:
    field = output(of_kind("strides"))
    ends = region(field)
    assert ends is not None
    values = [tuple(compiled(end)({"y": y}) for end in ends) for y in range(8)]
    assert values == [field.region(y) for y in range(8)]


def test_an_affine_field_has_no_pieces() -> None:
    assert pieces(output(symrf.read([[3, 1, 1]]))) is None


def test_many_phases_are_shown_in_part() -> None:
    layers = [
        {"op": "conv", "kernel": 3, "stride": 2},
        {"op": "upsample", "factor": 2 * MANY + 1},
        {"op": "conv", "kernel": 2},
    ]
    found = pieces(output(symrf.read({"layer": layers})))
    assert found is not None
    assert found.left_out == 0, "equal phases share a row"
    layers = [{"op": "conv", "kernel": 3}, {"op": "conv_transpose", "kernel": 2, "stride": 3}] * 5
    network = symrf.read({"layer": layers})
    found = pieces(output(network))
    assert found is not None
    assert len(found.rows) == MANY
    assert sum(len(phases_of(row[0])) for row in found.rows) + found.left_out == found.period
    assert f"{found.left_out} more phases are not shown" in said(network)


# ---- paths that disagree


def test_where_paths_part_and_join_and_by_how_much() -> None:
    found = output(of_kind("strides")).misalignment
    assert found is not None
    assert (found.what, found.values, found.difference) == ("stride", (2, 1), -1)
    assert (found.part, found.join, [*map(between, found.paths)]) == ("input", "join", [["left"], ["right"]])
    field = output(of_kind("same"))
    assert field.misalignment is not None
    assert (field.misalignment.what, str(field.aligned_for)) == ("center", "n mod 2 = 1")
    assert "note: paths do not agree: the centre of feature 0 of join is" in said(of_kind("same"))
    assert output(symrf.read([[3, 1, 1]])).misalignment is None


def test_a_long_way_is_shown_in_part() -> None:
    layers: list[dict[str, Any]] = [{"name": f"n{i}", "op": "conv", "kernel": 3} for i in range(20)]
    layers.append({"name": "join", "op": "add", "from": ["n19", "n0"]})
    network = symrf.read({"layer": layers})
    found = output(network).misalignment
    assert found is not None
    assert [*map(between, found.paths)] == [["n1", "n2", "n3", 13, "n17", "n18", "n19"], []]
    assert "  the other has no layer between these" in said(network)
    for format in FORMATS:
        assert "13 more" in fragment(network, format) or format == "latex"


# ---- one feature


def test_a_feature_sees_a_region_or_nothing_or_it_is_not_known() -> None:
    assert "feature 3 of join sees the input samples 3 … 8\n" in said(of_kind("strides"), 3)
    assert "feature 1 of thin reads nothing\n" in said(of_kind("phases"), 1)
    assert "what feature 0 of stage sees is not known: " in said(of_kind("unsupported"), 0)
    assert "feature 1 of pool5 sees" in said(networks.alexnet().up_to("pool5"), 1)


@pytest.mark.parametrize(("y", "words"), [(-1, "no feature -1"), (6, "no feature 6; there are 0 to 5")])
def test_a_feature_that_is_not_there(y: int, words: str) -> None:
    field = symrf.derive(networks.alexnet())["pool5"].axes["h"]
    with pytest.raises(SymrfError, match=words):
        seen(field, y)


def test_padding_is_left_out_in_bounds() -> None:
    found = seen(symrf.derive(networks.alexnet())["conv3"].axes["h"], 0)
    assert found.region is not None
    assert found.inside is not None
    assert list(map(written, found.region)) == ["-32", "66"]
    assert list(map(written, found.inside)) == ["0", "66"]
    assert seen(output(of_kind("strides")), 0).inside == ()


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", goldens.KINDS)
def test_every_kind_in_every_format(name: str, format: str) -> None:
    page = fragment(of_kind(name), format, feature=1)
    whole = symrf.report(of_kind(name), format, verdicts=networks.accepted)
    assert "None" not in page + whole
    assert (r"\begin{tabular}" if format == "latex" else "|" if format == "markdown" else "<td") in page
    if format == "html":
        assert unclosed(whole) == []
    if format == "markdown" and name == "phases":
        assert "Feature 1 of `thin` reads nothing." in page
        assert "A phase without numbers reads nothing." in page
    if format != "latex" and name in ("upper_bound", "unsupported", "whole_input"):
        assert name.replace("_", "-") in page.replace("−", "-")


# ---- the layer table


def shown_table(network: Network) -> Table:
    return table(architecture(network).axes[0])


def test_the_table_has_the_region_of_feature_0() -> None:
    found = shown_table(networks.alexnet())
    columns = {written(c.heading) if not isinstance(c.heading, str) else c.heading: c.cells for c in found.columns}
    assert columns["first"][-1] == -64
    assert columns["last"][-1] == 290
    assert columns["n"][0] == 55
    assert Sym("n") not in shown_table(symrf.read("vgg_16")).seen


def test_the_padding_of_a_same_network_is_a_function_of_n() -> None:
    found = shown_table(symrf.read("resnet_v1_50"))
    assert len(found.long) == 2, "one name for what all cells share"
    names = {written(rel.left): compiled(rel.right) for rel in found.long}
    (padding,) = (c for c in found.columns if c.heading == "pad")
    for n in (223, 224, 225, 226):
        known = {name: value({"n": n}) for name, value in names.items()}
        cells = [cell if isinstance(cell, int) else compiled(cell)(known) for cell in padding.cells]  # type: ignore[arg-type]
        law = symrf.derive(symrf.read("resnet_v1_50").with_input_size(n))
        assert cells == [node["h"].padding for node in law.values()]


def test_names_stand_for_all_but_constants_and_signs() -> None:
    import sympy

    n = sympy.Symbol("n", integer=True, positive=True)
    long = 4 * sympy.floor((n - 1) / 4) - 2 * sympy.floor((n - 1) / 2)
    names = Abbreviations(architecture(of_kind("whole_input")).axes[0])
    cells = [names.cell(value) for value in (long + 9, -long - 9, 9 - long, -long, long, n, 7)]
    shown = [written(c) if not isinstance(c, int) and not hasattr(c, "free_symbols") else str(c) for c in cells]  # type: ignore[arg-type]
    assert shown == ["e1 + 9", "-e1 - 9", "9 - e1", "-e1", "e1", "n", "7"]


def test_the_recurrence_stands_beside_its_closed_form() -> None:
    (axis,) = architecture(networks.deep()).axes
    for calculation in axis.calculations:
        quantity = symrf.formulas.LETTERS[calculation.quantity.letter]
        assert calculation.theorem == quantity.name
        assert written(calculation.rule[0]) == written(theorem_claim(quantity.text("recurrence")))
    page = symrf.report(networks.deep(), "markdown", verdicts=networks.accepted)
    recurrence = "$`r_{l-1} = s_l r_l + (K_l - s_l)`$, $`r_L = 1`$"
    assert f"(theorem `size`), the closed form of the recurrence {recurrence}:" in page


def theorem_claim(source: str) -> Any:
    from symrf.theorem import claim

    return claim(source)


# ---- what is said is so


def test_the_letter_of_a_feature_is_none_of_the_networks() -> None:
    net = symrf.read({"layer": [{"op": "conv", "kernel": 3, "stride": "y"}]})
    assert "feature x of conv1 sees the input samples y*x … y*x + 2" in said(net)
    assert "$`x`$ of `conv1`" in " ".join(fragment(net, "markdown").split())
    found = pieces(output(symrf.read({"layer": [{"op": "upsample", "factor": 2}, {"op": "conv", "kernel": "m"}]})))
    assert found is not None
    assert [letter.name for letter in found.letters] == ["y", "i", "phi", "a", "b"]


def test_paths_that_disagree_inside_of_copies_are_said_to_be_there() -> None:
    copy = [
        {"name": "a", "op": "conv", "kernel": "k", "dilation": "i"},
        {"name": "j", "op": "add", "from": ["a", "input"]},
    ]
    net = symrf.read({"layer": [{"op": "repeat", "name": "all", "times": "B", "layers": copy}]})
    words = "paths do not agree in copy i of all: the centre of feature 0 of j is i*(k - 1)/2 by one and 0 by another"
    assert words in said(net)
    assert "in copy $`i`$ of `all`" in " ".join(fragment(net, "markdown").split())
    record = as_tables(symrf.derive(net))["nodes"][0]["axes"]["x"]["misalignment"]
    assert (record["index"], record["repeat"]) == ("i", "all")


def test_a_difference_that_may_be_zero_is_said_to_be_so() -> None:
    vanishes, never = symrf.Conv(symrf.symbol("k")), symrf.Conv(symrf.symbol("k", 2))
    assert "but for symbols with which this is 0" in said(vanishes | symrf.Elementwise())
    assert "but for symbols" not in said(never | symrf.Elementwise())
    assert "but for symbols" not in said(of_kind("strides"))


def test_a_trunk_under_a_gate_is_not_another_stride() -> None:
    net = (symrf.Conv(3, padding=1) >> (symrf.Elementwise() | symrf.Global())).with_input_size(8)
    assert "every feature of add1 sees the whole input, samples 0 … 7; with padding, -1 … 8" in said(net)
    assert "different strides" not in said(net)


def test_no_average_of_a_stride_that_is_none() -> None:
    assert "those of feature 0, but for r_min of all features\n" in said(of_kind("strides_and_phases"))
    assert "those of feature 0; S is an average over 4 features\n" in said(of_kind("phases"))


def test_same_padding_above_an_upsampling_is_that_of_the_layer() -> None:
    from symrf.exposition.path import numbers

    net = symrf.Conv(2, stride=2) >> symrf.ConvTranspose(4, stride=4) >> symrf.Conv(3, dilation=2, padding="same")
    derivation = symrf.derive(net, input_size=64)
    found = numbers(net.nodes[-1].layer, derivation.output["x"])
    assert (found["p"], found["q"]) == (2, 2)


@pytest.mark.parametrize("order", [["c", "up"], ["up", "c"]])
def test_a_path_carries_the_region_of_the_next_feature_too(order: list[str]) -> None:
    """Of a map of one feature an input of stride 0 decides the stride: no closed form along the other one."""
    layers = [
        {"name": "c", "op": "conv", "kernel": 4, "stride": 4},
        {"name": "up", "op": "upsample", "factor": "3/2", "rule": "pytorch_half_pixel"},
        {"op": "add", "from": order},
    ]
    network = symrf.read({"input": {"size": 4}, "layer": layers})
    found = architecture(network).axes[0]
    assert (found.field.stride, found.field.size) == (0, 4)
    assert all(c.quantity.letter != "S" for c in found.calculations)
