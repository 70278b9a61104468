"""symrf's own notation: what is read is what stands there."""

import json
from pathlib import Path

import pytest

import symrf
from symrf.cli import run
from symrf.layers import Conv
from symrf.network import Network
from symrf.terms import parse, text


@pytest.mark.parametrize("claim", ["c = 15.5", "c == 15.5", " c=15.5", "  15.5 = c", "c + 0 = 1*15.5"])
def test_a_decimal_is_read_whole_also_behind_one_equals_sign(claim: str) -> None:
    """`c = 15.5` was read as c == 5.5, and proved where that is so."""
    assert "31/2" in text(parse(claim))
    assert symrf.check(claim, Network.of(Conv(12))).verdict == "refuted"
    assert symrf.check(claim, Network.of(Conv(32))).verdict == "proved"


WORDS = ["lambda", "in", "is", "not", "None", "True", "class"]


@pytest.mark.parametrize("word", WORDS)
def test_a_symbol_may_be_called_what_python_keeps_for_itself(word: str, tmp_path: Path) -> None:
    """What is derived in it is read back, conditions among it."""
    layers = [{"op": "conv", "kernel": word, "stride": 2}, {"op": "conv", "kernel": f"2*{word} + 1"}]
    network = symrf.read({"input": {"size": "n"}, "layer": layers})
    assert symrf.check(f"r = 5*{word}", network).verdict == "proved"
    assert text(parse(f"{word}*k[{word}] >= 1")) == f"{word}*k[{word}] >= 1"
    (tmp_path / "net.json").write_text(json.dumps({"input": {"size": "n"}, "layer": layers}))
    assert run(["derive", str(tmp_path / "net.json"), "--format", "markdown"]) == 0


def test_a_symbol_that_is_written_lambda_beside_formulas_with_indices() -> None:
    layers = [{"op": "conv", "kernel": "l", "stride": 2}, {"op": "conv", "kernel": 3}]
    network = symrf.read({"input": {"size": "n"}, "layer": layers})
    assert "lambda" in symrf.report(network, format="latex")


@pytest.mark.parametrize("wrong", ["not k", "k if k else 2", "lambda: 1", "lambda(3)", "in in in", "await k", "1or 2"])
def test_words_of_python_are_names_and_nothing_else(wrong: str) -> None:
    with pytest.raises(symrf.SymrfError) as error:
        parse(wrong)
    assert str(error.value).count("\n") == 0


PHASES = [{"op": "conv", "kernel": "a", "stride": 2}, {"op": "upsample", "factor": 2}, {"op": "conv", "kernel": 3}]


@pytest.mark.parametrize(
    ("symbol", "notation"),
    [
        ("y", ""), ("a", ""), ("k", '[symbols]\nleft = "y"\n'), ("k", '[symbols]\nsize = "k"\nkernel = "r"\n'),
        ("k", '[indices]\nm = "a"\n'), ("B", '[indices]\nl = "B"\n'), ("k", "[symbols]\nsize = '\\phi'\n"),
    ],
)  # fmt: skip
def test_what_is_printed_is_read_where_letters_are_taken(
    symbol: str, notation: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By a symbol of the network, or by the author's notation: another letter stands, and is read as that."""
    arch, letters = tmp_path / "net.json", tmp_path / "letters.toml"
    layers = [{"op": "conv", "kernel": symbol}, {"op": "upsample", "factor": 2}, {"op": "conv", "kernel": 2}]
    arch.write_text(json.dumps({"layer": layers}))
    letters.write_text(notation)
    asked = ["--notation", str(letters)] if notation else []
    assert run(["derive", str(arch), "--format", "latex", "--shape", "line", *asked]) == 0
    for block in capsys.readouterr().out.split("\n\n"):
        formula = "\n".join(line for line in block.splitlines() if not line.startswith("%"))
        assert not formula or run(["check", formula, "--in", str(arch), *asked]) == 0, formula


def test_the_ends_of_a_line_are_no_letters_of_the_network(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    arch = tmp_path / "net.json"
    arch.write_text(json.dumps({"layer": PHASES}))
    assert run(["derive", str(arch)]) == 0
    out = capsys.readouterr().out
    assert "S*m + f … S*m + b" in out
    assert any(line.split() == ["phi", "S", "f", "b", "r"] for line in out.splitlines())
