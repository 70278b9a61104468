"""A bundle: every equation by itself, true, inert, and compared with what is made today."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import symrf
from symrf.bundle.files import Options, bundle
from symrf.bundle.letters import letters
from symrf.cli import run
from symrf.errors import SymrfError
from symrf.exposition.architecture import architecture
from symrf.exposition.cases import Cases
from symrf.exposition.equation import NamedEquation
from symrf.exposition.equations import equations
from symrf.exposition.names import common
from symrf.exposition.view import view
from symrf.network import Network
from symrf.numbers.symbols import symbol
from symrf.repeat import concrete
from symrf.terms import Rel
from symrf.terms.evaluate import compiled, holds
from tests import goldens, networks
from tests.test_latex_compiles import complaints, read_back
from tests.tools import some

CAUSAL = {"op": "conv", "kernel": "k", "dilation": "2**(i-1)", "padding": {"left": "(k-1)*2**(i-1)", "right": 0}}
TCN = {"title": "TCN", "layer": [{"name": "stage", "op": "repeat", "times": "B", "layers": [CAUSAL, CAUSAL]}]}
WAVENET = {
    "title": "WaveNet",
    "layer": [{
        "name": "stacks", "op": "repeat", "times": "B", "index": "b",
        "layers": [{"name": "stack", "op": "repeat", "times": "L", "layers": [CAUSAL]}],
    }],
}  # fmt: skip
STRIDED = {"layer": [
    {"name": "stem", "op": "conv", "kernel": 7, "stride": 2, "padding": 3},
    {"name": "stage", "op": "repeat", "times": "B", "layers": [
        {"op": "conv", "kernel": "k", "stride": 2, "padding": 1}, {"op": "conv", "kernel": 3, "padding": 1},
    ]},
]}  # fmt: skip


def made(source: object, **options: object) -> dict[str, str]:
    return bundle(symrf.read(source), Options(**options))  # type: ignore[arg-type]


def by_name(source: object) -> dict[str, NamedEquation]:
    network = symrf.read(source)
    return {one.name: one for one in equations(view(architecture(network)), network, ())}


EVERY = [TCN, WAVENET, "unet", "distill_misaligned", "vgg_16", "aspp"]


@pytest.mark.parametrize("source", EVERY, ids=lambda source: source if isinstance(source, str) else source["title"])
def test_files_are_bare(source: object) -> None:
    files = made(source)
    assert all(re.fullmatch(r"[A-Za-z0-9.-]{1,60}", name) and text.isascii() for name, text in files.items())
    assert {"size.recurrence.tex", "size.closed.tex", "net.region.tex", "table.tex", "theorems.bib"} <= set(files)
    apart = ("main.tex", "symrf.tex")
    bare = {n: text for n, text in files.items() if n.endswith(".tex") and n not in apart and ".where" not in n}
    whole = re.compile(r"\n\n|\\begin\{(equation|align)\*?\}")
    assert not [name for name, text in bare.items() if whole.search(text)]
    assert not [name for name, text in bare.items() if ".aligned." in name and "&" not in text]
    assert all("\\providecommand" in line or line.startswith("%") or not line
               for line in files["symrf.tex"].splitlines())  # fmt: skip


def test_equations_in_the_symbols_of_the_user() -> None:
    files = made(TCN)
    assert files["net.size.tex"] == "\\rfsize{0} = 2 \\left(2^{B} - 1\\right) (k - 1) + 1\n"
    assert files["size.recurrence.tex"].endswith("\\qquad \\rfsize{\\rfdepth{}} = 1\n")
    assert "net.size.where.tex" not in (files := made("resnet_v1_50"))
    assert files["net.padding.where.tex"] == "$n$ is the number of samples of the input.\n"
    assert "\\rfleft{0} = \\min\\left(y, 2 y - 2\\right)" in made("distill_misaligned")["net.region.tex"]


@pytest.mark.parametrize("source", [TCN, STRIDED], ids=["tcn", "strided"])
def test_the_recurrence_over_copies_comes_to_the_closed_form(source: dict[str, object]) -> None:
    """Iterated by hand, copy by copy, against the law on the network written out."""
    recurrence = by_name(source)["net.copies.1"].parts
    steps, first = recurrence[:3], recurrence[3:]
    symbols = {"k": 5, "B": 4}
    known = {rel.left.name: {0: int(compiled(rel.right)(symbols))} for rel in first}
    for copy in range(1, symbols["B"] + 1):
        for rel in steps:
            known[rel.left.name][copy] = int(compiled(rel.right)({**symbols, "i": copy, **known}))
    field = symrf.derive(concrete(symrf.read(source), symbols)).output
    assert [known[x][symbols["B"]] for x in "RPJ"] == [field.size, field.padding, field.stride]


@pytest.mark.parametrize("source", ["unet", goldens.KINDS["phases"]], ids=["unet", "phases"])
def test_a_region_by_phases_is_the_region_of_every_feature(source: object) -> None:
    network = symrf.read(source) if isinstance(source, str) else symrf.read({"layer": source})
    shown = view(architecture(network))
    field = shown.axes[0].report.field
    if any(phase is None for phase in field.phases):
        assert "net.region" not in by_name({"layer": source})
        return
    feature, *parts = by_name(source)["net.region"].parts
    for y in range(40):
        scope = {"m": y // field.period, "phi": y % field.period}
        assert at(feature, scope) == y
        assert tuple(at(part, scope) for part in parts) == field.region(y)


def at(part: Rel | Cases, scope: dict[str, int]) -> int:
    if isinstance(part, Rel):
        return int(compiled(part.right)(scope))
    (found,) = [value for value, when in part.rows if all(meets(one, scope) for one in when)]
    return int(compiled(found)(scope))


def meets(one: Rel, scope: dict[str, int]) -> bool:
    """Whether a condition holds; of first <= phase <= last both halves."""
    if isinstance(one.left, Rel):
        return meets(one.left, scope) and meets(Rel(one.op, one.left.right, one.right), scope)
    return bool(holds(one)(scope)[0])


def test_symbols_of_the_user_keep_their_letters() -> None:
    """Where a user's L, l or r would be read as symrf's, symrf's is written otherwise, and symrf.tex says so."""
    files = made(WAVENET)
    assert files["net.size.tex"].endswith("= B \\left(2^{L} - 1\\right) (k - 1) + 1\n")
    assert "\\providecommand{\\rfdepth}{N}" in files["symrf.tex"]
    assert "% L is written N, as the network has a symbol of that letter." in files["symrf.tex"]
    files = bundle(Network.of(symrf.Conv(symbol("r"), stride=symbol("l"))))
    assert "\\providecommand{\\rfsize}[1]{\\tilde{r}_{#1}}" in files["symrf.tex"]
    assert "\\rfsize{j-1} = " in files["size.recurrence.tex"]
    assert letters(["k", "n"]).renamed == ()


