"""What stands in and with pictures: names told apart, formulas, places of samples, sentences, and what is refused."""

import xml.etree.ElementTree as ET
from fractions import Fraction
from itertools import combinations

import pytest

from symrf.errors import SymrfError
from symrf.figures import svg, tikz
from symrf.figures.draw import Asked, scene, stretch_of
from symrf.figures.scene import OUTSIDE_READ, READ, Dot, Scene, Text
from symrf.terms import Num, Op, Rel, Sym
from tests import networks
from tests.goldens import of_kind
from tests.test_bundle import TCN, WAVENET
from tests.test_figures import CHAINS, dots, overlaps, picture


def test_growth_below_zero_and_without_a_path() -> None:
    """A path is joined, also one layer is a path and no line; of maps that are on none, no growth is claimed."""
    cropped = picture([[3, 2, 1], [1, 1, -4], [3, 1, 0]], Asked("growth"))
    assert cropped.alternative == "Over 3 layers the receptive field comes to 7 and the jump to 2, the padding to −7"
    assert "thin" not in {getattr(mark, "style", "") for mark in picture([[3, 1, 1]], Asked("growth")).marks}
    beside = picture("unet", Asked("growth")).alternative
    assert beside.startswith("27 maps, each of one size and jump: sizes of at most 188, jumps of at most 16")
    paddings = {d.of[0]: d.y for d in dots(cropped, READ)[6:]}
    assert paddings["conv1"] > paddings["conv2"] == paddings["conv3"] == pytest.approx(0.0)
    assert "thin" in {getattr(mark, "style", "") for mark in cropped.marks}
    assert "thin" not in {getattr(mark, "style", "") for mark in picture("unet", Asked("growth")).marks}


def test_phases_stand_one_behind_the_other() -> None:
    """After upsampling neighbours may see the same; each has a place of its own, also in the padding, at their rate."""
    layers = [{"op": "conv", "kernel": 3, "stride": 2, "padding": 1},
              {"name": "up", "op": "conv_transpose", "kernel": 4, "stride": 2, "padding": 1},
              {"op": "conv", "kernel": 3, "padding": 1}]  # fmt: skip
    found = picture({"layer": layers}, Asked("field"))
    beside = [{"name": "whole", "op": "global", "from": "conv1"}, {**layers[1], "from": "conv1"}]
    assert picture({"layer": [layers[0], *beside, layers[2]]}, Asked("field")).marks == found.marks, "of no other map"
    places = {dot.of[1]: dot.x for dot in dots(found, READ, OUTSIDE_READ) if dot.of[0] == "up"}
    assert [*places] == [-1, 0, 1]
    assert places[0] - places[-1] == pytest.approx(places[1] - places[0])
    for one in (found, scene(of_kind("phases"), Asked("field", 2))):
        drawn = [mark for mark in one.marks if isinstance(mark, Dot)]
        assert all(abs(a.x - b.x) > a.radius + b.radius for a, b in combinations(drawn, 2) if a.y == b.y)


def test_names_that_look_alike_are_told_apart() -> None:
    """Of a deep nest of copies, and of long names of one ending, in rows and in boxes."""
    for kind in ("field", "graph"):
        layers = [{"name": f"stage_{i}/block_with_a_long_name_{i}/convolution_3x3_norm", "op": "conv", "kernel": 3}
                  for i in range(4)]  # fmt: skip
        found = [picture({"layer": layers}, Asked(kind)), picture(WAVENET, Asked("field", 0, {"k": 2, "L": 3, "B": 2}))]
        for names in ([mark.label for mark in one.marks if isinstance(mark, Text) and mark.name] for one in found):
            assert len({*names}) == len(names)


def test_branches_are_around_what_they_join() -> None:
    branches = [{"name": f"b{i}", "op": "conv", "from": "input", "kernel": 1} for i in range(5)]
    join = {"name": "cat", "op": "concat", "from": [one["name"] for one in branches]}
    found = picture({"layer": [*branches, join]}, Asked("graph"))
    at = {mark.label[0]: mark.x for mark in found.marks if isinstance(mark, Text)}
    assert at["cat"] == at["input"] == pytest.approx(sum(at[f"b{i}"] for i in range(5)) / 5)


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
    assert not overlaps(scene(networks.spelt(), Asked(kind))), "names of other alphabets have room"
    assert r"\input{/" not in "\n".join(line for line in written.splitlines() if not line.startswith("%"))


def test_formulas_in_svg_are_typeset() -> None:
    """Powers raised, indices lowered, a true minus, only names slanted; what has no shape of its own keeps its sign."""

    def typeset(found: Scene) -> str:
        return svg.write(found).replace("<tspan font-style='italic'>", "/").replace("</tspan>", "/")

    written = typeset(picture(WAVENET, Asked("schematic")))
    assert "2<tspan font-size='75%' baseline-shift='super'>/L// − 1" in written
    assert "/r/<tspan font-size='75%' baseline-shift='sub'>/l//" in typeset(picture(CHAINS[0], Asked("field")))
    nested = Op("**", (Sym("k"), Op("*", (Sym("B"), Op("+", (Sym("L"), Num(Fraction(1))))))))
    assert "/k/^(/B/\u2009(/L/ + 1))" in typeset(Scene((Text(0, 0, (nested,)),), ""))
    least = Op("Min", (Sym("y"), Op("*", (Num(Fraction(2)), Sym("y")))))
    assert ">min(/y/, 2\u2009/y/)<" in typeset(Scene((Text(0, 0, (least,)),), ""))
    assert "/k/ &lt; 2" in typeset(Scene((Text(0, 0, (Rel("<", Sym("k"), Num(Fraction(2))),)),), ""))


def test_what_cannot_be_drawn_is_said() -> None:
    for source, asked, why in (
        (TCN, Asked("field"), "numbers for B, k; give --values B=3,k=3"),
        (TCN, Asked("field", 0, {"q": 3}), "no symbol 'q'"),
        ("Sequential(\n  (0): ConvTranspose1d(8, 8, kernel_size=4, stride=2)\n)", Asked("weights"), "--values n=64"),
        ("vgg_16", Asked("fild"), "did you mean 'field'"),
        ("resnet152", Asked("field"), "too many for a picture"),
        ("resnet152", Asked("graph"), "too many for a picture"),
        (of_kind("phases"), Asked("field", 1), "feature 1 reads nothing"),
        ("unet", Asked("schematic"), "whose features are alike"),
        ("vgg_16", Asked("field", -1), "no feature -1"),
        ("vgg_16", Asked("growth", layers=("conv", "x")), "no layer"),
        ("distill_misaligned", Asked("field", layers=("left", "right1")), "'right1' is not above 'left'"),
    ):
        with pytest.raises(SymrfError) as said:
            picture(source, asked)
        assert why in str(said.value)
    with pytest.raises(SymrfError, match="write the first and the last"):
        stretch_of("a")
