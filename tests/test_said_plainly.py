"""What is typed twice, by another way or in a taken name; and what is printed of conditions and of false formulas."""

import io
import subprocess
import sys

import pytest
import sympy

from symrf import SymrfError, check, derive, read
from symrf.cli import run
from symrf.oracle import walk
from symrf.repeat import concrete
from symrf.theorem import refutation_names
from tests.tools import ROOT, optional


def said(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str]:
    code = run(args)
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def test_a_route_twice_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code, words = said(capsys, "verify", "size", "--route", "kernel", "--route", "z3")
    assert code == 2
    assert words.startswith("symrf: --route is given 2 times; write --route kernel,z3;")
    assert words.count("\n") == 1


# ---- a claim on standard input


@pytest.mark.parametrize(("text", "code"), [
    ("r[0] == r[0]\n", 0), ("r[l-1] ==\n  r[l] + k[l]\n", 1), ("", 2), ("\xff", 2), ("r[0] == 1 + " * 9999, 2),
])  # fmt: skip
def test_standard_input(
    text: str, code: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode("latin-1")), "utf-8"))
    assert run(["check", "-"]) == code
    assert capsys.readouterr().err.count("\n") == (code == 2)


def test_standard_input_of_a_process() -> None:
    command = [sys.executable, "-m", "symrf", "check", "-"]
    done = subprocess.run(command, cwd=ROOT, input=b"r[0] ==\xff", capture_output=True, check=False)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)


def test_one_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(capsys, "check", "-", "--in", "-")[0] == 2
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"r == 212")))
    assert "proved: r == 212" in said(capsys, "check", "-", "--in", "vgg_16")[1]


# ---- symbols that could not be told from letters


@pytest.mark.parametrize("letter", ["r", "S", "P", "Q", "u", "v", "c", "start"])
def test_a_symbol_that_shadows_a_letter(letter: str) -> None:
    for kernel, symbols in ((letter, {}), (f"2*{letter} + 1", {}), (letter, {letter: {"min": 3}})):
        with pytest.raises(SymrfError, match=f"symbol {letter}: {letter} stands for the .*; use another name"):
            read({"symbols": symbols, "layer": [{"op": "conv", "kernel": kernel}]})
    with pytest.raises(SymrfError, match="stands for"):
        read([[letter, 1, 0]])
    assert run(["derive", "vgg_16", "--input-size", f"2*{letter}"]) == 2


def test_other_symbols_are_free() -> None:
    for name in ("k", "n", "y", "r1", "m", "N"):
        assert read([[name, 1, 0]])


# ---- formulas on their own


def latex(capsys: pytest.CaptureFixture[str], name: str) -> str:
    return said(capsys, "show", name, "--format", "latex")[1]


def test_conditions_stand_beside_the_formula(capsys: pytest.CaptureFixture[str]) -> None:
    assert latex(capsys, "nested-floor").endswith("\\qquad (a \\ge 1,\\ c \\ge 1)\n")
    several = latex(capsys, "symmetric-same-stride-one")
    assert "&\\quad (s_m = 1,\\ p_m = \\frac{K_m - 1}{2})\n\\end{aligned}\n" in several
    assert "% with $N_0 = 1$\n" in latex(capsys, "path-mean-is-center")
    assert "(" not in latex(capsys, "dilated-kernel-span").split("=")[1].replace("(k_l - 1)", "")


@pytest.mark.parametrize("name", refutation_names())
def test_false_formulas_are_marked(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = latex(capsys, name)
    assert text.startswith("% FALSE")
    assert "\\mathrm{(false)}" in text
    assert "% true instead: " in text


def test_what_is_printed_compiles(capsys: pytest.CaptureFixture[str], tmp_path) -> None:
    optional("pdflatex")
    names = ["nested-floor", "symmetric-same-stride-one", "path-mean-is-center", "refuted-clip-at-input"]
    body = "".join(f"\\begin{{equation*}}\n{latex(capsys, name)}\\end{{equation*}}\n" for name in names)
    page = f"\\documentclass{{article}}\\usepackage{{amsmath}}\\begin{{document}}\n{body}\\end{{document}}\n"
    (tmp_path / "page.tex").write_text(page)
    command = ["pdflatex", "-interaction=batchmode", "-halt-on-error", "page.tex"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0


# ---- messages


def test_attention_in_copies_whose_number_is_a_symbol() -> None:
    body = [{"op": "conv", "kernel": 3, "padding": 1}, {"op": "attention", "name": "attn"}]
    copies = [{"op": "repeat", "times": "B", "layers": body}]
    for size in (64, "n"):
        found = derive(read({"input": {"size": size}, "layer": copies})).output
        assert found.status == "whole-input", found.reason
    shrinking = [{"op": "conv", "kernel": 3}, {"op": "attention", "name": "attn"}]
    found = derive(read({"input": {"size": 64}, "layer": [{"op": "repeat", "times": "B", "layers": shrinking}]})).output
    assert found.status == "unsupported"
    assert found.reason is not None
    assert "'attn'" in found.reason
    assert found.reason.endswith("; give their number")
    unrolled = read({"input": {"size": 64}, "layer": [{"op": "repeat", "times": 3, "layers": body}]})
    assert derive(unrolled).output.status == "whole-input"


def test_one_phase_reads_all() -> None:
    """A transposed convolution of stride 1 leaves no feature out, whatever its dilation."""
    for dilation in (1, 2, 5):
        above = {"op": "conv_transpose", "kernel": 3, "dilation": dilation, "padding": 1, "name": "out"}
        layers = [{"op": "upsample", "factor": "f"}, above]
        network = read({"layer": layers})
        field = derive(network).output
        assert field.status == "exact", field.reason
        for factor in (1, 2, 3):
            for y in (0, 1, 7, 30):
                seen = walk(concrete(network, {"f": factor}), "out", frozenset({y}))["input"]
                ends = [sympy.sympify(end) for end in field.region(y)]
                region = [end.subs(dict.fromkeys(end.free_symbols, factor)) for end in ends]
                assert region == [min(seen), max(seen)], (dilation, factor, y)


def test_some_phases_read_nothing() -> None:
    layers = [{"op": "upsample", "factor": "f"}, {"op": "conv_transpose", "kernel": 2, "dilation": 2, "stride": 3}]
    reason = derive(read({"layer": layers})).output.reason
    assert str(reason).startswith("at stride 3 and dilation 2 some of 3 phases may read nothing")


def test_what_is_said_is_right_is_not_the_same_twice() -> None:
    network = read({"input": {"size": "n"}, "layer": [{"op": "conv", "kernel": 3}]})
    for claim in ("n == n + 1", "n == n - 2", "r == 4"):
        suggestion = check(claim, network).suggestion
        left, _, right = str(suggestion).partition(" == ")
        assert left != right or suggestion is None
