"""Pictures: their numbers are those of the tables, nothing stands over anything, and whatever was typed is inert."""

import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path

import pytest

import symrf
from symrf.cli import run
from symrf.errors import SymrfError
from symrf.exact import exact
from symrf.figures import svg, tikz
from symrf.figures.draw import Asked, numbers_of, scene, stretch_of
from symrf.figures.scene import COLUMN, HOLLOW, OUTSIDE, OUTSIDE_READ, READ, Dot, Scene, Text, extent
from symrf.repeat import concrete
from tests import networks
from tests.test_bundle import TCN
from tests.test_latex_compiles import complaints, document

CHAINS = [
    [[3, 2, 1], [3, 2, 1]],
    [[2, 1, 0, 1], [2, 1, 0, 2], [2, 1, 0, 4]],
    [[3, 2, 1], [1, 2, 0], [2, 2, 0]],
    [[4, 3, 0], [5, 1, 2, 3]],
]
PICTURES = [
    ("distill_misaligned", Asked("field", 2)), ("vgg_16", Asked("field")), ("aspp", Asked("field")),
    (TCN, Asked("field", 3, {"k": 3, "B": 2})), ("resnet152", Asked("growth")), ("vgg_16", Asked("growth")),
    ("aspp", Asked("weights")), ("vgg_16", Asked("weights")), ("unet", Asked("graph")), ("aspp", Asked("graph")),
    ("distill_misaligned", Asked("graph")), (TCN, Asked("schematic")), ("vgg_16", Asked("schematic")),
    ("unet", Asked("field", 5, layers=("input", "up4/upconv"))),
]  # fmt: skip


def picture(source: object, asked: Asked) -> Scene:
    return scene(symrf.read(source), asked)


def dots(found: Scene, *styles: str) -> list[Dot]:
    return [mark for mark in found.marks if isinstance(mark, Dot) and mark.style in styles]


@pytest.mark.parametrize("layers", CHAINS, ids=str)
@pytest.mark.parametrize("feature", [0, 3])
def test_the_samples_of_a_field_are_those_that_are_read(layers: list[list[int]], feature: int) -> None:
    network = symrf.read(layers)
    found = picture(layers, Asked("field", feature))
    field = symrf.derive(network).output
    assert (found.numbers["u"], found.numbers["v"]) == field.region(feature)
    assert found.numbers["r"] == field.size
    drawn = sorted(dot.of[1] for dot in dots(found, READ, OUTSIDE_READ) if dot.of[0] == "input")
    assert tuple(drawn) == exact(network, None, feature).support
    skipped = {dot.of[1] for dot in dots(found, HOLLOW, OUTSIDE) if dot.of[0] == "input"}
    assert set(exact(network, None, feature).holes) <= skipped


@pytest.mark.parametrize("layers", CHAINS, ids=str)
def test_a_sample_stands_above_the_centre_of_what_it_sees(layers: list[list[int]]) -> None:
    found = picture(layers, Asked("field", 3))
    fields = symrf.derive(symrf.read(layers))
    at = {d.of[1]: d.x for d in dots(found, READ, HOLLOW) if d.of[0] == "input"}
    unit = at[min(at) + 1] - at[min(at)]
    at_zero = at[min(at)] - min(at) * unit
    for dot in dots(found, READ, HOLLOW):
        name, index = dot.of
        if name != "input":
            u, v = fields[name].region(index)
            assert dot.x == pytest.approx(at_zero + unit * (u + v) / 2)


def test_padding_is_told_from_samples() -> None:
    found = scene(symrf.read([[3, 2, 1], [3, 2, 1]]).with_input_size(5), Asked("field", 1))
    outside = {dot.of for dot in dots(found, OUTSIDE_READ)}
    assert {("input", 5), ("input", 6), ("input", 7), ("conv1", 3)} == outside


def test_growth_is_the_table() -> None:
    """R, J and the padding, one above the other, each with a dot for every layer, on axes that begin at zero."""
    found, fields = picture("vgg_16", Asked("growth")), symrf.derive(symrf.read("vgg_16"))
    last = fields.output
    assert dict(found.numbers) == {"R": last.size, "J": last.stride, "pad": last.padding, "layers": 18}
    every, values = dots(found, READ), [("size", 5.8), ("stride", 2.9), ("padding", 0.0)]
    assert len(every) == 3 * 18
    for (what, base), above in zip(values, (every[:18], every[18:36], every[36:]), strict=True):
        for dot in above:
            part = getattr(fields[dot.of[0]]["h"], what) / getattr(last, what)
            assert dot.y == pytest.approx(base + 2.0 * part), (what, dot)


def test_growth_below_zero_and_without_a_path() -> None:
    cropped = picture([[3, 2, 1], [1, 1, -4], [3, 1, 0]], Asked("growth"))
    paddings = {d.of[0]: d.y for d in dots(cropped, READ)[6:]}
    assert paddings["conv1"] > paddings["conv2"] == paddings["conv3"] == pytest.approx(0.0)
    assert "thin" in {getattr(mark, "style", "") for mark in cropped.marks}
    assert "thin" not in {getattr(mark, "style", "") for mark in picture("unet", Asked("growth")).marks}


