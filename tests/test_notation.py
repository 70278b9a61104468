"""An author's notation: what a bundle writes in it, `check` reads, and proves."""

from fractions import Fraction
from pathlib import Path

import pytest

import symrf
from symrf.bundle.files import Options, bundle
from symrf.claims import check
from symrf.claims.check import written_in
from symrf.claims.typed.read import read
from symrf.cli import run
from symrf.errors import SymrfError
from symrf.exposition.architecture import architecture
from symrf.exposition.equations import equations
from symrf.exposition.view import view
from symrf.notation import _MACRO, PRESETS, Notation, notation
from symrf.terms import Rel, latex, text
from tests.test_bundle import TCN

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
    """The one-line formulas of a bundle that are claims: not phase by phase, not in copies, not a sum's closed form."""
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
                assert check(claim, notation=known).verdict == "proved"
            else:
                assert [text(one) for one in found] == [text(one) for one in read(latexed(stated[file])).claims], file


def latexed(parts: tuple[Rel, ...]) -> str:
    """The catalogue's claims as symrf types them."""
    return r" , \qquad ".join(map(latex, parts))


def _expanded(written: str, known: Notation) -> str:
    return _MACRO.sub(known._macro, written)


@pytest.mark.parametrize("given", ["dang", "own"])
@pytest.mark.parametrize("source", [TCN, "unet", "distill_misaligned"], ids=lambda s: str(s)[:12])
def test_a_networks_formulas_go_in_as_they_come_out(source: object, given: str, own: str) -> None:
    name = own if given == "own" else given
    network = symrf.read(source)
    every = {n: t for n, t in formulas(source, name).items() if n.startswith("net.") and "cases" not in t}
    assert len(every) > 3
    for file, written in every.items():
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
