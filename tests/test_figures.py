"""Pictures: their numbers are those of the tables, nothing stands over anything, and whatever was typed is inert."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, pairwise, starmap
from pathlib import Path

import pytest

import symrf
from symrf.cli import run
from symrf.errors import SymrfError
from symrf.exact import exact
from symrf.figures import tikz
from symrf.figures.draw import KINDS, Asked, scene
from symrf.figures.maps import between
from symrf.figures.scene import COLUMN, HOLLOW, OUTSIDE, OUTSIDE_READ, READ, Brace, Dot, Polyline, Scene, Text, extent
from symrf.repeat import concrete, unrolled
from symrf.terms import Num
from tests import networks
from tests.test_bundle import TCN
from tests.test_latex_compiles import complaints, document
from tests.tools import some

CHAINS = [
    [[3, 2, 1], [3, 2, 1]],
    [[2, 1, 0, 1], [2, 1, 0, 2], [2, 1, 0, 4]],
    [[3, 2, 1], [1, 2, 0], [2, 2, 0]],
    [[4, 3, 0], [5, 1, 2, 3]],
]
DILATED = [[3, 1, 0, rate] for rate in (1, 2, 4, 8, 1, 2, 4, 8)]
PICTURES = [
    ("distill_misaligned", Asked("field", 2)), ("vgg_16", Asked("field")), ("aspp", Asked("field")),
    (TCN, Asked("field", 3, {"k": 3, "B": 2})), ("resnet152", Asked("growth")), ("vgg_16", Asked("growth")),
    ("aspp", Asked("weights")), ("vgg_16", Asked("weights")), ("unet", Asked("graph")), ("aspp", Asked("graph")),
    ("distill_misaligned", Asked("graph")), (TCN, Asked("schematic")), ("vgg_16", Asked("schematic")),
    ("unet", Asked("field", 5, layers=("input", "up4/upconv"))), ("aspp", Asked("field", 3)),
    ("unet", Asked("field", 5, layers=("down4/conv2", "up4/conv2"))), (DILATED, Asked("weights")),
    ([[3, 1, 0]], Asked("weights")),
    ("inception_v2", Asked("graph", layers=("MaxPool_3a_3x3", "Mixed_3c"))), ("resnet_v1_152", Asked("growth")),
    ("resnet_v1_50", Asked("graph", output="resnet_v1_50/block2/unit_1/bottleneck_v1/conv3")),
    ("wavenet", Asked("schematic")), ("densenet121", Asked("graph", output="denseblock1.denselayer6.conv2")),
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
    every, values = dots(found, READ), [("size", 6.1), ("stride", 3.05), ("padding", 0.0)]
    assert len(every) == 3 * 18
    for (what, base), above in zip(values, (every[:18], every[18:36], every[36:]), strict=True):
        for dot in above:
            part = getattr(fields[dot.of[0]]["h"], what) / getattr(last, what)
            assert dot.y == pytest.approx(base + 2.0 * part), (what, dot)


def test_weights_are_paths() -> None:
    found = picture("aspp", Asked("weights"))
    counted = exact(symrf.read("aspp"))
    assert found.numbers["paths"] == counted.total == 10
    assert {dot.of[1] for dot in dots(found, HOLLOW)} == set(counted.holes)
    ends = [mark.label for mark in found.marks if isinstance(mark, Text)]
    assert {(Num(Fraction(counted.support[0])),), (Num(Fraction(counted.support[-1])),)} <= {*ends}
    assert "reads 7 of 37 input samples, −18 to 18, along 10 paths, with 30 holes; dashed, " in found.alternative
    assert (found.numbers["mean"], found.numbers["variance"]) == (counted.mean, counted.variance)


def test_a_schematic_has_the_symbols() -> None:
    found = picture(TCN, Asked("schematic"))
    field = symrf.derive(symrf.read(TCN)).output
    assert dict(found.numbers) == {"r": field.size, "S": 1, "u": field.left, "v": field.right}


@pytest.mark.parametrize(("source", "asked"), PICTURES, ids=lambda x: x.kind if isinstance(x, Asked) else str(x)[:12])
def test_nothing_stands_over_anything(source: object, asked: Asked) -> None:
    """Labels beside labels and samples, and all of it no wider than a column, and with a caption no higher."""
    found = picture(source, asked)
    assert found.box[2] - found.box[0] <= COLUMN + 0.1
    assert found.box[3] - found.box[1] <= 18
    assert overlaps(found) == []
    if asked.kind == "field":
        assert through(found) == []


def through(found: Scene) -> list[tuple[Polyline, str]]:
    """The lines that pass a row where the samples of one of its maps are."""
    maps: dict[tuple[str, float], list[float]] = {}
    for dot in dots(found, READ, HOLLOW, OUTSIDE, OUTSIDE_READ):
        maps.setdefault((dot.of[0], dot.y), []).append(dot.x)
    steps = [(line, *step) for line in found.marks if isinstance(line, Polyline) for step in pairwise(line.points)]
    return [
        (line, name) for (name, y), xs in maps.items() for line, p, q in steps
        if min(p[1], q[1]) < y < max(p[1], q[1])
        and min(xs) < p[0] + (q[0] - p[0]) * (y - p[1]) / (q[1] - p[1]) < max(xs)
    ]  # fmt: skip


def test_a_line_through_another_branch_is_seen() -> None:
    row = [Dot(x, 1.0, 0.1, READ, ("left", x)) for x in (0, 1)]
    assert through(Scene((*row, Polyline(((0.5, 0.0), (0.6, 2.0)))), ""))
    assert not through(Scene((*row, Polyline(((1.5, 0.0), (1.6, 2.0))), Polyline(((0.5, 1.0), (0.5, 2.0)))), ""))


def test_branches_stand_beside_each_other() -> None:
    """Maps of one distance from the input share a row, without a sample of one among those of the other."""
    found = picture("distill_misaligned", Asked("field", 2))
    left, right = ([d for d in dots(found, READ) if d.of[0] == name] for name in ("left", "right1"))
    assert {dot.y for dot in left} == {dot.y for dot in right}
    assert max(dot.x for dot in left) < min(dot.x for dot in right)
    assert "from left to right, left, right1" in found.alternative


def test_a_long_graph_shows_where_paths_part_and_join() -> None:
    """Of a hundred nodes, those of the two paths that do not agree; of those that agree none, but how to see some."""
    trunk = [{"name": f"c{i}", "op": "conv", "kernel": 3} for i in range(100)]
    fork = [
        {"name": "a", "op": "conv", "from": "c99", "kernel": 3},
        {"name": "b", "op": "conv", "from": "c99", "kernel": 1},
        {"name": "add", "op": "add", "from": ["a", "b"]},
        {"name": "last", "op": "conv", "kernel": 3},
    ]
    found = picture({"layer": [*trunk, *fork]}, Asked("graph"))
    assert [mark.label[0] for mark in found.marks if isinstance(mark, Text)] == ["c99", "a", "b", "add"]
    assert dict(found.numbers) == {"nodes": 4, "edges": 4, "difference": -1}
    assert found.alternative.startswith("4 of the 105 nodes of the network; paths from c99 to add do not agree: ")
    assert found.alternative.endswith(": the centre is 101 by one and 100 by another")
    styles = [mark.style for mark in found.marks if isinstance(mark, Polyline) and mark.arrow]
    assert sorted(styles) == ["dashed", "dashed", "thick", "thick"]
    with pytest.raises(SymrfError, match=r"as --layers 'input\.\.c20'"):
        picture({"layer": trunk}, Asked("graph"))
    assert picture({"layer": trunk}, Asked("graph", layers=("input", "c20"))).numbers["nodes"] == 22


def test_a_stretch_has_the_numbers_of_the_tables() -> None:
    """--layers of every kind: the stretch is the network from its first map on, growth the rows of the whole."""
    net, layers = symrf.read("vgg_16"), ("pool1", "pool3")
    field, rows = symrf.derive(between(net, layers)).output["h"], symrf.derive(net)
    for kind in ("weights", "schematic"):
        assert picture("vgg_16", Asked(kind, layers=layers)).numbers["r"] == field.size
    grown = picture("vgg_16", Asked("growth", layers=layers)).numbers
    last = rows["vgg_16/pool3"]["h"]
    assert (grown["R"], grown["J"], grown["layers"]) == (last.size, last.stride, 8)
    assert picture("vgg_16", Asked("graph", layers=layers)).numbers == {"nodes": 8, "edges": 7}
    drawn = picture("vgg_16", Asked("field", layers=layers)).numbers
    assert (drawn["u"], drawn["v"]) == symrf.derive(between(net, ("pool1", net.output))).output["h"].region(0)


def test_values_of_every_kind_have_the_numbers_of_the_tables() -> None:
    values = {"k": 3, "B": 2}
    net = concrete(symrf.read(TCN), values)
    field = symrf.derive(net).output
    numbers = {kind: dict(picture(TCN, Asked(kind, 20, values)).numbers) for kind in KINDS}
    assert {numbers[kind]["r"] for kind in ("field", "weights", "schematic")} == {field.size}
    assert numbers["growth"]["R"] == field.size
    assert (numbers["field"]["u"], numbers["field"]["v"]) == field.region(20)
    assert (numbers["schematic"]["u"], numbers["growth"]["J"]) == (field.left, field.stride)
    assert numbers["growth"]["layers"] == numbers["graph"]["edges"] == len(unrolled(net).nodes)


def overlaps(found: Scene) -> list[tuple[object, object]]:
    """The labels that stand over labels or samples, or that a line crosses; lines that pass the samples of a map."""
    boxes = [(mark, extent(mark)) for mark in found.marks if isinstance(mark, Text | Dot | Brace)]
    over = [
        (a, b) for (a, p), (b, q) in combinations(boxes, 2)
        if isinstance(a, Text) | isinstance(b, Text)
        and p[0] < q[2] - 0.02 and q[0] < p[2] - 0.02 and p[1] < q[3] - 0.02 and q[1] < p[3] - 0.02
    ]  # fmt: skip
    for line in (mark for mark in found.marks if isinstance(mark, Polyline)):
        ends = [*line.points, line.points[0]] if line.closed else line.points
        over += [(line, b) for b, box in boxes if isinstance(b, Text) for p, q in pairwise(ends) if crosses(p, q, box)]
    return over


def crosses(p: Sequence[float], q: Sequence[float], box: Sequence[float], off: float = 0.02) -> bool:
    """Whether the way from p to q enters a box: some stretch of it is between its sides both ways."""
    first, last = 0.0, 1.0
    for at, to, low, high in ((p[0], q[0], box[0] + off, box[2] - off), (p[1], q[1], box[1] + off, box[3] - off)):
        if at == to:
            if not low < at < high:
                return False
            continue
        one, other = sorted(((low - at) / (to - at), (high - at) / (to - at)))
        first, last = max(first, one), min(last, other)
    return first < last


def test_an_overlap_is_seen() -> None:
    assert overlaps(Scene((Text(0, 0, ("one",)), Text(0.1, 0, ("two",))), ""))
    for points in (((-1, -1), (1, 1)), ((0, -1), (0, 1)), ((0, 0), (3, 0)), ((-1, 0.1), (1, 0))):
        assert overlaps(Scene((Text(0, 0, ("one",)), Polyline(points)), "")), points
    for points in (((-1, 0.3), (1, 0.3)), ((-0.9, -0.3), (-0.2, 0.6)), ((0, -1), (0, -0.3))):
        assert not overlaps(Scene((Text(0, 0, ("one",)), Polyline(points)), "")), points


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "f.svg"
    assert run(["figure", "vgg_16", "--kind", "growth", "--format", "svg", "-o", str(target)]) == 0
    assert target.read_text().startswith("<svg")
    assert run(["figure", "vgg_16", "--layers", "conv1/conv1_1..pool1"]) == 0
    assert r"\begin{tikzpicture}" in capsys.readouterr().out
    assert run(["figure", "vgg_16", "--kind", "none"]) == 2


@pytest.mark.slow
def test_every_kind_compiles(tmp_path: Path) -> None:
    drawn = [*starmap(picture, some(PICTURES, 4)), *(scene(networks.hostile(), Asked(x)) for x in ("field", "graph"))]
    assert complaints(document("\n\n".join(map(tikz.write, drawn)), packages="amsmath,tikz"), tmp_path) == []