def test_whatever_was_typed_is_inert() -> None:
    files = bundle(networks.hostile())
    for name, text in files.items():
        assert re.fullmatch(r"[A-Za-z0-9.-]{1,60}", name)
        assert text.isascii()
        for word in ("\\input{/etc", "<script>", "\\end{document} ", "$x^2$"):
            assert word not in text, name


def test_columns_and_prefixes() -> None:
    named = made({"layer": [{"name": "x" * 1000, "op": "conv", "kernel": 3}]})["table.tex"]
    assert "}p{" in named
    assert "}p{" not in made("distill_misaligned")["table.tex"]
    table = made("vgg_16", columns="l,layer,k,r,c", strip_prefix=True)
    assert "\\rfforwardsize{l}" in table["table.tex"]
    assert "\\rfsize" not in table["table.tex"]
    assert "\\rfstride" not in table["table.where.tex"]
    assert common(["a/b/c1", "a/b/c2"]) == "a/b/"
    assert common(["a/b", "a/bc", "a/"]) == ""
    with pytest.raises(SymrfError, match=r"no column 'strid'; .*the columns are"):
        made("vgg_16", columns="strid")
    with pytest.raises(SymrfError, match="did you mean 'column'"):
        made("vgg_16", width="colum")


def test_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arch, folder = tmp_path / "net.json", tmp_path / "paper"
    arch.write_text(json.dumps(TCN))
    assert run(["bundle", str(arch), "-o", str(folder)]) == 0
    assert run(["bundle", "--check", str(folder)]) == 0
    (folder / "main.tex").write_text("the author's")
    assert run(["bundle", "--check", str(folder)]) == 0
    capsys.readouterr()
    (folder / "net.size.tex").write_text("r = 7")
    (folder / "span.tex").unlink()
    assert run(["bundle", "--check", str(folder)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said == ["net.size.tex was edited by hand, and is not what symrf says", "span.tex is missing"]
    assert run(["bundle", str(arch), "-o", str(folder)]) == 0
    arch.write_text(json.dumps(TCN).replace('"kernel": "k"', '"kernel": "k + 1"'))
    capsys.readouterr()
    assert run(["bundle", "--check", str(folder)]) == 1
    assert "net.size.tex is no longer what symrf says" in capsys.readouterr().out
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["theorems"]["size"] = "refuted"
    (folder / "manifest.json").write_text(json.dumps(manifest))
    run(["bundle", "--check", str(folder)])
    assert "size refuted then, " in capsys.readouterr().out


def test_a_bundle_in_the_place_of_another_leaves_no_formula_of_that_behind(tmp_path: Path) -> None:
    """Also where the new one has no file of that name, as for a size that differs from feature to feature."""
    folder, arch = tmp_path / "paper", tmp_path / "net.json"
    arch.write_text(json.dumps(TCN))
    assert run(["bundle", str(arch), "-o", str(folder)]) == 0
    before = {path.name for path in folder.iterdir()}
    (folder / "main.tex").write_text("the author's")
    (folder / "notes.tex").write_text("the author's")
    assert run(["bundle", "distill_misaligned", "-o", str(folder)]) == 0
    now = {path.name for path in folder.iterdir()}
    assert "net.sum.1.tex" in before - now
    assert now == {*json.loads((folder / "manifest.json").read_text())["files"], "manifest.json", "notes.tex"}
    assert (folder / "main.tex").read_text() == (folder / "notes.tex").read_text() == "the author's"


def test_a_paper_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "main.tex").write_bytes(b"\xe9 the author's")
    assert run(["bundle", "tcn", "-o", str(tmp_path)]) == 2
    assert "is of no bundle and would be overwritten" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["main.tex"]


def test_errors_are_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in ([], ["vgg_16"], ["-o", str(tmp_path)], ["--check", str(tmp_path)]):
        assert run(["bundle", *wrong]) == 2
        assert capsys.readouterr().err.count("\n") == 1
    (tmp_path / "manifest.json").write_text('{"schema": 1, "options": {"other": 2}, "files": {}, "architecture": {}}')
    assert run(["bundle", "--check", str(tmp_path)]) == 2
    assert "is not the manifest of a bundle" in capsys.readouterr().err


def test_nothing_is_proved_for_a_catalogue_that_is_recorded() -> None:
    code = "import symrf, sys; from symrf.bundle.files import bundle; bundle(symrf.read('resnet18'))"
    asked = [sys.executable, "-c", f"{code}; print('z3' in sys.modules)"]
    assert subprocess.run(asked, capture_output=True, text=True, check=True).stdout == "False\n"


@pytest.mark.slow
def test_the_samples_compile(tmp_path: Path) -> None:
    """Each sample in a document of its own, and no complaint."""
    for number, source in enumerate(some((TCN, WAVENET, "distill_misaligned"), 2)):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name, text in made(source).items():
            (folder / name).write_text(text)
        assert complaints((folder / "main.tex").read_text(), folder) == []


ARTICLE = r"""\documentclass[twocolumn]{article}
\usepackage{amsmath,booktabs,tikz}
\newcommand{\rfsize}[1]{\varrho^{(#1)}}
\newcommand{\symrfname}[1]{\textsf{#1}}
\input{tcn/symrf}
\setlength{\emergencystretch}{4em}
\begin{document}
\section{Sizes}
The recurrence, its closed form, and the same of one network:
\begin{equation}\label{one}\input{tcn/size.recurrence}\end{equation}
\begin{equation}\label{two}\input{tcn/size.closed}\end{equation}
\begin{equation}\label{three}\input{tcn/net.size}\end{equation}
\begin{align}\input{tcn/net.region.aligned}\end{align}
\begin{align*}\input{tcn/net.copies.1.aligned}\end{align*}
\begin{equation}\label{six}\input{chain/jump.closed}\end{equation}
From (\ref{one}) to (\ref{six}).
\begin{table}[t]\centering\input{chain/table}\caption{A chain.}\end{table}
\begin{table}[t]\centering\input{dilated/table}\caption{Dilations.}\end{table}
\begin{figure}[t]\centering\input{chain/figure}\caption{A chain.}\end{figure}
\begin{figure}[t]\centering\input{tcn/figure}\caption{Letters.}\end{figure}
\begin{figure}[t]\centering\input{dilated/figure}\caption{Dilations.}\end{figure}
\end{document}
"""


@pytest.mark.slow
def test_an_article_of_ones_own(tmp_path: Path) -> None:
    """Two columns, own macros, another notation, parts of three bundles: no complaint, and the author's macros win."""
    sources = {"tcn": TCN, "chain": [[3, 2, 1], [3, 2, 1]], "dilated": [[2, 1, 0, 1], [2, 1, 0, 2], [2, 1, 0, 4]]}
    for name, source in sources.items():
        (tmp_path / name).mkdir()
        for file, text in made(source, notation="torch", columns="l,layer,k,s,d,r", width="column").items():
            (tmp_path / name / file).write_text(text)
    assert complaints(ARTICLE, tmp_path) == []
    read = read_back(tmp_path)
    assert "%(l−1)" in read or "ϱ(l−1)" in read
    assert "kernel" in read
