"""ResNet-152 by symrf, torchlens and torchscan, each in a process of its own: python -m tests.benchmarks.beside_others

Needs torch, torchlens with pandas, and torchscan, which no environment of dev.py holds. Prints rows of a table: what
each took, and what it says of the last convolution. One that is not installed is named, and the exit code is then 1.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from typing import Any

DEEPEST = "layer4.2.conv3"


def network() -> Any:
    """ResNet-152 as torchvision builds it."""
    import torch
    from torch import nn

    class Block(nn.Module):
        def __init__(self, inside: int, width: int, stride: int) -> None:
            super().__init__()
            outside = 4 * width
            self.conv1, self.bn1 = nn.Conv2d(inside, width, 1, bias=False), nn.BatchNorm2d(width)
            self.conv2, self.bn2 = nn.Conv2d(width, width, 3, stride, 1, bias=False), nn.BatchNorm2d(width)
            self.conv3, self.bn3 = nn.Conv2d(width, outside, 1, bias=False), nn.BatchNorm2d(outside)
            self.relu, self.downsample = nn.ReLU(inplace=True), None
            if stride != 1 or inside != outside:
                down = nn.Conv2d(inside, outside, 1, stride, bias=False)
                self.downsample = nn.Sequential(down, nn.BatchNorm2d(outside))

        def forward(self, x: Any) -> Any:
            y = self.relu(self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x))))))
            return self.relu(self.bn3(self.conv3(y)) + (x if self.downsample is None else self.downsample(x)))

    layers: dict[str, Any] = {
        "conv1": nn.Conv2d(3, 64, 7, 2, 3, bias=False), "bn1": nn.BatchNorm2d(64), "relu": nn.ReLU(inplace=True),
        "maxpool": nn.MaxPool2d(3, 2, 1),
    }  # fmt: skip
    inside = 64
    for stage, (count, width) in enumerate(((3, 64), (8, 128), (36, 256), (3, 512)), 1):
        blocks = []
        for n in range(count):
            blocks.append(Block(inside, width, 2 if stage > 1 and n == 0 else 1))
            inside = 4 * width
        layers[f"layer{stage}"] = nn.Sequential(*blocks)
    layers |= {"avgpool": nn.AdaptiveAvgPool2d((1, 1)), "flatten": nn.Flatten(), "fc": nn.Linear(2048, 1000)}
    made = nn.Sequential()
    for name, layer in layers.items():
        made.add_module(name, layer)
    torch.set_num_threads(1)
    return made.eval()


def by_symrf(module: Any) -> str:
    """Size, stride, padding and centre of what a feature sees."""
    import symrf

    found = symrf.derive(symrf.read(module, input_shape=(1, 3, 224, 224)))[DEEPEST]
    ends = f"padding {found.padding}, centre {found.center}"
    return f"size {found.size}, stride {found.stride}, {ends}, {found['h'].status}"


def by_torchlens(module: Any) -> str:
    """The row of the last convolution."""
    import torch
    import torchlens

    rows = torchlens.trace(module, torch.rand(1, 3, 224, 224)).receptive_fields().to_pandas()
    last = rows[rows["name"].str.startswith("conv2d_155_")].iloc[-1]
    size, stride, centre = (last[name][0] for name in ("size", "jump", "center0"))
    return f"size {size}, stride {stride}, centre {centre}, {last['status'].name.lower()}"


def by_torchscan(module: Any) -> str:
    """What its row of the last convolution holds."""
    from torchscan import crawl_module

    (last,) = (row for row in crawl_module(module, (3, 224, 224))["layers"] if row["path"] == DEEPEST)
    names = ("receptive_field", "effective_stride", "effective_padding")
    size, stride, padding = (last["metrics"][name]["value"] for name in names)
    return f"size {size}, stride {stride}, padding {padding}"


TOOLS = {"symrf": by_symrf, "torchlens": by_torchlens, "torchscan": by_torchscan}


def one(tool: str) -> dict[str, Any]:
    """What a tool took, beyond the network itself, and what it says."""
    import resource

    module = network()
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    said = TOOLS[tool](module)
    taken = time.process_time() - started
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    return {"said": said, "seconds": taken, "megabytes": more}


def main() -> int:
    """A row for every tool."""
    lacking = 0
    for tool in TOOLS:
        try:
            name = f"{tool} {version(tool)}" if tool != "symrf" else tool
        except PackageNotFoundError:
            lacking += 1
            print(f"{tool} is not installed: pip install {tool}", file=sys.stderr)
            continue
        command = [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.beside_others", tool]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=dict(os.environ))
        found = json.loads(done.stdout.splitlines()[-1])
        print(f"| {name} | {found['seconds']:.1f} s | {found['megabytes']} MB | {found['said']} |", flush=True)
    return min(lacking, 1)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(one(sys.argv[1])))
    else:
        sys.exit(main())
