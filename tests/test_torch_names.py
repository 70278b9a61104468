"""PyTorch modules: what their nodes are called, their sizes, and the table on the command line."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

pytest.importorskip("torch", reason="torch is not installed; pip install 'symrf[torch]'")

import torch

import symrf
from symrf.cli import cli
from tests.torch_models import ResNet

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def resnet() -> Any:
    return symrf.read(ResNet(), input_shape=(1, 3, 64, 64))


def test_names_are_module_paths_and_what_is_no_module_stands_below_its_own(resnet: Any) -> None:
    names = [node.name for node in resnet.nodes]
    assert names[:4] == ["conv1", "bn1", "relu", "maxpool"]
    assert {"layer1.0.conv2", "layer1.0.add", "layer1.0.relu~2", "layer2.0.downsample.0", "flatten", "fc"} <= set(names)
    assert resnet.node("layer4.1").name == "layer4.1.relu~2"


def test_sizes_are_left_open_only_once_another_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """With open sizes torch.export may take minutes."""
    asked, export = [], torch.export.export

    def watched(*args: Any, dynamic_shapes: Any, **kwargs: Any) -> Any:
        asked.append(dynamic_shapes is not None)
        return export(*args, dynamic_shapes=dynamic_shapes, **kwargs)

    monkeypatch.setattr(torch.export, "export", watched)
    network = symrf.read(torch.nn.Conv1d(1, 1, 3), input_shape=(1, 1, 20))
    assert asked == [False]
    assert (network.with_input_size(30).input_size, asked) == ({"x": 30}, [False, True])


def test_sizes_are_worked_out_here(resnet: Any) -> None:
    network = symrf.read(ResNet(), input_shape=(1, 3, "n", "m"))
    field = symrf.derive(network)["layer4.1.conv2"]
    assert (str(field["h"].output_size), field["h"].size) == ("floor(n/32 - 1/32) + 1", 435)
    assert symrf.derive(network, input_size=97)["layer4.1.conv2"].output_size == 4
    assert symrf.derive(resnet, input_size=97)["layer4.1.conv2"].output_size == 4


def test_the_command_line_runs_code_only_if_told_so(tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "mine_to_read.py").write_text(
        "from torch import nn\nopen('ran', 'w').close()\nnet = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Conv2d(4, 4, 5))\n"
        "def make():\n    return net\n"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    refused = CliRunner().invoke(cli, ["derive", "mine_to_read:net"], standalone_mode=False)
    assert "--trust" in str(refused.exception)
    assert not Path("ran").exists()
    for name in ("net", "make"):
        told = ["derive", f"mine_to_read:{name}", "--trust", "--input-shape", "1,3,20,20", "--format", "json"]
        assert '"size": 7' in CliRunner().invoke(cli, told, catch_exceptions=False).output
    assert Path("ran").exists()


def test_a_module_is_one_row_of_the_table(tmp_path: Path, monkeypatch: Any) -> None:
    """Of several steps; what is no step of one of torch's own stands in a row below its module."""
    (tmp_path / "of_steps.py").write_text(
        "from torch import nn\n"
        "class Block(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.conv = nn.Conv1d(2, 2, 5, padding=2, padding_mode='circular')\n"
        "    def forward(self, x):\n"
        "        return self.conv(x) + self.conv(x * 2)\n"
        "net = nn.Sequential(Block(), nn.Conv1d(2, 2, 3))\n"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    asked = ["derive", "of_steps:net", "--trust", "--input-shape", "1,2,20"]
    for more, rows in ([], ["0.conv", "0.mul", "0.conv~2", "0.add", "1"]), (["--changes"], ["0.conv", "0.conv~2", "1"]):
        said = CliRunner().invoke(cli, [*asked, *more], catch_exceptions=False).output
        table = said.partition("---\n")[2].partition("\n\n")[0]
        assert [line.split()[0 if line.split()[0] in rows else 1] for line in table.splitlines()] == rows, said
    network = symrf.read(torch.nn.Conv1d(2, 2, 5, padding=2, padding_mode="circular"), input_shape=(1, 2, 20))
    assert len(network.nodes) > 1
