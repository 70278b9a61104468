"""Formulas of networks that were changed after they were printed, and what is said of no layer: none is proved."""

import json
import re
from pathlib import Path

import pytest

import symrf
from symrf.bundle.files import bundle
from symrf.claims import check
from symrf.claims.typed.read import split
from symrf.cli import run
from symrf.errors import SymrfError
from symrf.layers import Conv
from symrf.network import Network
from symrf.numbers.symbols import symbol
from symrf.render.parts import BEYOND, separate
from tests.test_bundle import TCN
from tests.test_notation import WIDER
from tests.tools import some


def said(claim: str, network: symrf.Network) -> str:
    """The verdict, or why there is none."""
    try:
        return check(claim, network).verdict
    except SymrfError as error:
        return str(error)


ALEXNET = r"r_0 = 1 + \sum_{m=1}^L (K_m - 1) \prod_{i=1}^{m-1} s_i = 355"
COPIES = r"R_i = R_{i-1} + 2 \cdot 2^{i-1} (k - 1) J_{i-1} , \qquad R_0 = 1"
BY_PHASE = r"""y = 16 m + \phi , \qquad v_0 = \begin{cases}
16 m + 187 & \text{where } 0 \le \phi \le 3 \\ 16 m + 203 & \text{where } 4 \le \phi \le 15
\end{cases}"""
CASES = r"r_0 = \begin{cases} k & \text{where } k \ge h \\ h & \text{where } h \ge k + 1 \end{cases}"


NAMED = r"r_0 = 1 + \sum_{m=1}^L (K_m - 1) \prod_{i=1}^{m-1} s_i = (\Lambda - 1) + 3 = \Lambda + 2"
"""A network whose symbol L is printed as another letter."""


@pytest.mark.parametrize(("source", "true", "was", "wrong"), some([
    ("dang_alexnet", ALEXNET, "355", "356"), ("dang_alexnet", ALEXNET, "K_m - 1", "K_m"),
    ("dang_alexnet", ALEXNET, "{m-1}", "m"), ("dang_alexnet", r"S_0 = s_1 s_2 s_4 s_{8} \cdot 1", "s_4", "s_3"),
    (TCN, COPIES, r"2 \cdot", r"3 \cdot"), (TCN, COPIES, "R_0 = 1", "R_0 = 2"),
    ("unet", BY_PHASE, "187", "188"), ("unet", BY_PHASE, "4 ", "5 "), ("unet", BY_PHASE, "le 3", "le 4"),
    (WIDER, CASES, r"h \ge k + 1", r"h \ge k - 1"), (WIDER, CASES, r" \\ h & \text{where } h \ge k + 1", ""),
    (WIDER, CASES, "{cases} k", "{cases} k + 1"), (["L", 3], NAMED, r"\Lambda + 2", r"\Lambda + 3"),
], 3))  # fmt: skip
def test_what_is_changed_is_not_proved(source: object, true: str, was: str, wrong: str) -> None:
    """Of layers, copies, phases and cases: refuted, or no claim at all where a phase is left out or there twice."""
    layers = [{"op": "conv", "kernel": kernel} for kernel in source] if isinstance(source, list) else None
    network = symrf.read({"layer": layers} if layers else source)
    assert check(true, network).verdict == "proved"
    assert (false := true.replace(was, wrong)) != true
    assert re.match(r"refuted$|.*(not each phase|not known that)", said(false, network))


LESS, MORE, BOTH = (rf"\left\lfloor ({what})/2 \right\rfloor" for what in ("m a - m - 1", "m - 1", "m a - 1"))
ROUNDED = rf"""\rfsize{{\mathrm{{END}}}} &= \begin{{cases}}
{LESS} + 3 & \text{{where }} {BOTH} \FIRST {LESS} + {MORE} + 1 \\
{BOTH} - {MORE} + 2 & \text{{where }} {BOTH} \SECOND {LESS} + {MORE} MORE
\end{{cases}}"""
LEAST, GREATEST = (
    ROUNDED.replace("END", end).replace("FIRST", first).replace("SECOND", second).replace(" MORE", more)
    for end, first, second, more in (("min", "ge", "le", ""), ("max", "le", "ge", " + 2"))
)


@pytest.mark.parametrize(("claim", "was", "now", "verdict"), some([
    (LEAST, "+ 3 &", "+ 2 &", "refuted"), (LEAST, "", "", "proved"), (GREATEST, "+ 2 &", "+ 9 &", "proved"),
    (GREATEST, "+ 3 &", "+ 4 &", "refuted"), (GREATEST, "", "", "proved"), (LEAST, r"+ 1 \\", r"+ 2 \\", "refuted"),
], 3))  # fmt: skip
def test_cases_that_compare_floors(claim: str, was: str, now: str, verdict: str) -> None:
    """By the remainders of both symbols; the second case of the greatest size is none, whatever its value."""
    up, down = {"op": "conv_transpose", "kernel": 4, "stride": 2}, {"op": "conv", "kernel": "a", "stride": "m"}
    network = symrf.read({"layer": [up, {**down, "dilation": "m", "padding": 1}]})
    said = check(claim.replace(was, now, 1) if was else claim, network)
    assert said.verdict == verdict


