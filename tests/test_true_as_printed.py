"""What is printed where less than all is known is true as it stands: sizes of inputs, bounds, features there are."""

import re
from collections.abc import Iterator

import pytest

import symrf
from symrf.bundle.files import bundle
from symrf.claims import check
from symrf.claims.network.derived import derived_of
from symrf.derivation.answers.reached import features_for
from symrf.errors import SymrfError
from symrf.exposition.architecture import architecture
from symrf.exposition.view import view
from symrf.figures.draw import Asked, drawn
from symrf.layers import Conv, Masked
from symrf.network import Network
from symrf.numbers.symbols import symbol
from symrf.render.parts import separate
from symrf.render.text_network import architecture as text
from symrf.zoo import zoo
from tests.tools import some

GLOBAL = [{"op": "conv", "kernel": {"h": "k", "w": 3}, "padding": 1}, {"op": "global"}]
SAME = [{"op": "conv", "kernel": 3, "stride": {"t": 1, "h": 2, "w": 2}, "padding": "same"}]


def printed(network: Network) -> dict[str, str]:
    """The equations of a network as `derive --format latex --shape line` has them, by name."""
    parts = separate(network, None, "line", "page").split("\n\n")
    rows = [[row for row in part.splitlines() if not row.startswith("%")] for part in parts]
    return {part.splitlines()[0].removeprefix("% "): "\n".join(own) for part, own in zip(parts, rows, strict=True)}


def bounds() -> Iterator[Network]:
    """Networks of which bounds are known: always, or where a symbol is small."""
    k = symbol("k")
    yield Network.of(Conv(k, padding=1) >> Masked() >> Conv(3))
    yield Network.of(Conv(3, padding=1) >> Masked() >> Conv(3, stride=2)).with_input_size(20)
    yield symrf.read({"layer": [{"op": "conv_transpose", "kernel": "k", "stride": 2}]})
    yield symrf.read({"layer": [{"op": "conv", "kernel": "k", "padding": 1}, {"op": "adaptive_pool", "size": 3}]})


@pytest.mark.parametrize("network", some([*bounds()], 2, 1))
def test_a_bound_is_printed_as_one_and_proved(network: Network) -> None:
    found = printed(network)
    known = {"net.size", "net.size-max", "net.padding", "net.region", "net.output-size"}
    assert {"net.padding"} < found.keys() <= known
    for name, claim in found.items():
        assert ("\\le" in claim) == (name != "net.output-size"), claim
        assert check(claim, network).verdict == "proved", claim


@pytest.mark.parametrize("network", [one for one in bounds() if not symrf.derive(one).output.exact_where])
def test_no_format_says_that_a_bound_is_reached(network: Network) -> None:
    shown = view(architecture(network))
    said = text(shown)
    assert "sees at most the input samples" in said
    assert re.search("receptive-field size r(_max)? <= ", said)
    assert " = " not in said.partition("sees at most")[2]
    assert all(fact.op == "<=" for axis in shown.axes for fact in axis.facts)
    assert not [one for axis in shown.axes for one in axis.report.calculations]
    for format in ("latex", "markdown", "html"):
        page = symrf.report(network, format)
        assert "Receptive-field size, " in page
        assert "at most" in page
        assert "Centre of the region" not in page


def test_a_bound_in_a_table_and_in_pictures() -> None:
    network = Network.of(Conv(3, padding=1) >> Masked() >> Conv(3, stride=2)).with_input_size(20)
    files = bundle(network)
    assert "at most 5" in files["table.tex"]
    assert "r \\le 5" in drawn(network, Asked("field"))
    for kind in ("schematic", "growth"):
        with pytest.raises(SymrfError, match="bound only"):
            drawn(network, Asked(kind))


def test_what_would_be_right_of_a_bound_is_a_bound() -> None:
    network = Network.of(Conv(3, padding=1) >> Masked() >> Conv(3))
    assert check("r <= 1", network).suggestion == "r <= 5"
    assert check("u >= 1", network).suggestion == "u >= -1"
    assert check("P <= -1", network).suggestion == "P <= 1"
    assert check("S == 1", network).verdict == "open"


def of_axes(layers: list[dict[str, object]], *axes: str) -> Network:
    """These layers on these axes."""
    return symrf.read({"axes": list(axes), "layer": layers})


