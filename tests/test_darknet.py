"""Darknet's cfg files against a torch module that does what Darknet's sections do, with NaN in its input."""

from typing import Any

import pytest

pytest.importorskip("torch", reason="torch is not installed; pip install 'symrf[torch]'")

import torch
from torch import nn
from torch.nn import functional

import symrf
from tests.test_torch import disagreements

CFG = """
[net]
width=40
height=36
channels=3
[convolutional]
batch_normalize=1
filters=4
size=3
stride=1
pad=1
activation=leaky
[maxpool]
size=2
stride=2
[convolutional]
filters=4
size=3
stride=2
pad=1
[convolutional]
filters=4
size=5
padding=2
groups=2
[shortcut]
from=-2
activation=linear
[maxpool]
size=2
stride=1
[maxpool]
size=5
stride=1
[route]
layers=-1,-3, 2
[convolutional]
filters=4
size=4
stride=3
pad=1
[route]
layers=-4
groups=2
group_id=1
[upsample]
stride=2
[route]
layers=-1,1
[convolutional]
filters=6
size=1
[yolo]
"""
"""As a small YOLOv3 has them: two scales, a neck, pools that keep the size, a group of channels."""


class Pool(nn.Module):  # type: ignore[misc]
    """Darknet's: size - 1 samples of padding in all, the lesser half on the left."""

    def __init__(self, size: int, stride: int) -> None:
        super().__init__()
        self.size, self.stride = size, stride

    def forward(self, x: Any) -> Any:
        left = (self.size - 1) // 2
        right = self.size - 1 - left
        whole = functional.pad(x, (left, right, left, right), value=float("-inf"))
        return functional.max_pool2d(whole, self.size, self.stride)


class Part(nn.Module):  # type: ignore[misc]
    """What joins, and takes a group of channels."""

    def __init__(self, add: bool, groups: int, group: int) -> None:
        super().__init__()
        self.add, self.groups, self.group = add, groups, group

    def forward(self, *given: Any) -> Any:
        return sum(given) if self.add else torch.cat(given, 1).chunk(self.groups, 1)[self.group]


class Darknet(nn.Module):  # type: ignore[misc]
    """The module of a cfg, its parts called as symrf calls the sections."""

    def __init__(self, cfg: str) -> None:
        super().__init__()
        self.reads: list[tuple[str, list[int]]] = []
        counts: list[int] = []
        for number, section in enumerate(cfg.split("[")[2:]):
            kind, *lines = section.strip().splitlines()
            given = dict(line.replace(" ", "").split("=") for line in lines)
            size, stride = int(given.get("size", 1)), int(given.get("stride", 1))
            reads = [number + int(n) if int(n) < 0 else int(n) for n in given.get("layers", "-1").split(",")]
            reads += [number + int(given["from"])] if "from" in given else []
            below = counts[reads[0]] if counts else 3
            groups, count = int(given.get("groups", 1)), below
            part: nn.Module = nn.Identity()
            match kind.rstrip("]"):
                case "convolutional":
                    pad = size // 2 if given.get("pad") == "1" else int(given.get("padding", 0))
                    count = int(given["filters"])
                    part = nn.Conv2d(below, count, size, stride, pad, groups=groups)
                case "maxpool":
                    part = Pool(size, stride)
                case "upsample":
                    part = nn.Upsample(scale_factor=stride)
                case "shortcut":
                    part = Part(True, 1, 0)
                case "route":
                    count = sum(counts[i] for i in reads) // groups
                    part = Part(False, groups, int(given.get("group_id", 0)))
            counts.append(count)
            name = f"{kind.rstrip(']')}_{number}"
            self.add_module(name, part)
            self.reads.append((name, reads))

    def forward(self, x: Any) -> Any:
        made: list[Any] = []
        for name, reads in self.reads:
            made.append(getattr(self, name)(*([made[i] for i in reads] if made else [x])))
        return made[-1]


def test_a_cfg_is_what_its_sections_compute() -> None:
    torch.manual_seed(0)
    network, module = symrf.read(CFG), Darknet(CFG).eval()
    compared, wrong = disagreements(network, module, (1, 3, 36, 40))
    assert (compared, wrong, network.frontier) == (138, [], ())


def test_the_comparison_sees_another_padding() -> None:
    module = Darknet(CFG).eval()
    assert disagreements(symrf.read(CFG.replace("size=2\nstride=2", "size=3\nstride=2")), module, (1, 3, 36, 40))[1]
