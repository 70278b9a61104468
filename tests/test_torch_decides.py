"""Modules of which the data decides how they go on, as detectors: read up to there, what comes then is a frontier."""

from typing import Any

import pytest

pytest.importorskip("torch", reason="torch is not installed; pip install 'symrf[torch]'")

import torch

import symrf
from symrf.errors import SymrfError
from tests.test_torch import disagreements

pytestmark = pytest.mark.filterwarnings("default")


class Scores(torch.nn.Module):  # type: ignore[misc,name-defined]
    """A module of its own, as where regions are proposed, that the data stops."""

    def forward(self, scores: Any) -> Any:
        kept = scores[scores > 0.5]
        return kept[:10] if kept.numel() > 10 else kept


class Detector(torch.nn.Module):  # type: ignore[misc,name-defined]
    """An image in the corner of a larger one, as detectors put unequal images together; what scores is kept."""

    def __init__(self, corner: int = 0) -> None:
        super().__init__()
        self.corner = corner
        self.body = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3, stride=2, padding=1), torch.nn.Conv2d(4, 1, 3))
        self.kept, self.late = Scores(), torch.nn.Linear(1, 2)

    def forward(self, images: Any) -> Any:
        batch, at = images.new_full((1, 3, 18, 18), 0.0), self.corner
        batch[0, :, at : at + images.shape[2], at : at + images.shape[3]].copy_(images[0])
        return self.late(self.kept(self.body(batch))[:, None])


@pytest.mark.parametrize(("corner", "padding"), [(0, 1), (3, 4)])
def test_all_before_is_read_and_is_what_pytorch_does(corner: int, padding: int) -> None:
    module, shape = Detector(corner), (1, 3, 12, 14)
    network = symrf.read(module, input_shape=shape)
    last = network.frontier[-1]
    assert (last.node, last.op, last.axes) == ("the rest", "Detector", ("h", "w"))
    assert last.reason == "what it does next depends on the data: test_torch_decides.py:23 in forward"
    compared, wrong = disagreements(network, module, shape)
    assert (compared, wrong) == (20, [])
    field = symrf.derive(network)["body.1"]["h"]
    assert (field.size, field.padding, field.output_size) == (7, padding, 7)


def test_nothing_behind_it_is_answered_for() -> None:
    network = symrf.read(Detector(), input_shape=(1, 3, 12, 14))
    assert "late" not in symrf.derive(network).nodes
    with pytest.raises(SymrfError, match="no node 'late'"):
        symrf.derive(network)["late"]


def test_other_sizes_and_free_ones_end_there_too() -> None:
    network = symrf.read(Detector(), input_shape=(1, 3, 12, 14))
    assert symrf.derive(network.with_input_size(16))["body.1"]["w"].left == -1
    with pytest.raises(SymrfError, match="cannot follow Detector: expand"):
        symrf.read(Detector(), input_shape=(1, 4, 12, 12))


def test_a_map_written_into_a_map_is_a_frontier() -> None:
    class Pasted(torch.nn.Module):  # type: ignore[misc,name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.norm = torch.nn.BatchNorm2d(1)

        def forward(self, x: Any) -> Any:
            y = self.norm(torch.nn.functional.avg_pool2d(x, 3, 1, 1))
            y[:, :, 2:6] = x[:, :, 2:6]
            return y

    network = symrf.read(Pasted(), input_shape=(1, 1, 12, 12))
    assert [end.reason for end in network.frontier] == ["it writes into a part of a map"]