def test_a_symbol_called_like_a_letter_is_not_the_quantity() -> None:
    """r_0 and a bundle's macro are the size, whatever r is."""
    network = Network.of(Conv(symbol("r"), stride=symbol("S")))
    for claim in ("r_0 = r", r"\rfsize{0} = r", "S_0 = S", "R_L = r"):
        assert check(claim, network).verdict == "proved", claim
        assert check(f"{claim} + 1", network).verdict == "refuted", claim


def test_a_symbol_called_like_a_number_of_a_layer_is_not_that_number() -> None:
    network = Network.of(Conv(symbol("a"), stride=7, dilation=symbol("s1")))
    for claim, verdict in ((r"\rfeffstride{0} = \rfstride{1}", "proved"), ("S_0 = s_{1}", "refuted")):
        assert check(claim, network).verdict == verdict
    assert r"\providecommand{\rfstride}[1]{\tilde{s}_{#1}}" in bundle(network)["symrf.tex"]
    named = Network.of(Conv(symbol("k1"), stride=symbol("s1")) >> Conv(symbol("k2")))
    assert "tilde" not in bundle(named)["symrf.tex"]
    assert check(r"\rfsize{0} = \rfstride{1} k_{2} + k_{1} - s_{1}", named).verdict == "proved"


def test_a_thin_space_in_a_condition_is_no_comma() -> None:
    assert split(r"k \, \mathrm{rate} \le 6, p \ge 1") == (r"k \, \mathrm{rate} \le 6", r"p \ge 1")


def test_cases_that_no_page_holds_are_read_back() -> None:
    """In parts, under the same left side each; in one line they are left out, and that is said."""
    layers = [{"op": "conv", "kernel": 2, "stride": 2}, {"op": "adaptive_pool", "size": 7}]
    layers.append({"op": "conv", "kernel": 5, "padding": "p1"})
    network = symrf.read({"input": {"size": 97}, "layer": layers})
    line, parts = (
        separate(network, None, shape, "column").partition("% net.region\n")[2].partition("\n\n")[0]
        for shape in ("line", "aligned")
    )
    assert line.splitlines()[-1] == f"% {BEYOND['line']}"
    assert f"% {BEYOND['aligned']}" in parts
    claim = "\n".join(row for row in parts.splitlines() if not row.startswith("%"))
    assert claim.count(r"v_0 &= \begin{cases}") > 1
    assert check(claim, network).verdict == "proved"


@pytest.mark.parametrize(("source", "claim", "why"), [
    ("dang_alexnet", "r_0 = k_{30}", "k[30]: there is no layer 30; layers are numbered 1 to"),
    ("dang_alexnet", r"r_0 = \sum_{m=1}^{99} k_m", "from 1 to 99 are more than"),
    ("dang_alexnet", "r == k[3/2]", "is no whole number"), ("dang_alexnet", "r == k[x]", "x is no letter of a layer"),
    ("dang_alexnet", r"r_0 = 1 + (k_1 - 1) + \cdots + (k_{30} - 1)", "from 1 to 30 are more than"),
    ("distill_misaligned", "r == k[1]", "k[…]: the layers of this network are not numbered along one path"),
])  # fmt: skip
def test_what_is_of_no_layer(source: str, claim: str, why: str) -> None:
    with pytest.raises(SymrfError) as said:
        check(claim, symrf.read(source))
    assert why in str(said.value)


def test_a_network_whose_axes_differ_is_read_along_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layers = [{"op": "conv", "kernel": {"h": 3, "w": "k"}, "stride": 2}, {"op": "conv", "kernel": 3}]
    (tmp_path / "net.json").write_text(json.dumps({"axes": ["h", "w"], "layer": layers}))
    worked = [r"r_0 = 1 + \sum_{m=1}^L (K_m - 1) \prod_{i=1}^{m-1} s_i = k + 4", "--in", str(tmp_path / "net.json")]
    assert run(["check", *worked, "--axis", "w"]) == 0
    assert run(["check", *worked[1:], "r == k[1] + 4", "--axis", "h"]) == 0
    assert run(["check", *worked[1:], "r == k[1] + 5", "--axis", "h"]) == 1
    capsys.readouterr()
    for wrong in (worked, [*worked, "--axis", "d"], ["r == 7", "--axis", "h"]):
        assert run(["check", *wrong]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 3
    assert "the axes h, w of this network differ; name one, as --axis h" in said[0]