@pytest.mark.parametrize("last", ["global", "attention"])
def test_a_size_that_is_not_given_is_read_back(last: str) -> None:
    network = symrf.read({"layer": [{"op": "conv", "kernel": "k", "padding": 1}, {"op": last}]})
    found = printed(network)
    assert (found["net.size"], found["net.region"]) == ("r_0 = n + 2", r"u_0 = -1 , \qquad v_0 = n")
    for claim in found.values():
        assert check(claim, network).verdict == "proved", claim
    assert check("r_0 = n + 3", network).verdict == "refuted"
    assert check("conv1.size = k + n - n", network, where=["n >= k"]).verdict == "proved"


def test_a_size_for_each_axis() -> None:
    network = of_axes(GLOBAL, "h", "w")
    assert printed(network)["net.w.size"] == "r_0 = n_{w} + 2"
    assert check("global1.h.size = n + 2", network).verdict == "proved"
    assert check("global1.w.size = n_{w} + 2", network).verdict == "proved"
    assert check("global1.w.size = n + 2", network).verdict == "refuted"


@pytest.mark.parametrize(
    ("layers", "axes"), [(GLOBAL, "hw"), (GLOBAL, "wh"), (SAME, "thw"), (SAME, "hwt"), (SAME, "wh")]
)
def test_sizes_are_called_as_documents_call_them(layers: list[dict[str, object]], axes: str) -> None:
    alone = [{**layers[0], **{x: {a: v[a] for a in axes} for x, v in layers[0].items() if isinstance(v, dict)}}]
    network = of_axes([*alone, *layers[1:]], *axes)
    fields = symrf.derive(network).output.axes
    named = {axis: str(field.size_symbol) for axis, field in fields.items() if field.size_symbol is not None}
    assert named == {axis: str(size) for axis, size in derived_of(network).sizes.items()}


def test_a_size_that_only_one_axis_has_is_refused_in_one_line() -> None:
    with pytest.raises(symrf.SymrfError, match="axes t, h, w of this network differ"):
        check("n_h >= 1 + 0*output_size", of_axes(SAME, "t", "h", "w"))


def test_what_sees_least_and_most_where_a_phase_may_have_no_feature() -> None:
    """At a = 4 and n = 1 there is one feature: it sees 3 samples, and none sees 2."""
    conv = {"op": "conv", "kernel": "a", "padding": 1}
    network = symrf.read({"input": {"size": "n"}, "layer": [{"op": "pixel_shuffle", "factor": 2}, conv]})
    found, said = printed(network), text(view(architecture(network)))
    least, greatest = (r"\left\lfloor \frac{a + 1}{2} \right\rfloor", r"\left\lfloor \frac{a}{2} \right\rfloor + 1")
    assert found["net.size-min"] == rf"r_{{\mathrm{{min}}}} \ge {least}"
    assert found["net.size-max"] == rf"r_{{\mathrm{{max}}}} = {greatest}"  # which feature 0 sees
    for claim in found.values():
        assert check(claim, network).verdict == "proved", claim
    assert "r_min is reached where there are 2 features or more, 2*n - a + 3 >= 2" in said
    wrong = check(rf"r_{{\mathrm{{min}}}} = {least}", network)
    assert (wrong.verdict, wrong.suggestion) == ("refuted", "size_min >= floor((a + 1)/2)")
    assert check(str(wrong.suggestion), network).verdict == "proved"
    assert check(rf"r_{{\mathrm{{min}}}} = {least}", network, where=["n >= a"]).verdict == "proved"
    assert check("r_min <= floor((a + 1)/2)", network).verdict == "refuted"


def test_a_network_whose_least_output_has_not_all_phases() -> None:
    """At n = 188, the least there is, a U-Net has 4 features of 16 phases; all of them see 188 samples."""
    network = zoo("unet").with_input_size(symbol("n"))
    found = printed(network)
    assert r"\le" in found["net.size-max"]
    assert "=" in found["net.size-min"]
    assert check("r_max == 204", network).verdict != "proved"
    assert check("r_max <= 204", network).verdict == check("r_min == 188", network).verdict == "proved"
    larger = symrf.derive(network.with_input_size(symbol("n", 204))).output
    assert [features_for(axis, "size_max") for axis in larger.axes.values()] == [None] * len(larger.axes)


def test_what_sees_most_of_few_features_on_an_input_of_any_size() -> None:
    """Two features of three phases: the third does not count."""
    network = symrf.read({"layer": [{"op": "adaptive_pool", "size": 3}, {"op": "conv", "kernel": 2}]})
    found = printed(network)
    assert "net.size" in found  # both see as much
    assert check(found["net.size"], network).verdict == "proved"
