"""How documents and text look: what a careful reader would mark, looked for in whatever is printed of the zoo."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from os import terminal_size
from types import SimpleNamespace

import pytest
from wcwidth import wcswidth

import symrf
from symrf.cli.questions import _in_markdown, _written
from symrf.exposition.architecture import along, architecture
from symrf.exposition.names import common, condensed
from symrf.exposition.records import Row
from symrf.exposition.table import SEEN, table
from symrf.exposition.view import view
from symrf.figures.draw import Asked, drawn, scene
from symrf.figures.scene import Text
from symrf.network import Input, Network, Node
from symrf.render import text, text_network
from symrf.render.document import report, writer_of
from symrf.render.latex import escape
from symrf.render.parts import fragment
from symrf.terms import latex, parse_value
from symrf.zoo import zoo_names
from tests import goldens, networks
from tests.tools import ran, some

ROWS = re.compile(r"^(?:\d+|) ?& \\symrfname\{(.*?)\} &|^\| (?:\d* \| )?`([^`]+)` \|", re.MULTILINE)
NUMBERS = re.compile(r"^&= [-+\d\s\\cdot{}frac/]+(?:\\\\)?$", re.MULTILINE)


def wrong(page: str) -> Iterator[str]:
    """What a page has that it should not."""
    rows = [a.replace(r"\allowbreak{}", "") or b for a, b in ROWS.findall(page)]
    if len(rows) > 1 and common(rows):
        yield f"every name begins with {common(rows)}"
    apart = r"```.*?```|\$`.*?`\$|`[^`]*`|\$[^$]*\$|\\begin\{align\*\}.*?\\end\{align\*\}|<[^>]*>"
    prose = re.sub(apart, "", page, flags=re.DOTALL)
    yield from (f"a hyphen for a minus: {found}" for found in re.findall(r"(?<![\w.\-–])-\d[^\n]{0,9}", prose))
    lines = re.findall(r"\$`(.*?)`\$|(?<!\$)\$([^$`\n]+)\$(?!\$)", page)
    yield from (f"a fraction in a line: {a or b}" for a, b in lines if r"\frac" in a + b)
    if re.search(r"^\|(?: \|)+\n", page, re.MULTILINE):
        yield "an empty header row"
    if re.search(r"[^\n]\n\{\\(footnotesize|scriptsize|tiny)", page):
        yield "a paragraph set with the leading of the table after it"
    for chain in re.findall(r"\\begin\{align(?:\*|ed)\}(.*?)\\end", page, re.DOTALL):
        if len(NUMBERS.findall(chain)) > 2:
            yield f"more than one line of numbers: {chain}"
    yield from (f"a factor of one: {found}" for found in re.findall(r"^&=.*\\cdot 1(?!\d).*", page, re.MULTILINE))
    if re.search(r"\b\d+\.5\b", prose) and re.search(r"\d/2\b", page):
        yield "decimals beside fractions"


@pytest.mark.parametrize("name", some(zoo_names(), 7))
def test_nothing_that_a_reader_would_mark(name: str) -> None:
    network = symrf.read(name)
    for format in ("latex", "markdown"):
        assert list(wrong(report(network, format, verdicts=networks.accepted))) == []


@pytest.mark.parametrize("network", [networks.symbolic, networks.two_ended])
def test_factors_of_one_are_left_out_of_the_numbers_too(network: Callable[[], Network]) -> None:
    for format in ("latex", "markdown"):
        assert "a factor of one" not in " ".join(wrong(report(network(), format, verdicts=networks.accepted)))


@pytest.mark.parametrize("page", [
    "1 & \\symrfname{net/\\allowbreak{}a} & conv \\\\\n2 & \\symrfname{net/\\allowbreak{}b} & conv \\\\\n",
    "| 1 | `net/a` | conv |\n| 2 | `net/b` | conv |\n", "| a | -2 |", "a difference of -1.", r"is $\frac{1}{2}$",
    "| | | |\n| --- |\n", "words.\n{\\footnotesize\\begin{longtable}",
    "\\begin{align*}\nr &= x \\\\\n&= 2 \\cdot 3 + 1 \\\\\n&= 1 + 1 \\\\\n&= 2\n\\end{align*}", "15.5 beside 31/2",
])  # fmt: skip
def test_what_a_reader_marks_is_seen(page: str) -> None:
    assert list(wrong(page))


def test_the_catalogue_has_every_closed_form_once() -> None:
    page = symrf.report(format="markdown", verdicts=networks.accepted)
    for closed in (r"r_l &= 1 + \sum_{m=l+1}^L (K_m - 1) \prod_{i=l+1}^{m-1} s_i", r"J_l &= \prod_{i=1}^l s_i"):
        assert page.count(f"{closed}\n") == 1
    assert re.search(r"\n\n\*Proof:\*[^\n]*\n\nSource:", page), "each is a paragraph"


def test_letters_side_by_side_are_no_word() -> None:
    assert latex(parse_value("2*m*s*y")) == r"2 m \, s \, y"
    assert latex(parse_value("s[l]*cnext[l]*k[l]")) == r"s_l \, \mathrm{cnext}_l \, k_l"
    assert "</msub><mo>&#8290;</mo><mspace" in writer_of("html").inline(parse_value("s[l]*cnext[l]"))
    assert "mspace" not in writer_of("html").inline(parse_value("s[l]*J[l]*kbar*alpha"))
    assert "<mover><mi>k</mi><mo>¯</mo></mover>" in writer_of("html").inline(parse_value("kbar"))
    assert latex(parse_value("S*y + a")) == "S y + a"


def test_names_of_other_alphabets_are_spelt() -> None:
    assert escape("жук 층 卷积层") == "zhuk Cheung JuanJiCeng"
    assert escape("ж\\input{x}") == r"zh\ensuremath{\backslash}input\ensuremath{\{}x\ensuremath{\}}"
    long = escape("層" * 100)
    assert max(map(len, re.split(r"\\allowbreak\{\}", long))) < 40, "there is a place to break a line"


def test_a_page_for_a_phone_breaks_no_letters_apart() -> None:
    page = symrf.report(symrf.Conv(3), "html", verdicts=networks.accepted)
    assert "mtd:first-child { text-align: right; text-align: -webkit-right; }" in page
    cells = re.search(r"th, td \{([^}]*)\}", page)
    assert cells
    assert "anywhere" not in cells[1]


def test_no_fraction_stands_in_a_line_or_cell_of_html() -> None:
    """What is long as a/b is displayed below the table of the numbers."""
    layers = [{"op": "conv", "kernel": 3, "stride": stride, "padding": "same"} for stride in (2, 4)]
    page = fragment(symrf.read({"input": {"size": "n"}, "layer": layers}), "html")
    displayed = re.findall(r"<math display.*?</math>", page, re.DOTALL)
    assert any("start" in one and "<mfrac>" in one for one in displayed)
    assert "<mfrac>" not in re.sub(r"<math display.*?</math>", "", page, flags=re.DOTALL)


def test_formulas_in_svg_have_no_words_for_signs() -> None:
    net = symrf.read({"layer": [{"op": "conv", "kernel": "k", "padding": "same"}]})
    picture = re.sub("</?tspan[^>]*>", "", drawn(net, Asked("schematic"), "svg").partition("</title>")[2])
    assert "⌊(k − 1)/2⌋" in picture
    assert "floor" not in picture


def test_a_table_in_a_paper_has_rows_of_one_line_and_no_column_that_follows_from_others() -> None:
    network = symrf.read("resnet_v1_152")
    page = fragment(network, "latex")
    kinds, head = re.findall(r"begin\{tabular\}\{(.*)\}\n(?:.*\n)?\\toprule\n(.*)", page)[0]
    assert "p{" not in kinds, "no name is broken"
    assert [left_out in head for left_out in ("first", "last", "mid", "pad")] == [False, False, True, True]
    names = {name.replace(r"\allowbreak{}", "") for name in re.findall(r" & \\symrfname\{(.*?)\} &", page)}
    assert len(names) == len(network.nodes), "and still tells all layers apart"
    assert max(len(name.replace("\\_", "_").replace("\\dots{}", "…")) for name in names) <= 28
    assert page.count("resnet") == page.count("symrfname{resnet") > 0, "said once"
    assert page.count("% In names ") == 1


@pytest.mark.parametrize("name", some(["vgg_16", "unet", "wavenet", "distill_misaligned", "aspp"], 2))
def test_what_is_left_out_of_a_table_is_known_from_it(name: str) -> None:
    report = architecture(symrf.read(name)).axes[0]
    found = table(report, brief=True)
    assert found.implied or name == "unet"
    for field in [row.field for row in report.rows if row.field.left is not None]:
        assert "u" not in found.implied or field.left == -field.padding
        assert "v" not in found.implied or field.right == field.left + field.size - 1
    field = SimpleNamespace(**dict.fromkeys(SEEN.values(), 1), kind="affine", status="exact")
    differ = Row("x", "conv", (), (None,) * len(report.paths), {}, field)
    assert not {"u", "v"} & {*table(replace(report, rows=(*report.rows, differ)), brief=True).implied}


def test_long_names_are_told_apart_in_short() -> None:
    names = ["a/b/c/conv_of_thirty_letters", "a/b", "a/b/c/pool_of_thirty_letters", "d/several_parts/that/say_no/o"]
    short, left_out = condensed(names)
    assert short == ["a/…/c/conv_of_thirty_letters", "a/b", "a/…/c/pool_of_thirty_letters", "d/…/o"], "a/b is a layer"
    assert left_out == ("b", "several_parts", "that", "say_no")


def test_what_is_repeated_is_said() -> None:
    body = [{"op": "conv", "name": "x", "kernel": "k", "dilation": "2**(i-1)"}, {"op": "conv", "kernel": 3}]
    inside = {"op": "repeat", "name": "inner", "times": "C", "layers": [{"op": "pool", "kernel": 5, "stride": 2}]}
    network = symrf.read({"layer": [{"op": "repeat", "name": "stack", "times": "B", "layers": [*body, inside]}]})
    said = " ".join(text_network.architecture(view(architecture(network))).split())
    assert "stack is B copies, and copy i has x with kernel k, dilation 2**(i - 1); conv2 with kernel 3; inner" in said
    assert "inner is C copies, and copy a has pool1 with kernel 5, stride 2" in said
    assert "copies" not in text_network.architecture(view(architecture(symrf.read([[3, 1, 0]]))))


def test_letters_of_two_cells_are_counted_as_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr(shutil, "get_terminal_size", lambda *_: terminal_size((60, 24)))
    network = symrf.read({"layer": [{"op": "conv", "name": "卷积层" * 12, "kernel": 3}]})
    said = [*text_network.architecture(view(architecture(network))).splitlines(), *text.filled("卷积 " * 40)]
    assert 50 < max(map(wcswidth, said)) <= 60


def test_what_holds_in_every_layer_holds_in_copies_too() -> None:
    """A repetition's row has no numbers of its own; what its layers are like is not said of it."""
    body = [{"op": "conv", "kernel": "k", "dilation": "2**(i-1)"}, {"op": "conv", "kernel": 3, "padding": (1, 0)}]
    same, window = {"op": "conv", "kernel": 2, "padding": "same"}, {"op": "conv", "kernel": 3}
    for layers, said in ((body, ""), (body[:1], "q"), (body[1:], "dK"), ([same], "dK"), ([window], "dKq")):
        inside = {"op": "repeat", "times": "B", "layers": layers}
        for outer in (inside, {"op": "repeat", "times": "C", "layers": [inside]}):
            found = along(symrf.derive(symrf.read({"layer": [outer]})), "x")
            assert "".join(rel.left.name for rel in table(found).always) == said  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", ["graph", "field"])
