"""An author's notation: what a bundle writes in it, `check` reads, and proves."""

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest

import symrf
from symrf.bundle.files import Options, bundle
from symrf.claims import check
from symrf.claims.typed.notated import written_in
from symrf.claims.typed.read import read
from symrf.cli import run
from symrf.errors import SymrfError
from symrf.exposition.architecture import architecture
from symrf.exposition.catalogue import entries
from symrf.exposition.equations import equations
from symrf.exposition.view import view
from symrf.notation import _MACRO, PRESETS, Notation, notation
from symrf.printed import printed, using
from symrf.render import formula
from symrf.render.parts import separate
from symrf.render.shapes import SHAPES
from symrf.terms import Rel, latex, text
from tests.test_bundle import STRIDED, TCN
from tests.tools import some

OWN = """
origin = "input"
centers = 0.5
[symbols]
forwardsize = "F"
jump = "\\\\Delta"
kernel = "w"
start = "\\\\mathrm{pos}"
[indices]
l = "t"
"""


@pytest.fixture
def own(tmp_path: Path) -> str:
    (tmp_path / "own.toml").write_text(OWN)
    return str(tmp_path / "own.toml")


def formulas(source: object, given: str) -> dict[str, str]:
    """The one-line formulas of a bundle that are claims: not in copies, not a sum's closed form."""
    files = bundle(symrf.read(source), Options(notation=given))
    apart = (".aligned.tex", ".where.tex", ".worked.tex")
    kept = {n: text.strip() for n, text in files.items() if n.endswith(".tex") and not n.endswith(apart)}
    kinds = (".recurrence.tex", ".closed.tex", "span.tex")
    return {n: t for n, t in kept.items() if n.endswith(kinds) or n.startswith("net.") and n.count(".") == 2}


@pytest.mark.parametrize("given", [*PRESETS, "own"])
def test_general_formulas_go_in_as_they_come_out(given: str, own: str) -> None:
    """As macros, and with the macros written out, they are read as the catalogue's claims, which are proved."""
    known = notation(own if given == "own" else given)
    network = symrf.read([[3, 2, 1]])
    stated = {f"{one.name}.tex": one.parts for one in equations(view(architecture(network)), network, ())}
    every = {n: t for n, t in formulas([[3, 2, 1]], own if given == "own" else given).items() if "net." not in n}
    assert len(every) > 18
    for file, written in every.items():
        plain = written
        while (new := _expanded(plain, known)) != plain:
            plain = new
        assert "\\rfs" not in plain
        for claim in (written, plain):
            found = written_in(known)(claim, None).claims
            if known.centers and file.startswith("center"):
                assert found != stated[file]
                assert given != "dang" or claim == written or check(claim, notation=known).verdict == "proved"
            else:
                assert [text(one) for one in found] == [text(one) for one in read(latexed(stated[file])).claims], file


def latexed(parts: tuple[Rel, ...]) -> str:
    """The catalogue's claims as symrf types them."""
    return r" , \qquad ".join(map(latex, parts))


def _expanded(written: str, known: Notation) -> str:
    return _MACRO.sub(known._macro, written)


@pytest.mark.parametrize(
    ("source", "given"), [(TCN, "own"), ("unet", "dang"), ("distill_misaligned", "own")], ids=lambda s: str(s)[:12]
)
def test_a_networks_formulas_go_in_as_they_come_out(source: object, given: str, own: str) -> None:
    name = own if given == "own" else given
    network = symrf.read(source)
    every = {n: t for n, t in formulas(source, name).items() if n.startswith("net.")}
    assert len(every) > 3
    for file, written in some([*every.items()], 2):
        assert check(written, network, notation=name).verdict == "proved", (file, written)


def test_letters_mean_what_the_notation_says() -> None:
    """The same words, another claim: Dang's r is counted from the input, the catalogue's from the output."""
    forward = "r_l = r_{l-1} + (K_l - 1) j_{l-1}"
    assert check(forward, notation="dang").read_as == "R[l] == R[l - 1] + (K[l] - 1)*J[l - 1]"
    assert check(forward, notation="dang").verdict == "proved"
    assert check(forward.replace("j", "J")).verdict == "refuted"
    assert check("c_0 = 1/2", symrf.read([[3, 1, 1]]), notation="dang").verdict == "proved"
    assert check("c_0 = 0", symrf.read([[3, 1, 1]]), notation="dang").verdict == "refuted"
    assert check(r"\rfcenter{0} = 0", symrf.read([[3, 1, 1]]), notation="distill").verdict == "proved"


