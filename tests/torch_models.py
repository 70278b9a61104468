"""Networks as people write them in PyTorch, small in channels and true in structure."""

from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="torch is not installed; pip install 'symrf[torch]'")

nn, functional = torch.nn, torch.nn.functional
torch.set_num_threads(1)  # the models are small, and threads that wait take time too


class Block(nn.Module):
    """A residual block of two convolutions."""

    def __init__(self, inside: int, outside: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inside, outside, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outside)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(outside, outside, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outside)
        self.downsample = None
        if stride != 1 or inside != outside:
            self.downsample = nn.Sequential(nn.Conv2d(inside, outside, 1, stride), nn.BatchNorm2d(outside))

    def forward(self, x: Any) -> Any:
        out = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x)))))
        out += x if self.downsample is None else self.downsample(x)
        return self.relu(out)


class ResNet(nn.Module):
    """ResNet-18."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 4, 7, 2, 3, bias=False)
        self.bn1, self.relu, self.maxpool = nn.BatchNorm2d(4), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1)
        self.layer1 = nn.Sequential(Block(4, 4, 1), Block(4, 4, 1))
        self.layer2 = nn.Sequential(Block(4, 6, 2), Block(6, 6, 1))
        self.layer3 = nn.Sequential(Block(6, 8, 2), Block(8, 8, 1))
        self.layer4 = nn.Sequential(Block(8, 8, 2), Block(8, 8, 1))
        self.avgpool, self.fc = nn.AdaptiveAvgPool2d((1, 1)), nn.Linear(8, 10)

    def forward(self, x: Any) -> Any:
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(torch.flatten(self.avgpool(x), 1))


class UNet(nn.Module):
    """Two levels down, and up again by transposed convolutions."""

    def __init__(self) -> None:
        super().__init__()
        self.down1, self.down2, self.bottom = (nn.Conv2d(a, b, 3, padding=1) for a, b in ((1, 2), (2, 4), (4, 8)))
        self.up2, self.up1 = nn.ConvTranspose2d(8, 4, 2, 2), nn.ConvTranspose2d(4, 2, 2, 2)
        self.join2, self.join1 = nn.Conv2d(8, 4, 3, padding=1), nn.Conv2d(4, 2, 3, padding=1)

    def forward(self, x: Any) -> Any:
        one = functional.relu(self.down1(x))
        two = functional.relu(self.down2(functional.max_pool2d(one, 2)))
        low = functional.relu(self.bottom(functional.max_pool2d(two, 2)))
        two = functional.relu(self.join2(torch.cat([self.up2(low), two], 1)))
        return self.join1(torch.cat([self.up1(two), one], 1))


class WaveNet(nn.Module):
    """Dilated convolutions, padded on the left, in gated units with skips."""

    def __init__(self) -> None:
        super().__init__()
        self.start = nn.Conv1d(1, 4, 1)
        self.filters = nn.ModuleList(nn.Conv1d(4, 8, 2, dilation=2**i) for i in range(4))
        self.mixes = nn.ModuleList(nn.Conv1d(4, 4, 1) for _ in range(4))
        self.end = nn.Conv1d(4, 2, 1)

    def forward(self, x: Any) -> Any:
        x, skips = self.start(x), 0
        for i, (conv, mix) in enumerate(zip(self.filters, self.mixes, strict=True)):
            tanh, sigmoid = conv(functional.pad(x, (2**i, 0))).chunk(2, dim=1)
            gated = mix(torch.tanh(tanh) * torch.sigmoid(sigmoid))
            x, skips = x + gated, skips + gated
        return self.end(functional.relu(skips))


class Volume(nn.Module):
    """A convnet for films: other numbers along each axis, padding "same" of an even kernel, rounding up."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv3d(1, 2, (3, 5, 4), padding="same")
        self.pool = nn.MaxPool3d((1, 2, 3), ceil_mode=True)
        self.far = nn.Conv3d(2, 2, 3, dilation=(1, 2, 1), stride=(2, 1, 1), padding=(1, 2, 0))
        self.up = nn.Upsample(scale_factor=(2, 1, 2), mode="nearest")

    def forward(self, x: Any) -> Any:
        return self.up(self.far(self.pool(self.conv(x))))


class ConvNeXt(nn.Module):
    """A block with its channels last in the middle, behind a patch embedding."""

    def __init__(self) -> None:
        super().__init__()
        self.stem, self.conv = nn.Conv2d(3, 4, 4, 4), nn.Conv2d(4, 4, 7, padding=3, groups=4)
        self.norm, self.wide, self.act, self.narrow = nn.LayerNorm(4), nn.Linear(4, 8), nn.GELU(), nn.Linear(8, 4)
        self.gamma = nn.Parameter(torch.ones(4))

    def forward(self, x: Any) -> Any:
        x = self.stem(x)
        y = self.norm(self.conv(x).permute(0, 2, 3, 1))
        y = self.gamma * self.narrow(self.act(self.wide(y)))
        return x + y.permute(0, 3, 1, 2)


MODELS: dict[str, tuple[type[nn.Module], tuple[int, ...]]] = {
    "ResNet": (ResNet, (1, 3, 33, 40)),
    "UNet": (UNet, (1, 1, 16, 24)),
    "WaveNet": (WaveNet, (1, 1, 40)),
    "Volume": (Volume, (1, 1, 8, 14, 13)),
    "ConvNeXt": (ConvNeXt, (1, 3, 20, 24)),
}
"""Each with the shape of its input."""