def test_what_all_names_begin_with_is_said_once(kind: str) -> None:
    texts = [mark.label[0] for mark in scene(symrf.read("vgg_16"), Asked(kind)).marks if isinstance(mark, Text)]
    assert [text for text in texts if isinstance(text, str) and "vgg_16" in text] == ["vgg_16/…"]
    assert "conv1/conv1_1" in texts
    nodes = (Node("a", Input(), ()), Node("net/a", symrf.Conv(3), ("a",)), Node("net/b", symrf.Conv(3), ("net/a",)))
    same = scene(Network(nodes), Asked(kind))
    labels = [mark.label[0] for mark in same.marks if isinstance(mark, Text)]
    assert {"a", "net/a", "net/b"} <= {*labels}, "an input that would be called as a layer is"


def test_what_is_no_formula_is_ascii_in_latex_and_inert_in_markdown() -> None:
    asked = ["solve", "r == 41", "--search", "k in 1,3; s in 1,2; d in 1,2; L <= 4", "--format"]
    written = ran(*asked, "latex").stdout
    assert written.startswith("% ")
    assert written.isascii()
    assert "\n% " not in written
    assert _in_markdown("of <b>_*x*") == r"of &#60;b&#62;\_\*x\*"


def test_many_pairs_are_lines_of_one_formula() -> None:
    stage = {"op": "repeat", "times": "B", "layers": [{"op": "conv", "kernel": "k"}]}
    found = symrf.solve(symrf.read({"layer": [stage]}), "r >= 60", "B", "k")
    lines = found.formula.splitlines()
    assert (lines[0], lines[-1]) == (r"\begin{aligned}", r"\end{aligned}")
    assert max(line.count("(") for line in lines) <= 6
    assert "".join(lines[1:-1]).count("(") == len(found.value) > 6