def test_macros_of_a_bundle(own: str) -> None:
    files = bundle(symrf.read([[3, 2, 1]]), Options(notation=own))
    assert r"\providecommand{\rfjump}[1]{\Delta_{#1}}" in files["symrf.tex"]
    assert files["net.size.tex"] == "\\rfforwardsize{\\rfdepth{}} = 3\n"
    assert "\\rfkernel{t}" in files["span.tex"]
    assert files["net.center.tex"] == "\\rfcenter{0} = \\frac{1}{2}\n"


@pytest.mark.parametrize(("typed", "why"), [
    ('[symbols]\nsize = "J"', "are both J"),
    ('[symbols]\nsize = "\\\\input{x}"', "a symbol is a letter"),
    ('[symbols]\nsise = "J"', "did you mean 'size'"),
    ('[indices]\nl = "ll"', "are letters"),
    ('[indices]\nl = "k"', "are both k"),
    ('origin = "left"', "write one of output, input"),
    ("centers = 1", "from 0 or from 0.5"),
    ("symbols = 3", "write a table"),
    ("colour = 3", "no 'colour'"),
    ("= 3", "notation '"),
])  # fmt: skip
def test_what_is_no_notation(typed: str, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "n.toml"
    path.write_text(typed)
    with pytest.raises(SymrfError) as said:
        notation(str(path))
    assert why in str(said.value)
    assert run(["bundle", "vgg_16", "-o", str(tmp_path / "b"), "--notation", str(path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_preset_is_named() -> None:
    with pytest.raises(SymrfError, match=r"did you mean 'torch'\? give a TOML file or one of distill, dang, torch"):
        notation("torhc")
    assert notation("dang").centers == Fraction(1, 2)
    assert run(["check", "r_l = r_{l-1} + (k_l - 1) j_{l-1}", "--where", "d_l = 1", "--notation", "dang"]) == 0


def bare(page: str) -> str:
    return "".join(line for line in page.splitlines(keepends=True) if not line.startswith("%"))


OWN_SCALARS = ("composition-", "no-holes-one-layer")
"""Theorems on scalars that are called as letters with an index are read, S_1 and r_1."""


@pytest.mark.parametrize("given", PRESETS)
def test_theorems_go_in_as_show_prints_them(given: str) -> None:
    """In LaTeX and as text they are read as the catalogue states them, or, with a half on both sides, are proved."""
    read_back = written_in(given)
    centers = []
    for one in (one for one in entries() if one.statement and not one.name.startswith(OWN_SCALARS)):
        with using(given):
            forms = [bare(formula(one, "line")), ", ".join(text(printed(claim)) for claim in one.statement)]
        for form, own in zip(forms, (latexed(one.statement), ", ".join(map(text, one.statement))), strict=True):
            stated = [text(claim) for claim in read(own).claims]
            found = [text(claim) for claim in read_back(form, None).claims]
            if PRESETS[given].centers and "c[" in " ".join(stated):
                centers.append((one, form))
            else:
                assert found == stated, (one.name, form)
    plain = [form for one, form in centers if one.kind == "theorem" and not one.conditions and not one.where]
    for form in some(plain, 18):
        assert check(form, notation=given).verdict == "proved", form


WIDER = {"layer": [
    {"name": "a", "op": "conv", "kernel": "k"}, {"name": "b", "op": "conv", "kernel": "h", "from": "input"},
    {"op": "add", "from": ["a", "b"]},
]}  # fmt: skip
NETWORKS = [
    (source, given, shape)
    for source in (TCN, "distill_misaligned", "unet", STRIDED, WIDER, "dang_alexnet", "resnet50")
    for given in PRESETS for shape in SHAPES
]  # fmt: skip


@pytest.mark.parametrize(("source", "given", "shape"), some(NETWORKS, 17), ids=lambda one: str(one)[:12])
def test_equations_go_in_as_derive_prints_them(source: object, given: str, shape: str) -> None:
    """In one line or aligned; worked out in letters of layers, phase by phase, by the cases of the symbols."""
    network = symrf.read(source)
    with using(given):
        blocks = separate(network, None, shape, "page").strip().split("\n\n")
    claims = {block.splitlines()[0].removeprefix("% "): bare(block) for block in blocks}
    assert len(claims) > 4
    for name, written in some([*claims.items()], 3, len(claims) % 3):
        assert check(written, network, notation=given).verdict == "proved", (name, written)


COMMANDS = [
    ["derive", "vgg_16"], ["derive", "vgg_16", "--format", "latex"], ["derive", "vgg_16", "--format", "markdown"],
    ["derive", "vgg_16", "--format", "latex", "--shape", "aligned", "--width", "column"],
    ["report", "vgg_16", "--format", "html"], ["show", "size"], ["show", "size", "--format", "latex"],
    ["show", "size", "--format", "markdown"], ["figure", "vgg_16", "--kind", "schematic"],
]  # fmt: skip


@pytest.mark.parametrize("command", some(COMMANDS, 2, 1), ids=lambda command: " ".join(command)[:40])
def test_every_command_prints_the_letters_of_a_file(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The size is called so in the file, and nothing is where no file is given; a clash is an error of any command."""
    path = tmp_path / "n.toml"
    path.write_text('[symbols]\nsize = "\\\\mathrm{field}"\nforwardsize = "F"')
    assert run(command) == 0
    assert "field}" not in (before := capsys.readouterr().out)
    assert run([*command, "--notation", str(path)]) == 0
    after = capsys.readouterr().out
    assert after != before
    assert re.search(r"mathrm\{field\}|field\[l\]|size field = |<mi>field</mi>", after)
    path.write_text('[symbols]\nsize = "J"')
    assert run([*command, "--notation", str(path)]) == 2
    assert "are both J" in capsys.readouterr().err


def test_a_notation_ends_with_its_command() -> None:
    with using("dang"):
        assert latex(printed(read("R[l] == 1").claims[0])) == "r_l = 1"
    assert latex(printed(read("R[l] == 1").claims[0])) == "R_l = 1"


def test_a_worked_centre_is_the_centre() -> None:
    """Counted from a half, as all else is; the steps before add up to the same."""
    files = bundle(symrf.read([[4, 2, 1], [3, 1, 0]]), Options(notation="dang"))
    network = symrf.read([[4, 2, 1], [3, 1, 0]])
    assert files["net.center.tex"] == "\\rfcenter{0} = 3\n"
    assert check(files["net.center.worked.tex"], network, notation="dang").verdict == "proved"
    assert check(files["net.center.worked.tex"].replace("+ 3", "+ 4"), network, notation="dang").verdict == "refuted"


def test_a_networks_symbols_and_an_authors_letters_stay_apart(own: str) -> None:
    """w is the author's kernel and t the author's index: the network's are renamed, which is said."""
    layers = [{"op": "conv", "kernel": "F", "dilation": "t"}, {"op": "conv", "kernel": 3, "stride": 2}]
    with using(own):
        page = symrf.render.fragment(symrf.read({"layer": layers}), "markdown")
    assert "`F` is written" in page
    assert "`t` is written" in page


@pytest.mark.parametrize(("head", "html"), [
    (r"\rho", "<mi>ρ</mi>"), (r"\tilde{r}", "<mover><mi>r</mi><mo>~</mo></mover>"), (r"\mathcal{R}", "<mi>ℛ</mi>"),
    (r"\mathrm{a\_b}", "<mi>a_b</mi>"), ("F", "<mi>F</mi>"),
])  # fmt: skip
def test_symbols_in_html(head: str, html: str) -> None:
    with using(Notation({"r": head})):
        assert html in symrf.report(symrf.Conv(3), "html")


def test_what_is_asked_is_read_in_the_letters_of_a_file(own: str, tmp_path: Path) -> None:
    sought = ["find", r"F_t = F_{t-1} + (K_t - 1) \Delta_{t-1}"]
    assert run([*sought, "--notation", own]) == 0
    assert run(sought) != 0
    blocks = {"op": "repeat", "times": "B", "layers": [{"op": "conv", "kernel": 3}]}
    (tmp_path / "net.json").write_text(json.dumps({"layer": [blocks]}))
    asked = ["solve", str(tmp_path / "net.json"), "F >= 41", "--for", "B"]
    assert run([*asked, "--notation", own]) == 0
    assert run(asked) != 0