def test_weights_are_paths() -> None:
    found = picture("aspp", Asked("weights"))
    counted = exact(symrf.read("aspp"))
    assert found.numbers["paths"] == counted.total == 10
    assert {dot.of[1] for dot in dots(found, HOLLOW)} == set(counted.holes)
    assert (found.numbers["mean"], found.numbers["variance"]) == (counted.mean, counted.variance)


def test_a_schematic_has_the_symbols() -> None:
    found = picture(TCN, Asked("schematic"))
    field = symrf.derive(symrf.read(TCN)).output
    assert dict(found.numbers) == {"r": field.size, "S": 1, "u": field.left, "v": field.right}


@pytest.mark.parametrize(("source", "asked"), PICTURES, ids=lambda x: x.kind if isinstance(x, Asked) else str(x)[:12])
def test_nothing_stands_over_anything(source: object, asked: Asked) -> None:
    """Labels beside labels and samples, and all of it no wider than a column."""
    found = picture(source, asked)
    assert found.box[2] - found.box[0] <= COLUMN + 0.1
    assert overlaps(found) == []


def overlaps(found: Scene) -> list[tuple[object, object]]:
    boxes = [(mark, extent(mark)) for mark in found.marks if isinstance(mark, Text | Dot)]
    return [
        (a, b) for (a, p), (b, q) in combinations(boxes, 2)
        if isinstance(a, Text) | isinstance(b, Text)
        and p[0] < q[2] - 0.02 and q[0] < p[2] - 0.02 and p[1] < q[3] - 0.02 and q[1] < p[3] - 0.02
    ]  # fmt: skip


def test_an_overlap_is_seen() -> None:
    assert overlaps(Scene((Text(0, 0, ("one",)), Text(0.1, 0, ("two",))), ""))


@pytest.mark.parametrize("kind", ["field", "growth", "weights", "graph", "schematic"])
def test_names_are_inert(kind: str) -> None:
    found = scene(networks.hostile(), Asked(kind))
    root = ET.fromstring(svg.write(found))
    space = "{http://www.w3.org/2000/svg}"
    assert {e.tag for e in root.iter()} <= {space + tag for tag in
            ("svg", "title", "rect", "text", "tspan", "circle", "polyline", "polygon")}  # fmt: skip
    assert root.find(f"{space}title").text == found.alternative
    written = tikz.write(found)
    assert written.isascii()
    assert r"\input{/" not in "\n".join(line for line in written.splitlines() if not line.startswith("%"))


def test_what_cannot_be_drawn_is_said() -> None:
    for source, asked, why in (
        (TCN, Asked("field"), "numbers for B, k; give --values B=3,k=3"),
        (TCN, Asked("field", 0, {"q": 3}), "no symbol 'q'"),
        ("vgg_16", Asked("fild"), "did you mean 'field'"),
        ("resnet152", Asked("field"), "too many for a picture"),
        ("resnet152", Asked("graph"), "too many for a picture"),
        ("unet", Asked("schematic"), "whose features are alike"),
        ("vgg_16", Asked("field", -1), "no feature -1"),
        ("vgg_16", Asked("growth", layers=("conv", "x")), "no layer"),
    ):
        with pytest.raises(SymrfError) as said:
            picture(source, asked)
        assert why in str(said.value)
    for given in ("k", "k=", "=3", "k=x"):
        with pytest.raises(SymrfError, match="write them as"):
            numbers_of(given)
    with pytest.raises(SymrfError, match="write the first and the last"):
        stretch_of("a")


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "f.svg"
    assert run(["figure", "vgg_16", "--kind", "growth", "--format", "svg", "-o", str(target)]) == 0
    assert target.read_text().startswith("<svg")
    assert run(["figure", "vgg_16", "--layers", "conv1/conv1_1..pool1"]) == 0
    assert r"\begin{tikzpicture}" in capsys.readouterr().out
    assert run(["figure", "vgg_16", "--kind", "none"]) == 2


@pytest.mark.slow
def test_every_kind_compiles(tmp_path: Path) -> None:
    parts = [tikz.write(picture(source, asked)) for source, asked in PICTURES]
    parts += [tikz.write(scene(networks.hostile(), Asked(kind))) for kind in ("field", "graph")]
    assert complaints(document("\n\n".join(parts), packages="amsmath,tikz"), tmp_path) == []


def test_numbers_for_symbols_are_those_of_the_network_written_out() -> None:
    values = {"k": 3, "B": 2}
    found = picture(TCN, Asked("field", 20, values))
    assert (found.numbers["u"], found.numbers["v"]) == symrf.derive(concrete(symrf.read(TCN), values)).output.region(20)