def test_what_makes_an_answer_true_stands_with_it() -> None:
    stage = {"op": "repeat", "times": "B", "layers": [{"op": "conv", "kernel": "k"}]}
    found = symrf.solve(symrf.read({"layer": [stage]}), "r >= n", "B")
    assert _written(found, "latex").endswith(r"\right\rceil\right) \qquad (k \ge 2)")
    assert _written(found, "markdown").endswith(r"\right)$ where $`k \ge 2`$")
    halved = replace(found, domain=("k/2 is an integer",))
    assert _written(halved, "latex").endswith(r" \qquad (k/2\ \text{is an integer})")
    assert r"\qquad" not in _written(replace(found, domain=()), "latex")


UPSAMPLED = {"input": {"size": "n"}, "layer": [
    {"op": "upsample", "factor": 2, "mode": "linear"},
    {"op": "conv", "kernel": "w", "dilation": "D", "padding": "same"},
]}  # fmt: skip
FLOORED = {"input": {"size": "n"}, "layer": [
    {"op": "conv", "kernel": "alpha", "stride": 3, "dilation": "rate"},
    {"op": "conv", "kernel": "2*k + 1", "stride": 2},
    {"op": "conv_transpose", "kernel": "h", "stride": 3},
    {"op": "conv", "kernel": "5*h + alpha"},
]}  # fmt: skip


@pytest.mark.parametrize("write", [symrf.report, lambda network: fragment(network, "latex")])
def test_phases_of_long_ends_stand_in_narrow_columns(write: Callable[[symrf.Network], str]) -> None:
    """Under names of their own, which are said below the table."""
    page = write(symrf.read(UPSAMPLED))
    rows = page.partition(r"$\phi$ & $S$ & $a$ & $b$ & $r$ \\")[2].partition(r"\bottomrule")[0]
    assert [line for line in rows.splitlines() if "&" in line] == [
        r"0 & 1 & $g_{1} - 1$ & $g_{3}$ & $g_{5} + 2$ \\", r"1 & 1 & $g_{2}$ & $g_{4} + 1$ & $g_{6} + 2$ \\",
    ]  # fmt: skip
    assert all(rf"g_{{{i}}} &= " in page for i in range(1, 7))
    assert "g_{1}" not in write(goldens.of_kind("phases"))


def test_long_conditions_do_not_stretch_lines() -> None:
    ragged = "{\\raggedright\nThe input has"
    assert ragged in symrf.report(symrf.read(FLOORED))
    assert ragged not in symrf.report(symrf.read(UPSAMPLED))
