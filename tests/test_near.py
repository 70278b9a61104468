"""Whoever misspells a name is told the nearest one, in one line."""

import pytest

import symrf
from symrf import SymrfError
from symrf.cli import run

COMMANDS = [
    (["show", "sise"], "no theorem 'sise'; did you mean 'size'?"),
    (["verify", "refuted-depth-add-k"], "did you mean 'refuted-depth-adds-k'?"),
    (["verify", "size", "--route", "kernal"], "did you mean 'kernel'?"),
    (["derive", "vgg_16", "--output", "conv5_33"], "did you mean 'conv5_3'?"),
    (["derive", "vgg_61"], "did you mean 'vgg_16'?"),
    (["derive", "vgg_16", "--input-size", "hh=3,w=3"], "did you mean 'h'?"),
]


@pytest.mark.parametrize(("args", "words"), COMMANDS)
def test_on_the_command_line(args: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(args) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1


def test_in_python() -> None:
    net = symrf.read("vgg_16")
    field = symrf.derive(net).output
    with pytest.raises(AttributeError, match="a node's field has no 'stide'; did you mean 'stride'"):
        _ = field.stide
    with pytest.raises(AttributeError, match="did you mean 'derive'"):
        _ = symrf.derrive
    with pytest.raises(SymrfError, match="did you mean 'input'"):
        net.seen_from("imput")
    with pytest.raises(SymrfError, match="did you mean 'pool5'"):
        symrf.derive(net)["pol5"]


def test_nothing_is_near() -> None:
    with pytest.raises(SymrfError, match="no theorem 'xyzzy'; symrf list shows them all"):
        symrf.verify(["xyzzy"])


def test_a_quantity_that_is_expected(tmp_path, capsys) -> None:
    (tmp_path / "net.toml").write_text('[[layer]]\nop = "conv"\nkernel = 3\nname = "out"\n[expect]\n"out.sise" = 3\n')
    assert run(["check", str(tmp_path / "net.toml")]) == 2
    told = capsys.readouterr().err
    assert "did you mean 'size'?" in told
    assert told.startswith(f"symrf: {tmp_path / 'net.toml'}: [expect] 'out.sise'")
